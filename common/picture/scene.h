// SPDX-License-Identifier: MIT
/// @file
/// One map on its way to the page: what every part of the drawing needs to know.
#ifndef PICTURE_SCENE_H
#define PICTURE_SCENE_H

#include "norm.h"
#include "palette.h"
#include "projection.h"
#include "sampler.h"
#include <cairo.h>

/// Where the parts of a map picture lie [pixels, y down].
typedef struct s2_picture_layout {
  double left, width, height; ///< the whole rectangle
  double font;                ///< size of the labels
  double title_font;          ///< size of the title
  double title_y;             ///< baseline of the title
  double x, y, scale;         ///< middle of the sphere's picture; page unit of projection.h
  double bar_x, bar_y, bar_width, bar_height;
} s2_picture_layout;

/// A map with everything that is derived from it and its options.
typedef struct s2_picture_scene {
  const s2_picture_map_options *options;
  s2_picture_layout layout;
  s2_picture_view view;
  s2_picture_sampler sampler;
  s2_picture_norm norm;
  uint32_t palette[PICTURE_COLOURS];
} s2_picture_scene;

/// Lay a map out in a rectangle of a given width; its height follows.
s2_picture_layout s2_picture_layout_make(const s2_picture_map_options *options, double left,
                                         double top, double width);

/// Label size for a rectangle of a given width.
double s2_picture_font_size(double width);

/// Draw a whole map with title and bar.
/// @param cr       context, one unit a pixel, no rotation
/// @param options  complete and checked
s2_status s2_picture_draw_map(cairo_t *cr, const s2_picture_layout *layout, const s2_grid *grid,
                              const double *map, const s2_picture_map_options *options);

/// Parts of s2_picture_draw_map(), in the order they are drawn.
s2_status s2_picture_draw_raster(cairo_t *cr, const s2_picture_scene *scene);
void s2_picture_draw_graticule(cairo_t *cr, const s2_picture_scene *scene);
s2_status s2_picture_draw_vectors(cairo_t *cr, const s2_picture_scene *scene);
void s2_picture_draw_outline(cairo_t *cr, const s2_picture_scene *scene);
void s2_picture_draw_labels(cairo_t *cr, const s2_picture_scene *scene);
void s2_picture_draw_bar(cairo_t *cr, const s2_picture_scene *scene);

/// The picture of s2_picture_map() in memory; the caller destroys the surface.
s2_status s2_picture_render_map(cairo_surface_t **image, const s2_grid *grid, const double *map,
                                const s2_picture_map_options *options);

#endif
