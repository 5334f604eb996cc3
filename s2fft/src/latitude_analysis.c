// SPDX-License-Identifier: MIT
#include "blocks.h"
#include <string.h>

/// What one chunk of the analysis does with block b: `from` and `n` within the run.
typedef void chunk_fn(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                      double *state, const ring_rows *in, double *sums);

static void chunk_even1(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                        double *state, const ring_rows *in, double *sums)
{
  (void)t;
  even_run run = block_even_run(plan, m, b, from, n, state);
  plan->kernel->even1_analysis(&run, in, sums);
}

static void chunk_even2(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                        double *state, const ring_rows *in, double *sums)
{
  (void)t;
  even_run run = block_even_run(plan, m, b, from, n, state);
  plan->kernel->even2_analysis(&run, in, sums);
}

typedef struct step_input {
  const ring_rows *rows;
  double *sums; ///< of degree index `from`
  int from;
} step_input;

static void go_analysis(const s2fft_plan *plan, const step_run *run, int from, void *data)
{
  const step_input *i = data;
  plan->kernel->step_analysis(run, i->rows, i->sums + (from - i->from) * 4 * plan->kernel->lanes);
}

static void chunk_step(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                       double *state, const ring_rows *in, double *sums)
{
  step_input input = {in, sums, from};
  block_step_runs(plan, t, m, b, from, n, state, go_analysis, &input);
}

static void chunk_axial(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                        double *state, const ring_rows *in, double *sums)
{
  step_run run = block_step_run(plan, t, m, b, from, n, state);
  plan->kernel->axial_analysis(&run, in, sums);
}

/// One kind of analysis: sums of `width` doubles per step over all blocks of its recursion.
typedef struct analysis_pass {
  chunk_fn *chunk;
  int even; ///< blocks with plan_is_even() equal to this
  int steps;
  int columns; ///< read together
  int width;   ///< doubles per step
} analysis_pass;

/// Whether blocks b and b + 1 may go through the kernel together in this chunk.
static int joins(const s2fft_plan *plan, const analysis_pass *pass, int m, int b, int end)
{
  const latitudes *lat = &plan->lat;
  return pass->chunk == chunk_even1 && plan->kernel->joint == 2 && b + 1 < lat->blocks &&
         lat->kind[b] == lat->kind[b + 1] && block_start(plan, m, b) < end &&
         block_start(plan, m, b + 1) < end;
}

/// Both blocks alone up to where the later one starts, then together.
static void chunk_joint(const s2fft_plan *plan, int m, int b, int at, int n, const ring_rows *in,
                        latitude_scratch *s)
{
  int from[2], late = at, per = 4 * plan->kernel->lanes;
  for (int i = 0; i < 2; ++i) {
    from[i] = block_start(plan, m, b + i) > at ? block_start(plan, m, b + i) : at;
    if (from[i] > late) late = from[i];
  }
  double *state = s->state + plan->state_offset[b];
  for (int i = 0; i < 2; ++i) {
    int block = plan->kernel->block;
    ring_rows own = {in->row + i * block, in->np};
    if (from[i] < late)
      chunk_even1(plan, NULL, m, b + i, from[i], late - from[i], state + 2 * i * block, &own,
                  s->sums + (from[i] - at) * per);
  }
  even_run run = block_even_run(plan, m, b, late, at + n - late, state);
  run.blocks = 2;
  plan->kernel->even1_analysis(&run, in, s->sums + (late - at) * per);
}

/// Sum over rings in chunks of steps, so that partial sums stay in cache while every block of rings
/// passes by; out [steps][width].
static void analysis_sum(const s2fft_plan *plan, const analysis_pass *pass, const step_table *t,
                         int m, const ring_rows *rows, latitude_scratch *s, double *out)
{
  int lanes = plan->kernel->lanes, per = pass->width * lanes, size = CHUNK_DOUBLES / per;
  const latitudes *lat = &plan->lat;
  memcpy(s->state, plan->state + m * plan->state_size, (size_t)plan->state_size * sizeof *s->state);
  for (int b = 0; b < lat->blocks && plan->spin != 0 && !pass->even; ++b)
    if (!plan_is_even(plan, b)) block_step_state(plan, m, b, s->state + plan->state_offset[b]);
  for (int at = 0; at < pass->steps; at += size) {
    int n = pass->steps - at < size ? pass->steps - at : size;
    memset(s->sums, 0, (size_t)(n * per) * sizeof *s->sums);
    for (int b = 0; b < lat->blocks; ++b) {
      int skip = block_start(plan, m, b) - at;
      if (plan_is_even(plan, b) != pass->even || skip >= n) continue;
      if (skip < 0) skip = 0;
      ring_rows in[2];
      block_rows(plan, rows, pass->columns, b, in);
      if (joins(plan, pass, m, b, at + n)) {
        chunk_joint(plan, m, b++, at, n, in, s);
        continue;
      }
      pass->chunk(plan, t, m, b, at + skip, n - skip, s->state + plan->state_offset[b], in,
                  s->sums + skip * per);
    }
    plan->kernel->reduce(s->sums, n * pass->width, out + (ptrdiff_t)at * pass->width);
  }
}

static void analysis_even(const s2fft_plan *plan, int m, column_group *group, const ring_rows *rows,
                          latitude_scratch *s)
{
  const even_table *t = &plan->even[m];
  int width = 4 * group->count;
  analysis_pass pass = {group->count == 2 ? chunk_even2 : chunk_even1, 1, t->n, group->count,
                        width};
  analysis_sum(plan, &pass, NULL, m, rows, s, s->panel);
  column spare = s->col[2];
  for (int c = 0; c < group->count; ++c) {
    columns_from_panel(t, plan->L_even - m, s->panel + 4 * c, width, group->col[c]);
    columns_raise(plan, m, group->sign[c], &group->col[c], &spare);
  }
}

static void add_step(const step_table *t, int m, const double *coef, int width, column c)
{
  int i0 = t->first - m;
  for (int i = 0; i < t->n; ++i) {
    c[i0 + i] += t->g[i] * *(const coefficient *)(coef + width * i);
  }
}

static void analysis_step(const s2fft_plan *plan, int m, int cap, column_group *group,
                          const ring_rows *rows, latitude_scratch *s)
{
  step_table t = step_table_in(plan, s->table);
  step_table_fill(plan, m, cap, &t);
  ring_rows sorted[2];
  block_rows_by_sign(plan, group, rows, sorted);
  if (plan->spin != 0) {
    analysis_pass pass = {chunk_step, 0, t.n, 2, 4};
    analysis_sum(plan, &pass, &t, m, sorted, s, s->coef);
    for (int c = 0; c < group->count; ++c)
      add_step(&t, m, s->coef + 2 * (group->sign[c] < 0), 4, group->col[c]);
    return;
  }
  analysis_pass pass = {chunk_axial, 0, t.n, 1, 2};
  for (int c = 0; c < group->count; ++c) {
    analysis_sum(plan, &pass, &t, m, sorted + c, s, s->coef);
    add_step(&t, m, s->coef, 2, group->col[c]);
  }
}

void latitude_analysis(const s2fft_plan *plan, int m, column_group *group, const ring_rows *rows,
                       latitude_scratch *scratch)
{
  order_needs n = block_needs(plan, m);
  if (n.even) {
    analysis_even(plan, m, group, rows, scratch);
  } else {
    for (int c = 0; c < group->count; ++c)
      memset(group->col[c], 0, (size_t)(plan->L - m) * sizeof *group->col[c]);
  }
  if (n.step) analysis_step(plan, m, n.cap, group, rows, scratch);
}
