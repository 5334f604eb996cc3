// SPDX-License-Identifier: MIT
// Plans serve any number of threads, and the number of threads never shows in the result.
#include "support.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { callers = 4, rounds = 5 };

/// One caller's work: transforms with the shared plan, then with plans of its own.
typedef struct job {
  const s2_grid *grid;
  const s2fft_plan *plan;
  const vector *alm, *map, *back; ///< input and expected results
  int own_workspace, failures;
} job;

static int differs(const vector *a, const vector *b)
{
  for (int p = 0; p < a->nparts; ++p)
    if (memcmp(a->part[p], b->part[p], a->size * sizeof(double)) != 0) return 1;
  return 0;
}

static vector empty_like(const vector *v) // cmocka's assertions belong to the main thread
{
  vector copy = {{NULL, NULL}, v->nparts, v->size};
  for (int p = 0; p < v->nparts; ++p) copy.part[p] = calloc(v->size, sizeof(double));
  return copy;
}

static int transform(const job *j, const s2fft_plan *plan, s2fft_workspace *work)
{
  vector map = empty_like(j->map), back = empty_like(j->back);
  int wrong = apply(plan, S2FFT_PAIR, SYNTHESIS, j->alm, &map, NULL, work) != S2_OK;
  wrong |= apply(plan, S2FFT_PAIR, ANALYSIS, &map, &back, NULL, work) != S2_OK;
  wrong |= differs(&map, j->map) || differs(&back, j->back);
  free_vector(&map);
  free_vector(&back);
  return wrong;
}

static void *work_with_shared_plan(void *argument)
{
  job *j = argument;
  s2fft_workspace *work = NULL;
  if (j->own_workspace)
    j->failures += s2fft_workspace_create(&work, j->plan, S2FFT_PAIR, 1) != S2_OK;
  for (int k = 0; k < rounds; ++k) j->failures += transform(j, j->plan, work);
  s2fft_workspace_destroy(work);
  return NULL;
}

static void *work_with_own_plans(void *argument)
{
  job *j = argument;
  for (int k = 0; k < rounds; ++k) {
    s2fft_plan *plan;
    s2fft_options options;
    s2fft_options_init(&options);
    options.spin = 2;
    if (s2fft_plan_create(&plan, j->grid, s2fft_plan_L(j->plan), &options) != S2_OK) {
      ++j->failures;
      continue;
    }
    j->failures += transform(j, plan, NULL);
    s2fft_plan_destroy(plan);
  }
  return NULL;
}

static void run_callers(void *(*body)(void *), const job *model)
{
  pthread_t threads[callers];
  job jobs[callers];
  for (int t = 0; t < callers; ++t) {
    jobs[t] = *model;
    jobs[t].own_workspace = t % 2;
    assert_int_equal(pthread_create(&threads[t], NULL, body, &jobs[t]), 0);
  }
  for (int t = 0; t < callers; ++t) {
    assert_int_equal(pthread_join(threads[t], NULL), 0);
    assert_int_equal(jobs[t].failures, 0);
  }
}

static void check_callers(s2_grid *grid, int L)
{
  s2fft_options options = options_of(2, -1, 0, S2FFT_LAYOUT_DEFAULT);
  s2fft_plan *plan = make_plan(grid, L, &options);
  vector alm = random_alm(plan, S2FFT_PAIR, 0, 1), map = new_map(plan, S2FFT_PAIR, 1);
  vector back = new_alm(plan, S2FFT_PAIR, 1);
  assert_ok(apply(plan, S2FFT_PAIR, SYNTHESIS, &alm, &map, NULL, NULL));
  assert_ok(apply(plan, S2FFT_PAIR, ANALYSIS, &map, &back, NULL, NULL));
  job model = {grid, plan, &alm, &map, &back, 0, 0};
  run_callers(work_with_shared_plan, &model);
  run_callers(work_with_own_plans, &model);
  free_vector(&alm);
  free_vector(&map);
  free_vector(&back);
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
}

