// SPDX-License-Identifier: MIT
#include "check.h"
#include "healpy_tables.h"
#include <float.h>
#include <s2common/grid.h>
#include <s2common/priv/memory.h>
#include <s2common/rng.h>
#include <s2common/status.h>

#define PI 3.14159265358979323846

static s2_grid *healpix(int nside)
{
  s2_grid *grid = NULL;
  assert_int_equal(s2_grid_create_healpix(&grid, nside), S2_OK);
  return grid;
}

static void rings_are_those_of_healpy(void **state)
{
  (void)state;
  s2_grid *grid = NULL;
  int t = 0;
  for (size_t i = 0; i < COUNT(healpy_rings); i++, t++) {
    const struct healpy_ring *ref = &healpy_rings[i];
    if (ref->start == 0) {
      s2_grid_destroy(grid);
      grid = healpix(ref->nside);
      assert_int_equal(s2_grid_nrings(grid), 4 * ref->nside - 1);
      t = 0;
    }
    const s2_ring *ring = &s2_grid_rings(grid)[t];
    assert_int_equal(ring->offset, ref->start);
    assert_int_equal(ring->nphi, ref->npix);
    CHECK_NEAR(ring->cos_theta, ref->cos_theta, 2.0 * DBL_EPSILON);
    CHECK_RELATIVE(ring->sin_theta, ref->sin_theta, 4.0 * DBL_EPSILON);
    CHECK_RELATIVE(ring->phi0, ref->shifted ? PI / ref->npix : 0.0, DBL_EPSILON);
  }
  s2_grid_destroy(grid);
}

static void check_ring(const s2_ring *north, const s2_ring *south)
{
  const double eps = 4.0 * DBL_EPSILON;
  CHECK_RELATIVE(north->sin_half, sin(0.5 * north->theta), eps);
  CHECK_RELATIVE(north->sin_theta, 2.0 * north->sin_half * north->cos_half, eps);
  CHECK_NEAR(north->cos_theta, cos(north->theta), eps);
  CHECK_NEAR(south->sin_theta, north->sin_theta, 0.0);
  CHECK_NEAR(south->cos_theta, -north->cos_theta, 0.0);
  CHECK_NEAR(south->sin_half, north->cos_half, 0.0);
  CHECK_NEAR(south->phi0, north->phi0, 0.0);
  CHECK_NEAR(south->weight, north->weight, 0.0);
  assert_int_equal(south->nphi, north->nphi);
}

static void any_nside_tiles_the_sphere_symmetrically(void **state)
{
  (void)state;
  const int sizes[] = {1, 2, 3, 5, 8, 12, 100, 1023, 32768};
  for (size_t i = 0; i < COUNT(sizes); i++) {
    s2_grid *grid = healpix(sizes[i]);
    int64_t pixels = 12 * (int64_t)sizes[i] * sizes[i], at = 0;
    int n = s2_grid_nrings(grid);
    const s2_ring *rings = s2_grid_rings(grid);
    assert_int_equal(s2_grid_nside(grid), sizes[i]);
    assert_int_equal(s2_grid_get_kind(grid), S2_GRID_HEALPIX);
    assert_int_equal(s2_grid_exact_limit(grid), 0);
    assert_true(s2_grid_map_size(grid) == pixels);
    for (int t = 0; t < n; t++) {
      assert_true(rings[t].offset == at);
      at += rings[t].nphi;
      check_ring(&rings[t], &rings[n - 1 - t]);
      if (t > 0) assert_true(rings[t].theta > rings[t - 1].theta);
    }
    assert_true(at == pixels);
    CHECK_RELATIVE(rings[0].weight * (double)pixels, 4.0 * PI, 2.0 * DBL_EPSILON);
    s2_grid_destroy(grid);
  }
}

static void pixel_numbers_are_those_of_healpy(void **state)
{
  (void)state;
  for (size_t i = 0; i < COUNT(healpy_pixels); i++) {
    const struct healpy_pixel *ref = &healpy_pixels[i];
    assert_int_equal(s2_healpix_ring_to_nest(ref->nside, ref->ring), ref->nest);
    assert_int_equal(s2_healpix_nest_to_ring(ref->nside, ref->nest), ref->ring);
    assert_int_equal(s2_healpix_pixel(ref->nside, ref->theta, ref->phi), ref->ring);
  }
}

static void pixel_centres_are_those_of_healpy(void **state)
{
  (void)state;
  for (size_t i = 0; i < COUNT(healpy_pixels); i++) {
    const struct healpy_pixel *ref = &healpy_pixels[i];
    s2_grid *grid = healpix(ref->nside);
    const s2_ring *ring = s2_grid_rings(grid);
    while (ref->ring >= ring->offset + ring->nphi) ring++;
    double phi = ring->phi0 + 2.0 * PI * (double)(ref->ring - ring->offset) / ring->nphi;
    CHECK_NEAR(ring->theta, ref->theta, 1e-15);
    CHECK_NEAR(phi, ref->phi, 2e-15);
    s2_grid_destroy(grid);
  }
}

