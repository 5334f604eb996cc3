// SPDX-License-Identifier: MIT
// Tables of low-pass functions: from peaks, hybrid, the user's own.
#include "support.h"

#include <math.h>
#include <s2wav/lowpass.h>
#include <string.h>

enum { L = 48, MAX = 64 };

/// A tiling from a table.
static s2wav_tiling *tiling_from(int npeaks, const double *table)
{
  s2wav_tiling_options o = tiling_of(2, 0, 1, 0);
  o.kernel = S2WAV_TABLE;
  o.lowpass = table;
  o.J_max = npeaks - 2;
  return make_tiling(L, &o);
}

static void one_block_is_the_tiling_of_its_dilation(void **state)
{
  (void)state;
  for (double lambda = 1.5; lambda < 4; lambda += 0.5)
    for (int kernel = S2WAV_SCALE_DISCRETISED; kernel <= S2WAV_COSINE; ++kernel) {
      double peaks[MAX], table[MAX * L];
      int npeaks;
      if (kernel == S2WAV_SPLINE) continue;
      assert_ok(s2wav_hybrid_peaks(L, 1, &lambda, NULL, MAX, peaks, &npeaks));
      assert_ok(
          s2wav_lowpass_from_peaks(L, (s2wav_kernel)kernel, S2WAV_TRAPEZOID, npeaks, peaks, table));
      s2wav_tiling_options o = tiling_of(lambda, 0, 1, 0);
      o.kernel = (s2wav_kernel)kernel;
      s2wav_tiling *family = make_tiling(L, &o), *own = tiling_from(npeaks, table);
      assert_int_equal(s2wav_tiling_J_max(own), s2wav_tiling_J_max(family));
      for (int i = S2WAV_SCALING; i < s2wav_tiling_nscales(own); ++i)
        for (int l = 0; l < L; ++l) { // squares: the root near a kernel's edge magnifies rounding
          double a = s2wav_tiling_kappa(own, i)[l], b = s2wav_tiling_kappa(family, i)[l];
          assert_bound(fabs(a * a - b * b), 2e-14, "lambda %g scale %d l %d", lambda, i, l);
        }
      s2wav_tiling_destroy(family);
      s2wav_tiling_destroy(own);
    }
}

static void hybrid_tilings_change_their_dilation_and_stay_admissible(void **state)
{
  (void)state;
  static const double lambda[] = {2, 1.5, 3}, transition[] = {8, 25};
  static const double expected[] = {0.5, 1, 2, 4, 8, 12, 18, 27, 81};
  double peaks[MAX], table[MAX * L];
  int npeaks, count;
  assert_ok(s2wav_hybrid_peaks(L, 3, lambda, transition, 0, NULL, &count));
  assert_ok(s2wav_hybrid_peaks(L, 3, lambda, transition, MAX, peaks, &npeaks));
  assert_int_equal(npeaks, COUNT(expected));
  assert_int_equal(count, npeaks);
  assert_bound(difference(peaks, expected, COUNT(expected)), 1e-14, "peaks");
  assert_ok(
      s2wav_lowpass_from_peaks(L, S2WAV_SCALE_DISCRETISED, S2WAV_EXACT, npeaks, peaks, table));
  s2wav_tiling *t = tiling_from(npeaks, table);
  assert_bound(s2wav_tiling_error(t), 1e-15, "admissibility");
  for (int i = 0; i < s2wav_tiling_nscales(t); ++i) {
    s2wav_band band;
    assert_ok(s2wav_tiling_band(t, i, &band));
    if (expected[i + 1] < L) assert_int_equal(band.peak, (int)expected[i + 1]);
    assert_true(band.lmin > expected[i] && band.L <= fmin(L, expected[i < 7 ? i + 2 : 8]) + 1);
  }
  s2wav_tiling_destroy(t);
}

static void cosine_bands_may_have_any_peaks(void **state)
{
  (void)state;
  static const double peaks[] = {0, 7, 11.5, 40};
  double table[COUNT(peaks) * L];
  assert_ok(s2wav_lowpass_from_peaks(L, S2WAV_COSINE, S2WAV_TRAPEZOID, 4, peaks, table));
  s2wav_tiling *t = tiling_from(4, table);
  assert_int_equal(s2wav_tiling_nscales(t), 3);
  for (int l = 0; l < L; ++l) {
    double first = l < 7 ? cos(PI / 2 * l / 7) : 0;
    double finest = l <= 11 ? 0 : l < 40 ? cos(PI / 2 * (40 - l) / 28.5) : 1;
    assert_bound(fabs(s2wav_tiling_kappa(t, S2WAV_SCALING)[l] - first), 1e-15, "scaling, l %d", l);
    assert_bound(fabs(s2wav_tiling_kappa(t, 2)[l] - finest), 1e-15, "finest, l %d", l);
  }
  s2wav_tiling_destroy(t);
}

// ------------------------------------------------------------------ the user's own

/// Four rows of a table over 4 degrees, one of which the test spoils.
static s2_status try_table(int j, int l, double value, int J_min)
{
  double table[4][4] = {{1, 0.5, 0, 0}, {1, 1, 0.5, 0}, {1, 1, 1, 0.5}, {1, 1, 1, 1}};
  table[j][l] = value;
  s2wav_tiling_options o = tiling_of(2, J_min, 1, 0);
  o.kernel = S2WAV_TABLE;
  o.lowpass = table[0];
  o.J_max = 2;
  s2wav_tiling *t;
  s2_status status = s2wav_tiling_create(&t, 4, &o);
  assert_true((status == S2_OK) == (t != NULL));
  s2wav_tiling_destroy(t);
  return status;
}

