// SPDX-License-Identifier: MIT
// Band powers freed from the mask: exact inverses, NaMaster, adjoints, misuse.
#include "npz.h"
#include "support.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <s2fft/coupling.h>
#include <stdlib.h>
#include <string.h>

enum { L = 24 };

static s2fft_coupling *make_coupling(int a, int b, const double *beam)
{
  double cl[2 * L - 1];
  for (int j = 0; j < 2 * L - 1; ++j) cl[j] = 4.0 * exp(-0.4 * j);
  s2fft_coupling *coupling;
  s2fft_coupling_options options;
  s2fft_coupling_options_init(&options);
  options.spin_a = a;
  options.spin_b = b;
  options.beam_a = beam;
  assert_ok(s2fft_coupling_create(&coupling, L, 2 * L - 1, cl, &options));
  return coupling;
}

static s2fft_bandpowers *make_bandpowers(const s2fft_coupling *coupling, int first, int end,
                                         int width, s2fft_bins_weighting weighting)
{
  s2fft_bins *bins;
  s2fft_bandpowers *bandpowers;
  assert_ok(s2fft_bins_create_linear(&bins, first, end, width, weighting));
  assert_ok(s2fft_bandpowers_create(&bandpowers, coupling, bins));
  assert_int_equal(s2fft_bandpowers_count(bandpowers), s2fft_bins_count(bins));
  s2fft_bins_destroy(bins);
  return bandpowers;
}

static void fill(double *x, size_t n, uint64_t seed)
{
  for (size_t k = 0; k < n; ++k) x[k] = uniform(&seed);
}

/// Bins of one degree: what M did to any spectrum is undone, beam included.
static void bins_of_one_degree_invert_the_matrix(void **state)
{
  (void)state;
  static const int pairs[][2] = {{0, 0}, {0, 2}, {1, 0}, {2, 2}, {1, 3}};
  double beam[L], x[4 * L] = {0}, pseudo[4 * L], powers[4 * L];
  for (int l = 0; l < L; ++l) beam[l] = exp(-0.01 * l * l);
  for (size_t i = 0; i < COUNT(pairs); ++i) {
    int least = pairs[i][0] > pairs[i][1] ? pairs[i][0] : pairs[i][1], n = L - least;
    s2fft_coupling *coupling = make_coupling(pairs[i][0], pairs[i][1], beam);
    s2fft_bandpowers *p = make_bandpowers(coupling, least, L, 1, S2FFT_BINS_MODES);
    int spectra = s2fft_coupling_nspectra(coupling);
    fill(x, 4 * L, 3);
    assert_ok(s2fft_coupling_apply(coupling, x, pseudo));
    assert_ok(s2fft_bandpowers_decouple(p, pseudo, NULL, powers));
    for (int s = 0; s < spectra; ++s)
      for (int l = least; l < L; ++l)
        assert_bound(fabs(powers[s * n + l - least] - x[s * L + l]), 1e-11, "spins %d %d l %d",
                     pairs[i][0], pairs[i][1], l);
    s2fft_bandpowers_destroy(p);
    s2fft_coupling_destroy(coupling);
  }
}

/// A spectrum that is what the bins assume comes back whatever the width of the bins.
static void spectra_constant_within_bins_come_back(void **state)
{
  (void)state;
  static const s2fft_bins_weighting weightings[] = {S2FFT_BINS_MODES, S2FFT_BINS_POWER};
  for (int k = 0; k < 2; ++k) {
    s2fft_bins *bins;
    s2fft_bandpowers *p;
    s2fft_coupling *coupling = make_coupling(2, 2, NULL);
    double x[4][5], cl[4][L], pseudo[4][L], powers[4][5], noise[4][L];
    const int edge[] = {2, 5, 9, 14, 20, L};
    assert_ok(s2fft_bins_create(&bins, 5, edge, weightings[k]));
    assert_ok(s2fft_bandpowers_create(&p, coupling, bins));
    fill(x[0], 20, 8);
    fill(noise[0], 4 * L, 9);
    for (int s = 0; s < 4; ++s) assert_ok(s2fft_bins_expand(bins, x[s], L, cl[s]));
    assert_ok(s2fft_coupling_apply(coupling, cl[0], pseudo[0]));
    for (int s = 0; s < 4; ++s)
      for (int l = 0; l < L; ++l) pseudo[s][l] += noise[s][l];
    assert_ok(s2fft_bandpowers_decouple(p, pseudo[0], noise[0], powers[0]));
    assert_bound(difference(powers[0], x[0], 20), 1e-12, "weighting %d", k);
    s2fft_bandpowers_destroy(p);
    s2fft_bins_destroy(bins);
    s2fft_coupling_destroy(coupling);
  }
}

