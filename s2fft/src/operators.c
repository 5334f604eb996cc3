// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "band.h"
#include <math.h>
#include <s2fft/operators.h>
#include <stdlib.h>

/// What a coefficient of degree l is multiplied by.
typedef double factor_fn(int l, int s);

static double eth_factor(int l, int s)
{
  return sqrt(((double)l - s) * ((double)l + s + 1));
}

static double ethbar_factor(int l, int s)
{
  return -sqrt(((double)l + s) * ((double)l - s + 1));
}

/// N_ls = sqrt((l+|s|)! / (l-|s|)!), by eth, |s| times.
static double tower(int l, int s)
{
  double product = 1;
  for (int k = 0; k < abs(s); ++k) product *= eth_factor(l, k);
  return product;
}

static double raise_factor(int l, int s)
{
  return s < 0 && s % 2 != 0 ? -tower(l, s) : tower(l, s);
}

static double lower_factor(int l, int s)
{
  return raise_factor(l, -s);
}

static double raise_inverse_factor(int l, int s)
{
  return 1 / raise_factor(l, s);
}

static double lower_inverse_factor(int l, int s)
{
  return 1 / lower_factor(l, s);
}

static double tower_inverse(int l, int s)
{
  return 1 / tower(l, s);
}

static double laplacian_factor(int l, int s)
{
  (void)s;
  return -(double)l * (l + 1.0);
}

static double laplacian_inverse_factor(int l, int s)
{
  return l > 0 ? 1 / laplacian_factor(l, s) : 0;
}

/// All orders of one degree of the shape.
static void scale_degree(const s2fft_shape *shape, int l, double factor, const s2_complex *in,
                         s2_complex *out)
{
  int mmax = s2fft_band_mmax(shape->L, shape->mmax);
  if (mmax > l) mmax = l;
  for (int m = shape->layout == S2FFT_LAYOUT_TRIANGLE ? 0 : -mmax; m <= mmax; ++m) {
    int64_t at = s2fft_layout_index(shape->layout, shape->L, shape->mmax, l, m);
    const double *from = (const double *)(in + at);
    double *to = (double *)(out + at);
    to[0] = factor != 0 ? factor * from[0] : 0;
    to[1] = factor != 0 ? factor * from[1] : 0;
  }
}

static void scale(const s2fft_shape *shape, int first, factor_fn *factor, int s,
                  const s2_complex *in, s2_complex *out)
{
  for (int l = 0; l < shape->L; ++l) scale_degree(shape, l, l < first ? 0 : factor(l, s), in, out);
}

/// `step`: from the spin of the input to that of the result.
static s2_status on_square(int L, int spin, int step, factor_fn *factor, const s2_complex *flm,
                           s2_complex *out)
{
  S2FFT_REQUIRE_BAND(L, -1);
  S2_REQUIRE(spin > -L && spin < L, "spin = %d is outside %d .. %d (L = %d)", spin, 1 - L, L - 1,
             L);
  S2_REQUIRE(flm != NULL && out != NULL, "an array is NULL");
  const s2fft_shape square = {S2FFT_LAYOUT_SQUARE, L, -1};
  int first = abs(spin) > abs(spin + step) ? abs(spin) : abs(spin + step);
  scale(&square, first, factor, spin, flm, out);
  return S2_OK;
}

s2_status s2fft_eth(int L, int spin, const s2_complex *flm, s2_complex *out)
{
  return on_square(L, spin, 1, eth_factor, flm, out);
}

s2_status s2fft_ethbar(int L, int spin, const s2_complex *flm, s2_complex *out)
{
  return on_square(L, spin, -1, ethbar_factor, flm, out);
}

/// N_ls grows with l: the last degree decides.
static s2_status check_tower(int L, int spin)
{
  if (spin <= -L || spin >= L || L > S2FFT_L_MAX) return S2_OK; // refused with the other arguments
  S2_REQUIRE(tower(L - 1, spin) < 1e308, "spin = %d at L = %d: sqrt((l+s)!/(l-s)!) exceeds 1e308",
             spin, L);
  return S2_OK;
}

static s2_status between_spins(int L, int spin, factor_fn *factor, const s2_complex *flm,
                               s2_complex *out)
{
  S2_TRY(check_tower(L, spin));
  return on_square(L, spin, 0, factor, flm, out); // degrees below |s| are zero on either side
}

s2_status s2fft_spin_raise(int L, int spin, const s2_complex *flm, s2_complex *out)
{
  return between_spins(L, spin, raise_factor, flm, out);
}

s2_status s2fft_spin_raise_inverse(int L, int spin, const s2_complex *flm, s2_complex *out)
{
  return between_spins(L, spin, raise_inverse_factor, flm, out);
}

s2_status s2fft_spin_lower(int L, int spin, const s2_complex *flm, s2_complex *out)
{
  return between_spins(L, spin, lower_factor, flm, out);
}

s2_status s2fft_spin_lower_inverse(int L, int spin, const s2_complex *flm, s2_complex *out)
{
  return between_spins(L, spin, lower_inverse_factor, flm, out);
}

static s2_status on_shape(const s2fft_shape *shape, factor_fn *factor, const s2_complex *alm,
                          s2_complex *out)
{
  S2_REQUIRE(shape != NULL && alm != NULL && out != NULL, "an argument is NULL");
  S2FFT_REQUIRE_BAND(shape->L, shape->mmax);
  S2_REQUIRE(s2fft_layout_size(shape->layout, shape->L, shape->mmax) > 0,
             "layout = %d must be triangle (1), square (2) or linear (3)", (int)shape->layout);
  scale(shape, 0, factor, 0, alm, out);
  return S2_OK;
}

s2_status s2fft_laplacian(const s2fft_shape *shape, const s2_complex *alm, s2_complex *out)
{
  return on_shape(shape, laplacian_factor, alm, out);
}

s2_status s2fft_laplacian_inverse(const s2fft_shape *shape, const s2_complex *alm, s2_complex *out)
{
  return on_shape(shape, laplacian_inverse_factor, alm, out);
}

static s2_status on_pair(int L, int mmax, int spin, factor_fn *factor, const s2_complex *in,
                         s2_complex *out)
{
  S2FFT_REQUIRE_BAND(L, mmax);
  S2_REQUIRE(spin >= 0 && spin < L, "spin = %d is outside 0 .. %d", spin, L - 1);
  S2_REQUIRE(in != NULL && out != NULL, "an array is NULL");
  S2_TRY(check_tower(L, spin));
  const s2fft_shape triangle = {S2FFT_LAYOUT_TRIANGLE, L, mmax};
  scale(&triangle, spin, factor, spin, in, out);
  return S2_OK;
}

s2_status s2fft_potential_to_pair(int L, int mmax, int spin, const s2_complex *potential,
                                  s2_complex *component)
{
  return on_pair(L, mmax, spin, tower, potential, component);
}

s2_status s2fft_pair_to_potential(int L, int mmax, int spin, const s2_complex *component,
                                  s2_complex *potential)
{
  return on_pair(L, mmax, spin, tower_inverse, component, potential);
}
