// SPDX-License-Identifier: MIT
// Small maps drawn in memory, and how to read their pixels.
#ifndef TEST_PICTURE_PIXELS_H
#define TEST_PICTURE_PIXELS_H

#include "check.h"
#include <stdlib.h>
#include <string.h>

#include "scene.h"

// Colours of the grey map's ends.
#define BLACK 0x000000u
#define WHITE 0xffffffu

// Black to white from 0 to 1, nothing but the sphere.
static inline s2_picture_map_options plain(void)
{
  s2_picture_map_options options;
  s2_picture_map_options_init(&options);
  options.width = 300;
  options.sampling = S2_PICTURE_NEAREST;
  options.colours = S2_PICTURE_GREY;
  options.range = S2_PICTURE_GIVEN;
  options.max = 1;
  options.graticule = 0;
  options.bar = 0;
  return options;
}

static inline uint32_t pixel_at(cairo_surface_t *image, int x, int y)
{
  const unsigned char *data = cairo_image_surface_get_data(image);
  uint32_t rgb;
  assert_in_range(x, 0, cairo_image_surface_get_width(image) - 1);
  assert_in_range(y, 0, cairo_image_surface_get_height(image) - 1);
  memcpy(&rgb, data + (size_t)y * (size_t)cairo_image_surface_get_stride(image) + 4 * (size_t)x, 4);
  return rgb & 0xffffff;
}

static inline int count_colour(cairo_surface_t *image, uint32_t rgb)
{
  int count = 0;
  for (int y = 0; y < cairo_image_surface_get_height(image); y++)
    for (int x = 0; x < cairo_image_surface_get_width(image); x++)
      count += pixel_at(image, x, y) == rgb;
  return count;
}

static inline double *zeros(const s2_grid *grid)
{
  double *map = calloc((size_t)s2_grid_map_size(grid), sizeof *map);
  assert_non_null(map);
  return map;
}

static inline void direction_of(const s2_ring *ring, int p, double direction[3])
{
  double phi = ring->phi0 + 2 * PICTURE_PI * p / ring->nphi;
  direction[0] = ring->sin_theta * cos(phi);
  direction[1] = ring->sin_theta * sin(phi);
  direction[2] = ring->cos_theta;
}

// Read by a leak checker: fontconfig keeps its configuration for the life of the process.
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
  return "leak:libfontconfig";
}

#endif
