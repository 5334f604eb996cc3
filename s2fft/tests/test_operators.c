// SPDX-License-Identifier: MIT
// Operators on coefficients: identities, adjoints, and finite differences of synthesised fields.
#include "points_set.h"

#include <complex.h>
#include <math.h>
#include <s2fft/operators.h>
#include <stdlib.h>
#include <string.h>

enum { L = 14, WIDTH = 2 * L - 1, SIZE = L * WIDTH };

typedef s2_status operator_fn(int L, int spin, const s2_complex *in, s2_complex *out);

static s2_complex *at(s2_complex *flm, int l, int m)
{
  return flm + s2fft_layout_index(S2FFT_LAYOUT_SQUARE, L, -1, l, m);
}

/// Coefficients of a spin in an array of this file.
static void fill(int spin, uint64_t seed, s2_complex *flm)
{
  s2_complex *random = random_square(L, spin, 0, seed);
  memcpy(flm, random, SIZE * sizeof *flm);
  free(random);
}

/// Largest |a - factor(l) b| over (l, m), in units of |factor| where that exceeds 1.
static double mismatch(s2_complex *a, s2_complex *b, double (*factor)(int l, int s), int s)
{
  double worst = 0;
  for (int l = 0; l < L; ++l)
    for (int m = -l; m <= l; ++m) {
      double f = factor(l, s);
      worst = fmax(worst, cabs(*at(a, l, m) - f * *at(b, l, m)) / fmax(1, fabs(f)));
    }
  return worst;
}

/// Derivative of sin^power f along theta, or of f along phi, by central differences of fourth
/// order: the error is about (L h)^4 / 30 of L |f|, and 1e-16 / h.
static double complex derivative(int spin, s2_complex *flm, double theta, double phi, int along_phi,
                                 int power)
{
  const double h = 1e-3;
  double complex sum = 0;
  for (int k = -2; k <= 2; ++k) {
    static const double weight[] = {1, -8, 0, 8, -1};
    double t = along_phi ? theta : theta + k * h, p = along_phi ? phi + k * h : phi;
    if (k != 0) sum += weight[k + 2] * pow(sin(t), power) * direct_value(L, spin, flm, t, p);
  }
  return sum / (12 * h);
}

/// eth (sign 1) or eth-bar (sign -1) by differences.
static double complex difference_operator(int spin, s2_complex *flm, double theta, double phi,
                                          int sign)
{
  double sine = sin(theta);
  double complex along_theta = derivative(spin, flm, theta, phi, 0, -sign * spin);
  double complex along_phi = derivative(spin, flm, theta, phi, 1, 0);
  return -pow(sine, sign * spin) * along_theta - sign * I / sine * along_phi;
}

static void eth_is_the_differential_operator(void **state)
{
  (void)state;
  s2_complex flm[SIZE], image[SIZE] = {0};
  static const double place[][2] = {{0.4, 1.0}, {1.3, -2.0}, {2.6, 0.3}};
  for (int spin = -3; spin <= 3; ++spin) {
    fill(spin, 5, flm);
    for (int sign = -1; sign <= 1; sign += 2) {
      operator_fn *apply_operator = sign > 0 ? s2fft_eth : s2fft_ethbar;
      assert_ok(apply_operator(L, spin, flm, image));
      for (size_t i = 0; i < COUNT(place); ++i) {
        double complex a = direct_value(L, spin + sign, image, place[i][0], place[i][1]);
        double complex b = difference_operator(spin, flm, place[i][0], place[i][1], sign);
        assert_bound(cabs(a - b) / cabs(a), 1e-7, "spin %d sign %d place %zu", spin, sign, i);
      }
    }
  }
}

static double ethbar_eth(int l, int s)
{
  return l < abs(s) ? 0 : -((double)l - s) * (l + s + 1);
}

static double eth_ethbar(int l, int s)
{
  return l < abs(s) ? 0 : -((double)l + s) * (l - s + 1);
}

static void products_of_eth_are_laplacians(void **state)
{
  (void)state;
  s2_complex flm[SIZE], once[SIZE], twice[SIZE];
  for (int spin = 1 - L; spin < L; ++spin) {
    fill(spin, 6, flm);
    if (spin < L - 1) {
      assert_ok(s2fft_eth(L, spin, flm, once));
      assert_ok(s2fft_ethbar(L, spin + 1, once, twice));
      assert_bound(mismatch(twice, flm, ethbar_eth, spin), 1e-15, "eth-bar eth, spin %d", spin);
    }
    if (spin > 1 - L) {
      assert_ok(s2fft_ethbar(L, spin, flm, once));
      assert_ok(s2fft_eth(L, spin - 1, once, twice));
      assert_bound(mismatch(twice, flm, eth_ethbar, spin), 1e-15, "eth eth-bar, spin %d", spin);
    }
  }
  const s2fft_shape square = {S2FFT_LAYOUT_SQUARE, L, -1};
  fill(0, 7, flm);
  assert_ok(s2fft_laplacian(&square, flm, once));
  assert_bound(mismatch(once, flm, ethbar_eth, 0), 1e-15, "Laplacian");
}

