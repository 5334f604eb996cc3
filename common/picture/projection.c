// SPDX-License-Identifier: MIT
#include "projection.h"
#include <math.h>

void s2_picture_direction(double lon, double lat, double direction[3])
{
  direction[0] = cos(lat * PICTURE_DEGREE) * cos(lon * PICTURE_DEGREE);
  direction[1] = cos(lat * PICTURE_DEGREE) * sin(lon * PICTURE_DEGREE);
  direction[2] = sin(lat * PICTURE_DEGREE);
}

s2_picture_view s2_picture_view_make(const s2_picture_map_options *options)
{
  double lon = options->centre_lon, lat = options->centre_lat;
  double side = options->geographic ? 1 : -1;
  s2_picture_view view = {.projection = options->projection};
  s2_picture_direction(lon, lat, view.axes[0]);
  s2_picture_direction(lon + 90, 0, view.axes[1]);
  s2_picture_direction(lon, lat + 90, view.axes[2]);
  for (int i = 0; i < 3; i++) view.axes[1][i] *= side;
  view.half_width = view.projection == S2_PICTURE_MOLLWEIDE      ? 2
                    : view.projection == S2_PICTURE_ORTHOGRAPHIC ? 1
                                                                 : PICTURE_DISC_CENTRE + 1;
  return view;
}

// 2u - sin 2u without cancellation: its Taylor series where u is small.
static double twice_minus_sine(double u)
{
  double w = 2 * u, term = w * w * w / 6, sum = 0;
  if (w > 1) return w - sin(w);
  for (int k = 4; k < 24; k += 2) {
    sum += term;
    term *= -w * w / (k * (k + 1));
  }
  return sum;
}

double s2_picture_mollweide_angle(double delta)
{
  double s = sin(delta / 2), k = 2 * PICTURE_PI * s * s;
  double u = cbrt(0.75 * k);
  if (u == 0) return 0;
  // The left side is convex and rising, so Newton converges from any start; the cube root is exact
  // to leading order at the pole and 15 % low at the equator.
  for (int i = 0; i < 8; i++) {
    double sine = sin(u), step = (twice_minus_sine(u) - k) / (4 * sine * sine);
    u -= step;
    if (fabs(step) <= 1e-16 * u) break;
  }
  return fmin(u, PICTURE_PI / 2);
}

double s2_picture_mollweide_distance(double u)
{
  return 2 * asin(fmin(1, sqrt(twice_minus_sine(u) / (2 * PICTURE_PI))));
}

static void mollweide(const double v[3], double *x, double *y)
{
  double lon = atan2(v[1], v[0]);
  double u = s2_picture_mollweide_angle(atan2(hypot(v[0], v[1]), fabs(v[2])));
  *x = 2 / PICTURE_PI * lon * sin(u);
  *y = copysign(cos(u), v[2]);
}

static bool mollweide_inverse(double x, double y, double v[3])
{
  double cosine = fabs(y), sine, lon, delta;
  if (!(cosine <= 1)) return false;
  sine = sqrt((1 - cosine) * (1 + cosine));
  if (!(fabs(x) <= 2 * sine)) return false;
  lon = sine > 0 ? PICTURE_PI * x / (2 * sine) : 0;
  delta = s2_picture_mollweide_distance(atan2(sine, cosine));
  v[0] = sin(delta) * cos(lon);
  v[1] = sin(delta) * sin(lon);
  v[2] = copysign(cos(delta), y);
  return true;
}

static bool disc_inverse(double x, double y, double v[3])
{
  double rest = 1 - x * x - y * y;
  if (!(rest >= 0)) return false;
  v[0] = sqrt(rest);
  v[1] = x;
  v[2] = y;
  return true;
}

bool s2_picture_project(const s2_picture_view *view, const double direction[3], double *x,
                        double *y)
{
  double v[3];
  bool front;
  for (int i = 0; i < 3; i++) {
    const double *axis = view->axes[i];
    v[i] = axis[0] * direction[0] + axis[1] * direction[1] + axis[2] * direction[2];
  }
  if (view->projection == S2_PICTURE_MOLLWEIDE) {
    mollweide(v, x, y);
    return true;
  }
  front = v[0] >= 0;
  *y = v[2];
  if (view->projection == S2_PICTURE_ORTHOGRAPHIC) {
    *x = v[1];
    return front;
  }
  *x = front ? v[1] - PICTURE_DISC_CENTRE : PICTURE_DISC_CENTRE - v[1];
  return true;
}

bool s2_picture_unproject(const s2_picture_view *view, double x, double y, double direction[3])
{
  double v[3];
  bool inside, back = view->projection == S2_PICTURE_HEMISPHERES && x > 0;
  double shift = view->projection == S2_PICTURE_HEMISPHERES ? PICTURE_DISC_CENTRE : 0;
  if (view->projection == S2_PICTURE_MOLLWEIDE)
    inside = mollweide_inverse(x, y, v);
  else
    inside = disc_inverse(back ? shift - x : x + shift, y, v);
  if (!inside) return false;
  if (back) v[0] = -v[0];
  for (int i = 0; i < 3; i++)
    direction[i] = view->axes[0][i] * v[0] + view->axes[1][i] * v[1] + view->axes[2][i] * v[2];
  return true;
}
