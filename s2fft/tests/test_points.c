// SPDX-License-Identifier: MIT
// Values at arbitrary points: against direct summation, and properties of the operator and of its
// adjoint.
#include "points_set.h"

#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double epsilons[] = {1e-3, 1e-6, 1e-9, 1e-12};
static const int spins[] = {0, 1, 2, -3};

/// One thread: most plans here are so small that others would only wait (test_points_plan.c has
/// them).
static s2fft_options with_spin(int spin)
{
  s2fft_options options = options_of(spin, -1, 0, S2FFT_LAYOUT_DEFAULT);
  options.nthreads = 1;
  return options;
}

/// Relative error of the values of a field at the points, with a plan made for this accuracy.
static double error_at(int L, int spin, double epsilon, const point_set *points,
                       const s2_complex *flm, const s2_complex *exact)
{
  s2fft_options options = with_spin(spin);
  s2fft_points_plan *plan = points_plan(L, points, epsilon, &options);
  s2_complex *values = zeros((size_t)points->n, sizeof *values);
  assert_ok(s2fft_points_inverse_complex(plan, flm, values, NULL));
  double error = distance(values, exact, (size_t)points->n);
  free(values);
  s2fft_points_plan_destroy(plan);
  return error;
}

/// Fields of all degrees, or of the highest alone, whose error is the largest.
static void check_accuracy(int L, int lmin, int npoints)
{
  point_set points = make_points(npoints, 1);
  s2_complex *exact = zeros((size_t)npoints, sizeof *exact);
  for (size_t s = 0; s < COUNT(spins); ++s) {
    if (abs(spins[s]) >= L) continue;
    s2_complex *flm = random_square(L, spins[s], lmin, 2);
    for (int i = 0; i < npoints; ++i)
      exact[i] = direct_value(L, spins[s], flm, points.theta[i], points.phi[i]);
    for (size_t e = 0; e < COUNT(epsilons); ++e)
      assert_bound(error_at(L, spins[s], epsilons[e], &points, flm, exact), epsilons[e],
                   "L %d lmin %d spin %d epsilon %g", L, lmin, spins[s], epsilons[e]);
    free(flm);
  }
  free(exact);
  free_points(&points);
}

static void errors_stay_below_epsilon(void **state)
{
  (void)state;
  static const int limits[] = {1, 2, 4, 7, 32, 33, 45};
  for (size_t i = 0; i < COUNT(limits); ++i) {
    check_accuracy(limits[i], 0, 60);
    check_accuracy(limits[i], limits[i] - 1, 60);
  }
}

static void plans_for_many_points_are_as_accurate(void **state)
{
  (void)state;
  // With many points a finer grid with a narrower window is the cheapest: other plans than above.
  check_accuracy(16, 15, 2000);
}

static void values_on_the_poles_turn_with_the_basis(void **state)
{
  (void)state;
  enum { L = 12, N = 8 };
  double theta[N], phi[N];
  for (int i = 0; i < N; ++i) {
    theta[i] = i < N / 2 ? 0 : PI;
    phi[i] = 0.7 * (i % (N / 2));
  }
  point_set points = {N, theta, phi};
  for (int spin = -2; spin <= 2; ++spin) {
    s2fft_options options = with_spin(spin);
    s2fft_points_plan *plan = points_plan(L, &points, 1e-12, &options);
    s2_complex *flm = random_square(L, spin, 0, 3), values[N];
    assert_ok(s2fft_points_inverse_complex(plan, flm, values, NULL));
    for (int i = 0; i < N; ++i) {
      int first = i < N / 2 ? 0 : N / 2, sense = i < N / 2 ? -1 : 1;
      double complex turned = values[first] * cexp(I * (sense * spin * phi[i]));
      assert_bound(cabs(values[i] - turned) / cabs(turned), 1e-11, "spin %d point %d", spin, i);
    }
    free(flm);
    s2fft_points_plan_destroy(plan);
  }
}

