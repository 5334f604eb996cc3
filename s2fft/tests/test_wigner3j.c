// SPDX-License-Identifier: MIT
// Families of 3j symbols against exact rational arithmetic, GSL, and their sum rules.
#include "check.h"
#include "npz.h"

#include <math.h>
#include <s2fft/wigner3j.h>
#include <stdlib.h>

#ifdef S2_TEST_GSL
#  include <gsl/gsl_sf_coupling.h>
#endif

/// A family in memory: value of any j.
typedef struct symbols {
  int jmin, jmax;
  double *w;
} symbols;

static symbols family(int l2, int l3, int m2, int m3)
{
  symbols s = {s2fft_wigner3j_jmin(l2, l3, m2, m3), l2 + l3, NULL};
  assert_true(s.jmin >= 0);
  s.w = malloc((size_t)(s.jmax - s.jmin + 1) * sizeof *s.w);
  assert_non_null(s.w);
  assert_ok(s2fft_wigner3j(l2, l3, m2, m3, s.w));
  return s;
}

static double value(const symbols *s, int j)
{
  return j < s->jmin || j > s->jmax ? 0.0 : s->w[j - s->jmin];
}

static double sign(int exponent)
{
  return exponent % 2 == 0 ? 1.0 : -1.0;
}

/// Up to l = 400 errors stay below 3e-15, and above that below 2e-13 of the family's largest value;
/// at the ends of a family what counts is the relative error.
static void families_agree_with_exact_values(void **state)
{
  (void)state;
  npz *file = npz_open("wigner3j_mp");
  size_t count = npz_count(file, "w");
  assert_true(count >= 400);
  const double *j = npz_get(file, count, "j"), *w = npz_get(file, count, "w");
  const double *l2 = npz_get(file, count, "l2"), *l3 = npz_get(file, count, "l3");
  const double *m2 = npz_get(file, count, "m2"), *m3 = npz_get(file, count, "m3");
  for (size_t i = 0; i < count; ++i) {
    symbols s = family((int)l2[i], (int)l3[i], (int)m2[i], (int)m3[i]);
    double scale = largest(s.w, (size_t)(s.jmax - s.jmin + 1));
    double error = fabs(value(&s, (int)j[i]) - w[i]);
    assert_bound(error, (s.jmax <= 800 ? 1e-14 : 1e-12) * scale, "(%g %g %g; %g %g) = %.17g", j[i],
                 l2[i], l3[i], m2[i], m3[i], w[i]);
    int end = (int)j[i] == s.jmin || (int)j[i] == s.jmax;
    if (end && fabs(w[i]) > 1e-290)
      assert_bound(error, 1e-11 * fabs(w[i]), "end (%g %g %g; %g %g)", j[i], l2[i], l3[i], m2[i],
                   m3[i]);
    free(s.w);
  }
  npz_close(file);
}

static void compare_with_GSL(int l2, int l3, int m2, int m3)
{
  symbols s = family(l2, l3, m2, m3);
  for (int j = s.jmin; j <= s.jmax; ++j) {
#ifdef S2_TEST_GSL
    double expected = gsl_sf_coupling_3j(2 * j, 2 * l2, 2 * l3, -2 * (m2 + m3), 2 * m2, 2 * m3);
    assert_bound(fabs(value(&s, j) - expected), 1e-13, "(%d %d %d; %d %d)", j, l2, l3, m2, m3);
#else
    if (l3 == 0) // without GSL: (l l 0; -m m 0)
      assert_bound(fabs(value(&s, j) - sign(l2 + m2) / sqrt(2.0 * l2 + 1.0)), 1e-15, "%d %d", l2,
                   m2);
#endif
  }
  free(s.w);
}

static void all_small_families_agree_with_GSL(void **state)
{
  (void)state;
  for (int l2 = 0; l2 <= 8; ++l2)
    for (int l3 = 0; l3 <= 8; ++l3)
      for (int m2 = -l2; m2 <= l2; ++m2)
        for (int m3 = -l3; m3 <= l3; ++m3) compare_with_GSL(l2, l3, m2, m3);
}

/// ( j l2 l3 ; m1 m2 m3 ) with columns exchanged, and with all orders reversed: (-1)^(j+l2+l3).
static void families_obey_the_symmetries(void **state)
{
  (void)state;
  static const int cases[][4] = {
      {5, 3, 1, -2}, {40, 90, 17, -60}, {300, 300, 2, -2}, {77, 1, 0, 1}};
  for (size_t i = 0; i < COUNT(cases); ++i) {
    int l2 = cases[i][0], l3 = cases[i][1], m2 = cases[i][2], m3 = cases[i][3];
    symbols s = family(l2, l3, m2, m3);
    symbols exchanged = family(l3, l2, m3, m2), reversed = family(l2, l3, -m2, -m3);
    for (int j = s.jmin; j <= s.jmax; ++j) {
      double expected = sign(j + l2 + l3) * value(&s, j);
      assert_bound(fabs(value(&exchanged, j) - expected), 1e-15, "case %zu j %d", i, j);
      assert_bound(fabs(value(&reversed, j) - expected), 1e-15, "case %zu j %d", i, j);
    }
    free(s.w);
    free(exchanged.w);
    free(reversed.w);
  }
}

