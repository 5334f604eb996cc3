// SPDX-License-Identifier: MIT
/// @file
/// Densities of samples on a grid of cells: pure mathematics, no drawing.
#ifndef PICTURE_DENSITY_H
#define PICTURE_DENSITY_H

#include <s2common/picture_corner.h>

/// Cells across an axis.
#define PICTURE_CELLS 64

/// An axis cut into cells.
typedef struct s2_picture_span {
  double low, high;
} s2_picture_span;

/// All but a 1000th of the points of all densities at each end, with some room, but within bounds.
/// @param[in,out] span  bounds, infinite: none; then the axis
/// @return S2_OK; S2_ERR_ARGUMENT (the parameter has no two different values), S2_ERR_MEMORY
s2_status s2_picture_span_find(int count, const s2_picture_samples *samples, int parameter,
                               s2_picture_span *span);

/// (sum w)^2 / sum w^2.
double s2_picture_effective(const s2_picture_samples *samples);

/// Density of one parameter, [PICTURE_CELLS], of sum 1.
void s2_picture_density_1d(const s2_picture_samples *samples, int parameter,
                           const s2_picture_span *span, double *f);

/// Density of two, [PICTURE_CELLS of y][PICTURE_CELLS of x], of sum 1.
void s2_picture_density_2d(const s2_picture_samples *samples, int x, int y,
                           const s2_picture_span *span_x, const s2_picture_span *span_y, double *f);

/// Level above which a density of two parameters holds `mass` of its sum.
/// @param scratch [PICTURE_CELLS * PICTURE_CELLS]
double s2_picture_level(const double *f, double mass, double *scratch);

/// Density at a place in units of cells, linear between the middles of cells, constant beyond them.
double s2_picture_density_at(const double *f, double x, double y);

#endif
