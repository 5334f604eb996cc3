// SPDX-License-Identifier: MIT
// What the transforms must do because of what they are: rotations, energy, conjugation, gradients
// of functions with known gradients.
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void rotation_about_z_shifts_the_rings(void **state)
{
  (void)state;
  enum { L = 20, nphi = 2 * L, shift = 7 };
  static const int spins[] = {0, 2, -3, 19};
  for (size_t s = 0; s < COUNT(spins); ++s) {
    s2fft_plan *plan = plan_on(make_grid(S2_GRID_MWSS, L), L, spins[s]);
    vector alm = random_alm(plan, S2FFT_COMPLEX, 0, 3), turned = copy_of(&alm);
    vector map = new_map(plan, S2FFT_COMPLEX, 1), wanted = copy_of(&map), other = copy_of(&map);
    for (int l = abs(spins[s]); l < L; ++l)
      for (int m = -l; m <= l; ++m) { // f(phi - angle): e^{-i m angle}
        double angle = 2.0 * PI * shift / nphi * m, c = cos(angle), d = sin(angle);
        const double *a = coefficient(plan, S2FFT_COMPLEX, &alm, 0, l, m);
        double *b = coefficient(plan, S2FFT_COMPLEX, &turned, 0, l, m);
        b[0] = a[0] * c + a[1] * d;
        b[1] = a[1] * c - a[0] * d;
      }
    assert_ok(apply(plan, S2FFT_COMPLEX, SYNTHESIS, &alm, &map, NULL, NULL));
    assert_ok(apply(plan, S2FFT_COMPLEX, SYNTHESIS, &turned, &other, NULL, NULL));
    for (int t = 0; t <= L; ++t)
      for (int p = 0; p < nphi; ++p)
        memcpy(wanted.part[0] + 2 * (t * nphi + (p + shift) % nphi),
               map.part[0] + 2 * (t * nphi + p), 2 * sizeof(double));
    assert_bound(relative_error(&other, &wanted), 1e-13, "spin %d", spins[s]);
    free_vector(&alm);
    free_vector(&turned);
    free_vector(&map);
    free_vector(&wanted);
    free_vector(&other);
    s2fft_plan_destroy(plan);
  }
}

/// On GL and DH the quadrature of |f|^2 is exact: the energy of the map is that of the
/// coefficients.
static void energy_is_kept(void **state)
{
  (void)state;
  static const s2_grid_kind kinds[] = {S2_GRID_GL, S2_GRID_DH};
  static const s2fft_field fields[] = {S2FFT_REAL, S2FFT_COMPLEX, S2FFT_PAIR};
  for (size_t k = 0; k < COUNT(kinds); ++k)
    for (size_t c = 0; c < COUNT(fields); ++c)
      for (int spin = 0; spin < 4; ++spin) {
        if (spin > 0 && fields[c] == S2FFT_REAL) continue;
        s2_grid *grid = make_grid(kinds[k], 31);
        s2fft_options options = options_of(spin, -1, 0, S2FFT_LAYOUT_DEFAULT);
        s2fft_plan *plan = make_plan(grid, 31, &options);
        vector alm = random_alm(plan, fields[c], 0, 6), map = new_map(plan, fields[c], 1);
        assert_ok(apply(plan, fields[c], SYNTHESIS, &alm, &map, NULL, NULL));
        vector weighted = copy_of(&map);
        size_t width = fields[c] == S2FFT_COMPLEX ? 2 : 1;
        const s2_ring *rings = s2_grid_rings(grid);
        for (int p = 0; p < map.nparts; ++p)
          for (int r = 0; r < s2_grid_nrings(grid); ++r)
            for (size_t i = 0; i < width * (size_t)rings[r].nphi; ++i)
              weighted.part[p][width * (size_t)rings[r].offset + i] *= rings[r].weight;
        double there = map_product(&map, &weighted),
               here = alm_product(plan, fields[c], &alm, &alm);
        assert_bound(fabs(there / here - 1.0), 1e-13, "field %d spin %d", (int)fields[c], spin);
        free_vector(&alm);
        free_vector(&map);
        free_vector(&weighted);
        s2fft_plan_destroy(plan);
        s2_grid_destroy(grid);
      }
}

