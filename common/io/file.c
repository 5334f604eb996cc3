// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#include "internal.h"
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Largest request to one read() or write(): Linux cuts anything above 2 GiB - 4 KiB.
#define CHUNK ((size_t)1 << 30)

static s2_status read_all(int fd, const char *path, char *data, size_t size)
{
  size_t done = 0;
  while (done < size) {
    size_t want = size - done < CHUNK ? size - done : CHUNK;
    ssize_t got = read(fd, data + done, want);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return S2IO_BAD_FILE(path, "cannot be read: %s", strerror(errno));
    if (got == 0)
      return S2IO_BAD_FILE(path, "ends at byte %zu, while it has %zu bytes", done, size);
    done += (size_t)got;
  }
  return S2_OK;
}

static s2_status load(int fd, const char *path, void **data, size_t *size)
{
  struct stat info;
  if (fstat(fd, &info) != 0) return S2IO_BAD_FILE(path, "cannot be read: %s", strerror(errno));
  if (!S_ISREG(info.st_mode)) return S2IO_BAD_FILE(path, "is not a regular file");
  *size = (size_t)info.st_size;
  *data = s2_priv_alloc(*size > 0 ? *size : 1, 1);
  if (*data == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "%.200s: no memory for its %zu bytes", path, *size);
  return read_all(fd, path, *data, *size);
}

s2_status s2io_read(const char *path, s2_parse_fn *parse, void *arg)
{
  void *data = NULL;
  size_t size = 0;
  S2_REQUIRE(path != NULL, "path = NULL");
  // O_NONBLOCK: a pipe without a writer must be refused by load(), not waited for.
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return S2IO_BAD_FILE(path, "cannot be opened: %s", strerror(errno));
  s2_status status = load(fd, path, &data, &size);
  close(fd);
  if (status == S2_OK) {
    s2_bytes file = {data, size, path};
    status = parse(&file, arg);
  }
  s2_priv_free(data);
  return status;
}

s2_status s2_priv_file_read(const char *path, s2_parse_fn *parse, void *arg)
{
  return s2io_read(path, parse, arg);
}

static s2_status write_all(int fd, const char *path, const s2io_piece *piece)
{
  size_t done = 0;
  while (done < piece->size) {
    size_t want = piece->size - done < CHUNK ? piece->size - done : CHUNK;
    ssize_t put = write(fd, (const char *)piece->data + done, want);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return S2IO_BAD_FILE(path, "cannot be written: %s", strerror(errno));
    done += (size_t)put;
  }
  return S2_OK;
}

static s2_status write_pieces(int fd, const char *path, int count, const s2io_piece *pieces,
                              bool sync)
{
  s2_status status = S2_OK;
  for (int i = 0; i < count && status == S2_OK; i++) status = write_all(fd, path, &pieces[i]);
  if (status == S2_OK && sync && fsync(fd) != 0)
    status = S2IO_BAD_FILE(path, "cannot be written: %s", strerror(errno));
  if (close(fd) != 0 && status == S2_OK)
    status = S2IO_BAD_FILE(path, "cannot be closed: %s", strerror(errno));
  return status;
}

static s2_status write_beside(const char *path, const char *beside, int count,
                              const s2io_piece *pieces)
{
  int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0) return S2IO_BAD_FILE(path, "cannot be created: %s", strerror(errno));
  s2_status status = write_pieces(fd, path, count, pieces, true);
  if (status == S2_OK && rename(beside, path) != 0)
    status = S2IO_BAD_FILE(path, "cannot be replaced: %s", strerror(errno));
  if (status != S2_OK) unlink(beside);
  return status;
}

static s2_status write_direct(const char *path, int count, const s2io_piece *pieces)
{
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return S2IO_BAD_FILE(path, "cannot be opened: %s", strerror(errno));
  return write_pieces(fd, path, count, pieces, false);
}

s2_status s2io_write(const char *path, int count, const s2io_piece *pieces)
{
  static atomic_uint serial;
  struct stat info;
  S2_REQUIRE(path != NULL && path[0] != '\0', "path is empty");
  // Renaming onto /dev/null or a pipe would replace it.
  if (stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode))
    return write_direct(path, count, pieces);
  size_t size = strlen(path) + 48;
  char *beside = s2_priv_alloc(size, 1);
  if (beside == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a file name");
  snprintf(beside, size, "%s.tmp-%ld-%u", path, (long)getpid(), atomic_fetch_add(&serial, 1));
  s2_status status = write_beside(path, beside, count, pieces);
  s2_priv_free(beside);
  return status;
}

s2_status s2_file_write(const char *path, const void *bytes, int64_t size)
{
  S2_REQUIRE(size >= 0 && (bytes != NULL || size == 0), "size = %lld", (long long)size);
  s2io_piece piece = {bytes, (size_t)size};
  return s2io_write(path, 1, &piece);
}
