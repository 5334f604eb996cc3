// SPDX-License-Identifier: MIT
#include "points_set.h"

#include <complex.h>
#include <math.h>
#include <s2fft/wigner.h>
#include <stdlib.h>

void *zeros(size_t n, size_t size)
{
  void *memory = calloc(n + 1, size);
  assert_non_null(memory);
  return memory;
}

point_set make_points(int n, uint64_t seed)
{
  static const double special[][2] = {{0, 0},      {0, 1.3},     {PI, 0},      {PI, -2.5},
                                      {PI / 2, 0}, {PI / 2, PI}, {1, 2 * PI},  {1, -1e-17},
                                      {2, 1000},   {2, -1000},   {1e-12, 0.5}, {PI - 1e-9, 4}};
  point_set points = {n, zeros((size_t)n, sizeof(double)), zeros((size_t)n, sizeof(double))};
  for (int i = 0; i < n; ++i) {
    int given = i < (int)COUNT(special);
    points.theta[i] = given ? special[i][0] : acos(uniform(&seed));
    points.phi[i] = given ? special[i][1] : PI * (1 + uniform(&seed));
  }
  return points;
}

void free_points(point_set *points)
{
  free(points->theta);
  free(points->phi);
}

s2fft_points_plan *points_plan(int L, const point_set *points, double epsilon,
                               const s2fft_options *options)
{
  s2fft_points_plan *plan;
  assert_ok(
      s2fft_points_plan_create(&plan, L, points->n, points->theta, points->phi, epsilon, options));
  return plan;
}

s2_complex *random_complex(size_t n, uint64_t seed)
{
  s2_complex *x = zeros(n, sizeof *x);
  for (size_t i = 0; i < n; ++i) {
    double re = uniform(&seed), im = uniform(&seed);
    x[i] = re + I * im;
  }
  return x;
}

s2_complex *random_square(int L, int spin, int lmin, uint64_t seed)
{
  size_t size = (size_t)s2fft_layout_size(S2FFT_LAYOUT_SQUARE, L, -1);
  s2_complex *flm = random_complex(size, seed);
  for (int l = 0; l < L; ++l)
    for (int m = 1 - L; m < L; ++m)
      if (abs(m) > l || l < abs(spin) || l < lmin) flm[l * (2 * L - 1) + L - 1 + m] = 0;
  return flm;
}

s2_complex *random_triangle(int L, int spin, uint64_t seed)
{
  size_t size = (size_t)s2fft_layout_size(S2FFT_LAYOUT_TRIANGLE, L, -1);
  s2_complex *alm = random_complex(size, seed);
  for (int m = 0; m < L; ++m)
    for (int l = m; l < L; ++l) {
      s2_complex *a = alm + s2fft_layout_index(S2FFT_LAYOUT_TRIANGLE, L, -1, l, m);
      *a = l < spin ? 0 : m == 0 ? creal(*a) : *a;
    }
  return alm;
}

s2_complex direct_value(int L, int spin, const s2_complex *flm, double theta, double phi)
{
  s2_complex sum = 0;
  double *row = zeros(2 * (size_t)L - 1, sizeof *row), south = theta == PI ? 0 : cos(theta / 2);
  double complex turn = cexp(I * phi);
  for (int l = abs(spin); l < L; ++l) {
    assert_ok(s2fft_harmonic_row(l, spin, south, sin(theta / 2), row));
    double complex up = 1, down = 1; // e^{+-i m phi}
    const s2_complex *f = flm + (ptrdiff_t)l * (2 * L - 1) + L - 1;
    sum += f[0] * row[l];
    for (int m = 1; m <= l; ++m) {
      up *= turn;
      down *= conj(turn);
      sum += f[m] * row[l + m] * up + f[-m] * row[l - m] * down;
    }
  }
  free(row);
  return sum;
}

double dot(const s2_complex *a, const s2_complex *b, size_t n)
{
  long double sum = 0;
  for (size_t i = 0; i < n; ++i) sum += creal(conj(a[i]) * b[i]);
  return (double)sum;
}

double distance(const s2_complex *a, const s2_complex *b, size_t n)
{
  long double sum = 0;
  for (size_t i = 0; i < n; ++i) sum += creal((a[i] - b[i]) * conj(a[i] - b[i]));
  return (double)sqrtl(sum / dot(b, b, n));
}
