// SPDX-License-Identifier: MIT
// The mode-coupling matrix against direct sums of 3j symbols, against transforms of every single
// mode, and against NaMaster.
#include "npz.h"
#include "support.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <s2fft/coupling.h>
#include <s2fft/layout.h>
#include <s2fft/spectra.h>
#include <s2fft/wigner3j.h>
#include <stdlib.h>
#include <string.h>

static s2fft_coupling_options spins(int a, int b)
{
  s2fft_coupling_options options;
  s2fft_coupling_options_init(&options);
  options.spin_a = a;
  options.spin_b = b;
  return options;
}

static s2fft_coupling *make_coupling(int L, int a, int b, int mask_L, const double *mask_cl)
{
  s2fft_coupling *coupling;
  s2fft_coupling_options options = spins(a, b);
  assert_ok(s2fft_coupling_create(&coupling, L, mask_L, mask_cl, &options));
  return coupling;
}

static double *block_of(const s2fft_coupling *coupling, int to, int from)
{
  size_t L = (size_t)s2fft_coupling_L(coupling);
  double *block = malloc(L * L * sizeof *block);
  assert_non_null(block);
  assert_ok(s2fft_coupling_block(coupling, to, from, block));
  return block;
}

/// A spectrum as of two different masks: either sign.
static double *new_mask_cl(int mask_L, uint64_t seed)
{
  double *cl = malloc((size_t)mask_L * sizeof *cl);
  assert_non_null(cl);
  for (int j = 0; j < mask_L; ++j) cl[j] = (0.5 + uniform(&seed)) / (1.0 + j);
  return cl;
}

/// One element by the sum over j of two families: sum[0] over even, sum[1] over odd l + k + j;
/// sum[2] is that of the magnitudes.
static void direct_sum(int l, int k, const int spin[2], int mask_L, const double *cl, double sum[3])
{
  memset(sum, 0, 3 * sizeof *sum);
  if (l < spin[0] || l < spin[1] || k < spin[0] || k < spin[1]) return;
  int jmin = s2fft_wigner3j_jmin(l, k, spin[0], -spin[0]), count = l + k - jmin + 1;
  double *w[2];
  for (int i = 0; i < 2; ++i) {
    w[i] = malloc((size_t)count * sizeof(double));
    assert_non_null(w[i]);
    assert_ok(s2fft_wigner3j(l, k, spin[i], -spin[i], w[i]));
  }
  double sign = (spin[0] + spin[1]) % 2 == 0 ? 1.0 : -1.0;
  for (int j = jmin; j <= l + k && j < mask_L; ++j) {
    double term = sign * (2 * j + 1) * (2 * k + 1) / (4.0 * PI) * cl[j] * w[0][j - jmin];
    sum[(l + k + j) % 2] += term * w[1][j - jmin];
    sum[2] += fabs(term * w[1][j - jmin]);
  }
  free(w[0]);
  free(w[1]);
}

/// Rows l = 0, step, 2 step, ... of one matrix.
static void compare_with_sums(int L, int a, int b, int mask_L, int step)
{
  double *cl = new_mask_cl(mask_L, (uint64_t)(L + a + b));
  s2fft_coupling *coupling = make_coupling(L, a, b, mask_L, cl);
  int n = s2fft_coupling_nspectra(coupling);
  assert_int_equal(n, (a > 0 ? 2 : 1) * (b > 0 ? 2 : 1));
  double *even = block_of(coupling, 0, 0), *odd = block_of(coupling, n == 4 ? 3 : 0, 0);
  for (int l = 0; l < L; l += step)
    for (int k = 0; k < L; ++k) {
      double sum[3];
      size_t at = (size_t)l * (size_t)L + (size_t)k;
      direct_sum(l, k, (const int[]){a, b}, mask_L, cl, sum);
      assert_bound(fabs(even[at] - sum[0]), 1e-13 * sum[2], "L %d spins %d %d l %d %d even", L, a,
                   b, l, k);
      if (n == 4) // in all other matrices odd sums vanish
        assert_bound(fabs(odd[at] - sum[1]), 1e-13 * sum[2], "L %d spins %d %d l %d %d odd", L, a,
                     b, l, k);
      else
        assert_bound(fabs(sum[1]), 1e-13 * sum[2], "spins %d %d l %d %d", a, b, l, k);
    }
  free(cl);
  free(even);
  free(odd);
  s2fft_coupling_destroy(coupling);
}

