// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2picture"
#include "options.h"
#include "plot.h"
#include "projection.h"
#include "scene.h"
#include "surface.h"
#include <math.h>
#include <s2common/priv/error.h>

#define SERIES_MAX 64
#define STYLE_ALL (S2_PICTURE_LINE | S2_PICTURE_POINTS | S2_PICTURE_STEPS | S2_PICTURE_DASHED)

// Okabe & Ito 2008, in an order that keeps neighbours apart.
static const uint32_t cycle[] = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7,
                                 0xe69f00, 0x56b4e9, 0x000000, 0x888888};
#define CYCLE ((int)(sizeof cycle / sizeof *cycle))

uint32_t s2_picture_series_colour(int colour, int index)
{
  return cycle[colour > 0 ? colour - 1 : index % CYCLE];
}

static void set_colour(cairo_t *cr, const s2_picture_series *series, int index)
{
  uint32_t rgb = s2_picture_series_colour(series->colour, index);
  cairo_set_source_rgb(cr, (rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

static int style_of(const s2_picture_series *series)
{
  int style = series->style;
  bool drawn = style & (S2_PICTURE_LINE | S2_PICTURE_POINTS | S2_PICTURE_STEPS);
  return drawn ? style : style | S2_PICTURE_LINE;
}

// Markers differ in shape too, for prints in grey.
static void trace_marker(cairo_t *cr, int index, double x, double y, double r)
{
  int shape = index % 4, corners = shape == 1 ? 4 : shape == 2 ? 3 : 4;
  double turn = shape == 1 ? PICTURE_PI / 4 : PICTURE_PI / 2;
  cairo_new_sub_path(cr);
  if (shape == 0) {
    cairo_arc(cr, x, y, r, 0, 2 * PICTURE_PI);
    return;
  }
  for (int k = 0; k < corners; k++) {
    double angle = turn + 2 * PICTURE_PI * k / corners;
    cairo_line_to(cr, x + 1.25 * r * cos(angle), y - 1.25 * r * sin(angle));
  }
  cairo_close_path(cr);
}

static void start_stroke(cairo_t *cr, const s2_picture_plot *plot, int style)
{
  double dash[2] = {0.42 * plot->font, 0.26 * plot->font};
  cairo_set_line_width(cr, 0.11 * plot->font);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash(cr, dash, style & S2_PICTURE_DASHED ? 2 : 0, 0);
}

static void draw_line(cairo_t *cr, const s2_picture_plot *plot, const s2_picture_series *series,
                      bool steps)
{
  double x, y, px, last_x = 0, last_y = 0;
  bool down = false;
  cairo_new_path(cr);
  for (int64_t i = 0; i < series->n; i++) {
    bool holds = s2_picture_plot_point(plot, series, i, &x, &y);
    if (holds) {
      px = s2_picture_axis_place(&plot->x, x);
      y = s2_picture_axis_place(&plot->y, y);
      if (down && steps) {
        cairo_line_to(cr, (px + last_x) / 2, last_y);
        cairo_line_to(cr, (px + last_x) / 2, y);
      }
      if (down)
        cairo_line_to(cr, px, y);
      else
        cairo_move_to(cr, px, y);
      last_x = px;
      last_y = y;
    }
    down = holds;
  }
  cairo_stroke(cr);
}

static void draw_errors(cairo_t *cr, const s2_picture_plot *plot, const s2_picture_series *series)
{
  double x, y, cap = 0.2 * plot->font;
  cairo_set_line_width(cr, 0.07 * plot->font);
  cairo_set_dash(cr, NULL, 0, 0);
  for (int64_t i = 0; i < series->n; i++) {
    double low, high, px;
    if (!s2_picture_plot_point(plot, series, i, &x, &y) || !isfinite(series->error[i])) continue;
    low = y - fabs(series->error[i]);
    high = y + fabs(series->error[i]);
    px = s2_picture_axis_place(&plot->x, x);
    // A bar that reaches below what a logarithmic axis can show runs out of the frame.
    low = s2_picture_axis_holds(&plot->y, low) ? s2_picture_axis_place(&plot->y, low) : 1e6;
    high = s2_picture_axis_place(&plot->y, high);
    cairo_move_to(cr, px, low);
    cairo_line_to(cr, px, high);
    cairo_move_to(cr, px - cap, low);
    cairo_line_to(cr, px + cap, low);
    cairo_move_to(cr, px - cap, high);
    cairo_line_to(cr, px + cap, high);
  }
  cairo_stroke(cr);
}

static void draw_markers(cairo_t *cr, const s2_picture_plot *plot, int index)
{
  const s2_picture_series *series = &plot->series[index];
  double x, y;
  for (int64_t i = 0; i < series->n; i++) {
    if (!s2_picture_plot_point(plot, series, i, &x, &y)) continue;
    trace_marker(cr, index, s2_picture_axis_place(&plot->x, x), s2_picture_axis_place(&plot->y, y),
                 0.24 * plot->font);
  }
  cairo_fill(cr);
}

void s2_picture_plot_series(cairo_t *cr, const s2_picture_plot *plot)
{
  cairo_save(cr);
  cairo_rectangle(cr, plot->x.from, plot->y.to, plot->x.to - plot->x.from,
                  plot->y.from - plot->y.to);
  cairo_clip(cr);
  for (int s = 0; s < plot->nseries; s++) {
    const s2_picture_series *series = &plot->series[s];
    int style = style_of(series);
    set_colour(cr, series, s);
    start_stroke(cr, plot, style);
    if (style & S2_PICTURE_LINE) draw_line(cr, plot, series, false);
    if (style & S2_PICTURE_STEPS) draw_line(cr, plot, series, true);
    if (series->error != NULL) draw_errors(cr, plot, series);
    if (style & S2_PICTURE_POINTS) draw_markers(cr, plot, s);
  }
  cairo_restore(cr);
}

void s2_picture_plot_sample(cairo_t *cr, const s2_picture_plot *plot, int index, double left,
                            double right, double y)
{
  const s2_picture_series *series = &plot->series[index];
  int style = style_of(series);
  cairo_save(cr);
  set_colour(cr, series, index);
  start_stroke(cr, plot, style);
  cairo_new_path(cr);
  cairo_move_to(cr, left, y);
  cairo_line_to(cr, right, y);
  if (style & (S2_PICTURE_LINE | S2_PICTURE_STEPS)) cairo_stroke(cr);
  cairo_new_path(cr);
  if (style & S2_PICTURE_POINTS) trace_marker(cr, index, (left + right) / 2, y, 0.24 * plot->font);
  cairo_fill(cr);
  cairo_restore(cr);
}

static s2_status check_series(const s2_picture_series *series, int index)
{
  S2_REQUIRE(series->n >= 0, "series[%d].n = %lld is negative", index, (long long)series->n);
  S2_REQUIRE(series->y != NULL || series->n == 0, "series[%d].y is NULL", index);
  S2_REQUIRE(series->colour >= 0 && series->colour <= CYCLE,
             "series[%d].colour = %d is outside 0 .. %d", index, series->colour, CYCLE);
  S2_REQUIRE((series->style & ~STYLE_ALL) == 0, "series[%d].style = %d has unknown flags", index,
             series->style);
  return S2_OK;
}

s2_status s2_picture_render_lines(cairo_surface_t **image, int nseries,
                                  const s2_picture_series *series,
                                  const s2_picture_lines_options *options)
{
  s2_picture_lines_options own;
  s2_picture_plot plot = {.options = &own, .series = series, .nseries = nseries};
  cairo_t *cr;
  *image = NULL;
  S2_REQUIRE(nseries >= 1 && nseries <= SERIES_MAX, "nseries = %d is outside 1 .. %d", nseries,
             SERIES_MAX);
  S2_REQUIRE(series != NULL, "series is NULL");
  for (int i = 0; i < nseries; i++) S2_TRY(check_series(&series[i], i));
  S2_TRY(s2_picture_lines_options_read(&own, options));
  S2_TRY(s2_picture_plot_limits(&plot));
  S2_TRY(s2_picture_sheet_make(&cr, own.width, own.height));
  plot.font = s2_picture_font_size(fmin(own.width, 1.6 * own.height));
  s2_picture_plot_place(cr, &plot);
  s2_picture_plot_grid(cr, &plot);
  s2_picture_plot_series(cr, &plot);
  s2_picture_plot_frame(cr, &plot);
  s2_picture_plot_legend(cr, &plot);
  return s2_picture_sheet_finish(cr, image);
}

s2_status s2_picture_lines(const char *path, int nseries, const s2_picture_series *series,
                           const s2_picture_lines_options *options)
{
  cairo_surface_t *image;
  S2_REQUIRE(path != NULL, "path is NULL");
  S2_TRY(s2_picture_render_lines(&image, nseries, series, options));
  return s2_picture_write(image, path);
}
