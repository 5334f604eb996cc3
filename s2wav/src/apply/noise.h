// SPDX-License-Identifier: MIT
#ifndef S2WAV_APPLY_NOISE_H
#define S2WAV_APPLY_NOISE_H

#include "slice.h"
#include <s2wav/noise.h>

struct s2wav_noise {
  int nscales;
  int64_t *slice;   ///< [1 + nscales] samples of a slice, to be compared with the plan's
  double *variance; ///< [1 + nscales] means
  double **map;     ///< [1 + nscales] NULL: constant
};

/// Legendre coefficients of the square of a wavelet, averaged over orientations: `b_l = 2 pi int
/// |psi|^2 P_l sin`, l < L of the band; [L], owned by the caller.
s2_status noise_square(const s2wav_tiling *tiling, int i, const s2wav_band *band, double **b);

#endif
