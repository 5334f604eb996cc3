// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2picture"
#include "scene.h"
#include <math.h>
#include <s2common/priv/error.h>

// Samplers of Q and U, and the polarised intensity that gets the longest line.
typedef struct field {
  s2_picture_sampler Q, U;
  double most;
} field;

static s2_status field_make(field *f, const s2_picture_scene *scene)
{
  const s2_grid *grid = scene->sampler.grid;
  const s2_ring *rings = s2_grid_rings(grid);
  const double *Q = scene->options->Q, *U = scene->options->U;
  S2_TRY(s2_picture_sampler_make(&f->Q, grid, Q, S2_PICTURE_NEAREST));
  S2_TRY(s2_picture_sampler_make(&f->U, grid, U, S2_PICTURE_NEAREST));
  for (int r = 0; r < s2_grid_nrings(grid); r++) {
    for (int64_t p = rings[r].offset; p < rings[r].offset + rings[r].nphi; p++) {
      if (s2_picture_missing(Q[p]) || s2_picture_missing(U[p])) continue;
      f->most = fmax(f->most, hypot(Q[p], U[p]));
    }
  }
  return S2_OK;
}

// One headless line in the middle of its place, along cos(psi) e_theta + sin(psi) e_phi.
static void draw_vector(cairo_t *cr, const s2_picture_scene *scene, const field *f, double lon,
                        double lat)
{
  const s2_picture_layout *l = &scene->layout;
  double south[3], east[3], middle[3], end[3], x[2], y[2], Q, U, psi, half;
  s2_picture_direction(lon, lat, middle);
  s2_picture_direction(lon, lat - 90, south);
  s2_picture_direction(lon + 90, 0, east);
  Q = s2_picture_sample(&f->Q, middle);
  U = s2_picture_sample(&f->U, middle);
  if (!isfinite(Q) || !isfinite(U) || !(f->most > 0)) return;
  psi = atan2(U, Q) / 2;
  half = 0.45 * scene->options->vector_step * PICTURE_DEGREE * hypot(Q, U) / f->most;
  for (int side = 0; side < 2; side++) {
    double along = side == 0 ? -half : half;
    for (int i = 0; i < 3; i++)
      end[i] = middle[i] + along * (cos(psi) * south[i] + sin(psi) * east[i]);
    if (!s2_picture_project(&scene->view, end, &x[side], &y[side])) return;
  }
  if (hypot(x[1] - x[0], y[1] - y[0]) > 8 * half) return; // cut by the edge of the page
  cairo_move_to(cr, l->x + x[0] * l->scale, l->y - y[0] * l->scale);
  cairo_line_to(cr, l->x + x[1] * l->scale, l->y - y[1] * l->scale);
}

s2_status s2_picture_draw_vectors(cairo_t *cr, const s2_picture_scene *scene)
{
  field f = {.most = 0};
  double step = scene->options->vector_step;
  s2_status status;
  if (scene->options->Q == NULL) return S2_OK;
  status = field_make(&f, scene);
  cairo_save(cr);
  cairo_new_path(cr);
  for (double lat = -90 + step / 2; status == S2_OK && lat < 90; lat += step) {
    int count = (int)fmax(1, round(360 * cos(lat * PICTURE_DEGREE) / step));
    for (int i = 0; i < count; i++) draw_vector(cr, scene, &f, 360.0 * i / count, lat);
  }
  cairo_set_source_rgba(cr, 0, 0, 0, 0.8);
  cairo_set_line_width(cr, fmax(1, 0.07 * scene->layout.font));
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
  cairo_stroke(cr);
  cairo_restore(cr);
  s2_picture_sampler_free(&f.Q);
  s2_picture_sampler_free(&f.U);
  return status;
}
