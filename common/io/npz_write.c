// SPDX-License-Identifier: MIT
// Writer of ZIP files of arrays: local headers and data, then the directory. Everything but the
// caller's arrays is laid out in one block first; the file is a list of pieces of memory.
#include "endian.h"
#include "internal.h"
#include <stdio.h>
#include <string.h>

#define LOCAL_SIZE 30
#define ENTRY_SIZE 46
#define END_SIZE 22
#define LIMIT 0xfffffffeULL // beyond it ZIP64 would be needed
#define MOST_NAME 255
#define DATE 0x21 // 1980-01-01, so that the same arrays give the same file

typedef struct member {
  const char *name;
  const s2_array *array;
  unsigned char local[LOCAL_SIZE + MOST_NAME + 4]; // header with the name
  char npy[S2IO_NPY_HEADER];
  size_t local_size, npy_size;
  void *packed; // deflated member, or NULL
  uint64_t packed_size, size, offset;
  uint32_t crc;
} member;

static size_t data_size(const member *m)
{
  return (size_t)m->array->count * (size_t)s2_dtype_size(m->array->dtype);
}

static s2_status pack(member *m)
{
  size_t size = (size_t)m->size, packed_size = 0;
  char *whole = s2_priv_alloc(size, 1);
  if (whole == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu bytes", size);
  memcpy(whole, m->npy, m->npy_size);
  if (data_size(m) > 0) memcpy(whole + m->npy_size, m->array->data, data_size(m));
  s2_status status = s2io_deflate(whole, size, &m->packed, &packed_size);
  s2_priv_free(whole);
  m->packed_size = packed_size;
  return status;
}

// Fields that the local header and the directory share, from "version needed" on.
static void put_common(unsigned char *at, const member *m)
{
  s2io_put_little(at, 2, 20);
  s2io_put_little(at + 2, 2, 0x800); // names are UTF-8
  s2io_put_little(at + 4, 2, m->packed != NULL ? 8 : 0);
  s2io_put_little(at + 6, 2, 0);
  s2io_put_little(at + 8, 2, DATE);
  s2io_put_little(at + 10, 4, m->crc);
  s2io_put_little(at + 14, 4, m->packed_size);
  s2io_put_little(at + 18, 4, m->size);
  s2io_put_little(at + 22, 2, strlen(m->name) + 4);
}

static s2_status prepare(member *m, int deflate, uint64_t *offset)
{
  m->npy_size = s2io_npy_header_format(m->npy, m->array);
  m->size = m->npy_size + data_size(m);
  m->packed_size = m->size;
  S2_REQUIRE(m->size <= LIMIT, "array '%.80s' has over 4 GiB", m->name);
  m->crc = s2io_crc32(0, m->npy, m->npy_size);
  m->crc = s2io_crc32(m->crc, m->array->data, data_size(m));
  if (deflate) S2_TRY(pack(m));
  memcpy(m->local, "PK\3\4", 4);
  put_common(m->local + 4, m);
  size_t name = strlen(m->name);
  memcpy(m->local + LOCAL_SIZE, m->name, name);
  memcpy(m->local + LOCAL_SIZE + name, ".npy", 4);
  m->local_size = LOCAL_SIZE + name + 4;
  m->offset = *offset;
  *offset += m->local_size + m->packed_size;
  S2_REQUIRE(*offset <= LIMIT, "the arrays have over 4 GiB in all");
  return S2_OK;
}

// The directory and its end record; returns its size.
static size_t put_directory(unsigned char *to, int count, const member *members, uint64_t offset)
{
  unsigned char *at = to;
  for (int i = 0; i < count; i++) {
    const member *m = &members[i];
    size_t name = m->local_size - LOCAL_SIZE;
    memcpy(at, "PK\1\2", 4);
    s2io_put_little(at + 4, 2, 20);
    put_common(at + 6, m);
    s2io_put_little(at + 42, 4, m->offset);
    memcpy(at + ENTRY_SIZE, m->local + LOCAL_SIZE, name);
    at += ENTRY_SIZE + name;
  }
  size_t size = (size_t)(at - to);
  memcpy(at, "PK\5\6", 4);
  s2io_put_little(at + 8, 2, (uint64_t)count);
  s2io_put_little(at + 10, 2, (uint64_t)count);
  s2io_put_little(at + 12, 4, size);
  s2io_put_little(at + 16, 4, offset);
  return size + END_SIZE;
}

static s2_status write_members(const char *path, int count, member *members, int deflate,
                               s2io_piece *pieces, unsigned char *directory)
{
  uint64_t offset = 0;
  int n = 0;
  for (int i = 0; i < count; i++) {
    member *m = &members[i];
    S2_TRY(prepare(m, deflate, &offset));
    pieces[n++] = (s2io_piece){m->local, m->local_size};
    if (m->packed != NULL) {
      pieces[n++] = (s2io_piece){m->packed, (size_t)m->packed_size};
    } else {
      pieces[n++] = (s2io_piece){m->npy, m->npy_size};
      pieces[n++] = (s2io_piece){m->array->data, data_size(m)};
    }
  }
  pieces[n++] = (s2io_piece){directory, put_directory(directory, count, members, offset)};
  return s2io_write(path, n, pieces);
}

static s2_status check(int count, const char *const *names, const s2_array *const *arrays)
{
  s2_array view;
  S2_REQUIRE(count >= 1 && count <= 65534, "count = %d is outside 1 .. 65534", count);
  S2_REQUIRE(names != NULL && arrays != NULL, "names or arrays = NULL");
  for (int i = 0; i < count; i++) {
    S2_REQUIRE(names[i] != NULL && arrays[i] != NULL, "name or array %d = NULL", i);
    size_t length = strlen(names[i]);
    S2_REQUIRE(length >= 1 && length <= MOST_NAME, "name %d has %zu bytes, outside 1 .. %d", i,
               length, MOST_NAME);
    S2_TRY(
        s2_array_view(&view, arrays[i]->dtype, arrays[i]->ndim, arrays[i]->shape, arrays[i]->data));
    S2_REQUIRE(view.count == arrays[i]->count,
               "array '%.80s': count = %lld, but its shape has %lld", names[i],
               (long long)arrays[i]->count, (long long)view.count);
    for (int k = 0; k < i; k++)
      S2_REQUIRE(strcmp(names[k], names[i]) != 0, "two arrays are named '%.80s'", names[i]);
  }
  return S2_OK;
}

s2_status s2_npz_write(const char *path, int count, const char *const *names,
                       const s2_array *const *arrays, int deflate)
{
  S2_TRY(check(count, names, arrays));
  size_t n = (size_t)count;
  member *members = s2_priv_alloc(n, sizeof *members);
  s2io_piece *pieces = s2_priv_alloc(3 * n + 1, sizeof *pieces);
  unsigned char *directory = s2_priv_alloc(n * (ENTRY_SIZE + MOST_NAME + 4) + END_SIZE, 1);
  s2_status status = S2_FAIL(S2_ERR_MEMORY, "no memory for %d members", count);
  if (members != NULL && pieces != NULL && directory != NULL) {
    for (size_t i = 0; i < n; i++) {
      members[i].name = names[i];
      members[i].array = arrays[i];
    }
    status = write_members(path, count, members, deflate, pieces, directory);
  }
  for (size_t i = 0; members != NULL && i < n; i++) s2_priv_free(members[i].packed);
  s2_priv_free(members);
  s2_priv_free(pieces);
  s2_priv_free(directory);
  return status;
}
