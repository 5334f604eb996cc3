// SPDX-License-Identifier: MIT
// Band powers against sums written out, the identities between binning and unbinning, error bars
// against the scatter of realisations, misuse.
#include "check.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <s2fft/bins.h>
#include <s2fft/layout.h>
#include <s2fft/spectra.h>
#include <stdlib.h>

enum { L = 40, SIZE = L * (L + 1) / 2 };

static s2fft_bins *make_bins(int n, const int *edge, s2fft_bins_weighting weighting)
{
  s2fft_bins *bins;
  assert_ok(s2fft_bins_create(&bins, n, edge, weighting));
  return bins;
}

static void random_spectrum(uint64_t seed, double *cl)
{
  for (int l = 0; l < L; ++l) cl[l] = 1.5 + uniform(&seed);
}

static void band_powers_are_the_sums_they_claim(void **state)
{
  (void)state;
  static const int edge[] = {1, 3, 4};
  const double cl[] = {9.0, 1.0, 2.0, 4.0};
  double modes[2], power[2], mean[2];
  s2fft_bins *bins = make_bins(2, edge, S2FFT_BINS_MODES);
  assert_ok(s2fft_bins_apply(bins, 4, cl, modes));
  assert_ok(s2fft_bins_mean_l(bins, mean));
  assert_bound(fabs(modes[0] - (3 * 1.0 + 5 * 2.0) / 8), 1e-15, "C_0");
  assert_bound(fabs(modes[1] - 4.0), 0.0, "C_1");
  assert_bound(fabs(mean[0] - (3 * 1.0 + 5 * 2.0) / 8), 1e-15, "mean l");
  s2fft_bins_destroy(bins);
  bins = make_bins(2, edge, S2FFT_BINS_POWER);
  assert_ok(s2fft_bins_apply(bins, 4, cl, power));
  assert_ok(s2fft_bins_mean_l(bins, mean));
  assert_bound(fabs(power[0] - (2 * 1.0 + 6 * 2.0) / 2 / (2 * PI)), 1e-15, "D_0");
  assert_bound(fabs(power[1] - 12 * 4.0 / (2 * PI)), 1e-15, "D_1");
  assert_bound(fabs(mean[0] - 1.5) + fabs(mean[1] - 3.0), 0.0, "mean l");
  s2fft_bins_destroy(bins);
}

static const int some_edges[] = {2, 3, 5, 11, 12, 30};
enum { BINS = COUNT(some_edges) - 1 };

static void binning_undoes_unbinning(void **state)
{
  (void)state;
  for (int weighting = S2FFT_BINS_MODES; weighting <= S2FFT_BINS_POWER; ++weighting) {
    s2fft_bins *bins = make_bins(BINS, some_edges, (s2fft_bins_weighting)weighting);
    double cl[L], in[BINS], out[BINS];
    uint64_t seed = 5;
    for (int b = 0; b < BINS; ++b) in[b] = uniform(&seed);
    assert_ok(s2fft_bins_expand(bins, in, L, cl));
    assert_ok(s2fft_bins_apply(bins, L, cl, out));
    assert_bound(difference(in, out, BINS), 1e-15, "weighting %d", weighting);
    for (int l = 0; l < L; ++l) assert_true((l < 2 || l >= 30) == (cl[l] == 0.0));
    s2fft_bins_destroy(bins);
  }
}

static void mode_weights_keep_the_variance_of_the_field(void **state)
{
  (void)state;
  s2fft_bins *bins = make_bins(BINS, some_edges, S2FFT_BINS_MODES);
  double cl[L], binned[BINS], flat[L], variance[2] = {0.0, 0.0};
  random_spectrum(3, cl);
  assert_ok(s2fft_bins_apply(bins, L, cl, binned));
  assert_ok(s2fft_bins_expand(bins, binned, L, flat));
  for (int l = 2; l < 30; ++l) {
    variance[0] += (2 * l + 1) * cl[l];
    variance[1] += (2 * l + 1) * flat[l];
  }
  assert_bound(fabs(variance[1] / variance[0] - 1.0), 1e-14, "variance");
  s2fft_bins_destroy(bins);
}

