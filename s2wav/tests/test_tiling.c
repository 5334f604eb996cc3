// SPDX-License-Identifier: MIT
// What every tiling must satisfy: admissibility, supports, band-limits, factors of spin.
#include "support.h"

#include <math.h>
#include <stdlib.h>

/// 1 - kappa0^2 - sum kappa^2, largest over the degrees from `lmin` on.
static double admissibility(const s2wav_tiling *t, int lmin)
{
  double worst = 0;
  for (int l = lmin; l < s2wav_tiling_L(t); ++l) {
    double sum = 0;
    for (int i = S2WAV_SCALING; i < s2wav_tiling_nscales(t); ++i)
      sum += pow(s2wav_tiling_kappa(t, i)[l], 2);
    worst = fmax(worst, fabs(1 - sum));
  }
  return worst;
}

static void check_all_J_min(int L, s2wav_tiling_options *o)
{
  int J = 1;
  for (o->J_min = 0; o->J_min < J; ++o->J_min) {
    s2wav_tiling *t = make_tiling(L, o);
    J = s2wav_tiling_J_max(t);
    assert_int_equal(s2wav_tiling_nscales(t), J - o->J_min + 1);
    assert_bound(admissibility(t, 0), 1e-14, "kernel %d L %d lambda %g J_min %d", (int)o->kernel, L,
                 o->lambda, o->J_min);
    assert_bound(s2wav_tiling_error(t), 1e-14, "L %d lambda %g", L, o->lambda);
    assert_true(s2wav_tiling_kappa(t, S2WAV_SCALING)[0] == 1);
    s2wav_tiling_destroy(t);
  }
}

static void tilings_are_admissible(void **state)
{
  (void)state;
  static const int limits[] = {2, 3, 5, 8, 16, 17, 27, 33, 64, 100};
  static const double lambdas[] = {1.2, 1.5, 2, 3, 4.7};
  for (int kernel = S2WAV_SCALE_DISCRETISED; kernel <= S2WAV_COSINE; ++kernel)
    for (int rule = S2WAV_TRAPEZOID; rule <= S2WAV_EXACT; ++rule)
      for (size_t k = 0; k < COUNT(limits) * COUNT(lambdas); ++k) {
        s2wav_tiling_options o = tiling_of(lambdas[k % COUNT(lambdas)], 0, 1, 0);
        o.kernel = (s2wav_kernel)kernel;
        o.quadrature = (s2wav_quadrature)rule;
        check_all_J_min(limits[k / COUNT(lambdas)], &o);
      }
}

static void finest_scale_comes_from_multiplication(void **state)
{
  (void)state;
  static const struct {
    int L;
    double lambda;
    int J;
  } cases[] = {{27, 3, 3},    {28, 3, 4},    {729, 3, 6},   {729, 9, 3},   {125, 5, 3},
               {126, 5, 4},   {2, 2, 1},     {1024, 2, 10}, {1025, 2, 11}, {216, 6, 3},
               {1331, 11, 3}, {1000, 10, 3}, {12, 1.5, 7}};
  for (size_t i = 0; i < COUNT(cases); ++i) {
    s2wav_tiling_options o = tiling_of(cases[i].lambda, 0, 1, 0);
    s2wav_tiling *t = make_tiling(cases[i].L, &o);
    assert_int_equal(s2wav_tiling_J_max(t), cases[i].J);
    s2wav_tiling_destroy(t);
  }
}

static void kernels_live_between_neighbouring_peaks(void **state)
{
  (void)state;
  for (int kernel = S2WAV_SCALE_DISCRETISED; kernel <= S2WAV_COSINE; ++kernel) {
    if (kernel == S2WAV_SPLINE) continue;
    s2wav_tiling_options o = tiling_of(2, 1, 1, 0);
    o.kernel = (s2wav_kernel)kernel;
    s2wav_tiling *t = make_tiling(100, &o);
    for (int i = 0; i < s2wav_tiling_nscales(t); ++i) {
      s2wav_band band;
      int peak = 1 << (i + 1);
      const double *kappa = s2wav_tiling_kappa(t, i);
      assert_ok(s2wav_tiling_band(t, i, &band));
      for (int l = 0; l < 100; ++l) assert_true(kappa[l] >= 0 && kappa[l] <= 1);
      for (int l = 0; l < 100; ++l)
        if (2 * l <= peak || l >= 2 * peak) assert_true(kappa[l] == 0);
      if (peak >= 100) continue;
      assert_bound(fabs(kappa[peak] - 1), 1e-15, "kernel %d peak %d", kernel, peak);
      assert_int_equal(band.peak, peak);
    }
    s2wav_tiling_destroy(t);
  }
}

// ------------------------------------------------------------------ band-limits

typedef struct limits {
  int L, N;
} limits;

static void check_bands(const char *name, int L, const s2wav_tiling_options *o, int count,
                        const limits *expected)
{
  s2wav_tiling *t = make_tiling(L, o);
  assert_int_equal(s2wav_tiling_nscales(t), count - 1);
  for (int i = S2WAV_SCALING; i < count - 1; ++i) {
    s2wav_band band;
    assert_ok(s2wav_tiling_band(t, i, &band));
    const limits *e = &expected[i + 1];
    if (band.L != e->L || band.N != e->N || band.j != o->J_min + i)
      fail_msg("%s: scale %d has L = %d, N = %d, not %d, %d", name, i, band.L, band.N, e->L, e->N);
    const double *kappa = s2wav_tiling_kappa(t, i);
    for (int l = 0; l < L; ++l)
      if (l < band.lmin || l >= band.L) assert_true(kappa[l] == 0);
    assert_true(band.empty || kappa[band.lmin] != 0);
  }
  s2wav_tiling_destroy(t);
}

