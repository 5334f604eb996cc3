// SPDX-License-Identifier: MIT
#include "latitude.h"
#include <string.h>

/// Doubles of partial sums in one chunk: stays in the first-level cache.
enum { CHUNK_DOUBLES = 3072 };

void latitude_scratch_take(const s2fft_plan *plan, s2_arena *arena, latitude_scratch *scratch)
{
  size_t L = (size_t)plan->L + 16, size = sizeof(double);
  for (int c = 0; c < 3; ++c) {
    double *memory = s2_arena_take(arena, column_size(plan), size);
    if (memory != NULL) scratch->col[c] = column_in(memory);
  }
  scratch->panel = s2_arena_take(arena, 4 * L + 8, size);
  scratch->coef = s2_arena_take(arena, 4 * L, size);
  scratch->state = s2_arena_take(arena, (size_t)plan->state_size, size);
  scratch->sums = s2_arena_take(arena, CHUNK_DOUBLES, size);
  scratch->table = s2_arena_take(arena, step_table_size(plan), size);
}

static int start_of(const s2fft_plan *plan, int m, int b)
{
  return plan->start[(int64_t)m * plan->lat.blocks + b];
}

static double *state_of(const s2fft_plan *plan, int m, int b)
{
  return plan->state + m * plan->state_size + plan->state_offset[b];
}

/// Which recursions order m needs at all.
typedef struct order_needs {
  int even, step, cap;
} order_needs;

static order_needs needs(const s2fft_plan *plan, int m)
{
  order_needs n = {0, 0, 0};
  for (int b = 0; b < plan->lat.blocks; ++b) {
    if (start_of(plan, m, b) >= plan_steps(plan, m, b)) continue;
    n.even |= plan_is_even(plan, b);
    n.step |= !plan_is_even(plan, b);
    n.cap |= plan->lat.kind[b] == BLOCK_CAP;
  }
  return n;
}

static void rows_of_block(const s2fft_plan *plan, const ring_rows *rows, int count, int b,
                          ring_rows *out)
{
  for (int c = 0; c < count; ++c)
    out[c] = (ring_rows){rows[c].row + b * plan->kernel->block, rows[c].np};
}

/// The step kernels take +|s| first: columns of a negative spin change places.
static void rows_by_sign(const s2fft_plan *plan, const column_group *group, const ring_rows *rows,
                         ring_rows *out)
{
  if (plan->spin == 0) {
    for (int c = 0; c < group->count; ++c) out[c] = rows[c];
    return;
  }
  for (int c = 0; c < 2; ++c) out[group->sign[c] < 0] = rows[c];
}

static even_run even_run_of(const s2fft_plan *plan, int m, int b, int from, int n, double *state)
{
  const even_table *t = &plan->even[m];
  const latitudes *lat = &plan->lat;
  int at = b * plan->kernel->block;
  const double *ab = lat->kind[b] == BLOCK_SIN ? t->ab_sin : t->ab_cos;
  return (even_run){.n = n,
                    .blocks = 1,
                    .ab = ab + 2 * from,
                    .state = state,
                    .z = lat->x + at,
                    .cosine = lat->cosine + at,
                    .scale = lat->scale != NULL ? lat->scale + at : NULL};
}

static step_run step_run_of(const s2fft_plan *plan, const step_table *t, int m, int b, int from,
                            int n, double *state)
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

/// Start values of the two functions of a step block; the later one is zero until step_runs().
static void step_state(const s2fft_plan *plan, int m, int b, double *state)
{
  size_t half = 2 * (size_t)plan->kernel->block;
  int32_t late = plan->late[(int64_t)m * plan->lat.blocks + b];
  memcpy(state, state_of(plan, m, b), 2 * half * sizeof *state);
  if (late / 2 > start_of(plan, m, b)) memset(state + (late % 2) * half, 0, half * sizeof *state);
}

/// Steps from .. from+n-1 of a step block in one or two runs: at plan->late the second function
/// joins.
static void step_runs(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                      double *state, void (*go)(const s2fft_plan *, const step_run *, int, void *),
                      void *data)
{
  size_t half = 2 * (size_t)plan->kernel->block;
  int32_t late = plan->late[(int64_t)m * plan->lat.blocks + b];
  int join = late / 2, joins = join > start_of(plan, m, b) && join >= from && join < from + n;
  int before = joins ? join - from : n;
  if (before > 0) {
    step_run run = step_run_of(plan, t, m, b, from, before, state);
    go(plan, &run, from, data);
  }
  if (!joins) return;
  size_t part = (size_t)(late % 2) * half;
  memcpy(state + part, state_of(plan, m, b) + part, half * sizeof *state);
  step_run run = step_run_of(plan, t, m, b, join, n - before, state);
  run.add = before > 0;
  go(plan, &run, join, data);
}

