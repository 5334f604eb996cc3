// SPDX-License-Identifier: MIT
#include "map.h"
#include <math.h>
#include <s2common/priv/memory.h>
#include <string.h>

static s2_status fill(cli_map *map, int n, bool complex)
{
  map->n = n;
  map->complex = complex;
  map->size = s2_grid_map_size(map->grid);
  map->values = s2_priv_alloc((size_t)map->size * (size_t)n, (complex ? 2 : 1) * sizeof(double));
  map->columns = s2_priv_alloc((size_t)n, sizeof *map->columns);
  if (map->values == NULL || map->columns == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %d maps of %lld samples", n,
                   (long long)map->size);
  return S2_OK;
}

s2_status cli_map_create(cli_map **map, s2_grid *grid, int n, bool complex)
{
  *map = s2_priv_alloc(1, sizeof **map);
  if (*map == NULL) {
    s2_grid_destroy(grid);
    return S2_FAIL(S2_ERR_MEMORY, "no memory for a map");
  }
  (*map)->grid = grid;
  s2_status status = fill(*map, n, complex);
  if (status != S2_OK) {
    cli_map_destroy(*map);
    *map = NULL;
  }
  return status;
}

void cli_map_destroy(cli_map *map)
{
  if (map == NULL) return;
  s2_grid_destroy(map->grid);
  s2_priv_free(map->values);
  s2_priv_free(map->columns);
  s2_priv_free(map);
}

double *cli_map_values(const cli_map *map, int i)
{
  return map->values + (int64_t)i * map->size * (map->complex ? 2 : 1);
}

bool cli_has_value(double sample) { return isfinite(sample) && sample > 0.999 * S2_HEALPIX_UNSEEN; }

bool cli_same_grid(const s2_grid *a, const s2_grid *b)
{
  int n = s2_grid_nrings(a);
  if (s2_grid_get_kind(a) != s2_grid_get_kind(b) || s2_grid_nrings(b) != n) return false;
  const s2_ring *ring = s2_grid_rings(a), *other = s2_grid_rings(b);
  for (int r = 0; r < n; r++)
    if (ring[r].nphi != other[r].nphi || ring[r].offset != other[r].offset ||
        ring[r].theta != other[r].theta || ring[r].phi0 != other[r].phi0)
      return false;
  return true;
}

s2_status cli_map_subtract(cli_map *map, const cli_map *other)
{
  S2_REQUIRE(cli_same_grid(map->grid, other->grid),
             "the two maps have different samplings (%s and %s): convert one of them first",
             map->about, other->about);
  S2_REQUIRE(map->n == other->n && map->complex == other->complex,
             "%d maps cannot be subtracted from %d: choose with --columns", other->n, map->n);
  int64_t count = map->size * map->n * (map->complex ? 2 : 1);
  for (int64_t i = 0; i < count; i++) {
    bool known = cli_has_value(map->values[i]) && cli_has_value(other->values[i]);
    map->values[i] = known ? map->values[i] - other->values[i] : S2_HEALPIX_UNSEEN;
  }
  return S2_OK;
}

cli_statistics cli_map_statistics(const cli_map *map, int i)
{
  cli_statistics s = {INFINITY, -INFINITY, 0, 0, 0};
  const s2_ring *ring = s2_grid_rings(map->grid);
  const double *values = cli_map_values(map, i);
  int step = map->complex ? 2 : 1;
  double area = 0, sum = 0, squares = 0;
  for (int r = 0; r < s2_grid_nrings(map->grid); r++) {
    for (int64_t p = ring[r].offset * step; p < (ring[r].offset + ring[r].nphi) * step; p++) {
      if (!cli_has_value(values[p])) {
        s.missing++;
        continue;
      }
      s.min = fmin(s.min, values[p]);
      s.max = fmax(s.max, values[p]);
      area += ring[r].weight;
      sum += ring[r].weight * values[p];
      squares += ring[r].weight * values[p] * values[p];
    }
  }
  s.mean = sum / area;
  s.rms = sqrt(squares / area);
  return s;
}

void cli_map_fill(const cli_run *run, cli_map *map)
{
  int64_t missing = 0, count = map->size * map->n * (map->complex ? 2 : 1);
  for (int64_t i = 0; i < count; i++) {
    if (cli_has_value(map->values[i])) continue;
    map->values[i] = 0;
    missing++;
  }
  if (missing > 0)
    cli_note(run, "%lld of %lld samples have no value and are taken as zero", (long long)missing,
             (long long)count);
}
