// SPDX-License-Identifier: MIT
// The fast reader of decimal numbers rounds as strtod() does.
#include "../../files/internal.h"
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_text(const char *text)
{
  double value, truth = strtod(text, NULL);
  const char *end = text + strlen(text);
  if (number_parse(text, end, &value) != end) fail_msg("'%s' is not a number", text);
  if (memcmp(&value, &truth, sizeof value) != 0)
    fail_msg("'%s' is %.17g, not %.17g", text, value, truth);
}

static void doubles_of_all_sizes_are_read_exactly(void **state)
{
  (void)state;
  static const char *const formats[] = {"%.17g", "%.16e", "%.8e", "%.6f", "%.3g", "%.18e", "%.25e"};
  uint64_t seed = 5;
  char text[512];
  for (int i = 0; i < 100000; ++i) {
    double v = uniform(&seed) * pow(10, floor(i % 3 == 0 ? 30 * uniform(&seed) : uniform(&seed)));
    snprintf(text, sizeof text, formats[i % COUNT(formats)], v);
    check_text(text);
  }
}

// Digits next to the middle of two doubles: 53 bits, a one, and then next to nothing.
static void numbers_near_the_middle_of_two_doubles_are_rounded_right(void **state)
{
  (void)state;
  static const char *const texts[] = {"9007199254740993",
                                      "9007199254740993.0001",
                                      "9007199254740992.9999",
                                      "900719925474099.3e1",
                                      "4503599627370497.5",
                                      "4503599627370498.5",
                                      "18014398509481990",
                                      "1801439850948199e1",
                                      "9999999999999999999",
                                      "9007199254740993e-5",
                                      "1.00000000000000011102230246251565404",
                                      "1.00000000000000011102230246251565405",
                                      "1e22",
                                      "1e23",
                                      "-0",
                                      "0.0e5",
                                      ".5",
                                      "5.",
                                      "+1",
                                      "1e-400",
                                      "1e400",
                                      "0.000000000000000000000000000001",
                                      "2.2250738585072011e-308"};
  uint64_t seed = 6;
  char text[64];
  for (size_t k = 0; k < COUNT(texts); ++k) check_text(texts[k]);
  for (int i = 0; i < 20000; ++i) { // odd multiples of half a unit: a tie in 54 bits
    uint64_t odd = (UINT64_C(1) << 53) + (uint64_t)(fabs(uniform(&seed)) * 0x1p53) * 2 + 1;
    snprintf(text, sizeof text, "%llue%d", (unsigned long long)odd, i % 20 - 10);
    check_text(text);
  }
}

static void words_that_are_no_numbers_are_refused(void **state)
{
  (void)state;
  static const char *const words[] = {"", "-", ".", "e5", "x", "--1", "nan(1)", "0x"};
  for (size_t k = 0; k < COUNT(words); ++k) {
    double value;
    const char *end = words[k] + strlen(words[k]), *stop = number_parse(words[k], end, &value);
    if (stop == end) fail_msg("'%s' was read as %g", words[k], value);
  }
}

static void special_words_are_numbers(void **state)
{
  (void)state;
  double value;
  const char *words = "inf -inf nan 1.5D+03 2d1";
  assert_ptr_equal(number_parse(words, words + 3, &value), words + 3);
  assert_true(value == INFINITY);
  assert_ptr_equal(number_parse(words + 4, words + 8, &value), words + 8);
  assert_true(value == -INFINITY);
  assert_ptr_equal(number_parse(words + 9, words + 12, &value), words + 12);
  assert_true(isnan(value));
  assert_ptr_equal(number_parse(words + 13, words + 20, &value), words + 20);
  assert_true(value == 1500);
  assert_ptr_equal(number_parse(words + 21, words + 24, &value), words + 24);
  assert_true(value == 20);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(doubles_of_all_sizes_are_read_exactly),
      cmocka_unit_test(numbers_near_the_middle_of_two_doubles_are_rounded_right),
      cmocka_unit_test(words_that_are_no_numbers_are_refused),
      cmocka_unit_test(special_words_are_numbers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
