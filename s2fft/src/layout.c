// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "band.h"
#include <s2common/priv/error.h>
#include <s2fft/layout.h>
#include <stdbool.h>
#include <string.h>

static bool is_layout(s2fft_layout layout)
{
  return layout >= S2FFT_LAYOUT_TRIANGLE && layout <= S2FFT_LAYOUT_LINEAR;
}

static bool is_shape(s2fft_layout layout, int L, int mmax)
{
  return is_layout(layout) && L >= 1 && L <= S2FFT_L_MAX && mmax >= -1 && mmax < L;
}

int64_t s2fft_layout_size(s2fft_layout layout, int L, int mmax)
{
  if (!is_shape(layout, L, mmax)) return 0;
  if (layout == S2FFT_LAYOUT_SQUARE) return (int64_t)L * (2 * (int64_t)L - 1);
  if (layout == S2FFT_LAYOUT_LINEAR) return (int64_t)L * L;
  return s2fft_triangle_row(L, s2fft_band_mmax(L, mmax)) + L;
}

int64_t s2fft_layout_index(s2fft_layout layout, int L, int mmax, int l, int m)
{
  if (!is_shape(layout, L, mmax) || l < 0 || l >= L) return -1;
  int top = s2fft_band_mmax(L, mmax);
  if (top > l) top = l;
  if (m > top || m < (layout == S2FFT_LAYOUT_TRIANGLE ? 0 : -top)) return -1;
  if (layout == S2FFT_LAYOUT_SQUARE) return (int64_t)l * (2 * (int64_t)L - 1) + L - 1 + m;
  if (layout == S2FFT_LAYOUT_LINEAR) return (int64_t)l * l + l + m;
  return s2fft_triangle_row(L, m) + l;
}

// Address (l, m) as two doubles; (l, m) must be inside the shape.
static double *element(const s2fft_shape *shape, s2_complex *data, int l, int m)
{
  return (double *)(data + s2fft_layout_index(shape->layout, shape->L, shape->mmax, l, m));
}

static const double *const_element(const s2fft_shape *shape, const s2_complex *data, int l, int m)
{
  return (const double *)(data + s2fft_layout_index(shape->layout, shape->L, shape->mmax, l, m));
}

// f_{l,-m} of a real field from f_lm.
static void reflect(const double f[2], int m, double out[2])
{
  double sign = (m & 1) != 0 ? -1.0 : 1.0;
  out[0] = sign * f[0];
  out[1] = -sign * f[1];
}

static void copy_degree(const s2fft_shape *from, const s2_complex *in, const s2fft_shape *to,
                        s2_complex *out, int l, int mmax)
{
  bool fill = from->layout == S2FFT_LAYOUT_TRIANGLE && to->layout != S2FFT_LAYOUT_TRIANGLE;
  bool both = from->layout != S2FFT_LAYOUT_TRIANGLE && to->layout != S2FFT_LAYOUT_TRIANGLE;
  for (int m = both ? -mmax : 0; m <= mmax; ++m) {
    const double *source = const_element(from, in, l, m);
    memcpy(element(to, out, l, m), source, sizeof *out);
    if (fill && m == 0) element(to, out, l, 0)[1] = 0.0;
    if (fill && m > 0) reflect(source, m, element(to, out, l, -m));
  }
}

s2_status s2fft_layout_convert(const s2fft_shape *from, const s2_complex *in, const s2fft_shape *to,
                               s2_complex *out)
{
  S2_REQUIRE(from != NULL && in != NULL && to != NULL && out != NULL, "an argument is NULL");
  S2_REQUIRE(is_layout(from->layout) && is_layout(to->layout),
             "layouts %d and %d must be triangle (1), square (2) or linear (3)", (int)from->layout,
             (int)to->layout);
  S2FFT_REQUIRE_BAND(from->L, from->mmax);
  S2FFT_REQUIRE_BAND(to->L, to->mmax);
  S2_REQUIRE(in != out, "input and output must not be the same array");
  int L = from->L < to->L ? from->L : to->L;
  int source_mmax = s2fft_band_mmax(from->L, from->mmax);
  int target_mmax = s2fft_band_mmax(to->L, to->mmax);
  int mmax = source_mmax < target_mmax ? source_mmax : target_mmax;
  memset(out, 0, (size_t)s2fft_layout_size(to->layout, to->L, to->mmax) * sizeof *out);
  for (int l = 0; l < L; ++l) copy_degree(from, in, to, out, l, l < mmax ? l : mmax);
  return S2_OK;
}

