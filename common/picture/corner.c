// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2picture"
#include "corner.h"
#include "options.h"
#include "scene.h"
#include "surface.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

enum { N = PICTURE_CELLS, TICKS_LEAST = 5, TICKS_MOST = 8 };

// Regions that hold as much as one and two standard deviations of a normal density; the wide one is
// filled first.
static const double masses[PICTURE_LEVELS] = {0.954, 0.683};

static double bound(const double *bounds, int d, double none)
{
  return bounds != NULL && isfinite(bounds[d]) ? bounds[d] : none;
}

// After the panels have their size: larger ones have room for more labels.
static s2_status set_axes(s2_picture_corner_plot *c)
{
  int wanted = (int)fmin(fmax(c->size / (6 * c->font), TICKS_LEAST), TICKS_MOST);
  for (int d = 0; d < c->parameters; d++) {
    double low = bound(c->options.lower, d, -INFINITY), high = bound(c->options.upper, d, INFINITY);
    s2_picture_span span = {low, high};
    S2_TRY(s2_picture_span_find(c->count, c->samples, d, &span));
    S2_REQUIRE(span.low < span.high, "parameter %d has no samples in %g .. %g", d, low, high);
    c->axis[d] = (s2_picture_axis){.low = span.low, .high = span.high};
    c->axis[d].ticks = s2_picture_ticks_linear(span.low, span.high, wanted);
  }
  return S2_OK;
}

static double header(const s2_picture_corner_plot *c)
{
  return c->options.title != NULL && *c->options.title != '\0' ? 2.6 * c->font : 0.8 * c->font;
}

static void lay_out(s2_picture_corner_plot *c)
{
  double width = c->options.width;
  c->font = fmin(s2_picture_font_size(width), 0.105 * width / c->parameters);
  c->left = (c->parameters > 1 ? 6.6 : 1) * c->font; // a single one has no axis on the left
  c->top = header(c);
  c->gap = 0.3 * c->font;
  c->size = (width - c->left - c->font) / c->parameters - c->gap;
  c->height = (int)ceil(c->top + c->parameters * (c->size + c->gap) + 4.2 * c->font);
}

s2_picture_box s2_picture_corner_panel(const s2_picture_corner_plot *c, int row, int column)
{
  double step = c->size + c->gap;
  return (s2_picture_box){round(c->left + column * step) + 0.5, round(c->top + row * step) + 0.5,
                          round(c->size), round(c->size)};
}

static s2_picture_span span_of(const s2_picture_corner_plot *c, int d)
{
  return (s2_picture_span){c->axis[d].low, c->axis[d].high};
}

uint32_t s2_picture_pale(uint32_t rgb, double white)
{
  uint32_t mixed = 0;
  for (int shift = 0; shift <= 16; shift += 8) {
    double part = (rgb >> shift & 255) * (1 - white) + 255 * white;
    mixed |= (uint32_t)(part + 0.5) << shift;
  }
  return mixed;
}

void s2_picture_set_source(cairo_t *cr, uint32_t rgb)
{
  cairo_set_source_rgb(cr, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0,
                       (rgb & 255) / 255.0);
}

uint32_t s2_picture_corner_colour(const s2_picture_corner_plot *c, int k)
{
  return s2_picture_series_colour(c->samples[k].colour, k);
}

// ------------------------------------------------------------------ densities

// The outline of a density that stands on the floor of its panel.
static void trace_density(cairo_t *cr, const s2_picture_box *box, const double *f, double highest)
{
  for (int i = 0; i < N; i++) {
    double x = box->left + box->width * (i + 0.5) / N;
    double y = box->top + box->height * (1 - 0.93 * f[i] / highest);
    if (i == 0)
      cairo_move_to(cr, x, y);
    else
      cairo_line_to(cr, x, y);
  }
}

static void draw_single(cairo_t *cr, s2_picture_corner_plot *c, int d)
{
  s2_picture_box box = s2_picture_corner_panel(c, d, d);
  s2_picture_span span = span_of(c, d);
  double highest = 0, floor = box.top + box.height;
  for (int k = 0; k < c->count; k++) {
    s2_picture_density_1d(&c->samples[k], d, &span, c->f + k * N);
    for (int i = 0; i < N; i++) highest = fmax(highest, c->f[k * N + i]);
  }
  for (int k = 0; k < c->count; k++) {
    if (c->samples[k].filled) {
      trace_density(cr, &box, c->f + k * N, highest);
      cairo_line_to(cr, box.left + box.width * (N - 0.5) / N, floor);
      cairo_line_to(cr, box.left + box.width * 0.5 / N, floor);
      s2_picture_set_source(
          cr, s2_picture_pale(s2_picture_corner_colour(c, k), s2_picture_paleness[0]));
      cairo_fill(cr);
    }
    trace_density(cr, &box, c->f + k * N, highest);
    s2_picture_set_source(cr, s2_picture_corner_colour(c, k));
    cairo_stroke(cr);
  }
}

