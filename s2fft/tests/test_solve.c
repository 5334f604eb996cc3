// SPDX-License-Identifier: MIT
// Inversion by conjugate gradients: maps of a known field, the normal equations, optimality
// against iterated analyses, masks.
#include "support.h"

#include <math.h>
#include <s2fft/ring_weights.h>
#include <s2fft/solve.h>
#include <stdlib.h>
#include <string.h>

static s2fft_solve_options solve_options(double tolerance, int max_iterations)
{
  s2fft_solve_options options;
  s2fft_solve_options_init(&options);
  options.tolerance = tolerance;
  options.max_iterations = max_iterations;
  return options;
}

static s2_status solve(const s2fft_plan *plan, s2fft_field field, const vector *map,
                       const vector *alm, const s2fft_solve_options *o, s2fft_solve_result *result)
{
  s2_complex *a = (s2_complex *)alm->part[0], *b = (s2_complex *)alm->part[1];
  const double *f = map->part[0], *g = map->part[1];
  switch (field) {
    case S2FFT_REAL: return s2fft_solve(plan, f, a, o, result, NULL);
    case S2FFT_COMPLEX: return s2fft_solve_complex(plan, (const s2_complex *)f, a, o, result, NULL);
    case S2FFT_PAIR: return s2fft_solve_pair(plan, f, g, a, b, o, result, NULL);
  }
  return S2_ERR_INTERNAL;
}

/// A field, a spin, a layout.
typedef struct kind {
  s2fft_field field;
  int spin;
  s2fft_layout layout;
} kind;

static const kind kinds[] = {{S2FFT_REAL, 0, S2FFT_LAYOUT_TRIANGLE},
                             {S2FFT_REAL, 0, S2FFT_LAYOUT_SQUARE},
                             {S2FFT_PAIR, 2, S2FFT_LAYOUT_TRIANGLE},
                             {S2FFT_COMPLEX, -3, S2FFT_LAYOUT_SQUARE},
                             {S2FFT_COMPLEX, 0, S2FFT_LAYOUT_LINEAR}};

/// A plan and a random field of it, as coefficients and as map.
typedef struct problem {
  s2fft_plan *plan;
  s2fft_field field;
  vector truth, map, alm;
} problem;

static problem new_problem(const s2_grid *grid, int L, const kind *k, const s2fft_options *options)
{
  s2fft_options own = options_of(k->spin, -1, 0, k->layout);
  if (options != NULL) own.ring_weights = options->ring_weights;
  if (options != NULL) own.iterations = options->iterations;
  s2fft_plan *plan = make_plan(grid, L, &own);
  problem p = {plan, k->field, random_alm(plan, k->field, 0, 11), new_map(plan, k->field, 1),
               new_alm(plan, k->field, 1)};
  assert_ok(apply(plan, k->field, SYNTHESIS, &p.truth, &p.map, NULL, NULL));
  return p;
}

static void free_problem(problem *p)
{
  free_vector(&p->truth);
  free_vector(&p->map);
  free_vector(&p->alm);
  s2fft_plan_destroy(p->plan);
}

static void fields_on_healpix_come_back(void **state)
{
  (void)state;
  enum { NSIDE = 8 };
  double weights[4 * NSIDE - 1];
  s2_grid *grid = make_healpix(NSIDE);
  s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_DEFAULT);
  s2fft_solve_options o = solve_options(1e-13, 12);
  assert_ok(s2fft_ring_weights(grid, -1, weights));
  options.ring_weights = weights;
  for (size_t i = 0; i < COUNT(kinds); ++i) {
    problem p = new_problem(grid, 2 * NSIDE, &kinds[i], &options);
    s2fft_solve_result result;
    assert_ok(solve(p.plan, p.field, &p.map, &p.alm, &o, &result));
    assert_bound(relative_error(&p.alm, &p.truth), 1e-12, "kind %zu", i);
    assert_in_range(result.iterations, 6, 10);
    assert_true(result.residual <= 1e-13 && result.misfit < 1e-12);
    free_problem(&p);
  }
  s2_grid_destroy(grid);
}

// 3 nside needs many steps at this size: the last degrees are nearly free.
static void fields_of_high_degree_come_back_slowly(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(8);
  s2fft_solve_options o = solve_options(1e-13, 100);
  problem p = new_problem(grid, 24, &kinds[0], NULL);
  s2fft_solve_result result;
  assert_ok(solve(p.plan, p.field, &p.map, &p.alm, &o, &result));
  assert_bound(relative_error(&p.alm, &p.truth), 1e-11, "L = 3 nside");
  assert_in_range(result.iterations, 15, 60);
  free_problem(&p);
  s2_grid_destroy(grid);
}

