// SPDX-License-Identifier: MIT
// Plans for points: options, threads, memory.
#include "points_set.h"

#include <complex.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>
#include <string.h>

static s2_complex *values_of(int L, const point_set *points, const s2fft_options *options,
                             const s2_complex *flm)
{
  s2fft_points_plan *plan = points_plan(L, points, 1e-10, options);
  s2_complex *values = zeros((size_t)points->n, sizeof *values);
  assert_ok(s2fft_points_inverse_complex(plan, flm, values, NULL));
  s2fft_points_plan_destroy(plan);
  return values;
}

static s2_complex *coefficients_of(int L, const point_set *points, const s2fft_options *options,
                                   const s2_complex *values)
{
  s2fft_points_plan *plan = points_plan(L, points, 1e-10, options);
  s2_complex *flm = zeros((size_t)s2fft_points_alm_size(plan, S2FFT_COMPLEX), sizeof *flm);
  assert_ok(s2fft_points_inverse_adjoint_complex(plan, values, flm, NULL));
  s2fft_points_plan_destroy(plan);
  return flm;
}

static void check_threads(int L, int npoints)
{
  point_set points = make_points(npoints, 1);
  s2_complex *flm = random_square(L, -2, 0, 2), *values = random_complex((size_t)npoints, 3);
  s2_complex *there = NULL, *back = NULL;
  for (int nthreads = 1; nthreads <= 3; ++nthreads) {
    s2fft_options options = options_of(-2, -1, 0, S2FFT_LAYOUT_DEFAULT);
    options.nthreads = nthreads;
    s2_complex *x = values_of(L, &points, &options, flm);
    s2_complex *y = coefficients_of(L, &points, &options, values);
    if (nthreads == 1) {
      there = x;
      back = y;
      continue;
    }
    assert_memory_equal(x, there, (size_t)npoints * sizeof *x);
    assert_memory_equal(y, back, (size_t)(L * (2 * L - 1)) * sizeof *y);
    free(x);
    free(y);
  }
  free(there);
  free(back);
  free(flm);
  free(values);
  free_points(&points);
}

static void results_do_not_depend_on_the_number_of_threads(void **state)
{
  (void)state;
  check_threads(9, 30);
  check_threads(40, 9000); // points enough for several chunks
}

static void values_do_not_depend_on_the_order_of_the_points(void **state)
{
  (void)state;
  enum { L = 25, N = 500 };
  point_set points = make_points(N, 4), reversed = make_points(N, 4);
  for (int i = 0; i < N; ++i) {
    reversed.theta[i] = points.theta[N - 1 - i];
    reversed.phi[i] = points.phi[N - 1 - i];
  }
  s2_complex *flm = random_square(L, 0, 0, 5);
  s2_complex *a = values_of(L, &points, NULL, flm), *b = values_of(L, &reversed, NULL, flm);
  for (int i = 0; i < N; ++i) assert_true(a[i] == b[N - 1 - i]);
  free(a);
  free(b);
  free(flm);
  free_points(&points);
  free_points(&reversed);
}

static void options_cut_and_lay_out_the_coefficients(void **state)
{
  (void)state;
  enum { L = 18, MMAX = 7, LMIN = 4, N = 40 };
  const s2fft_shape square = {S2FFT_LAYOUT_SQUARE, L, -1}, linear = {S2FFT_LAYOUT_LINEAR, L, MMAX};
  point_set points = make_points(N, 6);
  s2_complex *flm = random_square(L, 1, 0, 7), *cut = random_square(L, 1, LMIN, 7);
  s2_complex *row = zeros(L * L, sizeof *row), *y = random_complex(N, 8);
  assert_ok(s2fft_layout_convert(&square, flm, &linear, row));
  for (int l = 0; l < L; ++l)
    for (int m = 1 - L; m < L; ++m)
      if (abs(m) > MMAX) cut[l * (2 * L - 1) + L - 1 + m] = 0;
  s2fft_options plain = options_of(1, -1, 0, S2FFT_LAYOUT_DEFAULT);
  s2fft_options both = options_of(1, MMAX, LMIN, S2FFT_LAYOUT_LINEAR);
  s2_complex *a = values_of(L, &points, &plain, cut), *b = values_of(L, &points, &both, row);
  assert_bound(distance(b, a, N), 1e-9, "cuts");
  s2_complex *pulled = coefficients_of(L, &points, &both, y);
  double there = dot(b, y, N), back = dot(row, pulled, L * L);
  assert_bound(fabs(there - back) / dot(b, b, N), 1e-13, "adjoint with cuts");
  for (int l = 0; l < L; ++l)
    for (int m = -l; m <= l; ++m)
      if (l < LMIN || abs(m) > MMAX) assert_true(pulled[l * l + l + m] == 0.0);
  free(a);
  free(b);
  free(flm);
  free(cut);
  free(row);
  free(y);
  free(pulled);
  free_points(&points);
}

static void real_fields_may_be_square(void **state)
{
  (void)state;
  enum { L = 13, N = 30, SIZE = L * (2 * L - 1) };
  const s2fft_shape triangle = {S2FFT_LAYOUT_TRIANGLE, L, -1},
                    square = {S2FFT_LAYOUT_SQUARE, L, -1};
  point_set points = make_points(N, 9);
  s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_SQUARE);
  s2fft_points_plan *a = points_plan(L, &points, 1e-6, NULL);
  s2fft_points_plan *b = points_plan(L, &points, 1e-6, &options);
  s2_complex *alm = random_triangle(L, 0, 10), flm[SIZE], wanted[SIZE];
  double x[N], y[N];
  assert_ok(s2fft_layout_convert(&triangle, alm, &square, flm));
  assert_ok(s2fft_points_inverse(a, alm, x, NULL));
  assert_ok(s2fft_points_inverse(b, flm, y, NULL));
  assert_memory_equal(x, y, sizeof x);
  assert_ok(s2fft_points_inverse_adjoint(a, x, alm, NULL));
  assert_ok(s2fft_layout_convert(&triangle, alm, &square, wanted));
  assert_ok(s2fft_points_inverse_adjoint(b, x, flm, NULL));
  for (int k = 0; k < SIZE; ++k) assert_true(flm[k] == wanted[k]);
  free(alm);
  s2fft_points_plan_destroy(a);
  s2fft_points_plan_destroy(b);
  free_points(&points);
}

