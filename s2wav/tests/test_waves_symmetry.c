// SPDX-License-Identifier: MIT
// What the wavelet transform is on SO(3): W(rho) = <f | R_rho psi>. Rotations, steering, the
// Wigner transform of s2fft, and HEALPix.
#include "waves.h"

#include <math.h>
#include <s2fft/layout.h>
#include <s2fft/rotate.h>
#include <s2fft/so3.h>
#include <stdlib.h>
#include <string.h>

static const wave_case shapes[] = {
    {16, 3, 1, 0, 2, S2_GRID_MWSS, S2FFT_REAL, {0}},
    {16, 4, 2, 0, 2, S2_GRID_MWSS, S2FFT_REAL, {0}},
    {13, 5, 1, 2, 2, S2_GRID_MWSS, S2FFT_COMPLEX, {0}},
    {12, 2, 0, 0, 3, S2_GRID_MWSS, S2FFT_COMPLEX, {0}},
};

static waves make_shape(size_t k, s2wav_storage storage)
{
  wave_case c = shapes[k];
  c.options = wave_options(storage, 0);
  return make_waves(&c);
}

static s2wav_scale scale_of(const waves *w, int i)
{
  s2wav_scale s;
  assert_ok(s2wav_get_scale(w->plan, i, &s));
  return s;
}

// ------------------------------------------------------------------ rotations

/// Coefficients of the signal rotated by the inverse of (alpha, beta, gamma); to be freed.
static double *rotated_back(const waves *w, const double *flm, double alpha, double beta,
                            double gamma)
{
  s2fft_euler inverse = {-gamma, -beta, -alpha};
  double *out = zeros(w->lm);
  if (w->field == S2FFT_REAL)
    assert_ok(s2fft_rotate(w->L, &inverse, (const s2_complex *)flm, (s2_complex *)out, NULL));
  else
    assert_ok(
        s2fft_rotate_complex(w->L, &inverse, (const s2_complex *)flm, (s2_complex *)out, NULL));
  return out;
}

/// W_f(rho) = W_{R_rho^{-1} f}(0), and 0 is the first sample: the grid begins at the north pole.
static void check_rotations(const waves *w, int i)
{
  s2wav_scale s = scale_of(w, i);
  size_t width = w->field == S2FFT_REAL ? 1 : 2, size = width * (size_t)s.size;
  double *flm = random_lm(w, 1), *map = zeros(size), *other = zeros(size);
  const s2_ring *ring = s2_grid_rings(s2wav_scale_grid(w->plan, i));
  assert_ok(apply_scale(w, ANALYSIS, i, flm, map, NULL));
  for (int k = 1; k < 6; ++k) {
    int g = k % s.ngamma, r = (3 * k + 1) % s.nrings, p = (5 * k + 2) % s.nphi;
    double *back = rotated_back(w, flm, 2 * PI * p / s.nphi, ring[r].theta, PI * g / s.N);
    assert_ok(apply_scale(w, ANALYSIS, i, back, other, NULL));
    const double *at = map + width * (size_t)(g * s.slice + ring[r].offset + p);
    assert_bound(difference(other, at, width) / largest(map, size), 1e-14,
                 "scale %d g %d ring %d sample %d", i, g, r, p);
    free(back);
  }
  free(flm);
  free(map);
  free(other);
}

static void wavelets_follow_rotations(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(shapes); ++k) {
    waves w = make_shape(k, S2WAV_STEERABLE);
    for (int i = 0; i < s2wav_nscales(w.plan); ++i) check_rotations(&w, i);
    free_waves(&w);
  }
}

// ------------------------------------------------------------------ steering

