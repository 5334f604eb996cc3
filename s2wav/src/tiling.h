// SPDX-License-Identifier: MIT
/// @file
/// What a tiling holds, and how it is made:
///
///     options --lowpass.c--> K [J+2][L] --tiling.c--> kappa [scales][L] --bands.c--> bands
///
/// Directional rows are made when asked for (direction.c).
#ifndef S2WAV_TILING_PRIVATE_H
#define S2WAV_TILING_PRIVATE_H

#define S2_LIBRARY "s2wav"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <s2wav/tiling.h>

enum { TILING_SCALES_MAX = 4096 };

struct s2wav_tiling {
  s2wav_tiling_options o; ///< J_max resolved, lowpass not kept
  int L, nscales;
  double error;
  double *kappa;    ///< [1 + nscales][L], the scaling function first
  s2wav_band *band; ///< [1 + nscales]
};

static inline int tiling_has_scale(const s2wav_tiling *tiling, int i)
{
  return i >= S2WAV_SCALING && i < tiling->nscales;
}

/// Bands from kappa and the rule.
void bands_fill(s2wav_tiling *tiling);

/// s_ln, (re, im) pairs [2N-1].
void direction_row(int N, int l, double *row);

#endif
