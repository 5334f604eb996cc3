// SPDX-License-Identifier: MIT
/// @file
/// What a Wigner transform holds, and the path of its data:
///
///     flmn --channels_run.c--> fields F_n ("modes") --gamma_maps.c--> map
///
/// and back. Inside, the field of n < 0 is kept as its conjugate, so that it shares plan and batch
/// with n. On the way to a map the modes lie in the map itself. A map that is given is not changed:
/// its modes need memory, all of them if that is little, else those of one |n| after another.
#ifndef S2FFT_SO3_PLAN_H
#define S2FFT_SO3_PLAN_H

#include "channels_plan.h"
#include "gamma_maps.h"
#include <s2fft/so3.h>

struct s2fft_so3_plan {
  int L, N, nthreads;
  s2fft_so3_storage storage;
  int parity;              ///< of the orders: 0 or 1; -1: both
  int64_t slice;           ///< elements of one slice of a map
  int G;                   ///< samples in gamma; 0: modes
  s2_complex *window[2];   ///< [2][L] for even, then odd n: of the synthesis, of the analysis
  s2fft_priv_gamma *gamma; ///< without a transform for modes
  s2fft_priv_channels *channels;
  int64_t bytes;
};

struct s2fft_so3_workspace {
  s2fft_priv_channels_work *channels;
  s2fft_priv_channel *list; ///< [2N-1]
  double *modes;            ///< [so3_needs::modes]; NULL: modes lie in the map
  gamma_scratch *gamma;     ///< [threads]
  void *memory;             ///< holds the three
  int threads;
  int passes;       ///< in which a map that is given is taken apart
  int64_t capacity; ///< bytes of memory
  int64_t bytes;    ///< the channels' included
};

/// Options given by the caller, complete.
s2_status so3_options_adopt(const s2fft_so3_options *given, s2fft_so3_options *own);

/// Refuse what is wrong in them, given N.
s2_status so3_options_check(int N, const s2fft_so3_options *o);

/// Parity of the orders of a function; -1: both.
int so3_options_parity(int N, const s2fft_so3_options *o);

/// The plan, and with `bytes` not NULL the bytes of plan and workspace instead.
s2_status so3_create(s2fft_so3_plan **plan, const s2_grid *grid, int L, int N,
                     const s2fft_so3_options *options, s2fft_field field, int64_t *bytes);

/// Orders of a field of a plan.
order_list so3_orders(const s2fft_so3_plan *plan, s2fft_field field);

/// Fields of a batch of channels: n and -n together.
static inline int so3_batch(s2fft_so3_storage storage, s2fft_field field)
{
  return storage != S2FFT_SO3_MODES && field == S2FFT_COMPLEX ? 2 : 1;
}

/// What a workspace has to hold.
typedef struct so3_needs {
  s2fft_field field;
  int passes; ///< 1: all modes; more: those of one; 0: none, they lie in the map
  int threads;
} so3_needs;

/// Bytes of a workspace without its channels, and the layout of its memory (base NULL: count only).
size_t so3_lay_out(const s2fft_so3_plan *plan, so3_needs needs, char *base,
                   s2fft_so3_workspace *work);

/// A workspace for such needs.
s2_status so3_workspace_make(s2fft_so3_workspace **work, const s2fft_so3_plan *plan,
                             so3_needs needs);

/// What the workspaces of callers hold.
so3_needs so3_all_needs(const s2fft_so3_plan *plan, s2fft_field field);

#endif
