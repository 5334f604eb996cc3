// SPDX-License-Identifier: MIT
/// @file
/// Masks with holes, and distances on them by definition.
#ifndef S2FFT_TESTS_MASK_POINTS_H
#define S2FFT_TESTS_MASK_POINTS_H

#include "support.h"

/// All samples as points in space; elements between rings are far away.
typedef struct points {
  size_t count;
  double (*xyz)[3];
} points;

/// A map of zeros.
double *new_samples(const s2_grid *grid);

/// All samples of a grid; free p.xyz.
points points_of(const s2_grid *grid);

/// Patches of zeros and lone ones, varied by the seed; elsewhere weights 0.5 .. 1.
void cut_mask(const points *p, uint64_t seed, double *mask);

/// Distance of sample k from the nearest masked one: all of them are looked at.
double brute_distance(const points *p, const double *mask, size_t k);

#endif
