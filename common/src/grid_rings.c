// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2common"
#include "rings.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <stdbool.h>
#include <stdlib.h>

// Largest difference between a given sine or cosine and that of the given theta. Generous: it
// is there to catch fields that were forgotten or mixed up.
#define TOLERANCE 1e-9

// The double nearest to pi is taken for the pole itself.
static void set_angles(s2_ring *ring, double theta)
{
  bool south = theta >= S2_PI;
  ring->theta = theta;
  ring->cos_theta = cos(theta);
  ring->sin_theta = south ? 0.0 : sin(theta);
  ring->cos_half = south ? 0.0 : cos(0.5 * theta);
  ring->sin_half = sin(0.5 * theta);
}

static bool has_sines(const s2_ring *ring)
{
  return ring->cos_theta != 0.0 || ring->sin_theta != 0.0 || ring->cos_half != 0.0 ||
         ring->sin_half != 0.0;
}

// False for NaN, too.
static bool agrees(const s2_ring *given, const s2_ring *expected)
{
  return fabs(given->cos_theta - expected->cos_theta) <= TOLERANCE &&
         fabs(given->sin_theta - expected->sin_theta) <= TOLERANCE &&
         fabs(given->cos_half - expected->cos_half) <= TOLERANCE &&
         fabs(given->sin_half - expected->sin_half) <= TOLERANCE && given->sin_theta >= 0.0 &&
         given->cos_half >= 0.0 && given->sin_half >= 0.0;
}

static s2_status copy_ring(int t, const s2_ring *given, s2_ring *ring)
{
  S2_REQUIRE(given->theta >= 0.0 && given->theta <= S2_PI,
             "theta = %.17g of ring %d is outside 0 .. pi", given->theta, t);
  S2_REQUIRE(isfinite(given->phi0), "phi0 = %g of ring %d is not finite", given->phi0, t);
  S2_REQUIRE(isfinite(given->weight), "weight = %g of ring %d is not finite", given->weight, t);
  S2_REQUIRE(given->nphi >= 1, "nphi = %d of ring %d is below 1", given->nphi, t);
  S2_REQUIRE(given->offset >= 0 && given->offset <= INT64_MAX - given->nphi,
             "offset = %lld of ring %d is outside 0 .. 2^63-1 - nphi", (long long)given->offset, t);
  *ring = *given;
  set_angles(ring, given->theta);
  if (!has_sines(given)) return S2_OK;
  S2_REQUIRE(agrees(given, ring), "sines and cosines of ring %d are not those of theta = %.17g", t,
             given->theta);
  *ring = *given;
  return S2_OK;
}

static int by_offset(const void *a, const void *b)
{
  int64_t x = (*(const s2_ring *const *)a)->offset, y = (*(const s2_ring *const *)b)->offset;
  return (x > y) - (x < y);
}

static s2_status check_overlap(int n, const s2_ring *rings, const s2_ring **order)
{
  for (int t = 0; t < n; t++) order[t] = &rings[t];
  qsort(order, (size_t)n, sizeof(const s2_ring *), by_offset);
  for (int t = 1; t < n; t++) {
    S2_REQUIRE(order[t]->offset >= order[t - 1]->offset + order[t - 1]->nphi,
               "rings %d and %d overlap at offset %lld", (int)(order[t - 1] - rings),
               (int)(order[t] - rings), (long long)order[t]->offset);
  }
  return S2_OK;
}

s2_status s2_fill_user(int n, const s2_ring *given, s2_ring *rings, int64_t *map_size)
{
  *map_size = 0;
  for (int t = 0; t < n; t++) {
    S2_TRY(copy_ring(t, &given[t], &rings[t]));
    int64_t end = rings[t].offset + rings[t].nphi;
    if (end > *map_size) *map_size = end;
  }
  const s2_ring **order = s2_priv_alloc((size_t)n, sizeof *order);
  if (order == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory to sort %d rings", n);
  s2_status status = check_overlap(n, rings, order);
  s2_priv_free(order);
  return status;
}
