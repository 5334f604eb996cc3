// SPDX-License-Identifier: MIT
// Every operator and its adjoint agree through the inner products of s2fft/conventions.h.
#include "support.h"

#include <math.h>
#include <stdlib.h>

/// |<T x, y> - <x, T^H y>| relative to |T x| |y|, for T = `what` with coefficients on one side.
static double mismatch(const s2fft_plan *plan, s2fft_field field, operation what, operation adjoint)
{
  int to_map = what == SYNTHESIS;
  vector alm = random_alm(plan, field, 0, 11), map = random_map(plan, field, 12);
  vector image = to_map ? new_map(plan, field, 1) : new_alm(plan, field, 1);
  vector pulled = to_map ? new_alm(plan, field, 1) : new_map(plan, field, 1);
  const vector *x = to_map ? &alm : &map, *y = to_map ? &map : &alm;
  assert_ok(apply(plan, field, what, x, &image, NULL, NULL));
  assert_ok(apply(plan, field, adjoint, y, &pulled, NULL, NULL));
  double there, back, norm;
  if (to_map) {
    there = map_product(&image, y);
    back = alm_product(plan, field, x, &pulled);
    norm = sqrt(map_product(&image, &image) * map_product(y, y));
  } else {
    there = alm_product(plan, field, &image, y);
    back = map_product(x, &pulled);
    norm = sqrt(alm_product(plan, field, &image, &image) * alm_product(plan, field, y, y));
  }
  assert_true(norm > 0.0);
  free_vector(&alm);
  free_vector(&map);
  free_vector(&image);
  free_vector(&pulled);
  return fabs(there - back) / norm;
}

static void check_field(const s2fft_plan *plan, s2fft_field field, const char *name)
{
  int L = s2fft_plan_L(plan), spin = s2fft_plan_spin(plan);
  assert_bound(mismatch(plan, field, SYNTHESIS, SYNTHESIS_ADJOINT), 1e-13,
               "synthesis %s L %d spin %d field %d", name, L, spin, (int)field);
  assert_bound(mismatch(plan, field, ANALYSIS, ANALYSIS_ADJOINT), 1e-13,
               "analysis %s L %d spin %d field %d", name, L, spin, (int)field);
}

static void check_plan(const s2_grid *grid, int L, const s2fft_options *options)
{
  const char *name = s2_grid_kind_name(s2_grid_get_kind(grid));
  s2fft_plan *plan = make_plan(grid, L, options);
  check_field(plan, S2FFT_COMPLEX, name);
  if (options->spin == 0) check_field(plan, S2FFT_REAL, name);
  if (options->spin >= 0) check_field(plan, S2FFT_PAIR, name);
  s2fft_plan_destroy(plan);
}

static void check_spins(const s2_grid *grid, int L, s2fft_options options)
{
  const int spins[] = {0, 1, 2, -2, 7, -(L - 1), L - 1};
  for (size_t s = 0; s < COUNT(spins); ++s) {
    options.spin = spins[s];
    if (abs(spins[s]) < L) check_plan(grid, L, &options);
  }
}

static void exact_grids(void **state)
{
  (void)state;
  static const s2_grid_kind kinds[] = {S2_GRID_MW, S2_GRID_MWSS, S2_GRID_DH,
                                       S2_GRID_GL, S2_GRID_CC,   S2_GRID_F1};
  static const int limits[] = {1, 2, 5, 32, 63};
  for (size_t k = 0; k < COUNT(kinds); ++k)
    for (size_t i = 0; i < COUNT(limits); ++i) {
      s2_grid *grid = make_grid(kinds[k], limits[i]);
      check_spins(grid, limits[i], options_of(0, -1, 0, S2FFT_LAYOUT_DEFAULT));
      s2_grid_destroy(grid);
    }
}

static void other_shapes_and_cuts(void **state)
{
  (void)state;
  static const s2_grid_kind kinds[] = {S2_GRID_MW, S2_GRID_MWSS, S2_GRID_DH,
                                       S2_GRID_GL, S2_GRID_CC,   S2_GRID_F1};
  for (size_t k = 0; k < COUNT(kinds); ++k)
    for (int extra = 0; extra < 4; ++extra) {
      s2_grid *standard = make_grid(kinds[k], 20);
      s2_grid *grid = make_shape(kinds[k], s2_grid_nrings(standard) + extra, 27 + extra);
      check_spins(grid, 20, options_of(0, 12, 3, S2FFT_LAYOUT_DEFAULT));
      s2_grid_destroy(standard);
      s2_grid_destroy(grid);
    }
}

