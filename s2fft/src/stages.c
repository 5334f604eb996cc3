// SPDX-License-Identifier: MIT
#include "stages.h"
#include <string.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

/// Every stage is a list of independent items, so that results do not depend on who does which.
typedef struct stage {
  const job *j;
  const work_view *view;
  int64_t f; ///< first field
  int n;     ///< fields
  int weighted;
  theta_op op;
  void (*item)(const struct stage *stage, int64_t item, thread_scratch *scratch);
} stage;

static void run_stage(const stage *s, int64_t items, int threads)
{
#ifdef _OPENMP
#  pragma omp parallel for schedule(dynamic, 1) num_threads(threads) if (threads > 1)
  for (int64_t i = 0; i < items; ++i) s->item(s, i, &s->view->thread[omp_get_thread_num()]);
#else
  (void)threads;
  for (int64_t i = 0; i < items; ++i) s->item(s, i, &s->view->thread[0]);
#endif
}

/// Threads worth their start: below some 10^5 flops one is faster.
static int threads_for(const stage *s)
{
  const s2fft_plan *plan = s->j->plan;
  double flops =
      3.0 * plan->L * (plan->mmax + 1) * plan->lat.np * field_columns(s->j->field) * s->n;
  return flops < 4e5 ? 1 : s->view->threads;
}

static double *phase_of(const stage *s, int i)
{
  return s->view->phase + i * phase_field(s->j->plan, s->j->field);
}

// ------------------------------------------------------------------ latitudes

/// Fields that share a recursion: as many as a group of columns holds, where the two-step recursion
/// serves the spin; the others work field by field.
static int fields_per_group(const stage *s)
{
  return s->j->plan->spin_even < 0 ? 1 : GROUP_COLUMNS / field_columns(s->j->field);
}

/// Groups of columns per order: full ones, then powers of two.
static int groups(const stage *s)
{
  int per = fields_per_group(s);
  return s->n / per + __builtin_popcount((unsigned)(s->n % per));
}

/// Fields of group g, and the first of them.
static int group_fields(const stage *s, int g, int *first)
{
  int count = fields_per_group(s), full = s->n / count;
  *first = count * (g < full ? g : full);
  for (int rest = s->n - *first; g >= full && count > 0; count /= 2) {
    if ((rest & count) == 0) continue;
    if (g-- == full) break;
    *first += count;
  }
  return count;
}

/// From this band-limit on sums in float are faster than sums in double: there are two kinds of
/// blocks then, and each takes its own sweeps.
enum { SINGLE_L_MIN = 512 };

/// Where group g of order m lies: its first field, its columns and their rows.
static column_group group_of(const stage *s, int m, int g, thread_scratch *t, int *first,
                             ring_rows rows[GROUP_COLUMNS])
{
  const s2fft_plan *plan = s->j->plan;
  ptrdiff_t order = phase_order(plan, s->j->field) * m, np = plan->np;
  int columns = field_columns(s->j->field), plus = plan->spin < 0 ? -1 : 1;
  column_group group = {.count = columns * group_fields(s, g, first),
                        .single = s->j->single && plan->L >= SINGLE_L_MIN};
  for (int c = 0; c < group.count; ++c) {
    int minus = c % columns;
    group.sign[c] = minus ? -plus : plus;
    group.col[c] = t->latitude.col[c];
    rows[c] = (ring_rows){phase_of(s, *first + c / columns) + order + 4 * minus * np, np};
  }
  return group;
}

static void synthesis_order(const stage *s, int64_t item, thread_scratch *t)
{
  int m = (int)(item / groups(s)), first;
  ring_rows rows[GROUP_COLUMNS];
  column_group group = group_of(s, m, (int)(item % groups(s)), t, &first, rows);
  int columns = field_columns(s->j->field);
  for (int c = 0; c < group.count; c += columns)
    columns_load(s->j, s->f + first + c / columns, m, group.col[c], group.col[c + columns - 1]);
  latitude_synthesis(s->j->plan, m, &group, rows, &t->latitude);
}

