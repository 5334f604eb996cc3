// SPDX-License-Identifier: MIT
// Analysis undoes synthesis wherever a sampling theorem holds, in every layout.
#include "support.h"

#include <stdlib.h>

static const s2_grid_kind exact_kinds[] = {S2_GRID_MW, S2_GRID_MWSS, S2_GRID_DH,
                                           S2_GRID_GL, S2_GRID_CC,   S2_GRID_F1};

static void round_trip_fields(const s2_grid *grid, int L, const s2fft_options *options,
                              double bound)
{
  const char *name = s2_grid_kind_name(s2_grid_get_kind(grid));
  s2fft_plan *plan = make_plan(grid, L, options);
  assert_int_equal(s2fft_plan_is_exact(plan), 1);
  if (options->layout != S2FFT_LAYOUT_TRIANGLE)
    round_trip(plan, S2FFT_COMPLEX, options->lmin, bound, name);
  if (options->spin == 0) round_trip(plan, S2FFT_REAL, options->lmin, bound, name);
  if (options->spin >= 0) round_trip(plan, S2FFT_PAIR, options->lmin, bound, name);
  s2fft_plan_destroy(plan);
}

static void all_spins(int L, double bound)
{
  const int spins[] = {0, 1, -1, 2, -2, 5, -5, 40, -40, L - 1, 1 - L};
  for (size_t k = 0; k < COUNT(exact_kinds); ++k) {
    s2_grid *grid = make_grid(exact_kinds[k], L);
    assert_true(s2_grid_exact_limit(grid) >= L);
    for (size_t s = 0; s < COUNT(spins); ++s) {
      int repeated = 0;
      for (size_t i = 0; i < s; ++i) repeated |= spins[i] == spins[s];
      if (abs(spins[s]) >= L || repeated) continue;
      s2fft_options options = options_of(spins[s], -1, 0, S2FFT_LAYOUT_DEFAULT);
      round_trip_fields(grid, L, &options, bound);
    }
    s2_grid_destroy(grid);
  }
}

static void exact_grids_up_to_L_16(void **state)
{
  (void)state;
  static const int limits[] = {1, 2, 3, 4, 7, 16};
  for (size_t i = 0; i < COUNT(limits); ++i) all_spins(limits[i], 5e-13);
}

static void exact_grids_around_L_64(void **state)
{
  (void)state;
  all_spins(64, 5e-13);
  all_spins(65, 5e-13);
}

static void exact_grids_at_L_256(void **state)
{
  (void)state;
  all_spins(256, 5e-13);
}

static void large_band_limits(void **state)
{
  (void)state;
  static const struct {
    s2_grid_kind kind;
    int L, spin;
  } cases[] = {{S2_GRID_MW, 512, 0},   {S2_GRID_MW, 512, 2},  {S2_GRID_MW, 512, -511},
               {S2_GRID_MWSS, 512, 2}, {S2_GRID_GL, 512, 40}, {S2_GRID_GL, 512, 256},
               {S2_GRID_DH, 512, 1},   {S2_GRID_CC, 511, 2},  {S2_GRID_F1, 512, 3}};
  for (size_t i = 0; i < COUNT(cases); ++i) {
    s2_grid *grid = make_grid(cases[i].kind, cases[i].L);
    s2fft_options options = options_of(cases[i].spin, -1, 0, S2FFT_LAYOUT_LINEAR);
    round_trip_fields(grid, cases[i].L, &options, 2e-12);
    s2_grid_destroy(grid);
  }
}

static void fewer_orders_and_degrees(void **state)
{
  (void)state;
  static const int cases[][3] = {// spin, mmax, lmin
                                 {0, 0, 0},  {0, 5, 0},   {0, 39, 11}, {2, 1, 0},
                                 {2, 17, 9}, {-3, 20, 7}, {5, 3, 39},  {1, 0, 1}};
  for (size_t k = 0; k < COUNT(exact_kinds); ++k)
    for (size_t c = 0; c < COUNT(cases); ++c) {
      s2_grid *grid = make_grid(exact_kinds[k], 40);
      s2fft_options options =
          options_of(cases[c][0], cases[c][1], cases[c][2], S2FFT_LAYOUT_DEFAULT);
      round_trip_fields(grid, 40, &options, 5e-13);
      s2_grid_destroy(grid);
    }
}

