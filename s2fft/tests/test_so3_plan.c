// SPDX-License-Identifier: MIT
// Wigner transforms: threads, workspaces, memory, progress.
#include "so3_support.h"

#include <s2common/priv/memory.h>
#include <stdlib.h>
#include <string.h>

enum { L = 12, N = 4 };

static const operation operations[] = {SYNTHESIS, ANALYSIS, SYNTHESIS_ADJOINT, ANALYSIS_ADJOINT};

static double *random_input(const s2fft_so3_plan *plan, s2fft_field field, operation what)
{
  if (what == SYNTHESIS || what == ANALYSIS_ADJOINT) return so3_random_flmn(plan, field, -1, 0, 81);
  return so3_randoms(so3_map_doubles(plan, field), 82);
}

static size_t output_size(const s2fft_so3_plan *plan, s2fft_field field, operation what)
{
  int to_map = what == SYNTHESIS || what == ANALYSIS_ADJOINT;
  return to_map ? so3_map_doubles(plan, field) : so3_flmn_doubles(plan, field);
}

// ------------------------------------------------------------------ threads and workspaces

static void check_threads(const s2_grid *grid, int band, s2fft_so3_storage storage)
{
  s2fft_so3_options options = so3_options_of(storage, S2FFT_SO3_ALL);
  s2fft_so3_plan *plan[3];
  for (int t = 0; t < 3; ++t) {
    options.nthreads = 2 * t + 1;
    plan[t] = so3_plan_of(grid, band, N, &options);
  }
  for (int field = S2FFT_REAL; field <= S2FFT_COMPLEX; ++field)
    for (size_t o = 0; o < COUNT(operations); ++o) {
      double *in = random_input(plan[0], (s2fft_field)field, operations[o]);
      size_t n = output_size(plan[0], (s2fft_field)field, operations[o]);
      double *one = so3_result(plan[0], (s2fft_field)field, operations[o], in);
      for (int t = 1; t < 3; ++t) {
        double *other = so3_result(plan[t], (s2fft_field)field, operations[o], in);
        assert_memory_equal(one, other, n * sizeof *one);
        free(other);
      }
      free(in);
      free(one);
    }
  for (int t = 0; t < 3; ++t) s2fft_so3_plan_destroy(plan[t]);
}

static void results_do_not_depend_on_the_number_of_threads(void **state)
{
  (void)state;
  s2_grid *mw = make_grid(S2_GRID_MW, 70), *healpix = make_healpix(16);
  check_threads(mw, 70, S2FFT_SO3_FULL);
  check_threads(mw, 70, S2FFT_SO3_STEERABLE);
  check_threads(healpix, 40, S2FFT_SO3_MODES);
  s2_grid_destroy(mw);
  s2_grid_destroy(healpix);
}

/// With a workspace: the same bits, and no allocation; one for complex functions serves real ones.
static void check_workspace(const s2fft_so3_plan *plan, s2fft_so3_workspace *work)
{
  for (int field = S2FFT_REAL; field <= S2FFT_COMPLEX; ++field)
    for (size_t o = 0; o < COUNT(operations); ++o) {
      double *in = random_input(plan, (s2fft_field)field, operations[o]);
      size_t n = output_size(plan, (s2fft_field)field, operations[o]);
      double *expected = so3_result(plan, (s2fft_field)field, operations[o], in),
             *out = so3_zeros(n);
      s2_priv_fail_after(0);
      s2_status status = so3_apply(plan, (s2fft_field)field, operations[o], in, out, work);
      s2_priv_fail_after(-1);
      assert_ok(status);
      assert_memory_equal(out, expected, n * sizeof *out);
      free(in);
      free(expected);
      free(out);
    }
}

static void workspaces_change_nothing_and_suffice(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_MW, L);
  for (int storage = S2FFT_SO3_FULL; storage <= S2FFT_SO3_MODES; ++storage) {
    s2fft_so3_options options = so3_options_of((s2fft_so3_storage)storage, S2FFT_SO3_ALL);
    options.nthreads = 1; // the injection of failures is per thread
    s2fft_so3_plan *plan = so3_plan_of(grid, L, N, &options);
    s2fft_so3_workspace *work;
    assert_ok(s2fft_so3_workspace_create(&work, plan, S2FFT_COMPLEX));
    check_workspace(plan, work);
    s2fft_so3_workspace_destroy(work);
    s2fft_so3_plan_destroy(plan);
  }
  s2_grid_destroy(grid);
}

/// One that cannot hold the orders of a whole map has them one after another.
static void small_workspaces_change_nothing(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_GL, L);
  for (int storage = S2FFT_SO3_FULL; storage <= S2FFT_SO3_STEERABLE; ++storage) {
    s2fft_so3_options options = so3_options_of((s2fft_so3_storage)storage, S2FFT_SO3_ALL);
    options.nthreads = 1;
    s2fft_so3_plan *less = so3_plan_of(grid, L, N, &options),
                   *plan = so3_plan_of(grid, L, 2 * N, &options);
    s2fft_so3_workspace *work, *full;
    assert_ok(s2fft_so3_workspace_create(&work, less, S2FFT_COMPLEX));
    assert_ok(s2fft_so3_workspace_create(&full, plan, S2FFT_COMPLEX));
    assert_true(s2fft_so3_workspace_bytes(full) - s2fft_so3_workspace_bytes(work) >
                8 * s2fft_so3_map_slice(plan, S2FFT_COMPLEX, N)); // far from all modes
    check_workspace(plan, work);
    s2fft_so3_workspace_destroy(work);
    s2fft_so3_workspace_destroy(full);
    s2fft_so3_plan_destroy(less);
    s2fft_so3_plan_destroy(plan);
  }
  s2_grid_destroy(grid);
}

