// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "mask.h"
#include "mask_search.h"
#include "ticker.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/priv/options.h>
#include <string.h>

static const s2fft_mask_options defaults = {.struct_size = sizeof defaults};

void s2fft_mask_options_init_sized(s2fft_mask_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

static s2_status adopt(const s2fft_mask_options *given, s2fft_mask_options *own)
{
  S2_ADOPT_OPTIONS("s2fft_mask_options_init", given, defaults, own);
  S2_REQUIRE(own->nthreads >= 0 && own->nthreads <= 4096, "nthreads = %d is outside 0 .. 4096",
             own->nthreads);
  return S2_OK;
}

/// Distances of one ring's samples. Neighbours differ by no more than the step between them: that
/// bounds the search near masked samples, and saves it for those that must be beyond the limit.
static void ring_distances(const mask_search *search, const s2_ring *ring, double limit,
                           const double *mask, double *distance)
{
  double spacing = (2 * S2_PI) / ring->nphi, step = spacing * ring->sin_theta;
  double reach = fmin(2.0 * limit, S2_PI), before = reach;
  mask_view view = mask_view_of(search, ring);
  for (int p = 0; p < ring->nphi; ++p) {
    double d = 0.0;
    if (mask[p] != 0.0) {
      view.phi = ring->phi0 + spacing * p;
      d = mask_search_nearest(search, &view, fmin(reach, (before + step) * (1.0 + 1e-9) + 1e-12));
    }
    distance[p] = fmin(d, limit);
    before = d;
    for (double left = d - limit - step; left > 1e-12 && p + 1 < ring->nphi; left -= step) {
      distance[++p] = limit;
      before += step;
    }
  }
}

s2_status s2fft_mask_distance(const s2_grid *grid, const double *mask, double limit,
                              const s2fft_mask_options *options, double *distance)
{
  s2fft_mask_options own;
  mask_search search;
  S2_REQUIRE(grid != NULL && mask != NULL && distance != NULL, "an argument is NULL");
  S2_REQUIRE(limit > 0.0 && limit <= S2_PI, "limit = %g is outside 0 < limit <= pi", limit);
  S2_TRY(adopt(options, &own));
  S2_TRY(mask_check(grid, mask, 0.0));
  s2_status status = mask_search_create(&search, grid, mask);
  ticker t = {.call = own.progress, .user = own.progress_user, .what = "distance"};
  const s2_ring *rings = s2_grid_rings(grid);
  int nrings = s2_grid_nrings(grid), nthreads = s2_priv_threads(own.nthreads);
  for (int r = 0; r < nrings; ++r) t.total += rings[r].nphi;
  if (status != S2_OK) nrings = 0;
#ifdef _OPENMP
#  pragma omp parallel for schedule(dynamic) num_threads(nthreads)
#else
  (void)nthreads;
#endif
  for (int r = 0; r < nrings; ++r) {
    if (!ticker_goes_on(&t)) continue;
    ring_distances(&search, &rings[r], limit, mask + rings[r].offset, distance + rings[r].offset);
    ticker_add(&t, rings[r].nphi);
  }
  mask_search_free(&search);
  return status == S2_OK ? ticker_finish(&t) : status;
}
