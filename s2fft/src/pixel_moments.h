// SPDX-License-Identifier: MIT
#ifndef S2FFT_PIXEL_MOMENTS_H
#define S2FFT_PIXEL_MOMENTS_H

#include "gauss_rule.h"

/// Moments of a pixel: as many as the window needs up to l = 4 nside, where the last one
/// contributes less than 1e-17.
enum { PIXEL_MOMENTS = 28 };

/// Where a pixel of the northern hemisphere lies.
typedef struct pixel_place {
  double nside;
  double ring; ///< 1 .. 3 nside - 1; need not be an integer
  double j;    ///< 0 .. ring - 1 in the cap, within a quadrant; need not be an integer
} pixel_place;

/// Mean over all pairs of points (u, v) of a pixel of `Re(q^2s) (nside^2 y)^k`,
/// k = 0 .. PIXEL_MOMENTS-1, with `y = (1 - u v) / 2` and q the overlap of the frames of u and v,
/// see pixel_moments.c.
void pixel_moments(const pixel_place *place, int spin, double moment[PIXEL_MOMENTS]);

#endif
