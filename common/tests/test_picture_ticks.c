// SPDX-License-Identifier: MIT
// Round numbers on axes.
#include "check.h"
#include <s2common/rng.h>
#include <stdlib.h>
#include <string.h>

#include "ticks.h"

// What a label says, with its true minus sign.
static double read_label(const char *label, int exponent)
{
  static const char minus[] = "\xe2\x88\x92";
  bool negative = strncmp(label, minus, strlen(minus)) == 0;
  double value = strtod(negative ? label + strlen(minus) : label, NULL);
  return (negative ? -value : value) * pow(10, exponent);
}

static void check_linear(double low, double high, int wanted)
{
  s2_picture_ticks t = s2_picture_ticks_linear(low, high, wanted);
  double span = fabs(high - low), step = fabs(t.at[1] - t.at[0]), mantissa;
  assert_in_range(t.count, wanted >= 5 ? 2 : 1, wanted + 1);
  if (t.count < 2) return;
  mantissa = step / pow(10, floor(log10(step * (1 + 1e-9))));
  assert_true(fabs(mantissa - 1) < 1e-6 || fabs(mantissa - 2) < 1e-6 || fabs(mantissa - 5) < 1e-6);
  for (int i = 0; i < t.count; i++) {
    assert_true(t.at[i] >= fmin(low, high) - 1e-9 * span);
    assert_true(t.at[i] <= fmax(low, high) + 1e-9 * span);
    CHECK_NEAR(read_label(t.label[i], t.exponent), t.at[i], 1e-6 * step);
    if (i > 0) CHECK_NEAR(t.at[i] - t.at[i - 1], low < high ? step : -step, 1e-6 * step);
  }
}

static void linear_ticks_are_round_and_inside_every_range(void **state)
{
  (void)state;
  for (int k = -280; k <= 280; k += 7) {
    for (uint64_t i = 0; i < 40; i++) {
      double u[2], low, high;
      s2_rng_uniform2(2, (uint64_t)(k + 1000), i, u);
      low = (u[0] - 0.5) * pow(10, k);
      high = low + u[1] * pow(10, k - (int)(i % 4));
      check_linear(low, high, 4 + (int)(i % 8));
      check_linear(high, low, 4 + (int)(i % 8));
    }
  }
}

static void linear_ticks_of_known_ranges(void **state)
{
  s2_picture_ticks t = s2_picture_ticks_linear(-0.31, 0.31, 4);
  (void)state;
  assert_int_equal(t.count, 3);
  assert_string_equal(t.label[0], "\xe2\x88\x92"
                                  "0.2");
  assert_string_equal(t.label[1], "0.0");
  t = s2_picture_ticks_linear(0, 3e-7, 4);
  assert_int_equal(t.exponent, -7);
  assert_string_equal(t.label[t.count - 1], "3");
  t = s2_picture_ticks_linear(100, 0, 2);
  assert_int_equal(t.count, 3);
  assert_string_equal(t.label[0], "100");
  assert_true(t.at[2] == 0);
}

static void ticks_of_hopeless_ranges_are_few_and_finite(void **state)
{
  s2_picture_ticks t = s2_picture_ticks_linear(3, 3, 5);
  (void)state;
  assert_int_equal(t.count, 1);
  assert_true(t.at[0] == 3);
  assert_int_equal(s2_picture_ticks_linear(NAN, 1, 5).count, 0);
  assert_int_equal(s2_picture_ticks_linear(0, INFINITY, 5).count, 0);
  assert_int_equal(s2_picture_ticks_log(-1, 10, 5).count, 0);
  assert_in_range(s2_picture_ticks_linear(-1.7e308, 1.7e308, 5).count, 2, 6);
  assert_in_range(s2_picture_ticks_linear(0, 5e-324, 5).count, 2, 6);
  assert_in_range(s2_picture_ticks_linear(1e15, 1e15 + 0.5, 5).count, 2, 6);
}

static void logarithmic_ticks_are_powers_of_ten(void **state)
{
  s2_picture_ticks t = s2_picture_ticks_log(0.5, 2e4, 8);
  int labelled = 0;
  (void)state;
  for (int i = 0; i < t.count; i++) {
    if (t.label[i][0] == '\0') continue;
    labelled++;
    CHECK_NEAR(log10(t.at[i]), round(log10(t.at[i])), 1e-12);
  }
  assert_int_equal(labelled, 5);
  t = s2_picture_ticks_log(1e-300, 1e300, 8);
  assert_in_range(t.count, 2, 9);
  assert_true(t.at[t.count - 1] > 1e200);
  t = s2_picture_ticks_log(1e-3, 1e-3 * 1.5, 8); // less than an octave: linear
  assert_in_range(t.count, 4, 9);
  s2_picture_write_power(t.label[0], sizeof t.label[0], -12);
  assert_string_equal(t.label[0], "10^{\xe2\x88\x92"
                                  "12}");
}

static void short_logarithmic_axes_have_plain_numbers(void **state)
{
  static const char *const plain[] = {"0.5", "1", "2", "5"};
  static const char *const powers[] = {"5\xc3\x97"
                                       "10^{4}",
                                       "10^{5}"};
  s2_picture_ticks t = s2_picture_ticks_log(0.4, 6, 8);
  int labelled = 0;
  (void)state;
  for (int i = 0; i < t.count; i++)
    if (t.label[i][0] != '\0') assert_string_equal(t.label[i], plain[labelled++]);
  assert_int_equal(labelled, 4);
  labelled = 0;
  t = s2_picture_ticks_log(3e4, 1.5e5, 8);
  for (int i = 0; i < t.count; i++)
    if (t.label[i][0] != '\0') assert_string_equal(t.label[i], powers[labelled++]);
  assert_int_equal(labelled, 2);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(linear_ticks_are_round_and_inside_every_range),
      cmocka_unit_test(linear_ticks_of_known_ranges),
      cmocka_unit_test(ticks_of_hopeless_ranges_are_few_and_finite),
      cmocka_unit_test(logarithmic_ticks_are_powers_of_ten),
      cmocka_unit_test(short_logarithmic_axes_have_plain_numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
