// SPDX-License-Identifier: MIT
#include "check.h"
#include <float.h>
#include <s2common/grid.h>
#include <s2common/priv/memory.h>
#include <s2common/status.h>
#include <stdio.h>

#define PI 3.14159265358979323846

// What the table of grid.h says of each kind for band-limit L, and the angles' formula:
// theta_t = pi (2t + first) / (2n + period), nodes of GL are tested in test_gauss.c.
static const struct kind_case {
  s2_grid_kind kind;
  const char *name;
  int rings_per_L, rings_extra, phi_extra, first, period;
} cases[] = {
    {S2_GRID_MW, "mw", 1, 0, -1, 1, -1}, {S2_GRID_MWSS, "mwss", 1, 1, 0, 0, -2},
    {S2_GRID_DH, "dh", 2, 0, -1, 1, 0},  {S2_GRID_GL, "gl", 1, 0, -1, 0, 0},
    {S2_GRID_CC, "cc", 1, 1, 0, 0, -2},  {S2_GRID_F1, "f1", 1, 0, 0, 1, 0},
};

static const int limits[] = {1, 2, 3, 4, 7, 16, 129};

static s2_grid *make(s2_grid_kind kind, int L)
{
  s2_grid *grid = NULL;
  assert_int_equal(s2_grid_create(&grid, kind, L), S2_OK);
  return grid;
}

static void default_shapes_are_those_of_the_table(void **state)
{
  (void)state;
  for (size_t c = 0; c < COUNT(cases); c++) {
    for (size_t i = 0; i < COUNT(limits); i++) {
      int L = limits[i], n = cases[c].rings_per_L * L + cases[c].rings_extra;
      int nphi = 2 * L + cases[c].phi_extra;
      s2_grid *grid = make(cases[c].kind, L);
      assert_int_equal(s2_grid_get_kind(grid), cases[c].kind);
      assert_int_equal(s2_grid_nrings(grid), n);
      assert_int_equal(s2_grid_map_size(grid), n * nphi);
      assert_int_equal(s2_grid_exact_limit(grid), L);
      assert_int_equal(s2_grid_nside(grid), 0);
      for (int t = 0; t < n; t++) {
        assert_int_equal(s2_grid_rings(grid)[t].nphi, nphi);
        assert_int_equal(s2_grid_rings(grid)[t].offset, t * nphi);
        CHECK_NEAR(s2_grid_rings(grid)[t].phi0, 0.0, 0.0);
      }
      s2_grid_destroy(grid);
    }
  }
}

static void check_formula(const struct kind_case *of, const s2_ring *ring, int t, int n)
{
  if (of->kind == S2_GRID_GL) return;
  CHECK_NEAR(ring->theta, PI * (2.0 * t + of->first) / (2.0 * n + of->period), 2e-15);
}

// Half angles against the direct functions of theta, relative where theta is well conditioned.
static void check_angles(const s2_ring *ring)
{
  const double eps = 4.0 * DBL_EPSILON;
  CHECK_RELATIVE(ring->sin_half, sin(0.5 * ring->theta), eps);
  CHECK_NEAR(ring->cos_half, cos(0.5 * ring->theta), eps);
  CHECK_RELATIVE(ring->sin_theta, 2.0 * ring->sin_half * ring->cos_half, eps);
  CHECK_NEAR(ring->cos_theta, cos(ring->theta), eps);
  double factored = (ring->cos_half - ring->sin_half) * (ring->cos_half + ring->sin_half);
  CHECK_NEAR(ring->cos_theta, factored, eps);
}

static void angles_follow_their_formula_from_north_to_south(void **state)
{
  (void)state;
  for (size_t c = 0; c < COUNT(cases); c++) {
    for (size_t i = 0; i < COUNT(limits); i++) {
      s2_grid *grid = make(cases[c].kind, limits[i]);
      const s2_ring *rings = s2_grid_rings(grid);
      int n = s2_grid_nrings(grid);
      for (int t = 0; t < n; t++) {
        check_formula(&cases[c], &rings[t], t, n);
        check_angles(&rings[t]);
        if (t > 0) assert_true(rings[t].theta > rings[t - 1].theta);
      }
      s2_grid_destroy(grid);
    }
  }
}

static void poles_are_exact(void **state)
{
  (void)state;
  s2_grid *mw = make(S2_GRID_MW, 16), *cc = make(S2_GRID_CC, 16);
  const s2_ring *south[] = {&s2_grid_rings(mw)[15], &s2_grid_rings(cc)[16]};
  const s2_ring *north = &s2_grid_rings(cc)[0];
  for (int i = 0; i < 2; i++) {
    CHECK_NEAR(south[i]->theta, PI, 0.0);
    CHECK_NEAR(south[i]->cos_theta, -1.0, 0.0);
    CHECK_NEAR(south[i]->sin_theta, 0.0, 0.0);
    CHECK_NEAR(south[i]->cos_half, 0.0, 0.0);
    CHECK_NEAR(south[i]->sin_half, 1.0, 0.0);
  }
  CHECK_NEAR(north->theta, 0.0, 0.0);
  CHECK_NEAR(north->cos_theta, 1.0, 0.0);
  CHECK_NEAR(north->sin_theta, 0.0, 0.0);
  CHECK_NEAR(north->cos_half, 1.0, 0.0);
  CHECK_NEAR(north->sin_half, 0.0, 0.0);
  s2_grid_destroy(mw);
  s2_grid_destroy(cc);
}

