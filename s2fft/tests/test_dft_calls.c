// SPDX-License-Identifier: MIT
// Plans of the DFTs: bad lengths, memory.
#include "dft_sums.h"
#include <s2common/status.h>

static void lengths_out_of_range_are_refused(void **state)
{
  (void)state;
  s2fft_dft *dft = (s2fft_dft *)state;
  s2fft_dft_row *row = (s2fft_dft_row *)state;
  assert_int_equal(s2fft_dft_create(&dft, 0), S2_ERR_ARGUMENT);
  assert_null(dft);
  assert_int_equal(s2fft_dft_create(&dft, S2FFT_DFT_MAX + 1), S2_ERR_ARGUMENT);
  assert_int_equal(s2fft_dft_row_create(&row, -4), S2_ERR_ARGUMENT);
  assert_null(row);
  assert_string_equal(s2_error_message(),
                      "s2fft: s2fft_dft_row_create: n = -4 is outside 1 .. 268435456");
  s2fft_dft_destroy(NULL);
  s2fft_dft_row_destroy(NULL);
}

// Each allocation in turn fails; returns how many there are.
static int allocations_of(int n)
{
  s2_status status = S2_ERR_MEMORY;
  int failures = 0;
  for (; status != S2_OK; failures++) {
    s2fft_dft_row *row;
    s2_priv_fail_after(failures);
    status = s2fft_dft_row_create(&row, n);
    s2_priv_fail_after(-1);
    assert_true(status == S2_OK || (status == S2_ERR_MEMORY && row == NULL));
    s2fft_dft_row_destroy(row);
  }
  return failures;
}

// Every kind of table: a Bluestein factor, Rader's, one of these within another, and both kinds.
static void failed_allocations_leave_no_plan(void **state)
{
  (void)state;
  assert_true(allocations_of(4 * 359) > 5);
  assert_true(allocations_of(4 * 127) > 5);
  assert_true(allocations_of(4 * 179) > 10);
  assert_true(allocations_of(4 * 61 * 359) > 10);
}

static int64_t bytes_of(int n)
{
  s2fft_dft *dft;
  assert_int_equal(s2fft_dft_create(&dft, n), S2_OK);
  int64_t bytes = s2fft_dft_bytes(dft);
  s2fft_dft_destroy(dft);
  return bytes;
}

// A plan of Rader's prime counts its spectra [63][2][2] and the plan within; one in another as
// well.
static void inner_plans_count(void **state)
{
  (void)state;
  int64_t empty = bytes_of(1);
  assert_true(bytes_of(127) >= 2 * empty + 63 * 4 * 8);
  assert_true(bytes_of(179) >= 3 * empty + (89 + 44) * 4 * 8);
  assert_true(bytes_of(3 * 127) - bytes_of(3) >= bytes_of(127) - empty);
}

// What dft.h promises about memory.
static void plans_are_as_small_as_promised(void **state)
{
  (void)state;
  for (int n = 1; n < 3000; n++) {
    s2fft_dft *dft;
    assert_int_equal(s2fft_dft_create(&dft, n), S2_OK);
    int64_t bytes = s2fft_dft_bytes(dft);
    if (bytes > 2048 + 110 * n || bytes < 8 * n) fail_msg("n = %d: %d bytes", n, (int)bytes);
    if (s2fft_dft_scratch(dft, 8) > 8 * 12 * (size_t)n) fail_msg("n = %d: scratch", n);
    s2fft_dft_destroy(dft);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lengths_out_of_range_are_refused),
      cmocka_unit_test(failed_allocations_leave_no_plan),
      cmocka_unit_test(inner_plans_count),
      cmocka_unit_test(plans_are_as_small_as_promised),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
