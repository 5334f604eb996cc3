// SPDX-License-Identifier: MIT
#include "map.h"
#include <math.h>
#include <s2common/priv/memory.h>

static const double two_pi = 6.283185307179586;

// Index i with x[i] <= value < x[i+1]; -1 below the first, n-1 from the last on.
static int below(int n, const double *x, double value)
{
  int low = -1, high = n;
  while (high - low > 1) {
    int middle = low + (high - low) / 2;
    if (x[middle] <= value)
      low = middle;
    else
      high = middle;
  }
  return low;
}

// Along one row, periodic.
static double along(int n, const double *phi, const double *row, double value)
{
  double turned = phi[0] + fmod(fmod(value - phi[0], two_pi) + two_pi, two_pi);
  int i = below(n, phi, turned);
  int next = i + 1 < n ? i + 1 : 0;
  double step = phi[next] - phi[i] + (next == 0 ? two_pi : 0);
  double t = (turned - phi[i]) / step;
  return (1 - t) * row[i] + t * row[next];
}

void cli_bilinear(int ntheta, const double *theta, int nphi, const double *phi,
                  const double *values, const s2_grid *grid, double *out)
{
  const s2_ring *ring = s2_grid_rings(grid);
  for (int r = 0; r < s2_grid_nrings(grid); r++) {
    int i = below(ntheta, theta, ring[r].theta);
    int north = i < 0 ? 0 : i, south = i + 1 < ntheta ? i + 1 : ntheta - 1;
    double step = theta[south] - theta[north];
    double t = step > 0 ? (ring[r].theta - theta[north]) / step : 0;
    for (int p = 0; p < ring[r].nphi; p++) {
      double at = ring[r].phi0 + two_pi * p / ring[r].nphi;
      out[ring[r].offset + p] =
          (1 - t) * along(nphi, phi, values + (int64_t)north * nphi, at) +
          t * along(nphi, phi, values + (int64_t)south * nphi, at);
    }
  }
}