static void check_mirror(const s2_ring *north, const s2_ring *south)
{
  CHECK_NEAR(south->theta, PI - north->theta, 2e-15);
  CHECK_NEAR(south->sin_theta, north->sin_theta, 0.0);
  CHECK_NEAR(south->cos_theta, -north->cos_theta, 0.0);
  CHECK_NEAR(south->sin_half, north->cos_half, 0.0);
  CHECK_NEAR(south->cos_half, north->sin_half, 0.0);
  CHECK_NEAR(south->weight, north->weight, 0.0);
}

// The equator is its own mirror image: cos(theta) = -cos(theta) = 0.
static void symmetric_grids_are_mirror_images_bit_for_bit(void **state)
{
  (void)state;
  for (size_t c = 1; c < COUNT(cases); c++) {
    for (int n = 2; n < 140; n += n < 20 ? 1 : 17) {
      s2_grid *grid = NULL;
      assert_int_equal(s2_grid_create_shape(&grid, cases[c].kind, n, 3), S2_OK);
      const s2_ring *rings = s2_grid_rings(grid);
      for (int t = 0; t < n; t++) check_mirror(&rings[t], &rings[n - 1 - t]);
      s2_grid_destroy(grid);
    }
  }
}

// Integral of P_l(cos theta) over the sphere by the grid's weights.
static double integral(const s2_grid *grid, int l)
{
  double sum = 0.0;
  for (int t = 0; t < s2_grid_nrings(grid); t++) {
    const s2_ring *ring = &s2_grid_rings(grid)[t];
    double p = 1.0, before = 0.0;
    for (int k = 0; k < l; k++) {
      double next = ((2 * k + 1) * ring->cos_theta * p - k * before) / (k + 1);
      before = p;
      p = next;
    }
    sum += ring->weight * ring->nphi * p;
  }
  return sum;
}

static void weights_are_positive_and_sum_to_the_sphere(void **state)
{
  (void)state;
  for (size_t c = 0; c < COUNT(cases); c++) {
    for (size_t i = 0; i < COUNT(limits); i++) {
      s2_grid *grid = make(cases[c].kind, limits[i]);
      for (int t = 0; t < s2_grid_nrings(grid); t++)
        assert_true(s2_grid_rings(grid)[t].weight > 0.0);
      CHECK_RELATIVE(integral(grid, 0), 4.0 * PI, 1e-14);
      s2_grid_destroy(grid);
    }
  }
}

// Every rule is exact up to degree n-1, Gauss's up to 2n-1; odd degrees vanish by symmetry, so
// the first even degree beyond must fail.
static void weights_integrate_exactly_up_to_their_degree_and_not_beyond(void **state)
{
  (void)state;
  for (size_t c = 0; c < COUNT(cases); c++) {
    for (int n = 2; n <= 40; n++) {
      s2_grid *grid = NULL;
      assert_int_equal(s2_grid_create_shape(&grid, cases[c].kind, n, 5), S2_OK);
      int degree = cases[c].kind == S2_GRID_GL ? 2 * n - 1 : n - 1;
      for (int l = 1; l <= degree; l++) CHECK_NEAR(integral(grid, l), 0.0, 2e-14);
      int beyond = degree + 1 + (degree + 1) % 2;
      assert_true(fabs(integral(grid, beyond)) > 1e-6);
      s2_grid_destroy(grid);
    }
  }
}

static void large_grids_keep_their_accuracy(void **state)
{
  (void)state;
  for (size_t c = 0; c < COUNT(cases); c++) {
    s2_grid *grid = make(cases[c].kind, 1500);
    CHECK_RELATIVE(integral(grid, 0), 4.0 * PI, 1e-14);
    CHECK_NEAR(integral(grid, 1498), 0.0, 1e-13);
    s2_grid_destroy(grid);
  }
}

