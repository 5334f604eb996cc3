// SPDX-License-Identifier: MIT
#include "scene.h"
#include "text.h"
#include "ticks.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void set_rgb(cairo_t *cr, uint32_t rgb)
{
  cairo_set_source_rgb(cr, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0,
                       (rgb & 255) / 255.0);
}

// Outline of the bar; a pointed end says that samples lie beyond it.
static void trace_bar(cairo_t *cr, const s2_picture_scene *scene)
{
  const s2_picture_layout *l = &scene->layout;
  double left = l->bar_x, right = l->bar_x + l->bar_width, point = 0.9 * l->bar_height;
  double top = l->bar_y, bottom = l->bar_y + l->bar_height, middle = (top + bottom) / 2;
  cairo_new_path(cr);
  cairo_move_to(cr, left, top);
  cairo_line_to(cr, right, top);
  if (scene->norm.above) cairo_line_to(cr, right + point, middle);
  cairo_line_to(cr, right, bottom);
  cairo_line_to(cr, left, bottom);
  if (scene->norm.below) cairo_line_to(cr, left - point, middle);
  cairo_close_path(cr);
}

static void fill_bar(cairo_t *cr, const s2_picture_scene *scene)
{
  const s2_picture_layout *l = &scene->layout;
  int first = (int)(l->bar_x - l->bar_height) - 1;
  int last = (int)(l->bar_x + l->bar_width + l->bar_height) + 1;
  cairo_save(cr);
  trace_bar(cr, scene);
  cairo_clip(cr);
  cairo_set_antialias(cr, CAIRO_ANTIALIAS_NONE);
  for (int x = first; x <= last; x++) {
    double place = fmin(fmax((x + 0.5 - l->bar_x) / l->bar_width, 0), 1);
    set_rgb(cr, scene->palette[(int)(place * (PICTURE_COLOURS - 1) + 0.5)]);
    cairo_rectangle(cr, x, l->bar_y - 1, 1, l->bar_height + 2);
    cairo_fill(cr);
  }
  cairo_restore(cr);
  trace_bar(cr, scene);
  cairo_set_line_width(cr, fmax(0.8, 0.05 * l->font));
  cairo_stroke(cr);
}

// A number rounded to 10^unit, as short as it can be written.
static void write_short(char *text, size_t size, double value, int unit)
{
  int k = value != 0 ? (int)floor(log10(fabs(value)) + 1e-9) : 0;
  char power[16], mantissa[12];
  size_t end;
  if (k >= -3 && k < 5) {
    s2_picture_write_number(text, size, value, unit < 0 ? -unit : 0);
    end = strlen(text);
    if (strchr(text, '.') == NULL) return;
    while (text[end - 1] == '0') end--;
    text[text[end - 1] == '.' ? end - 1 : end] = '\0';
    return;
  }
  s2_picture_write_power(power, sizeof power, k);
  write_short(mantissa, sizeof mantissa, value / pow(10, k), unit - k);
  if (strcmp(mantissa, "1") == 0)
    snprintf(text, size, "%s", power);
  else
    snprintf(text, size, "%s\xc3\x97%s", mantissa, power);
}

static void append(s2_picture_ticks *ticks, const s2_picture_norm *norm, double value, int unit)
{
  if (value < norm->low || value > norm->high || ticks->count == PICTURE_TICKS_MAX) return;
  write_short(ticks->label[ticks->count], sizeof ticks->label[0], value, unit);
  ticks->at[ticks->count++] = value;
}

static s2_picture_ticks symlog_ticks(const s2_picture_norm *norm)
{
  s2_picture_ticks ticks = {.count = 0};
  double most = fmax(fabs(norm->low), fabs(norm->high));
  int last = (int)floor(log10(most) + 1e-9), first = (int)floor(log10(norm->width) + 1e-9);
  append(&ticks, norm, 0, 0);
  for (int k = last; k >= first && k > last - 12; k--) {
    append(&ticks, norm, s2_picture_scaled(1, k), k);
    append(&ticks, norm, -s2_picture_scaled(1, k), k);
  }
  return ticks.count >= 2 ? ticks : s2_picture_ticks_linear(norm->low, norm->high, 5);
}