static void odd_and_even_shapes(void **state)
{
  (void)state;
  static const int sizes[][3] = {// L, extra rings, samples per ring (mmax 9 needs 19)
                                 {21, 0, 41}, {20, 0, 39}, {20, 1, 40}, {20, 2, 64},
                                 {21, 7, 19}, {20, 3, 20}, {21, 1, 23}, {20, 0, 49}};
  for (size_t k = 0; k < COUNT(exact_kinds); ++k)
    for (size_t c = 0; c < COUNT(sizes); ++c) {
      int L = sizes[c][0], nphi = sizes[c][2];
      s2_grid *standard = make_grid(exact_kinds[k], L);
      s2_grid *grid = make_shape(exact_kinds[k], s2_grid_nrings(standard) + sizes[c][1], nphi);
      s2fft_options options = options_of(0, nphi >= 2 * L - 1 ? L - 1 : 9, 0, S2FFT_LAYOUT_DEFAULT);
      round_trip_fields(grid, L, &options, 5e-13);
      options.spin = 3;
      round_trip_fields(grid, L, &options, 5e-13);
      s2_grid_destroy(standard);
      s2_grid_destroy(grid);
    }
}

static void degrees_below_lmin_count_as_zero(void **state)
{
  (void)state;
  enum { L = 24, lmin = 10 };
  s2_grid *grid = make_grid(S2_GRID_GL, L);
  s2fft_options options = options_of(2, -1, lmin, S2FFT_LAYOUT_SQUARE);
  s2fft_plan *cut = make_plan(grid, L, &options);
  options.lmin = 0;
  s2fft_plan *full = make_plan(grid, L, &options);
  vector all = random_alm(full, S2FFT_COMPLEX, 0, 5), high = random_alm(full, S2FFT_COMPLEX, 0, 5);
  for (int l = 0; l < lmin; ++l)
    for (int m = -l; m <= l; ++m) {
      double *a = coefficient(full, S2FFT_COMPLEX, &high, 0, l, m);
      a[0] = a[1] = 0.0;
    }
  vector map = new_map(full, S2FFT_COMPLEX, 1), wanted = new_map(full, S2FFT_COMPLEX, 1);
  vector back = new_alm(full, S2FFT_COMPLEX, 1);
  assert_ok(apply(cut, S2FFT_COMPLEX, SYNTHESIS, &all, &map, NULL, NULL));
  assert_ok(apply(full, S2FFT_COMPLEX, SYNTHESIS, &high, &wanted, NULL, NULL));
  assert_bound(relative_error(&map, &wanted), 1e-13, "synthesis");
  assert_ok(apply(full, S2FFT_COMPLEX, SYNTHESIS, &all, &map, NULL, NULL));
  assert_ok(apply(cut, S2FFT_COMPLEX, ANALYSIS, &map, &back, NULL, NULL));
  assert_bound(relative_error(&back, &high), 5e-13, "analysis");
  free_vector(&all);
  free_vector(&high);
  free_vector(&map);
  free_vector(&wanted);
  free_vector(&back);
  s2fft_plan_destroy(cut);
  s2fft_plan_destroy(full);
  s2_grid_destroy(grid);
}

