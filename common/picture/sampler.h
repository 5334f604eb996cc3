// SPDX-License-Identifier: MIT
/// @file
/// The value of a sampled map in any direction.
#ifndef PICTURE_SAMPLER_H
#define PICTURE_SAMPLER_H

#include <s2common/grid.h>
#include <s2common/picture.h>
#include <stdbool.h>

/// A map made ready for look-ups; holds pointers to the grid and the map.
typedef struct s2_picture_sampler {
  const s2_grid *grid;
  const double *map;
  int nrings;
  int *order;     ///< [nrings] rings from north to south
  double *theta;  ///< [nrings] their colatitudes, ascending
  bool bilinear;  ///< else nearest
  double pole[2]; ///< mean of the first and of the last ring; NaN if any sample is missing
} s2_picture_sampler;

/// Whether a sample holds no value: NaN, infinite, or HEALPix' -1.6375e30 (also in float).
bool s2_picture_missing(double value);

/// Prepare look-ups. Free with s2_picture_sampler_free(), also after a failure.
s2_status s2_picture_sampler_make(s2_picture_sampler *sampler, const s2_grid *grid,
                                  const double *map, s2_picture_sampling sampling);

void s2_picture_sampler_free(s2_picture_sampler *sampler);

/// Value in the direction of a unit vector; NaN where the map has none.
double s2_picture_sample(const s2_picture_sampler *sampler, const double direction[3]);

#endif
