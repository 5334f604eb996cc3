// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2picture"
#include "plot.h"
#include "projection.h"
#include "text.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <stdio.h>

// Room around the data, in parts of the axis.
#define PADDING 0.03

static double straight(const s2_picture_axis *axis, double value)
{
  return axis->logarithmic ? log10(value) : value;
}

double s2_picture_axis_place(const s2_picture_axis *axis, double value)
{
  double low = straight(axis, axis->low), high = straight(axis, axis->high);
  double part = (straight(axis, value) / 2 - low / 2) / (high / 2 - low / 2);
  return fmin(fmax(axis->from + part * (axis->to - axis->from), -1e6), 1e6);
}

bool s2_picture_axis_holds(const s2_picture_axis *axis, double value)
{
  return isfinite(value) && (!axis->logarithmic || value > 0);
}

bool s2_picture_plot_point(const s2_picture_plot *plot, const s2_picture_series *series, int64_t i,
                           double *x, double *y)
{
  *x = series->x != NULL ? series->x[i] : (double)i;
  *y = series->y[i];
  return s2_picture_axis_holds(&plot->x, *x) && s2_picture_axis_holds(&plot->y, *y);
}

static void widen(double ends[2], double value)
{
  ends[0] = fmin(ends[0], value);
  ends[1] = fmax(ends[1], value);
}

static void widen_by_series(const s2_picture_plot *plot, const s2_picture_series *s, double xs[2],
                            double ys[2])
{
  for (int64_t i = 0; i < s->n; i++) {
    double x, y, error;
    if (!s2_picture_plot_point(plot, s, i, &x, &y)) continue;
    widen(xs, x);
    widen(ys, y);
    error = s->error != NULL ? fabs(s->error[i]) : 0;
    if (s2_picture_axis_holds(&plot->y, y - error)) widen(ys, y - error);
    if (s2_picture_axis_holds(&plot->y, y + error)) widen(ys, y + error);
  }
}

// Ends of the data with some room; a single value gets room of its own size.
static void pad(const s2_picture_axis *axis, double ends[2])
{
  double low = straight(axis, ends[0]), high = straight(axis, ends[1]), room;
  room = PADDING * (high - low);
  if (!(room > 0)) room = axis->logarithmic ? 0.5 : low != 0 ? fabs(low) / 2 : 1;
  if (!isfinite(room)) return;
  ends[0] = axis->logarithmic ? pow(10, low - room) : low - room;
  ends[1] = axis->logarithmic ? pow(10, high + room) : high + room;
}

static s2_status set_limits(s2_picture_axis *axis, const char *name, double low, double high,
                            double ends[2], int wanted)
{
  pad(axis, ends);
  axis->low = isnan(low) ? ends[0] : low;
  axis->high = isnan(high) ? ends[1] : high;
  S2_REQUIRE(isfinite(axis->low) && isfinite(axis->high) && axis->low != axis->high &&
                 (!axis->logarithmic || (axis->low > 0 && axis->high > 0)),
             "the %s axis from %g to %g cannot be drawn", name, axis->low, axis->high);
  axis->ticks = axis->logarithmic ? s2_picture_ticks_log(axis->low, axis->high, wanted)
                                  : s2_picture_ticks_linear(axis->low, axis->high, wanted);
  return S2_OK;
}

s2_status s2_picture_plot_limits(s2_picture_plot *plot)
{
  const s2_picture_lines_options *o = plot->options;
  double xs[2] = {INFINITY, -INFINITY}, ys[2] = {INFINITY, -INFINITY};
  plot->x.logarithmic = o->x_log;
  plot->y.logarithmic = o->y_log;
  for (int s = 0; s < plot->nseries; s++) widen_by_series(plot, &plot->series[s], xs, ys);
  S2_REQUIRE(xs[0] <= xs[1], "no point of the %d series can be drawn", plot->nseries);
  S2_TRY(set_limits(&plot->x, "x", o->x_min, o->x_max, xs, 8));
  return set_limits(&plot->y, "y", o->y_min, o->y_max, ys, 7);
}

static double widest_label(cairo_t *cr, const s2_picture_ticks *ticks, double size)
{
  double width = 0;
  for (int i = 0; i < ticks->count; i++)
    width = fmax(width, s2_picture_text_width(cr, ticks->label[i], size));
  return width;
}

void s2_picture_plot_place(cairo_t *cr, s2_picture_plot *plot)
{
  const s2_picture_lines_options *o = plot->options;
  double f = plot->font, top = 0.9 * f;
  double left = 1.4 * f + widest_label(cr, &plot->y.ticks, f), bottom = 2.2 * f;
  if (o->title != NULL && *o->title != '\0') top += 1.9 * f;
  if (plot->y.ticks.exponent != 0) top += 1.1 * f;
  if (o->x_title != NULL && *o->x_title != '\0') bottom += 1.6 * f;
  if (o->y_title != NULL && *o->y_title != '\0') left += 1.7 * f;
  plot->x.from = round(left) + 0.5;
  plot->x.to = round(o->width - 1.2 * f) + 0.5;
  plot->y.from = round(o->height - bottom) + 0.5;
  plot->y.to = round(top) + 0.5;
}

