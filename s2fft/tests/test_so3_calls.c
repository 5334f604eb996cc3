// SPDX-License-Identifier: MIT
// Wigner transforms: misuse is named, places are as documented.
#include "so3_support.h"

#include <limits.h>
#include <stdlib.h>

enum { L = 12, N = 4 };

static void refuse(const s2_grid *grid, int band, int orders, s2fft_so3_options options,
                   const char *word, const char *range)
{
  s2fft_so3_plan *plan = (s2fft_so3_plan *)&plan;
  assert_refused(s2fft_so3_plan_create(&plan, grid, band, orders, &options), S2_ERR_ARGUMENT, word,
                 range, NULL);
  assert_null(plan);
  assert_refused(s2fft_so3_estimate(grid, band, orders, &options, S2FFT_REAL, NULL, NULL),
                 S2_ERR_ARGUMENT, word, range, NULL);
}

static void bad_plans_are_named(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_GL, L);
  s2fft_so3_options good = so3_options_of(S2FFT_SO3_FULL, S2FFT_SO3_ALL), bad = good;
  refuse(NULL, L, N, good, "grid", "NULL");
  refuse(grid, 0, 1, good, "L = 0", "1 .. 32768");
  refuse(grid, L, 0, good, "N = 0", "1 .. 12");
  refuse(grid, L, L + 1, good, "N = 13", "1 .. 12");
  refuse(grid, L, INT_MIN, good, "N = -2147483648", "1 .. 12");
  bad.lmin = L + 1;
  refuse(grid, L, N, bad, "lmin = 13", "0 .. 12");
  bad = good;
  bad.nthreads = -1;
  refuse(grid, L, N, bad, "nthreads = -1", "0 .. 4096");
  bad = good;
  bad.iterations = 101;
  refuse(grid, L, N, bad, "iterations = 101", "0 .. 100");
  bad = good;
  bad.struct_size = 0;
  refuse(grid, L, N, bad, "struct_size = 0", "s2fft_so3_options_init");
  refuse(grid, L, N, so3_options_of((s2fft_so3_storage)3, S2FFT_SO3_ALL), "storage = 3", "0 .. 2");
  refuse(grid, L, N, so3_options_of(S2FFT_SO3_FULL, (s2fft_so3_orders)-1), "orders = -1", "0 .. 2");
  refuse(grid, L, 1, so3_options_of(S2FFT_SO3_FULL, S2FFT_SO3_ODD), "orders = 2", "N = 1");
  refuse(grid, L, N, so3_options_of(S2FFT_SO3_STEERABLE, S2FFT_SO3_EVEN), "orders = 1 (even)",
         "holds odd");
  assert_refused(s2fft_so3_plan_create(NULL, grid, L, N, NULL), S2_ERR_ARGUMENT, "plan", NULL);
  assert_refused(s2fft_so3_estimate(grid, L, N, NULL, S2FFT_PAIR, NULL, NULL), S2_ERR_ARGUMENT,
                 "field = 2", "0 .. 1", NULL);
  s2fft_so3_plan_destroy(NULL);
  s2fft_so3_workspace_destroy(NULL);
  s2_grid_destroy(grid);
}

static void bad_calls_are_named(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_GL, L), *coarse = make_grid(S2_GRID_GL, L - 1);
  s2fft_so3_plan *plan = so3_plan_of(grid, L, N, NULL), *small = so3_plan_of(grid, L, 1, NULL);
  s2fft_so3_plan *inexact = so3_plan_of(coarse, L, N, NULL);
  s2fft_so3_workspace *work;
  double *flmn = so3_zeros(so3_flmn_doubles(plan, S2FFT_COMPLEX)),
         *map = so3_zeros(so3_map_doubles(plan, S2FFT_COMPLEX));
  s2_status bad = S2_ERR_ARGUMENT;
  assert_refused(so3_apply(NULL, S2FFT_REAL, SYNTHESIS, flmn, map, NULL), bad, "s2fft_so3_inverse",
                 "plan is NULL", NULL);
  assert_refused(so3_apply(plan, S2FFT_REAL, ANALYSIS, map, NULL, NULL), bad, "s2fft_so3_forward",
                 "flmn is NULL", NULL);
  assert_refused(so3_apply(plan, S2FFT_COMPLEX, SYNTHESIS, flmn, NULL, NULL), bad,
                 "s2fft_so3_inverse_complex", "map is NULL", NULL);
  assert_refused(so3_apply(inexact, S2FFT_COMPLEX, ANALYSIS, map, flmn, NULL), bad,
                 "s2fft_so3_forward_complex", "11 rings", NULL);
  assert_int_equal(s2fft_so3_plan_is_exact(inexact), 0);
  assert_ok(so3_apply(inexact, S2FFT_COMPLEX, SYNTHESIS, flmn, map, NULL));
  assert_ok(s2fft_so3_workspace_create(&work, small, S2FFT_REAL));
  assert_refused(so3_apply(plan, S2FFT_COMPLEX, ANALYSIS, map, flmn, work), bad, "too small", NULL);
  s2fft_so3_workspace_destroy(work);
  assert_refused(s2fft_so3_workspace_create(&work, NULL, S2FFT_REAL), bad, "plan is NULL", NULL);
  assert_refused(s2fft_so3_workspace_create(&work, plan, S2FFT_PAIR), bad, "field = 2", NULL);
  assert_null(work);
  assert_refused(s2fft_so3_workspace_create(NULL, plan, S2FFT_REAL), bad, "work is NULL", NULL);
  free(flmn);
  free(map);
  s2fft_so3_plan_destroy(plan);
  s2fft_so3_plan_destroy(small);
  s2fft_so3_plan_destroy(inexact);
  s2_grid_destroy(grid);
  s2_grid_destroy(coarse);
}

