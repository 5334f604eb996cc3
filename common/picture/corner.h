// SPDX-License-Identifier: MIT
/// @file
/// A corner plot on its way to the page.
#ifndef PICTURE_CORNER_H
#define PICTURE_CORNER_H

#include "contour.h"
#include "plot.h"

/// Most densities of a corner plot.
#define PICTURE_SAMPLES_MAX 8

/// Regions of a density of two parameters.
#define PICTURE_LEVELS 2

/// How much white there is in the colours of regions, the wide one first.
static const double s2_picture_paleness[PICTURE_LEVELS] = {0.72, 0.42};

/// Everything about the plot.
typedef struct s2_picture_corner_plot {
  int parameters, count;
  s2_picture_samples samples[PICTURE_SAMPLES_MAX];
  s2_picture_corner_options options;
  s2_picture_axis axis[S2_PICTURE_CORNER_MAX]; ///< without pixels
  double font, left, top, size, gap;           ///< panels of `size` pixels, `gap` apart
  int height;
  double *f, *scratch; ///< [PICTURE_CELLS * PICTURE_CELLS]
} s2_picture_corner_plot;

/// Where the panel of a pair lies.
s2_picture_box s2_picture_corner_panel(const s2_picture_corner_plot *plot, int row, int column);

/// 0xRRGGBB of a density.
uint32_t s2_picture_corner_colour(const s2_picture_corner_plot *plot, int k);

/// A colour mixed with white.
uint32_t s2_picture_pale(uint32_t rgb, double white);

void s2_picture_set_source(cairo_t *cr, uint32_t rgb);

/// Marks and frame of one panel.
void s2_picture_corner_frame(cairo_t *cr, const s2_picture_corner_plot *plot, int row, int column);

/// Labels and names around the panels, title and legend.
void s2_picture_corner_texts(cairo_t *cr, const s2_picture_corner_plot *plot);

#endif
