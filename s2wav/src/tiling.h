// SPDX-License-Identifier: MIT
/// @file
/// What a tiling holds, and how it is made:
///
///     options --lowpass.c--> K [J+2][L] --tiling.c--> kappa [scales][L] --bands.c--> bands
///                                                   rows: direction.c
#ifndef S2WAV_TILING_PRIVATE_H
#define S2WAV_TILING_PRIVATE_H

#define S2_LIBRARY "s2wav"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <s2wav/tiling.h>

struct s2wav_tiling {
  s2wav_tiling_options o; ///< J_max resolved, lowpass not kept
  int L, nscales;
  double error;
  double *kappa;    ///< [1 + nscales][L], the scaling function first
  s2wav_band *band; ///< [1 + nscales]
  double *rows;     ///< [N][2N-1] |s| for g = 0 .. N-1
};

/// Smallest J with lambda^J >= L, by repeated multiplication: logarithms of two libraries differ.
int lowpass_J_max(int L, double lambda);

/// lambda^j, j >= -2.
double lowpass_power(double lambda, int j);

/// K_j(l), [J_max + 2][L], of the family; owned by the caller.
s2_status lowpass_create(int L, const s2wav_tiling_options *o, double **lowpass);

/// Bands from kappa and the rule.
void bands_fill(s2wav_tiling *tiling);

/// |s| of all g.
void direction_fill(int N, double *rows);

#endif
