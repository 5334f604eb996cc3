// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "band.h"
#include <math.h>
#include <s2fft/spectra.h>
#include <stdlib.h>
#include <string.h>

// sum_m Re(a conj b) over all m of each l: m > 0 stands for -m too.
static void cross_power(int L, int mmax, const s2_complex *a, const s2_complex *b, double *cl)
{
  for (int l = 0; l < L; ++l) cl[l] = ((const double *)(a + l))[0] * ((const double *)(b + l))[0];
  for (int m = 1; m <= mmax; ++m) {
    const double *x = (const double *)(a + s2fft_triangle_row(L, m));
    const double *y = (const double *)(b + s2fft_triangle_row(L, m));
    for (int l = m; l < L; ++l) cl[l] += 2.0 * (x[2 * l] * y[2 * l] + x[2 * l + 1] * y[2 * l + 1]);
  }
  for (int l = 0; l < L; ++l) cl[l] /= 2.0 * l + 1.0;
}

s2_status s2fft_spectrum(int L, int mmax, const s2_complex *a, const s2_complex *b, double *cl)
{
  S2FFT_REQUIRE_BAND(L, mmax);
  S2_REQUIRE(a != NULL && b != NULL && cl != NULL, "an array is NULL");
  cross_power(L, s2fft_band_mmax(L, mmax), a, b, cl);
  return S2_OK;
}

int s2fft_spectra_index(int n, int i, int j)
{
  if (n < 1 || n > S2FFT_FIELDS_MAX || i < 0 || j < 0 || i >= n || j >= n) return -1;
  int diagonal = abs(i - j);
  return diagonal * n - diagonal * (diagonal - 1) / 2 + (i < j ? i : j);
}

s2_status s2fft_spectra(int L, int mmax, int n, const s2_complex *const *alm, double *cl)
{
  S2FFT_REQUIRE_BAND(L, mmax);
  S2_REQUIRE(n >= 1 && n <= S2FFT_FIELDS_MAX, "n = %d is outside 1 .. %d", n, S2FFT_FIELDS_MAX);
  S2_REQUIRE(alm != NULL && cl != NULL, "an array is NULL");
  for (int i = 0; i < n; ++i) S2_REQUIRE(alm[i] != NULL, "field %d is NULL", i);
  for (int i = 0; i < n; ++i)
    for (int j = i; j < n; ++j)
      cross_power(L, s2fft_band_mmax(L, mmax), alm[i], alm[j],
                  cl + (size_t)s2fft_spectra_index(n, i, j) * (size_t)L);
  return S2_OK;
}

s2_status s2fft_window_apply(int L, int mmax, const double *window, const s2_complex *alm,
                             s2_complex *out)
{
  S2FFT_REQUIRE_BAND(L, mmax);
  S2_REQUIRE(window != NULL && alm != NULL && out != NULL, "an array is NULL");
  for (int m = 0; m <= s2fft_band_mmax(L, mmax); ++m) {
    const double *a = (const double *)(alm + s2fft_triangle_row(L, m));
    double *b = (double *)(out + s2fft_triangle_row(L, m));
    for (int l = m; l < L; ++l) {
      b[2 * l] = window[l] * a[2 * l];
      b[2 * l + 1] = window[l] * a[2 * l + 1];
    }
  }
  return S2_OK;
}

s2_status s2fft_window_gaussian(int L, double fwhm, int spin, double *beam)
{
  S2FFT_REQUIRE_BAND(L, -1);
  S2_REQUIRE(isfinite(fwhm) && fwhm >= 0.0, "fwhm = %g is not a finite number >= 0", fwhm);
  S2_REQUIRE(spin > -L && spin < L, "|spin| = %d is not below L = %d", abs(spin), L);
  S2_REQUIRE(beam != NULL, "beam is NULL");
  double variance = fwhm * fwhm / (8.0 * log(2.0));
  for (int l = 0; l < L; ++l)
    beam[l] = exp(-0.5 * variance * ((double)l * (l + 1) - (double)spin * spin));
  return S2_OK;
}
