// SPDX-License-Identifier: MIT
// Wigner transforms against s2fft, against the defining sum, and back.
#include "so3_support.h"

#include "npz.h"

#include <math.h>
#include <s2fft/wigner.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct exact_grid {
  const char *name;
  s2_grid_kind kind;
} exact_grids[] = {{"mw", S2_GRID_MW}, {"mwss", S2_GRID_MWSS}, {"dh", S2_GRID_DH},
                   {"gl", S2_GRID_GL}, {"cc", S2_GRID_CC},     {"f1", S2_GRID_F1}};

// ------------------------------------------------------------------ numbers of s2fft

enum { golden_L = 12, golden_slice = golden_L * (2 * golden_L - 1) };

/// Coefficients of all orders as they come; of real functions, those of n >= 0.
static const double *golden_flmn(npz *file, const char *name, int N, s2fft_field field)
{
  size_t size = 2 * (size_t)golden_slice;
  const double *all = npz_get(file, size * (size_t)(2 * N - 1), "flmn_%s", name);
  return field == S2FFT_REAL ? all + size * (size_t)(N - 1) : all;
}

static void golden_case(npz *file, s2_grid_kind kind, const s2fft_so3_options *options, int N,
                        s2fft_field field, const char *flmn_name, const char *map_name)
{
  s2_grid *grid = make_grid(kind, golden_L);
  s2fft_so3_plan *plan = so3_plan_of(grid, golden_L, N, options);
  size_t nmap = so3_map_doubles(plan, field), nflmn = so3_flmn_doubles(plan, field);
  const double *flmn = golden_flmn(file, flmn_name, N, field);
  const double *map = npz_get(file, nmap, "%s", map_name);
  double *own_map = so3_result(plan, field, SYNTHESIS, flmn);
  double *own_flmn = so3_result(plan, field, ANALYSIS, map);
  assert_bound(so3_error(own_map, map, nmap), 1e-14, "inverse, %s", map_name);
  assert_bound(so3_error(own_flmn, flmn, nflmn), 1e-13, "forward, %s", map_name);
  free(own_map);
  free(own_flmn);
  s2fft_so3_plan_destroy(plan);
  s2_grid_destroy(grid);
}

static void numbers_are_those_of_s2fft(void **state)
{
  (void)state;
  npz *file = npz_open("so3_s2fft");
  for (size_t g = 0; g < 4; ++g) {
    char name[32];
    snprintf(name, sizeof name, "f_%s_N4", exact_grids[g].name);
    golden_case(file, exact_grids[g].kind, NULL, 4, S2FFT_COMPLEX, "N4", name);
    snprintf(name, sizeof name, "f_%s_N4_real", exact_grids[g].name);
    golden_case(file, exact_grids[g].kind, NULL, 4, S2FFT_REAL, "N4_real", name);
  }
  npz_close(file);
}

static void steerable_numbers_are_those_of_s2fft(void **state)
{
  (void)state;
  npz *file = npz_open("so3_s2fft");
  s2fft_so3_options steerable = so3_options_of(S2FFT_SO3_STEERABLE, S2FFT_SO3_ALL);
  s2fft_so3_options odd = so3_options_of(S2FFT_SO3_FULL, S2FFT_SO3_ODD);
  s2fft_so3_options even = so3_options_of(S2FFT_SO3_FULL, S2FFT_SO3_EVEN);
  golden_case(file, S2_GRID_MW, &odd, 4, S2FFT_COMPLEX, "N4_steerable", "f_mw_N4_steerable");
  golden_case(file, S2_GRID_MW, &steerable, 4, S2FFT_COMPLEX, "N4_steerable",
              "f_mw_steerable_gamma_N4_steerable");
  golden_case(file, S2_GRID_MW, &even, 5, S2FFT_REAL, "N5_steerable_real",
              "f_mw_N5_steerable_real");
  golden_case(file, S2_GRID_MW, &steerable, 5, S2FFT_REAL, "N5_steerable_real",
              "f_mw_steerable_gamma_N5_steerable_real");
  npz_close(file);
}

// ------------------------------------------------------------------ the defining sum

