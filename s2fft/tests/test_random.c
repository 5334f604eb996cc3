// SPDX-License-Identifier: MIT
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <complex.h>
#include <math.h>
#include <s2fft/layout.h>
#include <s2fft/spectra.h>
#include <stdlib.h>
#include <string.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

enum { L = 96, SIZE = L * (L + 1) / 2, NPAIRS = 6 };

// A positive definite matrix of spectra of 3 fields, order TT EE BB TE EB TB.
static void make_spectra(int limit, double *cl)
{
  for (int l = 0; l < limit; ++l) {
    static const double rows[NPAIRS] = {2.0, 1.0, 0.5, -0.9, 0.3, 0.2};
    for (int k = 0; k < NPAIRS; ++k) cl[k * limit + l] = rows[k] / (1.0 + l);
  }
}

static void draw(int limit, int mmax, uint64_t seed, uint64_t realisation, s2_complex *out)
{
  double *cl = malloc((size_t)(NPAIRS * limit) * sizeof *cl);
  int64_t size = s2fft_layout_size(S2FFT_LAYOUT_TRIANGLE, limit, mmax);
  s2_complex *const alm[] = {out, out + size, out + 2 * size};
  assert_non_null(cl);
  make_spectra(limit, cl);
  assert_int_equal(s2fft_random_alms(limit, mmax, 3, cl, seed, realisation, alm), S2_OK);
  free(cl);
}

static const double *at(const s2_complex *alm, int limit, int mmax, int field, int l, int m)
{
  int64_t size = s2fft_layout_size(S2FFT_LAYOUT_TRIANGLE, limit, mmax);
  return (const double *)(alm + field * size +
                          s2fft_layout_index(S2FFT_LAYOUT_TRIANGLE, limit, mmax, l, m));
}

static void same_seed_gives_the_same_bits(void **state)
{
  (void)state;
  static s2_complex a[3 * SIZE], b[3 * SIZE];
  draw(L, -1, 7, 1, a);
  draw(L, -1, 7, 1, b);
  assert_memory_equal(a, b, sizeof a);
}

static void another_seed_or_realisation_is_another_draw(void **state)
{
  (void)state;
  static s2_complex a[3 * SIZE], b[3 * SIZE], c[3 * SIZE];
  draw(L, -1, 7, 1, a);
  draw(L, -1, 8, 1, b);
  draw(L, -1, 7, 2, c);
  for (int k = 0; k < 3 * SIZE; ++k) assert_true(a[k] != b[k] && a[k] != c[k] && b[k] != c[k]);
}

static void low_degrees_do_not_depend_on_the_band_limit(void **state)
{
  (void)state;
  static s2_complex big[3 * SIZE], small[3 * SIZE];
  draw(L, -1, 7, 1, big);
  draw(40, 11, 7, 1, small);
  for (int field = 0; field < 3; ++field)
    for (int l = 0; l < 40; ++l)
      for (int m = 0; m <= l && m <= 11; ++m)
        assert_memory_equal(at(big, L, -1, field, l, m), at(small, 40, 11, field, l, m),
                            sizeof *big);
}

static void a_field_does_not_depend_on_those_behind_it(void **state)
{
  (void)state;
  static s2_complex three[3 * SIZE], one[SIZE];
  double cl[NPAIRS * L];
  make_spectra(L, cl);
  draw(L, -1, 7, 1, three);
  assert_int_equal(s2fft_random_alm(L, -1, cl, 7, 1, one), S2_OK);
  assert_memory_equal(three, one, sizeof one);
}

#ifdef _OPENMP
static void result_does_not_depend_on_the_number_of_threads(void **state)
{
  (void)state;
  static s2_complex a[3 * SIZE], b[3 * SIZE];
  int before = omp_get_max_threads();
  omp_set_num_threads(1);
  draw(L, -1, 7, 1, a);
  omp_set_num_threads(3);
  draw(L, -1, 7, 1, b);
  omp_set_num_threads(before);
  assert_memory_equal(a, b, sizeof a);
}
#endif

static void order_zero_is_real(void **state)
{
  (void)state;
  static s2_complex a[3 * SIZE];
  draw(L, -1, 7, 1, a);
  for (int l = 0; l < L; ++l)
    for (int field = 0; field < 3; ++field) {
      assert_true(at(a, L, -1, field, l, 0)[1] == 0.0);
      assert_true(l == 0 || at(a, L, -1, field, l, 1)[1] != 0.0);
    }
}

// Sample covariances over all modes, divided by the model: chi-square of known width. With N
// independent pairs, <x y> has variance (1 + r^2) / N for correlation r; bounds are 4 sigma.
static void covariances_are_those_asked_for(void **state)
{
  (void)state;
  static s2_complex a[3 * SIZE];
  double cl[NPAIRS * L], sum[3][3] = {{0}};
  int count = 0;
  make_spectra(L, cl);
  for (uint64_t realisation = 0; realisation < 8; ++realisation) {
    draw(L, -1, 2024, realisation, a);
    for (int m = 0; m < L; ++m)
      for (int l = m; l < L; ++l)
        for (int part = 0; part < (m > 0 ? 2 : 1); ++part, ++count)
          for (int i = 0; i < 9; ++i)
            sum[i / 3][i % 3] += (m > 0 ? 2.0 : 1.0) * (1.0 + l) * at(a, L, -1, i / 3, l, m)[part] *
                                 at(a, L, -1, i % 3, l, m)[part];
  }
  assert_int_equal(count, 8 * L * L);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) {
      double model = cl[s2fft_spectra_index(3, i, j) * L];
      double norm = sqrt(cl[i * L] * cl[j * L]), r = model / norm;
      assert_true(fabs(sum[i][j] / count - model) < 4.0 * norm * sqrt((1.0 + r * r) / count));
    }
}

