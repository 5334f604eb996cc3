// SPDX-License-Identifier: MIT
#include "points.h"
#include <s2fft/layout.h>

static void lay_out(const s2fft_points_plan *plan, int planes, int threads, s2_arena *arena,
                    points_view *w)
{
  const points_shape *g = &plan->shape;
  size_t size = sizeof(double), lanes = (size_t)plan->kernel->lanes;
  size_t longest = 2 * lanes * (size_t)(g->M > g->N ? g->M : g->N);
  size_t coarse = s2fft_dft_scratch(plan->coarse, (int)lanes);
  size_t fine = s2fft_dft_scratch(plan->fine, (int)lanes);
  size_t triangle = (size_t)s2fft_layout_size(S2FFT_LAYOUT_TRIANGLE, g->L, g->mmax);
  for (int k = 0; k < planes; ++k) {
    w->alm[k] = s2_arena_take(arena, triangle, sizeof(s2_complex));
    w->grid[k] = s2_arena_take(arena, (size_t)g->rows * (size_t)g->pitch, size);
  }
  w->thread = s2_arena_take(arena, (size_t)threads, sizeof *w->thread);
  for (int t = 0; t < threads; ++t) {
    points_scratch none, *s = w->thread != NULL ? &w->thread[t] : &none;
    s->x = s2_arena_take(arena, longest, size);
    s->y = s2_arena_take(arena, longest, size);
    s->work = s2_arena_take(arena, coarse > fine ? coarse : fine, size);
    s->tile = s2_arena_take(arena, 2 * POINTS_TILE_SIZE, size);
  }
}

int64_t points_workspace_size(const s2fft_points_plan *plan, int planes, int threads)
{
  points_view view = {0};
  s2_arena arena = {0};
  lay_out(plan, planes, threads, &arena, &view);
  return (int64_t)arena.used;
}

/// Threads worth their start: below some 10^5 flops one is faster.
static int threads_for(const points_job *job)
{
  const points_shape *g = &job->plan->shape;
  double cells = (double)g->M * g->M, taps = (double)g->width * g->width;
  double flops = job->planes * (10 * cells + 2 * taps * (double)job->plan->npoints);
  return flops < 4e5 ? 1 : s2_priv_threads(job->plan->nthreads);
}

s2_status points_workspace_view(const s2fft_points_workspace *work, points_job *job)
{
  job->threads = threads_for(job);
  if (job->threads > work->threads) job->threads = work->threads;
  int64_t needed = points_workspace_size(job->plan, job->planes, job->threads);
  S2_REQUIRE(needed <= work->bytes,
             "workspace of %lld bytes is too small: this transform needs %lld",
             (long long)work->bytes, (long long)needed);
  s2_arena arena = {.base = work->memory};
  lay_out(job->plan, job->planes, job->threads, &arena, &job->work);
  return S2_OK;
}

static s2_status fill(s2fft_points_workspace *work, const s2fft_points_plan *plan, int planes)
{
  work->threads = s2_priv_threads(plan->nthreads);
  work->bytes = points_workspace_size(plan, planes, work->threads);
  work->memory = s2_priv_alloc(1, (size_t)work->bytes);
  if (work->memory == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "workspace of %lld bytes", (long long)work->bytes);
  return s2fft_workspace_create(&work->engine, plan->engine, planes == 1 ? S2FFT_REAL : S2FFT_PAIR,
                                1);
}

s2_status s2fft_points_workspace_create(s2fft_points_workspace **work,
                                        const s2fft_points_plan *plan, s2fft_field field)
{
  S2_REQUIRE(work != NULL, "work is NULL");
  *work = NULL;
  S2_REQUIRE(plan != NULL, "plan is NULL");
  S2_REQUIRE((int)field >= S2FFT_REAL && field <= S2FFT_PAIR, "field = %d is outside 0 .. 2",
             (int)field);
  s2fft_points_workspace *made = s2_priv_alloc(1, sizeof *made);
  if (made == NULL) return S2_FAIL(S2_ERR_MEMORY, "workspace");
  s2_status status = fill(made, plan, points_planes(field));
  if (status == S2_OK)
    *work = made;
  else
    s2fft_points_workspace_destroy(made);
  return status;
}

void s2fft_points_workspace_destroy(s2fft_points_workspace *work)
{
  if (work == NULL) return;
  s2fft_workspace_destroy(work->engine);
  s2_priv_free(work->memory);
  s2_priv_free(work);
}

int64_t s2fft_points_workspace_bytes(const s2fft_points_workspace *work)
{
  return work->bytes + (int64_t)sizeof *work + s2fft_workspace_bytes(work->engine);
}