/// conj(sf) has spin -s and coefficients (-1)^(s+m) conj(f_{l,-m}).
static void conjugation_flips_the_spin(void **state)
{
  (void)state;
  enum { L = 18 };
  for (int spin = 0; spin < L; spin += 3) {
    s2fft_plan *plus = plan_on(make_grid(S2_GRID_MW, L), L, spin);
    s2fft_plan *minus = plan_on(make_grid(S2_GRID_MW, L), L, -spin);
    vector alm = random_alm(plus, S2FFT_COMPLEX, 0, 5), mirror = copy_of(&alm);
    vector map = new_map(plus, S2FFT_COMPLEX, 1), other = copy_of(&map);
    for (int l = spin; l < L; ++l)
      for (int m = -l; m <= l; ++m) {
        double sign = (spin + m) % 2 == 0 ? 1.0 : -1.0;
        const double *a = coefficient(plus, S2FFT_COMPLEX, &alm, 0, l, -m);
        double *b = coefficient(minus, S2FFT_COMPLEX, &mirror, 0, l, m);
        b[0] = sign * a[0];
        b[1] = -sign * a[1];
      }
    assert_ok(apply(plus, S2FFT_COMPLEX, SYNTHESIS, &alm, &map, NULL, NULL));
    assert_ok(apply(minus, S2FFT_COMPLEX, SYNTHESIS, &mirror, &other, NULL, NULL));
    for (size_t k = 1; k < map.size; k += 2) map.part[0][k] = -map.part[0][k];
    assert_bound(relative_error(&other, &map), 1e-13, "spin %d", spin);
    free_vector(&alm);
    free_vector(&mirror);
    free_vector(&map);
    free_vector(&other);
    s2fft_plan_destroy(plus);
    s2fft_plan_destroy(minus);
  }
}

static void real_fields_are_complex_fields_without_imaginary_part(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_GL, 30);
  s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_SQUARE);
  s2fft_plan *plan = make_plan(grid, 30, &options);
  vector alm = random_alm(plan, S2FFT_REAL, 0, 5), map = new_map(plan, S2FFT_REAL, 1);
  vector full = new_map(plan, S2FFT_COMPLEX, 1);
  assert_ok(apply(plan, S2FFT_REAL, SYNTHESIS, &alm, &map, NULL, NULL));
  assert_ok(apply(plan, S2FFT_COMPLEX, SYNTHESIS, &alm, &full, NULL, NULL));
  double scale = largest(map.part[0], map.size);
  for (size_t k = 0; k < map.size; ++k) {
    assert_bound(fabs(full.part[0][2 * k] - map.part[0][k]), 1e-13 * scale, "real part");
    assert_bound(fabs(full.part[0][2 * k + 1]), 1e-13 * scale, "imaginary part");
  }
  free_vector(&alm);
  free_vector(&map);
  free_vector(&full);
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
}

/// Coefficient part k (0 re, 1 im) of E_lm + i B_lm for any sign of m, from the stored m >= 0.
static void combined(const s2fft_plan *plan, const vector *pair, int l, int m, double out[2])
{
  double part[2][2], sign = m < 0 && m % 2 != 0 ? -1.0 : 1.0;
  for (int p = 0; p < 2; ++p) {
    const double *a = coefficient(plan, S2FFT_PAIR, pair, p, l, abs(m));
    part[p][0] = sign * a[0];
    part[p][1] = m < 0 ? -sign * a[1] : a[1];
  }
  out[0] = part[0][0] - part[1][1];
  out[1] = part[0][1] + part[1][0];
}

