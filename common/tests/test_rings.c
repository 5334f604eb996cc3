// SPDX-License-Identifier: MIT
#include "check.h"
#include <s2common/grid.h>
#include <s2common/priv/memory.h>
#include <s2common/status.h>
#include <string.h>

#define PI 3.14159265358979323846

// Three rings, out of order, with a gap between offsets 8 and 20.
static void good_rings(s2_ring rings[3])
{
  memset(rings, 0, 3 * sizeof *rings);
  rings[0] = (s2_ring){.theta = PI, .nphi = 3, .offset = 5, .weight = 0.5, .phi0 = -7.0};
  rings[1] = (s2_ring){.theta = 1.0, .nphi = 10, .offset = 20, .weight = -1.0};
  rings[2] = (s2_ring){.theta = 0.0, .nphi = 5, .offset = 0};
}

static void rings_keep_the_callers_order_and_gaps(void **state)
{
  (void)state;
  s2_grid *grid = NULL;
  s2_ring rings[3];
  good_rings(rings);
  assert_int_equal(s2_grid_create_rings(&grid, 3, rings), S2_OK);
  assert_int_equal(s2_grid_get_kind(grid), S2_GRID_RINGS);
  assert_int_equal(s2_grid_nrings(grid), 3);
  assert_int_equal(s2_grid_map_size(grid), 30);
  assert_int_equal(s2_grid_exact_limit(grid), 0);
  for (int t = 0; t < 3; t++) {
    const s2_ring *ring = &s2_grid_rings(grid)[t];
    assert_int_equal(ring->nphi, rings[t].nphi);
    assert_int_equal(ring->offset, rings[t].offset);
    CHECK_NEAR(ring->weight, rings[t].weight, 0.0);
    CHECK_NEAR(ring->phi0, rings[t].phi0, 0.0);
    CHECK_NEAR(ring->theta, rings[t].theta, 0.0);
  }
  s2_grid_destroy(grid);
}

static void missing_sines_are_computed_and_exact_on_poles(void **state)
{
  (void)state;
  s2_grid *grid = NULL;
  s2_ring rings[3];
  good_rings(rings);
  assert_int_equal(s2_grid_create_rings(&grid, 3, rings), S2_OK);
  const s2_ring *made = s2_grid_rings(grid);
  CHECK_NEAR(made[0].sin_theta, 0.0, 0.0);
  CHECK_NEAR(made[0].cos_half, 0.0, 0.0);
  CHECK_NEAR(made[0].cos_theta, -1.0, 0.0);
  CHECK_NEAR(made[1].sin_theta, sin(1.0), 0.0);
  CHECK_NEAR(made[1].cos_theta, cos(1.0), 0.0);
  CHECK_NEAR(made[1].sin_half, sin(0.5), 0.0);
  CHECK_NEAR(made[1].cos_half, cos(0.5), 0.0);
  CHECK_NEAR(made[2].sin_theta, 0.0, 0.0);
  CHECK_NEAR(made[2].cos_half, 1.0, 0.0);
  s2_grid_destroy(grid);
}

static void given_sines_are_kept(void **state)
{
  (void)state;
  s2_grid *grid = NULL;
  s2_ring rings[3];
  good_rings(rings);
  rings[1].cos_theta = nextafter(cos(1.0), 1.0);
  rings[1].sin_theta = nextafter(sin(1.0), 1.0);
  rings[1].cos_half = nextafter(cos(0.5), 1.0);
  rings[1].sin_half = nextafter(sin(0.5), 1.0);
  assert_int_equal(s2_grid_create_rings(&grid, 3, rings), S2_OK);
  const s2_ring *made = &s2_grid_rings(grid)[1];
  CHECK_NEAR(made->cos_theta, rings[1].cos_theta, 0.0);
  CHECK_NEAR(made->sin_theta, rings[1].sin_theta, 0.0);
  CHECK_NEAR(made->cos_half, rings[1].cos_half, 0.0);
  CHECK_NEAR(made->sin_half, rings[1].sin_half, 0.0);
  s2_grid_destroy(grid);
}

