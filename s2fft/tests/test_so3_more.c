// SPDX-License-Identifier: MIT
// Wigner transforms: adjoints, ways to store, threads, memory, misuse.
#include "so3_support.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>
#include <string.h>

// ------------------------------------------------------------------ adjoints

static void check_adjoint(const s2fft_so3_plan *plan, s2fft_field field, operation to_map,
                          operation to_flmn, const char *name)
{
  size_t nmap = so3_map_doubles(plan, field), nflmn = so3_flmn_doubles(plan, field);
  double *a = so3_random_flmn(plan, field, -1, 0, 21), *f = so3_randoms(nmap, 22);
  double *Sa = so3_zeros(nmap), *Sf = so3_zeros(nflmn); // gaps of maps stay as they are: zero
  assert_ok(so3_apply(plan, field, to_map, a, Sa, NULL));
  assert_ok(so3_apply(plan, field, to_flmn, f, Sf, NULL));
  double in_map = so3_map_product(plan, field, Sa, f);
  double in_flmn = so3_flmn_product(plan, field, a, Sf);
  double scale = sqrt(so3_map_product(plan, field, Sa, Sa) * so3_map_product(plan, field, f, f));
  assert_true(scale > 0);
  assert_bound(fabs(in_map - in_flmn) / scale, 1e-13, "%s field %d operator %d: %g, %g", name,
               (int)field, (int)to_map, in_map, in_flmn);
  free(a);
  free(f);
  free(Sa);
  free(Sf);
}

static void check_adjoints(const s2_grid *grid, int L, int N, const s2fft_so3_options *options)
{
  s2fft_so3_plan *plan = so3_plan_of(grid, L, N, options);
  const char *name = s2_grid_kind_name(s2_grid_get_kind(grid));
  for (int field = S2FFT_REAL; field <= S2FFT_COMPLEX; ++field) {
    check_adjoint(plan, (s2fft_field)field, SYNTHESIS, SYNTHESIS_ADJOINT, name);
    check_adjoint(plan, (s2fft_field)field, ANALYSIS_ADJOINT, ANALYSIS, name);
  }
  s2fft_so3_plan_destroy(plan);
}

static void adjoints_are_exact(void **state)
{
  (void)state;
  enum { L = 13 };
  s2_grid *grids[] = {make_grid(S2_GRID_MW, L), make_grid(S2_GRID_MWSS, L),
                      make_grid(S2_GRID_DH, L), make_grid(S2_GRID_GL, L),
                      make_grid(S2_GRID_CC, L), make_grid(S2_GRID_F1, L),
                      make_healpix(6),          make_odd_rings()};
  for (size_t g = 0; g < COUNT(grids); ++g) {
    for (int storage = S2FFT_SO3_FULL; storage <= S2FFT_SO3_MODES; ++storage)
      for (int N = 3; N <= 4; ++N) { // steerable: even and odd orders
        s2fft_so3_options options = so3_options_of((s2fft_so3_storage)storage, S2FFT_SO3_ALL);
        options.iterations = 1; // where there is no sampling theorem
        options.lmin = N - 3;
        check_adjoints(grids[g], L, N, &options);
      }
    s2_grid_destroy(grids[g]);
  }
}

// ------------------------------------------------------------------ ways to store

/// sum_n F_n e^{i n gamma} of one pixel from the modes of a complex function.
static void evaluate(const s2fft_so3_plan *plan, const double *modes, int64_t p, double gamma,
                     double *f)
{
  int N = s2fft_so3_plan_N(plan);
  f[0] = f[1] = 0;
  for (int n = 1 - N; n < N; ++n) {
    const double *F = modes + 2 * (s2fft_so3_map_slice(plan, S2FFT_COMPLEX, n) + p);
    f[0] += F[0] * cos(n * gamma) - F[1] * sin(n * gamma);
    f[1] += F[0] * sin(n * gamma) + F[1] * cos(n * gamma);
  }
}