/// sum_m f_lmn e^{i m alpha} d^l_mn(beta) times (2l+1)/(8 pi^2) e^{i n gamma}, added to f.
static void add_degree(const double *flm, const double *d, int l, int n, double alpha, double gamma,
                       double *f)
{
  for (int m = -l; m <= l; ++m) {
    double c = cos(m * alpha + n * gamma), s = sin(m * alpha + n * gamma);
    double w = (2 * l + 1) / (8 * PI * PI) * d[l + m];
    f[0] += w * (c * flm[2 * m] - s * flm[2 * m + 1]);
    f[1] += w * (c * flm[2 * m + 1] + s * flm[2 * m]);
  }
}

/// Sample p of ring r at every gamma of the map.
static void check_sample(const s2fft_so3_plan *plan, const s2_ring *r, int p, double period,
                         const double *flmn, const double *map, double scale)
{
  int L = s2fft_so3_plan_L(plan), N = s2fft_so3_plan_N(plan), G = s2fft_so3_ngamma(plan);
  double *d = so3_zeros(2 * (size_t)L), alpha = r->phi0 + 2 * PI * p / r->nphi;
  for (int g = 0; g < G; ++g) {
    double f[2] = {0, 0};
    for (int n = 1 - N; n < N; ++n)
      for (int l = abs(n); l < L; ++l) {
        assert_ok(s2fft_wigner_row(l, n, r->cos_half, r->sin_half, d));
        const double *flm = flmn + 2 * s2fft_so3_flmn_index(plan, S2FFT_COMPLEX, l, 0, n);
        add_degree(flm, d, l, n, alpha, period * g / G, f);
      }
    int64_t at = s2fft_so3_map_slice(plan, S2FFT_COMPLEX, g) + r->offset + p;
    assert_bound(difference(f, map + 2 * at, 2) / scale, 2e-14, "L %d N %d theta %g g %d", L, N,
                 r->theta, g);
  }
  free(d);
}

static void check_sum(s2_grid *grid, int L, int N, s2fft_so3_storage storage)
{
  s2fft_so3_options options = so3_options_of(storage, S2FFT_SO3_ALL);
  s2fft_so3_plan *plan = so3_plan_of(grid, L, N, &options);
  int steerable = storage == S2FFT_SO3_STEERABLE;
  double *flmn = so3_random_flmn(plan, S2FFT_COMPLEX, steerable ? (N - 1) % 2 : -1, 0, 5);
  double *map = so3_result(plan, S2FFT_COMPLEX, SYNTHESIS, flmn);
  double scale = largest(map, so3_map_doubles(plan, S2FFT_COMPLEX));
  const s2_ring *ring = s2_grid_rings(grid);
  int last = s2_grid_nrings(grid) - 1;
  for (int r = 0; r <= last; r += last / 4) // both ends, the equator, and between
    check_sample(plan, &ring[r], (3 * r + 1) % ring[r].nphi, steerable ? PI : 2 * PI, flmn, map,
                 scale);
  free(flmn);
  free(map);
  s2fft_so3_plan_destroy(plan);
  s2_grid_destroy(grid);
}

static void samples_are_the_defining_sum(void **state)
{
  (void)state;
  check_sum(make_grid(S2_GRID_MWSS, 16), 16, 16, S2FFT_SO3_FULL); // N = L
  check_sum(make_grid(S2_GRID_CC, 12), 12, 9, S2FFT_SO3_FULL);
  check_sum(make_grid(S2_GRID_F1, 12), 12, 6, S2FFT_SO3_STEERABLE);
  check_sum(make_healpix(4), 10, 7, S2FFT_SO3_FULL);
}

// ------------------------------------------------------------------ there and back

static const s2fft_so3_orders all_orders[] = {S2FFT_SO3_ALL, S2FFT_SO3_EVEN, S2FFT_SO3_ODD};

static int parity_of(s2fft_so3_storage storage, s2fft_so3_orders orders, int N)
{
  if (storage == S2FFT_SO3_STEERABLE) return (N - 1) % 2;
  return orders == S2FFT_SO3_ALL ? -1 : orders == S2FFT_SO3_ODD;
}

