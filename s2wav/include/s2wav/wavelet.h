// SPDX-License-Identifier: MIT
/// @file
/// The wavelets themselves: their coefficients at any rotation, ready to be synthesised and looked
/// at.
#ifndef S2WAV_WAVELET_H
#define S2WAV_WAVELET_H

#include <s2fft/euler.h>
#include <s2wav/tiling.h>

S2_BEGIN_DECLS

/// Coefficients of one wavelet `R psi_j`, or of the scaling function, as a scalar field:
/// `psi_ln = sqrt((2l+1) / 8 pi^2) kappa_j(l) s_ln` (scaling function: `sqrt((2l+1) / 4 pi)
/// kappa0(l)` at n = 0), rotated by Wigner's D-functions. At the identity it is centred on the
/// north pole. Real on the sphere.
///
/// @param[in]  tiling  any
/// @param[in]  i       scale, or ::S2WAV_SCALING
/// @param[in]  angles  rotation, of s2fft/euler.h; NULL: identity
/// @param[out] flm     [L][2L-1] square layout, L = s2wav_tiling_L()
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
/// @par Cost that of s2fft_rotate_complex()
S2_NODISCARD S2_EXPORT s2_status s2wav_wavelet(const s2wav_tiling *tiling, int i,
                                               const s2fft_euler *angles, s2_complex *flm);

S2_END_DECLS
#endif
