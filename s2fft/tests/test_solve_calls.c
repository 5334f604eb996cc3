// SPDX-License-Identifier: MIT
// What s2fft_solve() promises besides the solution: where it starts and stops, memory, threads.
#include "support.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <s2fft/solve.h>
#include <stdlib.h>
#include <string.h>

enum { NSIDE = 16, L = 32, NPIX = 12 * NSIDE * NSIDE, SIZE = L * (L + 1) / 2 };

static s2fft_plan *new_plan(int spin, int nthreads)
{
  s2_grid *grid = make_healpix(NSIDE);
  s2fft_options options = options_of(spin, -1, 0, S2FFT_LAYOUT_DEFAULT);
  options.nthreads = nthreads;
  s2fft_plan *plan = make_plan(grid, L, &options);
  s2_grid_destroy(grid);
  return plan;
}

static s2fft_solve_options defaults(void)
{
  s2fft_solve_options options;
  s2fft_solve_options_init(&options);
  return options;
}

static double map[NPIX];
static s2_complex alm[SIZE];

static void fill_map(void)
{
  uint64_t seed = 5;
  for (int p = 0; p < NPIX; ++p) map[p] = uniform(&seed);
}

/// Largest |alm - truth|, truth with |a| of about 1.
static double error_of(const s2_complex *truth)
{
  return difference((const double *)alm, (const double *)truth, 2 * SIZE);
}

static void a_start_at_the_solution_stays_there(void **state)
{
  (void)state;
  static s2_complex truth[SIZE];
  s2fft_plan *plan = new_plan(0, 0);
  s2fft_solve_options o = defaults();
  s2fft_solve_result cold, warm;
  vector random = random_alm(plan, S2FFT_REAL, 0, 3);
  memcpy(truth, random.part[0], sizeof truth);
  assert_ok(s2fft_inverse(plan, truth, map, NULL, NULL));
  o.tolerance = 1e-12;
  assert_ok(s2fft_solve(plan, map, alm, &o, &cold, NULL));
  o.start = 1;
  memcpy(alm, truth, sizeof alm);
  assert_ok(s2fft_solve(plan, map, alm, &o, &warm, NULL));
  assert_int_equal(warm.iterations, 0);
  assert_bound(error_of(truth), 0.0, "the start has moved");
  for (int k = 0; k < SIZE; ++k) alm[k] *= 1.0 + 1e-6;
  assert_ok(s2fft_solve(plan, map, alm, &o, &warm, NULL));
  assert_true(warm.iterations > 0 && warm.iterations < cold.iterations);
  assert_bound(error_of(truth), 1e-11, "from near by");
  free_vector(&random);
  s2fft_plan_destroy(plan);
}

static void zeros_give_zeros(void **state)
{
  (void)state;
  s2fft_plan *plan = new_plan(0, 0);
  s2fft_solve_result result;
  memset(map, 0, sizeof map);
  for (int k = 0; k < SIZE; ++k) alm[k] = 5.0;
  assert_ok(s2fft_solve(plan, map, alm, NULL, &result, NULL));
  assert_true(largest((double *)alm, 2 * SIZE) == 0.0);
  assert_true(result.iterations == 0 && result.residual == 0.0 && result.misfit == 0.0);
  s2fft_solve_options o = defaults(); // from elsewhere: a way of 1 or so
  o.start = 1;
  for (int k = 0; k < SIZE; ++k) alm[k] = 1.0;
  assert_ok(s2fft_solve(plan, map, alm, &o, &result, NULL));
  assert_true(result.iterations > 0 && largest((double *)alm, 2 * SIZE) < 1e-9);
  s2fft_plan_destroy(plan);
}

