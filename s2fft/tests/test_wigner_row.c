// SPDX-License-Identifier: MIT
// Rows of Wigner d-functions against extended precision: the claim is an error below 1e-12 of the
// row's largest value for every order n, |n| <= l, at every colatitude.
#include "check.h"
#include "npz.h"

#include <math.h>
#include <s2fft/wigner.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef S2_TEST_GSL
#  include <gsl/gsl_sf_legendre.h>
#endif

static double *new_row(int l)
{
  double *row = malloc((2 * (size_t)l + 1) * sizeof *row);
  assert_non_null(row);
  return row;
}

static void wigner_at(int l, int n, long double theta, double *d)
{
  assert_ok(s2fft_wigner_row(l, n, (double)cosl(theta / 2), (double)sinl(theta / 2), d));
}

/// A number and its power of two, for start values that underflow even a long double.
typedef struct scaled {
  long double value;
  int exponent;
} scaled;

static void multiply(scaled *x, long double factor)
{
  int exponent;
  x->value = frexpl(x->value * factor, &exponent);
  x->exponent += exponent;
}

/// d^l_mn at the lowest degree l = max(|m|, |n|), where one binomial term is left.
static scaled lowest(int m, int n, long double theta)
{
  int sign = 1;
  if (abs(m) < abs(n)) { // d_mn = (-1)^(m-n) d_nm
    int swap = m;
    m = n;
    n = swap;
    sign = (m - n) % 2 == 0 ? 1 : -1;
  }
  if (m < 0) { // d_mn = (-1)^(m-n) d_{-m,-n}
    m = -m;
    n = -n;
    sign = (m - n) % 2 == 0 ? sign : -sign;
  }
  scaled x = {1.0L, 0}; // sqrt(binomial(2m, m-n)) cos^(m+n) (-sin)^(m-n)
  int few = n > 0 ? m - n : m + n;
  for (int k = 1; k <= few; ++k) multiply(&x, sqrtl((2.0L * m - few + k) / k));
  for (int k = 0; k < m + n; ++k) multiply(&x, cosl(theta / 2));
  for (int k = 0; k < m - n; ++k) multiply(&x, -sinl(theta / 2));
  x.value *= sign;
  return x;
}

/// d^l_mn(theta) by the three-term recursion in the degree (Kostelec & Rockmore 2008, eq. 4.12).
static double by_degree(int l, int m, int n, long double theta)
{
  scaled start = lowest(m, n, theta);
  long double before = 0.0L, now = start.value, x = cosl(theta), mm = m, nn = n;
  for (int k = abs(m) > abs(n) ? abs(m) : abs(n); k < l; ++k) {
    long double j = k, next;
    if (k == 0) {
      next = x * now;
    } else {
      next = (2 * j + 1) * (j * (j + 1) * x - mm * nn) * now -
             (j + 1) * sqrtl((j * j - mm * mm) * (j * j - nn * nn)) * before;
      next /= j * sqrtl(((j + 1) * (j + 1) - mm * mm) * ((j + 1) * (j + 1) - nn * nn));
    }
    before = now;
    now = next;
    if (fabsl(now) > 0x1p100L) {
      now *= 0x1p-100L;
      before *= 0x1p-100L;
      start.exponent += 100;
    }
  }
  return (double)ldexpl(now, start.exponent);
}

static void rows_agree_with_50_digits(void **state)
{
  (void)state;
  static const int spins[] = {0, 2, 5, 40};
  npz *file = npz_open("legendre_mp");
  for (size_t s = 0; s < COUNT(spins); ++s) {
    int spin = spins[s];
    char name[32];
    snprintf(name, sizeof name, "l_spin%d", spin);
    size_t count = npz_count(file, name);
    assert_true(count >= 60);
    const double *l = npz_get(file, count, "l_spin%d", spin);
    const double *m = npz_get(file, count, "m_spin%d", spin);
    const double *theta = npz_get(file, count, "theta_spin%d", spin);
    const double *lambda = npz_get(file, count, "lambda_spin%d", spin);
    for (size_t k = 0; k < count; ++k) {
      int degree = (int)l[k], order = (int)m[k];
      double *row = new_row(degree);
      long double half = (long double)theta[k] / 2;
      assert_ok(s2fft_harmonic_row(degree, spin, (double)cosl(half), (double)sinl(half), row));
      double scale = largest(row, 2 * (size_t)degree + 1);
      assert_bound(fabs(row[degree + order] - lambda[k]), 1e-12 * scale,
                   "spin %d l %d m %d theta %g", spin, degree, order, theta[k]);
      free(row);
    }
  }
  npz_close(file);
}

