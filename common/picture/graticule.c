// SPDX-License-Identifier: MIT
#include "scene.h"
#include "text.h"
#include <math.h>
#include <stdio.h>

#define DEGREE_SIGN "\xc2\xb0"

static void trace_disc(cairo_t *cr, const s2_picture_layout *l, double x)
{
  cairo_new_sub_path(cr);
  cairo_arc(cr, l->x + x * l->scale, l->y, l->scale, 0, 2 * PICTURE_PI);
}

void s2_picture_draw_outline(cairo_t *cr, const s2_picture_scene *scene)
{
  const s2_picture_layout *l = &scene->layout;
  cairo_save(cr);
  cairo_new_path(cr);
  if (scene->view.projection == S2_PICTURE_HEMISPHERES) {
    trace_disc(cr, l, -PICTURE_DISC_CENTRE);
    trace_disc(cr, l, PICTURE_DISC_CENTRE);
  } else {
    cairo_save(cr);
    cairo_translate(cr, l->x, l->y);
    cairo_scale(cr, scene->view.half_width * l->scale, l->scale);
    cairo_arc(cr, 0, 0, 1, 0, 2 * PICTURE_PI);
    cairo_restore(cr);
  }
  cairo_set_source_rgb(cr, 0.15, 0.15, 0.15);
  cairo_set_line_width(cr, fmax(1, 0.07 * l->font));
  cairo_stroke(cr);
  cairo_restore(cr);
}

// A line through points of the sphere, lifted where the page is cut.
typedef struct pen {
  cairo_t *cr;
  const s2_picture_scene *scene;
  double x, y;
  bool down;
} pen;

static void go_to(pen *p, double lon, double lat)
{
  const s2_picture_layout *l = &p->scene->layout;
  double direction[3], x = 0, y = 0;
  bool seen, near;
  s2_picture_direction(lon, lat, direction);
  seen = s2_picture_project(&p->scene->view, direction, &x, &y);
  near = p->down && hypot(x - p->x, y - p->y) < 0.2 &&
         (p->scene->view.projection != S2_PICTURE_HEMISPHERES || (x < 0) == (p->x < 0));
  if (seen && near) cairo_line_to(p->cr, l->x + x * l->scale, l->y - y * l->scale);
  if (seen && !near) cairo_move_to(p->cr, l->x + x * l->scale, l->y - y * l->scale);
  p->down = seen;
  p->x = x;
  p->y = y;
}

void s2_picture_draw_graticule(cairo_t *cr, const s2_picture_scene *scene)
{
  double step = scene->options->graticule;
  if (step == 0) return;
  cairo_save(cr);
  cairo_new_path(cr);
  for (int i = 0; i * step < 360 - 1e-9; i++) {
    pen p = {.cr = cr, .scene = scene};
    for (int lat = -90; lat <= 90; lat++) go_to(&p, i * step, lat);
  }
  for (int i = (int)ceil(-90 / step); i * step < 90; i++) {
    pen p = {.cr = cr, .scene = scene};
    for (int lon = 0; lon <= 360 && i * step > -90; lon++) go_to(&p, lon, i * step);
  }
  cairo_set_source_rgba(cr, 0, 0, 0, 0.28);
  cairo_set_line_width(cr, fmax(0.7, 0.04 * scene->layout.font));
  cairo_stroke(cr);
  cairo_restore(cr);
}

// Earth: 30°W, 60°N. Sky: longitudes 0° .. 360°, latitudes with their sign.
static void write_degrees(char *text, size_t size, double degrees, bool latitude, bool earth)
{
  const char *sign = "", *side = "";
  if (!latitude && earth && degrees > 180) degrees -= 360;
  if (earth && degrees != 0 && degrees != 180)
    side = latitude ? (degrees < 0 ? "S" : "N") : (degrees < 0 ? "W" : "E");
  else if (latitude && degrees != 0)
    sign = degrees < 0 ? "\xe2\x88\x92" : "+";
  snprintf(text, size, "%s%g" DEGREE_SIGN "%s", sign, fabs(degrees), side);
}

// Longitudes stand above the equator, right of their meridian, where there is room on the page.
static void label_longitude(cairo_t *cr, const s2_picture_scene *scene, double lon)
{
  const s2_picture_layout *l = &scene->layout;
  double direction[3], beyond[3], x, y, right, size = 0.75 * l->font;
  char text[32];
  write_degrees(text, sizeof text, lon, false, scene->options->geographic);
  s2_picture_direction(lon, 0, direction);
  if (!s2_picture_project(&scene->view, direction, &x, &y)) return;
  right = x + (s2_picture_text_width(cr, text, size) + 0.5 * size) / l->scale;
  if (!s2_picture_unproject(&scene->view, right, y + 1.3 * size / l->scale, beyond)) return;
  if (scene->view.projection == S2_PICTURE_HEMISPHERES && (x < 0) != (right < 0)) return;
  s2_picture_text_on_map(cr, text, size, l->x + x * l->scale + 0.25 * size,
                         l->y - y * l->scale - 0.3 * size, PICTURE_LEFT);
}

// Latitudes stand outside a Mollweide ellipse that is not tilted, else beside the central meridian.
static void label_latitude(cairo_t *cr, const s2_picture_scene *scene, double lat)
{
  const s2_picture_layout *l = &scene->layout;
  double direction[3], x, y, size = 0.75 * l->font;
  char text[32];
  write_degrees(text, sizeof text, lat, true, scene->options->geographic);
  s2_picture_direction(scene->options->centre_lon, lat, direction);
  if (!s2_picture_project(&scene->view, direction, &x, &y)) return;
  if (scene->view.projection == S2_PICTURE_MOLLWEIDE && scene->options->centre_lat == 0) {
    x = -2 * sqrt(1 - y * y);
    y += 0.35 * size / l->scale * (1 + y); // clears the ellipse where that is flat
    s2_picture_text(cr, text, size, l->x + x * l->scale - 0.45 * size,
                    l->y - y * l->scale + 0.55 * size, PICTURE_RIGHT);
    return;
  }
  s2_picture_text_on_map(cr, text, size, l->x + x * l->scale + 0.25 * size,
                         l->y - y * l->scale - 0.3 * size, PICTURE_LEFT);
}

void s2_picture_draw_labels(cairo_t *cr, const s2_picture_scene *scene)
{
  double step = scene->options->graticule;
  if (step == 0 || !scene->options->graticule_labels) return;
  for (int i = 0; i * step < 360 - 1e-9; i++) label_longitude(cr, scene, i * step);
  for (int i = (int)ceil(-90 / step); i * step < 90; i++)
    if (i != 0 && i * step > -90) label_latitude(cr, scene, i * step);
}