static void healpix_with_iterations(void **state)
{
  (void)state;
  static const int cases[][2] = {{1, 2}, {2, 5}, {4, 8}, {8, 21}, {5, 11}}; // nside, L
  for (size_t c = 0; c < COUNT(cases); ++c) {
    s2_grid *grid = make_healpix(cases[c][0]);
    for (int iterations = 0; iterations <= 2; iterations += 2) {
      s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_DEFAULT);
      options.iterations = iterations;
      check_spins(grid, cases[c][1], options);
    }
    s2_grid_destroy(grid);
  }
}

static void healpix_with_ring_weights(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(4);
  double weights[15];
  uint64_t seed = 1;
  for (int r = 0; r < 15; ++r) weights[r] = 4 * PI / 192 * (1.0 + 0.3 * uniform(&seed));
  for (int iterations = 0; iterations <= 2; ++iterations) {
    s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_DEFAULT);
    options.iterations = iterations;
    options.ring_weights = weights;
    check_spins(grid, 9, options);
  }
  s2_grid_destroy(grid);
}

static void user_rings(void **state)
{
  (void)state;
  s2_grid *grid = make_odd_rings();
  for (int iterations = 0; iterations <= 1; ++iterations) {
    s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_DEFAULT);
    options.iterations = iterations;
    check_spins(grid, 3, options);
    check_spins(grid, 16, options);
    check_spins(grid, 40, options); // most rings alias
  }
  s2_grid_destroy(grid);
}

static void ring_weights_are_the_weights_of_the_analysis(void **state)
{
  (void)state;
  s2_grid *grid = make_odd_rings();
  int nrings = s2_grid_nrings(grid);
  const s2_ring *rings = s2_grid_rings(grid);
  double weights[16];
  for (int r = 0; r < nrings; ++r) weights[r] = 0.5 + 0.1 * r;
  s2fft_options options = options_of(2, -1, 0, S2FFT_LAYOUT_DEFAULT);
  options.ring_weights = weights;
  s2fft_plan *plan = make_plan(grid, 12, &options);
  vector map = random_map(plan, S2FFT_PAIR, 9), alm = new_alm(plan, S2FFT_PAIR, 1);
  vector wanted = new_alm(plan, S2FFT_PAIR, 1);
  assert_ok(apply(plan, S2FFT_PAIR, ANALYSIS, &map, &alm, NULL, NULL));
  for (int p = 0; p < 2; ++p)
    for (int r = 0; r < nrings; ++r)
      for (int k = 0; k < rings[r].nphi; ++k) map.part[p][rings[r].offset + k] *= weights[r];
  assert_ok(apply(plan, S2FFT_PAIR, SYNTHESIS_ADJOINT, &map, &wanted, NULL, NULL));
  assert_bound(relative_error(&alm, &wanted), 1e-13, "weights");
  free_vector(&map);
  free_vector(&alm);
  free_vector(&wanted);
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
}

static void gaps_of_the_map_are_left_alone(void **state)
{
  (void)state;
  s2_grid *grid = make_odd_rings();
  s2fft_plan *plan = make_plan(grid, 10, NULL);
  vector alm = random_alm(plan, S2FFT_REAL, 0, 1), map = new_map(plan, S2FFT_REAL, 1);
  for (size_t k = 0; k < map.size; ++k) map.part[0][k] = 12.5;
  assert_ok(apply(plan, S2FFT_REAL, SYNTHESIS, &alm, &map, NULL, NULL));
  for (int k = 0; k < 5; ++k) assert_true(map.part[0][k] == 12.5); // first ring starts at 5
  free_vector(&alm);
  free_vector(&map);
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
}

