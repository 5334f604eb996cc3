// SPDX-License-Identifier: MIT
// Misuse of the functions of points.h is refused, with words that name the value and the range.
#include "points_set.h"

#include <math.h>
#include <stdlib.h>

static int stop(void *user, double done, const char *what)
{
  (void)done;
  (void)what;
  ++*(int *)user;
  return 1;
}

static void planning_can_be_stopped(void **state)
{
  (void)state;
  int calls = 0;
  point_set points = make_points(20, 17);
  s2fft_points_plan *plan;
  s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_DEFAULT);
  options.progress = stop;
  options.progress_user = &calls;
  assert_refused(s2fft_points_plan_create(&plan, 8, 20, points.theta, points.phi, 1e-5, &options),
                 S2_ERR_CANCELLED, "cancelled", NULL);
  assert_null(plan);
  assert_int_equal(calls, 1);
  free_points(&points);
}

static void bad_points_are_named(void **state)
{
  (void)state;
  s2fft_points_plan *plan;
  static const struct {
    double theta, phi;
    const char *said;
  } bad[] = {{-1e-9, 0, "theta[1] = -1.0"}, {3.1415926536, 0, "theta[1] = 3.14159265"},
             {NAN, 0, "theta[1] = nan"},    {1, INFINITY, "phi[1] = inf"},
             {1, NAN, "phi[1] = nan"},      {1, -2e9, "phi[1] = -2e+09"}};
  for (size_t k = 0; k < COUNT(bad); ++k) {
    double theta[2] = {1, bad[k].theta}, phi[2] = {0, bad[k].phi};
    assert_refused(s2fft_points_plan_create(&plan, 5, 2, theta, phi, 1e-5, NULL), S2_ERR_ARGUMENT,
                   bad[k].said, "outside", NULL);
    assert_null(plan);
  }
}

static void bad_arguments_are_named(void **state)
{
  (void)state;
  double theta = 1, phi = 1;
  s2fft_points_plan *plan;
  s2fft_options wide = options_of(5, -1, 0, S2FFT_LAYOUT_DEFAULT);
  s2fft_options cut = options_of(0, 5, 0, S2FFT_LAYOUT_DEFAULT);
  assert_refused(s2fft_points_plan_create(NULL, 5, 1, &theta, &phi, 1e-5, NULL), S2_ERR_ARGUMENT,
                 "plan is NULL", NULL);
  assert_refused(s2fft_points_plan_create(&plan, 0, 1, &theta, &phi, 1e-5, NULL), S2_ERR_ARGUMENT,
                 "L = 0", "1 ..", NULL);
  assert_refused(s2fft_points_plan_create(&plan, 5, -1, &theta, &phi, 1e-5, NULL), S2_ERR_ARGUMENT,
                 "npoints = -1", "0 ..", NULL);
  assert_refused(s2fft_points_plan_create(&plan, 5, 1, NULL, &phi, 1e-5, NULL), S2_ERR_ARGUMENT,
                 "NULL", NULL);
  assert_refused(s2fft_points_plan_create(&plan, 5, 1, &theta, &phi, 1e-13, NULL), S2_ERR_ARGUMENT,
                 "epsilon = 1e-13", "1e-12 .. 0.001", NULL);
  assert_refused(s2fft_points_plan_create(&plan, 5, 1, &theta, &phi, NAN, NULL), S2_ERR_ARGUMENT,
                 "epsilon = nan", NULL);
  assert_refused(s2fft_points_plan_create(&plan, 5, 1, &theta, &phi, 1e-5, &wide), S2_ERR_ARGUMENT,
                 "spin = 5", "-4 .. 4", NULL);
  assert_refused(s2fft_points_plan_create(&plan, 5, 1, &theta, &phi, 1e-5, &cut), S2_ERR_ARGUMENT,
                 "mmax = 5", NULL);
  assert_refused(s2fft_points_estimate(5, 1, 1e-5, NULL, (s2fft_field)7, NULL, NULL),
                 S2_ERR_ARGUMENT, "field = 7", "0 .. 2", NULL);
}

static void bad_calls_are_named(void **state)
{
  (void)state;
  double theta = 1, phi = 1, x = 0;
  s2_complex alm[40] = {0}, z;
  s2fft_options spin = options_of(2, -1, 0, S2FFT_LAYOUT_TRIANGLE);
  s2fft_options negative = options_of(-1, -1, 0, S2FFT_LAYOUT_DEFAULT);
  s2fft_points_workspace *work;
  point_set points = {1, &theta, &phi};
  s2fft_points_plan *two = points_plan(4, &points, 1e-5, &spin);
  s2fft_points_plan *minus = points_plan(4, &points, 1e-5, &negative);
  assert_refused(s2fft_points_inverse(two, alm, &x, NULL), S2_ERR_ARGUMENT, "spin = 2", "spin 0",
                 NULL);
  assert_refused(s2fft_points_inverse_pair(minus, alm, alm, &x, &x, NULL), S2_ERR_ARGUMENT,
                 "spin = -1", "spin >= 0", NULL);
  assert_refused(s2fft_points_inverse_complex(two, alm, &z, NULL), S2_ERR_ARGUMENT, "triangle",
                 NULL);
  assert_refused(s2fft_points_inverse_complex(NULL, alm, &z, NULL), S2_ERR_ARGUMENT, "plan is NULL",
                 NULL);
  assert_refused(s2fft_points_inverse_adjoint_pair(two, &x, NULL, alm, alm, NULL), S2_ERR_ARGUMENT,
                 "value array 1", NULL);
  assert_refused(s2fft_points_inverse_adjoint_pair(two, &x, &x, NULL, alm, NULL), S2_ERR_ARGUMENT,
                 "coefficient array 0", NULL);
  assert_refused(s2fft_points_workspace_create(&work, two, (s2fft_field)3), S2_ERR_ARGUMENT,
                 "field = 3", NULL);
  assert_refused(s2fft_points_workspace_create(&work, NULL, S2FFT_REAL), S2_ERR_ARGUMENT,
                 "plan is NULL", NULL);
  assert_int_equal(s2fft_points_alm_size(two, S2FFT_COMPLEX), 0);
  s2fft_points_plan_destroy(two);
  s2fft_points_plan_destroy(minus);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(planning_can_be_stopped),
      cmocka_unit_test(bad_points_are_named),
      cmocka_unit_test(bad_arguments_are_named),
      cmocka_unit_test(bad_calls_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
