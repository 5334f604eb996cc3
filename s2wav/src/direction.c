// SPDX-License-Identifier: MIT
// Directional rows (s2wav/tiling.h).
#include "tiling.h"
#include <math.h>
#include <string.h>

/// |s|^2 at n = +-(g - 2k), every second element of `at_zero` [-g .. g], up to their sum, which is
/// returned: binomial(g, k) by its ratios, from 1 in the middle outwards. What is below 1e-308 of
/// the middle underflows to 0.
static double fill_squares(int g, double *at_zero)
{
  double value = 1, sum = 0;
  for (int k = g / 2; k >= 0; --k) {
    int n = g - 2 * k;
    at_zero[2 * n] = at_zero[-2 * n] = value;
    sum += n == 0 ? value : 2 * value;
    value *= k / (double)(g - k + 1);
  }
  return sum;
}

void direction_row(int N, int l, double *row)
{
  int width = 2 * N - 1, most = l - ((N + l + 1) & 1), g = most < N - 1 ? most : N - 1;
  memset(row, 0, 2 * (size_t)width * sizeof *row);
  if (l == 0) return;
  double *part = row + (N % 2 == 0), sum = fill_squares(g, part + 2 * (N - 1)); // nu = 1 or i
  for (int i = 0; i < width; ++i) part[2 * i] = sqrt(part[2 * i] / sum);
}

s2_status s2wav_tiling_row(const s2wav_tiling *tiling, int l, s2_complex *row)
{
  S2_REQUIRE(tiling != NULL && row != NULL, "%s is NULL", tiling == NULL ? "tiling" : "row");
  S2_REQUIRE(l >= 0 && l < tiling->L, "l = %d is outside 0 .. %d", l, tiling->L - 1);
  direction_row(tiling->o.N, l, (double *)row);
  return S2_OK;
}
