// SPDX-License-Identifier: MIT
// Moments, internal linear combination and single wavelets.
#include "apply.h"

#include <math.h>
#include <s2fft/layout.h>
#include <s2fft/spectra.h>
#include <s2wav/ilc.h>
#include <s2wav/moments.h>
#include <s2wav/wavelet.h>
#include <stdlib.h>

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
      cmocka_unit_test(variances_are_those_of_the_spectrum),
      cmocka_unit_test(energies_of_one_degree_are_fourth_moments),
      cmocka_unit_test(one_channel_is_divided_by_its_factor),
      cmocka_unit_test(foregrounds_of_another_colour_are_removed),
      cmocka_unit_test(channels_that_depend_on_each_other_are_refused),
      cmocka_unit_test(coefficients_are_products_with_rotated_wavelets),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
