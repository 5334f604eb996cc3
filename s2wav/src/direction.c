// SPDX-License-Identifier: MIT
// Directional rows (s2wav/tiling.h).
#include "tiling.h"
#include <math.h>
#include <string.h>

/// sqrt(binomial(g, k) / 2^g) at n = +-(g - 2k), from the middle outwards: binomial(2h, h) / 4^h is
/// the product of (2i-1) / 2i, and the ends underflow to 0 where they are below 1e-154.
static void fill_row(int g, double *at_zero)
{
  int half = g / 2;
  double value = 1;
  for (int i = 1; i <= half; ++i) value *= (2 * i - 1) / (2.0 * i);
  if (g % 2 == 1) value *= g / (g + 1.0);
  for (int k = half; k >= 0; --k) {
    at_zero[g - 2 * k] = at_zero[2 * k - g] = sqrt(value);
    value *= k / (double)(g - k + 1);
  }
}

void direction_fill(int N, double *rows)
{
  for (int g = 0; g < N; ++g) fill_row(g, rows + (int64_t)g * (2 * N - 1) + N - 1);
}

s2_status s2wav_tiling_row(const s2wav_tiling *tiling, int l, s2_complex *row)
{
  S2_REQUIRE(tiling != NULL && row != NULL, "%s is NULL", tiling == NULL ? "tiling" : "row");
  S2_REQUIRE(l >= 0 && l < tiling->L, "l = %d is outside 0 .. %d", l, tiling->L - 1);
  int N = tiling->o.N, width = 2 * N - 1, most = l - ((N + l + 1) & 1);
  int g = most < N - 1 ? most : N - 1;
  double *out = (double *)row;
  memset(out, 0, 2 * (size_t)width * sizeof *out);
  if (l == 0) return S2_OK;
  for (int i = 0; i < width; ++i) out[2 * i + (N % 2 == 0)] = tiling->rows[(int64_t)g * width + i];
  return S2_OK;
}
