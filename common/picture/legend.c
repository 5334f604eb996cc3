// SPDX-License-Identifier: MIT
#include "plot.h"
#include "text.h"
#include <math.h>

// A rectangle of pixels.
typedef struct box {
  double left, top, width, height;
} box;

static bool inside(const box *b, double x, double y)
{
  return x >= b->left && x <= b->left + b->width && y >= b->top && y <= b->top + b->height;
}

// How much of the data a legend would hide: points, and places along the lines between them.
static int hidden(const s2_picture_plot *plot, const box *b)
{
  enum { BETWEEN = 8 };
  int count = 0;
  for (int s = 0; s < plot->nseries; s++) {
    double x, y, last_x = 0, last_y = 0;
    bool down = false;
    for (int64_t i = 0; i < plot->series[s].n; i++) {
      bool holds = s2_picture_plot_point(plot, &plot->series[s], i, &x, &y);
      x = holds ? s2_picture_axis_place(&plot->x, x) : 0;
      y = holds ? s2_picture_axis_place(&plot->y, y) : 0;
      for (int k = down ? 1 : BETWEEN; holds && k <= BETWEEN; k++) {
        double part = (double)k / BETWEEN;
        count += inside(b, last_x + part * (x - last_x), last_y + part * (y - last_y));
      }
      last_x = x;
      last_y = y;
      down = holds;
    }
  }
  return count;
}

// The corner of the frame where the legend hides least; the upper right one if all are equal.
static box best_corner(const s2_picture_plot *plot, double width, double height)
{
  double gap = round(0.8 * plot->font);
  box best = {plot->x.to - gap - width, plot->y.to + gap, width, height};
  int least = hidden(plot, &best);
  for (int corner = 1; corner < 4; corner++) {
    box b = {corner & 1 ? plot->x.from + gap : plot->x.to - gap - width,
             corner & 2 ? plot->y.from - gap - height : plot->y.to + gap, width, height};
    int count = hidden(plot, &b);
    if (count >= least) continue;
    least = count;
    best = b;
  }
  return best;
}

static bool labelled(const s2_picture_series *series)
{
  return series->label != NULL && *series->label != '\0';
}

void s2_picture_plot_legend(cairo_t *cr, const s2_picture_plot *plot)
{
  double f = plot->font, width = 0, y;
  int count = 0;
  box b;
  for (int s = 0; s < plot->nseries; s++) {
    if (!labelled(&plot->series[s])) continue;
    width = fmax(width, s2_picture_text_width(cr, plot->series[s].label, f));
    count++;
  }
  if (count == 0) return;
  b = best_corner(plot, round(width + 3.4 * f), round((1.45 * count + 0.5) * f));
  cairo_rectangle(cr, b.left, b.top, b.width, b.height);
  cairo_save(cr);
  cairo_set_source_rgba(cr, 1, 1, 1, 0.85);
  cairo_fill_preserve(cr);
  cairo_set_source_rgb(cr, 0.8, 0.8, 0.8);
  cairo_set_line_width(cr, 1);
  cairo_stroke(cr);
  cairo_restore(cr);
  y = b.top + 1.3 * f;
  for (int s = 0; s < plot->nseries; s++) {
    if (!labelled(&plot->series[s])) continue;
    s2_picture_plot_sample(cr, plot, s, b.left + 0.4 * f, b.left + 2.4 * f, y - 0.33 * f);
    s2_picture_text(cr, plot->series[s].label, f, b.left + 2.9 * f, y, PICTURE_LEFT);
    y += 1.45 * f;
  }
}
