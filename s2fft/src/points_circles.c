// SPDX-License-Identifier: MIT
// Circles of longitude: from the N samples that the engine makes of one to M samples, divided by
// the window's transform. The circle of column p goes down at p and up at p + M/2:
//
//     y = 1/N B_M W F_N x,   W_k = 1 / psi^(k/M), |k| < L
//
// with the DFTs F and B of theta.h. As y is real, the transpose is 1/N B_N W F_M. Columns go side
// by side through the lanes of a DFT, in its real part and, of another plane or `lanes` columns on,
// in its imaginary part: all operators are real.
#include "points.h"
#include <string.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

/// One part of a lane DFT: its columns on the way down and on the way up.
typedef struct circle {
  double *down, *up; ///< in row 0 of the fine grid
  double *x, *y;     ///< sample 0 of the lanes over N, over M
  double sign;       ///< (-1)^s, of the way up
} circle;

static circle circle_of(const points_job *job, int64_t item, int part, const points_scratch *s)
{
  const s2fft_points_plan *plan = job->plan;
  int lanes = plan->kernel->lanes;
  int64_t column = job->planes == 2 ? item * lanes : (2 * item + part) * lanes;
  double *down = job->work.grid[job->planes == 2 ? part : 0] + column;
  double sign = plan->spin % 2 == 0 ? 1 : -1;
  return (circle){down, down + plan->shape.M / 2, s->x + part * lanes, s->y + part * lanes, sign};
}

/// Rings 0 .. N/2 to the whole circle. The poles are taken from the way down.
static void close_circle(const s2fft_points_plan *plan, const circle *c)
{
  const points_shape *g = &plan->shape;
  ptrdiff_t step = 2 * plan->kernel->lanes;
  plan->loops->rows_to_circle(c->down, g->pitch, g->N / 2 + 1, 1, c->x, step);
  plan->loops->rows_to_circle(c->up + g->pitch, g->pitch, g->N / 2 - 1, c->sign,
                              c->x + (g->N - 1) * step, -step);
}

static void close_circle_transpose(const s2fft_points_plan *plan, const circle *c)
{
  const points_shape *g = &plan->shape;
  ptrdiff_t step = 2 * plan->kernel->lanes, south = g->N / 2 * g->pitch;
  size_t lanes_bytes = (size_t)plan->kernel->lanes * sizeof(double);
  plan->loops->circle_to_rows(c->x, step, g->N / 2 + 1, 1, c->down, g->pitch);
  plan->loops->circle_to_rows(c->x + (g->N - 1) * step, -step, g->N / 2 - 1, c->sign,
                              c->up + g->pitch, g->pitch);
  memset(c->up, 0, lanes_bytes);
  memset(c->up + south, 0, lanes_bytes);
}

/// The M samples to the rows of the fine grid, which overlap themselves in the margins.
static void lay_circle(const s2fft_points_plan *plan, const circle *c)
{
  const points_shape *g = &plan->shape;
  const points_kernel *loops = plan->loops;
  ptrdiff_t step = 2 * plan->kernel->lanes, h = g->margin, zero = h * g->pitch;
  int rest = g->M / 2 + g->width - g->margin;
  loops->circle_to_rows(c->y + (g->M - h) * step, step, g->margin, 1, c->down, g->pitch);
  loops->circle_to_rows(c->y, step, rest, 1, c->down + zero, g->pitch);
  loops->circle_to_rows(c->y + h * step, -step, g->margin + 1, c->sign, c->up, g->pitch);
  loops->circle_to_rows(c->y + (g->M - 1) * step, -step, rest - 1, c->sign, c->up + zero + g->pitch,
                        g->pitch);
}

static void lay_circle_transpose(const s2fft_points_plan *plan, const circle *c)
{
  const points_shape *g = &plan->shape;
  const points_kernel *loops = plan->loops;
  ptrdiff_t step = 2 * plan->kernel->lanes, h = g->margin, zero = h * g->pitch;
  int rest = g->M / 2 + g->width - g->margin;
  loops->rows_add_to_circle(c->down, g->pitch, g->margin, 1, c->y + (g->M - h) * step, step);
  loops->rows_add_to_circle(c->down + zero, g->pitch, rest, 1, c->y, step);
  loops->rows_add_to_circle(c->up, g->pitch, g->margin + 1, c->sign, c->y + h * step, -step);
  loops->rows_add_to_circle(c->up + zero + g->pitch, g->pitch, rest - 1, c->sign,
                            c->y + (g->M - 1) * step, -step);
}

static void refine(const points_job *job, int64_t item, const points_scratch *s)
{
  const s2fft_points_plan *plan = job->plan;
  const points_shape *g = &plan->shape;
  circle c[2] = {circle_of(job, item, 0, s), circle_of(job, item, 1, s)};
  for (int part = 0; part < 2; ++part) close_circle(plan, &c[part]);
  plan->kernel->dft->forward(plan->coarse, s->x, s->work);
  plan->kernel->theta_band(s->x, g->N, s->y, g->M, g->L, plan->theta_turn, 1, plan->theta_scale);
  plan->kernel->dft->backward(plan->fine, s->y, s->work);
  for (int part = 0; part < 2; ++part) lay_circle(plan, &c[part]);
}

static void refine_transpose(const points_job *job, int64_t item, const points_scratch *s)
{
  const s2fft_points_plan *plan = job->plan;
  const points_shape *g = &plan->shape;
  circle c[2] = {circle_of(job, item, 0, s), circle_of(job, item, 1, s)};
  memset(s->y, 0, 2 * (size_t)plan->kernel->lanes * (size_t)g->M * sizeof *s->y);
  for (int part = 0; part < 2; ++part) lay_circle_transpose(plan, &c[part]);
  plan->kernel->dft->forward(plan->fine, s->y, s->work);
  plan->kernel->theta_band(s->y, g->M, s->x, g->N, g->L, plan->theta_turn, 1, plan->theta_scale);
  plan->kernel->dft->backward(plan->coarse, s->x, s->work);
  for (int part = 0; part < 2; ++part) close_circle_transpose(plan, &c[part]);
}

/// All circles: columns 0 .. M/2 - 1, each with its way up.
static void run(const points_job *job,
                void (*item)(const points_job *, int64_t, const points_scratch *))
{
  const s2fft_points_plan *plan = job->plan;
  int64_t items = plan->shape.M / 2 / ((job->planes == 2 ? 1 : 2) * plan->kernel->lanes);
#ifdef _OPENMP
#  pragma omp parallel for schedule(dynamic, 1) num_threads(job->threads) if (job->threads > 1)
  for (int64_t i = 0; i < items; ++i) item(job, i, &job->work.thread[omp_get_thread_num()]);
#else
  for (int64_t i = 0; i < items; ++i) item(job, i, &job->work.thread[0]);
#endif
}

void points_refine(const points_job *job)
{
  run(job, refine);
}

void points_refine_transpose(const points_job *job)
{
  run(job, refine_transpose);
}