static void ends_of_the_ladder_are_zero(void **state)
{
  (void)state;
  s2_complex flm[SIZE], image[SIZE];
  fill(L - 1, 8, flm);
  assert_ok(s2fft_eth(L, L - 1, flm, image));
  fill(1 - L, 8, flm);
  for (int l = 0; l < L; ++l) assert_true(*at(image, l, l) == 0.0);
  assert_ok(s2fft_ethbar(L, 1 - L, flm, image));
  for (int l = 0; l < L; ++l) assert_true(*at(image, l, -l) == 0.0);
}

static void elements_outside_are_left_alone(void **state)
{
  (void)state;
  s2_complex flm[SIZE], image[SIZE];
  fill(1, 9, flm);
  for (int k = 0; k < SIZE; ++k) image[k] = 12.5;
  assert_ok(s2fft_eth(L, 1, flm, image));
  for (int l = 0; l < L; ++l)
    for (int m = 1 - L; m < L; ++m)
      if (abs(m) > l) assert_true(image[l * WIDTH + L - 1 + m] == 12.5);
}

/// <T x, y> = sign <x, A y> for x of one spin, y of the other.
static void check_adjoint(operator_fn *forth, int from, operator_fn *back, int to, int forth_spin,
                          int back_spin, double sign, const char *name)
{
  s2_complex x[SIZE], y[SIZE], image[SIZE] = {0}, pulled[SIZE] = {0};
  fill(from, 10, x);
  fill(to, 11, y);
  assert_ok(forth(L, forth_spin, x, image));
  assert_ok(back(L, back_spin, y, pulled));
  double norm = sqrt(dot(image, image, SIZE) * dot(y, y, SIZE));
  assert_bound(fabs(dot(image, y, SIZE) - sign * dot(x, pulled, SIZE)) / norm, 1e-15, "%s, spin %d",
               name, from);
}

static void adjoints_are_as_stated(void **state)
{
  (void)state;
  for (int s = -4; s <= 4; ++s) {
    double parity = s % 2 == 0 ? 1 : -1;
    check_adjoint(s2fft_eth, s, s2fft_ethbar, s + 1, s, s + 1, -1, "eth");
    check_adjoint(s2fft_ethbar, s, s2fft_eth, s - 1, s, s - 1, -1, "eth-bar");
    check_adjoint(s2fft_spin_raise, 0, s2fft_spin_lower, s, s, s, parity, "raise");
    check_adjoint(s2fft_spin_raise_inverse, s, s2fft_spin_lower_inverse, 0, s, s, parity,
                  "raise inverse");
  }
}

static void raising_is_eth_many_times(void **state)
{
  (void)state;
  s2_complex flm[SIZE], step[SIZE], once[SIZE], back[SIZE];
  fill(0, 12, flm);
  for (int s = -6; s <= 6; ++s) {
    int sign = s < 0 ? -1 : 1;
    memcpy(step, flm, sizeof step);
    for (int k = 0; k < abs(s); ++k)
      assert_ok((sign > 0 ? s2fft_eth : s2fft_ethbar)(L, sign * k, step, step)); // in place
    assert_ok(s2fft_spin_raise(L, s, flm, once));
    for (int l = 0; l < L; ++l)
      assert_bound(cabs(*at(once, l, 0) - *at(step, l, 0)), 1e-14 * cabs(*at(step, l, 0)),
                   "raise to %d, l = %d", s, l);
    assert_ok(s2fft_spin_lower(L, s, once, back));
    for (int k = abs(s); k > 0; --k)
      assert_ok((sign > 0 ? s2fft_ethbar : s2fft_eth)(L, sign * k, step, step));
    for (int l = 0; l < L; ++l)
      assert_bound(cabs(*at(back, l, 0) - *at(step, l, 0)), 1e-14 * cabs(*at(step, l, 0)),
                   "lower from %d, l = %d", s, l);
  }
}

static double one_from(int l, int s)
{
  return l < abs(s) ? 0 : 1;
}

