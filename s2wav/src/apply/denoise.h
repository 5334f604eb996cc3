// SPDX-License-Identifier: MIT
#ifndef S2WAV_APPLY_DENOISE_H
#define S2WAV_APPLY_DENOISE_H

#include "slice.h"
#include <s2wav/denoise.h>

/// One scale to be shrunk.
typedef struct shrink_job {
  s2wav_threshold rule;
  int components;             ///< 1: real samples, 2: complex ones
  int slices;                 ///< samples in gamma
  int64_t slice;              ///< samples of a slice
  const s2_grid *grid;        ///< of a slice
  double variance;            ///< of the noise, of all components together
  const double *map_variance; ///< [slice]; NULL: `variance` everywhere
  double threshold;           ///< of hard and soft, in units of the noise
} shrink_job;

/// Apply the rule to [slices][slice][components] samples.
s2_status shrink(const shrink_job *job, double *map, s2wav_denoise_report *report);

#endif
