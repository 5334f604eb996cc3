// SPDX-License-Identifier: MIT
/// @file
/// A line plot on its way to the page.
#ifndef PICTURE_PLOT_H
#define PICTURE_PLOT_H

#include "ticks.h"
#include <cairo.h>
#include <s2common/picture.h>
#include <s2common/picture_corner.h>
#include <stdbool.h>

/// One axis: values low .. high lie at pixels from .. to.
typedef struct s2_picture_axis {
  double low, high;
  bool logarithmic;
  double from, to;
  s2_picture_ticks ticks;
} s2_picture_axis;

/// Frame, axes and series.
typedef struct s2_picture_plot {
  const s2_picture_lines_options *options;
  const s2_picture_series *series;
  int nseries;
  s2_picture_axis x, y;
  double font;
} s2_picture_plot;

/// Pixel of a value; kept within the numbers that cairo can hold.
double s2_picture_axis_place(const s2_picture_axis *axis, double value);

/// Whether a value has a place on the axis.
bool s2_picture_axis_holds(const s2_picture_axis *axis, double value);

/// Point i of a series; false if it has no place on the axes.
bool s2_picture_plot_point(const s2_picture_plot *plot, const s2_picture_series *series, int64_t i,
                           double *x, double *y);

/// Set the limits from options and data, and the ticks.
s2_status s2_picture_plot_limits(s2_picture_plot *plot);

/// Place the frame on the page: margins follow from the texts around it.
void s2_picture_plot_place(cairo_t *cr, s2_picture_plot *plot);

/// Parts of the picture, in the order they are drawn.
void s2_picture_plot_grid(cairo_t *cr, const s2_picture_plot *plot);
void s2_picture_plot_series(cairo_t *cr, const s2_picture_plot *plot);
void s2_picture_plot_frame(cairo_t *cr, const s2_picture_plot *plot);
void s2_picture_plot_legend(cairo_t *cr, const s2_picture_plot *plot);

/// 0xRRGGBB of a series: its own colour, or that of the cycle.
uint32_t s2_picture_series_colour(int colour, int index);

/// Draw the line and marker of one series in the legend between two pixels.
void s2_picture_plot_sample(cairo_t *cr, const s2_picture_plot *plot, int index, double left,
                            double right, double y);

/// The picture of s2_picture_lines() in memory; the caller destroys the surface.
s2_status s2_picture_render_lines(cairo_surface_t **image, int nseries,
                                  const s2_picture_series *series,
                                  const s2_picture_lines_options *options);

/// The picture of s2_picture_corner() in memory; the caller destroys the surface.
s2_status s2_picture_render_corner(cairo_surface_t **image, int parameters, int count,
                                   const s2_picture_samples *samples,
                                   const s2_picture_corner_options *options);

#endif
