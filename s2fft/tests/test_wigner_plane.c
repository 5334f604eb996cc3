// SPDX-License-Identifier: MIT
// Planes of Wigner functions: references, the group they represent, derivatives, high degrees.
#include "check.h"
#include "npz.h"

#include <math.h>
#include <s2fft/wigner.h>
#include <stdlib.h>
#include <string.h>

static double *new_plane(int l, int numbers)
{
  size_t columns = 2 * (size_t)l + 1;
  double *plane = malloc(columns * columns * (size_t)numbers * sizeof *plane);
  assert_non_null(plane);
  return plane;
}

static size_t at(int l, int m, int n)
{
  return (size_t)(l + m) * (2 * (size_t)l + 1) + (size_t)(l + n);
}

static double *values(int l, double theta)
{
  double *plane = new_plane(l, 1);
  assert_ok(s2fft_wigner_plane(l, cos(theta / 2), sin(theta / 2), plane));
  return plane;
}

static void planes_agree_with_s2fft(void **state)
{
  (void)state;
  npz *file = npz_open("rotate");
  const double *beta = npz_get(file, 4, "beta"),
               *high = npz_get(file, (size_t)4 * 47 * 47, "plane_23");
  const double *low = npz_get(file, (size_t)4 * 2300, "planes");
  for (int b = 0; b < 4; ++b)
    for (int l = 0; l <= 12; ++l) {
      int degree = l < 12 ? l : 23;
      size_t columns = 2 * (size_t)degree + 1, count = columns * columns;
      const double *wanted = l < 12 ? low : high + (size_t)b * count;
      double *plane = values(degree, beta[b]);
      assert_bound(difference(plane, wanted, count), 1e-14, "l %d beta %g", degree, beta[b]);
      if (l < 12) low += count;
      free(plane);
    }
  npz_close(file);
}

static void single_values_and_rows_are_those_of_the_plane(void **state)
{
  (void)state;
  int l = 70; // more than one thread
  double theta = 0.8, *plane = values(l, theta), row[141];
  for (int n = -l; n <= l; ++n) {
    assert_ok(s2fft_wigner_row(l, n, cos(theta / 2), sin(theta / 2), row));
    for (int m = -l; m <= l; ++m) {
      assert_bound(fabs(row[l + m] - plane[at(l, m, n)]), 1e-14, "m %d n %d", m, n);
      if ((m + n) % 7 != 0) continue;
      double d;
      assert_ok(s2fft_wigner_d(l, m, n, cos(theta / 2), sin(theta / 2), &d));
      assert_true(d == row[l + m]);
    }
  }
  free(plane);
}

static void known_values_have_their_signs(void **state)
{
  (void)state;
  double theta = 0.8, s = sin(theta), c = cos(theta), h = sqrt(0.5), *d = values(1, theta);
  const double wanted[9] = {(1 + c) / 2, h * s,       (1 - c) / 2, -h * s,     c,
                            h * s,       (1 - c) / 2, -h * s,      (1 + c) / 2};
  assert_bound(difference(d, wanted, 9), 2e-16, "d^1");
  free(d);
  double one;
  assert_ok(s2fft_wigner_plane(0, cos(0.4), sin(0.4), &one));
  assert_true(one == 1);
}

/// A complex plane.
static double *matrix(int l, const s2fft_euler *angles)
{
  double *D = new_plane(l, 2);
  assert_ok(s2fft_wigner_D(l, angles, (s2_complex *)D));
  return D;
}

/// max |A B - C|, complex planes; with `adjoint` B^H in place of B.
static double misfit(int l, const double *A, const double *B, int adjoint, const double *C)
{
  double worst = 0;
  for (int m = -l; m <= l; ++m)
    for (int n = -l; n <= l; ++n) {
      double re = C != NULL ? -C[2 * at(l, m, n)] : m == n ? -1 : 0;
      double im = C != NULL ? -C[2 * at(l, m, n) + 1] : 0;
      for (int k = -l; k <= l; ++k) {
        const double *a = A + 2 * at(l, m, k), *b = B + 2 * (adjoint ? at(l, n, k) : at(l, k, n));
        double b_im = adjoint ? -b[1] : b[1];
        re += a[0] * b[0] - a[1] * b_im;
        im += a[0] * b_im + a[1] * b[0];
      }
      worst = fmax(worst, hypot(re, im));
    }
  return worst;
}

