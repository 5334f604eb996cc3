// SPDX-License-Identifier: MIT
// Paths, bytes and scratch files for the tests of s2io.
#ifndef TEST_IO_FILES_H
#define TEST_IO_FILES_H

#include "check.h"
#include <dirent.h>
#include <s2common/priv/io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char scratch_dir[64];

static inline int make_scratch(void **state)
{
  (void)state;
  snprintf(scratch_dir, sizeof scratch_dir, P_tmpdir "/s2io-test-XXXXXX");
  return mkdtemp(scratch_dir) == NULL;
}

// Number of files in the scratch directory; with `clear`, none afterwards.
static inline int scratch_files(int clear)
{
  char path[400];
  int count = 0;
  DIR *dir = opendir(scratch_dir);
  assert_non_null(dir);
  for (struct dirent *e = readdir(dir); e != NULL; e = readdir(dir)) {
    if (e->d_name[0] == '.') continue;
    count++;
    snprintf(path, sizeof path, "%s/%s", scratch_dir, e->d_name);
    if (clear) remove(path);
  }
  closedir(dir);
  return count;
}

static inline int remove_scratch(void **state)
{
  (void)state;
  scratch_files(1);
  return rmdir(scratch_dir);
}

// The two paths are good until the next call.
static inline const char *scratch(const char *name)
{
  static char path[512];
  snprintf(path, sizeof path, "%s/%s", scratch_dir, name);
  return path;
}

static inline const char *sample(const char *name)
{
  static char path[512];
  snprintf(path, sizeof path, "%s/%s", TEST_DATA, name);
  return path;
}

// The bytes of a file; free() them.
static inline s2_bytes slurp(const char *path)
{
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  unsigned char *data = malloc(size + 1);
  assert_non_null(data);
  assert_int_equal(fread(data, 1, size, file), size);
  fclose(file);
  return (s2_bytes){data, size, path};
}

#define CHECK_OK(call)                                                                             \
  do {                                                                                             \
    s2_status status_ = (call);                                                                    \
    if (status_ != S2_OK) print_error("%s\n", s2_error_message());                                 \
    assert_int_equal(status_, S2_OK);                                                              \
  } while (0)

// A file error that names the file and says `text`.
#define CHECK_FILE_ERROR(call, text)                                                               \
  do {                                                                                             \
    assert_int_equal((call), S2_ERR_FILE);                                                         \
    if (strstr(s2_error_message(), (text)) == NULL)                                                \
      fail_msg("'%s' does not say '%s'", s2_error_message(), (text));                              \
  } while (0)

#endif
