// SPDX-License-Identifier: MIT
// Memory that cannot be had, memory that is not taken, work that is watched and cancelled.
#include "waves.h"

#include <s2common/priv/memory.h>
#include <stdlib.h>
#include <string.h>

static const wave_case small = {16, 3, 1, 0, 2, S2_GRID_MW, S2FFT_REAL, {0}};

/// A plan on MW that must be refused.
static s2_status try_plan(const s2wav_options *o)
{
  s2wav_tiling_options t = tiling_of(2, 1, 3, 0);
  s2wav_tiling *tiling = make_tiling(16, &t);
  s2_grid *grid;
  s2wav_plan *plan = (s2wav_plan *)&t;
  assert_ok(s2_grid_create(&grid, S2_GRID_MW, 16));
  s2_status status = s2wav_plan_create(&plan, tiling, grid, o);
  assert_null(plan);
  s2wav_tiling_destroy(tiling);
  s2_grid_destroy(grid);
  return status;
}

/// Plan, workspace and transform, with the n-th allocation failing.
static s2_status use_everything(const s2wav_tiling *tiling, const s2_grid *grid)
{
  s2wav_plan *plan;
  s2wav_workspace *work = NULL;
  static double wav[20000], f[16 * 31];
  s2wav_options one_thread = wave_options(S2WAV_STEERABLE, 0);
  s2_status status = s2wav_plan_create(&plan, tiling, grid, &one_thread);
  if (status != S2_OK) assert_null(plan);
  if (status == S2_OK) status = s2wav_workspace_create(&work, plan, S2FFT_REAL, S2WAV_USE_WHOLE);
  if (status == S2_OK) {
    assert_true(s2wav_wav_size(plan) <= (int64_t)COUNT(wav));
    status = s2wav_analysis(plan, f, wav, NULL, NULL, work);
  }
  if (status == S2_OK) status = s2wav_analysis(plan, f, wav, NULL, NULL, NULL);
  s2wav_workspace_destroy(work);
  s2wav_plan_destroy(plan);
  return status;
}

static void memory_that_cannot_be_had_is_an_error(void **state)
{
  (void)state;
  s2wav_tiling_options t = tiling_of(2, 3, 2, 0);
  s2wav_tiling *tiling = make_tiling(16, &t);
  s2_grid *grid;
  int64_t n = 0;
  s2_status status = S2_ERR_MEMORY;
  assert_ok(s2_grid_create(&grid, S2_GRID_MW, 16));
  for (; status != S2_OK; ++n) {
    s2_priv_fail_after(n);
    status = use_everything(tiling, grid);
    s2_priv_fail_after(-1);
    assert_true(status == S2_OK || status == S2_ERR_MEMORY);
  }
  assert_true(n > 20);
  s2_grid_destroy(grid);
  s2wav_tiling_destroy(tiling);
}

/// With a workspace, nothing is allocated.
static void transforms_with_a_workspace_allocate_nothing(void **state)
{
  (void)state;
  waves w = make_waves(&small);
  double *f = random_map(&w, 1), *wav = zeros(w.wav), *scal = zeros(w.scal);
  for (int use = S2WAV_USE_WHOLE; use <= S2WAV_USE_SINGLE; ++use) {
    s2wav_workspace *work;
    assert_ok(s2wav_workspace_create(&work, w.plan, w.field, (s2wav_use)use));
    for (int op = ANALYSIS; op <= SYNTHESIS_ADJOINT; ++op) {
      s2_priv_fail_after(0);
      s2_status status = apply(&w, MAPS, (operation)op, f, wav, scal, work);
      s2_priv_fail_after(-1);
      assert_ok(status);
    }
    s2wav_workspace_destroy(work);
  }
  free(f);
  free(wav);
  free(scal);
  free_waves(&w);
}

/// The largest workspace of s2fft behind the orders of N = 5.
static int64_t engine_bytes(const s2_grid *grid, int L, int fields)
{
  int64_t most = 0;
  for (int spin = 0; spin >= -4; spin -= 2) {
    int64_t bytes;
    s2fft_options o;
    s2fft_options_init(&o);
    o.spin = spin;
    o.layout = S2FFT_LAYOUT_LINEAR;
    o.nthreads = 1;
    assert_ok(s2fft_estimate(grid, L, &o, S2FFT_COMPLEX, fields, NULL, &bytes));
    if (bytes > most) most = bytes;
  }
  return most;
}

