// SPDX-License-Identifier: MIT
// Monopole and dipole by least squares over the samples that have a value, as healpy's
// remove_monopole() and remove_dipole() do it.
#include "map.h"
#include <math.h>

static const double two_pi = 6.283185307179586;

static void direction(const s2_ring *ring, int p, double u[4])
{
  double phi = ring->phi0 + two_pi * p / ring->nphi;
  u[0] = 1;
  u[1] = ring->sin_theta * cos(phi);
  u[2] = ring->sin_theta * sin(phi);
  u[3] = ring->cos_theta;
}

// Normal equations [A | b] of the first n of the four functions.
static void accumulate(const cli_map *map, int n, double a[4][5])
{
  const s2_ring *rings = s2_grid_rings(map->grid);
  for (int r = 0; r < s2_grid_nrings(map->grid); r++) {
    for (int p = 0; p < rings[r].nphi; p++) {
      double u[4], value = map->values[rings[r].offset + p];
      if (!cli_has_value(value)) continue;
      direction(&rings[r], p, u);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) a[i][j] += rings[r].weight * u[i] * u[j];
        a[i][4] += rings[r].weight * u[i] * value;
      }
    }
  }
}

// Gauss-Jordan without pivoting: the matrix is positive definite unless nearly all is missing.
static bool solve(int n, double a[4][5])
{
  for (int i = 0; i < n; i++) {
    if (!(a[i][i] > 1e-9)) return false;
    for (int k = 0; k < n; k++) {
      double factor = k == i ? 0 : a[k][i] / a[i][i];
      for (int j = 0; j < 5; j++) a[k][j] -= factor * a[i][j];
    }
  }
  for (int i = 0; i < n; i++) a[i][4] /= a[i][i];
  return true;
}

s2_status cli_map_remove(cli_run *run, cli_map *map, bool dipole)
{
  static const char *const keys[] = {"monopole", "dipole_x", "dipole_y", "dipole_z"};
  double a[4][5] = {{0}};
  int n = dipole ? 4 : 1;
  const s2_ring *rings = s2_grid_rings(map->grid);
  USAGE_REQUIRE(!map->complex, "monopole and dipole are removed from real maps only");
  accumulate(map, n, a);
  S2_REQUIRE(solve(n, a), "too few samples have a value to fit monopole and dipole");
  for (int r = 0; r < s2_grid_nrings(map->grid); r++) {
    for (int p = 0; p < rings[r].nphi; p++) {
      double u[4], *value = &map->values[rings[r].offset + p];
      direction(&rings[r], p, u);
      for (int i = 0; i < n && cli_has_value(*value); i++) *value -= a[i][4] * u[i];
    }
  }
  for (int i = 0; i < n; i++) cli_number(run, keys[i], a[i][4]);
  return S2_OK;
}
