// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2picture"
#include "sampler.h"
#include "projection.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>

bool s2_picture_missing(double value)
{
  return !isfinite(value) || fabs(value / -1.6375e30 - 1) < 1e-5;
}

typedef struct ring_key {
  double theta;
  int ring;
} ring_key;

static int by_theta(const void *a, const void *b)
{
  double ta = ((const ring_key *)a)->theta, tb = ((const ring_key *)b)->theta;
  return (ta > tb) - (ta < tb);
}

static s2_status sort_rings(s2_picture_sampler *sampler)
{
  const s2_ring *rings = s2_grid_rings(sampler->grid);
  size_t n = (size_t)sampler->nrings;
  ring_key *keys = s2_priv_alloc(n, sizeof *keys);
  sampler->order = s2_priv_alloc(n, sizeof *sampler->order);
  sampler->theta = s2_priv_alloc(n, sizeof *sampler->theta);
  if (keys == NULL || sampler->order == NULL || sampler->theta == NULL) {
    s2_priv_free(keys);
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %d rings", sampler->nrings);
  }
  for (size_t r = 0; r < n; r++) keys[r] = (ring_key){rings[r].theta, (int)r};
  qsort(keys, n, sizeof *keys, by_theta);
  for (size_t r = 0; r < n; r++) {
    sampler->order[r] = keys[r].ring;
    sampler->theta[r] = keys[r].theta;
  }
  s2_priv_free(keys);
  return S2_OK;
}

static double ring_mean(const s2_picture_sampler *sampler, int row)
{
  const s2_ring *ring = &s2_grid_rings(sampler->grid)[sampler->order[row]];
  double sum = 0;
  for (int p = 0; p < ring->nphi; p++) {
    double value = sampler->map[ring->offset + p];
    if (s2_picture_missing(value)) return NAN;
    sum += value / ring->nphi;
  }
  return sum;
}

s2_status s2_picture_sampler_make(s2_picture_sampler *sampler, const s2_grid *grid,
                                  const double *map, s2_picture_sampling sampling)
{
  bool healpix = s2_grid_get_kind(grid) == S2_GRID_HEALPIX;
  *sampler = (s2_picture_sampler){.grid = grid, .map = map, .nrings = s2_grid_nrings(grid)};
  sampler->bilinear = sampling == S2_PICTURE_BILINEAR || (sampling == S2_PICTURE_AUTO && !healpix);
  S2_TRY(sort_rings(sampler));
  sampler->pole[0] = ring_mean(sampler, 0);
  sampler->pole[1] = ring_mean(sampler, sampler->nrings - 1);
  return S2_OK;
}

void s2_picture_sampler_free(s2_picture_sampler *sampler)
{
  s2_priv_free(sampler->order);
  s2_priv_free(sampler->theta);
  sampler->order = NULL;
  sampler->theta = NULL;
}

// Number of rings at or north of theta.
static int rings_above(const s2_picture_sampler *sampler, double theta)
{
  int low = 0, high = sampler->nrings;
  while (low < high) {
    int middle = low + (high - low) / 2;
    if (sampler->theta[middle] <= theta)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

// Rings given by the caller may cover a part of the sphere only: a direction farther out than the
// spacing of the outermost two rings is not covered.
static bool covered(const s2_picture_sampler *sampler, double theta)
{
  int n = sampler->nrings;
  const double *t = sampler->theta;
  if (s2_grid_get_kind(sampler->grid) != S2_GRID_RINGS || n < 2) return true;
  return theta >= t[0] - (t[1] - t[0]) && theta <= t[n - 1] + (t[n - 1] - t[n - 2]);
}

// Place of a longitude on a ring, in samples: 0 .. nphi.
static double ring_place(const s2_ring *ring, double phi)
{
  double turns = (phi - ring->phi0) / (2 * PICTURE_PI);
  return (turns - floor(turns)) * ring->nphi;
}

static double nearest(const s2_picture_sampler *sampler, double theta, double phi)
{
  int nside = s2_grid_nside(sampler->grid), below;
  const double *t = sampler->theta;
  const s2_ring *ring;
  if (nside > 0) return sampler->map[s2_healpix_pixel(nside, theta, phi)];
  below = rings_above(sampler, theta);
  if (below == sampler->nrings || (below > 0 && theta - t[below - 1] < t[below] - theta)) below--;
  ring = &s2_grid_rings(sampler->grid)[sampler->order[below]];
  return sampler->map[ring->offset + (int)floor(ring_place(ring, phi) + 0.5) % ring->nphi];
}

// Up to four samples and their weights around a direction.
typedef struct stencil {
  double value[4], weight[4];
  int count;
} stencil;

static void add(stencil *s, double value, double weight)
{
  s->value[s->count] = value;
  s->weight[s->count] = weight;
  s->count++;
}

static void add_row(stencil *s, const s2_picture_sampler *sampler, int row, double phi,
                    double weight)
{
  const s2_ring *ring;
  double place, part;
  int first;
  if (row < 0 || row >= sampler->nrings) {
    add(s, sampler->pole[row >= 0], weight);
    return;
  }
  ring = &s2_grid_rings(sampler->grid)[sampler->order[row]];
  place = ring_place(ring, phi);
  part = place - floor(place);
  first = (int)floor(place) % ring->nphi;
  add(s, sampler->map[ring->offset + first], weight * (1 - part));
  add(s, sampler->map[ring->offset + (first + 1) % ring->nphi], weight * part);
}

static double bilinear(const s2_picture_sampler *sampler, double theta, double phi)
{
  int below = rings_above(sampler, theta);
  double north = below > 0 ? sampler->theta[below - 1] : 0;
  double south = below < sampler->nrings ? sampler->theta[below] : PICTURE_PI;
  double part = south > north ? (theta - north) / (south - north) : 0;
  double sum = 0, weight = 0, most = -1;
  bool missing = false;
  stencil s = {.count = 0};
  add_row(&s, sampler, below - 1, phi, 1 - part);
  add_row(&s, sampler, below, phi, part);
  for (int i = 0; i < s.count; i++) {
    bool gone = s2_picture_missing(s.value[i]);
    if (s.weight[i] > most) missing = gone;
    most = fmax(most, s.weight[i]);
    if (gone) continue;
    sum += s.weight[i] * s.value[i];
    weight += s.weight[i];
  }
  // The sample that weighs most decides whether there is a value, so that a mask keeps its shape.
  return missing || !(weight > 0) ? NAN : sum / weight;
}

double s2_picture_sample(const s2_picture_sampler *sampler, const double direction[3])
{
  double theta = atan2(hypot(direction[0], direction[1]), direction[2]);
  double phi = atan2(direction[1], direction[0]);
  double value;
  if (!covered(sampler, theta)) return NAN;
  value = sampler->bilinear ? bilinear(sampler, theta, phi) : nearest(sampler, theta, phi);
  return s2_picture_missing(value) ? NAN : value;
}