/// All gamma of the full storage from the N of the steerable one: F_n = sum_g W_g e^{-i n gamma_g}
/// / N, W(gamma) = sum_n F_n e^{i n gamma}.
static void check_steering(const waves *few, const waves *all, int i)
{
  s2wav_scale s = scale_of(few, i), t = scale_of(all, i);
  size_t width = few->field == S2FFT_REAL ? 1 : 2, slice = width * (size_t)s.slice;
  double *flm = random_lm(few, 1), *map = zeros(slice * (size_t)s.ngamma);
  double *full = zeros(slice * (size_t)t.ngamma), *steered = zeros(slice);
  assert_ok(apply_scale(few, ANALYSIS, i, flm, map, NULL));
  assert_ok(apply_scale(all, ANALYSIS, i, flm, full, NULL));
  for (int h = 0; h < t.ngamma; ++h) {
    memset(steered, 0, slice * sizeof *steered);
    for (int g = 0; g < s.ngamma; ++g) {
      double weight = 0; // real: orders come in pairs n, -n
      for (int n = 1 - s.N; n < s.N; n += 2)
        weight += cos(n * (2 * PI * h / t.ngamma - PI * g / s.N)) / s.N;
      for (size_t p = 0; p < slice; ++p) steered[p] += weight * map[(size_t)g * slice + p];
    }
    assert_bound(difference(steered, full + (size_t)h * slice, slice) / largest(full, slice), 2e-14,
                 "scale %d h %d", i, h);
  }
  free(flm);
  free(map);
  free(full);
  free(steered);
}

static void n_orientations_steer_to_all(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(shapes); ++k) {
    waves few = make_shape(k, S2WAV_STEERABLE), all = make_shape(k, S2WAV_FULL);
    for (int i = 0; i < s2wav_nscales(few.plan); ++i) check_steering(&few, &all, i);
    free_waves(&few);
    free_waves(&all);
  }
}

// ------------------------------------------------------------------ Wigner transforms

/// Coefficients of scale i in the layout of s2fft/so3.h; to be freed.
static double *so3_flmn(const waves *w, const s2fft_so3_plan *plan, int i, const double *wlmn)
{
  double *flmn = zeros(2 * (size_t)s2fft_so3_flmn_size(plan, w->field));
  s2wav_scale s = scale_of(w, i);
  for (int n = 1 - s.N; n < s.N; ++n)
    for (int l = abs(n); l < s.L; ++l)
      for (int m = -l; m <= l; ++m) {
        int64_t from = s2wav_lmn_index(w->plan, w->field, i, l, m, n);
        int64_t to = s2fft_so3_flmn_index(plan, w->field, l, m, n);
        if (from >= 0 && to >= 0) memcpy(flmn + 2 * to, wlmn + 2 * from, 2 * sizeof *flmn);
      }
  return flmn;
}

static void check_wigner(const waves *w, int i)
{
  s2wav_scale s = scale_of(w, i);
  size_t size = (w->field == S2FFT_REAL ? 1 : 2) * (size_t)s.size;
  double *flm = random_lm(w, 1), *map = zeros(size), *own = zeros(size);
  double *wlmn = zeros(w->lmn), *slm = zeros(w->scal_lm);
  s2fft_so3_options o;
  s2fft_so3_plan *plan;
  s2fft_so3_options_init(&o);
  o.storage = S2FFT_SO3_STEERABLE;
  o.nthreads = 1;
  assert_ok(s2fft_so3_plan_create(&plan, s2wav_scale_grid(w->plan, i), s.L, s.N, &o));
  assert_ok(apply_scale(w, ANALYSIS, i, flm, map, NULL));
  assert_ok(apply(w, HARMONIC, ANALYSIS, flm, wlmn, slm, NULL));
  double *flmn = so3_flmn(w, plan, i, wlmn);
  if (w->field == S2FFT_REAL)
    assert_ok(s2fft_so3_inverse(plan, (s2_complex *)flmn, own, NULL));
  else
    assert_ok(s2fft_so3_inverse_complex(plan, (s2_complex *)flmn, (s2_complex *)own, NULL));
  assert_bound(relative(own, map, size), 1e-14, "scale %d", i);
  s2fft_so3_plan_destroy(plan);
  free(flm);
  free(map);
  free(own);
  free(wlmn);
  free(slm);
  free(flmn);
}

static void maps_are_the_wigner_transforms_of_the_harmonic_form(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(shapes); ++k) {
    waves w = make_shape(k, S2WAV_STEERABLE);
    for (int i = 1; i < s2wav_nscales(w.plan); ++i) check_wigner(&w, i); // N <= L from here on
    free_waves(&w);
  }
}

// ------------------------------------------------------------------ values