// The two parts of a mode, and neighbouring modes, are independent; m = 0 and m > 0 have the
// variance of their own. Kolmogorov-Smirnov against the normal distribution, 4 sigma level.
static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void coefficients_are_normal_and_independent(void **state)
{
  (void)state;
  static s2_complex a[SIZE];
  static double x[L * L], cl[L];
  int n = 0;
  double product = 0.0, distance = 0.0;
  for (int l = 0; l < L; ++l) cl[l] = 4.0;
  assert_int_equal(s2fft_random_alm(L, -1, cl, 11, 0, a), S2_OK);
  for (int l = 0; l < L; ++l) x[n++] = at(a, L, -1, 0, l, 0)[0] / 2.0;
  for (int m = 1; m < L; ++m)
    for (int l = m; l < L; ++l)
      for (int part = 0; part < 2; ++part) x[n++] = at(a, L, -1, 0, l, m)[part] / sqrt(2.0);
  assert_int_equal(n, L * L);
  for (int k = 0; k + 1 < n; ++k) product += x[k] * x[k + 1];
  assert_true(fabs(product / n) < 4.0 / sqrt(n));
  qsort(x, (size_t)n, sizeof *x, ascending);
  for (int k = 0; k < n; ++k)
    distance = fmax(distance, fabs(0.5 * erfc(-x[k] / sqrt(2.0)) - (k + 0.5) / n));
  assert_true(distance < 2.0 / sqrt(n)); // P = 2 exp(-8) = 7e-4
}

static void singular_spectra_give_dependent_fields(void **state)
{
  (void)state;
  // fields a, b = -3 a, c = 0: a covariance of rank one
  static const double rows[NPAIRS] = {1.0, 9.0, 0.0, -3.0, 0.0, 0.0};
  double cl[NPAIRS * 8];
  s2_complex a[36], b[36], c[36];
  s2_complex *const alm[] = {a, b, c};
  for (int k = 0; k < NPAIRS * 8; ++k) cl[k] = rows[k / 8];
  assert_int_equal(s2fft_random_alms(8, -1, 3, cl, 1, 1, alm), S2_OK);
  for (int k = 0; k < 36; ++k) {
    assert_true(cabs(b[k] + 3.0 * a[k]) <= 4e-16 * cabs(b[k]));
    assert_true(c[k] == 0.0);
    assert_true(a[k] != 0.0);
  }
}

static void impossible_spectra_are_refused_naming_the_degree(void **state)
{
  (void)state;
  static const struct {
    int row;
    double value;
  } bad[] = {{0, -1e-3}, {1, NAN}, {3, 9.0}, {4, INFINITY}, {5, -9.0}};
  s2_complex a[36], b[36], c[36], before[36];
  s2_complex *const alm[] = {a, b, c};
  memset(before, 0x11, sizeof before);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; ++i) {
    double cl[NPAIRS * 8];
    memcpy(a, before, sizeof a);
    make_spectra(8, cl);
    cl[bad[i].row * 8 + 5] = bad[i].value;
    cl[bad[i].row * 8 + 6] = bad[i].value;
    assert_int_equal(s2fft_random_alms(8, -1, 3, cl, 1, 1, alm), S2_ERR_ARGUMENT);
    assert_non_null(strstr(s2_error_message(), "l = 5 "));
    assert_memory_equal(a, before, sizeof a);
  }
}

static void zero_variance_may_not_correlate(void **state)
{
  (void)state;
  const double cl[] = {0.0, 1.0, 0.5}; // C_aa = 0, C_bb = 1, C_ab = 0.5
  s2_complex a, b;
  s2_complex *const alm[] = {&a, &b};
  assert_int_equal(s2fft_random_alms(1, -1, 2, cl, 1, 1, alm), S2_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(same_seed_gives_the_same_bits),
      cmocka_unit_test(another_seed_or_realisation_is_another_draw),
      cmocka_unit_test(low_degrees_do_not_depend_on_the_band_limit),
      cmocka_unit_test(a_field_does_not_depend_on_those_behind_it),
#ifdef _OPENMP
      cmocka_unit_test(result_does_not_depend_on_the_number_of_threads),
#endif
      cmocka_unit_test(order_zero_is_real),
      cmocka_unit_test(covariances_are_those_asked_for),
      cmocka_unit_test(coefficients_are_normal_and_independent),
      cmocka_unit_test(singular_spectra_give_dependent_fields),
      cmocka_unit_test(impossible_spectra_are_refused_naming_the_degree),
      cmocka_unit_test(zero_variance_may_not_correlate),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
