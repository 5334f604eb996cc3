// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#define S2_LIBRARY "harmonic"
#include "record_file.h"
#include <errno.h>
#include <fcntl.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static s2_status bad(const char *path, const char *what)
{
  return S2_FAIL(S2_ERR_FILE, "%.200s: %s: %s", path, what, strerror(errno));
}

static s2_status read_open(int fd, const char *path, unsigned char **data, size_t *size)
{
  struct stat info;
  if (fstat(fd, &info) != 0) return bad(path, "cannot be read");
  if (!S_ISREG(info.st_mode)) return S2_FAIL(S2_ERR_FILE, "%.200s: is not a regular file", path);
  *size = (size_t)info.st_size;
  *data = s2_priv_alloc(*size > 0 ? *size : 1, 1);
  if (*data == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "%.200s: no memory for its %zu bytes", path, *size);
  for (size_t done = 0; done < *size;) {
    ssize_t got = read(fd, *data + done, *size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return bad(path, "cannot be read");
    if (got == 0)
      return S2_FAIL(S2_ERR_FILE, "%.200s: ends at byte %zu, while it has %zu bytes", path, done,
                     *size);
    done += (size_t)got;
  }
  return S2_OK;
}

s2_status record_file_read(const char *path, unsigned char **data, size_t *size)
{
  *data = NULL;
  // O_NONBLOCK: a pipe without a writer must be refused, not waited for.
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return bad(path, "cannot be opened");
  s2_status status = read_open(fd, path, data, size);
  close(fd);
  if (status == S2_OK) return S2_OK;
  s2_priv_free(*data);
  *data = NULL;
  return status;
}

static s2_status write_open(int fd, const char *path, const unsigned char *data, size_t size)
{
  s2_status status = S2_OK;
  for (size_t done = 0; done < size && status == S2_OK;) {
    ssize_t put = write(fd, data + done, size - done);
    if (put >= 0)
      done += (size_t)put;
    else if (errno != EINTR)
      status = bad(path, "cannot be written");
  }
  if (status == S2_OK && fsync(fd) != 0) status = bad(path, "cannot be written");
  if (close(fd) != 0 && status == S2_OK) status = bad(path, "cannot be closed");
  return status;
}

static s2_status write_beside(const char *path, const char *beside, const unsigned char *data,
                              size_t size)
{
  int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0) return bad(path, "cannot be created");
  s2_status status = write_open(fd, path, data, size);
  if (status == S2_OK && rename(beside, path) != 0) status = bad(path, "cannot be replaced");
  if (status != S2_OK) unlink(beside);
  return status;
}

s2_status record_file_write(const char *path, const unsigned char *data, size_t size)
{
  static atomic_uint serial;
  size_t length = strlen(path) + 48;
  char *beside = s2_priv_alloc(length, 1);
  if (beside == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a file name");
  snprintf(beside, length, "%s.tmp-%ld-%u", path, (long)getpid(), atomic_fetch_add(&serial, 1));
  s2_status status = write_beside(path, beside, data, size);
  s2_priv_free(beside);
  return status;
}