static void analysis_order(const stage *s, int64_t item, thread_scratch *t)
{
  int m = (int)(item / groups(s)), first;
  ring_rows rows[GROUP_COLUMNS];
  column_group group = group_of(s, m, (int)(item % groups(s)), t, &first, rows);
  latitude_analysis(s->j->plan, m, &group, rows, &t->latitude);
  int columns = field_columns(s->j->field);
  for (int c = 0; c < group.count; c += columns)
    columns_store(s->j, s->f + first + c / columns, m, group.col[c], group.col[c + columns - 1]);
}

// ------------------------------------------------------------------ theta and rings

static void theta_item(const stage *s, int64_t item, thread_scratch *t)
{
  const s2fft_plan *plan = s->j->plan;
  int items = theta_items(plan, s->j->field);
  theta_apply(plan, s->op, s->j->field, (int)(item % items), phase_of(s, (int)(item / items)),
              phase_order(plan, s->j->field), &t->theta);
}

static void synthesis_rings(const stage *s, int64_t item, thread_scratch *t)
{
  int items = rings_items(s->j->plan), i = (int)(item / items);
  rings_synthesis(s->j, s->f + i, (int)(item % items), phase_of(s, i),
                  phase_order(s->j->plan, s->j->field), s->weighted, &t->ring);
}

static void analysis_rings(const stage *s, int64_t item, thread_scratch *t)
{
  int items = rings_items(s->j->plan), i = (int)(item / items);
  rings_analysis(s->j, s->f + i, (int)(item % items), phase_of(s, i),
                 phase_order(s->j->plan, s->j->field), s->weighted, &t->ring);
}

static void run_theta(stage *s, theta_op op, int threads)
{
  if (theta_skips(s->j->plan, op)) return;
  s->op = op;
  s->item = theta_item;
  run_stage(s, (int64_t)theta_items(s->j->plan, s->j->field) * s->n, threads);
}

// ------------------------------------------------------------------ the two directions

void stages_synthesis(const job *j, int64_t f, int n, int weighted, const work_view *view)
{
  stage s = {.j = j, .view = view, .f = f, .n = n, .weighted = weighted};
  int threads = threads_for(&s), folds = weighted && j->plan->folds;
  s.item = synthesis_order;
  run_stage(&s, (int64_t)(j->plan->mmax + 1) * groups(&s), threads);
  run_theta(&s, folds ? THETA_FOLD_TRANSPOSE : THETA_RESAMPLE, threads);
  s.item = synthesis_rings;
  run_stage(&s, (int64_t)rings_items(j->plan) * n, threads);
}

/// Elements that no order writes: |m| > l of the square, |m| > mmax of the full layouts.
static void clear_unwritten(const job *j, int64_t f)
{
  const s2fft_plan *plan = j->plan;
  int full = j->layout == S2FFT_LAYOUT_LINEAR && plan->mmax == plan->L - 1;
  if (j->layout == S2FFT_LAYOUT_TRIANGLE || full) return;
  size_t size = (size_t)s2fft_alm_size(plan, j->field), bytes = j->single ? 8 : 16;
  for (int i = 0; i < (j->field == S2FFT_PAIR && !j->gradient ? 2 : 1); ++i)
    memset((char *)j->alm[i] + (size_t)(f * j->alm_stride) * bytes, 0, size * bytes);
}

void stages_analysis(const job *j, int64_t f, int n, int weighted, const work_view *view)
{
  stage s = {.j = j, .view = view, .f = f, .n = n, .weighted = weighted};
  int threads = threads_for(&s), folds = weighted && j->plan->folds;
  for (int i = 0; i < n; ++i) clear_unwritten(j, f + i);
  s.item = analysis_rings;
  run_stage(&s, (int64_t)rings_items(j->plan) * n, threads);
  run_theta(&s, folds ? THETA_FOLD : THETA_RESAMPLE_TRANSPOSE, threads);
  s.item = analysis_order;
  run_stage(&s, (int64_t)(j->plan->mmax + 1) * groups(&s), threads);
}
