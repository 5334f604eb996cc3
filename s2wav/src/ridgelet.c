// SPDX-License-Identifier: MIT
#include <s2wav/ridgelet.h>

#include <math.h>
#include <s2fft/layout.h>
#include <stdlib.h>
#define S2_LIBRARY "s2wav"
#include <s2common/priv/constants.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

static s2_status check(int L, int spin)
{
  S2_REQUIRE(L >= 1 && L <= S2FFT_L_MAX, "L = %d is outside 1 .. %d", L, S2FFT_L_MAX);
  S2_REQUIRE(spin > -L && spin < L, "spin = %d is outside %d .. %d", spin, 1 - L, L - 1);
  return S2_OK;
}

/// binomial(n, n/2) / 2^n for even n: the product of (2i-1) / 2i.
static double central(int n)
{
  double value = 1;
  for (int i = 1; i <= n / 2; ++i) value *= (2 * i - 1) / (2.0 * i);
  return value;
}

/// (l+s)! and (l-s)! enter as central binomials: nothing overflows.
static void fill_window(int L, int spin, double *window)
{
  int first = abs(spin);
  double plus = central(2 * first), minus = 1; // of l + |s|, l - |s|
  for (int l = 0; l < L; ++l) {
    window[l] = 0;
    if (l < first || (l - first) % 2 != 0) continue;
    double sign = (l - spin) / 2 % 2 == 0 ? 1 : -1;
    window[l] = sign * 2 * S2_PI * sqrt(plus * minus);
    plus *= (l + first + 1.0) / (l + first + 2);
    minus *= (l - first + 1.0) / (l - first + 2);
  }
}

s2_status s2wav_radon_window(int L, int spin, double *window)
{
  S2_TRY(check(L, spin));
  S2_REQUIRE(window != NULL, "window is NULL");
  fill_window(L, spin, window);
  return S2_OK;
}

static void multiply(int L, s2fft_layout layout, const double *window, const s2_complex *flm,
                     s2_complex *out)
{
  for (int l = 0; l < L; ++l)
    for (int m = layout == S2FFT_LAYOUT_TRIANGLE ? 0 : -l; m <= l; ++m) {
      int64_t at = s2fft_layout_index(layout, L, -1, l, m);
      out[at] = window[l] * flm[at];
    }
}

static s2_status apply(const char *function, int L, int spin, s2fft_layout layout, int inverse,
                       const s2_complex *flm, s2_complex *out)
{
  S2_TRY(check(L, spin));
  if (layout != S2FFT_LAYOUT_TRIANGLE && layout != S2FFT_LAYOUT_SQUARE &&
      layout != S2FFT_LAYOUT_LINEAR)
    return s2_priv_fail(S2_ERR_ARGUMENT, S2_LIBRARY, function,
                        "layout = %d is not triangle, square or linear", (int)layout);
  if (flm == NULL || out == NULL)
    return s2_priv_fail(S2_ERR_ARGUMENT, S2_LIBRARY, function, "%s is NULL",
                        flm == NULL ? "flm" : "out");
  double *window = s2_priv_alloc((size_t)L, sizeof *window);
  if (window == NULL)
    return s2_priv_fail(S2_ERR_MEMORY, S2_LIBRARY, function, "window of %d degrees", L);
  fill_window(L, spin, window);
  for (int l = 0; l < L && inverse; ++l) window[l] = window[l] != 0 ? 1 / window[l] : 0;
  multiply(L, layout, window, flm, out);
  s2_priv_free(window);
  return S2_OK;
}

s2_status s2wav_radon(int L, int spin, s2fft_layout layout, const s2_complex *flm, s2_complex *out)
{
  return apply(__func__, L, spin, layout, 0, flm, out);
}

s2_status s2wav_radon_inverse(int L, int spin, s2fft_layout layout, const s2_complex *flm,
                              s2_complex *out)
{
  return apply(__func__, L, spin, layout, 1, flm, out);
}
