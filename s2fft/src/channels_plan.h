// SPDX-License-Identifier: MIT
/// @file
/// What channels (s2fft/priv/channels.h) hold. Coefficients pass through scratch arrays in the
/// linear layout, where the window and the conjugation are applied on the way:
///
///     alm --channels_copy.c--> scratch [field][L*L] --transform.c--> map
#ifndef S2FFT_CHANNELS_PLAN_H
#define S2FFT_CHANNELS_PLAN_H

#include "transform.h"
#include <s2fft/priv/channels.h>

struct s2fft_priv_channels {
  int L, nthreads, nplans;
  s2fft_layout layout; ///< square or linear
  int64_t map_size;
  s2_progress_fn *progress;
  void *progress_user;
  int *spin;         ///< [nplans] ascending
  s2fft_plan **plan; ///< [nplans]
  int64_t bytes;     ///< all plans included
};

struct s2fft_priv_channels_work {
  s2fft_workspace *engine;
  double *alm;    ///< [nfields][L*L] complex
  int L, nfields; ///< largest of all users
  int64_t bytes;  ///< the engine's included
};

/// Index of the plan that serves a spin; -1: none.
int channels_find(const s2fft_priv_channels *channels, int spin);

/// Coefficients of channels with their windows to scratch and, transposed, from scratch; `adjoint`:
/// with conjugate windows.
void channels_load(const s2fft_priv_channels *channels, int count,
                   const s2fft_priv_channel *const *member, int adjoint, double *scratch);
void channels_store(const s2fft_priv_channels *channels, int count,
                    const s2fft_priv_channel *const *member, int adjoint, const double *scratch);

/// A list of channels, which may be a part of the work that progress is told of.
typedef struct channel_list {
  int count;
  const s2fft_priv_channel *channel; ///< [count]
  int before, all;                   ///< channels done before, and in all lists
} channel_list;

/// The four transforms; `function` is what messages call them.
s2_status channels_run(const char *function, operation op, const s2fft_priv_channels *channels,
                       channel_list list, s2fft_priv_channels_work *work);

#endif
