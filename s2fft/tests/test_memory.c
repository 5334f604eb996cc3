// SPDX-License-Identifier: MIT
// What plans and workspaces take is known beforehand, failed allocations lose nothing, transforms
// with a workspace allocate nothing; progress and cancellation.
#include "support.h"

#include <s2common/priv/memory.h>
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
#  include <malloc.h>
#  define S2_TEST_MALLINFO
#endif

enum { L = 12 };

static s2fft_options defaults(void)
{
  s2fft_options options;
  s2fft_options_init(&options);
  return options;
}

static void check_estimates(const s2_grid *any, int limit, const s2fft_options *o)
{
  s2fft_plan *plan = make_plan(any, limit, o);
  for (int field = S2FFT_REAL; field <= S2FFT_PAIR; ++field)
    for (int nmaps = 1; nmaps <= 9; nmaps += 4) {
      int64_t plan_bytes = -1, work_bytes = -1;
      s2fft_workspace *work;
      if ((field == S2FFT_REAL && o->spin != 0) || (field == S2FFT_PAIR && o->spin < 0)) continue;
      assert_ok(s2fft_estimate(any, limit, o, (s2fft_field)field, nmaps, &plan_bytes, &work_bytes));
      assert_ok(s2fft_workspace_create(&work, plan, (s2fft_field)field, nmaps));
      assert_int_equal(plan_bytes, s2fft_plan_bytes(plan));
      assert_int_equal(work_bytes, s2fft_workspace_bytes(work));
      assert_true(work_bytes > 0 && plan_bytes > 0);
      s2fft_workspace_destroy(work);
      assert_ok(s2fft_estimate(any, limit, o, (s2fft_field)field, nmaps, NULL, NULL));
    }
  s2fft_plan_destroy(plan);
}

static void memory_estimates_are_exact(void **state)
{
  (void)state;
  static const int spins[] = {0, 2, -3, 30};
  s2_grid *grids[] = {make_grid(S2_GRID_MW, 40),
                      make_grid(S2_GRID_MWSS, 40),
                      make_grid(S2_GRID_DH, 40),
                      make_grid(S2_GRID_GL, 40),
                      make_shape(S2_GRID_CC, 50, 80),
                      make_grid(S2_GRID_F1, 40),
                      make_healpix(16),
                      make_odd_rings()};
  for (size_t g = 0; g < COUNT(grids); ++g)
    for (size_t s = 0; s < COUNT(spins); ++s) {
      s2fft_options o = defaults();
      o.spin = spins[s];
      o.nthreads = 1 + (int)s % 2;
      o.mmax = s == 1 ? 25 : -1;
      o.iterations = g >= 6 && s == 0 ? 2 : 0;
      check_estimates(grids[g], 40, &o);
    }
  for (size_t g = 0; g < COUNT(grids); ++g) s2_grid_destroy(grids[g]);
}

static void estimates_refuse_what_plans_refuse(void **state)
{
  (void)state;
  int64_t bytes;
  s2fft_options o = defaults();
  s2_grid *grid = make_grid(S2_GRID_MW, L);
  assert_refused(s2fft_estimate(NULL, L, NULL, S2FFT_REAL, 1, &bytes, NULL), S2_ERR_ARGUMENT,
                 "grid", NULL);
  assert_refused(s2fft_estimate(grid, 0, NULL, S2FFT_REAL, 1, &bytes, NULL), S2_ERR_ARGUMENT,
                 "L = 0", NULL);
  assert_refused(s2fft_estimate(grid, L, NULL, S2FFT_REAL, 0, &bytes, NULL), S2_ERR_ARGUMENT,
                 "nmaps", NULL);
  o.spin = 99;
  assert_refused(s2fft_estimate(grid, L, &o, S2FFT_COMPLEX, 1, &bytes, NULL), S2_ERR_ARGUMENT,
                 "spin = 99", NULL);
  s2_grid_destroy(grid);
}

/// Bytes that the program holds; 0 where the C library does not tell (a leak checker does).
static size_t held(void)
{
#ifdef S2_TEST_MALLINFO
  struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
#else
  return 0;
#endif
}

/// Plan creation with the n-th allocation failing, for every n.
static void fail_plans(const s2_grid *any, int limit, const s2fft_options *o)
{
  for (int64_t n = 0; n < 100000; ++n) {
    s2fft_plan *plan;
    s2_priv_fail_after(n);
    s2_status status = s2fft_plan_create(&plan, any, limit, o);
    s2_priv_fail_after(-1);
    if (status == S2_OK) {
      assert_true(n > 0);
      s2fft_plan_destroy(plan);
      return;
    }
    assert_int_equal(status, S2_ERR_MEMORY);
    assert_null(plan);
  }
  fail_msg("plan creation never succeeds");
}

/// Caches of malloc may grow at first; a leak grows in every round of failures.
static void fail_without_leak(const s2_grid *any, int limit, const s2fft_options *o)
{
  enum { rounds = 8 };
  int growing = 0;
  for (int round = 0; round < rounds; ++round) {
    size_t before = held();
    fail_plans(any, limit, o);
    growing += held() > before;
  }
  assert_true(growing < rounds);
}

