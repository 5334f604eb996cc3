// SPDX-License-Identifier: MIT
/// @file
/// From a value to its place on the colour bar.
#ifndef PICTURE_NORM_H
#define PICTURE_NORM_H

#include <s2common/grid.h>
#include <s2common/picture.h>
#include <stdbool.h>

/// Knots of the equalised scale.
#define PICTURE_KNOTS 257

/// A scale with its ends.
typedef struct s2_picture_norm {
  s2_picture_scale scale;
  double low, high;            ///< ends of the bar, low < high
  double width;                ///< symlog: where linear turns into logarithmic
  bool split;                  ///< zero in the middle, each side linear (terrain)
  bool below, above;           ///< samples lie outside the ends
  double knots[PICTURE_KNOTS]; ///< equalised: quantiles, ascending
} s2_picture_norm;

/// Make the scale that the options ask for from the samples of a map.
s2_status s2_picture_norm_make(s2_picture_norm *norm, const s2_grid *grid, const double *map,
                               const s2_picture_map_options *options);

/// Place of a finite value, 0 .. 1; outside the ends it is clamped.
double s2_picture_norm_place(const s2_picture_norm *norm, double value);

/// The q-quantile (0 .. 1) of ascending values, linear between them (numpy's default).
double s2_picture_quantile(const double *sorted, int64_t n, double q);

#endif
