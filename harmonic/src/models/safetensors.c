// SPDX-License-Identifier: MIT
// The reader of safetensors files; input is hostile.
#define S2_LIBRARY "harmonic"
#include "safetensors.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <string.h>

/// The header under the reader's eyes.
typedef struct cursor {
  const char *path;
  const unsigned char *text;
  size_t size, at;
  size_t data_size; ///< bytes after the header
} cursor;

static s2_status bad(const cursor *c, const char *what)
{
  return S2_FAIL(S2_ERR_FILE, "%.200s: byte %zu: %s", c->path, 8 + c->at, what);
}

// ------------------------------------------------------------------ JSON

static void skip_space(cursor *c)
{
  while (c->at < c->size && strchr(" \t\r\n", c->text[c->at]) != NULL && c->text[c->at] != 0)
    ++c->at;
}

/// Whether the next character is `wanted`; then it is passed.
static int next_is(cursor *c, char wanted)
{
  skip_space(c);
  if (c->at >= c->size || c->text[c->at] != (unsigned char)wanted) return 0;
  ++c->at;
  return 1;
}

static s2_status expect(cursor *c, char wanted)
{
  char what[] = "expected ' '";
  what[10] = wanted;
  return next_is(c, wanted) ? S2_OK : bad(c, what);
}

/// A text without escapes other than \" and \\, shorter than ST_NAME.
static s2_status read_text(cursor *c, char out[ST_NAME])
{
  size_t n = 0;
  S2_TRY(expect(c, '"'));
  while (c->at < c->size && c->text[c->at] != '"') {
    unsigned char letter = c->text[c->at++];
    if (letter == '\\') {
      if (c->at >= c->size || (c->text[c->at] != '"' && c->text[c->at] != '\\'))
        return bad(c, "an escape other than \\\" and \\\\");
      letter = c->text[c->at++];
    }
    if (letter < 0x20) return bad(c, "a control character in a text");
    if (n + 1 >= ST_NAME) return bad(c, "a text is longer than 95 bytes");
    out[n++] = (char)letter;
  }
  out[n] = '\0';
  return expect(c, '"');
}

static s2_status read_number(cursor *c, int64_t *value)
{
  skip_space(c);
  size_t first = c->at;
  *value = 0;
  for (; c->at < c->size && c->text[c->at] >= '0' && c->text[c->at] <= '9'; ++c->at) {
    if (*value > (INT64_MAX - 9) / 10) return bad(c, "a number is too large");
    *value = *value * 10 + (c->text[c->at] - '0');
  }
  return c->at > first ? S2_OK : bad(c, "expected a number of digits");
}

/// [a, b, ...], at most `most`.
static s2_status read_list(cursor *c, int most, int *n, int64_t *values)
{
  *n = 0;
  S2_TRY(expect(c, '['));
  if (next_is(c, ']')) return S2_OK;
  do {
    if (*n == most) return bad(c, "a list is too long");
    S2_TRY(read_number(c, &values[(*n)++]));
  } while (next_is(c, ','));
  return expect(c, ']');
}

// ------------------------------------------------------------------ entries

static s2_status read_metadata(cursor *c, st_file *file)
{
  S2_TRY(expect(c, '{'));
  if (next_is(c, '}')) return S2_OK;
  do {
    if (file->ntexts == ST_METADATA) return bad(c, "more than 64 texts of metadata");
    st_text *text = &file->texts[file->ntexts++];
    S2_TRY(read_text(c, text->key));
    S2_TRY(expect(c, ':'));
    S2_TRY(read_text(c, text->value));
  } while (next_is(c, ','));
  return expect(c, '}');
}

static s2_status read_field(cursor *c, st_tensor *t, int *seen)
{
  char key[ST_NAME], type[ST_NAME];
  int n;
  int64_t ends[2];
  S2_TRY(read_text(c, key));
  S2_TRY(expect(c, ':'));
  if (strcmp(key, "dtype") == 0) {
    S2_TRY(read_text(c, type));
    t->is_float = strcmp(type, "F32") == 0;
    if (!t->is_float && strcmp(type, "F64") != 0) return bad(c, "a dtype other than F64 and F32");
    *seen |= 1;
    return S2_OK;
  }
  if (strcmp(key, "shape") == 0) {
    *seen |= 2;
    return read_list(c, ST_RANK, &t->rank, t->shape);
  }
  if (strcmp(key, "data_offsets") != 0) return bad(c, "an unknown field of a tensor");
  S2_TRY(read_list(c, 2, &n, ends));
  if (n != 2 || ends[1] < ends[0] || (uint64_t)ends[1] > c->data_size)
    return bad(c, "data_offsets outside the data");
  t->begin = (size_t)ends[0];
  t->end = (size_t)ends[1];
  *seen |= 4;
  return S2_OK;
}

