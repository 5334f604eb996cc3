// SPDX-License-Identifier: MIT
#include "blocks.h"
#include <string.h>

/// What one chunk of the analysis does with block b: `from` and `n` within the run.
typedef void chunk_fn(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                      double *state, const ring_rows *in, double *sums);

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

/// One kind of step analysis: sums of `width` doubles per step over all blocks of its recursion.
typedef struct analysis_pass {
  chunk_fn *chunk;
  int steps;
  int columns; ///< read together
  int width;   ///< doubles per step
} analysis_pass;

/// Sum over rings in chunks of steps, so that partial sums stay in cache while every block of rings
/// passes by; out [steps][width].
static void analysis_sum(const s2fft_plan *plan, const analysis_pass *pass, const step_table *t,
                         int m, const ring_rows *rows, latitude_scratch *s, double *out)
{
  int lanes = plan->kernel->lanes, per = pass->width * lanes, size = CHUNK_DOUBLES / per;
  const latitudes *lat = &plan->lat;
  memcpy(s->state, plan->state + m * plan->state_size, (size_t)plan->state_size * sizeof *s->state);
  for (int b = 0; b < lat->blocks && plan->spin != 0; ++b)
    if (!plan_is_even(plan, b)) block_step_state(plan, m, b, s->state + plan->state_offset[b]);
  memset(out, 0, (size_t)(pass->steps * pass->width) * sizeof *out);
  for (int at = 0; at < pass->steps; at += size) {
    int n = pass->steps - at < size ? pass->steps - at : size;
    memset(s->sums, 0, (size_t)(n * per) * sizeof *s->sums);
    for (int b = 0; b < lat->blocks; ++b) {
      int skip = block_start(plan, m, b) - at;
      if (plan_is_even(plan, b) || skip >= n) continue;
      if (skip < 0) skip = 0;
      ring_rows in[2];
      block_rows(plan, rows, pass->columns, b, in);
      pass->chunk(plan, t, m, b, at + skip, n - skip, s->state + plan->state_offset[b], in,
                  s->sums + skip * per);
    }
    plan->kernel->even[0].reduce(s->sums, n * pass->width, out + (ptrdiff_t)at * pass->width);
  }
}

static void analysis_even(const s2fft_plan *plan, int m, column_group *group, const ring_rows *rows,
                          latitude_scratch *s)
{
  int width = 4 * group->count;
  even_sums(plan, m, group, rows, s, s->panel);
  column spare = s->col[GROUP_COLUMNS];
  for (int c = 0; c < group->count; ++c) {
    columns_from_panel(&plan->even[m], plan->L_even - m, s->panel + 4 * c, width, group->col[c]);
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
  ring_rows sorted[GROUP_COLUMNS];
  block_rows_by_sign(plan, group, rows, sorted);
  analysis_pass pair = {chunk_step, t.n, 2, 4}, axial = {chunk_axial, t.n, 1, 2};
  for (int c = 0; c < group->count; c += plan->spin != 0 ? 2 : 1) {
    analysis_sum(plan, plan->spin != 0 ? &pair : &axial, &t, m, sorted + c, s, s->coef);
    if (plan->spin == 0) add_step(&t, m, s->coef, 2, group->col[c]);
    for (int i = c; i < c + 2 && plan->spin != 0; ++i)
      add_step(&t, m, s->coef + 2 * (group->sign[i] < 0), 4, group->col[i]);
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
