// SPDX-License-Identifier: MIT
// Noise, denoising, moments, internal linear combination and single wavelets.
#include "support.h"

#include <math.h>
#include <s2fft/layout.h>
#include <s2fft/spectra.h>
#include <s2wav/denoise.h>
#include <s2wav/ilc.h>
#include <s2wav/moments.h>
#include <s2wav/noise.h>
#include <s2wav/wavelet.h>
#include <stdlib.h>
#include <string.h>

enum { L = 32, SIZE = L * (L + 1) / 2 };

/// A plan on Gauss-Legendre rings with its tiling.
typedef struct setting {
  s2wav_tiling *tiling;
  s2_grid *grid;
  s2wav_plan *plan;
} setting;

static setting make(int J_min, int N)
{
  setting s;
  s2wav_tiling_options o = tiling_of(2, J_min, N, 0);
  s.tiling = make_tiling(L, &o);
  assert_ok(s2_grid_create(&s.grid, S2_GRID_GL, L));
  assert_ok(s2wav_plan_create(&s.plan, s.tiling, s.grid, NULL));
  return s;
}

static void free_setting(setting *s)
{
  s2wav_plan_destroy(s->plan);
  s2_grid_destroy(s->grid);
  s2wav_tiling_destroy(s->tiling);
}

/// Gaussian coefficients of spectrum C_l = scale (l+1)^slope.
static void draw(uint64_t seed, double scale, double slope, s2_complex *flm)
{
  double cl[L];
  for (int l = 0; l < L; ++l) cl[l] = scale * pow(l + 1, slope);
  assert_ok(s2fft_random_alm(L, -1, cl, seed, 0, flm));
}

/// max |a - b| / max |b| of two arrays of coefficients.
static double error_of(const s2_complex *a, const s2_complex *b)
{
  return difference((const double *)a, (const double *)b, 2 * SIZE) /
         largest((const double *)b, 2 * SIZE);
}

static double *doubles(int64_t n)
{
  double *x = calloc((size_t)n, sizeof *x);
  assert_non_null(x);
  return x;
}

// ------------------------------------------------------------------ noise

/// Variance (1 + slope cos(theta)) / area of every sample.
static double *variances(const setting *s, double slope)
{
  double *v = doubles(s2_grid_map_size(s->grid));
  const s2_ring *ring = s2_grid_rings(s->grid);
  for (int r = 0; r < s2_grid_nrings(s->grid); ++r)
    for (int p = 0; p < ring[r].nphi; ++p)
      v[ring[r].offset + p] = (1 + slope * ring[r].cos_theta) / ring[r].weight;
  return v;
}

static void noise_of_equal_density_is_white(void **state)
{
  (void)state;
  setting s = make(1, 3);
  double cl[L], *v = variances(&s, 0);
  s2wav_noise *map, *white;
  for (int l = 0; l < L; ++l) cl[l] = 1;
  assert_ok(s2wav_noise_create_map(&map, s.plan, s.tiling, s.grid, v));
  assert_ok(s2wav_noise_create_cl(&white, s.plan, s.tiling, cl));
  for (int i = S2WAV_SCALING; i < s2wav_nscales(s.plan); ++i) {
    double expected = s2wav_noise_variance(white, i);
    assert_bound(fabs(s2wav_noise_variance(map, i) / expected - 1), 1e-12, "scale %d", i);
    assert_null(s2wav_noise_map(white, i));
    assert_non_null(s2wav_noise_map(map, i));
  }
  s2wav_noise_destroy(map);
  s2wav_noise_destroy(white);
  free(v);
  free_setting(&s);
}

/// sum_p v_p A_p^2 of one coefficient, A its row of the analysis.
static double variance_of(const setting *s, const double *v, int64_t coefficient)
{
  int64_t n = s2_grid_map_size(s->grid);
  double *unit = doubles(s2wav_wav_size(s->plan)), *row = doubles(n), sum = 0;
  unit[coefficient] = 1;
  assert_ok(s2wav_analysis_adjoint(s->plan, unit, NULL, row, NULL, NULL));
  for (int64_t p = 0; p < n; ++p) sum += v[p] * row[p] * row[p];
  free(unit);
  free(row);
  return sum;
}

