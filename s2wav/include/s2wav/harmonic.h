// SPDX-License-Identifier: MIT
/// @file
/// Wavelet coefficients in harmonic space: no pixels, no loss on any grid, no transform.
///
/// The coefficients of W_j on SO(3) (s2fft/so3.h) and of the scaling map are
///
///     W^l_mn = sqrt(8 pi^2 / (2l+1)) kappa_j(l) conj(s_ln) f_lm,    W_0,lm = kappa0(l) f_lm
///     f_lm   = sum_jn sqrt((2l+1) / 8 pi^2) kappa_j(l) s_ln W^l_mn + kappa0(l) W_0,lm
///
/// **Storage.** All scales lie in one array, j ascending, each [orders][L_j^2]: the orders n of
/// the parity of N_j - 1 ascending, of real signals n >= 0 only, and within an order the linear
/// layout l*l + l + m of s2fft/conventions.h, l < L_j. Elements with l < |n| are zero.
/// Scaling coefficients: s2wav_options::layout at the band-limit of the scaling map.
///
/// **Adjoints** are exact for sums over all (l, m, n): real signals count n > 0 twice.
///
/// Coefficients of one scale become samples and back through s2fft_so3_inverse() and
/// s2fft_so3_forward().
#ifndef S2WAV_HARMONIC_H
#define S2WAV_HARMONIC_H

#include <s2wav/s2wav.h>

S2_BEGIN_DECLS

/// Elements of the coefficients of all scales.
/// @param[in] plan   any plan
/// @param[in] field  ::S2FFT_REAL or ::S2FFT_COMPLEX
/// @return number of complex numbers; 0 for another field
S2_EXPORT int64_t s2wav_lmn_size(const s2wav_plan *plan, s2fft_field field);

/// Index of W^l_mn of a scale.
/// @param[in] plan   any plan
/// @param[in] field  ::S2FFT_REAL or ::S2FFT_COMPLEX
/// @param[in] i      scale, 0 .. s2wav_nscales() - 1
/// @param[in] l      degree, 0 .. L_j - 1
/// @param[in] m      order, |m| <= l
/// @param[in] n      order in gamma, of the parity of N_j - 1; real signals n >= 0
/// @return index in the array of all scales; -1 if (l, m, n) has no place
S2_EXPORT int64_t s2wav_lmn_index(const s2wav_plan *plan, s2fft_field field, int i, int l, int m,
                                  int n);

/// Elements of the scaling coefficients.
/// @param[in] plan   any plan
/// @param[in] field  ::S2FFT_REAL or ::S2FFT_COMPLEX
/// @return number of complex numbers; 0 if the layout cannot hold the field
S2_EXPORT int64_t s2wav_scal_lm_size(const s2wav_plan *plan, s2fft_field field);

/// @name Transforms
/// `flm` is [s2wav_lm_size()], `wlmn` [s2wav_lmn_size()], `slm` [s2wav_scal_lm_size()]. They
/// allocate nothing and cost one pass over `wlmn`. Errors: ::S2_ERR_ARGUMENT (NULL, real
/// transforms with a tiling of spin other than 0); outputs are then untouched.
/// @{

/// Analysis of real signals in harmonic space.
/// @param[in]  plan any plan
/// @param[in]  flm  coefficients of the signal
/// @param[out] wlmn coefficients of all scales
/// @param[out] slm  scaling coefficients; NULL: not wanted
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2wav_lmn_analysis(const s2wav_plan *plan, const s2_complex *flm,
                                                    s2_complex *wlmn, s2_complex *slm);

/// Synthesis of real signals in harmonic space.
/// @param[in]  plan any plan
/// @param[in]  wlmn coefficients of all scales
/// @param[in]  slm  scaling coefficients; NULL: zero
/// @param[out] flm  coefficients of the signal
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2wav_lmn_synthesis(const s2wav_plan *plan, const s2_complex *wlmn,
                                                     const s2_complex *slm, s2_complex *flm);

/// Adjoint of the analysis of real signals in harmonic space.
/// @param[in]  plan any plan
/// @param[in]  wlmn coefficients of all scales
/// @param[in]  slm  scaling coefficients; NULL: zero
/// @param[out] flm  coefficients of the signal
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2wav_lmn_analysis_adjoint(const s2wav_plan *plan,
                                                            const s2_complex *wlmn,
                                                            const s2_complex *slm, s2_complex *flm);

/// Adjoint of the synthesis of real signals in harmonic space.
/// @param[in]  plan any plan
/// @param[in]  flm  coefficients of the signal
/// @param[out] wlmn coefficients of all scales
/// @param[out] slm  scaling coefficients; NULL: not wanted
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2wav_lmn_synthesis_adjoint(const s2wav_plan *plan,
                                                             const s2_complex *flm,
                                                             s2_complex *wlmn, s2_complex *slm);

/// Analysis of complex signals in harmonic space.
/// @param[in]  plan any plan
/// @param[in]  flm  coefficients of the signal
/// @param[out] wlmn coefficients of all scales
/// @param[out] slm  scaling coefficients; NULL: not wanted
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2wav_lmn_analysis_complex(const s2wav_plan *plan,
                                                            const s2_complex *flm, s2_complex *wlmn,
                                                            s2_complex *slm);

/// Synthesis of complex signals in harmonic space.
/// @param[in]  plan any plan
/// @param[in]  wlmn coefficients of all scales
/// @param[in]  slm  scaling coefficients; NULL: zero
/// @param[out] flm  coefficients of the signal
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2wav_lmn_synthesis_complex(const s2wav_plan *plan,
                                                             const s2_complex *wlmn,
                                                             const s2_complex *slm,
                                                             s2_complex *flm);

/// Adjoint of the analysis of complex signals in harmonic space.
/// @param[in]  plan any plan
/// @param[in]  wlmn coefficients of all scales
/// @param[in]  slm  scaling coefficients; NULL: zero
/// @param[out] flm  coefficients of the signal
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2wav_lmn_analysis_adjoint_complex(const s2wav_plan *plan,
                                                                    const s2_complex *wlmn,
                                                                    const s2_complex *slm,
                                                                    s2_complex *flm);

/// Adjoint of the synthesis of complex signals in harmonic space.
/// @param[in]  plan any plan
/// @param[in]  flm  coefficients of the signal
/// @param[out] wlmn coefficients of all scales
/// @param[out] slm  scaling coefficients; NULL: not wanted
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2wav_lmn_synthesis_adjoint_complex(const s2wav_plan *plan,
                                                                     const s2_complex *flm,
                                                                     s2_complex *wlmn,
                                                                     s2_complex *slm);

/// @}

S2_END_DECLS
#endif
