// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2picture"
#include "contour.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <stdbool.h>
#include <string.h>

enum { N = PICTURE_CELLS };

typedef struct place {
  double x, y; // in units of cells
} place;

// Where the density passes the level between two corners of a square.
static place crossing(place a, double fa, place b, double fb, double level)
{
  double t = (level - fa) / (fb - fa);
  return (place){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

static void segment(cairo_t *cr, const s2_picture_box *box, place a, place b)
{
  double sx = box->width / N, sy = box->height / N, base = box->top + box->height;
  cairo_move_to(cr, box->left + sx * a.x, base - sy * a.y);
  cairo_line_to(cr, box->left + sx * b.x, base - sy * b.y);
}

// The line through the square between the middles of four cells. A saddle has two pieces; which
// corners they cut off, the mean of the four decides.
static void trace_square(cairo_t *cr, const s2_picture_box *box, const double *f, int i, int j,
                         double level)
{
  const double corner[4] = {f[j * N + i], f[j * N + i + 1], f[(j + 1) * N + i + 1],
                            f[(j + 1) * N + i]};
  const place at[4] = {
      {i + 0.5, j + 0.5}, {i + 1.5, j + 0.5}, {i + 1.5, j + 1.5}, {i + 0.5, j + 1.5}};
  place cut[4];
  int n = 0;
  for (int k = 0; k < 4; k++) {
    int next = (k + 1) % 4;
    if ((corner[k] >= level) != (corner[next] >= level))
      cut[n++] = crossing(at[k], corner[k], at[next], corner[next], level);
  }
  if (n == 2) segment(cr, box, cut[0], cut[1]);
  if (n < 4) return;
  // Cuts 0 .. 3 lie on the sides 0 .. 3; sides 3 and 0 meet in corner 0.
  bool high = (corner[0] + corner[1] + corner[2] + corner[3]) / 4 >= level;
  bool around_first = high != (corner[0] >= level); // the line goes around corners 0 and 2
  segment(cr, box, cut[0], cut[around_first ? 3 : 1]);
  segment(cr, box, cut[2], cut[around_first ? 1 : 3]);
}

void s2_picture_trace_level(cairo_t *cr, const s2_picture_box *box, const double *f, double level)
{
  for (int j = 0; j < N - 1; j++)
    for (int i = 0; i < N - 1; i++) trace_square(cr, box, f, i, j, level);
}

// Colour of a pixel: opaque 0xAARRGGBB, 0 outside all areas.
static uint32_t colour_at(double f, int count, const double *level, const uint32_t *colour)
{
  uint32_t found = 0;
  for (int k = 0; k < count; k++)
    if (f >= level[k]) found = 0xff000000u | colour[k];
  return found;
}

s2_status s2_picture_fill_levels(cairo_t *cr, const s2_picture_box *box, const double *f, int count,
                                 const double *level, const uint32_t *colour)
{
  // Whole pixels, so that nothing is blurred; their middles lie dx, dy from the start of the box.
  double left = floor(box->left), top = floor(box->top);
  double dx = left + 0.5 - box->left, dy = top + 0.5 - box->top;
  int width = (int)ceil(box->width) + 1, height = (int)ceil(box->height) + 1;
  cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
  if (cairo_surface_status(image) != CAIRO_STATUS_SUCCESS) {
    cairo_surface_destroy(image);
    return S2_FAIL(S2_ERR_MEMORY, "no memory for a panel of %d x %d pixels", width, height);
  }
  unsigned char *row = cairo_image_surface_get_data(image);
  cairo_surface_flush(image);
  for (int j = 0; j < height; j++, row += cairo_image_surface_get_stride(image)) {
    double y = N * (1 - (j + dy) / box->height);
    for (int i = 0; i < width; i++) {
      double here = s2_picture_density_at(f, N * (i + dx) / box->width, y);
      uint32_t pixel = colour_at(here, count, level, colour);
      memcpy(row + 4 * (size_t)i, &pixel, sizeof pixel);
    }
  }
  cairo_surface_mark_dirty(image);
  cairo_save(cr);
  cairo_rectangle(cr, box->left, box->top, box->width, box->height);
  cairo_clip(cr);
  cairo_set_source_surface(cr, image, left, top);
  cairo_paint(cr);
  cairo_restore(cr);
  cairo_surface_destroy(image);
  return S2_OK;
}