static void noise_maps_are_the_variances_of_coefficients(void **state)
{
  (void)state;
  setting s = make(1, 3);
  double *v = variances(&s, 0.6);
  s2wav_noise *noise;
  assert_ok(s2wav_noise_create_map(&noise, s.plan, s.tiling, s.grid, v));
  for (int i = 1; i < s2wav_nscales(s.plan); i += 2) {
    s2wav_scale shape;
    assert_ok(s2wav_get_scale(s.plan, i, &shape));
    for (int64_t p = 0; p < shape.slice; p += shape.slice / 5) {
      double mean = 0;
      for (int g = 0; g < shape.ngamma; ++g)
        mean += variance_of(&s, v, shape.offset + g * shape.slice + p) / shape.ngamma;
      assert_bound(fabs(s2wav_noise_map(noise, i)[p] / mean - 1), 1e-11, "scale %d sample %d", i,
                   (int)p);
    }
  }
  s2wav_noise_destroy(noise);
  free(v);
  free_setting(&s);
}

// ------------------------------------------------------------------ denoising

static void no_threshold_changes_nothing_and_a_large_one_leaves_the_scaling_map(void **state)
{
  (void)state;
  setting s = make(2, 4);
  double cl[L];
  s2_complex flm[SIZE], out[SIZE], back[SIZE];
  s2wav_noise *noise;
  s2wav_denoise_options o;
  s2wav_denoise_options_init(&o);
  for (int l = 0; l < L; ++l) cl[l] = 1;
  draw(1, 1, -1, flm);
  assert_ok(s2wav_noise_create_cl(&noise, s.plan, s.tiling, cl));
  o.factor = 0;
  assert_ok(s2wav_denoise(s.plan, noise, &o, flm, out, NULL));
  assert_bound(error_of(out, flm), 1e-13, "factor 0");
  o.factor = 1e6;
  double *scal = doubles(s2wav_scal_size(s.plan)), *wav = doubles(s2wav_wav_size(s.plan));
  assert_ok(s2wav_lm_analysis(s.plan, flm, wav, scal, NULL, NULL));
  memset(wav, 0, (size_t)s2wav_wav_size(s.plan) * sizeof *wav);
  assert_ok(s2wav_lm_synthesis(s.plan, wav, scal, back, NULL, NULL));
  assert_ok(s2wav_denoise(s.plan, noise, &o, flm, out, NULL));
  assert_bound(error_of(out, back), 1e-14, "factor 1e6");
  free(scal);
  free(wav);
  s2wav_noise_destroy(noise);
  free_setting(&s);
}

static double power_of(const s2_complex *a, const s2_complex *b)
{
  const double *x = (const double *)a, *y = (const double *)b;
  double sum = 0;
  for (int k = 0; k < 2 * SIZE; ++k) sum += (x[k] - y[k]) * (x[k] - y[k]);
  return sum;
}