s2_status s2fft_pair_to_complex(int L, int mmax, int spin, const s2_complex *E, const s2_complex *B,
                                s2_complex *flm)
{
  S2FFT_REQUIRE_BAND(L, mmax);
  S2_REQUIRE(spin >= 0 && spin < L, "spin = %d is outside 0 .. %d", spin, L - 1);
  S2_REQUIRE(E != NULL && B != NULL && flm != NULL, "an array is NULL");
  S2_REQUIRE(E != flm && B != flm, "flm must not be the array of E or B");
  const s2fft_shape square = {S2FFT_LAYOUT_SQUARE, L, mmax};
  double sign = spin > 0 ? -1.0 : 1.0;
  memset(flm, 0, (size_t)s2fft_layout_size(square.layout, L, mmax) * sizeof *flm);
  for (int m = 0; m <= s2fft_band_mmax(L, mmax); ++m)
    for (int l = m > spin ? m : spin; l < L; ++l) {
      const double *e = (const double *)(E + s2fft_triangle_row(L, m) + l);
      const double *b = (const double *)(B + s2fft_triangle_row(L, m) + l);
      double e_im = m > 0 ? e[1] : 0.0, b_im = m > 0 ? b[1] : 0.0;
      double *plus = element(&square, flm, l, m), *minus = element(&square, flm, l, -m);
      const double difference[2] = {sign * (e[0] + b_im), sign * (e_im - b[0])}; // E - iB
      reflect(difference, m, minus); // conj E + i conj B = conj(E - iB)
      plus[0] = sign * (e[0] - b_im);
      plus[1] = sign * (e_im + b[0]);
    }
  return S2_OK;
}

s2_status s2fft_pair_from_complex(int L, int mmax, int spin, const s2_complex *flm, s2_complex *E,
                                  s2_complex *B)
{
  S2FFT_REQUIRE_BAND(L, mmax);
  S2_REQUIRE(spin >= 0 && spin < L, "spin = %d is outside 0 .. %d", spin, L - 1);
  S2_REQUIRE(E != NULL && B != NULL && flm != NULL, "an array is NULL");
  S2_REQUIRE(E != flm && B != flm && E != B, "E, B and flm must be three arrays");
  const s2fft_shape square = {S2FFT_LAYOUT_SQUARE, L, mmax};
  size_t bytes = (size_t)s2fft_layout_size(S2FFT_LAYOUT_TRIANGLE, L, mmax) * sizeof *E;
  double half = spin > 0 ? -0.5 : 0.5;
  memset(E, 0, bytes);
  memset(B, 0, bytes);
  for (int m = 0; m <= s2fft_band_mmax(L, mmax); ++m)
    for (int l = m > spin ? m : spin; l < L; ++l) {
      double *e = (double *)(E + s2fft_triangle_row(L, m) + l);
      double *b = (double *)(B + s2fft_triangle_row(L, m) + l);
      const double *plus = const_element(&square, flm, l, m);
      double minus[2]; // E - iB
      reflect(const_element(&square, flm, l, -m), m, minus);
      e[0] = half * (plus[0] + minus[0]);
      e[1] = half * (plus[1] + minus[1]);
      b[0] = half * (plus[1] - minus[1]);
      b[1] = -half * (plus[0] - minus[0]);
    }
  return S2_OK;
}