/// Orders worth a look: the ends, zero, a spread, and all around the join at n cos(theta).
static void compare_row(int l, int n, double theta)
{
  double *row = new_row(l);
  int middle = (int)lrint(n * cos(theta)), stride = l / 24 + 1;
  wigner_at(l, n, theta, row);
  double scale = largest(row, 2 * (size_t)l + 1);
  for (int m = -l; m <= l; ++m) {
    if ((m + l) % stride != 0 && abs(m - middle) > 4 && m != l) continue;
    assert_bound(fabs(row[l + m] - by_degree(l, m, n, theta)), 1e-12 * scale,
                 "l %d m %d n %d theta %.17g", l, m, n, theta);
  }
  free(row);
}

/// A few orders about n cos(theta), where a row of high n has all its large elements.
static void compare_around_middle(int l, int n, double theta)
{
  double *row = new_row(l);
  int middle = (int)lrint(n * cos(theta)), width = 1 + (int)(2.0 * sqrt(l) * sin(theta));
  wigner_at(l, n, theta, row);
  double scale = largest(row, 2 * (size_t)l + 1);
  for (int m = middle - width; m <= middle + width; m += 1 + width / 5)
    if (abs(m) <= l)
      assert_bound(fabs(row[l + m] - by_degree(l, m, n, theta)), 1e-12 * scale, "l %d m %d n %d", l,
                   m, n);
  free(row);
}

static void rows_agree_with_the_recursion_in_l(void **state)
{
  (void)state;
  static const int limits[] = {64, 512, 2048};
  static const double theta[] = {1e-6,   1e-3, 0.02, 0.7,       PI / 2 - 1e-7,
                                 PI / 2, 2.0,  3.1,  PI - 1e-3, PI - 1e-6};
  for (size_t i = 0; i < COUNT(limits); ++i) {
    int L = limits[i], l = L - 1;
    const int orders[] = {0, 1, -1, 2, 5, -5, 40, -40, L / 2, -L / 2, l - 1, l, -l};
    for (size_t k = 0; k < COUNT(orders); ++k)
      for (size_t t = 0; t < COUNT(theta); ++t) compare_row(l, orders[k], theta[t]);
  }
}

static void high_orders_of_high_degrees_are_right(void **state)
{
  (void)state;
  for (int below = 0; below < 4; ++below) {
    compare_around_middle(8191, 8191 - below, 1.2);
    compare_around_middle(8191, below - 8191, PI / 2);
    compare_around_middle(8191, 8191 - below, 1e-3);
  }
}

static void every_element_of_small_rows_is_right(void **state)
{
  (void)state;
  for (int l = 0; l <= 20; ++l)
    for (int n = -l; n <= l; ++n) {
      compare_row(l, n, 1e-8);
      compare_row(l, n, 1.1);
      compare_row(l, n, PI - 0.01);
    }
}

/// Closed form of the edge n = l: sqrt(binomial(2l, l-m)) cos^(l+m) sin^(l-m), here by logarithms.
static double edge(int l, int m, long double theta)
{
  long double log_binomial = lgammal(2.0L * l + 1) - lgammal(l - m + 1.0L) - lgammal(l + m + 1.0L);
  return (double)expl(log_binomial / 2 + (l + m) * logl(cosl(theta / 2)) +
                      (l - m) * logl(sinl(theta / 2)));
}