static void linear_bins_are_equal_and_cut_at_the_end(void **state)
{
  (void)state;
  static const int wanted[] = {2, 7, 12, 17, 19};
  s2fft_bins *bins;
  assert_ok(s2fft_bins_create_linear(&bins, 2, 19, 5, S2FFT_BINS_POWER));
  assert_int_equal(s2fft_bins_count(bins), 4);
  assert_memory_equal(s2fft_bins_edges(bins), wanted, sizeof wanted);
  s2fft_bins_destroy(bins);
  assert_ok(s2fft_bins_create_linear(&bins, 0, 7, 1000000000, S2FFT_BINS_MODES));
  assert_int_equal(s2fft_bins_count(bins), 1);
  s2fft_bins_destroy(bins);
}

static void logarithmic_bins_grow_in_proportion(void **state)
{
  (void)state;
  s2fft_bins *bins;
  assert_ok(s2fft_bins_create_log(&bins, 2, 2048, 50, S2FFT_BINS_MODES));
  const int *edge = s2fft_bins_edges(bins);
  assert_int_equal(s2fft_bins_count(bins), 50);
  assert_int_equal(edge[0], 2);
  assert_int_equal(edge[50], 2048);
  for (int b = 0; b < 50; ++b) assert_true(edge[b + 1] > edge[b]);
  for (int b = 25; b <= 50; ++b)
    assert_bound(fabs(edge[b] - 2.0 * pow(1024.0, b / 50.0)), 0.5, "edge %d", b);
  s2fft_bins_destroy(bins);
  assert_ok(s2fft_bins_create_log(&bins, 5, 25, 20, S2FFT_BINS_MODES)); // a degree each
  for (int b = 0; b <= 20; ++b) assert_int_equal(s2fft_bins_edges(bins)[b], 5 + b);
  s2fft_bins_destroy(bins);
}

static void errors_are_those_of_cosmic_variance(void **state)
{
  (void)state;
  s2fft_bins *bins;
  double tt[L], ee[L], te[L], error[L], cut[L];
  random_spectrum(1, tt);
  random_spectrum(2, ee);
  for (int l = 0; l < L; ++l) te[l] = 0.4 * sqrt(tt[l] * ee[l]);
  assert_ok(s2fft_bins_create_linear(&bins, 0, L, 1, S2FFT_BINS_MODES));
  assert_ok(s2fft_bins_error(bins, L, tt, tt, tt, 1.0, error));
  for (int l = 0; l < L; ++l)
    assert_bound(fabs(error[l] - tt[l] * sqrt(2.0 / (2 * l + 1))), 1e-15, "auto, l = %d", l);
  assert_ok(s2fft_bins_error(bins, L, te, tt, ee, 0.25, cut));
  for (int l = 0; l < L; ++l) {
    double variance = (te[l] * te[l] + tt[l] * ee[l]) / (2 * l + 1);
    assert_bound(fabs(cut[l] - 2.0 * sqrt(variance)), 1e-14, "cross, l = %d", l);
  }
  s2fft_bins_destroy(bins);
}

/// Sums over skies of the band powers' distances from their mean, and of the squares.
typedef struct scatter {
  double mean[BINS], sum[BINS], square[BINS];
} scatter;

/// Gaussian coefficients with the spectra TT, EE and TE = correlation sqrt(TT EE).
static void draw_sky(uint64_t *seed, double (*spectra)[L], double correlation, double *t, double *e)
{
  for (int m = 0; m < L; ++m)
    for (int l = m; l < L; ++l) {
      size_t k = 2 * (size_t)s2fft_layout_index(S2FFT_LAYOUT_TRIANGLE, L, -1, l, m);
      for (size_t part = 0; part < 2; ++part) { // two normal numbers by Box and Muller
        double r = sqrt(-2.0 * log(0.5 + 0.5 * uniform(seed))), phi = PI * uniform(seed);
        double scale = part == 1 && m == 0 ? 0.0 : r * sqrt(m > 0 ? 0.5 : 1.0);
        double own = correlation * cos(phi) + sqrt(1 - correlation * correlation) * sin(phi);
        t[k + part] = scale * sqrt(spectra[0][l]) * cos(phi);
        e[k + part] = scale * sqrt(spectra[1][l]) * own;
      }
    }
}

