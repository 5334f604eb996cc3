// SPDX-License-Identifier: MIT
#include "mask_points.h"

#include <math.h>
#include <stdlib.h>

double *new_samples(const s2_grid *grid)
{
  double *map = calloc((size_t)s2_grid_map_size(grid), sizeof *map);
  assert_non_null(map);
  return map;
}

points points_of(const s2_grid *grid)
{
  points p = {(size_t)s2_grid_map_size(grid), NULL};
  p.xyz = malloc(p.count * sizeof *p.xyz);
  assert_non_null(p.xyz);
  for (size_t k = 0; k < p.count; ++k) p.xyz[k][0] = 99.0;
  const s2_ring *rings = s2_grid_rings(grid);
  for (int r = 0; r < s2_grid_nrings(grid); ++r)
    for (int k = 0; k < rings[r].nphi; ++k) {
      double phi = rings[r].phi0 + 2.0 * PI * k / rings[r].nphi;
      double *x = p.xyz[rings[r].offset + k];
      x[0] = rings[r].sin_theta * cos(phi);
      x[1] = rings[r].sin_theta * sin(phi);
      x[2] = rings[r].cos_theta;
    }
  return p;
}

void cut_mask(const points *p, uint64_t seed, double *mask)
{
  for (size_t k = 0; k < p->count; ++k) mask[k] = 0.75 + 0.25 * uniform(&seed);
  for (int patch = 0; patch < 4; ++patch) {
    double v[3] = {uniform(&seed), uniform(&seed), uniform(&seed)};
    double radius = 0.15 * patch, norm = sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    for (size_t k = 0; k < p->count; ++k) {
      const double *x = p->xyz[k];
      double cosine = (v[0] * x[0] + v[1] * x[1] + v[2] * x[2]) / norm;
      if (cosine > cos(radius) && x[0] < 9.0) mask[k] = 0.0;
    }
  }
  for (int lone = 0; lone < 3; ++lone)
    mask[(size_t)(0.5 * (uniform(&seed) + 1.0) * (double)(p->count - 1))] = 0.0;
}

double brute_distance(const points *p, const double *mask, size_t k)
{
  double least = 4.0;
  for (size_t i = 0; i < p->count; ++i) {
    if (mask[i] != 0.0 || p->xyz[i][0] > 9.0) continue;
    double square = 0.0;
    for (int c = 0; c < 3; ++c)
      square += (p->xyz[k][c] - p->xyz[i][c]) * (p->xyz[k][c] - p->xyz[i][c]);
    least = fmin(least, square);
  }
  return 2.0 * asin(fmin(1.0, sqrt(least) / 2.0));
}