static void edges_have_their_closed_form(void **state)
{
  (void)state;
  static const int degrees[] = {1, 17, 300, 4096, 65535};
  static const double theta[] = {0.001, 1.0, 3.0};
  for (size_t i = 0; i < COUNT(degrees); ++i)
    for (size_t t = 0; t < COUNT(theta); ++t) {
      int l = degrees[i], middle = (int)lrint(l * cos(theta[t]));
      double *row = new_row(l), *mirror = new_row(l);
      wigner_at(l, l, theta[t], row);
      wigner_at(l, -l, theta[t], mirror);
      double scale = largest(row, 2 * (size_t)l + 1);
      for (int m = middle - 9; m <= middle + 9; m += 3) {
        if (abs(m) > l) continue;
        double sign = (l + m) % 2 == 0 ? 1.0 : -1.0; // d_{-m,-l} = (-1)^(m-l) d_ml
        assert_bound(fabs(row[l + m] - edge(l, m, theta[t])), 3e-12 * scale, "l %d m %d", l, m);
        assert_bound(fabs(sign * mirror[l - m] - edge(l, m, theta[t])), 3e-12 * scale,
                     "l %d m %d mirrored", l, m);
      }
      free(row);
      free(mirror);
    }
}

static void columns_obey_the_symmetries(void **state)
{
  (void)state;
  enum { l = 57 };
  double row[2 * l + 1], other[2 * l + 1], south[2 * l + 1];
  double theta = 0.4, c = cos(theta / 2), s = sin(theta / 2);
  for (int n = -l; n <= l; ++n) {
    assert_ok(s2fft_wigner_row(l, n, c, s, row));
    assert_ok(s2fft_wigner_row(l, -n, c, s, other));
    assert_ok(s2fft_wigner_row(l, -n, s, c, south)); // pi - theta
    for (int m = -l; m <= l; ++m) {
      double sign = (m - n) % 2 == 0 ? 1.0 : -1.0, south_sign = (l + m) % 2 == 0 ? 1.0 : -1.0;
      assert_bound(fabs(row[l + m] - sign * other[l - m]), 1e-14, "m %d n %d", m, n);
      assert_bound(fabs(south[l + m] - south_sign * row[l + m]), 1e-14, "m %d n %d", m, n);
    }
  }
}

static void rows_of_one_matrix_are_orthonormal(void **state)
{
  (void)state;
  enum { l = 40, size = 2 * l + 1 };
  static double d[size][size];
  static const double theta[] = {0.01, 1.3, PI / 2, 3.0};
  for (size_t t = 0; t < COUNT(theta); ++t) {
    for (int n = -l; n <= l; ++n) wigner_at(l, n, theta[t], d[l + n]);
    for (int a = 0; a < size; ++a)
      for (int b = 0; b <= a; ++b) {
        double sum = 0.0;
        for (int m = 0; m < size; ++m) sum += d[a][m] * d[b][m];
        assert_bound(fabs(sum - (a == b)), 2e-14, "theta %g rows %d %d", theta[t], a, b);
        assert_bound(fabs(d[a][b] - ((a - b) % 2 == 0 ? 1.0 : -1.0) * d[b][a]), 1e-14, "transpose");
      }
  }
}

static void poles_are_exact(void **state)
{
  (void)state;
  enum { l = 9 };
  double north[2 * l + 1], south[2 * l + 1];
  for (int n = -l; n <= l; ++n) {
    assert_ok(s2fft_wigner_row(l, n, 1.0, 0.0, north));
    assert_ok(s2fft_wigner_row(l, n, 0.0, 1.0, south));
    for (int m = -l; m <= l; ++m) {
      assert_true(north[l + m] == (m == n ? 1.0 : 0.0));
      assert_true(south[l + m] == (m == -n ? ((l + m) % 2 == 0 ? 1.0 : -1.0) : 0.0));
    }
  }
}

static void next_to_a_pole_small_elements_keep_their_digits(void **state)
{
  (void)state;
  double row[7];
  for (double half = 1e-5; half > 1e-300; half *= 1e-7) { // d^3_{m,1}, leading order in theta/2
    assert_ok(s2fft_wigner_row(3, 1, sqrt(1.0 - half * half), half, row));
    if (half < 1e-211) continue; // taken as the pole
    assert_bound(fabs(row[3 + 2] / (-sqrt(10.0) * half) - 1.0), 1e-9, "half-angle %g", half);
    assert_bound(fabs(row[3 + 0] / (sqrt(12.0) * half) - 1.0), 1e-9, "half-angle %g", half);
    assert_true(fabs(row[3 + 1] - 1.0) < 1e-8);
  }
}

