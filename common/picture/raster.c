// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2picture"
#include "scene.h"
#include <math.h>
#include <s2common/priv/error.h>

// Samples per pixel and direction: inside, and where the edge of the sphere cuts a pixel.
#define FINE 2
#define FINEST 6

static uint32_t colour_at(const s2_picture_scene *scene, const double direction[3])
{
  double value = s2_picture_sample(&scene->sampler, direction) * scene->options->factor;
  if (!isfinite(value)) return PICTURE_MISSING;
  return scene
      ->palette[(int)(s2_picture_norm_place(&scene->norm, value) * (PICTURE_COLOURS - 1) + 0.5)];
}

// Mean colour of one pixel from n x n samples, premultiplied by the part inside the sphere.
// `covered` counts the samples inside.
static uint32_t mix(const s2_picture_scene *scene, double px, double py, int n, int *covered)
{
  const s2_picture_layout *l = &scene->layout;
  uint32_t sum[3] = {0, 0, 0}, argb = 0;
  uint32_t total = (uint32_t)(n * n);
  *covered = 0;
  for (int k = 0; k < n * n; k++) {
    double x = (px + (k % n + 0.5) / n - l->x) / l->scale;
    double y = (l->y - py - (k / n + 0.5) / n) / l->scale;
    double direction[3];
    uint32_t rgb;
    if (!s2_picture_unproject(&scene->view, x, y, direction)) continue;
    rgb = colour_at(scene, direction);
    ++*covered;
    for (int c = 0; c < 3; c++) sum[c] += (rgb >> (16 - 8 * c)) & 255;
  }
  argb = 255 * (uint32_t)*covered / total;
  for (int c = 0; c < 3; c++) argb = argb << 8 | (sum[c] + total / 2) / total;
  return argb;
}

static uint32_t pixel(const s2_picture_scene *scene, double px, double py)
{
  int covered;
  uint32_t argb = mix(scene, px, py, FINE, &covered);
  if (covered == 0 || covered == FINE * FINE) return argb;
  return mix(scene, px, py, FINEST, &covered);
}

s2_status s2_picture_draw_raster(cairo_t *cr, const s2_picture_scene *scene)
{
  const s2_picture_layout *l = &scene->layout;
  double half = scene->view.half_width * l->scale;
  double left = floor(l->x - half) - 1, top = floor(l->y - l->scale) - 1;
  int width = (int)(ceil(l->x + half) + 1 - left), height = (int)(ceil(l->y + l->scale) + 1 - top);
  cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
  unsigned char *data = cairo_image_surface_get_data(image);
  size_t stride;
  if (data == NULL) {
    cairo_surface_destroy(image);
    return S2_FAIL(S2_ERR_MEMORY, "no memory for an image of %d x %d pixels", width, height);
  }
  stride = (size_t)cairo_image_surface_get_stride(image);
  for (int row = 0; row < height; row++) {
    uint32_t *line = (uint32_t *)(void *)(data + (size_t)row * stride);
    for (int col = 0; col < width; col++) line[col] = pixel(scene, left + col, top + row);
  }
  cairo_surface_mark_dirty(image);
  cairo_save(cr);
  cairo_set_source_surface(cr, image, left, top);
  cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
  cairo_paint(cr);
  cairo_restore(cr);
  cairo_surface_destroy(image);
  return S2_OK;
}
