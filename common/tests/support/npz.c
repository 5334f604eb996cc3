// SPDX-License-Identifier: MIT
#include "npz.h"

#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { max_members = 512, name_length = 96 };

typedef struct member {
  char name[name_length]; ///< without ".npy"
  const unsigned char *data;
  size_t count; ///< doubles
  int integers;
  double *values; ///< NULL until asked for
} member;

struct npz {
  unsigned char *bytes;
  size_t size;
  member members[max_members];
  size_t nmembers;
};

static size_t number(const unsigned char *bytes, int width)
{ // little endian
  size_t value = 0;
  for (int i = width - 1; i >= 0; --i) value = value << 8 | bytes[i];
  return value;
}

/// Element type and size of one NPY array from its header; fails the test on other than C order.
static void read_npy(member *out, const unsigned char *npy, size_t size)
{
  size_t width = npy[6] == 1 ? 2 : 4, header = number(npy + 8, (int)width),
         start = 8 + width + header;
  char text[512];
  assert_true(memcmp(npy, "\x93NUMPY", 6) == 0 && header < sizeof text && start <= size);
  memcpy(text, npy + 8 + width, header);
  text[header] = '\0';
  int complex_numbers = strstr(text, "'<c16'") != NULL;
  out->integers = strstr(text, "'<i8'") != NULL;
  assert_true(complex_numbers || out->integers || strstr(text, "'<f8'") != NULL);
  assert_non_null(strstr(text, "'fortran_order': False"));
  out->data = npy + start;
  out->count = (size - start) / sizeof(double);
}

/// The members that the central directory at the end of a ZIP file lists (APPNOTE 4.3.12, 4.3.16).
static void read_directory(npz *file)
{
  assert_true(file->size > 22);
  const unsigned char *end = file->bytes + file->size - 22;
  assert_int_equal(number(end, 4), 0x06054b50);
  file->nmembers = number(end + 10, 2);
  assert_true(file->nmembers <= max_members);
  const unsigned char *entry = file->bytes + number(end + 16, 4);
  for (size_t i = 0; i < file->nmembers; ++i) {
    member *m = &file->members[i];
    size_t size = number(entry + 24, 4), name = number(entry + 28, 2);
    const unsigned char *local = file->bytes + number(entry + 42, 4);
    assert_int_equal(number(entry, 4), 0x02014b50);
    assert_int_equal(number(entry + 10, 2), 0); // stored
    assert_true(name > 4 && name - 4 < name_length);
    memcpy(m->name, entry + 46, name - 4);
    read_npy(m, local + 30 + number(local + 26, 2) + number(local + 28, 2), size);
    entry += 46 + name + number(entry + 30, 2) + number(entry + 32, 2);
  }
}

npz *npz_open(const char *name)
{
  char path[1024];
  snprintf(path, sizeof path, "%s/%s.npz", S2_TEST_DATA, name);
  FILE *stream = fopen(path, "rb");
  if (stream == NULL) fail_msg("cannot open %s", path);
  npz *file = calloc(1, sizeof *file);
  assert_non_null(file);
  assert_int_equal(fseek(stream, 0, SEEK_END), 0);
  file->size = (size_t)ftell(stream);
  rewind(stream);
  file->bytes = malloc(file->size);
  assert_non_null(file->bytes);
  assert_int_equal(fread(file->bytes, 1, file->size, stream), file->size);
  fclose(stream);
  read_directory(file);
  return file;
}

void npz_close(npz *file)
{
  for (size_t i = 0; i < file->nmembers; ++i) free(file->members[i].values);
  free(file->bytes);
  free(file);
}

size_t npz_count(const npz *file, const char *name)
{
  for (size_t i = 0; i < file->nmembers; ++i)
    if (strcmp(file->members[i].name, name) == 0) return file->members[i].count;
  return 0;
}

static void load(member *m)
{
  m->values = malloc((m->count + 1) * sizeof(double));
  assert_non_null(m->values);
  memcpy(m->values, m->data, m->count * sizeof(double));
  if (!m->integers) return;
  for (size_t k = 0; k < m->count; ++k) {
    int64_t value;
    memcpy(&value, m->data + k * sizeof value, sizeof value);
    m->values[k] = (double)value;
  }
}

const double *npz_get(npz *file, size_t count, const char *format, ...)
{
  char name[name_length];
  va_list args;
  va_start(args, format);
  vsnprintf(name, sizeof name, format, args);
  va_end(args);
  for (size_t i = 0; i < file->nmembers; ++i) {
    member *m = &file->members[i];
    if (strcmp(m->name, name) != 0) continue;
    if (count != 0 && m->count != count)
      fail_msg("%s: %zu doubles, not %zu", name, m->count, count);
    if (m->values == NULL) load(m);
    return m->values;
  }
  fail_msg("no array %s", name);
  return NULL;
}
