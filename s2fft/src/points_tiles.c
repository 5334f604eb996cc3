// SPDX-License-Identifier: MIT
// Between the fine grid and the points, tile by tile: a tile with its margins is copied to where
// all of it stays in the first-level cache. When spreading, tiles of one colour have no cell in
// common, so that every cell is added to in an order that does not depend on the threads.
#include "points.h"
#include <string.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

static const points_scratch *scratch_of_thread(const points_job *job)
{
#ifdef _OPENMP
  return &job->work.thread[omp_get_thread_num()];
#else
  return &job->work.thread[0];
#endif
}

/// Rows of a tile that taps reach and that the grid has.
static int tile_height(const points_shape *g, const points_tile *tile)
{
  int taps = POINTS_TILE + g->width - 1, left = g->M / 2 + g->width - tile->row;
  return taps < left ? taps : left;
}

static void interpolate_tile(const points_job *job, const points_tile *tile)
{
  const s2fft_points_plan *plan = job->plan;
  const points_shape *g = &plan->shape;
  double *cells = scratch_of_thread(job)->tile;
  for (int k = 0; k < job->planes; ++k)
    for (int r = 0; r < tile_height(g, tile); ++r)
      memcpy(cells + k * POINTS_TILE_SIZE + r * POINTS_TILE_PITCH,
             job->work.grid[k] + (tile->row + r) * g->pitch + tile->column,
             POINTS_TILE_PITCH * sizeof *cells);
  plan->loops->interpolate(&plan->window, plan->place + tile->begin, tile->end - tile->begin, cells,
                           job->planes, &job->values);
}

static void spread_tile(const points_job *job, const points_tile *tile)
{
  const s2fft_points_plan *plan = job->plan;
  const points_shape *g = &plan->shape;
  double *cells = scratch_of_thread(job)->tile;
  memset(cells, 0, (size_t)job->planes * POINTS_TILE_SIZE * sizeof *cells);
  plan->loops->spread(&plan->window, plan->place + tile->begin, tile->end - tile->begin, cells,
                      job->planes, &job->values);
  for (int k = 0; k < job->planes; ++k)
    for (int r = 0; r < tile_height(g, tile); ++r) {
      const double *from = cells + k * POINTS_TILE_SIZE + r * POINTS_TILE_PITCH;
      double *to = job->work.grid[k] + (tile->row + r) * g->pitch + tile->column;
      for (int c = 0; c < POINTS_TILE + g->width - 1; ++c) to[c] += from[c];
    }
}

static void run(const points_job *job, int64_t begin, int64_t end,
                void (*item)(const points_job *, const points_tile *))
{
#ifdef _OPENMP
#  pragma omp parallel for schedule(dynamic, 1) num_threads(job->threads) if (job->threads > 1)
#endif
  for (int64_t t = begin; t < end; ++t) item(job, &job->plan->tile[t]);
}

/// What happens to every row of the fine grid.
typedef enum row_op { ROW_CLEAR, ROW_WRAP, ROW_FOLD } row_op;

/// The columns behind the last are those from the first on again: copy them there, or add them up.
static void row_apply(const points_shape *g, row_op op, double *row)
{
  switch (op) {
    case ROW_CLEAR: memset(row, 0, (size_t)g->pitch * sizeof *row); break;
    case ROW_WRAP: memcpy(row + g->M, row, POINTS_WIDTH_MAX * sizeof *row); break;
    case ROW_FOLD:
      for (int c = 0; c < POINTS_WIDTH_MAX; ++c) row[c] += row[g->M + c];
      break;
  }
}

static void run_rows(const points_job *job, row_op op)
{
  const points_shape *g = &job->plan->shape;
#ifdef _OPENMP
#  pragma omp parallel for schedule(static) num_threads(job->threads) if (job->threads > 1)
#endif
  for (int r = 0; r < g->rows; ++r)
    for (int k = 0; k < job->planes; ++k) row_apply(g, op, job->work.grid[k] + r * g->pitch);
}

void points_interpolate(const points_job *job)
{
  run_rows(job, ROW_WRAP);
  run(job, 0, job->plan->ntiles, interpolate_tile);
}

void points_spread(const points_job *job)
{
  const int64_t *colour = job->plan->colour;
  run_rows(job, ROW_CLEAR);
  for (int c = 0; c < POINTS_COLOURS; ++c) run(job, colour[c], colour[c + 1], spread_tile);
  run_rows(job, ROW_FOLD);
}
