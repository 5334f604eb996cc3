// SPDX-License-Identifier: MIT
/// @file
/// One slice of a scale as a scalar field on the sphere: averages by area, and products with zonal
/// functions in its coefficients.
#ifndef S2WAV_APPLY_SLICE_H
#define S2WAV_APPLY_SLICE_H

#include "../transform/plan.h"

/// Part of the sphere that each sample stands for, [s2_grid_map_size()] of sum 1, owned by the
/// caller.
s2_status slice_area_map(const s2_grid *grid, double **out);

/// Mean by area of [slice] samples.
double slice_mean(const double *area, int64_t samples, const double *map);

/// A scalar transform on the slices of a band, and its coefficients.
typedef struct slice_transform {
  int L;
  s2fft_plan *plan;
  s2_complex *alm; ///< [L (L+1) / 2] triangle
} slice_transform;

s2_status slice_transform_make(const s2_grid *grid, int L, slice_transform *t);
void slice_transform_free(slice_transform *t);

/// `map = S b A map`: every degree l times b_l.
s2_status slice_convolve(const slice_transform *t, const double *b, double *map);

/// Degree l times b_l.
void slice_scale(int L, const double *b, s2_complex *alm);

#endif
