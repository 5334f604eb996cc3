// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2picture"
#include "options.h"
#include "scene.h"
#include "surface.h"
#include "text.h"
#include <math.h>
#include <s2common/priv/error.h>

// Slower than the width, so that the text of small panels stays readable.
double s2_picture_font_size(double width)
{
  return 26 * pow(width / 1600, 0.75);
}

static bool has_text(const char *text)
{
  return text != NULL && *text != '\0';
}

s2_picture_layout s2_picture_layout_make(const s2_picture_map_options *options, double left,
                                         double top, double width)
{
  double font = s2_picture_font_size(width), y = top + 0.7 * font;
  double room = width / 2 - 0.02 * width - (options->graticule_labels ? 1.2 * font : 0);
  s2_picture_layout l = {.left = left, .width = width, .font = font, .title_font = 1.3 * font};
  s2_picture_view view = s2_picture_view_make(options);
  if (options->projection == S2_PICTURE_ORTHOGRAPHIC) room *= 0.7;
  l.x = left + width / 2;
  l.scale = room / view.half_width;
  if (has_text(options->title)) {
    l.title_y = y + 0.95 * l.title_font;
    y = l.title_y + 0.75 * l.title_font;
  }
  l.y = y + l.scale;
  y = l.y + l.scale + 0.9 * font;
  l.bar_width = round((options->projection == S2_PICTURE_MOLLWEIDE ? 0.5 : 0.55) * width);
  l.bar_x = round(l.x - l.bar_width / 2);
  l.bar_y = round(y);
  l.bar_height = round(0.8 * font);
  if (options->bar) y = l.bar_y + l.bar_height + 2.2 * font;
  l.height = ceil(y - top);
  return l;
}

static s2_status draw_scene(cairo_t *cr, s2_picture_scene *scene)
{
  const s2_picture_layout *l = &scene->layout;
  const char *title = scene->options->title;
  S2_TRY(s2_picture_draw_raster(cr, scene));
  s2_picture_draw_graticule(cr, scene);
  S2_TRY(s2_picture_draw_vectors(cr, scene));
  s2_picture_draw_outline(cr, scene);
  s2_picture_draw_labels(cr, scene);
  s2_picture_draw_bar(cr, scene);
  if (has_text(title))
    s2_picture_text(cr, title, s2_picture_text_fit(cr, title, l->title_font, 0.96 * l->width), l->x,
                    l->title_y, PICTURE_MIDDLE);
  return S2_OK;
}

s2_status s2_picture_draw_map(cairo_t *cr, const s2_picture_layout *layout, const s2_grid *grid,
                              const double *map, const s2_picture_map_options *options)
{
  s2_picture_scene scene = {.options = options, .layout = *layout};
  s2_status status;
  scene.view = s2_picture_view_make(options);
  s2_picture_palette(scene.palette, options->colours);
  S2_TRY(s2_picture_norm_make(&scene.norm, grid, map, options));
  status = s2_picture_sampler_make(&scene.sampler, grid, map, options->sampling);
  if (status == S2_OK) status = draw_scene(cr, &scene);
  s2_picture_sampler_free(&scene.sampler);
  return status;
}

s2_status s2_picture_render_map(cairo_surface_t **image, const s2_grid *grid, const double *map,
                                const s2_picture_map_options *options)
{
  s2_picture_map_options own;
  s2_picture_layout layout;
  s2_status status;
  cairo_t *cr;
  *image = NULL;
  S2_REQUIRE(grid != NULL, "grid is NULL");
  S2_REQUIRE(map != NULL, "map is NULL");
  S2_TRY(s2_picture_map_options_read(&own, options));
  layout = s2_picture_layout_make(&own, 0, 0, own.width);
  S2_TRY(s2_picture_sheet_make(&cr, own.width, (int)layout.height));
  status = s2_picture_draw_map(cr, &layout, grid, map, &own);
  if (status == S2_OK) return s2_picture_sheet_finish(cr, image);
  cairo_destroy(cr);
  return status;
}

s2_status s2_picture_map(const char *path, const s2_grid *grid, const double *map,
                         const s2_picture_map_options *options)
{
  cairo_surface_t *image;
  S2_REQUIRE(path != NULL, "path is NULL");
  S2_TRY(s2_picture_render_map(&image, grid, map, options));
  return s2_picture_write(image, path);
}