static void no_points_are_no_values(void **state)
{
  (void)state;
  enum { L = 5, SIZE = L * (L + 1) / 2 };
  s2fft_points_plan *plan;
  s2_complex alm[SIZE];
  for (int k = 0; k < SIZE; ++k) alm[k] = 1.0;
  assert_ok(s2fft_points_plan_create(&plan, L, 0, NULL, NULL, 1e-6, NULL));
  assert_ok(s2fft_points_inverse(plan, alm, NULL, NULL));
  assert_ok(s2fft_points_inverse_adjoint(plan, NULL, alm, NULL));
  for (int k = 0; k < SIZE; ++k) assert_true(alm[k] == 0.0);
  s2fft_points_plan_destroy(plan);
  s2fft_points_plan_destroy(NULL);
}

static void bytes_are_foretold(void **state)
{
  (void)state;
  static const s2fft_field fields[] = {S2FFT_REAL, S2FFT_COMPLEX, S2FFT_PAIR};
  point_set points = make_points(2000, 11);
  for (int L = 1; L <= 65; L += 32)
    for (size_t f = 0; f < COUNT(fields); ++f) {
      s2fft_points_plan *plan = points_plan(L, &points, 1e-8, NULL);
      s2fft_points_workspace *work;
      int64_t plan_bytes, work_bytes;
      assert_ok(
          s2fft_points_estimate(L, points.n, 1e-8, NULL, fields[f], &plan_bytes, &work_bytes));
      assert_ok(s2fft_points_workspace_create(&work, plan, fields[f]));
      assert_int_equal(work_bytes, s2fft_points_workspace_bytes(work));
      assert_true(plan_bytes >= s2fft_points_plan_bytes(plan));
      assert_true(plan_bytes <= 2 * s2fft_points_plan_bytes(plan));
      s2fft_points_workspace_destroy(work);
      s2fft_points_plan_destroy(plan);
    }
  free_points(&points);
}

static void workspaces_serve_what_fits(void **state)
{
  (void)state;
  enum { L = 20, N = 60, SIZE = L * (L + 1) / 2 };
  point_set points = make_points(N, 12);
  s2fft_points_plan *large = points_plan(L, &points, 1e-12, NULL);
  s2fft_points_plan *small = points_plan(L / 2, &points, 1e-3, NULL);
  s2fft_points_workspace *pair, *one;
  s2_complex *E = random_triangle(L, 0, 13), *B = random_triangle(L, 0, 14);
  double Q[N], U[N], again[N];
  assert_ok(s2fft_points_workspace_create(&pair, large, S2FFT_PAIR));
  assert_ok(s2fft_points_workspace_create(&one, small, S2FFT_REAL));
  assert_ok(s2fft_points_inverse(small, E, Q, one));
  s2_priv_fail_after(0); // nothing is allocated with a workspace
  s2_status status = s2fft_points_inverse_pair(large, E, B, again, U, pair);
  s2_status other = s2fft_points_inverse(small, E, again, pair);
  s2_priv_fail_after(-1);
  assert_ok(status);
  assert_ok(other);
  assert_memory_equal(Q, again, sizeof Q);
  assert_refused(s2fft_points_inverse(large, E, Q, one), S2_ERR_ARGUMENT, "workspace", "too small",
                 NULL);
  free(E);
  free(B);
  s2fft_points_workspace_destroy(pair);
  s2fft_points_workspace_destroy(one);
  s2fft_points_workspace_destroy(NULL);
  s2fft_points_plan_destroy(large);
  s2fft_points_plan_destroy(small);
  free_points(&points);
}

static void every_allocation_may_fail(void **state)
{
  (void)state;
  enum { L = 6, N = 20 };
  point_set points = make_points(N, 15);
  s2_complex *alm = random_triangle(L, 0, 16);
  double values[N];
  int failures = 0;
  s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_DEFAULT);
  options.nthreads = 1;
  for (s2_status status = S2_ERR_MEMORY; status == S2_ERR_MEMORY; ++failures) {
    s2fft_points_plan *plan;
    s2_priv_fail_after(failures);
    status = s2fft_points_plan_create(&plan, L, N, points.theta, points.phi, 1e-5, &options);
    if (status == S2_OK) status = s2fft_points_inverse(plan, alm, values, NULL);
    s2_priv_fail_after(-1);
    s2fft_points_plan_destroy(plan);
    assert_true(status == S2_OK || status == S2_ERR_MEMORY);
  }
  assert_true(failures > 10);
  free(alm);
  free_points(&points);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(results_do_not_depend_on_the_number_of_threads),
      cmocka_unit_test(values_do_not_depend_on_the_order_of_the_points),
      cmocka_unit_test(options_cut_and_lay_out_the_coefficients),
      cmocka_unit_test(real_fields_may_be_square),
      cmocka_unit_test(no_points_are_no_values),
      cmocka_unit_test(bytes_are_foretold),
      cmocka_unit_test(workspaces_serve_what_fits),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
