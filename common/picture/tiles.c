// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2picture"
#include "options.h"
#include "scene.h"
#include "surface.h"
#include "text.h"
#include <math.h>
#include <s2common/priv/error.h>

#define TILES_MAX 64
#define PANEL_WIDTH_MIN 100

// A sheet of panels: the rows may differ in height.
typedef struct sheet {
  int rows, cols;
  const s2_picture_panel *panels;
  s2_picture_grid_options options;
  double font, header, width;   // title's font, its height, width of a panel
  double row_height[TILES_MAX]; // tallest panel of each row
  int height;
} sheet;

static s2_status measure(sheet *s)
{
  const char *title = s->options.title;
  double height;
  s->width = (double)s->options.width / s->cols;
  S2_REQUIRE(s->width >= PANEL_WIDTH_MIN,
             "options.width = %d gives %d columns %g pixels each: at least %d are needed",
             s->options.width, s->cols, s->width, PANEL_WIDTH_MIN);
  s->font = 1.5 * s2_picture_font_size(s->options.width / sqrt(s->cols));
  s->header = title != NULL && *title != '\0' ? 2.1 * s->font : 0;
  height = s->header;
  for (int i = 0; i < s->rows * s->cols; i++) {
    double *row = &s->row_height[i / s->cols];
    s2_picture_map_options own;
    S2_TRY(s2_picture_map_options_read(&own, s->panels[i].options));
    S2_REQUIRE(s->panels[i].grid == NULL || s->panels[i].map != NULL, "panels[%d].map is NULL", i);
    *row = fmax(*row, s2_picture_layout_make(&own, 0, 0, s->width).height);
  }
  for (int r = 0; r < s->rows; r++) height += s->row_height[r];
  S2_REQUIRE(height <= PICTURE_PIXELS_MAX, "the picture would be %.0f pixels high, more than %d",
             height, PICTURE_PIXELS_MAX);
  s->height = (int)ceil(height);
  return S2_OK;
}

static s2_status draw_panels(cairo_t *cr, const sheet *s)
{
  double top = s->header;
  s2_picture_text(cr, s->options.title,
                  s2_picture_text_fit(cr, s->options.title, s->font, 0.96 * s->options.width),
                  s->options.width / 2.0, 1.4 * s->font, PICTURE_MIDDLE);
  for (int i = 0; i < s->rows * s->cols; i++) {
    const s2_picture_panel *panel = &s->panels[i];
    s2_picture_map_options own;
    s2_picture_layout layout;
    if (i > 0 && i % s->cols == 0) top += s->row_height[i / s->cols - 1];
    if (panel->grid == NULL) continue;
    S2_TRY(s2_picture_map_options_read(&own, panel->options));
    layout = s2_picture_layout_make(&own, i % s->cols * s->width, top, s->width);
    S2_TRY(s2_picture_draw_map(cr, &layout, panel->grid, panel->map, &own));
  }
  return S2_OK;
}

s2_status s2_picture_grid(const char *path, int rows, int cols, const s2_picture_panel *panels,
                          const s2_picture_grid_options *options)
{
  sheet s = {.rows = rows, .cols = cols, .panels = panels};
  cairo_surface_t *image;
  cairo_t *cr;
  s2_status status;
  S2_REQUIRE(path != NULL, "path is NULL");
  S2_REQUIRE(panels != NULL, "panels is NULL");
  S2_REQUIRE(rows >= 1 && rows <= TILES_MAX, "rows = %d is outside 1 .. %d", rows, TILES_MAX);
  S2_REQUIRE(cols >= 1 && cols <= TILES_MAX, "cols = %d is outside 1 .. %d", cols, TILES_MAX);
  S2_TRY(s2_picture_grid_options_read(&s.options, options));
  S2_TRY(measure(&s));
  S2_TRY(s2_picture_sheet_make(&cr, s.options.width, s.height));
  status = draw_panels(cr, &s);
  if (status != S2_OK) {
    cairo_destroy(cr);
    return status;
  }
  S2_TRY(s2_picture_sheet_finish(cr, &image));
  return s2_picture_write(image, path);
}