static void check_storages(const s2_grid *grid, int L, int N, s2fft_so3_storage storage)
{
  s2fft_so3_options by_gamma = so3_options_of(storage, S2FFT_SO3_ALL);
  s2fft_so3_options by_order = so3_options_of(S2FFT_SO3_MODES, S2FFT_SO3_ALL);
  s2fft_so3_plan *samples = so3_plan_of(grid, L, N, &by_gamma);
  s2fft_so3_plan *orders = so3_plan_of(grid, L, N, &by_order);
  int steerable = storage == S2FFT_SO3_STEERABLE, G = s2fft_so3_ngamma(samples);
  double *flmn = so3_random_flmn(orders, S2FFT_COMPLEX, steerable ? (N - 1) % 2 : -1, 0, 31);
  double *map = so3_result(samples, S2FFT_COMPLEX, SYNTHESIS, flmn);
  double *modes = so3_result(orders, S2FFT_COMPLEX, SYNTHESIS, flmn);
  double scale = largest(map, so3_map_doubles(samples, S2FFT_COMPLEX)), worst = 0;
  for (int g = 0; g < G; ++g)
    for (int64_t p = 0; p < s2_grid_map_size(grid); ++p) {
      double f[2], gamma = (steerable ? PI : 2 * PI) * g / G;
      evaluate(orders, modes, p, gamma, f);
      const double *own = map + 2 * (s2fft_so3_map_slice(samples, S2FFT_COMPLEX, g) + p);
      worst = fmax(worst, difference(own, f, 2) / scale);
    }
  assert_bound(worst, 1e-14, "N %d storage %d", N, (int)storage);
  free(flmn);
  free(map);
  free(modes);
  s2fft_so3_plan_destroy(samples);
  s2fft_so3_plan_destroy(orders);
}

static void samples_are_the_fourier_series_of_the_modes(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_MW, 9); // tiles and what remains of them
  for (int N = 1; N <= 9; ++N) {
    check_storages(grid, 9, N, S2FFT_SO3_FULL);
    check_storages(grid, 9, N, S2FFT_SO3_STEERABLE);
  }
  s2_grid_destroy(grid);
}

/// A real function through the complex transform: the same samples, no imaginary part.
static void check_real(const s2_grid *grid, int L, int N, const s2fft_so3_options *options)
{
  s2fft_so3_plan *plan = so3_plan_of(grid, L, N, options);
  int parity = options->storage == S2FFT_SO3_STEERABLE ? (N - 1) % 2 : -1;
  double *flmn = so3_random_flmn(plan, S2FFT_REAL, parity, 0, 41);
  double *all = so3_all_orders(plan, flmn);
  size_t size = (size_t)s2fft_so3_map_size(plan, S2FFT_REAL), half = 2 * size / 2;
  double *real = so3_result(plan, S2FFT_REAL, SYNTHESIS, flmn);
  double *complex_map = so3_result(plan, S2FFT_COMPLEX, SYNTHESIS, all);
  double scale = largest(real, size);
  for (size_t k = 0; k < half; ++k) {
    double expected[] = {real[k], 0};
    assert_bound(difference(complex_map + 2 * k, expected, 2) / scale, 1e-14, "N %d at %zu", N, k);
  }
  double *back = so3_result(plan, S2FFT_REAL, ANALYSIS, real);
  double *all_back = so3_result(plan, S2FFT_COMPLEX, ANALYSIS, complex_map);
  double *expected = so3_all_orders(plan, back);
  assert_bound(so3_error(all_back, expected, so3_flmn_doubles(plan, S2FFT_COMPLEX)), 1e-13, "N %d",
               N);
  double *blocks[] = {flmn, all, real, complex_map, back, all_back, expected};
  for (size_t k = 0; k < COUNT(blocks); ++k) free(blocks[k]);
  s2fft_so3_plan_destroy(plan);
}

static void real_functions_are_complex_ones_with_symmetry(void **state)
{
  (void)state;
  s2_grid *gl = make_grid(S2_GRID_GL, 11), *healpix = make_healpix(4);
  for (int storage = S2FFT_SO3_FULL; storage <= S2FFT_SO3_STEERABLE; ++storage)
    for (int N = 1; N <= 8; N += N < 5 ? 1 : 3) {
      s2fft_so3_options options = so3_options_of((s2fft_so3_storage)storage, S2FFT_SO3_ALL);
      check_real(gl, 11, N, &options);
      check_real(healpix, 9, N, &options);
    }
  s2_grid_destroy(gl);
  s2_grid_destroy(healpix);
}