static void one_plan_serves_many_threads_while_others_are_made(void **state)
{
  (void)state;
  check_callers(make_grid(S2_GRID_MW, 48), 48);
  check_callers(make_grid(S2_GRID_GL, 65), 65);
  check_callers(make_healpix(16), 33);
}

/// Results of all operators with `nthreads`, appended to one array.
static double *all_results(s2_grid *grid, int L, int spin, int nthreads, int iterations,
                           size_t *size)
{
  s2fft_options options = options_of(spin, -1, 0, S2FFT_LAYOUT_DEFAULT);
  options.nthreads = nthreads;
  options.iterations = iterations;
  s2fft_plan *plan = make_plan(grid, L, &options);
  s2fft_field field = spin == 0 ? S2FFT_REAL : S2FFT_COMPLEX;
  vector alm = random_alm(plan, field, 0, 3), map = random_map(plan, field, 4);
  double *all = calloc(2 * (alm.size + map.size), sizeof *all);
  assert_non_null(all);
  *size = 0;
  for (int what = SYNTHESIS; what <= ANALYSIS_ADJOINT; ++what) {
    int to_map = what == SYNTHESIS || what == ANALYSIS_ADJOINT;
    vector out = to_map ? new_map(plan, field, 1) : new_alm(plan, field, 1);
    assert_ok(apply(plan, field, (operation)what, to_map ? &alm : &map, &out, NULL, NULL));
    memcpy(all + *size, out.part[0], out.size * sizeof(double));
    *size += out.size;
    free_vector(&out);
  }
  free_vector(&alm);
  free_vector(&map);
  s2fft_plan_destroy(plan);
  return all;
}

static void check_thread_counts(s2_grid *grid, int L, int iterations)
{
  static const int spins[] = {0, 2, -7};
  static const int counts[] = {2, 3, 5};
  for (size_t s = 0; s < COUNT(spins); ++s) {
    size_t size, other_size;
    double *one = all_results(grid, L, spins[s], 1, iterations, &size);
    for (size_t c = 0; c < COUNT(counts); ++c) {
      double *other = all_results(grid, L, spins[s], counts[c], iterations, &other_size);
      assert_int_equal(size, other_size);
      assert_memory_equal(one, other, size * sizeof(double));
      free(other);
    }
    free(one);
  }
  s2_grid_destroy(grid);
}

static void results_do_not_depend_on_the_number_of_threads(void **state)
{
  (void)state;
  check_thread_counts(make_grid(S2_GRID_MW, 100), 100, 0);
  check_thread_counts(make_grid(S2_GRID_MWSS, 33), 33, 0);
  check_thread_counts(make_grid(S2_GRID_GL, 130), 130, 0);
  check_thread_counts(make_grid(S2_GRID_DH, 12), 12, 0);
  check_thread_counts(make_healpix(16), 40, 2);
  check_thread_counts(make_odd_rings(), 30, 1);
}

static void batches_do_not_depend_on_the_number_of_threads(void **state)
{
  (void)state;
  enum { L = 21, count = 7 };
  s2_grid *grid = make_grid(S2_GRID_GL, L);
  vector reference = {{NULL, NULL}, 0, 0};
  for (int nthreads = 1; nthreads <= 5; nthreads += 2) {
    s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_DEFAULT);
    s2fft_batch batch = {.count = count};
    options.nthreads = nthreads;
    s2fft_plan *plan = make_plan(grid, L, &options);
    vector alm = new_alm(plan, S2FFT_REAL, count), map = new_map(plan, S2FFT_REAL, count);
    uint64_t seed = 9;
    for (size_t k = 0; k < alm.size; ++k) alm.part[0][k] = uniform(&seed);
    assert_ok(apply(plan, S2FFT_REAL, SYNTHESIS, &alm, &map, &batch, NULL));
    if (nthreads == 1) reference = copy_of(&map);
    assert_false(differs(&map, &reference));
    free_vector(&alm);
    free_vector(&map);
    s2fft_plan_destroy(plan);
  }
  free_vector(&reference);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_plan_serves_many_threads_while_others_are_made),
      cmocka_unit_test(results_do_not_depend_on_the_number_of_threads),
      cmocka_unit_test(batches_do_not_depend_on_the_number_of_threads),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
