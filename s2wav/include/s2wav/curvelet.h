// SPDX-License-Identifier: MIT
/// @file
/// Curvelets: wavelets as narrow in direction as their degree allows.
///
/// A curvelet of scale j has only the orders n = +-l, `s_ll = 1/sqrt(2), s_l,-l = (-1)^l/sqrt(2)`,
/// and is turned by the angle theta_j, `cos(theta_j) = -spin / lambda^j`, which brings its centre
/// from the equator (spin 0) to the pole:
///
///     psi^j_ln = sqrt((2l+1) / 8 pi^2) kappa_j(l) r_ln
///     r_ln     = sum_+- d^l_{n,+-l}(theta_j) s_l,+-l,      sum_n |r_ln|^2 = 1
///
/// The kernels are those of any tiling, whose N does not matter. All orders |n| <= l occur, of both
/// parities: a scale has N_j = L_j and is stored in full (s2fft/so3.h). The scaling function is
/// that of the tiling.
///
/// **Cost.** A scale has (2 L_j - 1)^2 L_j coefficients (L_j = 256: 1 GB) and O(L_j^4) work; rows
/// are made when needed, no psi is stored. Fit for L up to a few hundred.
///
/// **Source**: Chan, Leistedt, Kitching & McEwen 2017 (1511.05578).
#ifndef S2WAV_CURVELET_H
#define S2WAV_CURVELET_H

#include <s2wav/tiling.h>

S2_BEGIN_DECLS

/// Directional row r_ln of one scale and degree. r_l,-n = (-1)^n r_ln for spin 0: the curvelets are
/// real.
///
/// @param[in]  tiling  any
/// @param[in]  i       scale, 0 .. s2wav_tiling_nscales() - 1
/// @param[in]  l       degree, 0 .. L-1; the row of l = 0 is zero
/// @param[out] row     [2l+1] n = -l .. l
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_NUMERIC (see s2fft_wigner_row())
/// @par Cost O(l)
/// @par Accuracy that of s2fft_wigner_row()
S2_NODISCARD S2_EXPORT s2_status s2wav_curvelet_row(const s2wav_tiling *tiling, int i, int l,
                                                    double *row);

/// Coefficients of one scale.
/// @param[in] tiling  any
/// @param[in] i       scale, 0 .. s2wav_tiling_nscales() - 1
/// @return (2 L_j - 1)^2 L_j; 0 if i is out of range
S2_EXPORT int64_t s2wav_curvelet_size(const s2wav_tiling *tiling, int i);

/// @name Transforms of one scale in harmonic space
/// `flm` is [L^2] in the linear layout, `wlmn` [2 L_j - 1][L_j][2 L_j - 1], n = -(L_j-1) .. L_j-1:
/// what s2fft_so3_inverse_complex() of L = N = L_j makes a map of, and s2fft_so3_forward_complex()
/// gives back. Synthesis and adjoint of the analysis *add* to `flm`; the scaling function's part is
/// `kappa0(l)^2 f_lm`. Errors: those of s2wav_curvelet_row(); outputs are then unspecified.
/// @{

/// Analysis, `W^l_mn = sqrt(8 pi^2 / (2l+1)) kappa_j(l) r_ln f_lm`.
/// @param[in]  tiling  any
/// @param[in]  i       scale
/// @param[in]  flm     coefficients of the signal
/// @param[out] wlmn    coefficients of the scale
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2wav_curvelet_analysis(const s2wav_tiling *tiling, int i,
                                                         const s2_complex *flm, s2_complex *wlmn);

/// Synthesis, `f_lm += sum_n sqrt((2l+1) / 8 pi^2) kappa_j(l) r_ln W^l_mn`.
/// @param[in]     tiling  any
/// @param[in]     i       scale
/// @param[in]     wlmn    coefficients of the scale
/// @param[in,out] flm     coefficients of the signal, added to
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2wav_curvelet_synthesis(const s2wav_tiling *tiling, int i,
                                                          const s2_complex *wlmn, s2_complex *flm);

/// Adjoint of the analysis, for sums over all (l, m, n).
/// @param[in]     tiling  any
/// @param[in]     i       scale
/// @param[in]     wlmn    coefficients of the scale
/// @param[in,out] flm     coefficients of the signal, added to
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2wav_curvelet_analysis_adjoint(const s2wav_tiling *tiling, int i,
                                                                 const s2_complex *wlmn,
                                                                 s2_complex *flm);

/// Adjoint of the synthesis, for sums over all (l, m, n).
/// @param[in]  tiling  any
/// @param[in]  i       scale
/// @param[in]  flm     coefficients of the signal
/// @param[out] wlmn    coefficients of the scale
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2wav_curvelet_synthesis_adjoint(const s2wav_tiling *tiling, int i,
                                                                  const s2_complex *flm,
                                                                  s2_complex *wlmn);
/// @}

S2_END_DECLS
#endif