// Quantiles, each rounded to what tells it apart from its neighbours; the ends come first.
static s2_picture_ticks equalised_ticks(const s2_picture_norm *norm)
{
  static const int order[] = {0, 6, 3, 2, 4, 1, 5};
  s2_picture_ticks ticks = {.count = 0};
  for (int i = 0; i < 7; i++) {
    double value = norm->knots[order[i] * (PICTURE_KNOTS - 1) / 6];
    int above = order[i] < 6 ? order[i] + 1 : 6, below = order[i] > 0 ? order[i] - 1 : 0;
    double gap =
        norm->knots[above * (PICTURE_KNOTS - 1) / 6] - norm->knots[below * (PICTURE_KNOTS - 1) / 6];
    int power = (int)floor(log10((gap > 0 ? gap : norm->high - norm->low) / 10));
    append(&ticks, norm, s2_picture_round_to(value, power), power);
  }
  return ticks;
}

static s2_picture_ticks split_ticks(const s2_picture_norm *norm, int wanted)
{
  s2_picture_ticks ticks = {.count = 0};
  s2_picture_ticks half[2] = {s2_picture_ticks_linear(norm->low, 0, wanted),
                              s2_picture_ticks_linear(0, norm->high, wanted)};
  for (int h = 0; h < 2; h++)
    for (int i = h; i < half[h].count; i++) append(&ticks, norm, half[h].at[i], half[h].power);
  return ticks;
}

static s2_picture_ticks bar_ticks(const s2_picture_norm *norm, int wanted)
{
  if (norm->scale == S2_PICTURE_SYMLOG) return symlog_ticks(norm);
  if (norm->scale == S2_PICTURE_EQUALISED) return equalised_ticks(norm);
  if (norm->split) return split_ticks(norm, wanted - 2);
  return s2_picture_ticks_linear(norm->low, norm->high, wanted);
}

// Drop the ticks whose labels would touch an earlier one; how many were dropped.
static int drop_touching(cairo_t *cr, const s2_picture_scene *scene, s2_picture_ticks *ticks)
{
  double from[PICTURE_TICKS_MAX], to[PICTURE_TICKS_MAX], size = scene->layout.font;
  int kept = 0, all = ticks->count;
  for (int i = 0; i < all; i++) {
    double x = s2_picture_norm_place(&scene->norm, ticks->at[i]) * scene->layout.bar_width;
    double half = s2_picture_text_width(cr, ticks->label[i], size) / 2 + 0.3 * size;
    bool touching = false;
    for (int j = 0; j < kept; j++) touching = touching || (x + half > from[j] && x - half < to[j]);
    if (touching) continue;
    from[kept] = x - half;
    to[kept] = x + half;
    ticks->at[kept] = ticks->at[i];
    memmove(ticks->label[kept], ticks->label[i], sizeof ticks->label[0]);
    kept++;
  }
  ticks->count = kept;
  return all - kept;
}

static void draw_ticks(cairo_t *cr, const s2_picture_scene *scene, const s2_picture_ticks *ticks)
{
  const s2_picture_layout *l = &scene->layout;
  double bottom = l->bar_y + l->bar_height;
  for (int i = 0; i < ticks->count; i++) {
    double x = l->bar_x + s2_picture_norm_place(&scene->norm, ticks->at[i]) * l->bar_width;
    cairo_move_to(cr, x, bottom);
    cairo_line_to(cr, x, bottom + 0.28 * l->font);
    cairo_stroke(cr);
    s2_picture_text(cr, ticks->label[i], l->font, x, bottom + 1.25 * l->font, PICTURE_MIDDLE);
  }
}

static void draw_units(cairo_t *cr, const s2_picture_scene *scene, int exponent)
{
  const s2_picture_layout *l = &scene->layout;
  double x = l->bar_x + l->bar_width + (scene->norm.above ? l->bar_height : 0) + 0.7 * l->font;
  double room = l->left + l->width - 0.4 * l->font - x;
  const char *units = scene->options->units != NULL ? scene->options->units : "";
  char text[256], power[32];
  snprintf(text, sizeof text, "%s", units);
  if (exponent != 0) {
    s2_picture_write_power(power, sizeof power, exponent);
    snprintf(text, sizeof text, "%s%s%s", *units ? "" : "\xc3\x97", power, *units ? " " : "");
    strncat(text, units, sizeof text - strlen(text) - 1);
  }
  s2_picture_text(cr, text, s2_picture_text_fit(cr, text, l->font, room), x,
                  l->bar_y + l->bar_height / 2 + 0.36 * l->font, PICTURE_LEFT);
}

void s2_picture_draw_bar(cairo_t *cr, const s2_picture_scene *scene)
{
  s2_picture_ticks ticks;
  int wanted = 7;
  if (!scene->options->bar) return;
  do {
    ticks = bar_ticks(&scene->norm, wanted);
  } while (drop_touching(cr, scene, &ticks) > 0 && --wanted >= 4);
  fill_bar(cr, scene);
  draw_ticks(cr, scene, &ticks);
  draw_units(cr, scene, ticks.exponent);
}
