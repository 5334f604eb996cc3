// SPDX-License-Identifier: MIT
// Directional rows s_ln.
#include "support.h"

#include <complex.h>
#include <math.h>
#include <stdlib.h>

static void rows_of_few_orientations_are_the_known_ones(void **state)
{
  (void)state;
  const double h = sqrt(0.5), a = sqrt(0.125), b = sqrt(0.375);
  const struct {
    int N, l;
    double real[9], imaginary[9];
  } cases[] = {{1, 0, {0}, {0}},
               {1, 1, {1}, {0}},
               {1, 9, {1}, {0}},
               {2, 0, {0}, {0}},
               {2, 1, {0}, {h, 0, h}},
               {2, 7, {0}, {h, 0, h}},
               {3, 1, {0, 0, 1}, {0}},
               {3, 2, {0.5, 0, h, 0, 0.5}, {0}},
               {4, 1, {0}, {0, 0, h, 0, h}},
               {4, 2, {0}, {0, 0, h, 0, h}},
               {4, 3, {0}, {a, 0, b, 0, b, 0, a}},
               {5, 1, {0, 0, 0, 0, 1}, {0}},
               {5, 3, {0, 0, 0.5, 0, h, 0, 0.5}, {0}},
               {5, 4, {0.25, 0, 0.5, 0, b, 0, 0.5, 0, 0.25}, {0}}};
  for (size_t k = 0; k < COUNT(cases); ++k) {
    double row[18];
    s2wav_tiling_options o = tiling_of(2, 0, cases[k].N, 0);
    s2wav_tiling *t = make_tiling(10, &o);
    assert_ok(s2wav_tiling_row(t, cases[k].l, (s2_complex *)row));
    for (int n = 0; n < 2 * cases[k].N - 1; ++n) {
      assert_bound(fabs(row[2 * n] - cases[k].real[n]), 2e-16, "case %zu n %d", k, n);
      assert_bound(fabs(row[2 * n + 1] - cases[k].imaginary[n]), 2e-16, "case %zu n %d", k, n);
    }
    s2wav_tiling_destroy(t);
  }
}

/// ln |s_ln|^2 of the definition.
static double ln_square(int g, int n)
{
  double k = (g - n) / 2.0;
  return lgamma(g + 1) - lgamma(k + 1) - lgamma(g - k + 1) - g * log(2);
}

static void check_row(int N, int l, const s2_complex *row)
{
  double sum = 0;
  int g = (N + l) % 2 != 0 ? l : l - 1;
  g = g < N - 1 ? g : N - 1;
  for (int n = 1 - N; n < N; ++n) {
    s2_complex s = row[N - 1 + n], mirror = row[N - 1 - n];
    double square = creal(s) * creal(s) + cimag(s) * cimag(s);
    sum += square;
    assert_true(s == mirror && s == (n % 2 == 0 ? conj(mirror) : -conj(mirror)));
    assert_true(N % 2 == 0 ? creal(s) == 0 : cimag(s) == 0);
    if (abs(n) > g || (g - n) % 2 != 0) {
      assert_true(square == 0);
    } else if (square > 1e-280) { // lgamma's rounding grows with its value
      assert_bound(fabs(log(square) - ln_square(g, n)), 1e-14 * (10 + g), "N %d l %d n %d", N, l,
                   n);
    }
  }
  assert_bound(fabs(sum - 1), 2e-15, "N %d l %d", N, l);
}

static void rows_are_normalised_binomials_up_to_N_equal_to_L(void **state)
{
  (void)state;
  static const int orientations[] = {2, 5, 16, 63, 64, 65, 511, 1024, 3000};
  s2_complex *row = malloc(5999 * sizeof *row);
  for (size_t k = 0; k < COUNT(orientations); ++k) {
    int N = orientations[k];
    s2wav_tiling_options o = tiling_of(2, 0, N, 0);
    s2wav_tiling *t = make_tiling(3000, &o);
    for (int l = 1; l<3000; l += N> 100 ? 271 : 7) {
      assert_ok(s2wav_tiling_row(t, l, row));
      check_row(N, l, row);
    }
    s2wav_tiling_destroy(t);
  }
  free(row);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_of_few_orientations_are_the_known_ones),
      cmocka_unit_test(rows_are_normalised_binomials_up_to_N_equal_to_L),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