static void add_sky(const s2fft_bins *bins, const double *cl, scatter *s)
{
  double binned[BINS];
  assert_ok(s2fft_bins_apply(bins, L, cl, binned));
  for (int b = 0; b < BINS; ++b) {
    double distance = binned[b] - s->mean[b];
    s->sum[b] += distance;
    s->square[b] += distance * distance;
  }
}

// 300 skies: the scatter of a band power has a relative error of 1/sqrt(600) = 4 %; five sigma.
static void errors_are_the_scatter_of_realisations(void **state)
{
  (void)state;
  enum { SKIES = 300 };
  static s2_complex t[SIZE], e[SIZE];
  static double spectra[3][L];
  uint64_t seed = 7;
  s2fft_bins *bins[2];
  scatter s[2] = {{{0.0}, {0.0}, {0.0}}, {{0.0}, {0.0}, {0.0}}};
  double cl[L], error[BINS];
  for (int l = 0; l < L; ++l) {
    spectra[0][l] = 1.0 / (l + 1);
    spectra[1][l] = 2.0 / (l + 3);
    spectra[2][l] = 0.7 * sqrt(spectra[0][l] * spectra[1][l]);
  }
  for (int w = 0; w < 2; ++w) {
    bins[w] = make_bins(BINS, some_edges, (s2fft_bins_weighting)w);
    assert_ok(s2fft_bins_apply(bins[w], L, spectra[2], s[w].mean));
  }
  for (int sky = 0; sky < SKIES; ++sky) {
    draw_sky(&seed, spectra, 0.7, (double *)t, (double *)e);
    assert_ok(s2fft_spectrum(L, -1, t, e, cl));
    for (int w = 0; w < 2; ++w) add_sky(bins[w], cl, &s[w]);
  }
  for (int w = 0; w < 2; ++w) {
    assert_ok(s2fft_bins_error(bins[w], L, spectra[2], spectra[0], spectra[1], 1.0, error));
    for (int b = 0; b < BINS; ++b) {
      double ratio = sqrt(s[w].square[b] / SKIES) / error[b];
      assert_bound(fabs(ratio - 1.0), 0.2, "weighting %d, bin %d", w, b);
      assert_bound(fabs(s[w].sum[b] / SKIES), 5 * error[b] / sqrt(SKIES), "mean of bin %d", b);
    }
    s2fft_bins_destroy(bins[w]);
  }
}

static void bad_edges_are_refused(void **state)
{
  (void)state;
  static const int repeated[] = {2, 5, 5, 8}, negative[] = {-1, 4}, far[] = {2, 40000};
  static const int from_zero[] = {0, 4};
  s2fft_bins *bins = (s2fft_bins *)1;
  assert_refused(s2fft_bins_create(&bins, 3, repeated, S2FFT_BINS_MODES), S2_ERR_ARGUMENT,
                 "edge[2] = 5", "edge[1] = 5", NULL);
  assert_null(bins);
  assert_refused(s2fft_bins_create(&bins, 1, negative, S2FFT_BINS_MODES), S2_ERR_ARGUMENT,
                 "edge[0] = -1", "0", NULL);
  assert_refused(s2fft_bins_create(&bins, 1, far, S2FFT_BINS_MODES), S2_ERR_ARGUMENT,
                 "edge[1] = 40000", "32768", NULL);
  assert_refused(s2fft_bins_create(&bins, 1, from_zero, S2FFT_BINS_POWER), S2_ERR_ARGUMENT,
                 "edge[0] = 0", "1", NULL);
  assert_refused(s2fft_bins_create(&bins, 0, far, S2FFT_BINS_MODES), S2_ERR_ARGUMENT, "n = 0",
                 NULL);
  assert_refused(s2fft_bins_create(&bins, 1, far, (s2fft_bins_weighting)2), S2_ERR_ARGUMENT,
                 "weighting = 2", NULL);
  assert_refused(s2fft_bins_create(&bins, 1, NULL, S2FFT_BINS_MODES), S2_ERR_ARGUMENT, "edge is",
                 NULL);
  assert_refused(s2fft_bins_create(NULL, 1, far, S2FFT_BINS_MODES), S2_ERR_ARGUMENT, "bins is",
                 NULL);
}

