// SPDX-License-Identifier: MIT
// Denoising of complex signals against that of real ones; both, and combinations, are cancelled.
#include "apply.h"

#include <math.h>
#include <s2fft/layout.h>
#include <s2wav/denoise.h>
#include <s2wav/ilc.h>
#include <stdlib.h>

enum { WHOLE = L * (2 * L - 1) }; // coefficients of a complex signal

/// a_{l,-m} = (-1)^m conj(a_lm), all times `phase` = 1 or i.
static void complete(const s2_complex *real, int imaginary, s2_complex *whole)
{
  const double *in = (const double *)real;
  double *out = (double *)whole;
  for (int l = 0; l < L; ++l)
    for (int m = -l; m <= l; ++m) {
      const double *a = in + 2 * s2fft_layout_index(S2FFT_LAYOUT_TRIANGLE, L, -1, l, abs(m));
      double *b = out + 2 * s2fft_layout_index(S2FFT_LAYOUT_SQUARE, L, -1, l, m);
      double even = m < 0 && m % 2 != 0 ? -1 : 1;
      double re = even * a[0], im = even * (m < 0 ? -a[1] : a[1]);
      b[0] = imaginary ? -im : re;
      b[1] = imaginary ? re : im;
    }
}

static s2wav_noise *white(const setting *s)
{
  s2wav_noise *noise;
  double cl[L];
  for (int l = 0; l < L; ++l) cl[l] = 1;
  assert_ok(s2wav_noise_create_cl(&noise, s->plan, s->tiling, cl));
  return noise;
}

static void hard_thresholds_see_the_modulus_only(void **state)
{
  (void)state;
  setting s = make(1, 3);
  s2wav_noise *noise = white(&s);
  s2wav_denoise_options o;
  s2_complex flm[SIZE], out[SIZE];
  static s2_complex in[WHOLE], got[WHOLE], expected[WHOLE];
  s2wav_denoise_report real[8], whole[8];
  s2wav_denoise_options_init(&o);
  o.factor = 1;
  draw(5, 1, 0, flm);
  assert_ok(s2wav_denoise(s.plan, noise, &o, flm, out, real));
  for (int imaginary = 0; imaginary <= 1; ++imaginary) {
    complete(flm, imaginary, in);
    complete(out, imaginary, expected);
    assert_ok(s2wav_denoise_complex(s.plan, noise, &o, in, got, whole));
    assert_bound(difference((const double *)got, (const double *)expected, 2 * WHOLE) /
                     largest((const double *)expected, 2 * WHOLE),
                 1e-12, "imaginary = %d", imaginary);
    for (int i = 0; i < s2wav_nscales(s.plan); ++i)
      assert_bound(fabs(whole[i].kept - real[i].kept), 1e-12, "kept of scale %d", i);
  }
  assert_true(real[3].kept > 0.1 && real[3].kept < 0.9); // the threshold does cut
  s2wav_noise_destroy(noise);
  free_setting(&s);
}

static int stop(void *calls, double done, const char *what)
{
  assert_true(done > 0 && done <= 1 && what != NULL);
  return ++*(int *)calls == 2;
}

static void cancelled_jobs_say_how_far_they_came(void **state)
{
  (void)state;
  setting s = make(1, 1);
  s2wav_noise *noise = white(&s);
  s2wav_denoise_options d;
  s2wav_ilc_options c;
  s2_complex flm[SIZE], other[SIZE], out[SIZE];
  static s2_complex in[WHOLE], whole[WHOLE];
  double a[] = {1, 1};
  const s2_complex *channels[] = {flm, other};
  int calls = 0;
  draw(6, 1, -1, flm);
  draw(7, 1, -1, other);
  s2wav_denoise_options_init(&d);
  s2wav_ilc_options_init(&c);
  d.progress = c.progress = stop;
  d.progress_user = c.progress_user = &calls;
  assert_refused(s2wav_denoise(s.plan, noise, &d, flm, out, NULL), S2_ERR_CANCELLED, "cancelled at",
                 "%", NULL);
  assert_int_equal(calls, 2);
  calls = 0;
  assert_refused(s2wav_denoise_complex(s.plan, noise, &d, in, whole, NULL), S2_ERR_CANCELLED,
                 "s2wav_denoise_complex", "cancelled at", NULL);
  calls = 0;
  c.bias = 0.5;
  assert_refused(s2wav_ilc(s.plan, s.tiling, 2, channels, a, &c, out, NULL), S2_ERR_CANCELLED,
                 "cancelled at", "%", NULL);
  assert_int_equal(calls, 2);
  s2wav_noise_destroy(noise);
  free_setting(&s);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(hard_thresholds_see_the_modulus_only),
                                     cmocka_unit_test(cancelled_jobs_say_how_far_they_came)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
