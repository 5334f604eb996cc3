// SPDX-License-Identifier: MIT
/// @file
/// Scratch memory of a transform.
#ifndef S2WAV_WORKSPACE_H
#define S2WAV_WORKSPACE_H

#include "plan.h"

struct s2wav_workspace {
  const s2wav_plan *plan;
  s2fft_field field;
  s2wav_use use;
  int threads;
  s2fft_priv_channels_work *channels; ///< of all bands
  s2fft_workspace *sht;               ///< of the signal's transform: within `channels`
  s2fft_priv_channel *list;           ///< of one group
  double *modes;                      ///< [group][modes_of()] fields F_n of one pass
  s2_complex *signal;                 ///< [L*L] coefficients, linear
  s2_complex *sums;                   ///< [group][L_j*L_j] coefficients of each scale
  double *samples;                    ///< one scale; NULL if there is no use for them
  double *map;                        ///< the signal in double; NULL if not single
  void *gamma;                        ///< scratch of the largest gamma stage
  void *memory;                       ///< holds these
  int64_t bytes;                      ///< all included
};

/// Scales of a band that go through the engine at once.
int group_of(const band *b, s2fft_field field, s2wav_use use);

/// Fields of the largest batch of channels of any band.
int largest_batch(const s2wav_plan *plan, s2fft_field field, s2wav_use use);

/// Passes in which the maps of a group are taken apart into their orders: one if all F_n of the
/// group are small and whole signals are transformed.
int passes_of(const band *b, s2fft_field field, s2wav_use use);

/// Orders of pass k.
s2fft_priv_orders pass_of(const band *b, s2fft_field field, s2wav_use use, int k);

/// Doubles of the fields F_n of one scale in one pass.
int64_t modes_of(const band *b, s2fft_field field, s2wav_use use);

/// Bytes of a workspace without what the engine allocates.
int64_t workspace_own_bytes(const s2wav_plan *plan, s2fft_field field, s2wav_use use);

/// A workspace for one call.
s2_status workspace_make(s2wav_workspace **work, const s2wav_plan *plan, s2fft_field field,
                         s2wav_use use);

#endif