static void rings_of_a_grid_make_the_same_grid(void **state)
{
  (void)state;
  s2_grid *grid = NULL, *copy = NULL;
  assert_int_equal(s2_grid_create_healpix(&grid, 7), S2_OK);
  int n = s2_grid_nrings(grid);
  assert_int_equal(s2_grid_create_rings(&copy, n, s2_grid_rings(grid)), S2_OK);
  assert_int_equal(s2_grid_map_size(copy), s2_grid_map_size(grid));
  for (int t = 0; t < n; t++) {
    CHECK_NEAR(s2_grid_rings(copy)[t].sin_half, s2_grid_rings(grid)[t].sin_half, 0.0);
    CHECK_NEAR(s2_grid_rings(copy)[t].cos_half, s2_grid_rings(grid)[t].cos_half, 0.0);
  }
  s2_grid_destroy(grid);
  s2_grid_destroy(copy);
}

static void refused(const s2_ring rings[3], const char *text)
{
  s2_grid *grid = (s2_grid *)&grid;
  assert_int_equal(s2_grid_create_rings(&grid, 3, rings), S2_ERR_ARGUMENT);
  assert_null(grid);
  if (strstr(s2_error_message(), text) == NULL) print_error("%s\n", s2_error_message());
  assert_non_null(strstr(s2_error_message(), text));
}

static void bad_angles_and_weights_are_named(void **state)
{
  (void)state;
  const double bad_theta[] = {-1e-300, 3.1415926535897936, NAN, INFINITY};
  s2_ring rings[3];
  for (size_t i = 0; i < COUNT(bad_theta); i++) {
    good_rings(rings);
    rings[1].theta = bad_theta[i];
    refused(rings, "of ring 1 is outside 0 .. pi");
  }
  good_rings(rings);
  rings[2].phi0 = NAN;
  refused(rings, "phi0 = nan of ring 2 is not finite");
  good_rings(rings);
  rings[0].weight = INFINITY;
  refused(rings, "weight = inf of ring 0 is not finite");
  good_rings(rings);
  rings[1].cos_theta = cos(1.0); // the other three forgotten
  refused(rings, "sines and cosines of ring 1 are not those of theta = 1");
  good_rings(rings);
  rings[1].cos_theta = NAN;
  refused(rings, "sines and cosines of ring 1");
}

static void bad_layouts_are_named(void **state)
{
  (void)state;
  s2_ring rings[3];
  good_rings(rings);
  rings[0].nphi = 0;
  refused(rings, "nphi = 0 of ring 0 is below 1");
  good_rings(rings);
  rings[0].offset = -1;
  refused(rings, "offset = -1 of ring 0 is outside 0 ..");
  good_rings(rings);
  rings[0].offset = INT64_MAX - 2; // the end would be past 2^63-1
  refused(rings, "offset = 9223372036854775805 of ring 0 is outside 0 ..");
  good_rings(rings);
  rings[0].offset = 4;
  refused(rings, "rings 2 and 0 overlap at offset 4");
  good_rings(rings);
  rings[0].nphi = 16;
  refused(rings, "rings 0 and 1 overlap at offset 20");
}

static void bad_counts_pointers_and_memory_are_reported(void **state)
{
  (void)state;
  s2_ring rings[3];
  good_rings(rings);
  s2_grid *grid = (s2_grid *)&grid;
  assert_int_equal(s2_grid_create_rings(&grid, 0, rings), S2_ERR_ARGUMENT);
  assert_string_equal(s2_error_message(),
                      "s2common: s2_grid_create_rings: nrings = 0 is outside 1 .. 131073");
  assert_null(grid);
  assert_int_equal(s2_grid_create_rings(&grid, 131074, rings), S2_ERR_ARGUMENT);
  assert_int_equal(s2_grid_create_rings(&grid, 3, NULL), S2_ERR_ARGUMENT);
  assert_int_equal(s2_grid_create_rings(NULL, 3, rings), S2_ERR_ARGUMENT);
  for (int n = 0; n < 2; n++) {
    grid = (s2_grid *)&grid;
    s2_priv_fail_after(n);
    s2_status status = s2_grid_create_rings(&grid, 3, rings);
    s2_priv_fail_after(-1);
    assert_int_equal(status, S2_ERR_MEMORY);
    assert_null(grid);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rings_keep_the_callers_order_and_gaps),
      cmocka_unit_test(missing_sines_are_computed_and_exact_on_poles),
      cmocka_unit_test(given_sines_are_kept),
      cmocka_unit_test(rings_of_a_grid_make_the_same_grid),
      cmocka_unit_test(bad_angles_and_weights_are_named),
      cmocka_unit_test(bad_layouts_are_named),
      cmocka_unit_test(bad_counts_pointers_and_memory_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