/// A real function's modes are its F_0 and the pairs F_n of the complex one.
static void modes_of_real_functions_lie_as_documented(void **state)
{
  (void)state;
  enum { L = 8, N = 4 };
  s2_grid *grid = make_grid(S2_GRID_F1, L);
  s2fft_so3_options options = so3_options_of(S2FFT_SO3_MODES, S2FFT_SO3_ALL);
  s2fft_so3_plan *plan = so3_plan_of(grid, L, N, &options);
  double *flmn = so3_random_flmn(plan, S2FFT_REAL, -1, 0, 43), *all = so3_all_orders(plan, flmn);
  double *real = so3_result(plan, S2FFT_REAL, SYNTHESIS, flmn);
  double *modes = so3_result(plan, S2FFT_COMPLEX, SYNTHESIS, all);
  double scale = largest(modes, so3_map_doubles(plan, S2FFT_COMPLEX));
  size_t size = (size_t)s2_grid_map_size(grid);
  assert_int_equal(s2fft_so3_map_size(plan, S2FFT_REAL), (2 * N - 1) * (int64_t)size);
  for (int n = 0; n < N; ++n) {
    const double *own = real + s2fft_so3_map_slice(plan, S2FFT_REAL, n);
    const double *F = modes + 2 * s2fft_so3_map_slice(plan, S2FFT_COMPLEX, n);
    for (size_t p = 0; p < size && n == 0; ++p)
      assert_bound(fabs(own[p] - F[2 * p]) / scale, 1e-14, "n 0 at %zu", p);
    if (n > 0) assert_bound(difference(own, F, 2 * size) / scale, 1e-14, "n %d", n);
  }
  free(flmn);
  free(all);
  free(real);
  free(modes);
  s2fft_so3_plan_destroy(plan);
  s2_grid_destroy(grid);
}

/// Leaving orders out is the same as setting them to zero.
static void check_subset(const s2_grid *grid, int L, int N, s2fft_field field,
                         s2fft_so3_storage storage, int parity)
{
  s2fft_so3_options some = so3_options_of(storage, parity ? S2FFT_SO3_ODD : S2FFT_SO3_EVEN);
  s2fft_so3_options every = so3_options_of(storage, S2FFT_SO3_ALL);
  s2fft_so3_plan *plan = so3_plan_of(grid, L, N, &some), *all = so3_plan_of(grid, L, N, &every);
  size_t nmap = so3_map_doubles(plan, field), nflmn = so3_flmn_doubles(plan, field);
  double *flmn = so3_random_flmn(plan, field, -1, 0, 51); // both parities: one is not read
  double *part = so3_random_flmn(plan, field, -1, 0, 51);
  size_t order = 2 * (size_t)L * (size_t)(2 * L - 1);
  int first = field == S2FFT_REAL ? 0 : 1 - N;
  for (int n = first; n < N; ++n)
    if ((n & 1) != parity) memset(part + order * (size_t)(n - first), 0, order * sizeof *part);
  double *map = so3_result(plan, field, SYNTHESIS, flmn);
  double *expected = so3_result(all, field, SYNTHESIS, part);
  assert_bound(so3_error(map, expected, nmap), 1e-15, "field %d storage %d parity %d", (int)field,
               (int)storage, parity);
  double *mixed = so3_result(all, field, SYNTHESIS, flmn); // the analysis ignores the others
  double *back = so3_result(plan, field, ANALYSIS, mixed);
  assert_bound(so3_error(back, part, nflmn), 1e-13, "field %d storage %d parity %d", (int)field,
               (int)storage, parity);
  double *blocks[] = {flmn, part, map, expected, mixed, back};
  for (size_t k = 0; k < COUNT(blocks); ++k) free(blocks[k]);
  s2fft_so3_plan_destroy(plan);
  s2fft_so3_plan_destroy(all);
}

static void orders_left_out_count_as_zero(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_MW, 10);
  for (int N = 4; N <= 5; ++N)
    for (int parity = 0; parity <= 1; ++parity)
      for (int field = S2FFT_REAL; field <= S2FFT_COMPLEX; ++field) {
        check_subset(grid, 10, N, (s2fft_field)field, S2FFT_SO3_FULL, parity);
        check_subset(grid, 10, N, (s2fft_field)field, S2FFT_SO3_MODES, parity);
      }
  s2_grid_destroy(grid);
}

