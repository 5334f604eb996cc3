// SPDX-License-Identifier: MIT
/// @file
/// The Fourier transform in gamma (so3_gamma.h) of whole maps: spans of pixels, in tiles.
#ifndef S2FFT_GAMMA_MAPS_H
#define S2FFT_GAMMA_MAPS_H

#include "so3_gamma.h"

/// Neighbouring samples of a map that belong to rings; between spans there are gaps.
typedef struct map_span {
  int64_t at, count;
} map_span;

struct s2fft_priv_gamma {
  gamma_stage stage; ///< none if G = 0
  int64_t slice;     ///< elements of one slice of a map
  int nspans;
  map_span *span; ///< [nspans]
  int64_t bytes;
};

/// Both ways of gamma.h, chosen by `to_map`, with scratch from the arena of gamma_maps_scratch().
void gamma_maps_run(const s2fft_priv_gamma *gamma, const s2fft_priv_gamma_job *job, int to_map,
                    const gamma_scratch *scratch, int threads);

/// Scratch of `threads` threads from an arena (NULL while counting).
gamma_scratch *gamma_maps_scratch(const s2fft_priv_gamma *gamma, s2_arena *arena, int threads);

#endif
