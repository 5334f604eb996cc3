// SPDX-License-Identifier: MIT
// The analysis by the two-step recursion: sums over ring pairs at every step. Steps go by in chunks
// and ring pairs in sweeps, so that the partial sums of a chunk and the records of a sweep stay in
// the first-level cache while each passes by the other.
#include "blocks.h"
#include <string.h>

/// Chunks and starts are multiples of every kernel's `group`.
enum { STEP_GROUP = 4 };

/// What the sweeps of one order share.
typedef struct even_pass {
  const s2fft_plan *plan;
  const column_group *group;
  const even_form *form;
  int m, count;
  int single; ///< takes the blocks with sums in float, else the others
  int32_t *start;
  double *rings; ///< record r of block b at (b * form->records + r) * record
  int record;    ///< doubles
  double *sums;  ///< [steps][4 count] registers
} even_pass;

/// Whether block b belongs to this pass.
static int takes(const even_pass *p, int b)
{
  return plan_is_even(p->plan, b) && block_is_single(p->plan, p->group, b) == p->single &&
         block_start(p->plan, p->m, b) < p->plan->even[p->m].n;
}

/// Records and first steps of all blocks; those of another pass never start.
static int pack_rings(const even_pass *p, const ring_rows *rows)
{
  int packed = 0;
  for (int b = 0; b < p->plan->lat.blocks; ++b) {
    p->start[b] = INT32_MAX;
    if (!takes(p, b)) continue;
    even_run run = block_even_run(p->plan, p->m, b);
    ring_rows in[GROUP_COLUMNS];
    block_rows(p->plan, rows, p->count, b, in);
    p->form->pack(&run, in, p->count, p->rings + b * p->form->records * p->record);
    p->start[b] = block_start(p->plan, p->m, b);
    ++packed;
  }
  return packed;
}

/// Blocks first .. end-1, all under way, from step `from` on.
static void sweep_blocks(const even_pass *p, int first, int end, int from, int n, double *sums)
{
  const even_table *t = &p->plan->even[p->m];
  const double *ab = p->plan->lat.kind[first] == BLOCK_SIN ? t->ab_sin : t->ab_cos;
  even_sweep sweep = {.n = n,
                      .records = (end - first) * p->form->records,
                      .ab = ab + 2 * from,
                      .rings = p->rings + first * p->form->records * p->record};
  p->form->analysis[even_index(p->count)](&sweep, sums);
}

/// Steps at .. at+n-1 on blocks first .. end-1, which join one after the other.
static void sweep_tile(const even_pass *p, int first, int end, int at, int n)
{
  const block_kind *kind = p->plan->lat.kind;
  for (int step = at, next; step < at + n; step = next) {
    next = at + n;
    for (int b = first; b < end; ++b) {
      if (p->start[b] > step && p->start[b] < next) next = p->start[b];
    }
    double *sums = p->sums + (ptrdiff_t)(step - at) * 4 * p->count * p->plan->kernel->lanes;
    for (int b = first, run; b < end; b = run) {
      run = b + 1;
      if (p->start[b] > step) continue;
      while (run < end && kind[run] == kind[b] && p->start[run] <= step) ++run;
      sweep_blocks(p, b, run, step, next - step, sums);
    }
  }
}

static void run_pass(const even_pass *p, const ring_rows *rows, double *out)
{
  const s2fft_plan *plan = p->plan;
  int lanes = plan->kernel->lanes, width = 4 * p->count, steps = plan->even[p->m].n;
  int size = CHUNK_DOUBLES / (width * lanes) / STEP_GROUP * STEP_GROUP;
  int tile = SWEEP_DOUBLES / (p->form->records * p->record);
  if (pack_rings(p, rows) == 0) return;
  for (int at = 0; at < steps; at += size) {
    int n = steps - at < size ? steps - at : size;
    size_t whole = (size_t)((n + STEP_GROUP - 1) / STEP_GROUP * STEP_GROUP);
    memset(p->sums, 0, whole * (size_t)(width * lanes) * sizeof *p->sums);
    for (int b = 0; b < plan->lat.blocks; b += tile) {
      int end = b + tile < plan->lat.blocks ? b + tile : plan->lat.blocks;
      sweep_tile(p, b, end, at, n);
    }
    p->form->reduce(p->sums, n * width, out + (ptrdiff_t)at * width);
  }
}

void even_sums(const s2fft_plan *plan, int m, const column_group *group, const ring_rows *rows,
               latitude_scratch *s, double *out)
{
  memset(out, 0, (size_t)plan->even[m].n * 4 * (size_t)group->count * sizeof *out);
  for (int single = 0; single <= group->single; ++single) {
    const even_form *form = &plan->kernel->even[single];
    even_pass p = {.plan = plan,
                   .group = group,
                   .form = form,
                   .m = m,
                   .count = group->count,
                   .single = single,
                   .start = s->start,
                   .rings = s->rings,
                   .record = (form->state + 4 * group->count) * plan->kernel->lanes,
                   .sums = s->sums};
    run_pass(&p, rows, out);
  }
}
