// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "mask.h"
#include <float.h>
#include <math.h>
#include <s2common/priv/constants.h>

s2_status mask_check(const s2_grid *grid, const double *mask, double least)
{
  const s2_ring *rings = s2_grid_rings(grid);
  for (int r = 0; r < s2_grid_nrings(grid); ++r)
    for (int64_t p = rings[r].offset; p < rings[r].offset + rings[r].nphi; ++p)
      S2_REQUIRE(isfinite(mask[p]) && mask[p] >= least, "mask[%lld] = %g is not a finite number%s",
                 (long long)p, mask[p], least == 0.0 ? " >= 0" : "");
  return S2_OK;
}

static void multiply(const s2_grid *grid, const double *mask, const double *map, double *out)
{
  const s2_ring *rings = s2_grid_rings(grid);
  for (int r = 0; r < s2_grid_nrings(grid); ++r)
    for (int64_t p = rings[r].offset; p < rings[r].offset + rings[r].nphi; ++p)
      out[p] = mask[p] == 0.0 ? 0.0 : mask[p] * map[p];
}

s2_status s2fft_mask_apply(const s2_grid *grid, const double *mask, const double *map, double *out)
{
  S2_REQUIRE(grid != NULL && mask != NULL && map != NULL && out != NULL, "an argument is NULL");
  S2_TRY(mask_check(grid, mask, -DBL_MAX));
  multiply(grid, mask, map, out);
  return S2_OK;
}

s2_status s2fft_mask_apply_pair(const s2_grid *grid, const double *mask, const double *Q,
                                const double *U, double *out_Q, double *out_U)
{
  S2_REQUIRE(grid != NULL && mask != NULL && Q != NULL && U != NULL && out_Q != NULL &&
                 out_U != NULL,
             "an argument is NULL");
  S2_TRY(mask_check(grid, mask, -DBL_MAX));
  multiply(grid, mask, Q, out_Q);
  multiply(grid, mask, U, out_U);
  return S2_OK;
}

/// Add one ring, by the share of the sphere that a sample stands for.
static void add_ring(const s2_ring *ring, const double *samples, s2fft_moments *sum)
{
  double part[4] = {0};
  for (int p = 0; p < ring->nphi; ++p) {
    double square = samples[p] * samples[p];
    part[0] += samples[p] != 0.0 ? 1.0 : 0.0;
    part[1] += samples[p];
    part[2] += square;
    part[3] += square * square;
  }
  double share = ring->weight / (4 * S2_PI);
  sum->sky += share * part[0];
  sum->w1 += share * part[1];
  sum->w2 += share * part[2];
  sum->w4 += share * part[3];
}

s2_status s2fft_mask_moments(const s2_grid *grid, const double *mask, s2fft_moments *moments)
{
  S2_REQUIRE(grid != NULL && mask != NULL && moments != NULL, "an argument is NULL");
  S2_TRY(mask_check(grid, mask, -DBL_MAX));
  const s2_ring *rings = s2_grid_rings(grid);
  double whole = 0.0;
  s2fft_moments sum = {0};
  for (int r = 0; r < s2_grid_nrings(grid); ++r) {
    whole += rings[r].weight * rings[r].nphi;
    add_ring(&rings[r], mask + rings[r].offset, &sum);
  }
  S2_REQUIRE(whole != 0.0, "the grid has no weights: they sum to %g", whole);
  sum.effective = sum.w4 > 0.0 ? sum.w2 * sum.w2 / sum.w4 : 0.0;
  *moments = sum;
  return S2_OK;
}
