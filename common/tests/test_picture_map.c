// SPDX-License-Identifier: MIT
// Maps read back pixel by pixel.
#include "picture_pixels.h"

static cairo_surface_t *render(const s2_grid *grid, const double *map,
                               const s2_picture_map_options *options)
{
  cairo_surface_t *image;
  assert_int_equal(s2_picture_render_map(&image, grid, map, options), S2_OK);
  assert_int_equal(cairo_image_surface_get_width(image), options->width);
  return image;
}

// Colour where a direction is drawn.
static uint32_t colour_of(cairo_surface_t *image, const s2_picture_map_options *options,
                          const double direction[3])
{
  s2_picture_layout l = s2_picture_layout_make(options, 0, 0, options->width);
  s2_picture_view view = s2_picture_view_make(options);
  double x, y;
  assert_true(s2_picture_project(&view, direction, &x, &y));
  return pixel_at(image, (int)floor(l.x + x * l.scale), (int)floor(l.y - y * l.scale));
}

// Paint one sample white: it must be white where it lies, and its neighbours black.
static void check_hot_sample(const s2_grid *grid, double *map, int r, int p,
                             const s2_picture_map_options *options)
{
  const s2_ring *ring = &s2_grid_rings(grid)[r];
  cairo_surface_t *image;
  double direction[3];
  map[ring->offset + p] = 1;
  image = render(grid, map, options);
  map[ring->offset + p] = 0;
  direction_of(ring, p, direction);
  assert_int_equal(colour_of(image, options, direction), WHITE);
  direction_of(ring, (p + 1) % ring->nphi, direction);
  assert_int_equal(colour_of(image, options, direction), BLACK);
  direction_of(ring, (p + ring->nphi - 1) % ring->nphi, direction);
  assert_int_equal(colour_of(image, options, direction), BLACK);
  cairo_surface_destroy(image);
}

static void hot_samples_are_painted_where_they_lie(void **state)
{
  s2_grid *grids[2];
  (void)state;
  assert_int_equal(s2_grid_create(&grids[0], S2_GRID_GL, 8), S2_OK);
  assert_int_equal(s2_grid_create_healpix(&grids[1], 4), S2_OK);
  for (int g = 0; g < 2; g++) {
    double *map = zeros(grids[g]);
    for (int k = 0; k < 10; k++) {
      s2_picture_map_options options = plain();
      int r = 1 + k * (s2_grid_nrings(grids[g]) - 2) / 10;
      const s2_ring *ring = &s2_grid_rings(grids[g])[r];
      int p = k * 7 % ring->nphi;
      double lon = (ring->phi0 + 2 * PICTURE_PI * p / ring->nphi) / PICTURE_DEGREE;
      options.geographic = k % 2;
      options.centre_lon = lon + 37 * (k % 5 - 2); // all over the page, but not on its edge
      options.centre_lat = k < 5 ? 0 : 9.3 * k - 60;
      check_hot_sample(grids[g], map, r, p, &options);
    }
    free(map);
    s2_grid_destroy(grids[g]);
  }
}

static void a_healpix_pixel_has_its_share_of_the_area(void **state)
{
  s2_picture_map_options options = plain();
  s2_picture_layout l;
  double share;
  s2_grid *grid;
  (void)state;
  options.width = 600;
  l = s2_picture_layout_make(&options, 0, 0, options.width);
  share = 2 * PICTURE_PI * l.scale * l.scale / 48;
  assert_int_equal(s2_grid_create_healpix(&grid, 2), S2_OK);
  for (int64_t pixel = 12; pixel < 36; pixel += 5) {
    double map[48];
    cairo_surface_t *image;
    for (int i = 0; i < 48; i++) map[i] = 1;
    map[pixel] = 0;
    image = render(grid, map, &options);
    CHECK_NEAR(count_colour(image, BLACK), share, 0.12 * share); // mixed pixels along its edge
    cairo_surface_destroy(image);
  }
  s2_grid_destroy(grid);
}

