// SPDX-License-Identifier: MIT
// The average over seeded realisations of masked maps: pseudo-spectra, band powers, error bars.
// Masks are polynomials, so that the only error is that of the average, which is measured.
#include "support.h"

#include <math.h>
#include <s2fft/coupling.h>
#include <s2fft/mask.h>
#include <s2fft/spectra.h>
#include <stdlib.h>
#include <string.h>

enum { L = 20, MASK_L = 5, SIZE = L * (L + 1) / 2, RUNS = 400, PAIRS = 3, BINS = 6 };

/// Spins and number of spectra of TT; TE, TB; EE, EB, BE, BB.
static const struct {
  int a, b, n;
} pairs[PAIRS] = {{0, 0, 1}, {0, 2, 2}, {2, 2, 4}};

enum { ALL = 7 }; ///< spectra of all pairs

/// Fields T, E, B of the rows of `all`.
static const int fields[ALL][2] = {{0, 0}, {0, 1}, {0, 2}, {1, 1}, {1, 2}, {2, 1}, {2, 2}};

typedef struct sky {
  s2_grid *grid;
  s2fft_plan *plan[2]; ///< spin 0 and 2
  double *mask, mask_cl[MASK_L];
  double cl[6][L]; ///< TT EE BB TE EB TB
} sky;

static sky make_sky(void)
{
  sky s = {.grid = make_grid(S2_GRID_GL, L + MASK_L)};
  const s2_ring *rings = s2_grid_rings(s.grid);
  s2_complex alm[MASK_L * (MASK_L + 1) / 2];
  for (int i = 0; i < 2; ++i) {
    s2fft_options options = options_of(2 * i, -1, 0, S2FFT_LAYOUT_DEFAULT);
    options.nthreads = 1;
    s.plan[i] = make_plan(s.grid, L, &options);
  }
  s.mask = calloc((size_t)s2_grid_map_size(s.grid), sizeof *s.mask);
  assert_non_null(s.mask);
  for (int r = 0; r < s2_grid_nrings(s.grid); ++r)
    for (int p = 0; p < rings[r].nphi; ++p) {
      double phi = rings[r].phi0 + 2.0 * PI * p / rings[r].nphi;
      double cap = pow(0.5 + 0.5 * rings[r].cos_theta, MASK_L - 2);
      s.mask[rings[r].offset + p] = cap * (1.0 + 0.5 * rings[r].sin_theta * cos(phi));
    }
  s2fft_plan *wide = make_plan(s.grid, MASK_L, NULL);
  assert_ok(s2fft_forward(wide, s.mask, alm, NULL, NULL));
  assert_ok(s2fft_spectrum(MASK_L, -1, alm, alm, s.mask_cl));
  s2fft_plan_destroy(wide);
  static const double rows[6] = {1.0, 0.5, 0.2, 0.4, 0.1, -0.15};
  for (int k = 0; k < 6; ++k)
    for (int l = 0; l < L; ++l) s.cl[k][l] = l < 2 && k > 0 ? 0.0 : rows[k] / ((l + 1) * (l + 1));
  return s;
}

static void free_sky(sky *s)
{
  free(s->mask);
  s2fft_plan_destroy(s->plan[0]);
  s2fft_plan_destroy(s->plan[1]);
  s2_grid_destroy(s->grid);
}

/// Pseudo-spectra of realisation `run`.
static void observe(const sky *s, int run, double pseudo[ALL][L])
{
  s2_complex alm[3][SIZE];
  s2_complex *const all[3] = {alm[0], alm[1], alm[2]};
  size_t size = (size_t)s2_grid_map_size(s->grid);
  double *map = calloc(3 * size, sizeof *map), *Q = map + size, *U = Q + size;
  assert_non_null(map);
  assert_ok(s2fft_random_alms(L, -1, 3, s->cl[0], 2024, (uint64_t)run, all));
  assert_ok(s2fft_inverse(s->plan[0], alm[0], map, NULL, NULL));
  assert_ok(s2fft_inverse_pair(s->plan[1], alm[1], alm[2], Q, U, NULL, NULL));
  assert_ok(s2fft_mask_apply(s->grid, s->mask, map, map));
  assert_ok(s2fft_mask_apply_pair(s->grid, s->mask, Q, U, Q, U));
  assert_ok(s2fft_forward(s->plan[0], map, alm[0], NULL, NULL));
  assert_ok(s2fft_forward_pair(s->plan[1], Q, U, alm[1], alm[2], NULL, NULL));
  for (int k = 0; k < ALL; ++k)
    assert_ok(s2fft_spectrum(L, -1, alm[fields[k][0]], alm[fields[k][1]], pseudo[k]));
  free(map);
}

/// Mean and variance of many numbers over the realisations.
typedef struct average {
  int size;
  double sum[ALL * L], square[ALL * L];
} average;

static void add(average *a, const double *x)
{
  for (int k = 0; k < a->size; ++k) {
    a->sum[k] += x[k];
    a->square[k] += x[k] * x[k];
  }
}