/// The same coefficients of a field in two layouts must give the same bits.
static void layouts_agree(int spin, s2fft_field field, s2fft_layout layout_a, s2fft_layout layout_b)
{
  enum { L = 33 };
  s2_grid *grid = make_grid(S2_GRID_MWSS, L);
  s2fft_options options = options_of(spin, 30, 0, layout_a);
  s2fft_plan *a = make_plan(grid, L, &options);
  options.layout = layout_b;
  s2fft_plan *b = make_plan(grid, L, &options);
  vector alm_a = random_alm(a, field, 0, 8), alm_b = random_alm(b, field, 0, 8);
  vector map_a = new_map(a, field, 1), map_b = new_map(b, field, 1);
  for (int what = SYNTHESIS; what <= ANALYSIS_ADJOINT; ++what) {
    int to_map = what == SYNTHESIS || what == ANALYSIS_ADJOINT;
    assert_ok(apply(a, field, (operation)what, to_map ? &alm_a : &map_a, to_map ? &map_a : &alm_a,
                    NULL, NULL));
    assert_ok(apply(b, field, (operation)what, to_map ? &alm_b : &map_b, to_map ? &map_b : &alm_b,
                    NULL, NULL));
    for (int p = 0; p < map_a.nparts; ++p)
      assert_memory_equal(map_a.part[p], map_b.part[p], map_a.size * sizeof(double));
    for (int p = 0; p < alm_a.nparts; ++p)
      for (int l = 0; l < L; ++l)
        for (int m = field == S2FFT_COMPLEX ? -l : 0; m <= l; ++m) {
          if (abs(m) > 30) continue;
          const double *x = coefficient(a, field, &alm_a, p, l, m);
          const double *y = coefficient(b, field, &alm_b, p, l, m);
          assert_true(x[0] == y[0] && x[1] == y[1]);
        }
  }
  free_vector(&alm_a);
  free_vector(&alm_b);
  free_vector(&map_a);
  free_vector(&map_b);
  s2fft_plan_destroy(a);
  s2fft_plan_destroy(b);
  s2_grid_destroy(grid);
}

static void layouts_agree_bitwise(void **state)
{
  (void)state;
  layouts_agree(0, S2FFT_REAL, S2FFT_LAYOUT_TRIANGLE, S2FFT_LAYOUT_SQUARE);
  layouts_agree(0, S2FFT_REAL, S2FFT_LAYOUT_TRIANGLE, S2FFT_LAYOUT_LINEAR);
  layouts_agree(0, S2FFT_COMPLEX, S2FFT_LAYOUT_SQUARE, S2FFT_LAYOUT_LINEAR);
  layouts_agree(3, S2FFT_COMPLEX, S2FFT_LAYOUT_SQUARE, S2FFT_LAYOUT_LINEAR);
  layouts_agree(2, S2FFT_PAIR, S2FFT_LAYOUT_TRIANGLE, S2FFT_LAYOUT_SQUARE);
  layouts_agree(2, S2FFT_PAIR, S2FFT_LAYOUT_LINEAR, S2FFT_LAYOUT_SQUARE);
}

static void negative_orders_of_real_fields_mirror(void **state)
{
  (void)state;
  s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_SQUARE);
  s2_grid *grid = make_grid(S2_GRID_GL, 12);
  s2fft_plan *plan = make_plan(grid, 12, &options);
  vector map = random_map(plan, S2FFT_REAL, 3), alm = new_alm(plan, S2FFT_REAL, 1);
  assert_ok(apply(plan, S2FFT_REAL, ANALYSIS, &map, &alm, NULL, NULL));
  for (int l = 0; l < 12; ++l)
    for (int m = 0; m <= l; ++m) {
      const double *plus = coefficient(plan, S2FFT_REAL, &alm, 0, l, m);
      const double *minus = coefficient(plan, S2FFT_REAL, &alm, 0, l, -m);
      double sign = m % 2 == 0 ? 1.0 : -1.0;
      assert_true(minus[0] == sign * plus[0] && minus[1] == -sign * plus[1]);
    }
  for (int l = 0; l < 12; ++l) // [l][L-1+m] with |m| > l
    for (int m = l + 1; m < 12; ++m)
      for (int k = 0; k < 2; ++k) {
        assert_true(alm.part[0][2 * (l * 23 + 11 + m) + k] == 0.0);
        assert_true(alm.part[0][2 * (l * 23 + 11 - m) + k] == 0.0);
      }
  free_vector(&map);
  free_vector(&alm);
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exact_grids_up_to_L_16),
      cmocka_unit_test(exact_grids_around_L_64),
      cmocka_unit_test(exact_grids_at_L_256),
      cmocka_unit_test(large_band_limits),
      cmocka_unit_test(fewer_orders_and_degrees),
      cmocka_unit_test(odd_and_even_shapes),
      cmocka_unit_test(degrees_below_lmin_count_as_zero),
      cmocka_unit_test(layouts_agree_bitwise),
      cmocka_unit_test(negative_orders_of_real_fields_mirror),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
