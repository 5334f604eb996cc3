// SPDX-License-Identifier: MIT
#include "blocks.h"
#include <string.h>

void latitude_scratch_take(const s2fft_plan *plan, s2_arena *arena, latitude_scratch *scratch)
{
  size_t L = (size_t)plan->L + 16, size = sizeof(double);
  for (int c = 0; c <= GROUP_COLUMNS; ++c) {
    double *memory = s2_arena_take(arena, column_size(plan), size);
    if (memory != NULL) scratch->col[c] = column_in(memory);
  }
  scratch->panel = s2_arena_take(arena, 2 * GROUP_COLUMNS * L + 8, size);
  scratch->coef = s2_arena_take(arena, 2 * GROUP_COLUMNS * L, size);
  scratch->state = s2_arena_take(arena, (size_t)plan->state_size, size);
  scratch->panel_single = s2_arena_take(arena, 2 * GROUP_COLUMNS * L + 8, sizeof(float));
  size_t record = (size_t)plan->kernel->even[0].state + 4 * GROUP_COLUMNS;
  scratch->rings =
      s2_arena_take(arena, plan->spin_even >= 0 ? record * (size_t)plan->lat.np : 0, size);
  scratch->start = s2_arena_take(arena, (size_t)plan->lat.blocks, sizeof *scratch->start);
  scratch->sums = s2_arena_take(arena, CHUNK_DOUBLES, size);
  scratch->table = s2_arena_take(arena, step_table_size(plan), size);
}

order_needs block_needs(const s2fft_plan *plan, int m)
{
  order_needs n = {0, 0, 0};
  for (int b = 0; b < plan->lat.blocks; ++b) {
    if (block_start(plan, m, b) >= plan_steps(plan, m, b)) continue;
    n.even |= plan_is_even(plan, b);
    n.step |= !plan_is_even(plan, b);
    n.cap |= plan->lat.kind[b] == BLOCK_CAP;
  }
  return n;
}

void block_rows_by_sign(const s2fft_plan *plan, const column_group *group, const ring_rows *rows,
                        ring_rows *out)
{
  if (plan->spin == 0) {
    for (int c = 0; c < group->count; ++c) out[c] = rows[c];
    return;
  }
  for (int c = 0; c < group->count; ++c) out[(c & ~1) + (group->sign[c] < 0)] = rows[c];
}

even_run block_even_run(const s2fft_plan *plan, int m, int b)
{
  const even_table *t = &plan->even[m];
  const latitudes *lat = &plan->lat;
  int at = b * plan->kernel->block, from = block_start(plan, m, b);
  const double *ab = lat->kind[b] == BLOCK_SIN ? t->ab_sin : t->ab_cos;
  return (even_run){.n = t->n - from,
                    .ab = ab + 2 * from,
                    .state = block_state(plan, m, b),
                    .z = lat->x + at,
                    .cosine = lat->cosine + at,
                    .scale = lat->scale != NULL ? lat->scale + at : NULL};
}

step_run block_step_run(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                        double *state)
{
  int cap = plan->lat.kind[b] == BLOCK_CAP;
  return (step_run){.n = n,
                    .form = cap ? STEP_CAP : STEP_MID,
                    .table = (cap ? t->cap : t->mid) + from,
                    .ld = t->ld,
                    .state = state,
                    .x = plan->lat.x + b * plan->kernel->block,
                    .parity = (t->first + from + m) & 1 ? -1 : 1};
}

void block_step_state(const s2fft_plan *plan, int m, int b, double *state)
{
  size_t half = 2 * (size_t)plan->kernel->block;
  int32_t late = plan->late[(int64_t)m * plan->lat.blocks + b];
  memcpy(state, block_state(plan, m, b), 2 * half * sizeof *state);
  if (late / 2 > block_start(plan, m, b))
    memset(state + (late % 2) * half, 0, half * sizeof *state);
}

void block_step_runs(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                     double *state, step_go *go, void *data)
{
  size_t half = 2 * (size_t)plan->kernel->block;
  int32_t late = plan->late[(int64_t)m * plan->lat.blocks + b];
  int join = late / 2, joins = join > block_start(plan, m, b) && join >= from && join < from + n;
  int before = joins ? join - from : n;
  if (before > 0) {
    step_run run = block_step_run(plan, t, m, b, from, before, state);
    go(plan, &run, from, data);
  }
  if (!joins) return;
  size_t part = (size_t)(late % 2) * half;
  memcpy(state + part, block_state(plan, m, b) + part, half * sizeof *state);
  step_run run = block_step_run(plan, t, m, b, join, n - before, state);
  run.add = before > 0;
  go(plan, &run, join, data);
}
