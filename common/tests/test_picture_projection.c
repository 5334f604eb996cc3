// SPDX-License-Identifier: MIT
// Sphere to page and back.
#include "check.h"
#include <s2common/rng.h>

#include "projection.h"

static s2_picture_view view_of(s2_picture_projection projection, double lon, double lat, int earth)
{
  s2_picture_map_options options;
  s2_picture_map_options_init(&options);
  options.projection = projection;
  options.centre_lon = lon;
  options.centre_lat = lat;
  options.geographic = earth;
  return s2_picture_view_make(&options);
}

static double dot(const double a[3], const double b[3])
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static double chord(const double a[3], const double b[3])
{
  return hypot(hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
}

static void check_round_trip(const s2_picture_view *view, const double direction[3])
{
  double x, y, back[3];
  // The orthographic edge is seen at a grazing angle: no inverse is well conditioned there.
  bool grazing = fabs(dot(direction, view->axes[0])) < 0.1;
  bool hidden = dot(direction, view->axes[0]) < 0;
  if (view->projection != S2_PICTURE_MOLLWEIDE && grazing) return;
  if (view->projection == S2_PICTURE_ORTHOGRAPHIC && hidden) {
    assert_false(s2_picture_project(view, direction, &x, &y));
    return;
  }
  assert_true(s2_picture_project(view, direction, &x, &y));
  assert_true(s2_picture_unproject(view, x, y, back));
  CHECK_NEAR(chord(direction, back), 0, 1e-12);
}

static void projections_and_their_inverses_agree(void **state)
{
  static const double centres[][2] = {{0, 0}, {120, 0}, {-75, 40}, {10, 90}, {200, -90}};
  (void)state;
  for (int k = 0; k < 6 * (int)COUNT(centres); k++) {
    const double *centre = centres[k / 6];
    s2_picture_view view = view_of((s2_picture_projection)(k % 3), centre[0], centre[1], k % 2);
    for (uint64_t i = 0; i < 500; i++) {
      double u[2], direction[3];
      s2_rng_uniform2(1, (uint64_t)k, i, u);
      s2_picture_direction(360 * u[0], asin(2 * u[1] - 1) / PICTURE_DEGREE, direction);
      check_round_trip(&view, direction);
    }
  }
}

static void mollweide_round_trip_holds_next_to_the_poles(void **state)
{
  s2_picture_view view = view_of(S2_PICTURE_MOLLWEIDE, 0, 0, 1);
  (void)state;
  // Closer still, the page coordinate y = 1 - u^2/2 no longer tells the longitude that well.
  for (double delta = 1e-10; delta < 2; delta *= 1.7) {
    for (int side = -1; side <= 1; side += 2) {
      double direction[3] = {sin(delta) * cos(2.5), sin(delta) * sin(2.5), side * cos(delta)};
      check_round_trip(&view, direction);
    }
  }
}

static void mollweide_angle_solves_its_equation(void **state)
{
  (void)state;
  for (double delta = 1e-9; delta < 1.5708; delta *= 1.13) {
    double u = s2_picture_mollweide_angle(delta);
    CHECK_RELATIVE(s2_picture_mollweide_distance(u), delta, 4e-15);
    if (delta > 1e-2) {
      long double w = 2 * (long double)u, right = 1 - cosl((long double)delta);
      CHECK_RELATIVE((double)((w - sinl(w)) / (double)right), PICTURE_PI, 1e-13);
    } else { // u^3 = 3 pi delta^2 / 8 to leading order
      CHECK_RELATIVE(u, cbrt(3 * PICTURE_PI / 8 * delta * delta), delta);
    }
  }
  assert_true(s2_picture_mollweide_angle(0) == 0);
  CHECK_NEAR(s2_picture_mollweide_angle(PICTURE_PI / 2), PICTURE_PI / 2, 1e-15);
}

// The sphere's 4 pi fill the ellipse's 2 pi: every small patch keeps half of its area.
static void mollweide_keeps_areas(void **state)
{
  s2_picture_view view = view_of(S2_PICTURE_MOLLWEIDE, 0, 0, 1);
  const double h = 1e-3;
  (void)state;
  for (double lat = -80; lat <= 80; lat += 16) {
    for (double lon = -170; lon <= 170; lon += 34) {
      static const int at[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
      double x[4], y[4], direction[3], area;
      for (int k = 0; k < 4; k++) {
        s2_picture_direction(lon + h * at[k][0], lat + h * at[k][1], direction);
        assert_true(s2_picture_project(&view, direction, &x[k], &y[k]));
      }
      area = (x[0] - x[1]) * (y[2] - y[3]) - (x[2] - x[3]) * (y[0] - y[1]);
      area /= 4 * h * h * PICTURE_DEGREE * PICTURE_DEGREE * cos(lat * PICTURE_DEGREE);
      CHECK_NEAR(area, 0.5, 1e-6);
    }
  }
}

static void centre_lies_in_the_middle_and_east_on_its_side(void **state)
{
  (void)state;
  for (int k = 0; k < 6; k++) {
    s2_picture_view view = view_of((s2_picture_projection)(k / 2), 40, 0, k % 2);
    double middle = view.projection == S2_PICTURE_HEMISPHERES ? -PICTURE_DISC_CENTRE : 0;
    double direction[3], x, y;
    s2_picture_direction(40, 0, direction);
    assert_true(s2_picture_project(&view, direction, &x, &y));
    CHECK_NEAR(x, middle, 1e-12);
    CHECK_NEAR(y, 0, 1e-12);
    s2_picture_direction(50, 20, direction);
    assert_true(s2_picture_project(&view, direction, &x, &y));
    assert_true(k % 2 ? x > middle + 0.05 : x < middle - 0.05);
    assert_true(y > 0.1);
  }
}

static void points_off_the_sphere_have_no_direction(void **state)
{
  static const double outside[3][4][2] = {{{2.001, 0}, {0, 1.001}, {-1.9, 0.5}, {0, -1.2}},
                                          {{1.001, 0}, {0.8, 0.7}, {-0.8, 0.7}, {0, NAN}},
                                          {{0, 0}, {2.04, 0}, {-2.04, 0}, {1.03, 1.01}}};
  double direction[3];
  (void)state;
  for (int p = 0; p < 3; p++) {
    s2_picture_view view = view_of((s2_picture_projection)p, 0, 0, 0);
    for (int k = 0; k < 4; k++)
      assert_false(s2_picture_unproject(&view, outside[p][k][0], outside[p][k][1], direction));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(projections_and_their_inverses_agree),
      cmocka_unit_test(mollweide_round_trip_holds_next_to_the_poles),
      cmocka_unit_test(mollweide_angle_solves_its_equation),
      cmocka_unit_test(mollweide_keeps_areas),
      cmocka_unit_test(centre_lies_in_the_middle_and_east_on_its_side),
      cmocka_unit_test(points_off_the_sphere_have_no_direction),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