static void failed_allocations_of_plans_are_reported(void **state)
{
  (void)state;
  s2_grid *grids[] = {make_grid(S2_GRID_MW, L), make_grid(S2_GRID_GL, L), make_grid(S2_GRID_CC, L),
                      make_healpix(4), make_odd_rings()};
  for (size_t g = 0; g < COUNT(grids); ++g)
    for (int spin = 0; spin < L; spin += 5) {
      s2fft_options o = defaults();
      o.spin = spin;
      o.nthreads = 1; // the injection is per thread
      fail_without_leak(grids[g], L, &o);
    }
  for (size_t g = 0; g < COUNT(grids); ++g) s2_grid_destroy(grids[g]);
}

static void failed_allocations_of_workspaces_are_reported(void **state)
{
  (void)state;
  s2fft_plan *plan = plan_on(make_grid(S2_GRID_MW, L), L, 0);
  for (int64_t n = 0; n < 1000; ++n) {
    s2fft_workspace *work;
    s2_priv_fail_after(n);
    s2_status status = s2fft_workspace_create(&work, plan, S2FFT_PAIR, 3);
    s2_priv_fail_after(-1);
    if (status == S2_OK) {
      assert_true(n > 0);
      s2fft_workspace_destroy(work);
      break;
    }
    assert_int_equal(status, S2_ERR_MEMORY);
    assert_null(work);
  }
  s2_priv_fail_after(0); // without a workspace, a call needs memory of its own
  s2_status status = try_field(plan, S2FFT_REAL, SYNTHESIS, NULL, NULL);
  s2_priv_fail_after(-1);
  assert_int_equal(status, S2_ERR_MEMORY);
  s2fft_plan_destroy(plan);
}

static void execute_without_allocation(const s2fft_plan *plan, s2fft_field field)
{
  s2fft_workspace *work;
  s2fft_batch batch = {.count = 3};
  s2fft_field made_for = field == S2FFT_REAL ? S2FFT_PAIR : field; // serves real fields too
  assert_ok(s2fft_workspace_create(&work, plan, made_for, 2));
  for (int what = SYNTHESIS; what <= ANALYSIS_ADJOINT; ++what) {
    s2_priv_fail_after(0);
    s2_status status = try_field(plan, field, (operation)what, &batch, work);
    s2_priv_fail_after(-1);
    assert_ok(status);
  }
  s2fft_workspace_destroy(work);
}

static void execute_with_a_workspace_allocates_nothing(void **state)
{
  (void)state;
  s2_grid *grids[] = {make_grid(S2_GRID_MW, 33), make_grid(S2_GRID_GL, 33),
                      make_grid(S2_GRID_MWSS, 33), make_healpix(8), make_odd_rings()};
  for (size_t g = 0; g < COUNT(grids); ++g)
    for (int spin = 0; spin <= 20; spin += 10) {
      s2fft_options o = defaults();
      o.spin = spin;
      o.iterations = g >= 3 ? 1 : 0;
      s2fft_plan *plan = make_plan(grids[g], 33, &o);
      for (int field = spin == 0 ? S2FFT_REAL : S2FFT_COMPLEX; field <= S2FFT_PAIR; ++field)
        execute_without_allocation(plan, (s2fft_field)field);
      s2fft_plan_destroy(plan);
    }
  for (size_t g = 0; g < COUNT(grids); ++g) s2_grid_destroy(grids[g]);
}

/// What a progress callback has seen.
typedef struct watch {
  int calls, stop_at;
  double last;
  int wrong;
} watch;

static int look(void *user, double done, const char *what)
{
  watch *w = user;
  w->wrong |= !(done >= w->last && done <= 1.0) || what == NULL;
  w->last = done;
  return ++w->calls == w->stop_at;
}

static void progress_is_told_and_stops_iterations(void **state)
{
  (void)state;
  watch w = {0};
  s2_grid *healpix = make_healpix(4);
  s2fft_options o = defaults();
  o.iterations = 4;
  o.progress = look;
  o.progress_user = &w;
  s2fft_plan *plan = make_plan(healpix, 9, &o);
  assert_int_equal(w.wrong, 0);
  w = (watch){0};
  assert_ok(try_field(plan, S2FFT_REAL, ANALYSIS, NULL, NULL));
  assert_true(w.calls >= 4 && !w.wrong);
  w = (watch){.stop_at = 2};
  assert_refused(try_field(plan, S2FFT_REAL, ANALYSIS, NULL, NULL), S2_ERR_CANCELLED, NULL);
  assert_int_equal(w.calls, 2);
  s2fft_plan_destroy(plan);
  w = (watch){.stop_at = 1};
  assert_refused(s2fft_plan_create(&plan, healpix, 9, &o), S2_ERR_CANCELLED, NULL);
  assert_null(plan);
  s2_grid_destroy(healpix);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_estimates_are_exact),
      cmocka_unit_test(estimates_refuse_what_plans_refuse),
      cmocka_unit_test(failed_allocations_of_plans_are_reported),
      cmocka_unit_test(failed_allocations_of_workspaces_are_reported),
      cmocka_unit_test(execute_with_a_workspace_allocates_nothing),
      cmocka_unit_test(progress_is_told_and_stops_iterations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
