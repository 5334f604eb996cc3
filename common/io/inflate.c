// SPDX-License-Identifier: MIT
// Compression by zlib. zlib counts in 32 bits: long blocks are handed over in slices.
#include "internal.h"
#include <string.h>
#include <zlib.h>

#define SLICE ((size_t)1 << 30)

static uInt slice(size_t left)
{
  return (uInt)(left < SLICE ? left : SLICE);
}

bool s2io_have_zlib(void)
{
  return true;
}

uint32_t s2io_crc32(uint32_t crc, const void *data, size_t size)
{
  const Bytef *at = data;
  uLong sum = crc;
  while (size > 0) {
    uInt now = slice(size);
    sum = crc32(sum, at, now);
    at += now;
    size -= now;
  }
  return (uint32_t)sum;
}

typedef int step_fn(z_stream *stream, int flush);

// Run inflate() or deflate() until the end of the stream, an error, or either end of memory.
// Returns zlib's last code; *done counts the bytes written.
static int run(z_stream *stream, step_fn *step, const s2_bytes *in, size_t *taken, void *out,
               size_t size, size_t *done)
{
  int code = Z_OK;
  while (code == Z_OK) {
    uInt input = slice(in->size - *taken), output = slice(size - *done);
    stream->next_in = (Bytef *)(uintptr_t)(in->data + *taken);
    stream->avail_in = input;
    stream->next_out = (Bytef *)out + *done;
    stream->avail_out = output;
    code = step(stream, *taken + input == in->size ? Z_FINISH : Z_NO_FLUSH);
    *taken += input - stream->avail_in;
    *done += output - stream->avail_out;
    if (code == Z_BUF_ERROR && (input > stream->avail_in || output > stream->avail_out))
      code = Z_OK; // there was progress
  }
  return code;
}

s2_status s2io_inflate(const s2_bytes *packed, void *data, size_t size)
{
  z_stream stream;
  size_t taken = 0, done = 0;
  memset(&stream, 0, sizeof stream);
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return S2_FAIL(S2_ERR_MEMORY, "no memory");
  int code = run(&stream, inflate, packed, &taken, data, size, &done);
  inflateEnd(&stream);
  if (code != Z_STREAM_END || done != size)
    return S2IO_BAD_FILE(packed->path, "compressed data: expected %zu bytes, got %zu%s", size, done,
                         code == Z_STREAM_END ? "" : " before an error");
  return S2_OK;
}

// Pack with the given zlib window bits (negative: raw, 16 more: gzip).
static s2_status pack(const void *data, size_t size, int bits, void **packed, size_t *packed_size)
{
  z_stream stream;
  s2_bytes in = {data, size, ""};
  size_t taken = 0, room;
  *packed = NULL;
  *packed_size = 0;
  memset(&stream, 0, sizeof stream);
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return S2_FAIL(S2_ERR_MEMORY, "no memory");
  room = deflateBound(&stream, (uLong)size);
  *packed = s2_priv_alloc(room, 1);
  int code = *packed == NULL ? Z_MEM_ERROR
                             : run(&stream, deflate, &in, &taken, *packed, room, packed_size);
  deflateEnd(&stream);
  if (code == Z_STREAM_END) return S2_OK;
  s2_priv_free(*packed);
  *packed = NULL;
  return S2_FAIL(S2_ERR_MEMORY, "no memory to compress %zu bytes", size);
}

s2_status s2io_deflate(const void *data, size_t size, void **packed, size_t *packed_size)
{
  return pack(data, size, -MAX_WBITS, packed, packed_size);
}

s2_status s2io_gzip(const void *data, size_t size, void **packed, size_t *packed_size)
{
  return pack(data, size, MAX_WBITS + 16, packed, packed_size);
}

// Double the room for the output.
static s2_status grow(void **data, size_t *room)
{
  void *larger = s2_priv_alloc(*room, 2);
  if (larger == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu unpacked bytes", 2 * *room);
  memcpy(larger, *data, *room);
  s2_priv_free(*data);
  *data = larger;
  *room *= 2;
  return S2_OK;
}

static bool another_member(const s2_bytes *packed, size_t taken)
{
  return packed->size - taken >= 2 && packed->data[taken] == 0x1f &&
         packed->data[taken + 1] == 0x8b;
}

static s2_status gunzip(z_stream *stream, const s2_bytes *packed, void **data, size_t *size,
                        size_t room)
{
  size_t taken = 0;
  for (;;) {
    int code = run(stream, inflate, packed, &taken, *data, room, size);
    bool full = *size == room;
    if (code == Z_STREAM_END && !another_member(packed, taken)) return S2_OK;
    if (code == Z_STREAM_END && inflateReset(stream) != Z_OK)
      full = false;
    else if (code != Z_STREAM_END && !(code == Z_BUF_ERROR && full))
      return S2IO_BAD_FILE(packed->path, "byte %zu of the gzip file: expected compressed data",
                           taken);
    if (full) S2_TRY(grow(data, &room));
  }
}

s2_status s2io_gunzip(const s2_bytes *packed, void **data, size_t *size)
{
  z_stream stream;
  size_t room = 4 * packed->size + 4096;
  memset(&stream, 0, sizeof stream);
  *size = 0;
  *data = s2_priv_alloc(room, 1);
  if (*data == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu unpacked bytes", room);
  s2_status status = S2_FAIL(S2_ERR_MEMORY, "no memory");
  if (inflateInit2(&stream, MAX_WBITS + 16) == Z_OK) {
    status = gunzip(&stream, packed, data, size, room);
    inflateEnd(&stream);
  }
  if (status == S2_OK) return S2_OK;
  s2_priv_free(*data);
  *data = NULL;
  return status;
}
