// SPDX-License-Identifier: MIT
/// @file
/// The spherical Radon transform, and with it ridgelets.
///
/// The Radon (Funk) transform of a field is its integral along the great circle around each point:
/// (Rf)_lm = w_l f_lm, a field of spin 0, with
///
///     w_l = 2 pi (-1)^{(l-s)/2} sqrt(binomial(l+s, (l+s)/2) binomial(l-s, (l-s)/2)) / 2^l
///
/// for a signal of spin s, zero for odd l + s and for l < |s|; for s = 0, w_l = 2 pi P_l(0). It
/// sees only one parity of the degrees: for s = 0, the part that is the same at antipodes.
///
/// **Ridgelets** are axisymmetric wavelets (N = 1) of Rf; elongated along great circles, they find
/// lines that go around the sphere:
///
/// ~~~{.c}
/// s2wav_radon(L, 0, S2FFT_LAYOUT_TRIANGLE, flm, rlm);
/// s2wav_lm_analysis(plan, rlm, wav, scal, NULL);      // ridgelet coefficients; N = 1, spin 0
/// s2wav_lm_synthesis(plan, wav, scal, rlm, NULL);
/// s2wav_radon_inverse(L, 0, S2FFT_LAYOUT_TRIANGLE, rlm, flm);
/// ~~~
///
/// **Source**: McEwen & Price 2020 (1510.01595).
#ifndef S2WAV_RIDGELET_H
#define S2WAV_RIDGELET_H

#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// Factors w_l of the Radon transform.
///
/// @param[in]  L       band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  spin    s of the signal, |spin| < L
/// @param[out] window  [L] w_l, at most 2 pi; untouched on failure
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Cost O(L) time, no memory
/// @par Accuracy 1e-12 relative at l = 32767, 1e-14 below 1000
S2_NODISCARD S2_EXPORT s2_status s2wav_radon_window(int L, int spin, double *window);

/// Radon transform of coefficients. It is real and diagonal, so its own adjoint.
///
/// @param[in]  L       band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  spin    of the signal, |spin| < L
/// @param[in]  layout  of both arrays: triangle, square or linear
/// @param[in]  flm     coefficients of the signal
/// @param[out] out     coefficients of the transform, of spin 0; may be `flm`. Untouched on failure
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2wav_radon(int L, int spin, s2fft_layout layout,
                                             const s2_complex *flm, s2_complex *out);

/// Inverse of s2wav_radon() for the degrees that it keeps (l + spin even); the others are set to
/// zero. Also its own adjoint. The factors fall as 1/sqrt(l): noise grows as sqrt(l).
///
/// @param[in]  L       band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  spin    of the signal, |spin| < L
/// @param[in]  layout  of both arrays: triangle, square or linear
/// @param[in]  flm     coefficients of a Radon transform
/// @param[out] out     coefficients of the signal; may be `flm`. Untouched on failure
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2wav_radon_inverse(int L, int spin, s2fft_layout layout,
                                                     const s2_complex *flm, s2_complex *out);

S2_END_DECLS
#endif
