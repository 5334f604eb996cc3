// SPDX-License-Identifier: MIT
#include "options.h"
#include <math.h>
#include <s2common/priv/options.h>
#include <string.h>

static const s2fft_options defaults = {.struct_size = sizeof(s2fft_options), .mmax = -1};

void s2fft_options_init_sized(s2fft_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

s2_status options_adopt(const s2fft_options *given, s2fft_options *own)
{
  S2_ADOPT_OPTIONS("s2fft_options_init", given, defaults, own);
  return S2_OK;
}

static s2_status check_weights(const s2_grid *grid, const double *weights)
{
  if (weights == NULL) return S2_OK;
  for (int r = 0; r < s2_grid_nrings(grid); ++r)
    S2_REQUIRE(isfinite(weights[r]), "ring_weights[%d] = %g is not finite", r, weights[r]);
  return S2_OK;
}

s2_status options_check(const s2_grid *grid, int L, const s2fft_options *o)
{
  S2_REQUIRE(grid != NULL, "grid is NULL");
  S2_REQUIRE(L >= 1 && L <= S2FFT_L_MAX, "L = %d is outside 1 .. %d", L, S2FFT_L_MAX);
  S2_REQUIRE(o->spin > -L && o->spin < L, "spin = %d is outside %d .. %d (L = %d)", o->spin, 1 - L,
             L - 1, L);
  S2_REQUIRE(o->mmax >= -1 && o->mmax < L, "mmax = %d is outside -1 .. %d", o->mmax, L - 1);
  S2_REQUIRE(o->lmin >= 0 && o->lmin <= L, "lmin = %d is outside 0 .. %d", o->lmin, L);
  S2_REQUIRE((int)o->layout >= S2FFT_LAYOUT_DEFAULT && o->layout <= S2FFT_LAYOUT_LINEAR,
             "layout = %d is outside 0 .. %d", (int)o->layout, S2FFT_LAYOUT_LINEAR);
  S2_REQUIRE(o->nthreads >= 0 && o->nthreads <= 4096, "nthreads = %d is outside 0 .. 4096",
             o->nthreads);
  S2_REQUIRE(o->iterations >= 0 && o->iterations <= 100, "iterations = %d is outside 0 .. 100",
             o->iterations);
  return check_weights(grid, o->ring_weights);
}