static void band_powers_are_those_of_NaMaster(void **state)
{
  (void)state;
  enum { BINS = 5 };
  static const int pairs[][2] = {{0, 0}, {0, 2}, {2, 2}};
  npz *file = npz_open("namaster");
  const double *edges = npz_get(file, BINS + 1, "edges");
  int edge[BINS + 1];
  for (int b = 0; b <= BINS; ++b) edge[b] = (int)edges[b];
  s2fft_bins *bins;
  assert_ok(s2fft_bins_create(&bins, BINS, edge, S2FFT_BINS_POWER));
  for (size_t i = 0; i < COUNT(pairs); ++i) {
    int a = pairs[i][0], b = pairs[i][1];
    s2fft_coupling_options options;
    s2fft_coupling_options_init(&options);
    options.spin_a = a;
    options.spin_b = b;
    options.beam_a = npz_get(file, L, "beam_%d", a);
    options.beam_b = npz_get(file, L, "beam_%d", b);
    s2fft_coupling *coupling;
    s2fft_bandpowers *p;
    assert_ok(s2fft_coupling_create(&coupling, L, L, npz_get(file, L, "mask_cl"), &options));
    assert_ok(s2fft_bandpowers_create(&p, coupling, bins));
    size_t n = (size_t)s2fft_coupling_nspectra(coupling);
    double powers[4 * BINS], windows[4 * BINS * 4 * L];
    assert_ok(s2fft_bandpowers_decouple(p, npz_get(file, n * L, "pseudo_%d%d", a, b),
                                        npz_get(file, n * L, "noise_%d%d", a, b), powers));
    const double *expected = npz_get(file, n * BINS, "decoupled_%d%d", a, b);
    assert_bound(difference(powers, expected, n * BINS), 1e-12 * largest(expected, n * BINS),
                 "spins %d %d", a, b);
    assert_ok(s2fft_bandpowers_windows(p, windows));
    size_t size = n * BINS * n * L;
    expected = npz_get(file, size, "windows_%d%d", a, b);
    assert_bound(difference(windows, expected, size), 1e-12 * largest(expected, size),
                 "windows of spins %d %d", a, b);
    s2fft_bandpowers_destroy(p);
    s2fft_coupling_destroy(coupling);
  }
  s2fft_bins_destroy(bins);
  npz_close(file);
}

/// A band power's window is its response to each degree of each spectrum.
static void windows_are_the_response_to_single_degrees(void **state)
{
  (void)state;
  enum { BINS = 5 };
  static double windows[4][BINS][4][L];
  s2fft_coupling *coupling = make_coupling(2, 3, NULL);
  s2fft_bandpowers *p = make_bandpowers(coupling, 3, 22, 4, S2FFT_BINS_POWER);
  assert_ok(s2fft_bandpowers_windows(p, windows[0][0][0]));
  for (int from = 0; from < 4; ++from)
    for (int l = 0; l < L; ++l) {
      double x[4][L] = {{0}}, pseudo[4][L], powers[4][BINS];
      x[from][l] = 1.0;
      assert_ok(s2fft_coupling_apply(coupling, x[0], pseudo[0]));
      assert_ok(s2fft_bandpowers_decouple(p, pseudo[0], NULL, powers[0]));
      for (int to = 0; to < 4; ++to)
        for (int b = 0; b < BINS; ++b)
          assert_bound(fabs(windows[to][b][from][l] - powers[to][b]), 1e-12, "%d %d %d %d", to, b,
                       from, l);
    }
  s2fft_bandpowers_destroy(p);
  s2fft_coupling_destroy(coupling);
}

static void adjoint_is_exact(void **state)
{
  (void)state;
  static const int pairs[][2] = {{0, 0}, {2, 0}, {2, 1}};
  double x[4 * L], y[4 * L], Ax[4 * L], Ay[4 * L];
  for (size_t i = 0; i < COUNT(pairs); ++i) {
    s2fft_coupling *coupling = make_coupling(pairs[i][0], pairs[i][1], NULL);
    s2fft_bandpowers *p = make_bandpowers(coupling, 2, 23, 3, S2FFT_BINS_POWER);
    int n = s2fft_coupling_nspectra(coupling);
    double left = 0.0, right = 0.0;
    fill(x, 4 * L, 5);
    fill(y, 4 * L, 6);
    assert_ok(s2fft_bandpowers_decouple(p, x, NULL, Ax));
    assert_ok(s2fft_bandpowers_adjoint(p, y, Ay));
    for (int k = 0; k < n * s2fft_bandpowers_count(p); ++k) left += y[k] * Ax[k];
    for (int k = 0; k < n * L; ++k) right += Ay[k] * x[k];
    assert_bound(fabs(left - right), 1e-13 * fabs(left), "case %zu", i);
    s2fft_bandpowers_destroy(p);
    s2fft_coupling_destroy(coupling);
  }
}

