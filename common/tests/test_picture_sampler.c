// SPDX-License-Identifier: MIT
// Values between the samples of a map.
#include "picture_pixels.h"
#include <s2common/rng.h>

// Sample of the nearest ring (in theta) that lies nearest in longitude, by trying all.
static double nearest_by_search(const s2_grid *grid, const double *map, double theta, double phi)
{
  const s2_ring *rings = s2_grid_rings(grid), *best = rings;
  double least = INFINITY, value = NAN;
  for (int r = 0; r < s2_grid_nrings(grid); r++)
    if (fabs(rings[r].theta - theta) < fabs(best->theta - theta)) best = &rings[r];
  for (int p = 0; p < best->nphi; p++) {
    double gap = 1 - cos(best->phi0 + 2 * PICTURE_PI * p / best->nphi - phi);
    if (gap < least) value = map[best->offset + p];
    least = fmin(least, gap);
  }
  return value;
}

static void nearest_sample_is_the_nearest(void **state)
{
  static const s2_grid_kind kinds[] = {S2_GRID_GL, S2_GRID_MW, S2_GRID_MWSS, S2_GRID_F1};
  (void)state;
  for (int k = 0; k < (int)COUNT(kinds); k++) {
    s2_picture_sampler sampler;
    s2_grid *grid;
    double *map;
    assert_int_equal(s2_grid_create(&grid, kinds[k], 11), S2_OK);
    map = zeros(grid);
    for (int64_t i = 0; i < s2_grid_map_size(grid); i++) map[i] = (double)i;
    assert_int_equal(s2_picture_sampler_make(&sampler, grid, map, S2_PICTURE_NEAREST), S2_OK);
    for (uint64_t i = 0; i < 500; i++) {
      double u[2], direction[3];
      s2_rng_uniform2(3, (uint64_t)k, i, u);
      s2_picture_direction(360 * u[0] - 180, 90 - 180 * u[1], direction);
      CHECK_NEAR(s2_picture_sample(&sampler, direction),
                 nearest_by_search(grid, map, PICTURE_PI * u[1], PICTURE_PI * (2 * u[0] - 1)), 0);
    }
    s2_picture_sampler_free(&sampler);
    s2_grid_destroy(grid);
    free(map);
  }
}

// sin(theta) cos(phi) + cos(theta): smooth, so the error falls with the square of the spacing.
static double bilinear_error(int L)
{
  s2_picture_sampler sampler;
  s2_grid *grid;
  double *map, worst = 0;
  assert_int_equal(s2_grid_create(&grid, S2_GRID_GL, L), S2_OK);
  map = zeros(grid);
  for (int r = 0; r < s2_grid_nrings(grid); r++) {
    for (int p = 0; p < s2_grid_rings(grid)[r].nphi; p++) {
      double direction[3];
      direction_of(&s2_grid_rings(grid)[r], p, direction);
      map[s2_grid_rings(grid)[r].offset + p] = direction[0] + direction[2];
    }
  }
  assert_int_equal(s2_picture_sampler_make(&sampler, grid, map, S2_PICTURE_AUTO), S2_OK);
  for (uint64_t i = 0; i < 3000; i++) {
    double u[2], direction[3];
    s2_rng_uniform2(4, 0, i, u);
    s2_picture_direction(360 * u[0], 90 - 180 * u[1], direction);
    worst = fmax(worst, fabs(s2_picture_sample(&sampler, direction) - direction[0] - direction[2]));
  }
  s2_picture_sampler_free(&sampler);
  s2_grid_destroy(grid);
  free(map);
  return worst;
}

static void bilinear_interpolation_is_of_second_order(void **state)
{
  double coarse = bilinear_error(16), fine = bilinear_error(64);
  (void)state;
  assert_true(coarse < 0.02);
  CHECK_NEAR(coarse / fine, 16, 4);
}

static void rings_that_end_leave_the_rest_grey(void **state)
{
  s2_ring rings[3] = {{.theta = 1.4, .nphi = 4, .offset = 8, .weight = 1},
                      {.theta = 1.0, .nphi = 4, .offset = 0, .weight = 1},
                      {.theta = 1.2, .nphi = 4, .offset = 4, .weight = 1}};
  double map[12], direction[3];
  s2_picture_sampler sampler;
  s2_grid *grid;
  (void)state;
  for (int i = 0; i < 12; i++) map[i] = i / 4;
  assert_int_equal(s2_grid_create_rings(&grid, 3, rings), S2_OK);
  assert_int_equal(s2_picture_sampler_make(&sampler, grid, map, S2_PICTURE_AUTO), S2_OK);
  s2_picture_direction(10, 90 - 1.1 / PICTURE_DEGREE, direction);
  CHECK_NEAR(s2_picture_sample(&sampler, direction), 0.5, 1e-12);
  s2_picture_direction(10, 90 - 0.7 / PICTURE_DEGREE, direction);
  assert_true(isnan(s2_picture_sample(&sampler, direction)));
  s2_picture_direction(10, 90 - 1.7 / PICTURE_DEGREE, direction);
  assert_true(isnan(s2_picture_sample(&sampler, direction)));
  s2_picture_sampler_free(&sampler);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nearest_sample_is_the_nearest),
      cmocka_unit_test(bilinear_interpolation_is_of_second_order),
      cmocka_unit_test(rings_that_end_leave_the_rest_grey),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