static void ring_and_nested_order_are_inverse(void **state)
{
  (void)state;
  for (int nside = 1; nside <= 64; nside *= 2) {
    for (int64_t p = 0; p < 12 * (int64_t)nside * nside; p++)
      assert_int_equal(s2_healpix_nest_to_ring(nside, s2_healpix_ring_to_nest(nside, p)), p);
  }
  const int64_t pixels = 12 * INT64_C(32768) * 32768;
  for (int64_t p = 0; p < pixels; p += 1299709) {
    int64_t nest = s2_healpix_ring_to_nest(32768, p);
    assert_true(nest >= 0 && nest < pixels);
    assert_true(s2_healpix_nest_to_ring(32768, nest) == p);
  }
}

// Halving nside merges four nested pixels; a direction must go along.
static void a_direction_stays_inside_its_parent_pixel(void **state)
{
  (void)state;
  for (uint64_t i = 0; i < 20000; i++) {
    double u[2];
    s2_rng_uniform2(3, 0, i, u);
    double theta = acos(1.0 - 2.0 * u[0]), phi = 30.0 * (u[1] - 0.5);
    int64_t child = s2_healpix_ring_to_nest(32768, s2_healpix_pixel(32768, theta, phi));
    for (int nside = 16384; nside >= 1; nside /= 2) {
      child /= 4;
      int64_t parent = s2_healpix_ring_to_nest(nside, s2_healpix_pixel(nside, theta, phi));
      assert_true(parent == child);
    }
  }
}

static void centres_lie_in_their_pixels_for_any_nside(void **state)
{
  (void)state;
  const int sizes[] = {1, 3, 5, 6, 7, 33};
  for (size_t i = 0; i < COUNT(sizes); i++) {
    s2_grid *grid = healpix(sizes[i]);
    for (int t = 0; t < s2_grid_nrings(grid); t++) {
      const s2_ring *ring = &s2_grid_rings(grid)[t];
      for (int p = 0; p < ring->nphi; p++) {
        double phi = ring->phi0 + 2.0 * PI * p / ring->nphi;
        assert_true(s2_healpix_pixel(sizes[i], ring->theta, phi) == ring->offset + p);
        assert_true(s2_healpix_pixel(sizes[i], ring->theta, phi - 4.0 * PI) == ring->offset + p);
      }
    }
    s2_grid_destroy(grid);
  }
}

// Also on edges and corners every direction has one pixel, which lies near it.
static void poles_and_corners_have_a_pixel(void **state)
{
  (void)state;
  const double thetas[] = {0.0, acos(2.0 / 3.0), 0.5 * PI, acos(-2.0 / 3.0), PI};
  for (int nside = 1; nside <= 9; nside++) {
    for (size_t i = 0; i < COUNT(thetas); i++) {
      for (int q = -9; q <= 9; q++) {
        int64_t pixel = s2_healpix_pixel(nside, thetas[i], 0.25 * PI * q);
        assert_in_range(pixel, 0, 12 * nside * nside - 1);
        if (i == 0) assert_in_range(pixel, 0, 3);
        if (i == 4) assert_in_range(pixel, 12 * nside * nside - 4, 12 * nside * nside - 1);
      }
    }
  }
}

static void bad_arguments_are_refused(void **state)
{
  (void)state;
  s2_grid *grid = (s2_grid *)&grid;
  assert_int_equal(s2_grid_create_healpix(&grid, 0), S2_ERR_ARGUMENT);
  assert_string_equal(s2_error_message(),
                      "s2common: s2_grid_create_healpix: nside = 0 is outside 1 .. 32768");
  assert_null(grid);
  assert_int_equal(s2_grid_create_healpix(&grid, 32769), S2_ERR_ARGUMENT);
  assert_int_equal(s2_grid_create_healpix(NULL, 1), S2_ERR_ARGUMENT);
  grid = (s2_grid *)&grid;
  s2_priv_fail_after(0);
  s2_status status = s2_grid_create_healpix(&grid, 4);
  s2_priv_fail_after(-1);
  assert_int_equal(status, S2_ERR_MEMORY);
  assert_null(grid);
  const struct {
    int nside;
    int64_t pixel;
  } bad[] = {{0, 0}, {-4, 0}, {3, 0}, {65536, 0}, {4, -1}, {4, 192}};
  for (size_t i = 0; i < COUNT(bad); i++) {
    assert_int_equal(s2_healpix_ring_to_nest(bad[i].nside, bad[i].pixel), -1);
    assert_int_equal(s2_healpix_nest_to_ring(bad[i].nside, bad[i].pixel), -1);
  }
  assert_int_equal(s2_healpix_pixel(0, 1.0, 1.0), -1);
  assert_int_equal(s2_healpix_pixel(32769, 1.0, 1.0), -1);
  assert_int_equal(s2_healpix_pixel(4, -1e-9, 1.0), -1);
  assert_int_equal(s2_healpix_pixel(4, 3.15, 1.0), -1);
  assert_int_equal(s2_healpix_pixel(4, NAN, 1.0), -1);
  assert_int_equal(s2_healpix_pixel(4, 1.0, INFINITY), -1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rings_are_those_of_healpy),
      cmocka_unit_test(any_nside_tiles_the_sphere_symmetrically),
      cmocka_unit_test(pixel_numbers_are_those_of_healpy),
      cmocka_unit_test(pixel_centres_are_those_of_healpy),
      cmocka_unit_test(ring_and_nested_order_are_inverse),
      cmocka_unit_test(a_direction_stays_inside_its_parent_pixel),
      cmocka_unit_test(centres_lie_in_their_pixels_for_any_nside),
      cmocka_unit_test(poles_and_corners_have_a_pixel),
      cmocka_unit_test(bad_arguments_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
