// SPDX-License-Identifier: MIT
// Noise of wavelet coefficients, and denoising.
#include "apply.h"

#include <math.h>
#include <s2wav/denoise.h>
#include <s2wav/noise.h>
#include <stdlib.h>
#include <string.h>

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

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(noise_of_equal_density_is_white),
      cmocka_unit_test(noise_maps_are_the_variances_of_coefficients),
      cmocka_unit_test(no_threshold_changes_nothing_and_a_large_one_leaves_the_scaling_map),
      cmocka_unit_test(every_rule_brings_a_sparse_signal_nearer_to_the_truth),
      cmocka_unit_test(sure_takes_the_threshold_of_least_risk),
      cmocka_unit_test(noise_of_another_plan_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
