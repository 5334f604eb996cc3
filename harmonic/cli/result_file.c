// SPDX-License-Identifier: MIT
// Three members of a result in JSON. Everything else in the file is skipped, but must be JSON as
// far as brackets and strings go.
#include "cli.h"
#include <harmonic/report.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1 << 20, DEPTH_MAX = 64 };

typedef struct scan {
  const char *at;
  harmonic_result *result;
  bool ln_evidence, error; // found
  bool strange;            // a verdict that there is not
} scan;

static void skip_blanks(scan *s)
{
  s->at += strspn(s->at, " \t\r\n");
}

// The string that starts here, cut to `size`; false if it has no end.
static bool read_string(scan *s, char *text, size_t size)
{
  size_t length = 0;
  for (s->at++; *s->at != '\0' && *s->at != '"'; s->at++) {
    if (*s->at == '\\' && *++s->at == '\0') return false;
    if (length + 1 < size) text[length++] = *s->at;
  }
  text[length] = '\0';
  if (*s->at != '"') return false;
  s->at++;
  return true;
}

static void take_number(scan *s, const char *key, double value)
{
  if (strcmp(key, "ln_evidence") == 0 && !s->ln_evidence) {
    s->result->ln_evidence = value;
    s->ln_evidence = true;
  } else if (strcmp(key, "error") == 0 && !s->error) {
    s->result->error = value;
    s->error = true;
  }
}

static void take_text(scan *s, const char *key, const char *text)
{
  int v = HARMONIC_GOOD;
  if (strcmp(key, "verdict") != 0) return;
  while (v <= HARMONIC_BAD && strcmp(text, harmonic_verdict_name((harmonic_verdict)v)) != 0) v++;
  if (v <= HARMONIC_BAD)
    s->result->verdict = (harmonic_verdict)v;
  else
    s->strange = true;
}

// One value; members are taken if they are of the result itself: of the outermost object, or of the
// object "result" within it.
static bool read_value(scan *s, const char *key, int depth, bool wanted);

static bool read_members(scan *s, int depth, bool wanted)
{
  char close = *s->at == '{' ? '}' : ']', key[32] = "";
  s->at++;
  for (skip_blanks(s); *s->at != close; skip_blanks(s)) {
    if (close == '}') {
      if (*s->at != '"' || !read_string(s, key, sizeof key)) return false;
      skip_blanks(s);
      if (*s->at != ':') return false;
      s->at++;
    }
    if (!read_value(s, key, depth + 1, wanted && close == '}')) return false;
    skip_blanks(s);
    if (*s->at == ',')
      s->at++;
    else if (*s->at != close)
      return false;
  }
  s->at++;
  return true;
}

static bool read_value(scan *s, const char *key, int depth, bool wanted)
{
  char text[16], *end;
  skip_blanks(s);
  if (*s->at == '{' || *s->at == '[')
    return depth < DEPTH_MAX &&
           read_members(s, depth, depth == 0 || (depth == 1 && strcmp(key, "result") == 0));
  if (*s->at == '"') {
    if (!read_string(s, text, sizeof text)) return false;
    if (wanted) take_text(s, key, text);
    return true;
  }
  double number = strtod(s->at, &end);
  if (end - s->at > (ptrdiff_t)strspn(s->at, "+-.0123456789eE")) end = (char *)s->at; // 0x1, inf
  if (end != s->at && wanted) take_number(s, key, number);
  if (end == s->at) end += strspn(end, "abcdefghijklmnopqrstuvwxyz"); // null, true, false
  bool moved = end != s->at;
  s->at = end;
  return moved;
}

static s2_status read_all(const char *path, char *text)
{
  FILE *file = fopen(path, "rb");
  if (file == NULL) return S2_FAIL(S2_ERR_FILE, "%s: cannot be opened", path);
  size_t length = fread(text, 1, FILE_MAX, file);
  bool failed = ferror(file) != 0;
  fclose(file);
  if (failed || length == FILE_MAX)
    return S2_FAIL(S2_ERR_FILE, "%s: %s", path,
                   failed ? "cannot be read" : "too long for a result");
  text[length] = '\0';
  return S2_OK;
}

s2_status cli_result_parse(const char *path, const char *text, harmonic_result *result)
{
  *result = (harmonic_result){.verdict = HARMONIC_DOUBTFUL}; // unless the file says otherwise
  scan s = {.at = text, .result = result};
  bool whole = read_value(&s, "", 0, false);
  skip_blanks(&s);
  if (!whole || *s.at != '\0')
    return S2_FAIL(S2_ERR_FILE, "%s: this is not JSON at byte %td", path, s.at - text);
  if (!s.ln_evidence || !s.error)
    return S2_FAIL(S2_ERR_FILE, "%s: no %s: write it by harmonic evidence -o DIR", path,
                   s.ln_evidence ? "error" : "ln_evidence");
  if (s.strange) return S2_FAIL(S2_ERR_FILE, "%s: the verdict is not good, doubtful or bad", path);
  if (!isfinite(result->ln_evidence) || !isfinite(result->error) || result->error < 0)
    return S2_FAIL(S2_ERR_FILE, "%s: ln_evidence = %g with the error %g", path, result->ln_evidence,
                   result->error);
  return S2_OK;
}

s2_status cli_result_read(const char *path, harmonic_result *result)
{
  char *text = malloc(FILE_MAX + 1);
  if (text == NULL) return S2_FAIL(S2_ERR_MEMORY, "%s", path);
  s2_status status = read_all(path, text);
  if (status == S2_OK) status = cli_result_parse(path, text, result);
  free(text);
  return status;
}
