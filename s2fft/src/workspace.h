// SPDX-License-Identifier: MIT
#ifndef S2FFT_WORKSPACE_H
#define S2FFT_WORKSPACE_H

#include "latitude.h"
#include "rings.h"
#include "theta.h"

/// Scratch of one thread, all stages.
typedef struct thread_scratch {
  latitude_scratch latitude;
  ring_scratch ring;
  theta_scratch theta;
} thread_scratch;

struct s2fft_workspace {
  void *memory;
  int64_t bytes; ///< of memory and this
  int nmaps;     ///< fields asked for
  int threads;
};

/// A workspace laid out for one call: any plan that fits may use it.
typedef struct work_view {
  int nmaps; ///< fields whose phase arrays fit at once
  int threads;
  double *phase;          ///< [nmaps][mmax+1][columns][4][np]
  thread_scratch *thread; ///< [threads]
  double *map;            ///< iterated analyses: [reals * map_size] and
  double *alm[2];         ///< [2 * arrays * alm_size], a field of their own in double
} work_view;

/// Bytes of a workspace.
s2_status workspace_size(const s2fft_plan *plan, s2fft_field field, int nmaps, int64_t *bytes);

/// Lay `work` out for `count` fields or as many as fit; refuses a workspace too small for one.
s2_status workspace_view(const s2fft_workspace *work, const s2fft_plan *plan, s2fft_field field,
                         int64_t count, work_view *view);

/// Real numbers per map sample, and coefficient arrays per field.
static inline int field_reals(s2fft_field field)
{
  return field == S2FFT_REAL ? 1 : 2;
}
static inline int field_arrays(s2fft_field field)
{
  return field == S2FFT_PAIR ? 2 : 1;
}

/// Doubles from one order to the next, and from one field to the next, of the phase array.
static inline ptrdiff_t phase_order(const s2fft_plan *plan, s2fft_field field)
{
  return field_columns(field) * 4 * (ptrdiff_t)plan->np;
}
static inline ptrdiff_t phase_field(const s2fft_plan *plan, s2fft_field field)
{
  return phase_order(plan, field) * (plan->mmax + 1);
}

#endif