static void grids_with_a_sampling_theorem_take_a_step(void **state)
{
  (void)state;
  s2_grid *grids[] = {make_grid(S2_GRID_MW, 16), make_grid(S2_GRID_MWSS, 16),
                      make_grid(S2_GRID_GL, 16), make_grid(S2_GRID_DH, 16)};
  s2fft_solve_options o = solve_options(1e-12, 2);
  for (size_t g = 0; g < COUNT(grids); ++g) {
    for (size_t i = 0; i < COUNT(kinds); ++i) {
      problem p = new_problem(grids[g], 16, &kinds[i], NULL);
      s2fft_solve_result result;
      assert_ok(solve(p.plan, p.field, &p.map, &p.alm, &o, &result));
      assert_bound(relative_error(&p.alm, &p.truth), 1e-12, "grid %zu, kind %zu", g, i);
      assert_int_equal(result.iterations, 1);
      free_problem(&p);
    }
    s2_grid_destroy(grids[g]);
  }
}

/// |S^H W (f - S a)| / |S^H W f|, from the grid's weights and public transforms alone.
static double normal_residual(const problem *p, const s2_grid *grid, const double *mask)
{
  vector rest = new_map(p->plan, p->field, 1), whole = copy_of(&p->map);
  vector a = new_alm(p->plan, p->field, 1), b = new_alm(p->plan, p->field, 1);
  int width = p->field == S2FFT_COMPLEX ? 2 : 1;
  assert_ok(apply(p->plan, p->field, SYNTHESIS, &p->alm, &rest, NULL, NULL));
  for (int r = 0; r < s2_grid_nrings(grid); ++r) {
    const s2_ring *ring = &s2_grid_rings(grid)[r];
    for (int64_t k = width * ring->offset; k < width * (ring->offset + ring->nphi); ++k)
      for (int part = 0; part < rest.nparts; ++part) {
        double w = ring->weight * (mask != NULL ? mask[k / width] : 1.0);
        rest.part[part][k] = w == 0.0 ? 0.0 : w * (whole.part[part][k] - rest.part[part][k]);
        whole.part[part][k] = w == 0.0 ? 0.0 : w * whole.part[part][k];
      }
  }
  assert_ok(apply(p->plan, p->field, SYNTHESIS_ADJOINT, &rest, &a, NULL, NULL));
  assert_ok(apply(p->plan, p->field, SYNTHESIS_ADJOINT, &whole, &b, NULL, NULL));
  double ratio =
      sqrt(alm_product(p->plan, p->field, &a, &a) / alm_product(p->plan, p->field, &b, &b));
  free_vector(&rest);
  free_vector(&whole);
  free_vector(&a);
  free_vector(&b);
  return ratio;
}

/// Replace the map by one that no coefficients fit, NaN between the rings.
static void fill_noise(problem *p, const s2_grid *grid)
{
  uint64_t seed = 77;
  int width = p->field == S2FFT_COMPLEX ? 2 : 1;
  for (int part = 0; part < p->map.nparts; ++part) {
    for (size_t k = 0; k < p->map.size; ++k) p->map.part[part][k] = NAN;
    for (int r = 0; r < s2_grid_nrings(grid); ++r) {
      const s2_ring *ring = &s2_grid_rings(grid)[r];
      for (int64_t k = width * ring->offset; k < width * (ring->offset + ring->nphi); ++k)
        p->map.part[part][k] = uniform(&seed);
    }
  }
}

static void maps_that_do_not_fit_are_fitted_best(void **state)
{
  (void)state;
  s2_grid *grids[] = {make_healpix(8), make_odd_rings()};
  static const int bands[] = {16, 6};
  s2fft_solve_options o = solve_options(1e-12, 200);
  for (size_t g = 0; g < COUNT(grids); ++g) {
    for (size_t i = 0; i < COUNT(kinds); ++i) {
      problem p = new_problem(grids[g], bands[g], &kinds[i], NULL);
      s2fft_solve_result result;
      fill_noise(&p, grids[g]);
      assert_ok(solve(p.plan, p.field, &p.map, &p.alm, &o, &result));
      assert_bound(normal_residual(&p, grids[g], NULL), 2e-12, "grid %zu, kind %zu", g, i);
      assert_true(result.misfit > 0.5 && result.misfit < 1.0);
      free_problem(&p);
    }
    s2_grid_destroy(grids[g]);
  }
}

