// SPDX-License-Identifier: MIT
#include "blocks.h"
#include <string.h>

static void zero_block(const s2fft_plan *plan, const ring_rows *rows, int count)
{
  size_t bytes = (size_t)plan->kernel->block * sizeof(double);
  for (int c = 0; c < count; ++c)
    for (int part = 0; part < 4; ++part) memset(rows[c].row + part * rows[c].np, 0, bytes);
}

/// Scaled coefficients of the step kernels: [n][4] for two signs of spin, [n][2] per column else.
static void step_coefficients(const s2fft_plan *plan, const step_table *t, int m,
                              const column_group *group, double *coef)
{
  int i0 = t->first - m, width = plan->spin != 0 ? 4 : 2;
  for (int c = 0; c < group->count; ++c) {
    double *out = coef + 2 * c * t->n;
    if (plan->spin != 0) out = coef + 2 * (c & ~1) * t->n + 2 * (group->sign[c] < 0);
    for (int i = 0; i < t->n; ++i) {
      *(coefficient *)(out + width * i) = t->g[i] * group->col[c][i0 + i];
    }
  }
}

typedef struct step_output {
  const double *coef; ///< [n][4]
  ring_rows rows[2];
} step_output;

static void go_synthesis(const s2fft_plan *plan, const step_run *run, int from, void *data)
{
  const step_output *o = data;
  plan->kernel->step_synthesis(run, o->coef + 4 * from, o->rows);
}

static void synthesis_step(const s2fft_plan *plan, int m, int cap, const column_group *group,
                           const ring_rows *rows, latitude_scratch *s)
{
  step_table t = step_table_in(plan, s->table);
  step_table_fill(plan, m, cap, &t);
  step_coefficients(plan, &t, m, group, s->coef);
  ring_rows sorted[GROUP_COLUMNS], out[GROUP_COLUMNS];
  block_rows_by_sign(plan, group, rows, sorted);
  for (int b = 0; b < plan->lat.blocks; ++b) {
    int from = block_start(plan, m, b);
    if (plan_is_even(plan, b) || from >= t.n) continue;
    block_rows(plan, sorted, group->count, b, out);
    for (int c = 0; c < group->count && plan->spin != 0; c += 2) {
      step_output o = {s->coef + 2 * c * t.n, {out[c], out[c + 1]}};
      block_step_state(plan, m, b, s->state);
      block_step_runs(plan, &t, m, b, from, t.n - from, s->state, go_synthesis, &o);
    }
    if (plan->spin != 0) continue;
    step_run run = block_step_run(plan, &t, m, b, from, t.n - from, block_state(plan, m, b));
    for (int c = 0; c < group->count; ++c)
      plan->kernel->axial_synthesis(&run, s->coef + 2 * (c * t.n + from), &out[c]);
  }
}

static void synthesis_even(const s2fft_plan *plan, int m, column_group *group,
                           const ring_rows *rows, latitude_scratch *s)
{
  const even_table *t = &plan->even[m];
  ptrdiff_t stride = 4 * group->count;
  column spare = s->col[GROUP_COLUMNS];
  for (int c = 0; c < group->count; ++c) {
    columns_lower(plan, m, group->sign[c], &group->col[c], &spare);
    columns_to_panel(t, plan->L_even - m, group->col[c], s->panel + 4 * c, stride);
  }
  for (ptrdiff_t i = 0; group->single && i < t->n * stride; ++i)
    s->panel_single[i] = (float)s->panel[i];
  for (int b = 0; b < plan->lat.blocks; ++b) {
    int from = block_start(plan, m, b);
    if (!plan_is_even(plan, b) || from >= t->n) continue;
    even_run run = block_even_run(plan, m, b);
    ring_rows out[GROUP_COLUMNS];
    block_rows(plan, rows, group->count, b, out);
    int single = block_is_single(plan, group, b);
    const void *panel = single ? (const void *)(s->panel_single + from * stride)
                               : (const void *)(s->panel + from * stride);
    plan->kernel->even[single].synthesis[even_index(group->count)](&run, panel, stride, out);
  }
}

void latitude_synthesis(const s2fft_plan *plan, int m, column_group *group, const ring_rows *rows,
                        latitude_scratch *scratch)
{
  order_needs n = block_needs(plan, m);
  for (int b = 0; b < plan->lat.blocks; ++b) {
    if (block_start(plan, m, b) < plan_steps(plan, m, b)) continue;
    if (plan->theta == NULL && m > plan_reach(plan, b * plan->kernel->block)) continue;
    ring_rows out[GROUP_COLUMNS];
    block_rows(plan, rows, group->count, b, out);
    zero_block(plan, out, group->count);
  }
  if (n.step) synthesis_step(plan, m, n.cap, group, rows, scratch);
  if (n.even) synthesis_even(plan, m, group, rows, scratch);
}