static void inverses_give_back_all_but_the_lost_degrees(void **state)
{
  (void)state;
  s2_complex scalar[SIZE], spin_field[SIZE], there[SIZE], back[SIZE];
  for (int s = -5; s <= 5; ++s) {
    fill(0, 13, scalar);
    fill(s, 14, spin_field);
    assert_ok(s2fft_spin_raise(L, s, scalar, there));
    assert_ok(s2fft_spin_raise_inverse(L, s, there, back));
    assert_bound(mismatch(back, scalar, one_from, s), 1e-15, "raise, spin %d", s);
    assert_ok(s2fft_spin_lower(L, s, spin_field, there));
    assert_ok(s2fft_spin_lower_inverse(L, s, there, back));
    assert_bound(mismatch(back, spin_field, one_from, s), 1e-15, "lower, spin %d", s);
  }
  const s2fft_shape square = {S2FFT_LAYOUT_SQUARE, L, -1};
  assert_ok(s2fft_laplacian(&square, scalar, there));
  assert_ok(s2fft_laplacian_inverse(&square, there, back));
  assert_bound(mismatch(back, scalar, one_from, 1), 1e-15, "Laplacian");
  *at(scalar, 0, 0) = INFINITY; // the mean has no image
  assert_ok(s2fft_laplacian_inverse(&square, scalar, back));
  assert_true(*at(back, 0, 0) == 0.0);
}

static void laplacian_serves_every_layout(void **state)
{
  (void)state;
  enum { MMAX = 9 };
  const s2fft_shape triangle = {S2FFT_LAYOUT_TRIANGLE, L, MMAX};
  const s2fft_shape linear = {S2FFT_LAYOUT_LINEAR, L, -1};
  s2_complex a[SIZE], b[SIZE];
  for (int k = 0; k < SIZE; ++k) a[k] = k + 1;
  assert_ok(s2fft_laplacian(&triangle, a, b));
  for (int m = 0; m <= MMAX; ++m)
    for (int l = m; l < L; ++l) {
      int64_t k = s2fft_layout_index(S2FFT_LAYOUT_TRIANGLE, L, MMAX, l, m);
      assert_true(b[k] == -l * (l + 1.0) * a[k]);
    }
  assert_ok(s2fft_laplacian(&linear, a, b));
  for (int l = 0; l < L; ++l)
    for (int m = -l; m <= l; ++m)
      assert_true(b[l * l + l + m] == -l * (l + 1.0) * a[l * l + l + m]);
}

static void bad_arguments_are_named(void **state)
{
  (void)state;
  s2_complex a[SIZE] = {0};
  const s2fft_shape bad = {S2FFT_LAYOUT_DEFAULT, L, -1}, wide = {S2FFT_LAYOUT_SQUARE, L, L};
  static operator_fn *const all[] = {s2fft_eth,        s2fft_ethbar,
                                     s2fft_spin_raise, s2fft_spin_raise_inverse,
                                     s2fft_spin_lower, s2fft_spin_lower_inverse};
  for (size_t k = 0; k < COUNT(all); ++k) {
    assert_refused(all[k](0, 0, a, a), S2_ERR_ARGUMENT, "L = 0", "1 ..", NULL);
    assert_refused(all[k](L, L, a, a), S2_ERR_ARGUMENT, "spin = 14", "-13 .. 13", NULL);
    assert_refused(all[k](L, INT32_MIN, a, a), S2_ERR_ARGUMENT, "spin = -2147483648", NULL);
    assert_refused(all[k](L, INT32_MAX, a, a), S2_ERR_ARGUMENT, "spin = 2147483647", NULL);
    assert_refused(all[k](L, 0, NULL, a), S2_ERR_ARGUMENT, "NULL", NULL);
    assert_refused(all[k](L, 0, a, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  }
  assert_refused(s2fft_spin_raise(2000, 100, a, a), S2_ERR_ARGUMENT, "spin = 100", "1e308", NULL);
  assert_refused(s2fft_laplacian(&bad, a, a), S2_ERR_ARGUMENT, "layout = 0", NULL);
  assert_refused(s2fft_laplacian(&wide, a, a), S2_ERR_ARGUMENT, "mmax = 14", "13", NULL);
  assert_refused(s2fft_laplacian_inverse(NULL, a, a), S2_ERR_ARGUMENT, "NULL", NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(eth_is_the_differential_operator),
      cmocka_unit_test(products_of_eth_are_laplacians),
      cmocka_unit_test(ends_of_the_ladder_are_zero),
      cmocka_unit_test(elements_outside_are_left_alone),
      cmocka_unit_test(adjoints_are_as_stated),
      cmocka_unit_test(raising_is_eth_many_times),
      cmocka_unit_test(inverses_give_back_all_but_the_lost_degrees),
      cmocka_unit_test(laplacian_serves_every_layout),
      cmocka_unit_test(bad_arguments_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