static void gradient_on(s2_grid *grid, int L)
{
  s2fft_plan *plan = plan_on(grid, L, 1);
  vector alm = random_alm(plan, S2FFT_PAIR, 0, 3); // part 0 only, l >= 1
  vector map = random_map(plan, S2FFT_PAIR, 4), image = new_map(plan, S2FFT_PAIR, 1);
  vector pulled = new_alm(plan, S2FFT_PAIR, 1);
  alm.nparts = pulled.nparts = 1;
  coefficient(plan, S2FFT_PAIR, &alm, 0, 0, 0)[0] = 4.0; // the gradient of a constant is zero
  assert_ok(
      s2fft_gradient(plan, (s2_complex *)alm.part[0], image.part[0], image.part[1], NULL, NULL));
  assert_ok(s2fft_gradient_adjoint(plan, map.part[0], map.part[1], (s2_complex *)pulled.part[0],
                                   NULL, NULL));
  double there = map_product(&image, &map), back = alm_product(plan, S2FFT_PAIR, &alm, &pulled);
  double norm = sqrt(map_product(&image, &image) * map_product(&map, &map));
  assert_bound(fabs(there - back) / norm, 1e-13, "gradient L %d", L);
  alm.nparts = pulled.nparts = 2;
  free_vector(&alm);
  free_vector(&map);
  free_vector(&image);
  free_vector(&pulled);
  s2fft_plan_destroy(plan);
}

static void gradients(void **state)
{
  (void)state;
  gradient_on(make_grid(S2_GRID_MW, 21), 21);
  gradient_on(make_grid(S2_GRID_GL, 2), 2);
  gradient_on(make_grid(S2_GRID_CC, 32), 32);
  gradient_on(make_healpix(4), 11);
  gradient_on(make_odd_rings(), 17);
}

/// T(x + 2 y) = T x + 2 T y, bit for bit not wanted.
static void check_linear(const s2fft_plan *plan, s2fft_field field, operation what)
{
  int to_map = what == SYNTHESIS || what == ANALYSIS_ADJOINT;
  vector x = to_map ? random_alm(plan, field, 0, 1) : random_map(plan, field, 1);
  vector y = to_map ? random_alm(plan, field, 0, 2) : random_map(plan, field, 2);
  vector tx = to_map ? new_map(plan, field, 1) : new_alm(plan, field, 1);
  vector ty = copy_of(&tx), both = copy_of(&tx);
  assert_ok(apply(plan, field, what, &x, &tx, NULL, NULL));
  assert_ok(apply(plan, field, what, &y, &ty, NULL, NULL));
  for (int p = 0; p < x.nparts; ++p) {
    for (size_t k = 0; k < x.size; ++k) x.part[p][k] += 2.0 * y.part[p][k];
    for (size_t k = 0; k < tx.size; ++k) tx.part[p][k] += 2.0 * ty.part[p][k];
  }
  assert_ok(apply(plan, field, what, &x, &both, NULL, NULL));
  assert_bound(relative_error(&both, &tx), 1e-14, "operation %d", (int)what);
  free_vector(&x);
  free_vector(&y);
  free_vector(&tx);
  free_vector(&ty);
  free_vector(&both);
}

static void all_operators_are_linear(void **state)
{
  (void)state;
  s2_grid *grids[] = {make_grid(S2_GRID_MW, 25), make_healpix(4)};
  for (size_t g = 0; g < COUNT(grids); ++g)
    for (int spin = 0; spin <= 3; spin += 3) {
      s2fft_options options = options_of(spin, -1, 0, S2FFT_LAYOUT_DEFAULT);
      options.iterations = g == 1 ? 2 : 0;
      s2fft_plan *plan = make_plan(grids[g], g == 1 ? 9 : 25, &options);
      for (int what = SYNTHESIS; what <= ANALYSIS_ADJOINT; ++what) {
        check_linear(plan, S2FFT_COMPLEX, (operation)what);
        check_linear(plan, S2FFT_PAIR, (operation)what);
        if (spin == 0) check_linear(plan, S2FFT_REAL, (operation)what);
      }
      s2fft_plan_destroy(plan);
    }
  for (size_t g = 0; g < COUNT(grids); ++g) s2_grid_destroy(grids[g]);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exact_grids),
      cmocka_unit_test(other_shapes_and_cuts),
      cmocka_unit_test(healpix_with_iterations),
      cmocka_unit_test(healpix_with_ring_weights),
      cmocka_unit_test(user_rings),
      cmocka_unit_test(ring_weights_are_the_weights_of_the_analysis),
      cmocka_unit_test(gaps_of_the_map_are_left_alone),
      cmocka_unit_test(gradients),
      cmocka_unit_test(all_operators_are_linear),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
