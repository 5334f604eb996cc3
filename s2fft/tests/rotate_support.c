// SPDX-License-Identifier: MIT
#include "rotate_support.h"

#include <math.h>
#include <s2fft/wigner.h>
#include <stdlib.h>
#include <string.h>

const s2fft_euler rotations[] = {{0.3, 1.1, 2.1},  {-2.5, 0.01, 5.0},      {1.0, -0.7, 0.2},
                                 {0.0, 4.0, -1.0}, {2.5, PI, -0.3},        {1.5, 1e-40, 0.2},
                                 {7.0, 9.8, 3.0},  {0.4, PI - 1e-5, 1e3},  {0.1, PI / 2, 0.0},
                                 {0.0, 1e-9, 0.0}, {1.0, -3 * PI - 0.1, 1}};
const size_t rotations_count = COUNT(rotations);

coefficients new_coefficients(s2fft_layout layout, int L)
{
  coefficients a = {.L = L, .layout = layout, .size = (size_t)s2fft_layout_size(layout, L, -1)};
  a.f = malloc(2 * a.size * sizeof *a.f);
  assert_non_null(a.f);
  for (size_t k = 0; k < 2 * a.size; ++k) a.f[k] = layout == S2FFT_LAYOUT_SQUARE ? 99 : 0;
  for (int l = 0; l < L; ++l)
    for (int m = layout == S2FFT_LAYOUT_SQUARE ? -l : 0; m <= l; ++m)
      memset(coefficient_at(&a, l, m), 0, 2 * sizeof *a.f);
  return a;
}

coefficients random_coefficients(s2fft_layout layout, int L, int lmin, uint64_t seed)
{
  coefficients a = new_coefficients(layout, L);
  for (int l = lmin; l < L; ++l)
    for (int m = layout == S2FFT_LAYOUT_SQUARE ? -l : 0; m <= l; ++m) {
      double *f = coefficient_at(&a, l, m);
      f[0] = uniform(&seed);
      f[1] = m == 0 && layout == S2FFT_LAYOUT_TRIANGLE ? 0 : uniform(&seed);
    }
  return a;
}

coefficients rotated(const coefficients *a, const s2fft_euler *angles)
{
  coefficients b = new_coefficients(a->layout, a->L);
  const s2_complex *in = (const s2_complex *)a->f;
  s2_complex *out = (s2_complex *)b.f;
  if (a->layout == S2FFT_LAYOUT_TRIANGLE)
    assert_ok(s2fft_rotate(a->L, angles, in, out, NULL));
  else
    assert_ok(s2fft_rotate_complex(a->L, angles, in, out, NULL));
  return b;
}

coefficients as_complex(const coefficients *real)
{
  coefficients square = new_coefficients(S2FFT_LAYOUT_SQUARE, real->L);
  const s2fft_shape from = {real->layout, real->L, -1}, to = {square.layout, real->L, -1};
  assert_ok(s2fft_layout_convert(&from, (s2_complex *)real->f, &to, (s2_complex *)square.f));
  return square;
}

double *coefficient_at(const coefficients *a, int l, int m)
{
  return a->f + 2 * s2fft_layout_index(a->layout, a->L, -1, l, m);
}

double inner_product(const coefficients *a, const coefficients *b)
{
  int real = a->layout == S2FFT_LAYOUT_TRIANGLE;
  double sum = 0;
  for (int l = 0; l < a->L; ++l)
    for (int m = real ? 0 : -l; m <= l; ++m) {
      const double *x = coefficient_at(a, l, m), *y = coefficient_at(b, l, m);
      sum += (real && m > 0 ? 2 : 1) * (x[0] * y[0] + x[1] * y[1]);
    }
  return sum;
}

double coefficients_apart(const coefficients *a, const coefficients *b)
{
  double worst = 0;
  for (int l = 0; l < a->L; ++l)
    for (int m = a->layout == S2FFT_LAYOUT_TRIANGLE ? 0 : -l; m <= l; ++m) {
      double d = difference(coefficient_at(a, l, m), coefficient_at(b, l, m), 2);
      if (!(d <= worst)) worst = d;
    }
  return worst;
}

void field_at(const coefficients *a, int spin, double theta, double phi, double value[2])
{
  int real = a->layout == S2FFT_LAYOUT_TRIANGLE;
  double *lambda = malloc((2 * (size_t)a->L - 1) * sizeof *lambda);
  assert_non_null(lambda);
  value[0] = value[1] = 0;
  for (int l = abs(spin); l < a->L; ++l) {
    assert_ok(s2fft_harmonic_row(l, spin, cos(theta / 2), sin(theta / 2), lambda));
    for (int m = real ? 0 : -l; m <= l; ++m) {
      const double *f = coefficient_at(a, l, m);
      double y = (real && m > 0 ? 2 : 1) * lambda[l + m], c = cos(m * phi), s = sin(m * phi);
      value[0] += y * (f[0] * c - f[1] * s);
      if (!real) value[1] += y * (f[0] * s + f[1] * c);
    }
  }
  free(lambda);
}
