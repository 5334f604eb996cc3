// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "coupling.h"
#include <s2common/priv/error.h>

int coupling_sign(int nspectra, int to, int from, int *odd)
{
  *odd = to != from;
  if (to == from) return 1;
  if (nspectra != 4 || to + from != 3) return 0; // EE with BB, EB with BE
  return to == 0 || to == 3 ? 1 : -1;
}

s2_status s2fft_coupling_block(const s2fft_coupling *coupling, int to, int from, double *block)
{
  S2_REQUIRE(coupling != NULL && block != NULL, "an argument is NULL");
  int n = coupling->nspectra, odd;
  S2_REQUIRE(to >= 0 && to < n, "to = %d is outside 0 .. %d", to, n - 1);
  S2_REQUIRE(from >= 0 && from < n, "from = %d is outside 0 .. %d", from, n - 1);
  int sign = coupling_sign(n, to, from, &odd);
  size_t L = (size_t)coupling->L;
  for (size_t l = 0; l < L; ++l)
    for (size_t k = 0; k < L; ++k)
      block[l * L + k] =
          sign == 0 ? 0.0 : sign * coupling->kernel[odd][l * L + k] * coupling->column[k];
  return S2_OK;
}

/// out += sign K (scale x), scale NULL: 1.
static void add_product(size_t L, const double *kernel, int sign, const double *scale,
                        const double *x, double *out)
{
  for (size_t l = 0; l < L; ++l) {
    double sum = 0.0;
    for (size_t k = 0; k < L; ++k)
      sum += kernel[l * L + k] * (scale == NULL ? x[k] : scale[k] * x[k]);
    out[l] += sign * sum;
  }
}

/// out = K (scale in) with all blocks; K is symmetric.
static void multiply(const s2fft_coupling *c, const double *scale, const double *in, double *out)
{
  size_t L = (size_t)c->L;
  for (int to = 0; to < c->nspectra; ++to) {
    double *row = out + (size_t)to * L;
    for (size_t l = 0; l < L; ++l) row[l] = 0.0;
    for (int from = 0; from < c->nspectra; ++from) {
      int odd, sign = coupling_sign(c->nspectra, to, from, &odd);
      if (sign != 0) add_product(L, c->kernel[odd], sign, scale, in + (size_t)from * L, row);
    }
  }
}

s2_status s2fft_coupling_apply(const s2fft_coupling *coupling, const double *cl, double *pseudo)
{
  S2_REQUIRE(coupling != NULL && cl != NULL && pseudo != NULL, "an argument is NULL");
  S2_REQUIRE(cl != pseudo, "pseudo is cl itself");
  multiply(coupling, coupling->column, cl, pseudo);
  return S2_OK;
}

s2_status s2fft_coupling_adjoint(const s2fft_coupling *coupling, const double *pseudo, double *cl)
{
  S2_REQUIRE(coupling != NULL && pseudo != NULL && cl != NULL, "an argument is NULL");
  S2_REQUIRE(cl != pseudo, "cl is pseudo itself");
  multiply(coupling, NULL, pseudo, cl);
  for (int i = 0; i < coupling->nspectra; ++i)
    for (int l = 0; l < coupling->L; ++l)
      cl[(size_t)i * (size_t)coupling->L + (size_t)l] *= coupling->column[l];
  return S2_OK;
}