static void bins_that_cannot_be_told_apart_are_named(void **state)
{
  (void)state;
  s2fft_bins *low, *fine;
  s2fft_bandpowers *p;
  s2fft_coupling *spin = make_coupling(2, 2, NULL), *narrow;
  const int edge[] = {0, 2, 7};
  assert_ok(s2fft_bins_create(&low, 2, edge, S2FFT_BINS_MODES)); // no spin 2 below l = 2
  assert_refused(s2fft_bandpowers_create(&p, spin, low), S2_ERR_NUMERIC, "bin 0 (l = 0 .. 1)",
                 NULL);
  assert_null(p);
  double cl[2 * L - 1]; // of a point: all degrees have the same pseudo-spectrum
  for (int j = 0; j < 2 * L - 1; ++j) cl[j] = 1.0;
  assert_ok(s2fft_coupling_create(&narrow, L, 2 * L - 1, cl, NULL));
  assert_ok(s2fft_bins_create_linear(&fine, 0, L, 1, S2FFT_BINS_MODES));
  assert_refused(s2fft_bandpowers_create(&p, narrow, fine), S2_ERR_NUMERIC, "bin 1 (l = 1 .. 1)",
                 NULL);
  s2fft_bins_destroy(low);
  s2fft_bins_destroy(fine);
  s2fft_coupling_destroy(spin);
  s2fft_coupling_destroy(narrow);
}

static void failing_memory_is_reported(void **state)
{
  (void)state;
  s2fft_coupling *coupling = make_coupling(2, 2, NULL);
  s2fft_bandpowers *p;
  s2fft_bins *bins;
  double in[4 * L] = {0}, *out = calloc(16 * (size_t)L * L, sizeof *out);
  assert_non_null(out);
  assert_ok(s2fft_bins_create_linear(&bins, 2, L, 4, S2FFT_BINS_MODES));
  for (int n = 0; n < 2; ++n) {
    s2_priv_fail_after(n);
    s2_status status = s2fft_bandpowers_create(&p, coupling, bins);
    s2_priv_fail_after(-1);
    assert_refused(status, S2_ERR_MEMORY, "no memory", NULL);
    assert_null(p);
  }
  assert_ok(s2fft_bandpowers_create(&p, coupling, bins));
  s2_priv_fail_after(0);
  s2_status adjoint = s2fft_bandpowers_adjoint(p, in, out);
  s2_status windows = s2fft_bandpowers_windows(p, out);
  s2_status decouple = s2fft_bandpowers_decouple(p, in, NULL, out); // needs none
  s2_priv_fail_after(-1);
  assert_int_equal(adjoint, S2_ERR_MEMORY);
  assert_int_equal(windows, S2_ERR_MEMORY);
  assert_ok(decouple);
  free(out);
  s2fft_bandpowers_destroy(p);
  s2fft_bins_destroy(bins);
  s2fft_coupling_destroy(coupling);
}

static void bad_arguments_are_refused(void **state)
{
  (void)state;
  s2fft_coupling *coupling = make_coupling(0, 0, NULL);
  s2fft_bandpowers *p = make_bandpowers(coupling, 0, L, 6, S2FFT_BINS_MODES), *none;
  s2fft_bins *wide;
  double x[L] = {0};
  const s2_status bad = S2_ERR_ARGUMENT;
  assert_ok(s2fft_bins_create_linear(&wide, 0, L + 1, 5, S2FFT_BINS_MODES));
  assert_refused(s2fft_bandpowers_create(&none, coupling, wide), bad, "l = 25", "L = 24", NULL);
  assert_null(none);
  assert_refused(s2fft_bandpowers_create(&none, NULL, wide), bad, "NULL", NULL);
  assert_refused(s2fft_bandpowers_create(NULL, coupling, wide), bad, "bandpowers is NULL", NULL);
  assert_refused(s2fft_bandpowers_decouple(p, NULL, NULL, x), bad, "NULL", NULL);
  assert_refused(s2fft_bandpowers_adjoint(p, x, NULL), bad, "NULL", NULL);
  assert_refused(s2fft_bandpowers_windows(NULL, x), bad, "NULL", NULL);
  s2fft_bins_destroy(wide);
  s2fft_bandpowers_destroy(p);
  s2fft_bandpowers_destroy(NULL);
  s2fft_coupling_destroy(coupling);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bins_of_one_degree_invert_the_matrix),
      cmocka_unit_test(spectra_constant_within_bins_come_back),
      cmocka_unit_test(band_powers_are_those_of_NaMaster),
      cmocka_unit_test(windows_are_the_response_to_single_degrees),
      cmocka_unit_test(adjoint_is_exact),
      cmocka_unit_test(bins_that_cannot_be_told_apart_are_named),
      cmocka_unit_test(failing_memory_is_reported),
      cmocka_unit_test(bad_arguments_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