static void every_rule_brings_a_sparse_signal_nearer_to_the_truth(void **state)
{
  (void)state;
  setting s = make(1, 1);
  double cl[L], level = 2e-4;
  s2_complex truth[SIZE], noise_lm[SIZE], data[SIZE], out[SIZE];
  s2wav_noise *noise;
  s2wav_denoise_report report[8];
  memset(truth, 0, sizeof truth);
  for (int l = 0; l < L; ++l) { // a bump at the pole
    ((double *)truth)[2 * l] = sqrt(2 * l + 1) * exp(-0.01 * l * l);
    cl[l] = level;
  }
  draw(2, level, 0, noise_lm);
  for (int k = 0; k < 2 * SIZE; ++k)
    ((double *)data)[k] = ((double *)truth)[k] + ((double *)noise_lm)[k];
  assert_ok(s2wav_noise_create_cl(&noise, s.plan, s.tiling, cl));
  for (int rule = S2WAV_HARD; rule <= S2WAV_SURE; ++rule) {
    s2wav_denoise_options o;
    s2wav_denoise_options_init(&o);
    o.rule = (s2wav_threshold)rule;
    o.factor = rule == S2WAV_SOFT ? 1.5 : 3;
    assert_ok(s2wav_denoise(s.plan, noise, &o, data, out, report));
    assert_true(power_of(out, truth) < 0.6 * power_of(data, truth));
    for (int i = 0; i < s2wav_nscales(s.plan); ++i)
      assert_true(report[i].kept >= 0 && report[i].kept <= 1 + 1e-12 && report[i].threshold >= 0);
  }
  s2wav_noise_destroy(noise);
  free_setting(&s);
}

/// SURE of a threshold on a real map with noise 1.
static double risk(const s2_grid *grid, const double *map, double t)
{
  const s2_ring *ring = s2_grid_rings(grid);
  double sum = 0;
  for (int r = 0; r < s2_grid_nrings(grid); ++r)
    for (int p = 0; p < ring[r].nphi; ++p) {
      double x = fabs(map[ring[r].offset + p]);
      sum += ring[r].weight * (x <= t ? x * x - 1 : 1 + t * t);
    }
  return sum;
}

static void sure_takes_the_threshold_of_least_risk(void **state)
{
  (void)state;
  setting s = make(1, 1);
  double cl[L] = {0};
  s2_complex flm[SIZE], out[SIZE];
  s2wav_denoise_report report[8];
  s2wav_noise *noise;
  s2wav_denoise_options o;
  s2wav_denoise_options_init(&o);
  o.rule = S2WAV_SURE;
  draw(3, 5, -0.8, flm);
  for (int l = 0; l < L; ++l) cl[l] = 1;
  assert_ok(s2wav_noise_create_cl(&noise, s.plan, s.tiling, cl));
  assert_ok(s2wav_denoise(s.plan, noise, &o, flm, out, report));
  double *wav = doubles(s2wav_wav_size(s.plan));
  assert_ok(s2wav_lm_analysis(s.plan, flm, wav, NULL, NULL, NULL));
  for (int i = 0; i < s2wav_nscales(s.plan); ++i) {
    s2wav_scale shape;
    assert_ok(s2wav_get_scale(s.plan, i, &shape));
    double *map = wav + shape.offset, sigma = sqrt(s2wav_noise_variance(noise, i));
    for (int64_t p = 0; p < shape.size; ++p) map[p] /= sigma;
    double best = risk(s2wav_scale_grid(s.plan, i), map, report[i].threshold);
    for (double t = 0; t < 5; t += 0.05)
      assert_true(best <= risk(s2wav_scale_grid(s.plan, i), map, t) + 1e-9);
  }
  free(wav);
  s2wav_noise_destroy(noise);
  free_setting(&s);
}

static void noise_of_another_plan_is_refused(void **state)
{
  (void)state;
  setting s = make(1, 1), other = make(2, 1);
  double cl[L] = {0};
  s2_complex flm[SIZE] = {0}, out[SIZE];
  s2wav_noise *noise;
  s2wav_denoise_options o;
  s2wav_denoise_options_init(&o);
  assert_ok(s2wav_noise_create_cl(&noise, s.plan, s.tiling, cl));
  assert_refused(s2wav_denoise(other.plan, noise, NULL, flm, out, NULL), S2_ERR_ARGUMENT, "scales",
                 NULL);
  o.factor = -1;
  assert_refused(s2wav_denoise(s.plan, noise, &o, flm, out, NULL), S2_ERR_ARGUMENT, "factor", "-1",
                 NULL);
  s2wav_noise_destroy(noise);
  cl[3] = -2;
  assert_refused(s2wav_noise_create_cl(&noise, s.plan, s.tiling, cl), S2_ERR_ARGUMENT, "cl[3]",
                 "-2", NULL);
  free_setting(&s);
  free_setting(&other);
}