/// Q + iU = -sum (E + iB) sY_lm; no sign for spin 0.
static void pairs_are_complex_fields(void **state)
{
  (void)state;
  enum { L = 23 };
  for (int spin = 0; spin < L; spin += 2) {
    s2fft_plan *plan = plan_on(make_grid(S2_GRID_F1, L), L, spin);
    vector pair = random_alm(plan, S2FFT_PAIR, 0, 5), flm = new_alm(plan, S2FFT_COMPLEX, 1);
    vector maps = new_map(plan, S2FFT_PAIR, 1), map = new_map(plan, S2FFT_COMPLEX, 1);
    vector wanted = copy_of(&map);
    for (int l = spin; l < L; ++l)
      for (int m = -l; m <= l; ++m) {
        double c[2], *a = coefficient(plan, S2FFT_COMPLEX, &flm, 0, l, m);
        combined(plan, &pair, l, m, c);
        a[0] = spin == 0 ? c[0] : -c[0];
        a[1] = spin == 0 ? c[1] : -c[1];
      }
    assert_ok(apply(plan, S2FFT_PAIR, SYNTHESIS, &pair, &maps, NULL, NULL));
    assert_ok(apply(plan, S2FFT_COMPLEX, SYNTHESIS, &flm, &map, NULL, NULL));
    for (size_t k = 0; k < maps.size; ++k) {
      wanted.part[0][2 * k] = maps.part[0][k];
      wanted.part[0][2 * k + 1] = maps.part[1][k];
    }
    assert_bound(relative_error(&map, &wanted), 1e-13, "spin %d", spin);
    free_vector(&pair);
    free_vector(&flm);
    free_vector(&maps);
    free_vector(&map);
    free_vector(&wanted);
    s2fft_plan_destroy(plan);
  }
}

static void constant_map_has_one_coefficient(void **state)
{
  (void)state;
  static const s2_grid_kind kinds[] = {S2_GRID_MW, S2_GRID_MWSS, S2_GRID_DH,
                                       S2_GRID_GL, S2_GRID_CC,   S2_GRID_F1};
  for (size_t k = 0; k < COUNT(kinds); ++k) {
    s2fft_plan *plan = plan_on(make_grid(kinds[k], 37), 37, 0);
    vector map = new_map(plan, S2FFT_REAL, 1), alm = new_alm(plan, S2FFT_REAL, 1);
    vector wanted = copy_of(&alm);
    for (size_t i = 0; i < map.size; ++i) map.part[0][i] = 1.5;
    wanted.part[0][0] = 1.5 * sqrt(4.0 * PI);
    assert_ok(apply(plan, S2FFT_REAL, ANALYSIS, &map, &alm, NULL, NULL));
    assert_bound(relative_error(&alm, &wanted), 1e-14, "%s", s2_grid_kind_name(kinds[k]));
    assert_ok(apply(plan, S2FFT_REAL, SYNTHESIS, &alm, &map, NULL, NULL));
    for (size_t i = 0; i < map.size; ++i) assert_bound(fabs(map.part[0][i] - 1.5), 1e-13, "map");
    free_vector(&map);
    free_vector(&alm);
    free_vector(&wanted);
    s2fft_plan_destroy(plan);
  }
}

/// x, y, z on the sphere and their gradients, in this order: value, d/dtheta, d/dphi / sin(theta).
static void cartesian(int axis, double theta, double phi, double out[3])
{
  const double values[3][3] = {
      {sin(theta) * cos(phi), cos(theta) * cos(phi), -sin(phi)},
      {sin(theta) * sin(phi), cos(theta) * sin(phi), cos(phi)},
      {cos(theta), -sin(theta), 0.0},
  };
  memcpy(out, values[axis], sizeof values[axis]);
}

/// Y_1m in closed form: x and y from m = 1, z from m = 0.
static void set_cartesian(const s2fft_plan *plan, s2fft_field field, const vector *alm, int axis)
{
  double *a0 = coefficient(plan, field, alm, 0, 1, 0), *a1 = coefficient(plan, field, alm, 0, 1, 1);
  a0[0] = axis == 2 ? sqrt(4.0 * PI / 3.0) : 0.0;
  a1[0] = axis == 0 ? -sqrt(2.0 * PI / 3.0) : 0.0;
  a1[1] = axis == 1 ? sqrt(2.0 * PI / 3.0) : 0.0;
}