/// sum_j (2j+1) w_j w'_j over families of the same m1: 0 unless they are the same.
static void families_of_high_degrees_are_orthogonal(void **state)
{
  (void)state;
  static const int m2[] = {2, 3, -2, 700, -1999, 2000};
  enum { l2 = 2000, l3 = 2300, m1 = 40 };
  symbols s[COUNT(m2)];
  for (size_t i = 0; i < COUNT(m2); ++i) s[i] = family(l2, l3, m2[i], -m1 - m2[i]);
  for (size_t a = 0; a < COUNT(m2); ++a)
    for (size_t b = 0; b <= a; ++b) {
      double sum = 0.0;
      for (int j = s[a].jmin; j <= s[a].jmax; ++j)
        sum += (2.0 * j + 1.0) * value(&s[a], j) * value(&s[b], j);
      assert_bound(fabs(sum - (a == b)), 1e-12, "m2 = %d, %d", m2[a], m2[b]);
    }
  for (size_t i = 0; i < COUNT(m2); ++i) free(s[i].w);
}

/// sum_m2 (2j+1) w_j^2 = 1 and the same for two j: 0. No family is normalised by this sum.
static void columns_of_high_degrees_are_orthogonal(void **state)
{
  (void)state;
  enum { l2 = 2100, l3 = 150, m1 = -3 };
  static const int j[] = {1950, 1951, 2093, 2100, 2249, 2250};
  double sum[COUNT(j)][COUNT(j)] = {{0}};
  for (int m3 = -l3; m3 <= l3; ++m3) {
    symbols s = family(l2, l3, -m1 - m3, m3);
    for (size_t a = 0; a < COUNT(j); ++a)
      for (size_t b = 0; b < COUNT(j); ++b)
        sum[a][b] +=
            sqrt(2.0 * j[a] + 1.0) * value(&s, j[a]) * sqrt(2.0 * j[b] + 1.0) * value(&s, j[b]);
    free(s.w);
  }
  for (size_t a = 0; a < COUNT(j); ++a)
    for (size_t b = 0; b < COUNT(j); ++b)
      assert_bound(fabs(sum[a][b] - (a == b)), 1e-12, "j = %d, %d", j[a], j[b]);
}

static void parity_makes_zeros_exact(void **state)
{
  (void)state;
  symbols s = family(1234, 777, 0, 0);
  for (int j = s.jmin; j <= s.jmax; ++j)
    assert_true((value(&s, j) == 0.0) == ((j + 1234 + 777) % 2 != 0));
  free(s.w);
}

static void bad_arguments_are_refused(void **state)
{
  (void)state;
  double w[16];
  assert_refused(s2fft_wigner3j(-1, 2, 0, 0, w), S2_ERR_ARGUMENT, "l2 = -1", "0 .. 65535", NULL);
  assert_refused(s2fft_wigner3j(2, 65536, 0, 0, w), S2_ERR_ARGUMENT, "l3 = 65536", NULL);
  assert_refused(s2fft_wigner3j(2, 2, 3, 0, w), S2_ERR_ARGUMENT, "m2 = 3", "-2 .. 2", NULL);
  assert_refused(s2fft_wigner3j(2, 1, 0, -2, w), S2_ERR_ARGUMENT, "m3 = -2", "-1 .. 1", NULL);
  assert_refused(s2fft_wigner3j(2, 2, 0, 0, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_int_equal(s2fft_wigner3j_jmin(2, 5, 1, 1), 3);
  assert_int_equal(s2fft_wigner3j_jmin(2, 2, -2, -2), 4);
  assert_int_equal(s2fft_wigner3j_jmin(2, 2, 3, 0), -1);
  assert_int_equal(s2fft_wigner3j_jmin(2, 2, 0, -3), -1);
  assert_int_equal(s2fft_wigner3j_jmin(-1, 2, 0, 0), -1);
  assert_int_equal(s2fft_wigner3j_jmin(2, 65536, 0, 0), -1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(families_agree_with_exact_values),
      cmocka_unit_test(all_small_families_agree_with_GSL),
      cmocka_unit_test(families_obey_the_symmetries),
      cmocka_unit_test(families_of_high_degrees_are_orthogonal),
      cmocka_unit_test(columns_of_high_degrees_are_orthogonal),
      cmocka_unit_test(parity_makes_zeros_exact),
      cmocka_unit_test(bad_arguments_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
