// SPDX-License-Identifier: MIT
// Tilings: options, bad input, memory.
#include "support.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <string.h>

static s2wav_tiling_options defaults(void)
{
  s2wav_tiling_options o;
  s2wav_tiling_options_init(&o);
  return o;
}

static void refused(int L, const s2wav_tiling_options *o, const char *value, const char *range)
{
  s2wav_tiling *t = (s2wav_tiling *)&t;
  assert_refused(s2wav_tiling_create(&t, L, o), S2_ERR_ARGUMENT, value, range, NULL);
  assert_null(t);
}

static void bad_options_are_named_with_their_range(void **state)
{
  (void)state;
#define REFUSED(L, change, value, range)                                                           \
  do {                                                                                             \
    s2wav_tiling_options o = defaults();                                                           \
    change;                                                                                        \
    refused(L, &o, value, range);                                                                  \
  } while (0)
  REFUSED(1, o.N = 1, "L = 1", "2 .. 32768");
  REFUSED(0, o.N = 1, "L = 0", "2 .. 32768");
  REFUSED(32769, o.N = 1, "L = 32769", "2 .. 32768");
  REFUSED(16, o.lambda = 1, "lambda = 1", "(1,");
  REFUSED(16, o.lambda = 0.5, "lambda = 0.5", "(1,");
  REFUSED(16, o.lambda = -2, "lambda = -2", "(1,");
  REFUSED(16, o.lambda = NAN, "lambda = nan", "(1,");
  REFUSED(16, o.lambda = INFINITY, "lambda = inf", "(1,");
  REFUSED(16, o.lambda = 1.0001, "lambda = 1.0001", "4096 scales");
  REFUSED(16, o.lambda = nextafter(1, 2), "lambda = 1.0000000000000002", "4096 scales");
  REFUSED(16, o.J_min = -1, "J_min = -1", "0 .. 3");
  REFUSED(16, o.J_min = 4, "J_min = 4", "less than J = 4");
  REFUSED(16, o.J_min = 10, "J_min = 10", "less than J = 4");
  REFUSED(3, (o.lambda = 3, o.J_min = 1), "J_min = 1", "less than J = 1");
  REFUSED(16, o.N = 0, "N = 0", "1 .. L = 16");
  REFUSED(16, o.N = 17, "N = 17", "1 .. L = 16");
  REFUSED(16, o.spin = 16, "spin = 16", "-15 .. 15");
  REFUSED(16, o.spin = -16, "spin = -16", "-15 .. 15");
  REFUSED(16, o.spin = INT32_MIN, "spin = -2147483648", "-15 .. 15");
  REFUSED(16, o.spin0 = 16, "spin0 = 16", "-15 .. 15");
  REFUSED(1024, o.spin0 = 500, "spin0 = 500", "overflows at l = 1023");
  REFUSED(1024, o.spin0 = -500, "spin0 = -500", "overflows at l = 1023");
  REFUSED(16, o.kernel = (s2wav_kernel)9, "kernel = 9", "0 .. 4");
  REFUSED(16, o.kernel = (s2wav_kernel)-1, "kernel = -1", "0 .. 4");
  REFUSED(16, o.quadrature = (s2wav_quadrature)2, "quadrature = 2", "0 .. 1");
  REFUSED(16, o.bandlimits = (s2wav_bandlimits)3, "bandlimits = 3", "0 .. 2");
  REFUSED(16, (o.kernel = S2WAV_TABLE, o.J_max = 1), "lowpass", "NULL");
  REFUSED(16, (o.kernel = S2WAV_TABLE, o.J_max = -1), "J_max = -1", "1 .. 4095");
  REFUSED(16, (o.kernel = S2WAV_TABLE, o.J_max = 0), "J_max = 0", "1 .. 4095");
  REFUSED(16, o.struct_size = 0, "struct_size", "s2wav_tiling_options_init");
#undef REFUSED
  assert_refused(s2wav_tiling_create(NULL, 16, NULL), S2_ERR_ARGUMENT, "tiling is NULL", NULL);
}

