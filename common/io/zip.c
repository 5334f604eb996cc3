// SPDX-License-Identifier: MIT
// The directory of a ZIP file (PKWARE APPNOTE 6.3, sections 4.3 and 4.5.3). Offsets are checked
// as 64-bit numbers against the length of the file before anything is read there.
#include "endian.h"
#include "internal.h"
#include <string.h>

#define END_SIZE 22     // end of central directory
#define END64_SIZE 56   // ZIP64 end of central directory
#define LOCATOR_SIZE 20 // ZIP64 locator
#define ENTRY_SIZE 46   // entry of the directory
#define LOCAL_SIZE 30   // header before the data
#define ENCRYPTED 1

static bool has(const s2_bytes *file, uint64_t at, uint64_t size)
{
  return at <= file->size && size <= file->size - at;
}

static bool signature(const s2_bytes *file, uint64_t at, const char *letters)
{
  return has(file, at, 4) && memcmp(file->data + at, letters, 4) == 0;
}

static uint64_t get(const s2_bytes *file, uint64_t at, int bytes)
{
  return s2io_get_little(file->data + at, bytes);
}

// Offset of the end record: the last one whose comment fits in the file.
static bool find_end(const s2_bytes *file, uint64_t *at)
{
  if (file->size < END_SIZE) return false;
  uint64_t last = file->size - END_SIZE, first = last > 65535 ? last - 65535 : 0;
  for (*at = last;; (*at)--) {
    if (signature(file, *at, "PK\5\6") && has(file, *at + END_SIZE, get(file, *at + 20, 2)))
      return true;
    if (*at == first) return false;
  }
}

static s2_status open64(s2io_zip *zip, uint64_t end, uint64_t *size)
{
  const s2_bytes *file = zip->file;
  uint64_t at = get(file, end - LOCATOR_SIZE + 8, 8);
  if (!has(file, at, END64_SIZE) || !signature(file, at, "PK\6\6"))
    return S2IO_BAD_FILE(file->path, "byte %llu: expected a ZIP64 end record",
                         (unsigned long long)at);
  zip->left = get(file, at + 32, 8);
  *size = get(file, at + 40, 8);
  zip->next = get(file, at + 48, 8);
  return S2_OK;
}

s2_status s2io_zip_open(s2io_zip *zip, const s2_bytes *file)
{
  uint64_t end, size;
  zip->file = file;
  if (!find_end(file, &end))
    return S2IO_BAD_FILE(file->path, "expected the end record of a ZIP file");
  zip->left = get(file, end + 10, 2);
  size = get(file, end + 12, 4);
  zip->next = get(file, end + 16, 4);
  if (end >= LOCATOR_SIZE && signature(file, end - LOCATOR_SIZE, "PK\6\7"))
    S2_TRY(open64(zip, end, &size));
  if (!has(file, zip->next, size))
    return S2IO_BAD_FILE(file->path, "the ZIP directory at byte %llu, %llu bytes, is not inside",
                         (unsigned long long)zip->next, (unsigned long long)size);
  zip->end = zip->next + size;
  return S2_OK;
}

// Take the 64-bit fields of extra field 1: those whose 32-bit counterparts are all ones, in order.
static void read_extra(const s2_bytes *file, uint64_t at, uint64_t end, s2io_zip_member *member)
{
  uint64_t *wide[] = {&member->size, &member->packed, &member->header};
  while (at + 4 <= end) {
    uint64_t kind = get(file, at, 2), stop = at + 4 + get(file, at + 2, 2);
    if (stop > end) return;
    at += 4;
    for (int i = 0; kind == 1 && i < 3; i++) {
      if (*wide[i] != 0xffffffff || at + 8 > stop) continue;
      *wide[i] = get(file, at, 8);
      at += 8;
    }
    at = stop;
  }
}

