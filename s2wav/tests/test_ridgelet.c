// SPDX-License-Identifier: MIT
// The Radon transform: integrals along great circles, inverse, bad input.
#include "support.h"

#include <complex.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <s2fft/layout.h>
#include <s2fft/wigner.h>
#include <s2wav/ridgelet.h>
#include <stdlib.h>

/// A zonal field of spin s has the same value all along the equator; its Radon transform at the
/// pole is 2 pi times that, and is w_l Y_l0 there.
static void the_value_at_the_pole_is_the_integral_along_the_equator(void **state)
{
  (void)state;
  static const int spins[] = {0, 1, 2, -1, -2, 5, -30};
  double window[64], row[127];
  for (size_t k = 0; k < COUNT(spins); ++k) {
    assert_ok(s2wav_radon_window(64, spins[k], window));
    for (int l = 0; l < 64; ++l) {
      if (l < abs(spins[k])) {
        assert_true(window[l] == 0);
        continue;
      }
      assert_ok(s2fft_harmonic_row(l, spins[k], sqrt(0.5), sqrt(0.5), row));
      double at_pole = sqrt((2 * l + 1) / (4 * PI));
      assert_bound(fabs(window[l] * at_pole - 2 * PI * row[l]), 1e-12, "spin %d l %d", spins[k], l);
    }
  }
}

/// 2 pi P_l(0) by the recursion of the Legendre polynomials.
static void scalar_factors_are_legendre_polynomials_at_0(void **state)
{
  (void)state;
  enum { L = 32768 };
  double *window = malloc(L * sizeof *window), now = 1, before = 0;
  assert_ok(s2wav_radon_window(L, 0, window));
  for (int l = 0; l < L; ++l) {
    assert_bound(fabs(window[l] - 2 * PI * now), 1e-12 * fabs(window[l]), "l %d", l);
    double next = -l * before / (l + 1.0);
    before = now;
    now = next;
  }
  free(window);
}

/// (l+s)!, (l-s)! of the definition, by lgamma.
static void spin_factors_are_those_of_the_definition(void **state)
{
  (void)state;
  double window[300];
  for (int s = -150; s < 300; s += 43) {
    assert_ok(s2wav_radon_window(300, s, window));
    for (int l = abs(s); l < 300; ++l) {
      if ((l + s) % 2 != 0) {
        assert_true(window[l] == 0);
        continue;
      }
      double ln_p =
          lgamma(l + s + 1) - l * log(2) - lgamma((l + s) / 2 + 1) - lgamma((l - s) / 2 + 1);
      double root = 0.5 * (lgamma(l - s + 1) - lgamma(l + s + 1));
      double sign = ((l + s) / 2 % 2 == 0 ? 1 : -1) * (s % 2 == 0 ? 1 : -1);
      double expected = sign * 2 * PI * exp(ln_p + root);
      assert_bound(fabs(window[l] - expected), 1e-11 * fabs(expected), "spin %d l %d", s, l);
    }
  }
}

static void the_inverse_recovers_one_parity_of_the_degrees(void **state)
{
  (void)state;
  enum { L = 20 };
  static const s2fft_layout layouts[] = {S2FFT_LAYOUT_TRIANGLE, S2FFT_LAYOUT_SQUARE,
                                         S2FFT_LAYOUT_LINEAR};
  for (size_t k = 0; k < COUNT(layouts); ++k)
    for (int spin = -3; spin <= 3; ++spin) {
      s2_complex flm[L * (2 * L - 1)], out[L * (2 * L - 1)];
      uint64_t seed = 5;
      for (size_t i = 0; i < COUNT(flm); ++i) flm[i] = uniform(&seed) + I * uniform(&seed);
      assert_ok(s2wav_radon(L, spin, layouts[k], flm, out));
      assert_ok(s2wav_radon_inverse(L, spin, layouts[k], out, out));
      for (int l = 0; l < L; ++l)
        for (int m = k == 0 ? 0 : -l; m <= l; ++m) {
          int64_t at = s2fft_layout_index(layouts[k], L, -1, l, m);
          int kept = l >= abs(spin) && (l + spin) % 2 == 0;
          assert_bound(cabs(out[at] - (kept ? flm[at] : 0)), 1e-15, "spin %d l %d m %d", spin, l,
                       m);
        }
    }
}

static void bad_arguments_are_named(void **state)
{
  (void)state;
  double window[4] = {7};
  s2_complex a[16] = {7}, b[16] = {7};
#define REFUSED(call, ...) assert_refused(call, S2_ERR_ARGUMENT, __VA_ARGS__, NULL)
  REFUSED(s2wav_radon_window(0, 0, window), "L = 0");
  REFUSED(s2wav_radon_window(4, 4, window), "spin = 4", "-3 .. 3");
  REFUSED(s2wav_radon_window(4, -4, window), "spin = -4");
  REFUSED(s2wav_radon_window(4, 0, NULL), "window is NULL");
  REFUSED(s2wav_radon(4, 5, S2FFT_LAYOUT_LINEAR, a, b), "spin = 5");
  REFUSED(s2wav_radon(4, 0, S2FFT_LAYOUT_DEFAULT, a, b), "s2wav_radon", "layout = 0");
  REFUSED(s2wav_radon(4, 0, S2FFT_LAYOUT_LINEAR, NULL, b), "flm is NULL");
  REFUSED(s2wav_radon_inverse(4, 0, S2FFT_LAYOUT_LINEAR, a, NULL), "inverse", "out is NULL");
#undef REFUSED
  s2_priv_fail_after(0);
  s2_status status = s2wav_radon(4, 0, S2FFT_LAYOUT_LINEAR, a, b);
  s2_priv_fail_after(-1);
  assert_int_equal(status, S2_ERR_MEMORY);
  assert_true(window[0] == 7 && b[0] == 7);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_value_at_the_pole_is_the_integral_along_the_equator),
      cmocka_unit_test(scalar_factors_are_legendre_polynomials_at_0),
      cmocka_unit_test(spin_factors_are_those_of_the_definition),
      cmocka_unit_test(the_inverse_recovers_one_parity_of_the_degrees),
      cmocka_unit_test(bad_arguments_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
