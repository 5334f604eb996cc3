// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "gamma_maps.h"
#include <s2common/priv/error.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

// ------------------------------------------------------------------ make

/// Rings that follow each other without a gap become one span.
static s2_status fill_spans(s2fft_priv_gamma *gamma, const s2_grid *grid)
{
  int n = s2_grid_nrings(grid);
  const s2_ring *ring = s2_grid_rings(grid);
  gamma->span = s2_priv_alloc((size_t)n, sizeof *gamma->span);
  if (gamma->span == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d rings", n);
  for (int r = 0; r < n; ++r) {
    map_span *last = gamma->nspans > 0 ? &gamma->span[gamma->nspans - 1] : NULL;
    if (last != NULL && last->at + last->count == ring[r].offset)
      last->count += ring[r].nphi;
    else
      gamma->span[gamma->nspans++] = (map_span){ring[r].offset, ring[r].nphi};
  }
  gamma->bytes += n * (int64_t)sizeof *gamma->span;
  return S2_OK;
}

static s2_status fill(s2fft_priv_gamma *gamma, const s2_grid *grid, int G, int steerable)
{
  gamma->bytes = (int64_t)sizeof *gamma;
  gamma->slice = s2_grid_map_size(grid);
  S2_TRY(fill_spans(gamma, grid));
  if (G > 0) S2_TRY(gamma_create(&gamma->stage, G, steerable));
  gamma->bytes += gamma_bytes(&gamma->stage);
  return S2_OK;
}

s2_status s2fft_priv_gamma_create(s2fft_priv_gamma **out, const s2_grid *grid, int G, int steerable)
{
  *out = NULL;
  s2fft_priv_gamma *gamma = s2_priv_alloc(1, sizeof *gamma);
  if (gamma == NULL) return S2_FAIL(S2_ERR_MEMORY, "gamma");
  s2_status status = fill(gamma, grid, G, steerable);
  if (status != S2_OK) {
    s2fft_priv_gamma_destroy(gamma);
    return status;
  }
  *out = gamma;
  return S2_OK;
}

void s2fft_priv_gamma_destroy(s2fft_priv_gamma *gamma)
{
  if (gamma == NULL) return;
  gamma_destroy(&gamma->stage);
  s2_priv_free(gamma->span);
  s2_priv_free(gamma);
}

int64_t s2fft_priv_gamma_bytes(const s2fft_priv_gamma *gamma)
{
  return gamma->bytes;
}

// ------------------------------------------------------------------ run

gamma_scratch *gamma_maps_scratch(const s2fft_priv_gamma *gamma, s2_arena *arena, int threads)
{
  gamma_scratch *scratch = s2_arena_take(arena, (size_t)threads, sizeof *scratch);
  for (int t = 0; t < threads; ++t) {
    gamma_scratch nothing;
    gamma_scratch_take(&gamma->stage, arena, scratch != NULL ? &scratch[t] : &nothing);
  }
  return scratch;
}

size_t s2fft_priv_gamma_scratch(const s2fft_priv_gamma *gamma, int threads)
{
  s2_arena arena = {0};
  gamma_maps_scratch(gamma, &arena, threads);
  return arena.used;
}

static void tile_at(const gamma_job *job, int to_map, map_span span, int64_t tile,
                    const gamma_scratch *scratch)
{
  int size = gamma_tile(job->real);
  int64_t at = tile * size, rest = span.count - at;
  int n = rest < size ? (int)rest : size;
  (to_map ? gamma_synthesis : gamma_analysis)(job, span.at + at, n, scratch);
}

void gamma_maps_run(const s2fft_priv_gamma *gamma, const s2fft_priv_gamma_job *what, int to_map,
                    const gamma_scratch *scratch, int most_threads)
{
  int size = gamma_tile(what->real);
  gamma_job job = {&gamma->stage, what->real,  what->orders,
                   gamma->slice,  what->modes, what->samples};
  for (int s = 0; s < gamma->nspans; ++s) {
    map_span span = gamma->span[s];
    int64_t tiles = (span.count + size - 1) / size;
    int threads = tiles * gamma->stage.G < 64 ? 1 : most_threads; // too little to share
#ifdef _OPENMP
#  pragma omp parallel for schedule(static) num_threads(threads) if (threads > 1)
    for (int64_t t = 0; t < tiles; ++t)
      tile_at(&job, to_map, span, t, &scratch[omp_get_thread_num()]);
#else
    (void)threads;
    for (int64_t t = 0; t < tiles; ++t) tile_at(&job, to_map, span, t, &scratch[0]);
#endif
  }
}

static void run(const s2fft_priv_gamma *gamma, const s2fft_priv_gamma_job *job, int to_map,
                void *memory, int threads)
{
  s2_arena arena = {.base = memory};
  gamma_maps_run(gamma, job, to_map, gamma_maps_scratch(gamma, &arena, threads), threads);
}

void s2fft_priv_gamma_synthesis(const s2fft_priv_gamma *gamma, const s2fft_priv_gamma_job *job,
                                void *scratch, int threads)
{
  run(gamma, job, 1, scratch, threads);
}

void s2fft_priv_gamma_analysis(const s2fft_priv_gamma *gamma, const s2fft_priv_gamma_job *job,
                               void *scratch, int threads)
{
  run(gamma, job, 0, scratch, threads);
}