static void elements_are_sums_of_3j_symbols(void **state)
{
  (void)state;
  static const int pairs[][2] = {{0, 0}, {0, 2}, {2, 0}, {2, 2}, {1, 3}, {5, 17}, {19, 19}, {0, 1}};
  for (size_t i = 0; i < COUNT(pairs); ++i) {
    compare_with_sums(20, pairs[i][0], pairs[i][1], 39, 1);
    compare_with_sums(27, pairs[i][0], pairs[i][1], 100, 1);
    compare_with_sums(24, pairs[i][0], pairs[i][1], 4, 1);
  }
  compare_with_sums(1, 0, 0, 1, 1);
  compare_with_sums(2, 1, 1, 3, 1);
  compare_with_sums(300, 290, 250, 599, 99); // far outside the interval of oscillation
  compare_with_sums(300, 299, 299, 599, 299);
  compare_with_sums(700, 2, 2, 12, 233);
}

/// A field of one component (spin 0) or two on a grid that holds its product with the mask.
enum { FIELD_L = 6, MASK_L = 5, MODES = FIELD_L * FIELD_L, SIZE = FIELD_L * (FIELD_L + 1) / 2 };

typedef s2_complex response[2][SIZE];

/// Response of all components to one real degree of freedom, (l, m, real or imaginary), of one.
static void respond(const s2fft_plan *plan, const s2_grid *grid, const double *mask, int component,
                    int mode, response out)
{
  int l = (int)sqrt(mode), m = (mode - l * l + 1) / 2, imaginary = mode - l * l == 2 * m && m > 0;
  s2_complex alm[2][SIZE] = {{0}};
  double *map[2] = {calloc((size_t)s2_grid_map_size(grid), sizeof(double)),
                    calloc((size_t)s2_grid_map_size(grid), sizeof(double))};
  int64_t at = s2fft_layout_index(S2FFT_LAYOUT_TRIANGLE, FIELD_L, -1, l, m);
  ((double *)&alm[component][at])[imaginary] = m > 0 ? sqrt(0.5) : 1.0;
  if (s2fft_plan_spin(plan) == 0)
    assert_ok(s2fft_inverse(plan, alm[0], map[0], NULL, NULL));
  else
    assert_ok(s2fft_inverse_pair(plan, alm[0], alm[1], map[0], map[1], NULL, NULL));
  for (int64_t p = 0; p < s2_grid_map_size(grid); ++p) {
    map[0][p] *= mask[p];
    map[1][p] *= mask[p];
  }
  if (s2fft_plan_spin(plan) == 0)
    assert_ok(s2fft_forward(plan, map[0], out[0], NULL, NULL));
  else
    assert_ok(s2fft_forward_pair(plan, map[0], map[1], out[0], out[1], NULL, NULL));
  free(map[0]);
  free(map[1]);
}

/// Mean pseudo-spectrum of component pair `to` when component pair `from` has power in degree l.
static void mean_response(response a[2][MODES], response b[2][MODES], int nb, int to, int from,
                          int l, double pseudo[FIELD_L])
{
  memset(pseudo, 0, FIELD_L * sizeof *pseudo);
  for (int mode = l * l; mode < (l + 1) * (l + 1); ++mode) {
    double cl[FIELD_L];
    assert_ok(
        s2fft_spectrum(FIELD_L, -1, a[from / nb][mode][to / nb], b[from % nb][mode][to % nb], cl));
    for (int k = 0; k < FIELD_L; ++k) pseudo[k] += cl[k];
  }
}