static void trace_tick(cairo_t *cr, const s2_picture_plot *plot, bool on_x, double at, double size)
{
  const s2_picture_axis *x = &plot->x, *y = &plot->y;
  if (on_x) {
    cairo_move_to(cr, at, y->from);
    cairo_line_to(cr, at, y->from - size);
    cairo_move_to(cr, at, y->to);
    cairo_line_to(cr, at, y->to + size);
  } else {
    cairo_move_to(cr, x->from, at);
    cairo_line_to(cr, x->from + size, at);
    cairo_move_to(cr, x->to, at);
    cairo_line_to(cr, x->to - size, at);
  }
}

// Labels of one axis, below or to the left; one that would touch the last is left out.
static void draw_tick_labels(cairo_t *cr, const s2_picture_plot *plot, bool on_x)
{
  const s2_picture_axis *axis = on_x ? &plot->x : &plot->y;
  double f = plot->font, last = -1e9;
  for (int i = 0; i < axis->ticks.count; i++) {
    const char *label = axis->ticks.label[i];
    double at = round(s2_picture_axis_place(axis, axis->ticks.at[i]) - 0.5) + 0.5;
    double half = on_x ? s2_picture_text_width(cr, label, f) / 2 + 0.2 * f : 0.6 * f;
    if (*label == '\0' || fabs(at - last) < 2 * half) continue;
    last = at;
    if (on_x)
      s2_picture_text(cr, label, f, at, plot->y.from + 1.3 * f, PICTURE_MIDDLE);
    else
      s2_picture_text(cr, label, f, plot->x.from - 0.45 * f, at + 0.36 * f, PICTURE_RIGHT);
  }
}

static void draw_ticks(cairo_t *cr, const s2_picture_plot *plot, bool on_x)
{
  const s2_picture_axis *axis = on_x ? &plot->x : &plot->y;
  cairo_new_path(cr);
  for (int i = 0; i < axis->ticks.count; i++) {
    double at = round(s2_picture_axis_place(axis, axis->ticks.at[i]) - 0.5) + 0.5;
    bool major = axis->ticks.label[i][0] != '\0';
    trace_tick(cr, plot, on_x, at, (major ? 0.4 : 0.22) * plot->font);
  }
  cairo_stroke(cr);
}

void s2_picture_plot_grid(cairo_t *cr, const s2_picture_plot *plot)
{
  const s2_picture_axis *axes[2] = {&plot->x, &plot->y};
  cairo_save(cr);
  cairo_new_path(cr);
  for (int a = 0; a < 2; a++) {
    for (int i = 0; i < axes[a]->ticks.count; i++) {
      double at = round(s2_picture_axis_place(axes[a], axes[a]->ticks.at[i]) - 0.5) + 0.5;
      if (axes[a]->ticks.label[i][0] == '\0') continue;
      cairo_move_to(cr, a == 0 ? at : plot->x.from, a == 0 ? plot->y.from : at);
      cairo_line_to(cr, a == 0 ? at : plot->x.to, a == 0 ? plot->y.to : at);
    }
  }
  cairo_set_source_rgb(cr, 0.92, 0.92, 0.92);
  cairo_set_line_width(cr, 1);
  cairo_stroke(cr);
  cairo_restore(cr);
}

static void draw_exponent(cairo_t *cr, const s2_picture_axis *axis, double f, double x, double y,
                          s2_picture_align align)
{
  char power[32], text[40];
  if (axis->ticks.exponent == 0) return;
  s2_picture_write_power(power, sizeof power, axis->ticks.exponent);
  snprintf(text, sizeof text, "\xc3\x97%s", power);
  s2_picture_text(cr, text, f, x, y, align);
}

static void draw_titles(cairo_t *cr, const s2_picture_plot *plot)
{
  const s2_picture_lines_options *o = plot->options;
  double f = plot->font, middle = (plot->x.from + plot->x.to) / 2;
  double span = plot->x.to - plot->x.from, rise = plot->y.from - plot->y.to;
  s2_picture_text(cr, o->title, s2_picture_text_fit(cr, o->title, 1.25 * f, span), middle, 1.65 * f,
                  PICTURE_MIDDLE);
  s2_picture_text(cr, o->x_title, s2_picture_text_fit(cr, o->x_title, 1.1 * f, 0.8 * span), middle,
                  o->height - 0.75 * f, PICTURE_MIDDLE);
  draw_exponent(cr, &plot->y, f, plot->x.from, plot->y.to - 0.45 * f, PICTURE_LEFT);
  draw_exponent(cr, &plot->x, f, plot->x.to, plot->y.from + 2.6 * f, PICTURE_RIGHT);
  cairo_save(cr);
  cairo_translate(cr, 1.5 * f, (plot->y.from + plot->y.to) / 2);
  cairo_rotate(cr, -PICTURE_PI / 2);
  s2_picture_text(cr, o->y_title, s2_picture_text_fit(cr, o->y_title, 1.1 * f, rise), 0, 0,
                  PICTURE_MIDDLE);
  cairo_restore(cr);
}

void s2_picture_plot_frame(cairo_t *cr, const s2_picture_plot *plot)
{
  cairo_set_source_rgb(cr, 0.1, 0.1, 0.1);
  cairo_set_line_width(cr, fmax(1, 0.06 * plot->font));
  cairo_rectangle(cr, plot->x.from, plot->y.to, plot->x.to - plot->x.from,
                  plot->y.from - plot->y.to);
  cairo_stroke(cr);
  draw_ticks(cr, plot, true);
  draw_ticks(cr, plot, false);
  draw_tick_labels(cr, plot, true);
  draw_tick_labels(cr, plot, false);
  draw_titles(cr, plot);
}
