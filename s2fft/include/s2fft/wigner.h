// SPDX-License-Identifier: MIT
/// @file
/// Wigner d-functions and spin harmonics at one colatitude: all orders m of one degree l.
///
/// Conventions: s2fft/conventions.h. A colatitude theta is given by the cosine and sine of theta/2
/// (an s2_ring holds both), so that directions next to either pole keep full relative accuracy.
#ifndef S2FFT_WIGNER_H
#define S2FFT_WIGNER_H

#include <s2common/defs.h>
#include <s2common/status.h>

S2_BEGIN_DECLS

/// Largest degree of s2fft_wigner_row() and s2fft_harmonic_row().
#define S2FFT_WIGNER_L_MAX 65535

/// Row n of the Wigner d-matrix: `d^l_mn(theta)` for m = -l .. l.
///
/// The three-term recursion in m runs from both ends of the row and is joined at m = n cos(theta),
/// the middle of the interval where d oscillates, so that it never runs into a region where the
/// wanted solution decays: stable for every |n| <= l and every theta.
///
/// @param[in]  l         degree, 0 .. ::S2FFT_WIGNER_L_MAX
/// @param[in]  n         second order, |n| <= l
/// @param[in]  cos_half  cos(theta/2), 0 .. 1; exactly 0 on the south pole
/// @param[in]  sin_half  sin(theta/2), 0 .. 1; exactly 0 on the north pole
/// @param[out] d         [2l+1], element l+m holds d^l_mn; values that underflow are 0
/// @return S2_OK; S2_ERR_ARGUMENT (also if cos_half^2 + sin_half^2 differs from 1 by 1e-12 or more);
///         S2_ERR_NUMERIC if the two recursions do not fit
/// @par Cost O(l) time, no memory.
/// @par Accuracy error below 1e-12 of the row's largest value for l up to 8192, 1e-11 up to 65535
/// @par Source recursion in m: Varshalovich et al. 1988, sec. 4.8; used for spin transforms by
/// Price & McEwen 2024, who join at m = 0
S2_NODISCARD S2_EXPORT s2_status s2fft_wigner_row(int l, int n, double cos_half, double sin_half,
                                                  double *d);

/// Spin harmonics at longitude 0: `sY_lm(theta, 0) = (-1)^s sqrt((2l+1)/4pi) d^l_{m,-s}(theta)`.
///
/// @param[in]  l         degree, 0 .. ::S2FFT_WIGNER_L_MAX
/// @param[in]  spin      spin s, |s| <= l
/// @param[in]  cos_half  cos(theta/2), see s2fft_wigner_row()
/// @param[in]  sin_half  sin(theta/2), see s2fft_wigner_row()
/// @param[out] lambda    [2l+1], element l+m holds sY_lm(theta, 0)
/// @return status, cost and accuracy of s2fft_wigner_row()
S2_NODISCARD S2_EXPORT s2_status s2fft_harmonic_row(int l, int spin, double cos_half,
                                                    double sin_half, double *lambda);

S2_END_DECLS
#endif