static void there_and_back(const s2_grid *grid, int L, int N, const s2fft_so3_options *options)
{
  s2fft_so3_plan *plan = so3_plan_of(grid, L, N, options);
  assert_int_equal(s2fft_so3_plan_is_exact(plan), 1);
  for (int field = S2FFT_REAL; field <= S2FFT_COMPLEX; ++field) {
    int parity = parity_of(options->storage, options->orders, N);
    double *flmn =
        so3_random_flmn(plan, (s2fft_field)field, parity, options->lmin, (uint64_t)(L + N));
    size_t n = so3_flmn_doubles(plan, (s2fft_field)field);
    double *map = so3_result(plan, (s2fft_field)field, SYNTHESIS, flmn);
    double *back = so3_result(plan, (s2fft_field)field, ANALYSIS, map);
    if (largest(flmn, n) > 0)
      assert_bound(so3_error(back, flmn, n), 1e-13, "%s L %d N %d storage %d orders %d field %d",
                   s2_grid_kind_name(s2_grid_get_kind(grid)), L, N, (int)options->storage,
                   (int)options->orders, field);
    else // a real function of one order may have none
      assert_true(largest(back, n) == 0);
    free(flmn);
    free(map);
    free(back);
  }
  s2fft_so3_plan_destroy(plan);
}

static void analysis_undoes_synthesis(void **state)
{
  (void)state;
  static const struct band {
    int L, N;
  } bands[] = {{1, 1}, {2, 2}, {5, 5}, {9, 1}, {9, 2}, {9, 4}, {9, 9}, {16, 16}, {40, 3}};
  for (size_t g = 0; g < COUNT(exact_grids); ++g)
    for (size_t b = 0; b < COUNT(bands); ++b) {
      int L = bands[b].L, N = bands[b].N;
      s2_grid *grid = make_grid(exact_grids[g].kind, L);
      for (int storage = S2FFT_SO3_FULL; storage <= S2FFT_SO3_MODES; ++storage)
        for (size_t o = 0; o < COUNT(all_orders); ++o) {
          s2fft_so3_options options = so3_options_of((s2fft_so3_storage)storage, all_orders[o]);
          options.lmin = b % 2 == 0 ? 0 : L / 3;
          if (N == 1 && all_orders[o] == S2FFT_SO3_ODD) continue;
          if (storage == S2FFT_SO3_STEERABLE && o > 0) continue;
          there_and_back(grid, L, N, &options);
        }
      s2_grid_destroy(grid);
    }
}

// ------------------------------------------------------------------ Parseval

static void energy_is_that_of_the_coefficients(void **state)
{
  (void)state;
  enum { L = 10, N = 6 };
  s2_grid *grid = make_grid(S2_GRID_GL, L); // its weights integrate products
  s2fft_so3_plan *plan = so3_plan_of(grid, L, N, NULL);
  double *flmn = so3_random_flmn(plan, S2FFT_COMPLEX, -1, 0, 11);
  double *map = so3_result(plan, S2FFT_COMPLEX, SYNTHESIS, flmn);
  double in_map = 0, in_flmn = 0;
  for (int g = 0; g < 2 * N - 1; ++g)
    for (int r = 0; r < s2_grid_nrings(grid); ++r) {
      const s2_ring *ring = &s2_grid_rings(grid)[r];
      const double *f = map + 2 * (s2fft_so3_map_slice(plan, S2FFT_COMPLEX, g) + ring->offset);
      for (int p = 0; p < 2 * ring->nphi; ++p)
        in_map += ring->weight * 2 * PI / (2 * N - 1) * f[p] * f[p];
    }
  for (int n = 1 - N; n < N; ++n)
    for (int l = abs(n); l < L; ++l)
      for (int m = -l; m <= l; ++m) {
        const double *a = flmn + 2 * s2fft_so3_flmn_index(plan, S2FFT_COMPLEX, l, m, n);
        in_flmn += (2 * l + 1) / (8 * PI * PI) * (a[0] * a[0] + a[1] * a[1]);
      }
  assert_bound(fabs(in_map / in_flmn - 1), 1e-14, "%g, %g", in_map, in_flmn);
  free(flmn);
  free(map);
  s2fft_so3_plan_destroy(plan);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_those_of_s2fft),
      cmocka_unit_test(steerable_numbers_are_those_of_s2fft),
      cmocka_unit_test(samples_are_the_defining_sum),
      cmocka_unit_test(analysis_undoes_synthesis),
      cmocka_unit_test(energy_is_that_of_the_coefficients),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