static s2_status draw_pair(cairo_t *cr, s2_picture_corner_plot *c, int row, int column)
{
  s2_picture_box box = s2_picture_corner_panel(c, row, column);
  s2_picture_span x = span_of(c, column), y = span_of(c, row);
  for (int k = 0; k < c->count; k++) {
    double level[PICTURE_LEVELS];
    uint32_t colour[PICTURE_LEVELS];
    s2_picture_density_2d(&c->samples[k], column, row, &x, &y, c->f);
    for (int m = 0; m < PICTURE_LEVELS; m++) {
      level[m] = s2_picture_level(c->f, masses[m], c->scratch);
      colour[m] = s2_picture_pale(s2_picture_corner_colour(c, k), s2_picture_paleness[m]);
    }
    if (c->samples[k].filled)
      S2_TRY(s2_picture_fill_levels(cr, &box, c->f, PICTURE_LEVELS, level, colour));
    for (int m = 0; m < PICTURE_LEVELS; m++) s2_picture_trace_level(cr, &box, c->f, level[m]);
    s2_picture_set_source(cr, s2_picture_corner_colour(c, k));
    cairo_stroke(cr);
  }
  return S2_OK;
}

static s2_status draw(cairo_t *cr, s2_picture_corner_plot *c)
{
  for (int row = 0; row < c->parameters; row++)
    for (int column = 0; column <= row; column++) {
      cairo_set_line_width(cr, fmax(1, 0.1 * c->font));
      cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
      if (row == column)
        draw_single(cr, c, row);
      else
        S2_TRY(draw_pair(cr, c, row, column));
      s2_picture_corner_frame(cr, c, row, column);
    }
  s2_picture_corner_texts(cr, c);
  return S2_OK;
}

// ------------------------------------------------------------------ calls

static s2_status check(s2_picture_corner_plot *c, const s2_picture_samples *samples)
{
  S2_REQUIRE(c->parameters >= 1 && c->parameters <= S2_PICTURE_CORNER_MAX,
             "parameters = %d is outside 1 .. %d", c->parameters, S2_PICTURE_CORNER_MAX);
  S2_REQUIRE(c->count >= 1 && c->count <= PICTURE_SAMPLES_MAX, "count = %d is outside 1 .. %d",
             c->count, PICTURE_SAMPLES_MAX);
  S2_REQUIRE(samples != NULL, "samples is NULL");
  for (int k = 0; k < c->count; k++) {
    s2_picture_samples *s = &c->samples[k];
    *s = samples[k];
    if (s->stride == 0) s->stride = c->parameters;
    S2_REQUIRE(s->n >= 1 && s->x != NULL, "samples[%d] has n = %lld points", k, (long long)s->n);
    S2_REQUIRE(s->stride >= c->parameters, "samples[%d].stride = %d is less than %d", k, s->stride,
               c->parameters);
    S2_REQUIRE(s->colour >= 0 && s->colour <= 8, "samples[%d].colour = %d is outside 0 .. 8", k,
               s->colour);
  }
  return S2_OK;
}

s2_status s2_picture_render_corner(cairo_surface_t **image, int parameters, int count,
                                   const s2_picture_samples *samples,
                                   const s2_picture_corner_options *options)
{
  s2_picture_corner_plot c = {.parameters = parameters, .count = count};
  cairo_t *cr;
  *image = NULL;
  S2_TRY(check(&c, samples));
  S2_TRY(s2_picture_corner_options_read(&c.options, options));
  lay_out(&c);
  S2_TRY(set_axes(&c));
  c.f = s2_priv_alloc(2 * N * N, sizeof *c.f);
  if (c.f == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a density");
  c.scratch = c.f + N * N;
  s2_status status = s2_picture_sheet_make(&cr, c.options.width, c.height);
  if (status == S2_OK) {
    status = draw(cr, &c);
    if (status == S2_OK)
      status = s2_picture_sheet_finish(cr, image);
    else
      cairo_destroy(cr);
  }
  s2_priv_free(c.f);
  return status;
}

s2_status s2_picture_corner(const char *path, int parameters, int count,
                            const s2_picture_samples *samples,
                            const s2_picture_corner_options *options)
{
  cairo_surface_t *image;
  S2_REQUIRE(path != NULL, "path is NULL");
  S2_TRY(s2_picture_render_corner(&image, parameters, count, samples, options));
  return s2_picture_write(image, path);
}