static void band_limits_follow_the_rules(void **state)
{
  (void)state;
  s2wav_tiling_options o = tiling_of(2, 0, 3, 0);
  check_bands("s2wav", 16, &o, 6, (limits[]){{1, 1}, {4, 3}, {4, 3}, {8, 3}, {16, 3}, {16, 3}});
  o.bandlimits = S2WAV_BANDLIMITS_S2LET; // at j = 0: N = min(N, L) = 2, and one more for the parity
  check_bands("s2let", 16, &o, 6, (limits[]){{1, 1}, {2, 3}, {4, 3}, {8, 3}, {16, 3}, {16, 3}});
  o.bandlimits = S2WAV_BANDLIMITS_TIGHT;
  check_bands("tight", 16, &o, 6, (limits[]){{1, 1}, {2, 3}, {4, 3}, {8, 3}, {16, 3}, {16, 3}});
  o = tiling_of(3, 0, 3, 0);
  check_bands("lambda 3", 8, &o, 4, (limits[]){{1, 1}, {8, 3}, {8, 3}, {8, 3}});
  o = tiling_of(2, 2, 5, 0);
  check_bands("L 128", 128, &o, 7,
              (limits[]){{4, 1}, {8, 5}, {16, 5}, {32, 5}, {64, 5}, {128, 5}, {128, 5}});
  o = tiling_of(2, 0, 6, 0);
  check_bands("even", 16, &o, 6, (limits[]){{1, 1}, {4, 4}, {4, 4}, {8, 6}, {16, 6}, {16, 6}});
  o = tiling_of(2, 1, 1, 0);
  o.kernel = S2WAV_SPLINE; // L lambda^{j+2-J}, all of it from J-2 on
  check_bands("spline", 64, &o, 7,
              (limits[]){{4, 1}, {8, 1}, {16, 1}, {32, 1}, {64, 1}, {64, 1}, {64, 1}});
}

static void finest_scales_without_degrees_are_flagged(void **state)
{
  (void)state;
  static const struct {
    int L;
    double lambda;
    int empty;
  } cases[] = {{17, 2, 1}, {16, 2, 0}, {18, 2, 0},  {1025, 2, 1},
               {28, 3, 1}, {82, 3, 1}, {100, 3, 0}, {12, 1.5, 1}};
  for (size_t k = 0; k < COUNT(cases); ++k) {
    s2wav_tiling_options o = tiling_of(cases[k].lambda, 0, 1, 0);
    s2wav_tiling *t = make_tiling(cases[k].L, &o);
    for (int i = 0; i < s2wav_tiling_nscales(t); ++i) {
      s2wav_band band;
      assert_ok(s2wav_tiling_band(t, i, &band));
      int finest = i == s2wav_tiling_nscales(t) - 1;
      if (finest && band.empty != cases[k].empty)
        fail_msg("L %d lambda %g: empty = %d", cases[k].L, cases[k].lambda, band.empty);
      if (band.empty) assert_int_equal(band.lmin, cases[k].L);
    }
    s2wav_tiling_destroy(t);
  }
}

// ------------------------------------------------------------------ spin

static void degrees_below_the_spins_are_zero(void **state)
{
  (void)state;
  for (int spin = -3; spin <= 3; ++spin)
    for (int spin0 = -2; spin0 <= 2; ++spin0) {
      s2wav_tiling_options o = tiling_of(2, 1, 1, spin);
      o.spin0 = spin0;
      s2wav_tiling *t = make_tiling(20, &o);
      int lmin = abs(spin) > abs(spin0) ? abs(spin) : abs(spin0);
      assert_int_equal(s2wav_tiling_spin(t), spin);
      for (int i = S2WAV_SCALING; i < s2wav_tiling_nscales(t); ++i)
        for (int l = 0; l < lmin; ++l) assert_true(s2wav_tiling_kappa(t, i)[l] == 0);
      if (spin0 == 0) assert_bound(admissibility(t, lmin), 1e-15, "spin %d", spin);
      s2wav_tiling_destroy(t);
    }
}

static void lowered_wavelets_have_the_factor_of_their_spin(void **state)
{
  (void)state;
  static const int spins[] = {-40, -3, -2, -1, 1, 2, 3, 40};
  s2wav_tiling *plain = make_tiling(64, NULL);
  for (size_t k = 0; k < COUNT(spins); ++k) {
    s2wav_tiling_options o = tiling_of(2, 0, 1, 0);
    int s = o.spin0 = spins[k];
    s2wav_tiling *t = make_tiling(64, &o);
    for (int i = S2WAV_SCALING; i < s2wav_tiling_nscales(t); ++i)
      for (int l = abs(s); l < 64; ++l) {
        double factor = exp(0.5 * (lgamma(l + s + 1) - lgamma(l - s + 1))) * (s % 2 == 0 ? 1 : -1);
        double expected = factor * s2wav_tiling_kappa(plain, i)[l];
        assert_bound(fabs(s2wav_tiling_kappa(t, i)[l] - expected), 2e-13 * fabs(expected),
                     "spin0 %d l %d", s, l);
      }
    assert_bound(s2wav_tiling_error(t), 1e-15, "error does not see the factor");
    s2wav_tiling_destroy(t);
  }
  s2wav_tiling_destroy(plain);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tilings_are_admissible),
      cmocka_unit_test(finest_scale_comes_from_multiplication),
      cmocka_unit_test(kernels_live_between_neighbouring_peaks),
      cmocka_unit_test(band_limits_follow_the_rules),
      cmocka_unit_test(finest_scales_without_degrees_are_flagged),
      cmocka_unit_test(degrees_below_the_spins_are_zero),
      cmocka_unit_test(lowered_wavelets_have_the_factor_of_their_spin),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