static void matrices_represent_the_rotations(void **state)
{
  (void)state;
  static const s2fft_euler some[] = {{0.3, 1.1, 2.1}, {-2, 0.01, 5},     {1, -0.7, 0.2}, {0, 4, -1},
                                     {2.5, PI, -0.3}, {1.5, 1e-40, 0.2}, {7, 9.8, 3}};
  for (int l = 0; l <= 40; l += 8)
    for (size_t i = 0; i < COUNT(some); ++i) {
      size_t j = (i + 1) % COUNT(some);
      s2fft_euler product;
      assert_ok(s2fft_euler_compose(&some[i], &some[j], &product));
      double *A = matrix(l, &some[j]), *B = matrix(l, &some[i]), *AB = matrix(l, &product);
      assert_bound(misfit(l, A, A, 1, NULL), 1e-13, "unitary, l %d, rotation %zu", l, j);
      assert_bound(misfit(l, A, B, 0, AB), 2e-13, "product, l %d, rotations %zu, %zu", l, i, j);
      free(A);
      free(B);
      free(AB);
    }
}

static void matrices_are_phases_times_the_plane(void **state)
{
  (void)state;
  int l = 9;
  s2fft_euler angles = {0.3, 1.1, -2.1};
  double *D = matrix(l, &angles), *d = values(l, angles.beta);
  for (int m = -l; m <= l; ++m)
    for (int n = -l; n <= l; ++n) {
      double phase = -m * angles.alpha - n * angles.gamma, value = d[at(l, m, n)];
      const double wanted[] = {value * cos(phase), value * sin(phase)};
      assert_bound(difference(D + 2 * at(l, m, n), wanted, 2), 5e-15, "m %d n %d", m, n);
    }
  free(D);
  free(d);
}

static void derivatives_are_those_of_differences(void **state)
{
  (void)state;
  static const double theta[] = {0, 1e-3, 0.9, PI / 2, 2.8};
  const double h = 2e-3;
  for (int l = 0; l <= 11; ++l)
    for (size_t t = 0; t < COUNT(theta); ++t) {
      size_t count = (size_t)(2 * l + 1) * (size_t)(2 * l + 1);
      double *slope = new_plane(l, 1);
      assert_ok(s2fft_wigner_plane_derivative(l, cos(theta[t] / 2), sin(theta[t] / 2), slope));
      // Richardson's rule of three steps, error h^6 d^(7)/140; D serves negative angles too
      static const double weight[] = {0.75, -0.15, 1 / 60.0};
      for (int k = 1; k <= 3; ++k)
        for (int side = -1; side <= 1; side += 2) {
          s2fft_euler near = {0, theta[t] + side * k * h, 0};
          double *D = matrix(l, &near);
          for (size_t i = 0; i < count; ++i) slope[i] -= side * weight[k - 1] / h * D[2 * i];
          free(D);
        }
      assert_bound(largest(slope, count), 1e-11, "l %d theta %g", l, theta[t]);
      free(slope);
    }
}

/// d^l_mn at the angle of two doubles (not normalised), mpmath 1.3.0: explicit sum in 9000 digits.
typedef struct spot {
  int l, m, n;
  double cos_half, sin_half, value;
} spot;

static const spot spots[] = {
    {8192, 0, 0, 0.9887710779360422, 0.14943813247359922, 0.015754489984480219039},
    {8192, 2, -2, 0.9887710779360422, 0.14943813247359922, 0.015742011914752710014},
    {8192, 4000, 3000, 0.9887710779360422, 0.14943813247359922, -0.013460500613005103474},
    {8192, -1234, 777, 0.9887710779360422, 0.14943813247359922, 0.019514807186792119151},
    {8192, 8000, 7990, 0.9887710779360422, 0.14943813247359922, 0.0034867184138076746759},
    {4095, 17, -3, 0.9887710779360422, 0.14943813247359922, -0.021634920336127390869},
    {8192, 0, 0, 0.8253356149096783, 0.5646424733950354, -0.0089974670333234777809},
    {8192, 4000, 3000, 0.8253356149096783, 0.5646424733950354, -0.0098984876259748538318},
    {8192, 2950, 8000, 0.8253356149096783, 0.5646424733950354, 0.0091059714263266884776},
    {4095, 17, -3, 0.8253356149096783, 0.5646424733950354, 0.01193875875588488442},
    {8192, 2, -2, 0.7071067811865476, 0.7071067811865475, 0.0088151924324381190887},
    {8192, 100, -8100, 0.7071067811865476, 0.7071067811865475, -0.017695001931361720606},
    {8192, 2, -2, 0.12050276936736662, 0.9927129910375885, 0.013295696766323595978},
    {8192, -7980, 8000, 0.12050276936736662, 0.9927129910375885, 0.038401312205039815062},
    {8192, 1000, 1001, 0.99999999875, 4.999999997916667e-05, 0.37387179476846712895}};