static double variance(const average *a, int k)
{
  double mean = a->sum[k] / RUNS;
  return (a->square[k] / RUNS - mean * mean) * RUNS / (RUNS - 1.0);
}

/// Deviations of the means in units of their own measured error: none beyond 4 sigma, and a mean
/// square near 1 (neighbouring numbers are correlated, hence the wide range).
static void assert_agrees(const average *a, const double *expected, const char *what)
{
  double chi2 = 0.0;
  int count = 0;
  for (int k = 0; k < a->size; ++k) {
    double error = sqrt(variance(a, k) / RUNS), z = (a->sum[k] / RUNS - expected[k]) / error;
    if (error == 0.0 && a->sum[k] == 0.0 && expected[k] == 0.0) continue; // pairs at l < 2
    assert_bound(fabs(z), 4.0, "%s: number %d deviates by %g sigma", what, k, z);
    chi2 += z * z;
    ++count;
  }
  assert_true(count > a->size / 2);
  assert_bound(fabs(chi2 / count - 1.0), 0.6, "%s: mean square deviation", what);
}

/// Expectation of all pseudo-spectra, and of all band powers by their windows.
static void expect(const sky *s, s2fft_coupling *const coupling[PAIRS],
                   s2fft_bandpowers *const bandpowers[PAIRS], double pseudo[ALL][L],
                   double powers[ALL][BINS])
{
  memset(powers, 0, ALL * sizeof *powers);
  for (int p = 0, at = 0; p < PAIRS; at += pairs[p++].n) {
    static double windows[4 * BINS * 4 * L];
    double cl[4][L];
    int n = pairs[p].n;
    for (int i = 0; i < n; ++i)
      memcpy(cl[i], s->cl[s2fft_spectra_index(3, fields[at + i][0], fields[at + i][1])],
             sizeof *cl);
    assert_ok(s2fft_coupling_apply(coupling[p], cl[0], pseudo[at]));
    assert_ok(s2fft_bandpowers_windows(bandpowers[p], windows));
    for (int i = 0; i < n; ++i)
      for (int b = 0; b < BINS; ++b)
        for (int j = 0; j < n; ++j)
          for (int l = 0; l < L; ++l)
            powers[at + i][b] += windows[((i * BINS + b) * n + j) * L + l] * cl[j][l];
  }
}

/// Measured scatter of the band powers of TT against Knox's formula with the effective sky
/// fraction. The formula ignores that the mask ties neighbouring bins to each other: on this sky it
/// is 20 % too small in the first bins.
static void assert_error_bars(const sky *s, const s2fft_bins *bins, const average *powers)
{
  s2fft_moments m;
  double error[BINS];
  assert_ok(s2fft_mask_moments(s->grid, s->mask, &m));
  assert_in_range((int)(1000 * m.effective), 100, 400);
  assert_ok(s2fft_bins_error(bins, L, s->cl[0], s->cl[0], s->cl[0], m.effective, error));
  for (int b = 0; b < BINS; ++b)
    assert_bound(fabs(log(sqrt(variance(powers, b)) / error[b])), 0.25, "error bar %d: %g %g", b,
                 sqrt(variance(powers, b)), error[b]);
}

static void averages_are_as_predicted(void **state)
{
  (void)state;
  sky s = make_sky();
  s2fft_coupling *coupling[PAIRS];
  s2fft_bandpowers *bandpowers[PAIRS];
  s2fft_bins *bins;
  assert_ok(s2fft_bins_create_linear(&bins, 2, L, 3, S2FFT_BINS_POWER));
  for (int p = 0; p < PAIRS; ++p) {
    s2fft_coupling_options options;
    s2fft_coupling_options_init(&options);
    options.spin_a = pairs[p].a;
    options.spin_b = pairs[p].b;
    assert_ok(s2fft_coupling_create(&coupling[p], L, MASK_L, s.mask_cl, &options));
    assert_ok(s2fft_bandpowers_create(&bandpowers[p], coupling[p], bins));
  }
  static average raw = {.size = ALL * L}, freed = {.size = ALL * BINS};
  double pseudo[ALL][L], powers[ALL][BINS];
  for (int run = 0; run < RUNS; ++run) {
    observe(&s, run, pseudo);
    for (int p = 0, at = 0; p < PAIRS; at += pairs[p++].n)
      assert_ok(s2fft_bandpowers_decouple(bandpowers[p], pseudo[at], NULL, powers[at]));
    add(&raw, pseudo[0]);
    add(&freed, powers[0]);
  }
  expect(&s, coupling, bandpowers, pseudo, powers);
  assert_agrees(&raw, pseudo[0], "pseudo-spectra");
  assert_agrees(&freed, powers[0], "band powers");
  assert_error_bars(&s, bins, &freed);
  for (int p = 0; p < PAIRS; ++p) {
    s2fft_bandpowers_destroy(bandpowers[p]);
    s2fft_coupling_destroy(coupling[p]);
  }
  s2fft_bins_destroy(bins);
  free_sky(&s);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(averages_are_as_predicted)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
