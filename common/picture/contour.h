// SPDX-License-Identifier: MIT
/// @file
/// Level lines and level areas of a density of two parameters.
#ifndef PICTURE_CONTOUR_H
#define PICTURE_CONTOUR_H

#include "density.h"
#include <cairo.h>
#include <s2common/status.h>

/// A rectangle of the page that the cells fill; y of the density points up.
typedef struct s2_picture_box {
  double left, top, width, height;
} s2_picture_box;

/// Append the line f = level to the path, piece by piece.
/// @par Source Lorensen & Cline 1987, in two dimensions
void s2_picture_trace_level(cairo_t *cr, const s2_picture_box *box, const double *f, double level);

/// Fill the areas f >= level[k], from the lowest level on, with 0xRRGGBB each.
/// @param level [count] rising
s2_status s2_picture_fill_levels(cairo_t *cr, const s2_picture_box *box, const double *f, int count,
                                 const double *level, const uint32_t *colour);

#endif