static void steps_are_never_worse_than_those_of_jacobi(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(8);
  for (int k = 0; k <= 6; ++k) {
    s2fft_options jacobi = options_of(0, -1, 0, S2FFT_LAYOUT_DEFAULT);
    jacobi.iterations = k;
    problem p = new_problem(grid, 22, &kinds[0], &jacobi);
    s2fft_solve_options o = solve_options(0.0, k + 1);
    s2fft_solve_result best;
    vector rest = new_map(p.plan, p.field, 1);
    assert_ok(solve(p.plan, p.field, &p.map, &p.alm, &o, &best));
    assert_int_equal(best.iterations, k + 1);
    assert_ok(apply(p.plan, p.field, ANALYSIS, &p.map, &p.alm, NULL, NULL));
    assert_ok(apply(p.plan, p.field, SYNTHESIS, &p.alm, &rest, NULL, NULL));
    for (size_t n = 0; n < rest.size; ++n) rest.part[0][n] -= p.map.part[0][n];
    double misfit = sqrt(map_product(&rest, &rest) / map_product(&p.map, &p.map));
    assert_true(best.misfit <= misfit * (1 + 1e-12));
    assert_true(k == 0 || best.misfit < 0.9 * misfit);
    free_vector(&rest);
    free_problem(&p);
  }
  s2_grid_destroy(grid);
}

/// Zero on a cap, and on single samples elsewhere.
static double *new_mask(const s2_grid *grid)
{
  double *mask = malloc((size_t)s2_grid_map_size(grid) * sizeof *mask);
  assert_non_null(mask);
  for (int r = 0; r < s2_grid_nrings(grid); ++r) {
    const s2_ring *ring = &s2_grid_rings(grid)[r];
    for (int64_t p = ring->offset; p < ring->offset + ring->nphi; ++p)
      mask[p] = ring->theta < 0.2 || p % 11 == 0 ? 0.0 : 0.5 + (double)(p % 2);
  }
  return mask;
}

static void masked_samples_have_no_influence(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(8);
  double *mask = new_mask(grid);
  s2fft_solve_options o = solve_options(1e-13, 300);
  o.mask = mask;
  for (size_t i = 0; i < COUNT(kinds); ++i) {
    problem p = new_problem(grid, 8, &kinds[i], NULL);
    size_t width = p.field == S2FFT_COMPLEX ? 2 : 1;
    for (int part = 0; part < p.map.nparts; ++part)
      for (size_t k = 0; k < p.map.size; ++k)
        if (mask[k / width] == 0.0) p.map.part[part][k] = k % 2 == 0 ? NAN : -1.6375e30;
    assert_ok(solve(p.plan, p.field, &p.map, &p.alm, &o, NULL));
    assert_bound(relative_error(&p.alm, &p.truth), 1e-11, "kind %zu", i);
    free_problem(&p);
  }
  free(mask);
  s2_grid_destroy(grid);
}

static void masked_fits_solve_their_normal_equations(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(8);
  double *mask = new_mask(grid);
  s2fft_solve_options o = solve_options(1e-12, 300);
  problem p = new_problem(grid, 8, &kinds[3], NULL);
  o.mask = mask;
  fill_noise(&p, grid);
  assert_ok(solve(p.plan, p.field, &p.map, &p.alm, &o, NULL));
  assert_bound(normal_residual(&p, grid, mask), 2e-12, "masked");
  free_problem(&p);
  free(mask);
  s2_grid_destroy(grid);
}

static void iterations_of_the_plan_have_no_effect(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(8);
  s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_DEFAULT);
  problem p = new_problem(grid, 16, &kinds[0], NULL);
  options.iterations = 3;
  problem q = new_problem(grid, 16, &kinds[0], &options);
  assert_ok(solve(p.plan, p.field, &p.map, &p.alm, NULL, NULL));
  assert_ok(solve(q.plan, q.field, &q.map, &q.alm, NULL, NULL));
  assert_memory_equal(p.alm.part[0], q.alm.part[0], p.alm.size * sizeof(double));
  free_problem(&p);
  free_problem(&q);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fields_on_healpix_come_back),
      cmocka_unit_test(fields_of_high_degree_come_back_slowly),
      cmocka_unit_test(grids_with_a_sampling_theorem_take_a_step),
      cmocka_unit_test(maps_that_do_not_fit_are_fitted_best),
      cmocka_unit_test(steps_are_never_worse_than_those_of_jacobi),
      cmocka_unit_test(masked_samples_have_no_influence),
      cmocka_unit_test(masked_fits_solve_their_normal_equations),
      cmocka_unit_test(iterations_of_the_plan_have_no_effect),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