static double *make_mask(const s2fft_plan *plan, uint64_t seed, s2_complex *alm)
{
  double *map = calloc((size_t)s2fft_map_size(plan), sizeof *map);
  assert_non_null(map);
  vector random = random_alm(plan, S2FFT_REAL, 0, seed);
  memcpy(alm, random.part[0], MASK_L * (MASK_L + 1) / 2 * sizeof *alm);
  assert_ok(s2fft_inverse(plan, alm, map, NULL, NULL));
  free_vector(&random);
  return map;
}

static void compare_with_responses(int spin_a, int spin_b)
{
  static response a[2][MODES], b[2][MODES];
  s2_grid *grid = make_grid(S2_GRID_GL, FIELD_L + MASK_L);
  s2fft_plan *wide = make_plan(grid, MASK_L, NULL);
  const int spin[2] = {spin_a, spin_b};
  s2_complex alm[2][MASK_L * (MASK_L + 1) / 2];
  for (int i = 0; i < 2; ++i) {
    s2fft_options options = options_of(spin[i], -1, 0, S2FFT_LAYOUT_DEFAULT);
    s2fft_plan *plan = make_plan(grid, FIELD_L, &options);
    double *mask = make_mask(wide, 77 + (uint64_t)i, alm[i]);
    for (int c = 0; c < (spin[i] > 0 ? 2 : 1); ++c)
      for (int mode = 0; mode < MODES; ++mode)
        respond(plan, grid, mask, c, mode, (i == 0 ? a : b)[c][mode]);
    free(mask);
    s2fft_plan_destroy(plan);
  }
  double cl[MASK_L];
  assert_ok(s2fft_spectrum(MASK_L, -1, alm[0], alm[1], cl));
  s2fft_coupling *coupling = make_coupling(FIELD_L, spin_a, spin_b, MASK_L, cl);
  int n = s2fft_coupling_nspectra(coupling), nb = spin_b > 0 ? 2 : 1;
  for (int to = 0; to < n; ++to)
    for (int from = 0; from < n; ++from) {
      double *block = block_of(coupling, to, from), pseudo[FIELD_L];
      for (int k = 0; k < FIELD_L; ++k) {
        mean_response(a, b, nb, to, from, k, pseudo);
        for (int l = 0; l < FIELD_L; ++l)
          assert_bound(fabs(block[l * FIELD_L + k] - pseudo[l]), 1e-14,
                       "spins %d %d: %d %d l %d %d", spin_a, spin_b, to, from, l, k);
      }
      free(block);
    }
  s2fft_coupling_destroy(coupling);
  s2fft_plan_destroy(wide);
  s2_grid_destroy(grid);
}

static void elements_are_the_response_to_single_modes(void **state)
{
  (void)state;
  static const int pairs[][2] = {{0, 0}, {0, 2}, {2, 0}, {2, 2}, {0, 1}, {1, 2}, {3, 3}};
  for (size_t i = 0; i < COUNT(pairs); ++i) compare_with_responses(pairs[i][0], pairs[i][1]);
}

static void whole_sky_couples_nothing(void **state)
{
  (void)state;
  const double cl = 4.0 * PI; // of the map 1
  for (int a = 0; a <= 5; ++a)
    for (int b = 0; b <= 5; ++b) {
      s2fft_coupling *coupling = make_coupling(40, a, b, 1, &cl);
      int n = s2fft_coupling_nspectra(coupling), least = a > b ? a : b;
      for (int to = 0; to < n; ++to)
        for (int from = 0; from < n; ++from) {
          double *block = block_of(coupling, to, from);
          for (int k = 0; k < 1600; ++k) {
            double expected = to == from && k % 41 == 0 && k / 41 >= least ? 1.0 : 0.0;
            assert_bound(fabs(block[k] - expected), 1e-14, "spins %d %d element %d", a, b, k);
          }
          free(block);
        }
      s2fft_coupling_destroy(coupling);
    }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(elements_are_sums_of_3j_symbols),
      cmocka_unit_test(elements_are_the_response_to_single_modes),
      cmocka_unit_test(whole_sky_couples_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
