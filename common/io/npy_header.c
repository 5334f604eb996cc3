// SPDX-License-Identifier: MIT
// The header of a NumPy file: magic, version, length, and a Python dictionary literal
// {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), } (NumPy enhancement proposal 1).
#include "internal.h"
#include <stdio.h>
#include <string.h>

typedef struct cursor {
  const s2_bytes *file;
  size_t at, end;
} cursor;

static s2_status bad(const cursor *c, const char *expected)
{
  return S2IO_BAD_FILE(c->file->path, "byte %zu of the NPY header: expected %s", c->at, expected);
}

static void skip_blanks(cursor *c)
{
  while (c->at < c->end && strchr(" \t\n", c->file->data[c->at]) != NULL &&
         c->file->data[c->at] != '\0')
    c->at++;
}

// Consume `wanted` if it comes next, after blanks.
static bool accept(cursor *c, const char *wanted)
{
  size_t length = strlen(wanted);
  skip_blanks(c);
  if (c->end - c->at < length || memcmp(c->file->data + c->at, wanted, length) != 0) return false;
  c->at += length;
  return true;
}

static s2_status parse_string(cursor *c, char text[16])
{
  skip_blanks(c);
  const char *quote = accept(c, "'") ? "'" : accept(c, "\"") ? "\"" : NULL;
  if (quote == NULL) return bad(c, "a quoted string");
  size_t used = 0;
  while (c->at < c->end && c->file->data[c->at] != (unsigned char)*quote) {
    if (used == 15) return bad(c, "a string of at most 15 characters");
    text[used++] = (char)c->file->data[c->at++];
  }
  text[used] = '\0';
  return accept(c, quote) ? S2_OK : bad(c, "the end of a string");
}

static s2_status parse_length(cursor *c, int64_t *value)
{
  size_t start = c->at;
  *value = 0;
  for (; c->at < c->end && c->file->data[c->at] >= '0' && c->file->data[c->at] <= '9'; c->at++) {
    int digit = c->file->data[c->at] - '0';
    if (*value > (INT64_MAX - digit) / 10) return bad(c, "a length below 2^63");
    *value = 10 * *value + digit;
  }
  accept(c, "L"); // Python 2 wrote long integers so
  return c->at > start ? S2_OK : bad(c, "a length");
}

static s2_status parse_shape(cursor *c, s2io_npy_header *header)
{
  header->ndim = 0;
  if (!accept(c, "(")) return bad(c, "'(' of a shape");
  while (!accept(c, ")")) {
    if (header->ndim == S2_MAX_NDIM) return bad(c, "at most 8 dimensions");
    S2_TRY(parse_length(c, &header->shape[header->ndim++]));
    if (!accept(c, ",") && (c->at >= c->end || c->file->data[c->at] != ')'))
      return bad(c, "',' or ')' in a shape");
  }
  return S2_OK;
}

static s2_status parse_descr(cursor *c, s2io_npy_header *header)
{
  char text[16];
  S2_TRY(parse_string(c, text));
  bool order = text[0] != '\0' && strchr("<>|=", text[0]) != NULL;
  const char *name = order ? text + 1 : text;
  header->big_endian = text[0] == '>' || (text[0] != '<' && s2io_native_is_big());
  if (strcmp(name, "b1") == 0) name = "u1";
  if (!s2io_dtype_find(name, &header->dtype))
    return S2IO_BAD_FILE(c->file->path,
                         "has elements of type '%s'; expected one of "
                         "b1 u1 i1 u2 i2 u4 i4 u8 i8 f4 f8 c8 c16",
                         text);
  return S2_OK;
}

static s2_status parse_order(cursor *c, s2io_npy_header *header)
{
  header->fortran = accept(c, "True");
  return header->fortran || accept(c, "False") ? S2_OK : bad(c, "True or False");
}

static const struct {
  const char *key;
  s2_status (*parse)(cursor *c, s2io_npy_header *header);
} entries[] = {{"descr", parse_descr}, {"fortran_order", parse_order}, {"shape", parse_shape}};

#define NENTRIES 3

static s2_status parse_entry(cursor *c, s2io_npy_header *header, unsigned *seen)
{
  char key[16];
  unsigned i = 0;
  S2_TRY(parse_string(c, key));
  while (i < NENTRIES && strcmp(entries[i].key, key) != 0) i++;
  if (i == NENTRIES || (*seen >> i & 1) != 0)
    return bad(c, "the keys descr, fortran_order and shape, once each");
  *seen |= 1U << i;
  if (!accept(c, ":")) return bad(c, "':'");
  return entries[i].parse(c, header);
}

static s2_status parse_dictionary(cursor *c, s2io_npy_header *header)
{
  unsigned seen = 0;
  if (!accept(c, "{")) return bad(c, "'{'");
  while (!accept(c, "}")) {
    S2_TRY(parse_entry(c, header, &seen));
    if (!accept(c, ",") && (c->at >= c->end || c->file->data[c->at] != '}'))
      return bad(c, "',' or '}'");
  }
  return seen == (1U << NENTRIES) - 1 ? S2_OK : bad(c, "the keys descr, fortran_order and shape");
}

s2_status s2io_npy_header_parse(s2io_npy_header *header, const s2_bytes *file)
{
  const unsigned char *data = file->data;
  if (file->size < 12 || memcmp(data, "\x93NUMPY", 6) != 0)
    return S2IO_BAD_FILE(file->path, "byte 0: expected the magic number of an NPY file");
  if (data[6] < 1 || data[6] > 3)
    return S2IO_BAD_FILE(file->path, "byte 6: NPY version %d, expected 1, 2 or 3", data[6]);
  size_t start = data[6] == 1 ? 10 : 12;
  size_t length = (size_t)data[8] | (size_t)data[9] << 8;
  if (data[6] > 1) length |= (size_t)data[10] << 16 | (size_t)data[11] << 24;
  if (length > file->size - start)
    return S2IO_BAD_FILE(file->path, "byte 8: header of %zu bytes, but %zu bytes follow", length,
                         file->size - start);
  cursor c = {file, start, start + length};
  header->data = start + length;
  return parse_dictionary(&c, header);
}

size_t s2io_npy_header_format(char header[S2IO_NPY_HEADER], const s2_array *array)
{
  char shape[S2_MAX_NDIM * 21 + 1] = "";
  size_t used = 0;
  for (int i = 0; i < array->ndim; i++)
    used += (size_t)snprintf(shape + used, sizeof shape - used, i > 0 ? " %lld," : "%lld,",
                             (long long)array->shape[i]);
  if (array->ndim > 1) shape[used - 1] = '\0'; // NumPy writes (3,) but (3, 4)
  const char *order = s2_dtype_size(array->dtype) == 1 ? "|" : s2io_native_is_big() ? ">" : "<";
  memset(header, ' ', S2IO_NPY_HEADER);
  int put = snprintf(header + 10, S2IO_NPY_HEADER - 10,
                     "{'descr': '%s%s', 'fortran_order': False, 'shape': (%s), }", order,
                     s2_dtype_name(array->dtype), shape);
  size_t size = ((size_t)put + 11 + 63) / 64 * 64;
  header[10 + put] = ' ';
  header[size - 1] = '\n';
  memcpy(header, "\x93NUMPY\x01\x00", 8);
  header[8] = (char)((size - 10) & 0xff);
  header[9] = (char)((size - 10) >> 8);
  return size;
}