static void real_fields_and_pairs_are_complex_fields(void **state)
{
  (void)state;
  enum { L = 21, N = 50 };
  const s2fft_shape triangle = {S2FFT_LAYOUT_TRIANGLE, L, -1},
                    square = {S2FFT_LAYOUT_SQUARE, L, -1};
  point_set points = make_points(N, 4);
  s2_complex *flm = zeros((size_t)s2fft_layout_size(S2FFT_LAYOUT_SQUARE, L, -1), sizeof *flm);
  for (int spin = 0; spin <= 3; ++spin) {
    s2fft_options options = with_spin(spin);
    s2fft_points_plan *plan = points_plan(L, &points, 1e-6, &options);
    s2_complex *E = random_triangle(L, spin, 5), *B = random_triangle(L, spin, 6), wanted[N],
               got[N];
    double Q[N], U[N];
    assert_ok(s2fft_pair_to_complex(L, -1, spin, E, B, flm));
    assert_ok(s2fft_points_inverse_complex(plan, flm, wanted, NULL));
    assert_ok(s2fft_points_inverse_pair(plan, E, B, Q, U, NULL));
    for (int i = 0; i < N; ++i) got[i] = Q[i] + I * U[i];
    assert_bound(distance(got, wanted, N), 1e-14, "pair of spin %d", spin);
    if (spin == 0) {
      assert_ok(s2fft_layout_convert(&triangle, E, &square, flm));
      assert_ok(s2fft_points_inverse_complex(plan, flm, wanted, NULL));
      assert_ok(s2fft_points_inverse(plan, E, Q, NULL));
      for (int i = 0; i < N; ++i) got[i] = Q[i];
      assert_bound(distance(got, wanted, N), 1e-14, "real");
    }
    free(E);
    free(B);
    s2fft_points_plan_destroy(plan);
  }
  free(flm);
  free_points(&points);
}

static void adjoint_of_complex_fields(void **state)
{
  (void)state;
  enum { L = 30, N = 400 };
  static const int all[] = {0, 1, 2, -3, 6, -(L - 1)};
  point_set points = make_points(N, 7);
  size_t size = (size_t)s2fft_layout_size(S2FFT_LAYOUT_SQUARE, L, -1);
  for (size_t s = 0; s < COUNT(all); ++s)
    for (size_t e = 0; e < COUNT(epsilons); ++e) {
      s2fft_options options = with_spin(all[s]);
      s2fft_points_plan *plan = points_plan(L, &points, epsilons[e], &options);
      s2_complex *flm = random_square(L, all[s], 0, 8), *values = random_complex(N, 9);
      s2_complex *image = zeros(N, sizeof *image), *pulled = zeros(size, sizeof *pulled);
      assert_ok(s2fft_points_inverse_complex(plan, flm, image, NULL));
      assert_ok(s2fft_points_inverse_adjoint_complex(plan, values, pulled, NULL));
      double norm = sqrt(dot(image, image, N) * dot(values, values, N));
      assert_bound(fabs(dot(image, values, N) - dot(flm, pulled, size)) / norm, 1e-13,
                   "spin %d epsilon %g", all[s], epsilons[e]);
      free(flm);
      free(values);
      free(image);
      free(pulled);
      s2fft_points_plan_destroy(plan);
    }
  free_points(&points);
}

/// Inner product of real fields: m > 0 twice.
static double triangle_dot(int L, const s2_complex *a, const s2_complex *b)
{
  size_t size = (size_t)s2fft_layout_size(S2FFT_LAYOUT_TRIANGLE, L, -1);
  return 2 * dot(a, b, size) - dot(a, b, (size_t)L); // m = 0 comes first
}

