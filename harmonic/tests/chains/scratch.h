// SPDX-License-Identifier: MIT
// A folder for files that a test writes.
#ifndef HARMONIC_TESTS_SCRATCH_H
#define HARMONIC_TESTS_SCRATCH_H

#include "sets.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char scratch_folder[64];

static inline int make_scratch(void **state)
{
  (void)state;
  snprintf(scratch_folder, sizeof scratch_folder, P_tmpdir "/harmonic-test-XXXXXX");
  return mkdtemp(scratch_folder) == NULL;
}

/// Files in the folder; with `clear`, none afterwards.
static inline int scratch_files(int clear)
{
  char path[400];
  int count = 0;
  DIR *folder = opendir(scratch_folder);
  assert_non_null(folder);
  for (struct dirent *e = readdir(folder); e != NULL; e = readdir(folder)) {
    if (e->d_name[0] == '.') continue;
    count++;
    snprintf(path, sizeof path, "%s/%s", scratch_folder, e->d_name);
    if (clear) remove(path);
  }
  closedir(folder);
  return count;
}

static inline int remove_scratch(void **state)
{
  (void)state;
  scratch_files(1);
  return rmdir(scratch_folder);
}

/// A path in the folder, good until the next call.
static inline const char *scratch(const char *name)
{
  static char path[512];
  snprintf(path, sizeof path, "%s/%s", scratch_folder, name);
  return path;
}

/// Write a file into the folder; its path as scratch() gives it.
static inline const char *scratch_text(const char *name, const char *text)
{
  FILE *file = fopen(scratch(name), "wb");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
  return scratch(name);
}

#endif