static s2_status read_tensor(cursor *c, st_tensor *t)
{
  int seen = 0;
  int64_t bytes;
  S2_TRY(expect(c, '{'));
  do S2_TRY(read_field(c, t, &seen));
  while (next_is(c, ','));
  S2_TRY(expect(c, '}'));
  if (seen != 7) return bad(c, "a tensor lacks dtype, shape or data_offsets");
  t->size = 1;
  for (int i = 0; i < t->rank; ++i)
    if (!s2_priv_mul(t->size, t->shape[i], &t->size)) return bad(c, "a shape is too large");
  if (!s2_priv_mul(t->size, t->is_float ? 4 : 8, &bytes) || (uint64_t)bytes != t->end - t->begin)
    return bad(c, "data_offsets do not fit the shape");
  return S2_OK;
}

/// Room for one more tensor.
static s2_status grow(cursor *c, st_file *file)
{
  if (file->ntensors < file->room) return S2_OK;
  if (file->ntensors >= ST_TENSORS) return bad(c, "more than 100000 tensors");
  int room = file->room > 0 ? 2 * file->room : 64;
  st_tensor *more = s2_priv_alloc((size_t)room, sizeof *more);
  if (more == NULL) return S2_FAIL(S2_ERR_MEMORY, "%.200s: %d tensors", c->path, room);
  if (file->ntensors > 0) memcpy(more, file->tensors, (size_t)file->ntensors * sizeof *more);
  s2_priv_free(file->tensors);
  file->tensors = more;
  file->room = room;
  return S2_OK;
}

static s2_status read_entry(cursor *c, st_file *file)
{
  char name[ST_NAME];
  S2_TRY(read_text(c, name));
  S2_TRY(expect(c, ':'));
  if (strcmp(name, "__metadata__") == 0) return read_metadata(c, file);
  S2_TRY(grow(c, file));
  st_tensor *t = &file->tensors[file->ntensors];
  *t = (st_tensor){.rank = 0};
  memcpy(t->name, name, sizeof name);
  S2_TRY(read_tensor(c, t));
  ++file->ntensors;
  return S2_OK;
}

static s2_status read_header(cursor *c, st_file *file)
{
  S2_TRY(expect(c, '{'));
  if (!next_is(c, '}')) {
    do S2_TRY(read_entry(c, file));
    while (next_is(c, ','));
    S2_TRY(expect(c, '}'));
  }
  skip_space(c);
  return c->at == c->size ? S2_OK : bad(c, "text after the header");
}

// ------------------------------------------------------------------ files

static uint64_t little_endian(const unsigned char *bytes, int n)
{
  uint64_t value = 0;
  for (int i = n - 1; i >= 0; --i) value = value << 8 | bytes[i];
  return value;
}

s2_status st_parse(st_file *file, const char *path, const unsigned char *bytes, size_t size)
{
  *file = (st_file){.ntexts = 0};
  if (size < 8)
    return S2_FAIL(S2_ERR_FILE, "%.200s: %zu bytes are no safetensors file", path, size);
  uint64_t header = little_endian(bytes, 8);
  if (header > size - 8)
    return S2_FAIL(S2_ERR_FILE, "%.200s: a header of %llu bytes in a file of %zu", path,
                   (unsigned long long)header, size);
  cursor c = {path, bytes + 8, (size_t)header, 0, size - 8 - (size_t)header};
  file->data = bytes + 8 + header;
  s2_status status = read_header(&c, file);
  if (status != S2_OK) st_free(file);
  return status;
}

void st_free(st_file *file)
{
  s2_priv_free(file->tensors);
  *file = (st_file){.ntexts = 0};
}

const st_tensor *st_find(const st_file *file, const char *name)
{
  for (int i = 0; i < file->ntensors; ++i)
    if (strcmp(file->tensors[i].name, name) == 0) return &file->tensors[i];
  return NULL;
}

const char *st_text_of(const st_file *file, const char *key)
{
  for (int i = 0; i < file->ntexts; ++i)
    if (strcmp(file->texts[i].key, key) == 0) return file->texts[i].value;
  return NULL;
}

void st_copy(const st_file *file, const st_tensor *tensor, double *out)
{
  const unsigned char *at = file->data + tensor->begin;
  for (int64_t i = 0; i < tensor->size; ++i) {
    if (tensor->is_float) {
      uint32_t bits = (uint32_t)little_endian(at + 4 * i, 4);
      float value;
      memcpy(&value, &bits, sizeof value);
      out[i] = (double)value;
    } else {
      uint64_t bits = little_endian(at + 8 * i, 8);
      memcpy(&out[i], &bits, sizeof bits);
    }
  }
}
