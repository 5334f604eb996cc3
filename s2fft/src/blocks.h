// SPDX-License-Identifier: MIT
/// @file
/// What the two directions of the latitudinal stage share: which blocks of ring pairs contribute at
/// an order, from which step on, and the kernels' arguments for them.
#ifndef S2FFT_BLOCKS_H
#define S2FFT_BLOCKS_H

#include "latitude.h"

/// Doubles of partial sums in one chunk of the analysis: stays in the first-level cache.
enum { CHUNK_DOUBLES = 3072 };

/// Which recursions order m needs at all.
typedef struct order_needs {
  int even, step, cap;
} order_needs;

order_needs block_needs(const s2fft_plan *plan, int m);

/// First step that contributes.
static inline int block_start(const s2fft_plan *plan, int m, int b)
{
  return plan->start[(int64_t)m * plan->lat.blocks + b];
}

/// Start values.
static inline double *block_state(const s2fft_plan *plan, int m, int b)
{
  return plan->state + m * plan->state_size + plan->state_offset[b];
}

/// Rows of `count` columns at block b.
static inline void block_rows(const s2fft_plan *plan, const ring_rows *rows, int count, int b,
                              ring_rows *out)
{
  for (int c = 0; c < count; ++c)
    out[c] = (ring_rows){rows[c].row + b * plan->kernel->block, rows[c].np};
}

/// The step kernels take +|s| first: the two columns of a negative spin change places.
void block_rows_by_sign(const s2fft_plan *plan, const column_group *group, const ring_rows *rows,
                        ring_rows *out);

/// Which of the kernels for 1, 2 and 4 columns.
static inline int even_index(int count)
{
  return count / 2;
}

/// Below this cos(theta) sums in float would cost digits: P_{m+2k} there is a difference of two r_k
/// larger by 1/cos(theta) (kernel.h).
static const double SINGLE_COSINE_MIN = 0.0625;

/// And below this sin(theta)^|s|, whose inverse amplifies the errors of a spin's scalar columns.
static const double SINGLE_SINE_POWER_MIN = 0.25;

/// Whether block b of a group takes sums in float: two columns or more gain by it.
static inline int block_is_single(const s2fft_plan *plan, const column_group *group, int b)
{
  int first = b * plan->kernel->block, last = first + plan->kernel->block - 1;
  double power = 1.0;
  for (int s = 0; s < plan->spin_even; ++s) power *= plan->lat.sine[first];
  return group->single && group->count > 1 && power >= SINGLE_SINE_POWER_MIN &&
         plan->lat.cosine[last] >= SINGLE_COSINE_MIN;
}

/// Sums over all even blocks of ring pairs, out [n][4 count] for the n steps of order m.
void even_sums(const s2fft_plan *plan, int m, const column_group *group, const ring_rows *rows,
               latitude_scratch *s, double *out);

/// Kernel arguments: all steps that contribute, and n degrees from degree index `from` on.
even_run block_even_run(const s2fft_plan *plan, int m, int b);
step_run block_step_run(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                        double *state);

/// Start values of the two functions of a step block; the later one is zero until
/// block_step_runs() reaches it.
void block_step_state(const s2fft_plan *plan, int m, int b, double *state);

/// What is done with one run that starts at step `from`.
typedef void step_go(const s2fft_plan *plan, const step_run *run, int from, void *data);

/// Steps from .. from+n-1 of a step block in one or two runs: at plan->late the second function
/// joins.
void block_step_runs(const s2fft_plan *plan, const step_table *t, int m, int b, int from, int n,
                     double *state, step_go *go, void *data);

#endif