static void the_page_is_white_outside_the_sphere_only(void **state)
{
  static const double areas[] = {2 * PICTURE_PI, PICTURE_PI, 2 * PICTURE_PI};
  s2_grid *grid;
  double *map;
  (void)state;
  assert_int_equal(s2_grid_create(&grid, S2_GRID_MW, 4), S2_OK);
  map = zeros(grid);
  for (int p = 0; p < 3; p++) {
    s2_picture_map_options options = plain();
    cairo_surface_t *image;
    s2_picture_layout l;
    double dark, area;
    options.projection = (s2_picture_projection)p;
    l = s2_picture_layout_make(&options, 0, 0, options.width);
    area = areas[p] * l.scale * l.scale;
    image = render(grid, map, &options);
    dark = count_colour(image, BLACK);
    CHECK_NEAR(dark, area, 0.03 * area);
    assert_int_equal(pixel_at(image, 0, 0), WHITE);
    assert_int_equal(pixel_at(image, options.width - 1, 0), WHITE);
    assert_int_equal(pixel_at(image, 1, (int)l.height - 1), WHITE);
    cairo_surface_destroy(image);
  }
  free(map);
  s2_grid_destroy(grid);
}

static void missing_samples_are_grey(void **state)
{
  static const double missing[] = {NAN, INFINITY, -1.6375e30, (float)-1.6375e30};
  s2_grid *grid;
  (void)state;
  assert_int_equal(s2_grid_create_healpix(&grid, 1), S2_OK);
  for (int k = 0; k < 8; k++) {
    s2_picture_map_options options = plain();
    cairo_surface_t *image;
    double map[12] = {0}, direction[3];
    map[4] = missing[k / 2]; // the pixel around longitude 0 on the equator
    if (k % 2) options.sampling = S2_PICTURE_BILINEAR;
    image = render(grid, map, &options);
    s2_picture_direction(0, 0, direction);
    assert_int_equal(colour_of(image, &options, direction), PICTURE_MISSING);
    s2_picture_direction(90, 0, direction);
    assert_int_equal(colour_of(image, &options, direction), BLACK);
    cairo_surface_destroy(image);
  }
  s2_grid_destroy(grid);
}

// Darkest value along a short way from the middle of the page, at an angle from the right.
static bool line_at(cairo_surface_t *image, const s2_picture_map_options *options, double degrees)
{
  s2_picture_layout l = s2_picture_layout_make(options, 0, 0, options->width);
  double reach = 0.25 * options->vector_step * PICTURE_DEGREE * l.scale;
  double x = l.x + reach * cos(degrees * PICTURE_DEGREE);
  double y = l.y - reach * sin(degrees * PICTURE_DEGREE);
  return (pixel_at(image, (int)floor(x), (int)floor(y)) & 255) < 160;
}

static void polarisation_lines_follow_the_cosmo_convention(void **state)
{
  // Q and U, and the angle of the line from the right of the page, east on the left.
  static const double cases[][3] = {{1, 0, 90}, {-1, 0, 0}, {0, 1, 45}, {0, -1, 135}};
  s2_grid *grid;
  (void)state;
  assert_int_equal(s2_grid_create_healpix(&grid, 4), S2_OK);
  for (int k = 0; k < (int)COUNT(cases); k++) {
    s2_picture_map_options options = plain();
    double map[192], Q[192], U[192];
    cairo_surface_t *image;
    for (int i = 0; i < 192; i++) {
      map[i] = 1;
      Q[i] = cases[k][0];
      U[i] = cases[k][1];
    }
    options.Q = Q;
    options.U = U;
    options.vector_step = 30;
    options.centre_lat = 15;
    options.projection = S2_PICTURE_ORTHOGRAPHIC;
    image = render(grid, map, &options);
    for (double angle = 0; angle < 360; angle += 45)
      assert_int_equal(line_at(image, &options, angle), fmod(angle, 180) == cases[k][2]);
    cairo_surface_destroy(image);
  }
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hot_samples_are_painted_where_they_lie),
      cmocka_unit_test(a_healpix_pixel_has_its_share_of_the_area),
      cmocka_unit_test(the_page_is_white_outside_the_sphere_only),
      cmocka_unit_test(missing_samples_are_grey),
      cmocka_unit_test(polarisation_lines_follow_the_cosmo_convention),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