// ------------------------------------------------------------------ moments

static void variances_are_those_of_the_spectrum(void **state)
{
  (void)state;
  setting s = make(2, 3);
  s2_complex flm[SIZE];
  const s2_complex *fields[] = {flm};
  double cl[L], expected[8];
  s2wav_moments m[8];
  draw(4, 1, -1, flm);
  assert_ok(s2fft_spectra(L, -1, 1, fields, cl));
  assert_ok(s2wav_moments_compute(s.plan, flm, m, NULL));
  assert_ok(s2wav_tiling_variance(s.tiling, cl, expected));
  for (int i = 0; i <= s2wav_nscales(s.plan); ++i) {
    double square = m[i].variance + m[i].mean * m[i].mean;
    assert_bound(fabs(square / expected[i] - 1), 1e-12, "scale %d", i - 1);
  }
  free_setting(&s);
}

static void energies_of_one_degree_are_fourth_moments(void **state)
{
  (void)state;
  setting s = make(0, 1);
  s2_complex flm[SIZE] = {0};
  s2wav_moments m[8];
  double energy[49];
  int n = s2wav_nscales(s.plan);
  ((double *)flm)[2 * 3] = 1; // degree 3: its square has degree 6, within scale 2 (l < 8)
  assert_ok(s2wav_moments_compute(s.plan, flm, m, energy));
  assert_bound(fabs(m[3].mean), 1e-15, "mean");
  assert_bound(fabs(energy[2 * n + 2] - (m[3].kurtosis + 2)), 1e-12, "scale 2");
  for (int k = 0; k < n * n; ++k)
    assert_bound(fabs(energy[k] - energy[k % n * n + k / n]), 0, "symmetry");
  assert_true(energy[1] == 0); // nothing at scale 0
  free_setting(&s);
}

// ------------------------------------------------------------------ linear combination

static void one_channel_is_divided_by_its_factor(void **state)
{
  (void)state;
  setting s = make(2, 3);
  s2_complex flm[SIZE], out[SIZE];
  const s2_complex *channels[] = {flm};
  double a = 2;
  draw(5, 1, -1, flm);
  assert_ok(s2wav_ilc(s.plan, s.tiling, 1, channels, &a, NULL, out, NULL));
  for (int k = 0; k < 2 * SIZE; ++k) ((double *)out)[k] *= a;
  assert_bound(error_of(out, flm), 1e-13, "one channel");
  free_setting(&s);
}

static void foregrounds_of_another_colour_are_removed(void **state)
{
  (void)state;
  setting s = make(0, 1);
  enum { CHANNELS = 3 };
  static const double a[CHANNELS] = {1, 1, 1}, colour[CHANNELS] = {1, 3, 8};
  s2_complex sky[SIZE], dust[SIZE], noise[SIZE], data[CHANNELS][SIZE], out[SIZE];
  const s2_complex *channels[] = {data[0], data[1], data[2]};
  s2wav_ilc_report report[8];
  draw(6, 1, -1.5, sky);
  draw(7, 5, -1.5, dust);
  for (int c = 0; c < CHANNELS; ++c) {
    draw(8 + (uint64_t)c, 1e-5, 0, noise);
    for (int k = 0; k < 2 * SIZE; ++k)
      ((double *)data[c])[k] =
          a[c] * ((double *)sky)[k] + colour[c] * ((double *)dust)[k] + ((double *)noise)[k];
  }
  s2wav_ilc_options o;
  s2wav_ilc_options_init(&o);
  o.bias = 0.05;
  assert_ok(s2wav_ilc(s.plan, s.tiling, CHANNELS, channels, a, &o, out, report));
  s2_complex zero[SIZE] = {0};
  double left = power_of(out, sky) / power_of(sky, zero);
  assert_true(left < 0.15); // 0.05 .. 0.13 of the power is lost, see the report
  for (int i = 0; i <= s2wav_nscales(s.plan); ++i)
    assert_true(report[i].bias > 0 && report[i].bias <= 1 && report[i].modes > 0);
  free_setting(&s);
}

