// SPDX-License-Identifier: MIT
/// @file
/// Sphere to page and back: pure mathematics, no drawing.
///
/// The page unit is half the height of the picture of the sphere: Mollweide fills the ellipse
/// x^2/4 + y^2 <= 1, an orthographic hemisphere the unit disc. y points up.
#ifndef PICTURE_PROJECTION_H
#define PICTURE_PROJECTION_H

#include <s2common/picture.h>
#include <stdbool.h>

#define PICTURE_PI 3.14159265358979323846
#define PICTURE_DEGREE (PICTURE_PI / 180)

/// Distance of a hemisphere's centre from the middle of the page when both are drawn.
#define PICTURE_DISC_CENTRE 1.03

/// A projection seen from a direction.
typedef struct s2_picture_view {
  s2_picture_projection projection;
  double axes[3][3]; ///< rows: unit vectors to the centre, to the right of the page, to its top
  double half_width; ///< largest |x| of the page
} s2_picture_view;

/// Set a view up from `projection`, `centre_lon`, `centre_lat` and `geographic` of the options.
s2_picture_view s2_picture_view_make(const s2_picture_map_options *options);

/// Page point of a unit vector.
/// @return false if it lies on the far side of a single hemisphere
bool s2_picture_project(const s2_picture_view *view, const double direction[3], double *x,
                        double *y);

/// Unit vector of a page point.
/// @return false outside the picture of the sphere
bool s2_picture_unproject(const s2_picture_view *view, double x, double y, double direction[3]);

/// Unit vector of a longitude and latitude in degrees.
void s2_picture_direction(double lon, double lat, double direction[3]);

/// Mollweide's auxiliary angle counted from the pole: the u in 0 .. pi/2 with
/// 2u - sin 2u = pi (1 - cos delta), where delta is the distance from the nearer pole.
/// @par Accuracy a few ulp relative for every delta in 0 .. pi/2
double s2_picture_mollweide_angle(double delta);

/// Inverse of s2_picture_mollweide_angle().
double s2_picture_mollweide_distance(double u);

#endif