static void spin_zero_agrees_with_legendre_functions_of_GSL(void **state)
{
  (void)state;
#ifdef S2_TEST_GSL
  static const int degrees[] = {1, 2, 30, 333, 1000};
  static const double theta[] = {0.3, 1.0, PI / 2, 2.7};
  for (size_t i = 0; i < COUNT(degrees); ++i)
    for (size_t t = 0; t < COUNT(theta); ++t) {
      int l = degrees[i];
      double *row = new_row(l);
      long double half = (long double)theta[t] / 2;
      assert_ok(s2fft_harmonic_row(l, 0, (double)cosl(half), (double)sinl(half), row));
      double scale = largest(row, 2 * (size_t)l + 1);
      int top = (int)(l * sin(theta[t])); // GSL underflows (and aborts) far beyond
      for (int m = 0; m <= top; m += top / 12 + 1)
        assert_bound(fabs(row[l + m] - gsl_sf_legendre_sphPlm(l, m, cos(theta[t]))), 1e-11 * scale,
                     "l %d m %d theta %g", l, m, theta[t]);
      free(row);
    }
#else
  double row[3]; // without GSL: Y_1m in closed form
  assert_ok(s2fft_harmonic_row(1, 0, cos(0.5), sin(0.5), row));
  assert_bound(fabs(row[2] + sqrt(3.0 / (8.0 * PI)) * sin(1.0)), 1e-15, "Y_11");
#endif
}

static void largest_degree_is_served(void **state)
{
  (void)state;
  int l = S2FFT_WIGNER_L_MAX;
  double *row = new_row(l);
  double norm = sqrt((2.0 * l + 1.0) / (4.0 * PI));
  double theta = 0.9, phase = (l + 0.5) * theta - PI / 4; // Darboux: P_l(cos theta)
  assert_ok(s2fft_harmonic_row(l, 0, cos(theta / 2), sin(theta / 2), row));
  double leading = sqrt(2.0 / (PI * l * sin(theta))) * cos(phase);
  assert_bound(fabs(row[l] / norm - leading), 1e-4 * sqrt(2.0 / (PI * l)), "P_65535");
  free(row);
}

static void bad_arguments_are_refused(void **state)
{
  (void)state;
  double row[5];
  assert_refused(s2fft_wigner_row(-1, 0, 1, 0, row), S2_ERR_ARGUMENT, "l = -1", "65535", NULL);
  assert_refused(s2fft_wigner_row(65536, 0, 1, 0, row), S2_ERR_ARGUMENT, "l = 65536", NULL);
  assert_refused(s2fft_wigner_row(2, 3, 1, 0, row), S2_ERR_ARGUMENT, "n = 3", "-2 .. 2", NULL);
  assert_refused(s2fft_wigner_row(2, -3, 1, 0, row), S2_ERR_ARGUMENT, "n = -3", NULL);
  assert_refused(s2fft_wigner_row(2, 0, 1, 0, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_wigner_row(2, 0, 0.5, 0.5, row), S2_ERR_ARGUMENT, "0.5", NULL);
  assert_refused(s2fft_wigner_row(2, 0, -1, 0, row), S2_ERR_ARGUMENT, "cos_half = -1", NULL);
  assert_refused(s2fft_wigner_row(2, 0, NAN, 0, row), S2_ERR_ARGUMENT, "nan", NULL);
  assert_refused(s2fft_harmonic_row(2, 3, 1, 0, row), S2_ERR_ARGUMENT, "spin = 3", NULL);
  assert_refused(s2fft_harmonic_row(2, INT32_MIN, 1, 0, row), S2_ERR_ARGUMENT, "spin", NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_agree_with_50_digits),
      cmocka_unit_test(rows_agree_with_the_recursion_in_l),
      cmocka_unit_test(high_orders_of_high_degrees_are_right),
      cmocka_unit_test(every_element_of_small_rows_is_right),
      cmocka_unit_test(edges_have_their_closed_form),
      cmocka_unit_test(columns_obey_the_symmetries),
      cmocka_unit_test(rows_of_one_matrix_are_orthonormal),
      cmocka_unit_test(poles_are_exact),
      cmocka_unit_test(next_to_a_pole_small_elements_keep_their_digits),
      cmocka_unit_test(spin_zero_agrees_with_legendre_functions_of_GSL),
      cmocka_unit_test(largest_degree_is_served),
      cmocka_unit_test(bad_arguments_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
