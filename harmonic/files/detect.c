// SPDX-License-Identifier: MIT
// What a file is, from its first lines.
#include "internal.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/// A stretch of the file.
typedef struct span {
  const char *at, *end;
} span;

static span line_at(const s2_bytes *file, size_t offset)
{
  const char *at = (const char *)file->data + offset, *end = (const char *)file->data + file->size;
  const char *newline = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
  return (span){at, newline != NULL ? newline : end};
}

static int is_separator(char c)
{
  return strchr(" \t\r,#\"", c) != NULL;
}

static int has_word(span line, const char *word)
{
  size_t length = strlen(word);
  for (const char *p = line.at; p < line.end;) {
    while (p < line.end && is_separator(*p)) ++p;
    const char *begin = p;
    while (p < line.end && !is_separator(*p)) ++p;
    if ((size_t)(p - begin) == length && memcmp(begin, word, length) == 0) return 1;
  }
  return 0;
}

/// First line that is neither empty nor a comment.
static span first_data(const s2_bytes *file)
{
  span line = line_at(file, 0);
  const char *end = (const char *)file->data + file->size;
  for (; line.at < end;
       line = line_at(file, (size_t)(line.end + (line.end < end) - (const char *)file->data))) {
    const char *p = line.at;
    while (p < line.end && strchr(" \t\r", *p) != NULL) ++p;
    if (p < line.end && *p != '#') return (span){p, line.end};
  }
  return (span){end, end};
}

static int begins_with_number(span line)
{
  return line.at < line.end && strchr("+-.0123456789", *line.at) != NULL;
}

/// Whether a nested sampler left its statistics beside the chain.
static int has_stats(const char *root)
{
  static const char *const names[] = {".stats", "stats.dat", "_stats.dat"};
  char path[4096];
  struct stat info;
  for (size_t k = 0; root != NULL && k < sizeof names / sizeof *names; ++k) {
    int length = snprintf(path, sizeof path, "%s%s", root, names[k]);
    if (length < (int)sizeof path && stat(path, &info) == 0) return 1;
  }
  return 0;
}

/// A table without names: whole weights above 0 are steps; fractions not above 1 may be those of a
/// nested sampler, whose second column means something else.
static s2_status weigh(harmonic_file_format *format, const s2_bytes *file, span line,
                       const char *root)
{
  *format = has_stats(root) ? HARMONIC_FILE_NESTED : HARMONIC_FILE_GETDIST;
  double weight;
  s2_c_locale locale;
  S2_TRY(s2_priv_c_locale_enter(&locale));
  const char *stop = number_parse(line.at, line.end, &weight);
  s2_priv_c_locale_leave(&locale);
  if (*format == HARMONIC_FILE_NESTED || (stop != NULL && weight >= 1)) return S2_OK;
  return BAD_FILE(file->path,
                  "begins with the weight %g: it may be of GetDist (weight, -ln P) or "
                  "of a nested sampler (weight, -2 ln L); give the format",
                  stop ? weight : 0.0);
}

s2_status detect_format(harmonic_file_format *format, const s2_bytes *file, const char *root)
{
  static const char numpy[] = "\x93NUMPY", zip[] = "PK\3\4";
  *format = HARMONIC_FILE_NPY;
  if (file->size >= 6 && memcmp(file->data, numpy, 6) == 0) return S2_OK;
  *format = HARMONIC_FILE_NPZ;
  if (file->size >= 4 && memcmp(file->data, zip, 4) == 0) return S2_OK;
  if (file->size == 0) return BAD_FILE(file->path, "is empty");
  span head = line_at(file, 0), data = first_data(file);
  *format = HARMONIC_FILE_COBAYA;
  if (*head.at == '#' && has_word(head, "minuslogpost")) return S2_OK;
  *format = HARMONIC_FILE_COSMOSIS;
  if (*head.at == '#' && (has_word(head, "post") || has_word(head, "like"))) return S2_OK;
  if (data.at == data.end) return BAD_FILE(file->path, "has no numbers");
  if (begins_with_number(data)) return weigh(format, file, data, root);
  *format = has_word(data, "lp__") ? HARMONIC_FILE_STAN : HARMONIC_FILE_CSV;
  if (memchr(data.at, ',', (size_t)(data.end - data.at)) != NULL) return S2_OK;
  return BAD_FILE(file->path,
                  "is in no format that is known: its first line is neither numbers nor "
                  "names separated by commas");
}