static void tables_that_are_no_tilings_are_refused(void **state)
{
  (void)state;
  assert_ok(try_table(1, 2, 0.25, 0));
  assert_ok(try_table(3, 3, 1 - 1e-14, 0));
  assert_ok(try_table(0, 0, 0.5, 1)); // below J_min nothing is read but the order
  assert_refused(try_table(0, 1, -0.25, 0), S2_ERR_ARGUMENT, "K_0(1) = -0.25", "0 .. 1", NULL);
  assert_refused(try_table(1, 2, 1.5, 0), S2_ERR_ARGUMENT, "K_1(2) = 1.5", NULL);
  assert_refused(try_table(1, 2, NAN, 0), S2_ERR_ARGUMENT, "K_1(2)", "nan", NULL);
  assert_refused(try_table(1, 1, 0.25, 0), S2_ERR_ARGUMENT, "K_1(1) = 0.25", "K_0(1) = 0.5",
                 "error is 0.25", "j = 0, l = 1", NULL);
  assert_refused(try_table(3, 3, 0.875, 0), S2_ERR_ARGUMENT, "K_3(3) = 0.875", "error is 0.125",
                 "j = 2, l = 3", NULL);
  assert_refused(try_table(0, 0, 0.5, 0), S2_ERR_ARGUMENT, "K_0(0) = 0.5", "error is 0.5", NULL);
}

static void bad_peaks_are_named(void **state)
{
  (void)state;
  double peaks[] = {1, 2, 4}, table[3 * L];
#define REFUSED(L_, kernel, rule, n, ...)                                                          \
  assert_refused(s2wav_lowpass_from_peaks(L_, kernel, rule, n, peaks, table), S2_ERR_ARGUMENT,     \
                 __VA_ARGS__, NULL)
  REFUSED(0, S2WAV_COSINE, S2WAV_EXACT, 3, "L = 0");
  REFUSED(L, S2WAV_SPLINE, S2WAV_EXACT, 3, "kernel = 2");
  REFUSED(L, S2WAV_TABLE, S2WAV_EXACT, 3, "kernel = 4");
  REFUSED(L, S2WAV_COSINE, (s2wav_quadrature)7, 3, "rule = 7");
  REFUSED(L, S2WAV_COSINE, S2WAV_EXACT, 1, "npeaks = 1", "2 .. 4097");
  peaks[2] = 2;
  REFUSED(L, S2WAV_COSINE, S2WAV_EXACT, 3, "peaks[2] = 2", "peaks[1] = 2");
  peaks[2] = INFINITY;
  REFUSED(L, S2WAV_COSINE, S2WAV_EXACT, 3, "peaks[2] = inf");
  peaks[2] = 4;
  peaks[0] = 0;
  REFUSED(L, S2WAV_NEEDLET, S2WAV_EXACT, 3, "peaks[0] = 0");
  peaks[0] = -1;
  REFUSED(L, S2WAV_COSINE, S2WAV_EXACT, 3, "peaks[0] = -1");
#undef REFUSED
  assert_refused(s2wav_lowpass_from_peaks(L, S2WAV_COSINE, S2WAV_EXACT, 3, NULL, table),
                 S2_ERR_ARGUMENT, "peaks is NULL", NULL);
  peaks[0] = 1;
  assert_refused(s2wav_lowpass_from_peaks(L, S2WAV_COSINE, S2WAV_EXACT, 3, peaks, NULL),
                 S2_ERR_ARGUMENT, "lowpass is NULL", NULL);
}

static void bad_blocks_are_named(void **state)
{
  (void)state;
  double lambda[] = {2, 3}, transition[] = {8}, peaks[MAX];
  int npeaks = 0;
#define REFUSED(L_, n, room, ...)                                                                  \
  assert_refused(s2wav_hybrid_peaks(L_, n, lambda, transition, room, peaks, &npeaks),              \
                 S2_ERR_ARGUMENT, __VA_ARGS__, NULL)
  REFUSED(0, 2, MAX, "L = 0");
  REFUSED(L, 0, MAX, "nblocks = 0");
  REFUSED(L, 2, 3, "max_peaks = 3", "7 peaks");
  assert_int_equal(npeaks, 7); // 1/2 1 2 4 8 24 72
  transition[0] = 0;
  REFUSED(L, 2, MAX, "transition[0] = 0");
  transition[0] = NAN;
  REFUSED(L, 2, MAX, "transition[0] = nan");
  transition[0] = 8;
  lambda[1] = 1;
  REFUSED(L, 2, MAX, "lambda[1] = 1");
  lambda[1] = 1.0001;
  REFUSED(L, 2, MAX, "4096");
#undef REFUSED
  assert_refused(s2wav_hybrid_peaks(L, 2, lambda, NULL, MAX, peaks, &npeaks), S2_ERR_ARGUMENT,
                 "transition is NULL", NULL);
  assert_refused(s2wav_hybrid_peaks(L, 1, lambda, NULL, MAX, peaks, NULL), S2_ERR_ARGUMENT,
                 "npeaks is NULL", NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_block_is_the_tiling_of_its_dilation),
      cmocka_unit_test(hybrid_tilings_change_their_dilation_and_stay_admissible),
      cmocka_unit_test(cosine_bands_may_have_any_peaks),
      cmocka_unit_test(tables_that_are_no_tilings_are_refused),
      cmocka_unit_test(bad_peaks_are_named),
      cmocka_unit_test(bad_blocks_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