static double real_dot(const double *a, const double *b, int n)
{
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

static void adjoint_of_real_fields_and_pairs(void **state)
{
  (void)state;
  enum { L = 27, N = 300, SIZE = L * (L + 1) / 2 };
  point_set points = make_points(N, 10);
  double x[2][N], y[2][N];
  s2_complex pulled[2][SIZE];
  uint64_t seed = 11;
  for (int i = 0; i < 2 * N; ++i) y[i / N][i % N] = uniform(&seed);
  for (int spin = 0; spin <= 2; ++spin) {
    s2fft_options options = with_spin(spin);
    s2fft_points_plan *plan = points_plan(L, &points, 1e-4, &options);
    s2_complex *E = random_triangle(L, spin, 12), *B = random_triangle(L, spin, 13);
    assert_ok(s2fft_points_inverse_pair(plan, E, B, x[0], x[1], NULL));
    assert_ok(s2fft_points_inverse_adjoint_pair(plan, y[0], y[1], pulled[0], pulled[1], NULL));
    double there = real_dot(x[0], y[0], N) + real_dot(x[1], y[1], N);
    double back = triangle_dot(L, E, pulled[0]) + triangle_dot(L, B, pulled[1]);
    double norm = real_dot(x[0], x[0], N) + real_dot(x[1], x[1], N);
    assert_bound(fabs(there - back) / norm, 1e-13, "pair of spin %d", spin);
    if (spin == 0) {
      assert_ok(s2fft_points_inverse(plan, E, x[0], NULL));
      assert_ok(s2fft_points_inverse_adjoint(plan, y[0], pulled[0], NULL));
      there = real_dot(x[0], y[0], N);
      back = triangle_dot(L, E, pulled[0]);
      assert_bound(fabs(there - back) / real_dot(x[0], x[0], N), 1e-13, "real");
    }
    free(E);
    free(B);
    s2fft_points_plan_destroy(plan);
  }
  free_points(&points);
}

static void adjoint_of_one_point_is_the_harmonics(void **state)
{
  (void)state;
  enum { L = 15, SIZE = L * (2 * L - 1) };
  double theta = 1.234, phi = -5.6;
  point_set points = {1, &theta, &phi};
  for (size_t s = 0; s < COUNT(spins); ++s) {
    s2fft_options options = with_spin(spins[s]);
    s2fft_points_plan *plan = points_plan(L, &points, 1e-12, &options);
    s2_complex one = 1, flm[SIZE], unit[SIZE] = {0};
    assert_ok(s2fft_points_inverse_adjoint_complex(plan, &one, flm, NULL));
    for (int l = 0; l < L; ++l)
      for (int m = -l; m <= l; ++m) {
        s2_complex *u = unit + l * (2 * L - 1) + L - 1 + m;
        *u = 1;
        double complex Y = direct_value(L, spins[s], unit, theta, phi);
        *u = 0;
        assert_bound(cabs(flm[u - unit] - conj(Y)), 2e-12, "spin %d l %d m %d", spins[s], l, m);
      }
    s2fft_points_plan_destroy(plan);
  }
}

static void it_is_linear(void **state)
{
  (void)state;
  enum { L = 20, N = 100 };
  point_set points = make_points(N, 14);
  s2fft_options options = with_spin(2);
  s2fft_points_plan *plan = points_plan(L, &points, 1e-3, &options);
  s2_complex *a = random_square(L, 2, 0, 15), *b = random_square(L, 2, 0, 16);
  s2_complex x[N], y[N], z[N], c = 0.3 - 1.7 * I;
  assert_ok(s2fft_points_inverse_complex(plan, a, x, NULL));
  assert_ok(s2fft_points_inverse_complex(plan, b, y, NULL));
  for (int k = 0; k < L * (2 * L - 1); ++k) a[k] += c * b[k];
  for (int i = 0; i < N; ++i) x[i] += c * y[i];
  assert_ok(s2fft_points_inverse_complex(plan, a, z, NULL));
  assert_bound(distance(z, x, N), 1e-14, "linear");
  free(a);
  free(b);
  s2fft_points_plan_destroy(plan);
  free_points(&points);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(errors_stay_below_epsilon),
      cmocka_unit_test(plans_for_many_points_are_as_accurate),
      cmocka_unit_test(values_on_the_poles_turn_with_the_basis),
      cmocka_unit_test(real_fields_and_pairs_are_complex_fields),
      cmocka_unit_test(adjoint_of_complex_fields),
      cmocka_unit_test(adjoint_of_real_fields_and_pairs),
      cmocka_unit_test(adjoint_of_one_point_is_the_harmonics),
      cmocka_unit_test(it_is_linear),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
