// SPDX-License-Identifier: MIT
/// @file
/// Windows of HEALPix pixels, computed: nothing is read from a file.
#ifndef S2FFT_PIXEL_WINDOW_H
#define S2FFT_PIXEL_WINDOW_H

#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// Window of HEALPix pixels: the rms over all pixels of what averaging a field over a pixel leaves
/// of degree l.
///
///     w_l^2 = 4 pi / ((2l+1) npix) sum_pm |1/Omega int_p sY_lm(u) dOmega|^2,  Omega = 4 pi / npix,
///
/// the definition of HEALPix' `pixel_window_n*.fits` (healpy's `pixwin`). The frames of u, to which
/// sY_lm refers, are that of the pixel's centre carried along great circles; this is what HEALPix
/// does for polarisation too. For T, E, B use spins 0, 2, 2. Zero for l < |s|.
///
/// Against HEALPix' files, T and polarisation, all l: 1.6e-14 at nside 64 and 128 (the files are
/// exact up to nside 128, to 1e-13 at nside 16 and 2e-11 at nside 2). Beyond, the files hold a
/// rescaled window of smaller nside, which differs from this one by up to 7.3e-6 (nside
/// 256), 1.2e-5 (1024) and 1.3e-5 (8192).
///
/// @param[in]  nside   1 .. 32768; need not be a power of two
/// @param[in]  L       band-limit, 1 .. 4 nside + 1
/// @param[in]  spin    s, |s| < L
/// @param[out] window  [L] w_l, 0 .. 1
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Cost     0.2 s at any nside, and O(L) time; allocates nothing
/// @par Accuracy 4e-14
/// @par Source   Gorski et al. 2005, sec. 5 and appendix A (definition). Here sum_m becomes a mean
///               over pairs of points of a pixel, a power series whose coefficients are moments of
///               pixels; Gauss rules for sums (discrete Chebyshev polynomials) stand for the pixels
///               of far rings
S2_NODISCARD S2_EXPORT s2_status s2fft_window_pixel(int nside, int L, int spin, double *window);

S2_END_DECLS
#endif