static void check_cartesian(s2_grid *grid, int L, int axis)
{
  s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_TRIANGLE);
  s2fft_plan *scalar = make_plan(grid, L, &options);
  options.spin = 1;
  s2fft_plan *vectors = make_plan(grid, L, &options);
  vector alm = new_alm(scalar, S2FFT_REAL, 1), map = new_map(scalar, S2FFT_REAL, 1);
  vector slopes = new_map(vectors, S2FFT_PAIR, 1);
  set_cartesian(scalar, S2FFT_REAL, &alm, axis);
  assert_ok(apply(scalar, S2FFT_REAL, SYNTHESIS, &alm, &map, NULL, NULL));
  assert_ok(s2fft_gradient(vectors, (s2_complex *)alm.part[0], slopes.part[0], slopes.part[1], NULL,
                           NULL));
  const s2_ring *rings = s2_grid_rings(grid);
  for (int r = 0; r < s2_grid_nrings(grid); ++r)
    for (int p = 0; p < rings[r].nphi; ++p) {
      int64_t k = rings[r].offset + p;
      double wanted[3];
      cartesian(axis, rings[r].theta, rings[r].phi0 + 2.0 * PI * p / rings[r].nphi, wanted);
      assert_bound(fabs(map.part[0][k] - wanted[0]), 1e-14, "axis %d value", axis);
      assert_bound(fabs(slopes.part[0][k] - wanted[1]), 2e-14, "axis %d d/dtheta", axis);
      assert_bound(fabs(slopes.part[1][k] - wanted[2]), 2e-14, "axis %d d/dphi", axis);
    }
  free_vector(&alm);
  free_vector(&map);
  free_vector(&slopes);
  s2fft_plan_destroy(scalar);
  s2fft_plan_destroy(vectors);
}

static void coordinates_have_their_values_and_gradients(void **state)
{
  (void)state;
  for (int axis = 0; axis < 3; ++axis) {
    s2_grid *grids[] = {make_grid(S2_GRID_GL, 16), make_healpix(8), make_grid(S2_GRID_MWSS, 5),
                        make_odd_rings()};
    static const int limits[] = {16, 20, 5, 2};
    for (size_t g = 0; g < COUNT(grids); ++g) {
      check_cartesian(grids[g], limits[g], axis);
      s2_grid_destroy(grids[g]);
    }
  }
}

/// The gradient is the spin 1 pair of E = sqrt(l(l+1)) a, B = 0: its energy is sum l(l+1) |a|^2.
static void energy_of_the_gradient_is_that_of_the_laplacian(void **state)
{
  (void)state;
  enum { L = 29 };
  s2_grid *grid = make_grid(S2_GRID_GL, L);
  s2fft_options options = options_of(1, -1, 0, S2FFT_LAYOUT_DEFAULT);
  s2fft_plan *plan = make_plan(grid, L, &options);
  vector alm = random_alm(plan, S2FFT_PAIR, 0, 8), slopes = new_map(plan, S2FFT_PAIR, 1);
  assert_ok(
      s2fft_gradient(plan, (s2_complex *)alm.part[0], slopes.part[0], slopes.part[1], NULL, NULL));
  double energy = 0.0, wanted = 0.0;
  const s2_ring *rings = s2_grid_rings(grid);
  for (int r = 0; r < s2_grid_nrings(grid); ++r)
    for (int p = 0; p < rings[r].nphi; ++p) {
      double a = slopes.part[0][rings[r].offset + p], b = slopes.part[1][rings[r].offset + p];
      energy += rings[r].weight * (a * a + b * b);
    }
  for (int l = 0; l < L; ++l)
    for (int m = 0; m <= l; ++m) {
      const double *a = coefficient(plan, S2FFT_PAIR, &alm, 0, l, m);
      wanted += (m == 0 ? 1.0 : 2.0) * l * (l + 1.0) * (a[0] * a[0] + a[1] * a[1]);
    }
  assert_bound(fabs(energy / wanted - 1.0), 1e-13, "energy");
  free_vector(&alm);
  free_vector(&slopes);
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rotation_about_z_shifts_the_rings),
      cmocka_unit_test(energy_is_kept),
      cmocka_unit_test(conjugation_flips_the_spin),
      cmocka_unit_test(real_fields_are_complex_fields_without_imaginary_part),
      cmocka_unit_test(pairs_are_complex_fields),
      cmocka_unit_test(constant_map_has_one_coefficient),
      cmocka_unit_test(coordinates_have_their_values_and_gradients),
      cmocka_unit_test(energy_of_the_gradient_is_that_of_the_laplacian),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
