// SPDX-License-Identifier: MIT
#ifndef S2WAV_APPLY_WAVELET_H
#define S2WAV_APPLY_WAVELET_H

#define S2_LIBRARY "s2wav"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <s2wav/tiling.h>

/// Coefficients psi_ln of an unrotated wavelet, l < L, [L][2L-1] square.
s2_status wavelet_fill(const s2wav_tiling *tiling, int i, int L, s2_complex *flm);

#endif
