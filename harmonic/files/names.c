// SPDX-License-Identifier: MIT
// GetDist's .paramnames ("name*  label  # comment", the star marks derived parameters) and .ranges
// ("name lower upper", N for none).
#include "internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/// A stretch of a line.
typedef struct word {
  const char *at;
  int length;
} word;

static int is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

/// Take the next word off `line`; length 0 at its end.
static word take_word(word *line)
{
  while (line->length > 0 && is_blank(*line->at)) ++line->at, --line->length;
  word w = {line->at, 0};
  while (w.length < line->length && !is_blank(w.at[w.length])) ++w.length;
  line->at += w.length;
  line->length -= w.length;
  return w;
}

typedef s2_status line_fn(table *t, const char *path, word line, int64_t number, int64_t *used);

/// Hand the lines that are not empty to `use`.
static s2_status each_line(table *t, const s2_bytes *file, line_fn *use, int64_t *used)
{
  const char *at = (const char *)file->data, *end = at + file->size;
  *used = 0;
  for (int64_t number = 1; at < end; ++number) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    if (stop == NULL) stop = end;
    word line = {at, (int)(stop - at < 100000 ? stop - at : 100000)}, rest = line;
    word first = take_word(&rest);
    if (first.length > 0 && *first.at != '#') S2_TRY(use(t, file->path, line, number, used));
    at = stop < end ? stop + 1 : end;
  }
  return S2_OK;
}

/// A copy of a word that fits `size` bytes.
static s2_status copy_word(const char *path, int64_t number, const char *what, word w, char *to,
                           int size)
{
  if (w.length >= size || memchr(w.at, '\0', (size_t)w.length) != NULL)
    return BAD_FILE(path, "line %lld: the %s '%.*s...' has %d bytes, at most %d are allowed",
                    (long long)number, what, w.length < 24 ? w.length : 24, w.at, w.length,
                    size - 1);
  memcpy(to, w.at, (size_t)w.length);
  to[w.length] = '\0';
  return S2_OK;
}

// ------------------------------------------------------------------ .paramnames

/// The label: what follows the name, up to a comment, without blanks around.
static word take_label(word rest)
{
  const char *comment = rest.length > 0 ? memchr(rest.at, '#', (size_t)rest.length) : NULL;
  if (comment != NULL) rest.length = (int)(comment - rest.at);
  while (rest.length > 0 && is_blank(*rest.at)) ++rest.at, --rest.length;
  while (rest.length > 0 && is_blank(rest.at[rest.length - 1])) --rest.length;
  return rest;
}

static s2_status name_line(table *t, const char *path, word line, int64_t number, int64_t *used)
{
  int64_t k = 2 + (*used)++;
  if (k >= t->ncolumns) return S2_OK; // counted, and refused afterwards
  column *c = &t->columns[k];
  word name = take_word(&line);
  if (name.at[name.length - 1] == '*') {
    c->role = ROLE_DERIVED;
    --name.length;
  }
  if (name.length == 0 || memchr(name.at, ',', (size_t)name.length) != NULL)
    return BAD_FILE(path, "line %lld: no name, or one with a comma", (long long)number);
  S2_TRY(copy_word(path, number, "name", name, c->name, sizeof c->name));
  S2_TRY(copy_word(path, number, "label", take_label(line), c->label, sizeof c->label));
  for (int64_t i = 2; i < k; ++i)
    if (strcmp(t->columns[i].name, c->name) == 0)
      return BAD_FILE(path, "line %lld: '%s' is the name of parameter %lld already",
                      (long long)number, c->name, (long long)i - 1);
  return S2_OK;
}

s2_status names_parse(table *t, const s2_bytes *file)
{
  int64_t used;
  S2_TRY(each_line(t, file, name_line, &used));
  if (used != t->ncolumns - 2)
    return BAD_FILE(file->path, "names %lld parameters, but %.200s has %lld columns: %lld and 2",
                    (long long)used, t->file->path, (long long)t->ncolumns,
                    (long long)t->ncolumns - 2);
  return S2_OK;
}

// ------------------------------------------------------------------ .ranges

static s2_status parse_bound(const char *path, int64_t number, int field, word w, double none,
                             double *bound)
{
  *bound = none;
  if (w.length == 1 && *w.at == 'N') return S2_OK;
  if (w.length > 0 && number_parse(w.at, w.at + w.length, bound) == w.at + w.length &&
      !isnan(*bound))
    return S2_OK;
  return BAD_FILE(path, "line %lld, column %d: expected a number or N, not '%.*s'",
                  (long long)number, field, w.length > 24 ? 24 : w.length, w.at);
}

/// Ranges of what is no column (fixed parameters) are checked and ignored.
static s2_status range_line(table *t, const char *path, word line, int64_t number, int64_t *used)
{
  char name[HARMONIC_NAME_SIZE] = "";
  double lower, upper;
  word first = take_word(&line), low = take_word(&line), high = take_word(&line);
  ++*used;
  S2_TRY(copy_word(path, number, "name", first, name, sizeof name));
  S2_TRY(parse_bound(path, number, 2, low, -INFINITY, &lower));
  S2_TRY(parse_bound(path, number, 3, high, INFINITY, &upper));
  for (int64_t k = 0; k < t->ncolumns; ++k) {
    column *c = &t->columns[k];
    if (c->role > ROLE_DERIVED || strcmp(c->name, name) != 0) continue;
    if (!(lower < upper))
      return BAD_FILE(path, "line %lld: the range of %s ends at %g, not above its begin %g",
                      (long long)number, name, upper, lower);
    c->lower = lower;
    c->upper = upper;
  }
  return S2_OK;
}

s2_status ranges_parse(table *t, const s2_bytes *file)
{
  int64_t used;
  s2_c_locale locale;
  S2_TRY(s2_priv_c_locale_enter(&locale));
  s2_status status = each_line(t, file, range_line, &used);
  s2_priv_c_locale_leave(&locale);
  return status;
}

// ------------------------------------------------------------------ files

static s2_status parse_names_file(const s2_bytes *file, void *t)
{
  return names_parse(t, file);
}

static s2_status parse_ranges_file(const s2_bytes *file, void *t)
{
  return ranges_parse(t, file);
}

/// Read ROOT + suffix if it exists.
static s2_status read_beside(table *t, const char *root, const char *suffix, s2_parse_fn *parse)
{
  struct stat info;
  if (root == NULL) return S2_OK;
  size_t size = strlen(root) + strlen(suffix) + 1;
  char *path = s2_priv_alloc(size, 1);
  if (path == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a file name");
  snprintf(path, size, "%s%s", root, suffix);
  s2_status status = stat(path, &info) == 0 ? s2_priv_file_read(path, parse, t) : S2_OK;
  s2_priv_free(path);
  return status;
}

s2_status names_read(table *t, const char *root)
{
  for (int64_t k = 2; k < t->ncolumns; ++k)
    snprintf(t->columns[k].name, sizeof t->columns[k].name, "param%lld", (long long)k - 1);
  return read_beside(t, root, ".paramnames", parse_names_file);
}

s2_status ranges_read(table *t, const char *root)
{
  return read_beside(t, root, ".ranges", parse_ranges_file);
}