// ------------------------------------------------------------------ memory

static void memory_estimates_are_exact(void **state)
{
  (void)state;
  s2_grid *grids[] = {make_grid(S2_GRID_MW, L), make_healpix(4), make_odd_rings()};
  for (size_t g = 0; g < COUNT(grids); ++g) {
    for (int storage = S2FFT_SO3_FULL; storage <= S2FFT_SO3_MODES; ++storage)
      for (int field = S2FFT_REAL; field <= S2FFT_COMPLEX; ++field) {
        s2fft_so3_options options = so3_options_of((s2fft_so3_storage)storage, S2FFT_SO3_ALL);
        int64_t plan_bytes = -1, work_bytes = -1;
        s2fft_so3_workspace *work;
        options.nthreads = 1 + (int)g;
        s2fft_so3_plan *plan = so3_plan_of(grids[g], L, N, &options);
        assert_ok(s2fft_so3_workspace_create(&work, plan, (s2fft_field)field));
        assert_ok(s2fft_so3_estimate(grids[g], L, N, &options, (s2fft_field)field, &plan_bytes,
                                     &work_bytes));
        assert_int_equal(plan_bytes, s2fft_so3_plan_bytes(plan));
        assert_int_equal(work_bytes, s2fft_so3_workspace_bytes(work));
        assert_true(plan_bytes > 0 && work_bytes > 0);
        s2fft_so3_workspace_destroy(work);
        s2fft_so3_plan_destroy(plan);
      }
    s2_grid_destroy(grids[g]);
  }
}

/// Every allocation of a plan, a workspace and a call fails once; a leak checker sees the rest.
static void failed_allocations_are_reported(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_GL, 4);
  s2fft_so3_options options = so3_options_of(S2FFT_SO3_STEERABLE, S2FFT_SO3_ALL);
  options.nthreads = 1;
  s2_status status = S2_ERR_MEMORY;
  double flmn[1024] = {0}, map[2048];
  for (int64_t n = 0; status != S2_OK; ++n) {
    s2fft_so3_plan *plan;
    s2fft_so3_workspace *work = NULL;
    assert_true(n < 10000);
    s2_priv_fail_after(n);
    status = s2fft_so3_plan_create(&plan, grid, 4, 2, &options);
    if (status == S2_OK) status = s2fft_so3_workspace_create(&work, plan, S2FFT_REAL);
    if (status == S2_OK) status = so3_apply(plan, S2FFT_COMPLEX, SYNTHESIS, flmn, map, NULL);
    s2_priv_fail_after(-1);
    assert_true(status == S2_OK || status == S2_ERR_MEMORY);
    assert_true(status == S2_OK ? n > 0 : 1);
    s2fft_so3_workspace_destroy(work);
    s2fft_so3_plan_destroy(plan);
  }
  s2_grid_destroy(grid);
}

// ------------------------------------------------------------------ progress

typedef struct watch {
  int calls, stop_at, wrong;
  double last;
} watch;

static int look(void *user, double done, const char *what)
{
  watch *w = user;
  w->wrong |= !(done > w->last && done <= 1.0) || what == NULL;
  w->last = done;
  return ++w->calls == w->stop_at;
}

static void progress_is_told_and_stops(void **state)
{
  (void)state;
  watch w = {0};
  s2_grid *grid = make_grid(S2_GRID_MW, L);
  s2fft_so3_options options = so3_options_of(S2FFT_SO3_FULL, S2FFT_SO3_ALL);
  options.progress = look;
  options.progress_user = &w;
  s2fft_so3_plan *plan = so3_plan_of(grid, L, N, &options);
  assert_int_equal(w.wrong, 0);
  assert_int_equal(w.calls, N);
  assert_true(w.last == 1.0);
  double *flmn = so3_zeros(so3_flmn_doubles(plan, S2FFT_REAL));
  double *map = so3_zeros(so3_map_doubles(plan, S2FFT_REAL));
  w = (watch){0};
  assert_ok(so3_apply(plan, S2FFT_REAL, SYNTHESIS, flmn, map, NULL));
  assert_true(w.calls == N && !w.wrong && w.last == 1.0);
  w = (watch){.stop_at = 2};
  assert_refused(so3_apply(plan, S2FFT_REAL, ANALYSIS, map, flmn, NULL), S2_ERR_CANCELLED,
                 "s2fft_so3_forward", "50 %", NULL);
  s2fft_so3_plan_destroy(plan);
  w = (watch){.stop_at = 1};
  assert_refused(s2fft_so3_plan_create(&plan, grid, L, N, &options), S2_ERR_CANCELLED, "25 %",
                 NULL);
  assert_null(plan);
  free(flmn);
  free(map);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(results_do_not_depend_on_the_number_of_threads),
      cmocka_unit_test(workspaces_change_nothing_and_suffice),
      cmocka_unit_test(small_workspaces_change_nothing),
      cmocka_unit_test(memory_estimates_are_exact),
      cmocka_unit_test(failed_allocations_are_reported),
      cmocka_unit_test(progress_is_told_and_stops),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
