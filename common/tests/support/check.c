// SPDX-License-Identifier: MIT
#include "check.h"

#include <math.h>
#include <s2common/status.h>
#include <stdio.h>
#include <string.h>

void assert_bound_at(const char *file, int line, double error, double bound, const char *format,
                     ...)
{
  if (error <= bound) return;
  char text[256];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  fail_msg("%s:%d: error %.3g > %.3g: %s", file, line, error, bound, text);
}

void assert_refused(s2_status status, s2_status expected, ...)
{
  va_list words;
  if (status != expected)
    fail_msg("status %d, not %d (%s)", (int)status, (int)expected, s2_error_message());
  va_start(words, expected);
  for (const char *word; (word = va_arg(words, const char *)) != NULL;)
    if (strstr(s2_error_message(), word) == NULL) {
      va_end(words);
      fail_msg("\"%s\" does not say \"%s\"", s2_error_message(), word);
    }
  va_end(words);
}

double uniform(uint64_t *seed)
{
  uint64_t z = (*seed += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (double)((z ^ (z >> 31)) >> 11) * 0x1p-52 - 1.0;
}

double difference(const double *a, const double *b, size_t n)
{
  double worst = 0.0;
  for (size_t k = 0; k < n; ++k) {
    double d = fabs(a[k] - b[k]);
    if (!(d <= worst)) worst = d;
    if (isnan(d)) return d;
  }
  return worst;
}

double largest(const double *a, size_t n)
{
  double worst = 0.0;
  for (size_t k = 0; k < n; ++k) worst = fmax(worst, fabs(a[k]));
  return worst;
}