static void bad_arguments_are_named_with_the_legal_range(void **state)
{
  (void)state;
  const struct {
    int kind, nrings, nphi;
    const char *text;
  } bad[] = {
      {S2_GRID_MW, 0, 5, "nrings = 0 is outside 1 .. 131073"},
      {S2_GRID_GL, 131074, 5, "nrings = 131074 is outside 1 .. 131073"},
      {S2_GRID_CC, 1, 5, "nrings = 1 is outside 2 .. 131073"},
      {S2_GRID_MWSS, 1, 5, "nrings = 1 is outside 2 .. 131073"},
      {S2_GRID_F1, 4, 0, "nphi = 0 is outside 1 .. 262144"},
      {S2_GRID_F1, 4, 262145, "nphi = 262145 is outside 1 .. 262144"},
      {S2_GRID_HEALPIX, 4, 5, "kind = 6 (healpix) is not one of mw, mwss, dh, gl, cc, f1"},
      {-1, 4, 5, "kind = -1 (?) is not one of mw, mwss, dh, gl, cc, f1"},
  };
  char message[200];
  for (size_t i = 0; i < COUNT(bad); i++) {
    s2_grid *grid = (s2_grid *)&grid;
    assert_int_equal(
        s2_grid_create_shape(&grid, (s2_grid_kind)bad[i].kind, bad[i].nrings, bad[i].nphi),
        S2_ERR_ARGUMENT);
    assert_null(grid);
    (void)snprintf(message, sizeof message, "s2common: s2_grid_create_shape: %s", bad[i].text);
    assert_string_equal(s2_error_message(), message);
  }
  assert_int_equal(s2_grid_create_shape(NULL, S2_GRID_GL, 4, 5), S2_ERR_ARGUMENT);
  s2_grid *grid = (s2_grid *)&grid;
  assert_int_equal(s2_grid_create(&grid, S2_GRID_DH, 65537), S2_ERR_ARGUMENT);
  assert_string_equal(s2_error_message(),
                      "s2common: s2_grid_create: L = 65537 is outside 1 .. 65536");
  assert_null(grid);
  assert_int_equal(s2_grid_create(&grid, S2_GRID_RINGS, 4), S2_ERR_ARGUMENT);
  assert_int_equal(s2_grid_create(&grid, S2_GRID_GL, 0), S2_ERR_ARGUMENT);
  assert_int_equal(s2_grid_create(NULL, S2_GRID_GL, 4), S2_ERR_ARGUMENT);
  s2_grid_destroy(NULL);
}

static void failed_allocations_are_reported(void **state)
{
  (void)state;
  for (size_t c = 0; c < COUNT(cases); c++) {
    int allocations = cases[c].kind == S2_GRID_GL ? 1 : 2; // the others need a table of sines
    for (int n = 0; n <= allocations; n++) {
      s2_grid *grid = (s2_grid *)&grid;
      s2_priv_fail_after(n);
      s2_status status = s2_grid_create(&grid, cases[c].kind, 8);
      s2_priv_fail_after(-1);
      assert_int_equal(status, n < allocations ? S2_ERR_MEMORY : S2_OK);
      assert_true((grid == NULL) == (n < allocations));
      s2_grid_destroy(grid);
    }
  }
}

static void names_and_kinds_are_inverse(void **state)
{
  (void)state;
  s2_grid_kind kind = S2_GRID_MW;
  for (int k = S2_GRID_MW; k <= S2_GRID_RINGS; k++) {
    assert_int_equal(s2_grid_kind_from_name(s2_grid_kind_name((s2_grid_kind)k), &kind), S2_OK);
    assert_int_equal(kind, k);
  }
  for (size_t c = 0; c < COUNT(cases); c++)
    assert_string_equal(s2_grid_kind_name(cases[c].kind), cases[c].name);
  assert_int_equal(s2_grid_kind_from_name("HEALPix", &kind), S2_OK);
  assert_int_equal(kind, S2_GRID_HEALPIX);
  assert_string_equal(s2_grid_kind_name((s2_grid_kind)8), "?");
  assert_string_equal(s2_grid_kind_name((s2_grid_kind)-1), "?");
  assert_int_equal(s2_grid_kind_from_name("mws", &kind), S2_ERR_ARGUMENT);
  assert_int_equal(s2_grid_kind_from_name("", &kind), S2_ERR_ARGUMENT);
  assert_int_equal(s2_grid_kind_from_name(NULL, &kind), S2_ERR_ARGUMENT);
  assert_int_equal(s2_grid_kind_from_name("gl", NULL), S2_ERR_ARGUMENT);
  assert_int_equal(kind, S2_GRID_HEALPIX);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(default_shapes_are_those_of_the_table),
      cmocka_unit_test(angles_follow_their_formula_from_north_to_south),
      cmocka_unit_test(poles_are_exact),
      cmocka_unit_test(symmetric_grids_are_mirror_images_bit_for_bit),
      cmocka_unit_test(weights_are_positive_and_sum_to_the_sphere),
      cmocka_unit_test(weights_integrate_exactly_up_to_their_degree_and_not_beyond),
      cmocka_unit_test(large_grids_keep_their_accuracy),
      cmocka_unit_test(bad_arguments_are_named_with_the_legal_range),
      cmocka_unit_test(failed_allocations_are_reported),
      cmocka_unit_test(names_and_kinds_are_inverse),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