static int64_t stream_bytes(const s2_grid *grid, int L, int N, s2fft_field field, s2wav_use use)
{
  s2wav_tiling_options t = tiling_of(2, 0, N, 0);
  s2wav_options o = wave_options(S2WAV_STEERABLE, 0);
  s2wav_tiling *tiling = make_tiling(L, &t);
  int64_t bytes;
  assert_ok(s2wav_estimate(tiling, grid, &o, field, use, NULL, &bytes));
  s2wav_tiling_destroy(tiling);
  return bytes;
}

/// Beside the map of the finest scale and the coefficients of the signal, streams take: the fields
/// of one |n|, coefficients of the signal, of a scale and of a batch, a workspace of s2fft, and
/// little. It does not grow with N.
static void streams_take_the_orders_of_one_n_beside_a_scale(void **state)
{
  (void)state;
  enum { BIG = 256, LITTLE = 1 << 17 };
  s2_grid *grid;
  assert_ok(s2_grid_create(&grid, S2_GRID_MW, BIG));
  for (int field = S2FFT_REAL; field <= S2FFT_COMPLEX; ++field) {
    int fields = field == S2FFT_REAL ? 1 : 2;
    int64_t slice = 8 * fields * s2_grid_map_size(grid), alm = 16 * BIG * BIG;
    int64_t remainder = 2 * slice + (2 + fields) * alm + engine_bytes(grid, BIG, fields);
    int64_t bytes = stream_bytes(grid, BIG, 5, (s2fft_field)field, S2WAV_USE_STREAM);
    assert_bound((double)bytes, (double)(remainder + LITTLE), "field %d", field);
    int64_t callback = stream_bytes(grid, BIG, 5, (s2fft_field)field, S2WAV_USE_CALLBACK);
    assert_bound((double)callback, (double)(5 * slice + remainder + LITTLE), "callback %d", field);
    int64_t more = stream_bytes(grid, BIG, 17, (s2fft_field)field, S2WAV_USE_STREAM);
    assert_bound((double)(more - bytes), LITTLE, "N = 17, field %d", field);
  }
  s2_grid_destroy(grid);
}

typedef struct watcher {
  int calls, stop_at;
  double last;
} watcher;

static int watch(void *user, double done, const char *what)
{
  watcher *v = user;
  assert_true(done >= v->last && done <= 1);
  assert_non_null(what);
  v->last = done;
  return ++v->calls == v->stop_at;
}

static void work_can_be_watched_and_cancelled(void **state)
{
  (void)state;
  watcher v = {0, -1, 0};
  wave_case c = small;
  c.options = wave_options(S2WAV_STEERABLE, 0);
  c.options.progress = watch;
  c.options.progress_user = &v;
  waves w = make_waves(&c);
  assert_true(v.calls > 2 && v.last == 1);
  double *f = zeros(w.map), *wav = zeros(w.wav), *scal = zeros(w.scal);
  v = (watcher){0, -1, 0};
  assert_ok(s2wav_analysis(w.plan, f, wav, scal, NULL, NULL));
  assert_true(v.calls > 2 && v.last == 1);
  v = (watcher){0, 2, 0};
  assert_refused(s2wav_synthesis(w.plan, wav, scal, f, NULL, NULL), S2_ERR_CANCELLED, "cancelled",
                 NULL);
  assert_int_equal(v.calls, 2);
  v = (watcher){0, 1, 0};
  assert_refused(try_plan(&c.options), S2_ERR_CANCELLED, "cancelled", NULL);
  free(f);
  free(wav);
  free(scal);
  free_waves(&w);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_that_cannot_be_had_is_an_error),
      cmocka_unit_test(transforms_with_a_workspace_allocate_nothing),
      cmocka_unit_test(streams_take_the_orders_of_one_n_beside_a_scale),
      cmocka_unit_test(work_can_be_watched_and_cancelled),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
