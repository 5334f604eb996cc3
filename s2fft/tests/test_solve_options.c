// SPDX-License-Identifier: MIT
// What s2fft_solve() asks of its caller: options, masks, weights; what it tells: progress.
#include "support.h"

#include <math.h>
#include <s2fft/solve.h>
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

/// What a progress callback has seen.
typedef struct watch {
  int calls, stop_at, wrong;
  double last;
} watch;

static int look(void *user, double done, const char *what)
{
  watch *w = user;
  w->wrong |= !(done >= w->last && done <= 1.0) || strcmp(what, "solve") != 0;
  w->last = done;
  return ++w->calls == w->stop_at;
}

static void progress_is_told_and_stops_the_solution(void **state)
{
  (void)state;
  watch w = {0};
  s2fft_plan *plan = new_plan(0, 0);
  s2fft_solve_options o = defaults();
  s2fft_solve_result result;
  fill_map();
  o.progress = look;
  o.progress_user = &w;
  assert_ok(s2fft_solve(plan, map, alm, &o, &result, NULL));
  assert_int_equal(w.calls, result.iterations);
  assert_true(!w.wrong && w.last > 0.5);
  w = (watch){.stop_at = 3};
  assert_refused(s2fft_solve(plan, map, alm, &o, &result, NULL), S2_ERR_CANCELLED,
                 "after 2 iterations", NULL);
  assert_true(w.calls == 3 && result.iterations == 2 && result.misfit > 0.0);
  o.tolerance = 0.0;
  o.max_iterations = 4;
  w = (watch){0};
  assert_ok(s2fft_solve(plan, map, alm, &o, &result, NULL));
  assert_true(w.calls == 4 && !w.wrong && w.last == 0.75);
  s2fft_plan_destroy(plan);
}

// Where some coefficients are nearly free, residuals rise and fall on their way.
static void progress_never_falls(void **state)
{
  (void)state;
  watch w = {0};
  s2fft_plan *plan = plan_on(make_healpix(8), 27, 0);
  vector f = random_map(plan, S2FFT_REAL, 5), a = new_alm(plan, S2FFT_REAL, 1);
  s2fft_solve_options o = defaults();
  o.progress = look;
  o.progress_user = &w;
  o.max_iterations = 60;
  assert_refused(s2fft_solve(plan, f.part[0], (s2_complex *)a.part[0], &o, NULL, NULL),
                 S2_ERR_NUMERIC, "s2fft_solve: ", "after 60", NULL);
  assert_true(w.calls == 60 && !w.wrong && w.last > 0.1);
  free_vector(&f);
  free_vector(&a);
  s2fft_plan_destroy(plan);
}

static void refuse(const s2fft_plan *plan, const s2fft_solve_options *o, const char *word)
{
  memset(alm, 0x5a, sizeof alm);
  s2_complex before = alm[3];
  assert_refused(s2fft_solve(plan, map, alm, o, NULL, NULL), S2_ERR_ARGUMENT, word, NULL);
  assert_memory_equal(&alm[3], &before, sizeof before);
}

static void bad_options_are_named(void **state)
{
  (void)state;
  s2fft_plan *plan = new_plan(0, 0);
  s2fft_solve_options o = defaults();
  fill_map();
  o.tolerance = 1.0;
  refuse(plan, &o, "tolerance = 1");
  o.tolerance = NAN;
  refuse(plan, &o, "tolerance = ");
  o = defaults();
  o.max_iterations = -1;
  refuse(plan, &o, "max_iterations = -1");
  o = defaults();
  o.start = 2;
  refuse(plan, &o, "start = 2");
  o = defaults();
  o.struct_size = 0;
  refuse(plan, &o, "struct_size = 0");
  refuse(NULL, NULL, "plan is NULL");
  assert_refused(s2fft_solve(plan, NULL, alm, NULL, NULL, NULL), S2_ERR_ARGUMENT, "map array 0",
                 NULL);
  assert_refused(s2fft_solve(plan, map, NULL, NULL, NULL, NULL), S2_ERR_ARGUMENT,
                 "coefficient array 0", NULL);
  s2fft_plan_destroy(plan);
  plan = new_plan(2, 0);
  refuse(plan, NULL, "spin = 2");
  assert_refused(s2fft_solve_pair(plan, map, map, alm, NULL, NULL, NULL, NULL), S2_ERR_ARGUMENT,
                 "coefficient array 1", NULL);
  s2fft_plan_destroy(plan);
}

static void bad_masks_are_named(void **state)
{
  (void)state;
  static double mask[NPIX];
  s2fft_plan *plan = new_plan(0, 0);
  s2fft_solve_options o = defaults();
  fill_map();
  o.mask = mask;
  refuse(plan, &o, "weight 0");
  mask[17] = -1.0;
  refuse(plan, &o, "mask[17] = -1");
  mask[17] = INFINITY;
  refuse(plan, &o, "mask[17] = inf");
  s2fft_plan_destroy(plan);
  s2fft_plan *folds = plan_on(make_grid(S2_GRID_MW, L), L, 0);
  refuse(folds, &o, "no mask");
  s2fft_plan_destroy(folds);
}

static void bad_weights_are_named(void **state)
{
  (void)state;
  double weights[4 * NSIDE - 1] = {0.0};
  s2_grid *grid = make_healpix(NSIDE);
  s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_DEFAULT);
  options.ring_weights = weights;
  fill_map();
  s2fft_plan *zero = make_plan(grid, L, &options);
  refuse(zero, NULL, "every sample has weight 0");
  s2fft_plan_destroy(zero);
  weights[1] = -0.25;
  s2fft_plan *negative = make_plan(grid, L, &options);
  refuse(negative, NULL, "-0.25");
  s2fft_plan_destroy(negative);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(progress_is_told_and_stops_the_solution),
      cmocka_unit_test(progress_never_falls),
      cmocka_unit_test(bad_options_are_named),
      cmocka_unit_test(bad_masks_are_named),
      cmocka_unit_test(bad_weights_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