static void channels_that_depend_on_each_other_are_refused(void **state)
{
  (void)state;
  setting s = make(1, 1);
  s2_complex flm[SIZE], out[SIZE];
  const s2_complex *channels[] = {flm, flm};
  double a[] = {1, 1}, none[] = {0, 0};
  draw(9, 1, -1, flm);
  assert_refused(s2wav_ilc(s.plan, s.tiling, 2, channels, a, NULL, out, NULL), S2_ERR_NUMERIC,
                 "singular", NULL);
  assert_refused(s2wav_ilc(s.plan, s.tiling, 2, channels, none, NULL, out, NULL), S2_ERR_ARGUMENT,
                 "factors", NULL);
  assert_refused(s2wav_ilc(s.plan, s.tiling, 65, channels, a, NULL, out, NULL), S2_ERR_ARGUMENT,
                 "65", "64", NULL);
  free_setting(&s);
}

// ------------------------------------------------------------------ wavelets

static void coefficients_are_products_with_rotated_wavelets(void **state)
{
  (void)state;
  for (int N = 2; N <= 3; ++N) {
    setting s = make(2, N);
    s2_complex flm[SIZE];
    draw(10, 1, -1, flm);
    double *wav = doubles(s2wav_wav_size(s.plan)), *psi = doubles(2 * L * (2 * L - 1));
    assert_ok(s2wav_lm_analysis(s.plan, flm, wav, NULL, NULL, NULL));
    for (int i = 0; i < s2wav_nscales(s.plan); ++i) {
      s2wav_scale shape;
      assert_ok(s2wav_get_scale(s.plan, i, &shape));
      int r = shape.nrings / 3, p = shape.nphi / 4, g = 1;
      const s2_ring *ring = &s2_grid_rings(s2wav_scale_grid(s.plan, i))[r];
      s2fft_euler angles = {2 * PI * p / shape.nphi, ring->theta, PI * g / shape.N};
      assert_ok(s2wav_wavelet(s.tiling, i, &angles, (s2_complex *)psi));
      double sum = 0;
      for (int l = 0; l < L; ++l)
        for (int m = 0; m <= l; ++m) {
          const double *f =
              (double *)(flm + s2fft_layout_index(S2FFT_LAYOUT_TRIANGLE, L, -1, l, m));
          const double *w = psi + 2 * (l * (2 * L - 1) + L - 1 + m);
          sum += (m > 0 ? 2 : 1) * (f[0] * w[0] + f[1] * w[1]);
        }
      double found = wav[shape.offset + g * shape.slice + ring->offset + p];
      assert_bound(fabs(sum - found), 1e-13, "N %d scale %d: %g %g", N, i, sum, found);
    }
    free(wav);
    free(psi);
    free_setting(&s);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(noise_of_equal_density_is_white),
      cmocka_unit_test(noise_maps_are_the_variances_of_coefficients),
      cmocka_unit_test(no_threshold_changes_nothing_and_a_large_one_leaves_the_scaling_map),
      cmocka_unit_test(every_rule_brings_a_sparse_signal_nearer_to_the_truth),
      cmocka_unit_test(sure_takes_the_threshold_of_least_risk),
      cmocka_unit_test(noise_of_another_plan_is_refused),
      cmocka_unit_test(variances_are_those_of_the_spectrum),
      cmocka_unit_test(energies_of_one_degree_are_fourth_moments),
      cmocka_unit_test(one_channel_is_divided_by_its_factor),
      cmocka_unit_test(foregrounds_of_another_colour_are_removed),
      cmocka_unit_test(channels_that_depend_on_each_other_are_refused),
      cmocka_unit_test(coefficients_are_products_with_rotated_wavelets),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
