// SPDX-License-Identifier: MIT
/// @file
/// Wigner d- and D-functions of one degree l, as values, rows and planes, and spin harmonics.
///
/// Conventions: s2fft/conventions.h, s2fft/euler.h. A colatitude theta is given by the cosine and
/// sine of theta/2 (an s2_ring holds both), so that directions next to either pole keep full
/// relative accuracy.
#ifndef S2FFT_WIGNER_H
#define S2FFT_WIGNER_H

#include <s2common/complex.h>
#include <s2common/defs.h>
#include <s2common/status.h>
#include <s2fft/euler.h>

S2_BEGIN_DECLS

/// Largest degree of the functions here.
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
/// @return S2_OK; S2_ERR_ARGUMENT (also if cos_half^2 + sin_half^2 differs from 1 by 1e-12 or
/// more);
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

/// One value of the Wigner d-function, `d^l_mn(theta)`.
///
/// @param[in]  l         degree, 0 .. ::S2FFT_WIGNER_L_MAX
/// @param[in]  m         first order, |m| <= l
/// @param[in]  n         second order, |n| <= l
/// @param[in]  cos_half  cos(theta/2), see s2fft_wigner_row()
/// @param[in]  sin_half  sin(theta/2), see s2fft_wigner_row()
/// @param[out] d         the value; untouched on failure
/// @return status of s2fft_wigner_row(), S2_ERR_MEMORY
/// @par Cost that of s2fft_wigner_row(), with which several m of one n are cheaper
/// @par Accuracy that of s2fft_wigner_row()
S2_NODISCARD S2_EXPORT s2_status s2fft_wigner_d(int l, int m, int n, double cos_half,
                                                double sin_half, double *d);

/// Plane of all d-functions of one degree, `d^l_mn(theta)` for m, n = -l .. l.
///
/// @param[in]  l         degree, 0 .. ::S2FFT_WIGNER_L_MAX
/// @param[in]  cos_half  cos(theta/2), see s2fft_wigner_row()
/// @param[in]  sin_half  sin(theta/2), see s2fft_wigner_row()
/// @param[out] d         [2l+1][2l+1], row l+m, column l+n; unspecified on failure
/// @return status of s2fft_wigner_row()
/// @par Cost O(l^2) time (l = 8192, 2 GB: seconds), no memory; threads of OpenMP, on whose number
/// the result does not depend
/// @par Accuracy that of s2fft_wigner_row() for each row m
S2_NODISCARD S2_EXPORT s2_status s2fft_wigner_plane(int l, double cos_half, double sin_half,
                                                    double *d);

/// Plane of the derivatives `d/dtheta d^l_mn(theta)`.
///
/// @param[in]  l           degree, 0 .. ::S2FFT_WIGNER_L_MAX
/// @param[in]  cos_half    cos(theta/2), see s2fft_wigner_row()
/// @param[in]  sin_half    sin(theta/2), see s2fft_wigner_row()
/// @param[out] derivative  [2l+1][2l+1] per radian, row l+m, column l+n; unspecified on failure
/// @return status of s2fft_wigner_row()
/// @par Cost that of s2fft_wigner_plane()
/// @par Accuracy that of s2fft_wigner_row() times l
/// @par Source d' = d (-i J_y), `2 d'_mn = sqrt((l+n)(l-n+1)) d_{m,n-1} - sqrt((l-n)(l+n+1))
/// d_{m,n+1}`: holds on the poles too
S2_NODISCARD S2_EXPORT s2_status s2fft_wigner_plane_derivative(int l, double cos_half,
                                                               double sin_half, double *derivative);

/// Plane of Wigner D-functions, `D^l_mn(alpha, beta, gamma) = e^{-i m alpha} d^l_mn(beta) e^{-i n
/// gamma}`.
///
/// This is the matrix with which s2fft_rotate() rotates. Its derivatives are `-i m D_mn` (alpha),
/// the phases times s2fft_wigner_plane_derivative() (beta), and `-i n D_mn` (gamma).
///
/// @param[in]  l       degree, 0 .. ::S2FFT_WIGNER_L_MAX
/// @param[in]  angles  finite; any beta
/// @param[out] D       [2l+1][2l+1], row l+m, column l+n; unspecified on failure
/// @return status of s2fft_wigner_row(), S2_ERR_MEMORY
/// @par Cost that of s2fft_wigner_plane()
/// @par Accuracy that of s2fft_wigner_row()
S2_NODISCARD S2_EXPORT s2_status s2fft_wigner_D(int l, const s2fft_euler *angles, s2_complex *D);

S2_END_DECLS
#endif