/// flm = (l + 1 + i m) / (l + m + 17), l >= spin; values of compiled s2let, MW, L = 16, J_min = 2,
/// full: gamma 1, theta 2, phi 4 of each scale, theta 1, phi 2 of the scaling map.
static const struct {
  int N, spin;
  double wav[3][2], scal[2];
} spots[] = {
    {3,
     0,
     {{0.126222333321211, 0.226169096614186},
      {-0.180279021316362, 0.116511949681409},
      {0.0469656700207108, 0.19118199850731}},
     {-0.140068611128547, -0.00245581307453989}},
    {4,
     2,
     {{-0.210258057115786, 0.0598170764743203},
      {0.0156789815925363, 0.14528538573811},
      {0.158404479843757, 0.0126922575808391}},
     {-0.16578134394735, 0.0623911625206991}},
};

static void spot_values_are_those_of_s2let(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(spots); ++k) {
    wave_case c = {16,
                   spots[k].N,
                   2,
                   spots[k].spin,
                   2,
                   S2_GRID_MW,
                   S2FFT_COMPLEX,
                   wave_options(S2WAV_FULL, 0)};
    waves w = make_waves(&c);
    double *flm = zeros(w.lm), *wav = zeros(w.wav), *scal = zeros(w.scal);
    for (int l = c.spin; l < 16; ++l)
      for (int m = -l; m <= l; ++m) {
        double *v = flm + 2 * s2fft_layout_index(S2FFT_LAYOUT_SQUARE, 16, -1, l, m);
        v[0] = (l + 1.0) / (l + m + 17);
        v[1] = (double)m / (l + m + 17);
      }
    assert_ok(apply(&w, COEFFICIENTS, ANALYSIS, flm, wav, scal, NULL));
    for (int i = 0; i < 3; ++i) {
      s2wav_scale s;
      assert_ok(s2wav_get_scale(w.plan, i, &s));
      const double *at = wav + 2 * (s.offset + s.slice + 2 * s.nphi + 4);
      assert_bound(difference(at, spots[k].wav[i], 2), 2e-14, "N %d scale %d", c.N, i);
    }
    assert_bound(difference(scal + 2 * (7 + 2), spots[k].scal, 2), 2e-14, "N %d scaling", c.N);
    free(flm);
    free(wav);
    free(scal);
    free_waves(&w);
  }
}

// ------------------------------------------------------------------ HEALPix

/// Error of the round trip of coefficients, largest element over largest.
static double healpix_error(const wave_case *c, int iterations)
{
  wave_case own = *c;
  own.options = wave_options(S2WAV_STEERABLE, 0);
  own.options.iterations = iterations;
  waves w = make_waves(&own);
  double *flm = random_lm(&w, 1), *back = zeros(w.lm), *wav = zeros(w.wav), *scal = zeros(w.scal);
  assert_false(s2wav_plan_is_exact(w.plan));
  for (int i = 0; i < s2wav_nscales(w.plan); ++i) {
    s2wav_scale s = scale_of(&w, i);
    assert_true(2 * s.nside >= s.L && (s.nside == 1 || s.nside < s.L)); // smallest power of two
    assert_int_equal(s.nside & (s.nside - 1), 0);
  }
  assert_ok(apply(&w, COEFFICIENTS, ANALYSIS, flm, wav, scal, NULL));
  assert_ok(apply(&w, COEFFICIENTS, SYNTHESIS, back, wav, scal, NULL));
  double error = relative(back, flm, w.lm);
  free(flm);
  free(back);
  free(wav);
  free(scal);
  free_waves(&w);
  return error;
}

/// Errors as s2wav.h states them.
static void healpix_scales_have_their_own_nside(void **state)
{
  (void)state;
  static const wave_case cases[] = {{32, 3, 1, 0, 2, S2_GRID_HEALPIX, S2FFT_REAL, {0}},
                                    {32, 2, 0, 2, 2, S2_GRID_HEALPIX, S2FFT_COMPLEX, {0}}};
  for (size_t k = 0; k < COUNT(cases); ++k) {
    assert_bound(healpix_error(&cases[k], 0), 0.1, "one pass, case %zu", k);
    assert_bound(healpix_error(&cases[k], 3), 2e-4, "three iterations, case %zu", k);
    assert_bound(healpix_error(&cases[k], 10), 1e-9, "ten iterations, case %zu", k);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(wavelets_follow_rotations),
      cmocka_unit_test(n_orientations_steer_to_all),
      cmocka_unit_test(maps_are_the_wigner_transforms_of_the_harmonic_form),
      cmocka_unit_test(spot_values_are_those_of_s2let),
      cmocka_unit_test(healpix_scales_have_their_own_nside),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