static void bad_ranges_are_refused(void **state)
{
  (void)state;
  s2fft_bins *bins;
  assert_refused(s2fft_bins_create_linear(&bins, 9, 9, 1, S2FFT_BINS_MODES), S2_ERR_ARGUMENT,
                 "first = 9", "0 .. 8", NULL);
  assert_refused(s2fft_bins_create_linear(&bins, 0, 40000, 1, S2FFT_BINS_MODES), S2_ERR_ARGUMENT,
                 "end = 40000", NULL);
  assert_refused(s2fft_bins_create_linear(&bins, 0, 9, 0, S2FFT_BINS_MODES), S2_ERR_ARGUMENT,
                 "width = 0", NULL);
  assert_refused(s2fft_bins_create_log(&bins, 0, 9, 2, S2FFT_BINS_MODES), S2_ERR_ARGUMENT,
                 "first = 0", "1 .. 8", NULL);
  assert_refused(s2fft_bins_create_log(&bins, 2, 9, 8, S2FFT_BINS_MODES), S2_ERR_ARGUMENT, "n = 8",
                 "1 .. 7", NULL);
  assert_refused(s2fft_bins_create_log(&bins, 1, 1, 1, S2FFT_BINS_MODES), S2_ERR_ARGUMENT,
                 "end = 1", NULL);
}

static void bad_spectra_are_refused(void **state)
{
  (void)state;
  s2fft_bins *bins = make_bins(BINS, some_edges, S2FFT_BINS_MODES);
  double cl[L] = {0.0}, binned[BINS] = {0.0};
  assert_refused(s2fft_bins_apply(bins, 29, cl, binned), S2_ERR_ARGUMENT, "L = 29", "30", NULL);
  assert_refused(s2fft_bins_expand(bins, binned, 29, cl), S2_ERR_ARGUMENT, "L = 29", NULL);
  assert_refused(s2fft_bins_apply(NULL, L, cl, binned), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_bins_mean_l(bins, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_bins_error(bins, L, cl, cl, cl, 1.5, binned), S2_ERR_ARGUMENT, "f_sky = 1.5",
                 NULL);
  assert_refused(s2fft_bins_error(bins, L, cl, cl, cl, NAN, binned), S2_ERR_ARGUMENT, "f_sky",
                 NULL);
  cl[17] = -0.5;
  assert_refused(s2fft_bins_error(bins, L, cl, cl, cl, 1.0, binned), S2_ERR_ARGUMENT, "l = 17",
                 "-0.5", NULL);
  s2fft_bins_destroy(bins);
  s2_priv_fail_after(0);
  s2_status status = s2fft_bins_create(&bins, BINS, some_edges, S2FFT_BINS_MODES);
  s2_priv_fail_after(-1);
  assert_int_equal(status, S2_ERR_MEMORY);
  assert_null(bins);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(band_powers_are_the_sums_they_claim),
      cmocka_unit_test(binning_undoes_unbinning),
      cmocka_unit_test(mode_weights_keep_the_variance_of_the_field),
      cmocka_unit_test(linear_bins_are_equal_and_cut_at_the_end),
      cmocka_unit_test(logarithmic_bins_grow_in_proportion),
      cmocka_unit_test(errors_are_those_of_cosmic_variance),
      cmocka_unit_test(errors_are_the_scatter_of_realisations),
      cmocka_unit_test(bad_edges_are_refused),
      cmocka_unit_test(bad_ranges_are_refused),
      cmocka_unit_test(bad_spectra_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