static void high_degrees_agree_with_extended_precision(void **state)
{
  (void)state;
  for (size_t i = 0; i < COUNT(spots); ++i) {
    const spot *s = &spots[i];
    double d;
    assert_ok(s2fft_wigner_d(s->l, s->m, s->n, s->cos_half, s->sin_half, &d));
    assert_bound(fabs(d - s->value), 1e-13, "l %d m %d n %d", s->l, s->m, s->n);
  }
}

static void rows_of_degree_8192_are_orthonormal(void **state)
{
  (void)state;
  static const int orders[] = {0, 1, -1, 2, 4000, -4001, 8100, -8192};
  int l = 8192;
  size_t columns = 2 * (size_t)l + 1;
  double *rows = malloc(COUNT(orders) * columns * sizeof *rows);
  assert_non_null(rows);
  for (size_t i = 0; i < COUNT(orders); ++i)
    assert_ok(s2fft_wigner_row(l, orders[i], cos(0.6), sin(0.6), rows + i * columns));
  for (size_t i = 0; i < COUNT(orders); ++i)
    for (size_t j = 0; j <= i; ++j) {
      double sum = i == j ? -1 : 0;
      for (size_t k = 0; k < columns; ++k) sum += rows[i * columns + k] * rows[j * columns + k];
      assert_bound(fabs(sum), 2e-13, "orders %d, %d", orders[i], orders[j]);
    }
  free(rows);
}

static void bad_arguments_are_named(void **state)
{
  (void)state;
  double d = 7, plane[18];
  s2fft_euler angles = {0, 1, 0}, bad = {INFINITY, 0, 0};
  assert_refused(s2fft_wigner_d(2, 3, 0, 1, 0, &d), S2_ERR_ARGUMENT, "m = 3", "-2 .. 2", NULL);
  assert_refused(s2fft_wigner_d(2, 0, -3, 1, 0, &d), S2_ERR_ARGUMENT, "n = -3", NULL);
  assert_refused(s2fft_wigner_d(65536, 0, 0, 1, 0, &d), S2_ERR_ARGUMENT, "65536", "65535", NULL);
  assert_refused(s2fft_wigner_d(2, 0, 0, 1, 1, &d), S2_ERR_ARGUMENT, "squares", NULL);
  assert_refused(s2fft_wigner_d(2, 0, 0, 1, 0, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_true(d == 7);
  assert_refused(s2fft_wigner_plane(-1, 1, 0, plane), S2_ERR_ARGUMENT, "l = -1", NULL);
  assert_refused(s2fft_wigner_plane(1, 1, 1, plane), S2_ERR_ARGUMENT, "squares", NULL);
  assert_refused(s2fft_wigner_plane(1, 1, 0, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_wigner_plane_derivative(-1, 1, 0, plane), S2_ERR_ARGUMENT, "-1", NULL);
  assert_refused(s2fft_wigner_plane_derivative(1, 1, 0, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_wigner_D(1, &bad, (s2_complex *)plane), S2_ERR_ARGUMENT, "inf", NULL);
  assert_refused(s2fft_wigner_D(70000, &angles, (s2_complex *)plane), S2_ERR_ARGUMENT, "70000",
                 NULL);
  assert_refused(s2fft_wigner_D(1, &angles, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_wigner_D(1, NULL, (s2_complex *)plane), S2_ERR_ARGUMENT, "NULL", NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(planes_agree_with_s2fft),
      cmocka_unit_test(single_values_and_rows_are_those_of_the_plane),
      cmocka_unit_test(known_values_have_their_signs),
      cmocka_unit_test(matrices_represent_the_rotations),
      cmocka_unit_test(matrices_are_phases_times_the_plane),
      cmocka_unit_test(derivatives_are_those_of_differences),
      cmocka_unit_test(high_degrees_agree_with_extended_precision),
      cmocka_unit_test(rows_of_degree_8192_are_orthonormal),
      cmocka_unit_test(bad_arguments_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
