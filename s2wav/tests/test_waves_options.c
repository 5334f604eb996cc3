// SPDX-License-Identifier: MIT
// What the options change, and what they leave alone: layouts of coefficients, samplings of the
// maps, resolutions.
#include "waves.h"

#include <s2fft/layout.h>
#include <stdlib.h>

static const wave_case real_case = {16, 3, 1, 0, 2, S2_GRID_MW, S2FFT_REAL, {0}};
static const wave_case complex_case = {16, 2, 0, 2, 2, S2_GRID_MW, S2FFT_COMPLEX, {0}};

static s2wav_scale scale_of(const waves *w, int i)
{
  s2wav_scale s;
  assert_ok(s2wav_get_scale(w->plan, i, &s));
  return s;
}

static double *converted(const double *from, s2fft_layout a, s2fft_layout b, int L)
{
  s2fft_shape in = {a, L, -1}, out = {b, L, -1};
  double *to = zeros(2 * (size_t)s2fft_layout_size(b, L, -1));
  assert_ok(s2fft_layout_convert(&in, (const s2_complex *)from, &out, (s2_complex *)to));
  return to;
}

// ------------------------------------------------------------------ layouts

/// The same maps from the same coefficients, and the same coefficients back, bit for bit.
static void check_layout(const wave_case *c, s2fft_layout usual, s2fft_layout layout, side s)
{
  wave_case other_case = *c;
  other_case.options = wave_options(S2WAV_STEERABLE, 0);
  other_case.options.layout = layout;
  waves w = make_waves(c), v = make_waves(&other_case);
  size_t nwav = s == HARMONIC ? w.lmn : w.wav, nscal = s == HARMONIC ? w.scal_lm : w.scal;
  size_t other_nscal = s == HARMONIC ? v.scal_lm : v.scal;
  double *flm = random_lm(&w, 1), *other = converted(flm, usual, layout, c->L);
  double *wav = zeros(nwav), *scal = zeros(nscal), *own = zeros(nwav),
         *own_scal = zeros(other_nscal);
  assert_int_equal(v.lm, 2 * s2fft_layout_size(layout, c->L, -1));
  assert_ok(apply(&w, s, ANALYSIS, flm, wav, scal, NULL));
  assert_ok(apply(&v, s, ANALYSIS, other, own, own_scal, NULL));
  assert_bound(difference(own, wav, nwav), 0, "wavelets, layout %d side %d", (int)layout, (int)s);
  assert_ok(apply(&w, s, SYNTHESIS, flm, wav, scal, NULL));
  assert_ok(apply(&v, s, SYNTHESIS, other, own, own_scal, NULL));
  double *expected = converted(flm, usual, layout, c->L);
  assert_bound(difference(other, expected, v.lm), 0, "coefficients, layout %d side %d", (int)layout,
               (int)s);
  free(flm);
  free(other);
  free(wav);
  free(scal);
  free(own);
  free(own_scal);
  free(expected);
  free_waves(&w);
  free_waves(&v);
}

static void layouts_hold_the_same_numbers(void **state)
{
  (void)state;
  for (int s = COEFFICIENTS; s <= HARMONIC; ++s) {
    check_layout(&real_case, S2FFT_LAYOUT_TRIANGLE, S2FFT_LAYOUT_SQUARE, (side)s);
    check_layout(&real_case, S2FFT_LAYOUT_TRIANGLE, S2FFT_LAYOUT_LINEAR, (side)s);
    check_layout(&complex_case, S2FFT_LAYOUT_SQUARE, S2FFT_LAYOUT_LINEAR, (side)s);
  }
}

// ------------------------------------------------------------------ samplings

static void check_round_trip(const waves *w, double bound, const char *what)
{
  double *f = random_map(w, 1), *back = zeros(w->map), *wav = zeros(w->wav);
  double *scal = zeros(w->scal);
  assert_ok(apply(w, MAPS, ANALYSIS, f, wav, scal, NULL));
  assert_ok(apply(w, MAPS, SYNTHESIS, back, wav, scal, NULL));
  assert_bound(relative(back, f, w->map), bound, "%s", what);
  free(f);
  free(back);
  free(wav);
  free(scal);
}

static void maps_may_have_another_sampling_than_the_signal(void **state)
{
  (void)state;
  wave_case c = complex_case;
  c.options = wave_options(S2WAV_STEERABLE, 0);
  for (int kind = S2_GRID_MW; kind <= S2_GRID_F1; ++kind) {
    c.options.sampling = kind;
    waves w = make_waves(&c);
    for (int i = S2WAV_SCALING; i < s2wav_nscales(w.plan); ++i)
      assert_int_equal(s2_grid_get_kind(s2wav_scale_grid(w.plan, i)), kind);
    check_round_trip(&w, 1e-13, s2_grid_kind_name((s2_grid_kind)kind));
    free_waves(&w);
  }
}

static void nside_follows_the_ratio(void **state)
{
  (void)state;
  wave_case c = real_case; // L_j = 4, 8, 16, 16; 2 of the scaling map
  c.options = wave_options(S2WAV_STEERABLE, 0);
  c.options.sampling = S2_GRID_HEALPIX;
  c.options.iterations = 3;
  static const struct {
    double ratio;
    int nside[5]; // the scaling map first
  } cases[] = {{0.5, {1, 2, 4, 8, 8}}, {1, {2, 4, 8, 16, 16}}, {0.25, {1, 1, 2, 4, 4}}};
  for (size_t k = 0; k < COUNT(cases); ++k) {
    c.options.nside_ratio = cases[k].ratio;
    waves w = make_waves(&c);
    assert_int_equal(s2wav_nscales(w.plan), 4);
    for (int i = S2WAV_SCALING; i < 4; ++i) {
      assert_int_equal(scale_of(&w, i).nside, cases[k].nside[i + 1]);
      assert_int_equal(scale_of(&w, i).nphi, 0);
    }
    free_waves(&w);
  }
}

// ------------------------------------------------------------------ shapes

static void scales_follow_each_other(void **state)
{
  (void)state;
  for (int full = 0; full < 2; ++full)
    for (int up = 0; up < 2; ++up) {
      wave_case c = real_case;
      c.options = wave_options((s2wav_storage)full, up);
      waves w = make_waves(&c);
      int64_t offset = 0;
      for (int i = 0; i < s2wav_nscales(w.plan); ++i) {
        s2wav_scale s = scale_of(&w, i);
        assert_int_equal(s.j, 1 + i);
        assert_int_equal(s.L, up || i > 1 ? 16 : 4 << i);
        assert_int_equal(s.ngamma, full ? 5 : 3);
        assert_int_equal(s.slice, s.L * (2 * s.L - 1));
        assert_int_equal(s.nrings * s.nphi, s.slice);
        assert_int_equal(s.size, s.ngamma * s.slice);
        assert_int_equal(s.offset, offset);
        offset += s.size;
      }
      assert_int_equal(offset, s2wav_wav_size(w.plan));
      assert_int_equal(scale_of(&w, S2WAV_SCALING).L, up ? 16 : 2);
      assert_int_equal(scale_of(&w, S2WAV_SCALING).size, s2wav_scal_size(w.plan));
      free_waves(&w);
    }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(layouts_hold_the_same_numbers),
      cmocka_unit_test(maps_may_have_another_sampling_than_the_signal),
      cmocka_unit_test(nside_follows_the_ratio),
      cmocka_unit_test(scales_follow_each_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
