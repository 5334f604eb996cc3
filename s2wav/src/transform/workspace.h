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
  s2fft_workspace *sht;                ///< NULL: no grid
  s2fft_priv_channels_work **channels; ///< [nbands]
  s2fft_priv_channel *list;            ///< of one group
  double *modes;                       ///< [group] fields F_n of one scale
  int64_t mode_stride;                 ///< doubles from one scale's to the next
  s2_complex *signal;                  ///< [L*L] coefficients, linear
  s2_complex *sums;                    ///< [group][L_j*L_j] coefficients of each scale
  double *samples;                     ///< one scale; NULL if there is no use for them
  double *map;                         ///< the signal in double; NULL if not single
  void *gamma;                         ///< scratch of the largest gamma stage
  void *memory;                        ///< holds these
  int64_t bytes;                       ///< all included
};

/// Scales of a band that go through the engine at once.
int group_of(const band *b, s2fft_field field, s2wav_use use);

/// Fields of a batch of channels of a band.
int batch_of(const band *b, s2fft_field field, s2wav_use use);

/// Bytes of a workspace without what the engine allocates.
int64_t workspace_own_bytes(const s2wav_plan *plan, s2fft_field field, s2wav_use use);

/// A workspace for one call.
s2_status workspace_make(s2wav_workspace **work, const s2wav_plan *plan, s2fft_field field,
                         s2wav_use use);

#endif
