// SPDX-License-Identifier: MIT
/// @file
/// Quadrature weights of rings, for grids without a sampling theorem (HEALPix, user rings).
#ifndef S2FFT_RING_WEIGHTS_H
#define S2FFT_RING_WEIGHTS_H

#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// Ring weights that integrate P_0 .. P_lmax exactly, as near to the grid's own as can be.
///
/// With W_u the weight [sr] of all samples of ring u and of its mirror image in the other
/// hemisphere, the result has
///
///     sum_u W_u P_l(cos theta_u) = 4 pi delta_l0,  l = 0 .. lmax,
///
/// and of all such weights the least `sum_u (W_u - W0_u)^2`, where W0 is the grid's own weight (if
/// that is zero on every ring: 4 pi over the number of samples). On grids that are not mirror
/// symmetric each ring is a u of its own. This is the rule behind HEALPix' `weight_ring_n*.fits`
/// (`quad_ring`), which hold `W / W0 - 1`: with the lmax of the file (header MAX-LPOL; 8, 24, 48,
/// 100, 226, 454 for nside 4 .. 128) the weights agree to 1e-13.
///
/// Hand the result to s2fft_plan_create() in s2fft_options::ring_weights. They cost nothing in the
/// transform: with nside 256, the analysis of a band-limited map without iterations (healpy's
/// map2alm, with the same weights) is wrong by 2.8e-4 (rms) with equal weights and by 4.2e-6 with
/// these at L = 257, by 4.8e-4 and 1.2e-4 at L = 513. Weights stay within 0.9 .. 1.2 of equal ones
/// up to lmax of about 3.7 nside, beyond which the rings next to |cos theta| = 2/3 are too far
/// apart.
///
/// @param[in]  grid     any grid
/// @param[in]  lmax     0 .. number of rings - 1; on HEALPix with nside >= 2, -1 means 3 nside
/// @param[out] weights  [nrings] weight of one sample of each ring [sr], in the grid's ring order;
///                      untouched on failure
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_NUMERIC (the rings do not resolve lmax)
/// @par Cost     O(lmax nrings) per step of preconditioned conjugate gradients, about 10 steps at
///               any size: nside 2048 takes a second, nside 8192 half a minute (2 cores)
/// @par Accuracy the sums are right to 1e-14 of 4 pi
/// @par Threads  those of OpenMP; the result does not depend on their number
/// @par Source   Gorski et al. 2005, sec. 5 (weights); Legendre functions by recursion of
///               P_l - P_{l-1} in 1 - cos theta, which keeps full accuracy at the poles
S2_NODISCARD S2_EXPORT s2_status s2fft_ring_weights(const s2_grid *grid, int lmax, double *weights);

S2_END_DECLS
#endif
