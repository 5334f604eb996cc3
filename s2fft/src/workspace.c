// SPDX-License-Identifier: MIT
#include "workspace.h"
#include <stdint.h>
#include <string.h>

/// The layout of a workspace, in an arena that counts (base NULL) or hands out memory.
static void lay_out(const s2fft_plan *plan, s2fft_field field, int nmaps, int threads,
                    s2_arena *arena, work_view *w)
{
  size_t size = sizeof(double);
  w->nmaps = nmaps;
  w->threads = threads;
  w->phase = s2_arena_take(arena, (size_t)nmaps * (size_t)phase_field(plan, field), size);
  w->thread = s2_arena_take(arena, (size_t)threads, sizeof *w->thread);
  for (int t = 0; t < threads; ++t) {
    thread_scratch none, *s = w->thread != NULL ? &w->thread[t] : &none;
    latitude_scratch_take(plan, arena, &s->latitude);
    rings_scratch_take(plan, arena, &s->ring);
    theta_scratch_take(plan, arena, &s->theta);
  }
  if (plan->iterations == 0) return;
  w->map = s2_arena_take(arena, (size_t)field_reals(field) * (size_t)plan->map_size, size);
  size_t alm = 2 * (size_t)field_arrays(field) * (size_t)s2fft_alm_size(plan, field);
  for (int i = 0; i < 2; ++i) w->alm[i] = s2_arena_take(arena, alm, size);
}

static int64_t size_for(const s2fft_plan *plan, s2fft_field field, int nmaps, int threads)
{
  work_view view = {0};
  s2_arena arena = {0};
  lay_out(plan, field, nmaps, threads, &arena, &view);
  return (int64_t)(arena.used + sizeof(s2fft_workspace));
}

s2_status workspace_size(const s2fft_plan *plan, s2fft_field field, int nmaps, int64_t *bytes)
{
  int64_t phase = phase_field(plan, field), total;
  if (!s2_priv_mul(phase, nmaps, &total) || !s2_priv_mul(total, sizeof(double), &total) ||
      total > INT64_MAX / 2)
    return S2_FAIL(S2_ERR_MEMORY, "nmaps = %d phase arrays of %lld doubles overflow", nmaps,
                   (long long)phase);
  *bytes = size_for(plan, field, nmaps, s2_priv_threads(plan->nthreads));
  return S2_OK;
}

/// The rows that stand in for absent rings and orders.
static void clear_zeros(const s2fft_plan *plan, thread_scratch *s)
{
  memset(s->ring.zero, 0, 2 * (size_t)plan->rings->longest * sizeof(double));
  if (plan->theta == NULL) return;
  const theta_stage *t = plan->theta;
  int rings = t->lat.rings > t->ring.rings ? t->lat.rings : t->ring.rings;
  memset(s->theta.zero, 0, (size_t)rings * sizeof(double));
}

s2_status workspace_view(const s2fft_workspace *work, const s2fft_plan *plan, s2fft_field field,
                         int64_t count, work_view *view)
{
  int nmaps = count < work->nmaps ? (int)count : work->nmaps;
  int threads = s2_priv_threads(plan->nthreads);
  if (threads > work->threads) threads = work->threads;
  while (nmaps > 1 && size_for(plan, field, nmaps, threads) > work->bytes) --nmaps;
  int64_t needed = size_for(plan, field, nmaps, threads);
  S2_REQUIRE(needed <= work->bytes,
             "workspace of %lld bytes is too small: this transform needs %lld",
             (long long)work->bytes, (long long)needed);
  s2_arena arena = {.base = work->memory};
  *view = (work_view){0};
  lay_out(plan, field, nmaps, threads, &arena, view);
  for (int t = 0; t < threads; ++t) clear_zeros(plan, &view->thread[t]);
  return S2_OK;
}

s2_status s2fft_workspace_create(s2fft_workspace **work, const s2fft_plan *plan, s2fft_field field,
                                 int nmaps)
{
  S2_REQUIRE(work != NULL, "work is NULL");
  *work = NULL;
  S2_REQUIRE(plan != NULL, "plan is NULL");
  S2_REQUIRE((int)field >= S2FFT_REAL && field <= S2FFT_PAIR, "field = %d is outside 0 .. 2",
             (int)field);
  S2_REQUIRE(nmaps >= 1, "nmaps = %d is less than 1", nmaps);
  int64_t bytes;
  S2_TRY(workspace_size(plan, field, nmaps, &bytes));
  s2fft_workspace *w = s2_priv_alloc(1, sizeof *w);
  if (w == NULL) return S2_FAIL(S2_ERR_MEMORY, "workspace");
  w->memory = s2_priv_alloc(1, (size_t)bytes - sizeof *w);
  if (w->memory == NULL) {
    s2_priv_free(w);
    return S2_FAIL(S2_ERR_MEMORY, "workspace of %lld bytes", (long long)bytes);
  }
  w->bytes = bytes;
  w->nmaps = nmaps;
  w->threads = s2_priv_threads(plan->nthreads);
  *work = w;
  return S2_OK;
}

void s2fft_workspace_destroy(s2fft_workspace *work)
{
  if (work == NULL) return;
  s2_priv_free(work->memory);
  s2_priv_free(work);
}

int64_t s2fft_workspace_bytes(const s2fft_workspace *work)
{
  return work->bytes;
}