s2_status s2io_zip_next(s2io_zip *zip, s2io_zip_member *member, bool *found)
{
  const s2_bytes *file = zip->file;
  uint64_t at = zip->next;
  *found = zip->left > 0;
  if (zip->left == 0) return S2_OK;
  if (zip->end - at < ENTRY_SIZE || !signature(file, at, "PK\1\2"))
    return S2IO_BAD_FILE(file->path, "byte %llu: expected an entry of the ZIP directory",
                         (unsigned long long)at);
  uint64_t name = get(file, at + 28, 2), extra = get(file, at + 30, 2);
  uint64_t size = ENTRY_SIZE + name + extra + get(file, at + 32, 2);
  if (size > zip->end - at)
    return S2IO_BAD_FILE(file->path, "byte %llu: entry of %llu bytes, but %llu follow",
                         (unsigned long long)at, (unsigned long long)size,
                         (unsigned long long)(zip->end - at));
  member->name = (const char *)file->data + at + ENTRY_SIZE;
  member->name_length = (size_t)name;
  member->method = (get(file, at + 8, 2) & ENCRYPTED) != 0 ? -1 : (int)get(file, at + 10, 2);
  member->crc = (uint32_t)get(file, at + 16, 4);
  member->packed = get(file, at + 20, 4);
  member->size = get(file, at + 24, 4);
  member->header = get(file, at + 42, 4);
  read_extra(file, at + ENTRY_SIZE + name, at + ENTRY_SIZE + name + extra, member);
  zip->next = at + size;
  zip->left--;
  return S2_OK;
}

// Where the data of a member lie.
static s2_status find_data(const s2_bytes *file, const s2io_zip_member *member, s2_bytes *packed)
{
  uint64_t at = member->header;
  if (!has(file, at, LOCAL_SIZE) || !signature(file, at, "PK\3\4"))
    return S2IO_BAD_FILE(file->path, "byte %llu: expected the header of a ZIP member",
                         (unsigned long long)at);
  at += LOCAL_SIZE + get(file, at + 26, 2) + get(file, at + 28, 2);
  if (!has(file, at, member->packed))
    return S2IO_BAD_FILE(file->path, "byte %llu: member of %llu bytes, but the file ends at %zu",
                         (unsigned long long)at, (unsigned long long)member->packed, file->size);
  packed->data = file->data + at;
  packed->size = (size_t)member->packed;
  packed->path = file->path;
  return S2_OK;
}

static s2_status unpack(const s2io_zip_member *member, const s2_bytes *packed, void *data)
{
  size_t size = (size_t)member->size;
  if (member->method == 8)
    S2_TRY(s2io_inflate(packed, data, size));
  else if (size > 0)
    memcpy(data, packed->data, size);
  uint32_t crc = s2io_crc32(0, data, size);
  if (crc != member->crc)
    return S2IO_BAD_FILE(packed->path, "member '%.*s': checksum %08x, expected %08x",
                         (int)member->name_length, member->name, (unsigned)crc,
                         (unsigned)member->crc);
  return S2_OK;
}

s2_status s2io_zip_extract(const s2io_zip *zip, const s2io_zip_member *member, void **data)
{
  const s2_bytes *file = zip->file;
  s2_bytes packed;
  *data = NULL;
  if (member->method != 0 && member->method != 8)
    return S2IO_BAD_FILE(file->path,
                         "member '%.*s' is encrypted or packed by method %d, "
                         "expected stored or deflated",
                         (int)member->name_length, member->name, member->method);
  S2_TRY(find_data(file, member, &packed));
  // Deflate shrinks by 1032 at most: a larger claim is a lie.
  uint64_t most = member->method == 0 ? member->packed : member->packed * 1032 + 1024;
  if (member->size > most || (member->method == 0 && member->size != member->packed))
    return S2IO_BAD_FILE(file->path, "member '%.*s': %llu bytes cannot come from %llu",
                         (int)member->name_length, member->name, (unsigned long long)member->size,
                         (unsigned long long)member->packed);
  void *made = s2_priv_alloc(member->size > 0 ? (size_t)member->size : 1, 1);
  if (made == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for a member of %llu bytes",
                   (unsigned long long)member->size);
  s2_status status = unpack(member, &packed, made);
  if (status == S2_OK)
    *data = made;
  else
    s2_priv_free(made);
  return status;
}
