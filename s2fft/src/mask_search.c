// SPDX-License-Identifier: MIT
// The nearest masked sample lies, on each ring, next to the meridian of the direction. Rings are
// tried from the nearest outwards, until the ring itself is farther than the best sample found.
#define S2_LIBRARY "s2fft"
#include "mask_search.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <stdbool.h>
#include <stdlib.h>

/// Runs of masked samples in a ring, written to first, last unless NULL.
static int find_runs(const double *samples, int nphi, int *first, int *last)
{
  int count = 0;
  for (int p = 0; p < nphi; ++p) {
    if (samples[p] != 0.0) continue;
    if (first != NULL) first[count] = p;
    while (p + 1 < nphi && samples[p + 1] == 0.0) ++p;
    if (last != NULL) last[count] = p;
    ++count;
  }
  return count;
}

static int from_north(const void *a, const void *b)
{
  const mask_ring *x = a, *y = b;
  double difference = x->sin_half * y->cos_half - x->cos_half * y->sin_half;
  return (difference > 0.0) - (difference < 0.0);
}

static mask_ring lay_out(const s2_ring *r, const double *mask, int count, int *runs)
{
  mask_ring ring = {.sin_half = r->sin_half, .cos_half = r->cos_half, .sin_theta = r->sin_theta};
  ring.phi0 = r->phi0;
  ring.spacing = (2 * S2_PI) / r->nphi;
  ring.nphi = r->nphi;
  ring.count = count;
  ring.first = runs;
  ring.last = runs + count;
  (void)find_runs(mask + r->offset, r->nphi, ring.first, ring.last);
  return ring;
}

s2_status mask_search_create(mask_search *search, const s2_grid *grid, const double *mask)
{
  const s2_ring *rings = s2_grid_rings(grid);
  size_t nruns = 0, nrings = (size_t)s2_grid_nrings(grid);
  for (size_t r = 0; r < nrings; ++r)
    nruns += (size_t)find_runs(mask + rings[r].offset, rings[r].nphi, NULL, NULL);
  *search = (mask_search){0, s2_priv_alloc(nrings, sizeof *search->rings),
                          s2_priv_alloc(2 * nruns, sizeof *search->runs)};
  if (search->rings == NULL || search->runs == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu rings and %zu runs", nrings, nruns);
  int *runs = search->runs;
  for (size_t r = 0; r < nrings; ++r) {
    int count = find_runs(mask + rings[r].offset, rings[r].nphi, NULL, NULL);
    if (count == 0) continue;
    search->rings[search->nrings++] = lay_out(&rings[r], mask, count, runs);
    runs += 2 * count;
  }
  qsort(search->rings, (size_t)search->nrings, sizeof *search->rings, from_north);
  return S2_OK;
}

void mask_search_free(mask_search *search)
{
  s2_priv_free(search->rings);
  s2_priv_free(search->runs);
  *search = (mask_search){0, NULL, NULL};
}

mask_view mask_view_of(const mask_search *search, const s2_ring *ring)
{
  mask_view view = {.sin_half = ring->sin_half, .cos_half = ring->cos_half};
  mask_ring own = {.sin_half = ring->sin_half, .cos_half = ring->cos_half};
  view.sin_theta = ring->sin_theta;
  view.phi = ring->phi0;
  int end = search->nrings;
  while (view.start < end) {
    int half = view.start + (end - view.start) / 2;
    if (from_north(&search->rings[half], &own) < 0)
      view.start = half + 1;
    else
      end = half;
  }
  return view;
}

/// Number of runs that start at sample `p` or before.
static int runs_up_to(const mask_ring *r, int p)
{
  int low = 0, high = r->count;
  while (low < high) {
    int half = low + (high - low) / 2;
    if (r->first[half] <= p)
      low = half + 1;
    else
      high = half;
  }
  return low;
}

/// Longitude between phi and the nearest masked sample of a ring, 0 .. pi.
static double nearest_longitude(const mask_ring *r, double phi)
{
  double x = (phi - r->phi0) / r->spacing;
  x -= r->nphi * floor(x / r->nphi);
  int p = (int)x < r->nphi ? (int)x : r->nphi - 1; // between samples p and p+1
  int before = runs_up_to(r, p);
  int west, east;
  if (before == 0)
    west = r->last[r->count - 1] - r->nphi;
  else
    west = r->last[before - 1] < p ? r->last[before - 1] : p;
  if (before > 0 && r->last[before - 1] > p)
    east = p + 1;
  else
    east = before < r->count ? r->first[before] : r->first[0] + r->nphi;
  return r->spacing * fmin(x - west, east - x);
}

/// Try one ring. False if the whole ring is too far. `best` is sin^2 of half the distance.
static bool try_ring(const mask_ring *r, const mask_view *v, double *best)
{
  double across = r->sin_half * v->cos_half - r->cos_half * v->sin_half;
  double least = across * across, product = r->sin_theta * v->sin_theta;
  if (least >= *best) return false;
  double phi = nearest_longitude(r, v->phi), chord = phi / S2_PI; // at most sin(phi/2)
  if (least + product * chord * chord >= *best) return true;
  double sine = sin(0.5 * phi), found = least + product * sine * sine;
  if (found < *best) *best = found;
  return true;
}

double mask_search_nearest(const mask_search *search, const mask_view *view, double reach)
{
  double start = sin(0.5 * reach) * sin(0.5 * reach), best = start;
  int north = view->start - 1, south = view->start;
  bool go_north = true, go_south = true;
  while (go_north || go_south) {
    go_south = go_south && south < search->nrings && try_ring(&search->rings[south++], view, &best);
    go_north = go_north && north >= 0 && try_ring(&search->rings[north--], view, &best);
  }
  return best < start ? 2.0 * atan2(sqrt(best), sqrt(fmax(0.0, 1.0 - best))) : reach;
}
