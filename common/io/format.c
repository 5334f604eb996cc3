// SPDX-License-Identifier: MIT
#include "internal.h"
#include <string.h>

static const struct {
  const char *suffix;
  s2_format format;
} suffixes[] = {
    {".npy", S2_FORMAT_NPY},     {".npz", S2_FORMAT_NPZ},     {".fits", S2_FORMAT_FITS},
    {".fit", S2_FORMAT_FITS},    {".fts", S2_FORMAT_FITS},    {".fits.gz", S2_FORMAT_FITS},
    {".fit.gz", S2_FORMAT_FITS}, {".fts.gz", S2_FORMAT_FITS}, {".txt", S2_FORMAT_TEXT},
    {".dat", S2_FORMAT_TEXT},    {".csv", S2_FORMAT_TEXT},    {".tsv", S2_FORMAT_TEXT},
    {".cl", S2_FORMAT_TEXT},     {".cdf", S2_FORMAT_NETCDF},  {".nc", S2_FORMAT_NETCDF},
    {".grd", S2_FORMAT_NETCDF},
};

static const char *const names[] = {"?", "npy", "npz", "fits", "txt", "cdf"};

static char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool s2io_same_text(const char *a, const char *b)
{
  while (*a != '\0' && lower(*a) == lower(*b)) {
    a++;
    b++;
  }
  return *a == '\0' && *b == '\0';
}

bool s2io_ends_with(const char *path, const char *suffix)
{
  size_t length = strlen(path), tail = strlen(suffix);
  return length > tail && s2io_same_text(path + length - tail, suffix);
}

s2_format s2_file_format(const char *path)
{
  if (path == NULL) return S2_FORMAT_UNKNOWN;
  for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
    if (s2io_ends_with(path, suffixes[i].suffix)) return suffixes[i].format;
  return S2_FORMAT_UNKNOWN;
}

const char *s2_format_name(s2_format format)
{
  unsigned at = (unsigned)format;
  return at < sizeof names / sizeof *names ? names[at] : names[0];
}

int s2_format_available(s2_format format)
{
  if (format == S2_FORMAT_FITS) return S2IO_HAVE_FITS;
  return format > S2_FORMAT_UNKNOWN && format <= S2_FORMAT_NETCDF;
}
