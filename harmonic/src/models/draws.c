// SPDX-License-Identifier: MIT
#include "draws.h"
#include <s2common/rng.h>

void draw_normals(uint64_t seed, draw_stream stream, int64_t first, int64_t n, int ndim, double *z)
{
  uint64_t pairs = ((uint64_t)ndim + 1) / 2;
  for (int64_t i = 0; i < n; ++i)
    for (int d = 0; d < ndim; d += 2) {
      double pair[2];
      uint64_t index = (uint64_t)(first + i) * pairs + (uint64_t)d / 2;
      s2_rng_normal2(seed, (uint64_t)stream, index, pair);
      z[i * ndim + d] = pair[0];
      if (d + 1 < ndim) z[i * ndim + d + 1] = pair[1];
    }
}

double draw_uniform(uint64_t seed, draw_stream stream, int64_t index)
{
  double u[2];
  s2_rng_uniform2(seed, (uint64_t)stream, (uint64_t)index, u);
  return u[0];
}
