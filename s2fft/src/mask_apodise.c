// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "mask.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/priv/memory.h>
#include <s2fft/filters.h>
#include <s2fft/spectra.h>
#include <string.h>

/// Distance at which the smoothed mask starts to rise, in standard deviations.
#define SMOOTH_REACH 2.5

static double rise_c1(double x)
{
  return x - sin(2.0 * S2_PI * x) / (2.0 * S2_PI);
}

static double rise_c2(double x)
{
  return 0.5 * (1.0 - cos(S2_PI * x));
}

static double rise_step(double x)
{
  return x < 1.0 ? 0.0 : 1.0;
}

static double (*const rises[])(double) = {rise_c1, rise_c2};

enum { NRISES = sizeof rises / sizeof *rises };

/// out = mask f(out), out being the distance, for all samples.
static void multiply(const s2_grid *grid, const double *mask, double (*rise)(double), double radius,
                     double *out)
{
  const s2_ring *rings = s2_grid_rings(grid);
  double whole = sin(0.5 * radius);
  for (int r = 0; r < s2_grid_nrings(grid); ++r)
    for (int64_t p = rings[r].offset; p < rings[r].offset + rings[r].nphi; ++p)
      out[p] = out[p] < radius ? mask[p] * rise(sin(0.5 * out[p]) / whole) : mask[p];
}

static void copy(const s2_grid *grid, const double *mask, double *out)
{
  const s2_ring *rings = s2_grid_rings(grid);
  for (int r = 0; r < s2_grid_nrings(grid); ++r)
    memcpy(out + rings[r].offset, mask + rings[r].offset, (size_t)rings[r].nphi * sizeof *out);
}

s2_status s2fft_mask_apodise(const s2_grid *grid, const double *mask, s2fft_apodisation type,
                             double radius, const s2fft_mask_options *options, double *out)
{
  S2_REQUIRE(grid != NULL && mask != NULL && out != NULL, "an argument is NULL");
  S2_REQUIRE(out != mask, "out is the mask itself");
  S2_REQUIRE((int)type >= 0 && (int)type < NRISES, "type = %d is outside 0 .. %d", (int)type,
             NRISES - 1);
  S2_REQUIRE(radius >= 0.0 && radius <= S2_PI, "radius = %g is outside 0 .. pi", radius);
  if (radius == 0.0) {
    S2_TRY(mask_check(grid, mask, 0.0));
    copy(grid, mask, out);
    return S2_OK;
  }
  S2_TRY(s2fft_mask_distance(grid, mask, radius, options, out));
  multiply(grid, mask, rises[type], radius, out);
  return S2_OK;
}

/// Smooth `out`, where every sample next to a masked one has been masked, with a Gaussian.
static s2_status smooth(const s2fft_plan *plan, double sigma, double *out)
{
  int L = s2fft_plan_L(plan);
  double *window = s2_priv_alloc((size_t)L, sizeof *window);
  if (window == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %d numbers", L);
  s2_status status = s2fft_window_gaussian(L, sigma * sqrt(8.0 * log(2.0)), 0, window);
  if (status == S2_OK) status = s2fft_smooth(plan, window, out, out, NULL);
  s2_priv_free(window);
  return status;
}

s2_status s2fft_mask_smooth(const s2fft_plan *plan, const s2_grid *grid, const double *mask,
                            double sigma, const s2fft_mask_options *options, double *out)
{
  S2_REQUIRE(plan != NULL && grid != NULL && mask != NULL && out != NULL, "an argument is NULL");
  S2_REQUIRE(out != mask, "out is the mask itself");
  S2_REQUIRE(s2_grid_map_size(grid) == s2fft_map_size(plan),
             "maps of the grid have %lld samples, those of the plan %lld",
             (long long)s2_grid_map_size(grid), (long long)s2fft_map_size(plan));
  S2_REQUIRE(s2fft_plan_spin(plan) == 0, "the plan's spin is %d, must be 0", s2fft_plan_spin(plan));
  S2_REQUIRE(sigma >= 0.0 && SMOOTH_REACH * sigma <= S2_PI, "sigma = %g is outside 0 .. pi / %g",
             sigma, SMOOTH_REACH);
  if (sigma == 0.0) return s2fft_mask_apodise(grid, mask, S2FFT_APODISE_C1, 0.0, options, out);
  double reach = fmin(SMOOTH_REACH * sigma, S2_PI);
  S2_TRY(s2fft_mask_distance(grid, mask, reach, options, out));
  multiply(grid, mask, rise_step, reach, out);
  S2_TRY(smooth(plan, sigma, out));
  return s2fft_mask_apply(grid, mask, out, out);
}