static void a_tolerance_that_is_not_met_is_reported(void **state)
{
  (void)state;
  static s2_complex last[SIZE];
  s2fft_plan *plan = new_plan(0, 0);
  s2fft_solve_options o = defaults();
  s2fft_solve_result result;
  fill_map();
  o.tolerance = 1e-9;
  o.max_iterations = 2;
  assert_refused(s2fft_solve(plan, map, last, &o, &result, NULL), S2_ERR_NUMERIC,
                 "after 2 iterations", "1.00e-09", NULL);
  assert_int_equal(result.iterations, 2);
  assert_true(result.residual > 1e-9 && result.residual < 0.1);
  o.tolerance = 0.0; // the steps are those that no tolerance asks for
  assert_ok(s2fft_solve(plan, map, alm, &o, NULL, NULL));
  assert_memory_equal(alm, last, sizeof alm);
  map[7] = NAN;
  assert_refused(s2fft_solve(plan, map, alm, &o, NULL, NULL), S2_ERR_NUMERIC, "not finite", NULL);
  s2fft_plan_destroy(plan);
}

// Large enough that all loops have work for two threads.
static void result_does_not_depend_on_the_number_of_threads(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(96);
  s2fft_solve_options o = defaults();
  s2fft_solve_result result[2];
  vector map_of_pair = {{NULL, NULL}, 0, 0}, coefficients[2];
  o.max_iterations = 6;
  o.tolerance = 0.0;
  for (int i = 0; i < 2; ++i) {
    s2fft_options options = options_of(2, -1, 0, S2FFT_LAYOUT_DEFAULT);
    options.nthreads = i + 1;
    s2fft_plan *plan = make_plan(grid, 48, &options);
    if (i == 0) map_of_pair = random_map(plan, S2FFT_PAIR, 3);
    coefficients[i] = new_alm(plan, S2FFT_PAIR, 1);
    double *const *alms = coefficients[i].part;
    assert_ok(s2fft_solve_pair(plan, map_of_pair.part[0], map_of_pair.part[1],
                               (s2_complex *)alms[0], (s2_complex *)alms[1], &o, &result[i], NULL));
    s2fft_plan_destroy(plan);
  }
  for (int part = 0; part < 2; ++part)
    assert_memory_equal(coefficients[0].part[part], coefficients[1].part[part],
                        coefficients[0].size * sizeof(double));
  assert_true(result[0].residual == result[1].residual && result[0].misfit == result[1].misfit);
  free_vector(&map_of_pair);
  free_vector(&coefficients[0]);
  free_vector(&coefficients[1]);
  s2_grid_destroy(grid);
}

static void a_workspace_changes_nothing(void **state)
{
  (void)state;
  static s2_complex other[SIZE];
  s2fft_workspace *work;
  s2fft_plan *plan = new_plan(0, 0);
  fill_map();
  assert_ok(s2fft_workspace_create(&work, plan, S2FFT_REAL, 1));
  assert_ok(s2fft_solve(plan, map, alm, NULL, NULL, NULL));
  assert_ok(s2fft_solve(plan, map, other, NULL, NULL, work));
  assert_memory_equal(alm, other, sizeof alm);
  s2fft_workspace_destroy(work);
  s2fft_plan_destroy(plan);
}

static void failed_allocations_are_reported(void **state)
{
  (void)state;
  s2fft_plan *plan = new_plan(0, 1); // the injection is per thread
  s2_status status = S2_ERR_MEMORY;
  fill_map();
  for (int n = 0; status != S2_OK; ++n) {
    assert_true(n < 10);
    s2_priv_fail_after(n);
    status = s2fft_solve(plan, map, alm, NULL, NULL, NULL);
    s2_priv_fail_after(-1);
    assert_true((n == 0 && status == S2_ERR_MEMORY) || n > 0);
  }
  s2fft_plan_destroy(plan);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_start_at_the_solution_stays_there),
      cmocka_unit_test(zeros_give_zeros),
      cmocka_unit_test(a_tolerance_that_is_not_met_is_reported),
      cmocka_unit_test(result_does_not_depend_on_the_number_of_threads),
      cmocka_unit_test(a_workspace_changes_nothing),
      cmocka_unit_test(failed_allocations_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
