// SPDX-License-Identifier: MIT
#include "corner.h"
#include "projection.h"
#include "text.h"
#include <math.h>
#include <stdio.h>

// Pixel of a tick or mark, counted from the start of a panel; y grows upwards.
static double place(const s2_picture_corner_plot *c, int d, double value)
{
  return round(c->size) * ((value - c->axis[d].low) / (c->axis[d].high - c->axis[d].low));
}

static void draw_marks(cairo_t *cr, const s2_picture_corner_plot *c, int row, int column)
{
  s2_picture_box box = s2_picture_corner_panel(c, row, column);
  const double *marks = c->options.marks, dash[2] = {0.3 * c->font, 0.3 * c->font};
  if (marks == NULL) return;
  cairo_save(cr);
  cairo_rectangle(cr, box.left, box.top, box.width, box.height);
  cairo_clip(cr);
  cairo_set_dash(cr, dash, 2, 0);
  cairo_set_source_rgb(cr, 0.3, 0.3, 0.3);
  if (isfinite(marks[column])) {
    cairo_move_to(cr, box.left + place(c, column, marks[column]), box.top);
    cairo_rel_line_to(cr, 0, box.height);
  }
  if (row != column && isfinite(marks[row])) {
    cairo_move_to(cr, box.left, box.top + box.height - place(c, row, marks[row]));
    cairo_rel_line_to(cr, box.width, 0);
  }
  cairo_stroke(cr);
  cairo_restore(cr);
}

void s2_picture_corner_frame(cairo_t *cr, const s2_picture_corner_plot *c, int row, int column)
{
  draw_marks(cr, c, row, column);
  s2_picture_box box = s2_picture_corner_panel(c, row, column);
  const s2_picture_ticks *x = &c->axis[column].ticks, *y = &c->axis[row].ticks;
  double length = 0.3 * c->font, base = box.top + box.height;
  cairo_set_source_rgb(cr, 0.1, 0.1, 0.1);
  cairo_set_line_width(cr, fmax(1, 0.06 * c->font));
  cairo_rectangle(cr, box.left, box.top, box.width, box.height);
  for (int i = 0; i < x->count; i++) {
    cairo_move_to(cr, box.left + place(c, column, x->at[i]), base);
    cairo_rel_line_to(cr, 0, -length);
  }
  for (int i = 0; row != column && i < y->count; i++) {
    cairo_move_to(cr, box.left, base - place(c, row, y->at[i]));
    cairo_rel_line_to(cr, length, 0);
  }
  cairo_stroke(cr);
}

// Name of a parameter, with the power of ten that its labels leave out.
static void write_name(const s2_picture_corner_plot *c, int d, char *text, size_t size)
{
  const char *name =
      c->options.names != NULL && c->options.names[d] != NULL ? c->options.names[d] : "";
  char power[32] = "";
  int exponent = c->axis[d].ticks.exponent;
  if (exponent != 0) s2_picture_write_power(power, sizeof power, exponent);
  snprintf(text, size, exponent != 0 ? "%s / %s" : "%s%s", name, power);
}

// Labels and name of one axis along its panel; labels that would reach beyond it are left out. The
// context is turned so that the axis points to the right and text stands below it.
static void draw_axis(cairo_t *cr, const s2_picture_corner_plot *c, int d, bool upright)
{
  const s2_picture_ticks *ticks = &c->axis[d].ticks;
  double f = c->font, last = -1e9, extent = round(c->size);
  char name[160];
  for (int i = 0; i < ticks->count; i++) {
    double at = place(c, d, ticks->at[i]);
    double half = s2_picture_text_width(cr, ticks->label[i], 0.9 * f) / 2;
    if (at - half < -0.3 * f || at + half > extent + 0.3 * f || at - half < last + 0.4 * f)
      continue;
    last = at + half;
    s2_picture_text(cr, ticks->label[i], 0.9 * f, at, upright ? 1.2 * f : -0.5 * f, PICTURE_MIDDLE);
  }
  write_name(c, d, name, sizeof name);
  double size = s2_picture_text_fit(cr, name, 1.1 * f, 0.95 * extent);
  s2_picture_text(cr, name, size, extent / 2, upright ? 2.9 * f : -2.2 * f, PICTURE_MIDDLE);
}

static void draw_axes(cairo_t *cr, const s2_picture_corner_plot *c)
{
  cairo_set_source_rgb(cr, 0.1, 0.1, 0.1);
  for (int d = 0; d < c->parameters; d++) {
    s2_picture_box below = s2_picture_corner_panel(c, c->parameters - 1, d),
                   beside = s2_picture_corner_panel(c, d, 0);
    cairo_save(cr);
    cairo_translate(cr, below.left, below.top + below.height);
    draw_axis(cr, c, d, true);
    cairo_restore(cr);
    if (d == 0) continue;
    cairo_save(cr);
    cairo_translate(cr, beside.left, beside.top + beside.height);
    cairo_rotate(cr, -PICTURE_PI / 2);
    draw_axis(cr, c, d, false);
    cairo_restore(cr);
  }
}

// Lines of the legend, from the upper right corner down.
static void draw_legend(cairo_t *cr, const s2_picture_corner_plot *c)
{
  double f = 1.15 * c->font, right = c->options.width - 1.5 * c->font, y = c->top + 1.2 * f;
  for (int k = 0; k < c->count; k++) {
    const char *label = c->samples[k].label;
    if (label == NULL || *label == '\0') continue;
    double left = right - s2_picture_text_width(cr, label, f) - 2.2 * f;
    cairo_rectangle(cr, left, y - 0.75 * f, 1.6 * f, 0.75 * f);
    s2_picture_set_source(cr, c->samples[k].filled ? s2_picture_pale(s2_picture_corner_colour(c, k),
                                                                     s2_picture_paleness[1])
                                                   : 0xffffff);
    cairo_fill_preserve(cr);
    s2_picture_set_source(cr, s2_picture_corner_colour(c, k));
    cairo_stroke(cr);
    cairo_set_source_rgb(cr, 0.1, 0.1, 0.1);
    s2_picture_text(cr, label, f, right, y, PICTURE_RIGHT);
    y += 1.5 * f;
  }
}

void s2_picture_corner_texts(cairo_t *cr, const s2_picture_corner_plot *c)
{
  draw_axes(cr, c);
  cairo_set_line_width(cr, fmax(1, 0.1 * c->font));
  draw_legend(cr, c);
  s2_picture_text(cr, c->options.title,
                  s2_picture_text_fit(cr, c->options.title, 1.3 * c->font, 0.94 * c->options.width),
                  c->options.width / 2.0, 1.7 * c->font, PICTURE_MIDDLE);
}
