// SPDX-License-Identifier: MIT
#include "internal.h"
#include <math.h>
#include <string.h>

static const char *line_end(const char *at, const char *end)
{
  const char *newline = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
  return newline != NULL ? newline : end;
}

/// Begin of the next line.
static const char *line_after(const char *at, const char *end)
{
  at = line_end(at, end);
  return at < end ? at + 1 : end;
}

static int is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

static const char *skip_blanks(const char *at, const char *end)
{
  while (at < end && is_blank(*at)) ++at;
  return at;
}

/// Whether a line holds neither numbers nor names.
static int is_empty(const char *at, const char *end)
{
  at = skip_blanks(at, end);
  return at == end || *at == '#';
}

/// Past the separator between two fields.
static const char *skip_separator(const char *at, const char *end)
{
  at = skip_blanks(at, end);
  return at < end && *at == ',' ? skip_blanks(at + 1, end) : at;
}

/// Next line that holds something, and its number; NULL at the end of the file.
static const char *next_line(const table *t, const char *at, int64_t *line)
{
  const char *end = (const char *)t->file->data + t->file->size;
  for (; at < end; at = line_after(at, end)) {
    ++*line;
    if (!is_empty(at, line_end(at, end))) return at;
  }
  return NULL;
}

// ------------------------------------------------------------------ names

/// End of the field that begins at `at`.
static const char *field_end(const char *at, const char *end)
{
  while (at < end && !is_blank(*at) && *at != ',') ++at;
  return at;
}

static s2_status add_name(table *t, const char *at, const char *end, int64_t line)
{
  if (end - at >= 2 && *at == '"' && end[-1] == '"') {
    ++at;
    --end;
  }
  int bad = end == at || end - at >= HARMONIC_NAME_SIZE || memchr(at, '\0', (size_t)(end - at));
  if (bad || t->ncolumns == COLUMNS_MAX)
    return BAD_FILE(t->file->path,
                    "line %lld, column %lld: a name of %lld bytes; legal are 1 .. %d "
                    "bytes in at most %d columns",
                    (long long)line, (long long)t->ncolumns + 1, (long long)(end - at),
                    HARMONIC_NAME_SIZE - 1, COLUMNS_MAX);
  column *c = &t->columns[t->ncolumns++];
  memcpy(c->name, at, (size_t)(end - at));
  for (int64_t k = 0; k + 1 < t->ncolumns; ++k)
    if (strcmp(t->columns[k].name, c->name) == 0)
      return BAD_FILE(t->file->path, "line %lld: columns %lld and %lld are both called '%s'",
                      (long long)line, (long long)k + 1, (long long)t->ncolumns, c->name);
  return S2_OK;
}

static s2_status parse_names(table *t, const char *at, const char *end, int64_t line)
{
  at = skip_blanks(at, end);
  if (at < end && *at == '#') at = skip_blanks(at + 1, end);
  while (at < end) {
    const char *stop = field_end(at, end);
    S2_TRY(add_name(t, at, stop, line));
    at = skip_separator(stop, end);
  }
  return S2_OK;
}

// ------------------------------------------------------------------ numbers

static s2_status bad_number(const table *t, const char *at, const char *end, int64_t line,
                            int64_t field)
{
  int length = (int)(field_end(at, end) - at > 24 ? 24 : field_end(at, end) - at);
  return BAD_FILE(t->file->path, "line %lld, column %lld: expected a number, not '%.*s'",
                  (long long)line, (long long)field + 1, length, at);
}

/// Numbers of one line into value (NULL: only counted); *count: how many.
static s2_status parse_row(const table *t, const char *at, int64_t line, int64_t most,
                           double *value, int64_t *count)
{
  const char *end = line_end(at, (const char *)t->file->data + t->file->size);
  at = skip_blanks(at, end);
  for (*count = 0; at < end && *at != '#'; ++*count) {
    double number;
    const char *stop = number_parse(at, end, &number);
    if (stop == NULL || (stop < end && !is_blank(*stop) && *stop != ',' && *stop != '#'))
      return bad_number(t, at, end, line, *count);
    if (value != NULL && *count < most) value[*count] = number;
    const char *next = skip_separator(stop, end);
    if (next == end && stop < end && memchr(stop, ',', (size_t)(end - stop)) != NULL)
      return bad_number(t, next, end, line, *count + 1);
    at = next;
  }
  return S2_OK;
}