// ------------------------------------------------------------------ synthesis

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
  int i0 = t->first - m;
  for (int c = 0; c < group->count; ++c) {
    int width = plan->spin != 0 ? 4 : 2;
    double *out = plan->spin != 0 ? coef + 2 * (group->sign[c] < 0) : coef + 2 * c * t->n;
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
  ring_rows sorted[2];
  rows_by_sign(plan, group, rows, sorted);
  for (int b = 0; b < plan->lat.blocks; ++b) {
    int from = start_of(plan, m, b);
    if (plan_is_even(plan, b) || from >= t.n) continue;
    step_output o = {.coef = s->coef};
    rows_of_block(plan, sorted, group->count, b, o.rows);
    if (plan->spin != 0) {
      step_state(plan, m, b, s->state);
      step_runs(plan, &t, m, b, from, t.n - from, s->state, go_synthesis, &o);
      continue;
    }
    step_run run = step_run_of(plan, &t, m, b, from, t.n - from, state_of(plan, m, b));
    for (int c = 0; c < group->count; ++c)
      plan->kernel->axial_synthesis(&run, s->coef + 2 * (c * t.n + from), &o.rows[c]);
  }
}

static void synthesis_even(const s2fft_plan *plan, int m, column_group *group,
                           const ring_rows *rows, latitude_scratch *s)
{
  const even_table *t = &plan->even[m];
  const s2fft_kernel *kernel = plan->kernel;
  ptrdiff_t stride = 4 * group->count;
  column spare = s->col[2];
  for (int c = 0; c < group->count; ++c) {
    columns_lower(plan, m, group->sign[c], &group->col[c], &spare);
    columns_to_panel(t, plan->L_even - m, group->col[c], s->panel + 4 * c, stride);
  }
  for (int b = 0; b < plan->lat.blocks; ++b) {
    int from = start_of(plan, m, b);
    if (!plan_is_even(plan, b) || from >= t->n) continue;
    even_run run = even_run_of(plan, m, b, from, t->n - from, state_of(plan, m, b));
    ring_rows out[2];
    rows_of_block(plan, rows, group->count, b, out);
    (group->count == 2 ? kernel->even2_synthesis
                       : kernel->even1_synthesis)(&run, s->panel + from * stride, stride, out);
  }
}

void latitude_synthesis(const s2fft_plan *plan, int m, column_group *group, const ring_rows *rows,
                        latitude_scratch *scratch)
{
  order_needs n = needs(plan, m);
  for (int b = 0; b < plan->lat.blocks; ++b) {
    if (start_of(plan, m, b) < plan_steps(plan, m, b)) continue;
    if (m > plan_reach(plan, b * plan->kernel->block)) continue;
    ring_rows out[2];
    rows_of_block(plan, rows, group->count, b, out);
    zero_block(plan, out, group->count);
  }
  if (n.step) synthesis_step(plan, m, n.cap, group, rows, scratch);
  if (n.even) synthesis_even(plan, m, group, rows, scratch);
}

// ------------------------------------------------------------------ analysis

/// What one chunk of the analysis does with block b: `from` and `n` within the run.
typedef void chunk_fn(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                      double *state, const ring_rows *in, double *sums);

static void chunk_even1(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                        double *state, const ring_rows *in, double *sums)
{
  (void)t;
  even_run run = even_run_of(plan, m, b, from, n, state);
  plan->kernel->even1_analysis(&run, in, sums);
}

static void chunk_even2(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                        double *state, const ring_rows *in, double *sums)
{
  (void)t;
  even_run run = even_run_of(plan, m, b, from, n, state);
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
  step_runs(plan, t, m, b, from, n, state, go_analysis, &input);
}

static void chunk_axial(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                        double *state, const ring_rows *in, double *sums)
{
  step_run run = step_run_of(plan, t, m, b, from, n, state);
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
         lat->kind[b] == lat->kind[b + 1] && start_of(plan, m, b) < end &&
         start_of(plan, m, b + 1) < end;
}

/// Both blocks alone up to where the later one starts, then together.
static void chunk_joint(const s2fft_plan *plan, int m, int b, int at, int n, const ring_rows *in,
                        latitude_scratch *s)
{
  int from[2], late = at, per = 4 * plan->kernel->lanes;
  for (int i = 0; i < 2; ++i) {
    from[i] = start_of(plan, m, b + i) > at ? start_of(plan, m, b + i) : at;
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
  even_run run = even_run_of(plan, m, b, late, at + n - late, state);
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
    if (!plan_is_even(plan, b)) step_state(plan, m, b, s->state + plan->state_offset[b]);
  for (int at = 0; at < pass->steps; at += size) {
    int n = pass->steps - at < size ? pass->steps - at : size;
    memset(s->sums, 0, (size_t)(n * per) * sizeof *s->sums);
    for (int b = 0; b < lat->blocks; ++b) {
      int skip = start_of(plan, m, b) - at;
      if (plan_is_even(plan, b) != pass->even || skip >= n) continue;
      if (skip < 0) skip = 0;
      ring_rows in[2];
      rows_of_block(plan, rows, pass->columns, b, in);
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
  rows_by_sign(plan, group, rows, sorted);
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
  order_needs n = needs(plan, m);
  if (n.even) {
    analysis_even(plan, m, group, rows, scratch);
  } else {
    for (int c = 0; c < group->count; ++c)
      memset(group->col[c], 0, (size_t)(plan->L - m) * sizeof *group->col[c]);
  }
  if (n.step) analysis_step(plan, m, n.cap, group, rows, scratch);
}