static void places_are_as_documented(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_MW, L);
  int64_t slice = s2_grid_map_size(grid), square = L * (2 * L - 1);
  s2fft_so3_options modes = so3_options_of(S2FFT_SO3_MODES, S2FFT_SO3_ALL);
  s2fft_so3_options steerable = so3_options_of(S2FFT_SO3_STEERABLE, S2FFT_SO3_ALL);
  s2fft_so3_plan *full = so3_plan_of(grid, L, N, NULL), *m = so3_plan_of(grid, L, N, &modes),
                 *s = so3_plan_of(grid, L, N, &steerable);
  assert_int_equal(s2fft_so3_plan_L(full), L);
  assert_int_equal(s2fft_so3_plan_N(full), N);
  assert_int_equal(s2fft_so3_ngamma(full), 2 * N - 1);
  assert_int_equal(s2fft_so3_ngamma(s), N);
  assert_int_equal(s2fft_so3_ngamma(m), 0);
  assert_int_equal(s2fft_so3_map_size(full, S2FFT_REAL), (2 * N - 1) * slice);
  assert_int_equal(s2fft_so3_map_size(s, S2FFT_COMPLEX), N * slice);
  assert_int_equal(s2fft_so3_map_size(full, S2FFT_PAIR), 0);
  assert_int_equal(s2fft_so3_map_slice(full, S2FFT_REAL, 2 * N - 2), (2 * N - 2) * slice);
  assert_int_equal(s2fft_so3_map_slice(full, S2FFT_REAL, 2 * N - 1), -1);
  assert_int_equal(s2fft_so3_map_slice(full, S2FFT_REAL, -1), -1);
  assert_int_equal(s2fft_so3_map_slice(m, S2FFT_COMPLEX, -1), (N - 2) * slice);
  assert_int_equal(s2fft_so3_map_slice(m, S2FFT_REAL, -1), -1);
  assert_int_equal(s2fft_so3_map_slice(m, S2FFT_REAL, N - 1), (2 * N - 3) * slice);
  assert_int_equal(s2fft_so3_map_slice(m, S2FFT_COMPLEX, N), -1);
  assert_int_equal(s2fft_so3_flmn_size(full, S2FFT_COMPLEX), (2 * N - 1) * square);
  assert_int_equal(s2fft_so3_flmn_size(full, S2FFT_REAL), N * square);
  assert_int_equal(s2fft_so3_flmn_index(full, S2FFT_COMPLEX, 5, -3, 2),
                   (N + 1) * square + 5 * (2 * L - 1) + L - 4);
  assert_int_equal(s2fft_so3_flmn_index(full, S2FFT_REAL, 5, -3, 2),
                   2 * square + 5 * (2 * L - 1) + L - 4);
  assert_int_equal(s2fft_so3_flmn_index(full, S2FFT_REAL, 5, 3, -2), -1);
  assert_int_equal(s2fft_so3_flmn_index(full, S2FFT_COMPLEX, 1, 0, 2), -1);
  assert_int_equal(s2fft_so3_flmn_index(full, S2FFT_COMPLEX, 5, 6, 0), -1);
  assert_int_equal(s2fft_so3_flmn_index(full, S2FFT_COMPLEX, L, 0, 0), -1);
  assert_int_equal(s2fft_so3_flmn_index(full, S2FFT_COMPLEX, L - 1, 0, N), -1);
  s2fft_so3_plan_destroy(full);
  s2fft_so3_plan_destroy(m);
  s2fft_so3_plan_destroy(s);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bad_plans_are_named),
      cmocka_unit_test(bad_calls_are_named),
      cmocka_unit_test(places_are_as_documented),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