static s2_status parse_rows(table *t, const char *at, int64_t line, int64_t room)
{
  const char *end = (const char *)t->file->data + t->file->size;
  while (at != NULL) {
    int64_t count;
    if (t->rows == room)
      return BAD_FILE(t->file->path, "line %lld is one too many", (long long)line);
    S2_TRY(parse_row(t, at, line, t->ncolumns, t->value + t->rows * t->ncolumns, &count));
    if (count != t->ncolumns)
      return BAD_FILE(t->file->path, "line %lld has %lld columns, expected %lld", (long long)line,
                      (long long)count, (long long)t->ncolumns);
    ++t->rows;
    at = next_line(t, line_after(at, end), &line);
  }
  return S2_OK;
}

/// Most rows that the rest of the file can hold: a number takes two bytes.
static int64_t most_rows(const table *t, const char *at)
{
  const char *end = (const char *)t->file->data + t->file->size;
  int64_t lines = 1, numbers = (end - at + 1) / 2 / t->ncolumns + 1;
  for (; at < end; at = line_after(at, end)) ++lines;
  return lines < numbers ? lines : numbers;
}

static s2_status make_columns(table *t, int64_t count)
{
  t->columns = s2_priv_alloc((size_t)count, sizeof *t->columns);
  if (t->columns == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld columns", (long long)count);
  return S2_OK;
}

/// The line of names, if there is one; `at` behind it.
static s2_status parse_header(table *t, const char **at, int64_t *line)
{
  const char *begin = (const char *)t->file->data, *end = begin + t->file->size;
  *at = begin;
  *line = 0;
  if (t->header == HEADER_NONE) return S2_OK;
  if (t->header == HEADER_PLAIN)
    *at = next_line(t, begin, line);
  else
    *line = 1;
  if (*at == NULL || t->file->size == 0) return BAD_FILE(t->file->path, "has no line of names");
  int64_t most = (line_end(*at, end) - *at) / 2 + 1; // a name and a separator take two bytes
  S2_TRY(make_columns(t, most < COLUMNS_MAX ? most : COLUMNS_MAX));
  S2_TRY(parse_names(t, *at, line_end(*at, end), *line));
  *at = line_after(*at, end);
  return S2_OK;
}

/// As many columns as the first row has.
static s2_status count_columns(table *t, const char *at, int64_t line)
{
  S2_TRY(parse_row(t, at, line, 0, NULL, &t->ncolumns));
  if (t->ncolumns > COLUMNS_MAX)
    return BAD_FILE(t->file->path, "line %lld has %lld columns, at most %d are allowed",
                    (long long)line, (long long)t->ncolumns, COLUMNS_MAX);
  return make_columns(t, t->ncolumns);
}

static s2_status parse(table *t)
{
  const char *at;
  int64_t line;
  S2_TRY(parse_header(t, &at, &line));
  at = next_line(t, at, &line);
  if (at == NULL) return BAD_FILE(t->file->path, "has no numbers");
  if (t->header == HEADER_NONE) S2_TRY(count_columns(t, at, line));
  if (t->ncolumns == 0) return BAD_FILE(t->file->path, "line 1 has no names");
  int64_t room = most_rows(t, at);
  t->value = s2_priv_alloc((size_t)room, (size_t)t->ncolumns * sizeof *t->value);
  if (t->value == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "%.200s: no memory for %lld rows", t->file->path,
                   (long long)room);
  return parse_rows(t, at, line, room);
}

s2_status table_parse(table *t, const s2_bytes *file, table_header header)
{
  s2_c_locale locale;
  *t = (table){.file = file, .header = header};
  S2_TRY(s2_priv_c_locale_enter(&locale));
  s2_status status = parse(t);
  s2_priv_c_locale_leave(&locale);
  for (int64_t k = 0; k < t->ncolumns && status == S2_OK; ++k) {
    t->columns[k].lower = -INFINITY;
    t->columns[k].upper = INFINITY;
  }
  if (status != S2_OK) table_free(t);
  return status;
}

void table_free(table *t)
{
  s2_priv_free(t->columns);
  s2_priv_free(t->value);
  *t = (table){0};
}

int64_t table_line(const table *t, int64_t row)
{
  const char *at = (const char *)t->file->data, *end = at + t->file->size;
  int64_t line = t->header == HEADER_COMMENT;
  if (line == 1) at = line_after(at, end);
  at = next_line(t, at, &line);
  for (int64_t k = t->header == HEADER_PLAIN ? -1 : 0; at != NULL && k < row; ++k)
    at = next_line(t, line_after(at, end), &line);
  return line;
}