static void degrees_below_lmin_count_as_zero(void **state)
{
  (void)state;
  enum { L = 9, N = 3, lmin = 4 };
  s2_grid *grid = make_grid(S2_GRID_MWSS, L);
  s2fft_so3_options options = so3_options_of(S2FFT_SO3_FULL, S2FFT_SO3_ALL);
  s2fft_so3_plan *all = so3_plan_of(grid, L, N, &options);
  options.lmin = lmin;
  s2fft_so3_plan *plan = so3_plan_of(grid, L, N, &options);
  size_t nmap = so3_map_doubles(plan, S2FFT_COMPLEX), nflmn = so3_flmn_doubles(plan, S2FFT_COMPLEX);
  double *flmn = so3_random_flmn(plan, S2FFT_COMPLEX, -1, 0, 61), *cut = so3_zeros(nflmn);
  for (int n = 1 - N; n < N; ++n)
    for (int l = lmin; l < L; ++l) {
      int64_t at = 2 * s2fft_so3_flmn_index(plan, S2FFT_COMPLEX, l, -l, n);
      memcpy(cut + at, flmn + at, 2 * (size_t)(2 * l + 1) * sizeof *cut);
    }
  double *map = so3_result(plan, S2FFT_COMPLEX, SYNTHESIS, flmn);
  double *expected = so3_result(all, S2FFT_COMPLEX, SYNTHESIS, cut);
  assert_bound(so3_error(map, expected, nmap), 1e-15, "inverse");
  double *whole = so3_result(all, S2FFT_COMPLEX, SYNTHESIS, flmn);
  double *back = so3_result(plan, S2FFT_COMPLEX, ANALYSIS, whole);
  assert_bound(so3_error(back, cut, nflmn), 1e-13, "forward");
  double *blocks[] = {flmn, cut, map, expected, whole, back};
  for (size_t k = 0; k < COUNT(blocks); ++k) free(blocks[k]);
  s2fft_so3_plan_destroy(plan);
  s2fft_so3_plan_destroy(all);
  s2_grid_destroy(grid);
}

/// What lies between the rings of a map is not touched.
static void gaps_between_rings_stay(void **state)
{
  (void)state;
  enum { L = 7, N = 3 };
  s2_grid *grid = make_odd_rings();
  int64_t slice = s2_grid_map_size(grid);
  char *used = calloc((size_t)slice, 1);
  assert_non_null(used);
  for (int r = 0; r < s2_grid_nrings(grid); ++r)
    memset(used + s2_grid_rings(grid)[r].offset, 1, (size_t)s2_grid_rings(grid)[r].nphi);
  for (int storage = S2FFT_SO3_FULL; storage <= S2FFT_SO3_MODES; ++storage) {
    s2fft_so3_options options = so3_options_of((s2fft_so3_storage)storage, S2FFT_SO3_EVEN);
    s2fft_so3_plan *plan = so3_plan_of(grid, L, N, &options);
    double *flmn = so3_random_flmn(plan, S2FFT_COMPLEX, 0, 0, 71);
    double *map = so3_result(plan, S2FFT_COMPLEX, SYNTHESIS, flmn); // on sevens
    for (int64_t k = 0; k < s2fft_so3_map_size(plan, S2FFT_COMPLEX); ++k)
      assert_true((map[2 * k] == 7.0 && map[2 * k + 1] == 7.0) == !used[k % slice]);
    free(flmn);
    free(map);
    s2fft_so3_plan_destroy(plan);
  }
  free(used);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(adjoints_are_exact),
      cmocka_unit_test(samples_are_the_fourier_series_of_the_modes),
      cmocka_unit_test(real_functions_are_complex_ones_with_symmetry),
      cmocka_unit_test(modes_of_real_functions_lie_as_documented),
      cmocka_unit_test(orders_left_out_count_as_zero),
      cmocka_unit_test(degrees_below_lmin_count_as_zero),
      cmocka_unit_test(gaps_between_rings_stay),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
