// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#include "internal.h"
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 63 // characters of a number

typedef struct scanner {
  const s2_bytes *file;
  size_t at;
  int64_t line;   // from 1
  int64_t column; // numbers seen in this line
} scanner;

typedef enum token { TOKEN_NUMBER, TOKEN_LINE_END, TOKEN_FILE_END } token;

static bool is_one_of(unsigned char c, const char *set)
{
  return c != '\0' && strchr(set, c);
}

static void skip(scanner *s, const char *set)
{
  while (s->at < s->file->size && is_one_of(s->file->data[s->at], set)) s->at++;
}

static s2_status bad(const scanner *s, const char *word)
{
  return S2IO_BAD_FILE(s->file->path, "line %lld, column %lld: expected a number, not '%.24s'",
                       (long long)s->line, (long long)s->column + 1, word);
}

static s2_status scan_number(scanner *s, double *value)
{
  char word[LONGEST + 1], *end;
  size_t used = 0;
  while (s->at < s->file->size && !is_one_of(s->file->data[s->at], " \t,;\r\n#")) {
    char c = (char)s->file->data[s->at++];
    if (used < LONGEST) word[used] = c == 'D' || c == 'd' ? 'e' : c; // Fortran's 1.0D-05
    used++;
  }
  word[used < LONGEST ? used : LONGEST] = '\0';
  if (used == 0 || used > LONGEST) return bad(s, word);
  *value = strtod(word, &end);
  if (end != word + used) return bad(s, word);
  s->column++;
  return S2_OK;
}

static s2_status next(scanner *s, token *kind, double *value)
{
  if (s->column == 0) skip(s, " \t\r");
  if (s->at < s->file->size && s->file->data[s->at] == '#')
    while (s->at < s->file->size && s->file->data[s->at] != '\n') s->at++;
  if (s->at == s->file->size) {
    *kind = TOKEN_FILE_END;
    return S2_OK;
  }
  if (s->file->data[s->at] == '\n') {
    s->at++;
    *kind = TOKEN_LINE_END;
    return S2_OK;
  }
  *kind = TOKEN_NUMBER;
  S2_TRY(scan_number(s, value));
  skip(s, " \t\r");
  if (s->at < s->file->size && is_one_of(s->file->data[s->at], ",;")) {
    s->at++;
    skip(s, " \t\r");
  }
  return S2_OK;
}

// Count rows and columns; with `values`, store them.
static s2_status scan(const s2_bytes *file, int64_t shape[2], double *values)
{
  scanner s = {file, 0, 1, 0};
  token kind = TOKEN_LINE_END;
  int64_t count = 0;
  double value = 0;
  shape[0] = shape[1] = 0;
  while (kind != TOKEN_FILE_END) {
    S2_TRY(next(&s, &kind, &value));
    if (kind == TOKEN_NUMBER) {
      if (values != NULL) values[count] = value;
      count++;
      continue;
    }
    if (s.column > 0 && shape[0]++ == 0) shape[1] = s.column;
    if (s.column > 0 && s.column != shape[1])
      return S2IO_BAD_FILE(file->path, "line %lld has %lld columns, expected %lld as in the first",
                           (long long)s.line, (long long)s.column, (long long)shape[1]);
    s.line += kind == TOKEN_LINE_END;
    s.column = 0;
  }
  return count > 0 ? S2_OK : S2IO_BAD_FILE(file->path, "has no numbers");
}

static s2_status parse(s2_array **array, const s2_bytes *file)
{
  int64_t shape[2];
  S2_TRY(scan(file, shape, NULL));
  S2_TRY(s2_array_create(array, S2_DTYPE_F8, 2, shape));
  return scan(file, shape, (*array)->data);
}

s2_status s2_priv_c_locale_enter(s2_c_locale *locale)
{
  locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  if (c == (locale_t)0) return S2_FAIL(S2_ERR_MEMORY, "no memory for a locale");
  *locale = (s2_c_locale){c, uselocale(c)};
  return S2_OK;
}

void s2_priv_c_locale_leave(s2_c_locale *locale)
{
  uselocale(locale->before);
  freelocale(locale->c);
}

s2_status s2_priv_text_parse(s2_array **array, const s2_bytes *file)
{
  s2_c_locale locale;
  *array = NULL;
  S2_TRY(s2_priv_c_locale_enter(&locale));
  s2_status status = parse(array, file);
  s2_priv_c_locale_leave(&locale);
  if (status == S2_OK) return S2_OK;
  s2_array_destroy(*array);
  *array = NULL;
  return status;
}

static s2_status parse_file(const s2_bytes *file, void *arg)
{
  return s2_priv_text_parse(arg, file);
}

s2_status s2_text_read(s2_array **array, const char *path)
{
  S2_REQUIRE(array != NULL, "array = NULL");
  *array = NULL;
  return s2io_read(path, parse_file, array);
}

// Each line of the header after "# ".
static size_t put_header(char *text, const char *header)
{
  size_t used = 0;
  while (header != NULL && *header != '\0') {
    size_t length = strcspn(header, "\n");
    memcpy(text + used, "# ", 2);
    memcpy(text + used + 2, header, length);
    used += length + 2;
    text[used++] = '\n';
    header += length + (header[length] == '\n');
  }
  return used;
}

static size_t put_rows(char *text, int64_t rows, int64_t columns, const double *values)
{
  size_t used = 0;
  for (int64_t i = 0; i < rows * columns; i++) {
    used += (size_t)snprintf(text + used, 32, "%.17g", values[i]);
    text[used++] = (i + 1) % columns == 0 ? '\n' : ' ';
  }
  return used;
}

static s2_status write_text(const char *path, const s2_array *array, const char *header,
                            double *values, char *text)
{
  s2_c_locale locale;
  S2_TRY(s2_array_to_double(array, values));
  S2_TRY(s2_priv_c_locale_enter(&locale));
  size_t used = put_header(text, header);
  int64_t columns = array->ndim == 2 ? array->shape[1] : 1;
  used += put_rows(text + used, columns > 0 ? array->count / columns : 0, columns, values);
  s2_priv_c_locale_leave(&locale);
  s2io_piece piece = {text, used};
  return s2io_write(path, 1, &piece);
}

s2_status s2_text_write(const char *path, const s2_array *array, const char *header)
{
  S2_REQUIRE(array != NULL, "array = NULL");
  S2_REQUIRE(array->ndim <= 2, "ndim = %d is outside 0 .. 2", array->ndim);
  // A number takes at most 24 characters ("-1.7976931348623157e+308") and a separator; a line of
  // the header grows by 3.
  size_t room = 3 * (header != NULL ? strlen(header) : 0) + 4 + 26 * (size_t)array->count + 32;
  double *values = s2_priv_alloc((size_t)array->count + 1, sizeof(double));
  char *text = s2_priv_alloc(room, 1);
  s2_status status = S2_FAIL(S2_ERR_MEMORY, "no memory for %zu characters", room);
  if (values != NULL && text != NULL) status = write_text(path, array, header, values, text);
  s2_priv_free(values);
  s2_priv_free(text);
  return status;
}