static void questions_out_of_range_are_refused(void **state)
{
  (void)state;
  s2wav_band band = {.j = 77};
  s2_complex row[1] = {7};
  s2wav_tiling *t = make_tiling(16, NULL);
#define REFUSED(call, ...) assert_refused(call, S2_ERR_ARGUMENT, __VA_ARGS__, NULL)
  REFUSED(s2wav_tiling_band(t, 5, &band), "i = 5", "-1 .. 4");
  REFUSED(s2wav_tiling_band(t, -2, &band), "i = -2", "-1 .. 4");
  REFUSED(s2wav_tiling_band(NULL, 0, &band), "tiling is NULL");
  REFUSED(s2wav_tiling_band(t, 0, NULL), "band is NULL");
  REFUSED(s2wav_tiling_row(t, 16, row), "l = 16", "0 .. 15");
  REFUSED(s2wav_tiling_row(t, -1, row), "l = -1", "0 .. 15");
  REFUSED(s2wav_tiling_row(NULL, 0, row), "tiling is NULL");
  REFUSED(s2wav_tiling_row(t, 0, NULL), "row is NULL");
#undef REFUSED
  assert_null(s2wav_tiling_kappa(t, 5));
  assert_null(s2wav_tiling_kappa(t, -2));
  assert_true(band.j == 77 && row[0] == 7);
  s2wav_tiling_destroy(t);
  s2wav_tiling_destroy(NULL);
}

static void defaults_are_the_dyadic_axisymmetric_tiling(void **state)
{
  (void)state;
  s2wav_tiling *t = make_tiling(100, NULL);
  assert_int_equal(s2wav_tiling_L(t), 100);
  assert_int_equal(s2wav_tiling_N(t), 1);
  assert_int_equal(s2wav_tiling_spin(t), 0);
  assert_int_equal(s2wav_tiling_J_min(t), 0);
  assert_int_equal(s2wav_tiling_J_max(t), 7);
  assert_int_equal(s2wav_tiling_nscales(t), 8);
  s2wav_tiling_destroy(t);
}

/// Not even for N = L = 8192, whose psi would take 100 TB.
static void memory_is_that_of_the_separable_kernels(void **state)
{
  (void)state;
  s2wav_tiling_options o = defaults();
  o.N = 8192;
  s2wav_tiling *t = make_tiling(8192, &o);
  int64_t kappa = (s2wav_tiling_nscales(t) + 1) * 8192 * (int64_t)sizeof(double);
  assert_true(s2wav_tiling_bytes(t) >= kappa && s2wav_tiling_bytes(t) < kappa + 1024);
  s2wav_tiling_destroy(t);
}

static void older_callers_get_defaults_for_what_they_do_not_know(void **state)
{
  (void)state;
  s2wav_tiling_options o;
  size_t known = offsetof(s2wav_tiling_options, spin0);
  memset(&o, 0x55, sizeof o);
  s2wav_tiling_options_init_sized(&o, known);
  assert_int_equal(o.struct_size, known);
  assert_int_equal(o.spin0, 0x55555555);
  s2wav_tiling *t = make_tiling(16, &o); // the rest is not read
  assert_true(s2wav_tiling_kappa(t, 1)[2] == 1);
  s2wav_tiling_destroy(t);
}

static void failed_allocations_are_reported(void **state)
{
  (void)state;
  for (int rule = S2WAV_TRAPEZOID; rule <= S2WAV_EXACT; ++rule)
    for (int64_t n = 0;; ++n) {
      s2wav_tiling *t;
      s2wav_tiling_options o = defaults();
      o.quadrature = (s2wav_quadrature)rule;
      s2_priv_fail_after(n);
      s2_status status = s2wav_tiling_create(&t, 32, &o);
      s2_priv_fail_after(-1);
      if (status == S2_OK) {
        assert_true(n >= 4);
        s2wav_tiling_destroy(t);
        break;
      }
      assert_int_equal(status, S2_ERR_MEMORY);
      assert_null(t);
      assert_true(n < 100);
    }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bad_options_are_named_with_their_range),
      cmocka_unit_test(questions_out_of_range_are_refused),
      cmocka_unit_test(defaults_are_the_dyadic_axisymmetric_tiling),
      cmocka_unit_test(memory_is_that_of_the_separable_kernels),
      cmocka_unit_test(older_callers_get_defaults_for_what_they_do_not_know),
      cmocka_unit_test(failed_allocations_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
