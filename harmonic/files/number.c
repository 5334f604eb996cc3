// SPDX-License-Identifier: MIT
// Decimal numbers, correctly rounded, several times faster than strtod() for what chains hold: up
// to 19 digits and a power of ten up to 22 in size. Both fit two doubles exactly, their product or
// quotient is known to 1e-30, and unless that is too close to the middle of two doubles its
// rounding is that of the number. Everything else goes to strtod(), in the C locale of the caller.
#include "internal.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 19, LONGEST = 400, POWERS = 22 };

static const double ten[POWERS + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                       1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// A number as read: digits * 10^exponent.
typedef struct decimal {
  uint64_t digits;
  int count; ///< of digits, without leading zeros
  int exponent;
} decimal;

static int is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static const char *scan_digits(const char *at, const char *end, decimal *d, int after_point)
{
  for (; at < end && is_digit(*at); ++at) {
    if (d->count < DIGITS) d->digits = 10 * d->digits + (uint64_t)(*at - '0');
    d->exponent -= after_point && d->count < DIGITS + 1;
    d->count += d->count > 0 || *at != '0';
    if (d->count > DIGITS) d->count = DIGITS + 1;
  }
  return at;
}

/// The exponent after an 'e'; `at` itself if there is none.
static const char *scan_exponent(const char *at, const char *end, decimal *d)
{
  const char *begin = at;
  if (at == end || *at == '\0' || strchr("eEdD", *at) == NULL) return begin;
  int negative = ++at < end && *at == '-', value = 0;
  if (at < end && (*at == '-' || *at == '+')) ++at;
  if (at == end || !is_digit(*at)) return begin;
  for (; at < end && is_digit(*at); ++at)
    if (value < 100000) value = 10 * value + (*at - '0');
  d->exponent += negative ? -value : value;
  return at;
}

/// high + low, known to 2^-92 of high, rounded; 0 if the rounding is not certain.
static int round_sum(double high, double low, double *value)
{
  double doubt = high * 0x1p-92;
  *value = high + (low + doubt);
  return *value == high + (low - doubt);
}

static int convert(const decimal *d, double *value)
{
  uint64_t rest = d->digits >> 53 > 0 ? d->digits & 0x7ff : 0; // so that both parts are exact
  double high = (double)(d->digits - rest), low = (double)rest;
  if (d->count > DIGITS || abs(d->exponent) > POWERS) return 0;
  double power = ten[abs(d->exponent)];
  if (d->digits == 0) {
    *value = 0;
    return 1;
  }
  if (d->exponent >= 0) {
    double product = high * power;
    return round_sum(product, fma(high, power, -product) + low * power, value);
  }
  double quotient = high / power;
  return round_sum(quotient, (fma(-quotient, power, high) + low) / power, value);
}

/// What convert() leaves: very long or very large numbers, "inf", "nan".
static const char *slow(const char *at, const char *end, double *value)
{
  char word[LONGEST + 1], *stop;
  size_t n = 0;
  while (at + n < end && n < LONGEST && strchr(" \t\r\n,#", at[n]) == NULL) {
    word[n] = at[n] == 'd' || at[n] == 'D' ? 'e' : at[n]; // Fortran's 1.0D-05
    ++n;
  }
  word[n] = '\0';
  if (n == 0 || strpbrk(word, "xX(") != NULL) return NULL; // strtod's hexadecimal, nan(...)
  *value = strtod(word, &stop);
  return stop == word ? NULL : at + (stop - word);
}

const char *number_parse(const char *at, const char *end, double *value)
{
  decimal d = {0, 0, 0};
  const char *p = at + (at < end && (*at == '-' || *at == '+')), *digits = p;
  p = scan_digits(p, end, &d, 0);
  int64_t seen = p - digits;
  if (p < end && *p == '.') {
    const char *point = ++p;
    p = scan_digits(p, end, &d, 1);
    seen += p - point;
  }
  if (seen == 0) return slow(at, end, value);
  p = scan_exponent(p, end, &d);
  if (!convert(&d, value)) return slow(at, end, value);
  if (*at == '-') *value = -*value;
  return p;
}
