// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#define S2_LIBRARY "harmonic"
#include "state_file.h"
#include <errno.h>
#include <fcntl.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEADER = 24 }; // magic, number of words, checksum: 8 bytes each

#define BAD_FILE(path, format, ...) S2_FAIL(S2_ERR_FILE, "%.200s: " format, (path), __VA_ARGS__)

static void put(unsigned char *at, uint64_t word)
{
  for (int i = 0; i < 8; i++) at[i] = (unsigned char)(word >> (8 * i) & 0xff);
}

static uint64_t get(const unsigned char *at)
{
  uint64_t word = 0;
  for (int i = 7; i >= 0; i--) word = word << 8 | at[i];
  return word;
}

// CRC-32 of IEEE 802.3, bit by bit: these files are small.
static uint64_t checksum(const unsigned char *data, size_t size)
{
  uint32_t crc = 0xffffffff;
  for (size_t i = 0; i < size; i++) {
    crc ^= data[i];
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xedb88320) : 0);
  }
  return crc ^ 0xffffffff;
}

static s2_status write_to(const char *path, const unsigned char *data, size_t size)
{
  FILE *file = fopen(path, "wbx");
  if (file == NULL) return BAD_FILE(path, "cannot be created: %s", strerror(errno));
  int failed = fwrite(data, 1, size, file) != size || fflush(file) != 0 || fsync(fileno(file)) != 0;
  if ((fclose(file) != 0) | failed) {
    s2_status status = BAD_FILE(path, "cannot be written: %s", strerror(errno));
    remove(path);
    return status;
  }
  return S2_OK;
}

static s2_status write_beside(const char *path, const unsigned char *data, size_t size)
{
  static atomic_uint serial;
  size_t length = strlen(path) + 48;
  char *beside = s2_priv_alloc(length, 1);
  if (beside == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a file name");
  snprintf(beside, length, "%s.tmp-%ld-%u", path, (long)getpid(), atomic_fetch_add(&serial, 1));
  s2_status status = write_to(beside, data, size);
  if (status == S2_OK && rename(beside, path) != 0) {
    status = BAD_FILE(path, "cannot be replaced: %s", strerror(errno));
    remove(beside);
  }
  s2_priv_free(beside);
  return status;
}

s2_status state_file_write(const char *path, const char magic[9], int64_t n, const uint64_t *words)
{
  S2_REQUIRE(path != NULL && path[0] != '\0', "path is empty");
  size_t size = HEADER + 8 * (size_t)n;
  unsigned char *data = s2_priv_alloc(size, 1);
  if (data == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu bytes", size);
  for (int64_t i = 0; i < n; i++) put(data + HEADER + 8 * i, words[i]);
  memcpy(data, magic, 8);
  put(data + 8, (uint64_t)n);
  put(data + 16, checksum(data + HEADER, size - HEADER));
  s2_status status = write_beside(path, data, size);
  s2_priv_free(data);
  return status;
}

static s2_status read_words(FILE *file, const char *path, const char *magic, int64_t size,
                            uint64_t *words)
{
  unsigned char header[HEADER], *data = (unsigned char *)words;
  size_t bytes = (size_t)size - HEADER;
  if (fread(header, 1, HEADER, file) != HEADER)
    return BAD_FILE(path, "cannot be read: %s", strerror(errno));
  if (memcmp(header, magic, 8) != 0)
    return BAD_FILE(path, "does not begin with \"%s\" as files of this release do", magic);
  if (get(header + 8) != bytes / 8 || bytes % 8 != 0)
    return BAD_FILE(path, "has %zu bytes after its header that announces %llu words of 8", bytes,
                    (unsigned long long)get(header + 8));
  if (fread(data, 1, bytes, file) != bytes)
    return BAD_FILE(path, "cannot be read: %s", strerror(errno));
  uint64_t sum = checksum(data, bytes);
  if (sum != get(header + 16))
    return BAD_FILE(path, "is damaged: checksum %08llx, %08llx announced", (unsigned long long)sum,
                    (unsigned long long)get(header + 16));
  for (size_t i = 0; i < bytes / 8; i++) words[i] = get(data + 8 * i);
  return S2_OK;
}

static s2_status load(FILE *file, const char *path, const char *magic, int64_t *n, uint64_t **words)
{
  struct stat info;
  if (fstat(fileno(file), &info) != 0) return BAD_FILE(path, "cannot be read: %s", strerror(errno));
  if (!S_ISREG(info.st_mode)) return BAD_FILE(path, "is not %s", "a regular file");
  int64_t size = (int64_t)info.st_size;
  if (size < HEADER) return BAD_FILE(path, "has %lld bytes, fewer than a header", (long long)size);
  *words = s2_priv_alloc((size_t)size / 8, 8);
  if (*words == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "%.200s: no memory for its %lld bytes", path, (long long)size);
  *n = (size - HEADER) / 8;
  return read_words(file, path, magic, size, *words);
}

s2_status state_file_read(const char *path, const char magic[9], int64_t *n, uint64_t **words)
{
  *n = 0;
  *words = NULL;
  S2_REQUIRE(path != NULL, "path = NULL");
  // O_NONBLOCK: a pipe without a writer must be refused by load(), not waited for.
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  FILE *file = fd < 0 ? NULL : fdopen(fd, "rb");
  if (file == NULL) {
    s2_status status = BAD_FILE(path, "cannot be opened: %s", strerror(errno));
    if (fd >= 0) close(fd);
    return status;
  }
  s2_status status = load(file, path, magic, n, words);
  fclose(file);
  if (status != S2_OK) {
    s2_priv_free(*words);
    *words = NULL;
  }
  return status;
}
