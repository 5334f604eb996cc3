// SPDX-License-Identifier: MIT
#include "ticks.h"
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define MINUS "\xe2\x88\x92" // U+2212

void s2_picture_write_number(char *text, size_t size, double value, int decimals)
{
  char digits[64];
  bool negative;
  snprintf(digits, sizeof digits, "%.*f", decimals, fabs(value));
  negative = value < 0 && strspn(digits, "0.") != strlen(digits);
  snprintf(text, size, "%s%s", negative ? MINUS : "", digits);
}

void s2_picture_write_power(char *text, size_t size, int k)
{
  snprintf(text, size, "10^{%s%d}", k < 0 ? MINUS : "", k < 0 ? -k : k);
}

double s2_picture_scaled(double m, int k)
{
  return k < 0 ? m / pow(10, -k) : m * pow(10, k);
}

double s2_picture_round_to(double value, int power)
{
  double multiple = s2_picture_scaled(value, -power);
  return isfinite(multiple) ? s2_picture_scaled(round(multiple), power) + 0.0 : value;
}

// A round step mantissa * 10^power, the smallest one that is no smaller than `least`.
typedef struct round_step {
  int mantissa, power;
} round_step;

static round_step step_above(double least)
{
  static const int mantissas[] = {1, 2, 5};
  round_step s = {1, (int)floor(log10(least))};
  for (int i = 0; i < 3; i++) {
    s.mantissa = mantissas[i];
    if (s2_picture_scaled(s.mantissa, s.power) >= least * (1 - 1e-9)) return s;
  }
  return (round_step){1, s.power + 1};
}

static void write_labels(s2_picture_ticks *ticks)
{
  double most = 0;
  int decimals;
  for (int i = 0; i < ticks->count; i++) most = fmax(most, fabs(ticks->at[i]));
  if (most > 0 && (most >= 1e5 || most < 1e-3)) ticks->exponent = (int)floor(log10(most) + 1e-9);
  decimals = ticks->power < ticks->exponent ? ticks->exponent - ticks->power : 0;
  if (decimals > 17) decimals = 17;
  for (int i = 0; i < ticks->count; i++)
    s2_picture_write_number(ticks->label[i], sizeof ticks->label[i],
                            s2_picture_scaled(ticks->at[i], -ticks->exponent), decimals);
}

// Where no round step can be told apart from its neighbours: the limits themselves.
static s2_picture_ticks only_limits(double low, double high)
{
  s2_picture_ticks ticks = {.count = low == high ? 1 : 2, .at = {low, high}};
  for (int i = 0; i < ticks.count; i++)
    snprintf(ticks.label[i], sizeof ticks.label[i], "%.9g", ticks.at[i]);
  return ticks;
}

s2_picture_ticks s2_picture_ticks_linear(double low, double high, int wanted)
{
  s2_picture_ticks ticks = {.count = 0};
  double least = fabs(high / wanted - low / wanted), step, first, last;
  double bottom = fmin(low, high), top = fmax(low, high);
  round_step s;
  if (!isfinite(low) || !isfinite(high)) return ticks;
  if (least < 1e-300 || least < 64 * DBL_EPSILON * fmax(fabs(low), fabs(high)))
    return only_limits(low, high);
  s = step_above(least);
  step = s2_picture_scaled(s.mantissa, s.power);
  first = ceil(bottom / step - 1e-9);
  last = floor(top / step + 1e-9);
  for (double i = first; i <= last && ticks.count < PICTURE_TICKS_MAX; i++)
    ticks.at[ticks.count++] = s2_picture_scaled(i * s.mantissa, s.power) + 0.0;
  for (int i = 0; low > high && i < ticks.count / 2; i++) {
    double kept = ticks.at[i];
    ticks.at[i] = ticks.at[ticks.count - 1 - i];
    ticks.at[ticks.count - 1 - i] = kept;
  }
  ticks.power = s.power;
  write_labels(&ticks);
  return ticks;
}

static bool within(double value, double low, double high)
{
  return value >= fmin(low, high) * (1 - 1e-9) && value <= fmax(low, high) * (1 + 1e-9);
}

// How a tick of a logarithmic axis is labelled.
typedef enum log_label { LABEL_NONE, LABEL_NUMBER, LABEL_POWER } log_label;

static void put(s2_picture_ticks *ticks, int m, int k, log_label how)
{
  char *label = ticks->label[ticks->count];
  size_t size = sizeof ticks->label[0];
  double value = ticks->at[ticks->count++] = s2_picture_scaled(m, k);
  if (how == LABEL_NUMBER)
    s2_picture_write_number(label, size, value, k < 0 ? -k : 0);
  else if (how == LABEL_POWER && m == 1)
    s2_picture_write_power(label, size, k);
  else if (how == LABEL_POWER)
    snprintf(label, size,
             "%d\xc3\x97"
             "10^{%s%d}",
             m, k < 0 ? MINUS : "", k < 0 ? -k : k);
}

s2_picture_ticks s2_picture_ticks_log(double low, double high, int wanted)
{
  s2_picture_ticks ticks = {.count = 0};
  double bottom = fmin(low, high), top = fmax(low, high);
  int first, last, decades, stride, labelled = 0;
  if (!(bottom > 0) || !isfinite(top)) return ticks;
  first = (int)floor(log10(bottom) + 1e-9);
  last = (int)floor(log10(top) + 1e-9);
  decades = last - (int)ceil(log10(bottom) - 1e-9) + 1;
  stride = (decades + wanted - 1) / wanted;
  if (stride < 1) stride = 1;
  // Two decades that are easily read go without powers: 0.5, 1, 2.
  log_label label = decades < 3 && first >= -2 && last <= 3 ? LABEL_NUMBER : LABEL_POWER;
  for (int k = first; k <= last && k < 309; k++) {
    for (int m = 1; m < 10 && ticks.count < PICTURE_TICKS_MAX; m++) {
      bool major = (m == 1 && k % stride == 0) || (decades < 3 && (m == 2 || m == 5));
      bool minor = m == 1 ? decades <= 32 : decades <= 6;
      if (!within(s2_picture_scaled(m, k), bottom, top) || !(major || minor)) continue;
      put(&ticks, m, k, major ? label : LABEL_NONE);
      labelled += major;
    }
  }
  return labelled >= 2 ? ticks : s2_picture_ticks_linear(low, high, wanted);
}
