// SPDX-License-Identifier: MIT
// Grids of latitude and longitude, as netCDF files of the Earth have them. Rows at the centres of
// equal cells are the rings of Fejer's rule, rows from pole to pole those of Clenshaw and Curtis:
// such files are sampled exactly. All others are interpolated onto the nearest such grid.
#include "map.h"
#include <math.h>
#include <s2common/priv/memory.h>
#include <string.h>

static const double two_pi = 6.283185307179586, degree = 1.7453292519943295e-2;

// Coordinates in files are rounded; so much of a cell counts as the same place.
static const double tolerance = 1e-3;

typedef struct latlon {
  int nlat, nlon;        // after dropping a repeated meridian
  int row_length;        // of the file
  bool south_first;      // rows of the file ascend in latitude
  int turn;              // column of the file that comes first here
  double *theta, *phi;   // [nlat], [nlon] ascending [rad]
  double *values;        // [nlat][nlon] north to south, from phi[0]
  char units[S2_TEXT_SIZE];
} latlon;

static void latlon_free(latlon *g)
{
  s2_priv_free(g->theta);
  s2_priv_free(g->phi);
  s2_priv_free(g->values);
}

static s2_status coordinates(double **x, const char *path, const char *name, int64_t count)
{
  s2_netcdf_variable *variable;
  S2_TRY(s2_netcdf_read(&variable, path, name));
  s2_status status = S2_OK;
  if (variable->array->count != count)
    status = S2_FAIL(S2_ERR_FILE, "%s: coordinate %s has %lld values, the map %lld", path, name,
                     (long long)variable->array->count, (long long)count);
  *x = status == S2_OK ? s2_priv_alloc((size_t)count, sizeof **x) : NULL;
  if (*x != NULL) status = s2_array_to_double(variable->array, *x);
  if (status == S2_OK && *x == NULL) status = S2_FAIL(S2_ERR_MEMORY, "no memory for %s", name);
  s2_netcdf_variable_destroy(variable);
  return status;
}

// Degrees of latitude to colatitudes from north to south.
static s2_status settle_latitudes(latlon *g, const char *path)
{
  double *x = g->theta;
  g->south_first = x[0] < x[g->nlat - 1];
  for (int i = 0; g->south_first && i < g->nlat / 2; i++) {
    double swap = x[i];
    x[i] = x[g->nlat - 1 - i];
    x[g->nlat - 1 - i] = swap;
  }
  for (int i = 0; i < g->nlat; i++) {
    S2_REQUIRE(fabs(x[i]) <= 90.0001 && (i == 0 || x[i - 1] / degree > x[i]),
               "%s: row %d has latitude %g; rows must go from pole to pole in degrees", path, i,
               x[i]);
    x[i] = fmax(0, (90 - x[i]) * degree);
    if (i > 0 && !(x[i] > x[i - 1]))
      return S2_FAIL(S2_ERR_FILE, "%s: latitudes do not change steadily at row %d", path, i);
  }
  return S2_OK;
}

// Degrees of longitude to radians in [0, 2 pi), ascending; the columns turn along.
static s2_status settle_longitudes(latlon *g, const char *path)
{
  double *x = g->phi;
  double step = (x[g->nlon - 1] - x[0]) / (g->nlon - 1);
  while (g->nlon > 1 && x[g->nlon - 1] - x[0] > 360 - 0.5 * step) g->nlon--; // repeated meridian
  for (int i = 1; i < g->nlon; i++)
    S2_REQUIRE(x[i] > x[i - 1], "%s: longitudes do not grow at column %d", path, i);
  S2_REQUIRE(x[g->nlon - 1] - x[0] + 1.5 * step > 360,
             "%s covers longitudes %g .. %g only: a transform needs the whole sphere", path, x[0],
             x[g->nlon - 1]);
  double *turned = s2_priv_alloc((size_t)g->nlon, sizeof *turned);
  if (turned == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %d longitudes", g->nlon);
  for (int i = 0; i < g->nlon; i++) {
    double less = fmod(fmod(x[i], 360) + 360, 360), least = fmod(fmod(x[g->turn], 360) + 360, 360);
    if (less > 360 - tolerance * step) less = 0;
    if (less < least) g->turn = i;
  }
  double first = fmod(fmod(x[g->turn], 360) + 360, 360);
  if (first > 360 - tolerance * step) first -= 360;
  for (int i = 0; i < g->nlon; i++) {
    int from = (g->turn + i) % g->nlon;
    double past = x[from] - x[g->turn] + (from < g->turn ? 360 : 0);
    turned[i] = (first + past) * degree;
  }
  s2_priv_free(x);
  g->phi = turned;
  return S2_OK;
}

// The file's samples, north first, from the first meridian on; missing values become UNSEEN.
static s2_status settle_values(latlon *g, const s2_netcdf_variable *variable)
{
  double *read = s2_priv_alloc((size_t)variable->array->count, sizeof *read);
  g->values = s2_priv_alloc((size_t)g->nlat * (size_t)g->nlon, sizeof *g->values);
  s2_status status = read != NULL && g->values != NULL
                         ? s2_array_to_double(variable->array, read)
                         : S2_FAIL(S2_ERR_MEMORY, "no memory for %d x %d samples", g->nlat, g->nlon);
  for (int t = 0; status == S2_OK && t < g->nlat; t++) {
    const double *row = read + (int64_t)(g->south_first ? g->nlat - 1 - t : t) * g->row_length;
    for (int p = 0; p < g->nlon; p++) {
      double value = row[(g->turn + p) % g->nlon];
      bool missing = variable->has_missing && value == variable->missing;
      g->values[(int64_t)t * g->nlon + p] = missing ? S2_HEALPIX_UNSEEN : value;
    }
  }
  s2_priv_free(read);
  return status;
}

// Whether the rows are the rings of `grid` and the columns equidistant.
static bool fits(const latlon *g, const s2_grid *grid)
{
  const s2_ring *ring = s2_grid_rings(grid);
  double row = two_pi / 2 / g->nlat, column = two_pi / g->nlon;
  for (int t = 0; t < g->nlat; t++)
    if (fabs(g->theta[t] - ring[t].theta) > tolerance * row) return false;
  for (int p = 0; p < g->nlon; p++)
    if (fabs(g->phi[p] - g->phi[0] - p * column) > tolerance * column) return false;
  return true;
}

// The grid itself if the first meridian is at longitude 0, else its rings turned there.
static s2_status turn_rings(s2_grid **grid, const latlon *g)
{
  if (fabs(g->phi[0]) < tolerance * two_pi / g->nlon) return S2_OK;
  s2_ring *rings = s2_priv_alloc((size_t)g->nlat, sizeof *rings);
  if (rings == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %d rings", g->nlat);
  memcpy(rings, s2_grid_rings(*grid), (size_t)g->nlat * sizeof *rings);
  for (int t = 0; t < g->nlat; t++) rings[t].phi0 = g->phi[0];
  s2_grid_destroy(*grid);
  s2_status status = s2_grid_create_rings(grid, g->nlat, rings);
  s2_priv_free(rings);
  return status;
}

static s2_status to_map(cli_map **map, const latlon *g, const char *path)
{
  static const s2_grid_kind kinds[] = {S2_GRID_F1, S2_GRID_CC};
  s2_grid *grid = NULL;
  bool exact = false;
  for (int k = 0; k < 2 && !exact; k++) {
    s2_grid_destroy(grid);
    S2_TRY(s2_grid_create_shape(&grid, kinds[k], g->nlat, g->nlon));
    exact = fits(g, grid);
  }
  if (!exact) { // between cell centres no sample would have to be made up at a pole
    s2_grid_destroy(grid);
    S2_TRY(s2_grid_create_shape(&grid, S2_GRID_F1, g->nlat, g->nlon));
  }
  const char *rule = s2_grid_get_kind(grid) == S2_GRID_F1 ? "Fejer" : "Clenshaw-Curtis";
  if (exact) S2_TRY(turn_rings(&grid, g));
  S2_TRY(cli_map_create(map, grid, 1, false));
  (*map)->geographic = true;
  snprintf((*map)->about, sizeof (*map)->about, "%d latitudes x %d longitudes, %s%s rings", g->nlat,
           g->nlon, exact ? "exactly " : "interpolated onto ", rule);
  size_t bytes = (size_t)(*map)->size * sizeof(double);
  if (exact)
    memcpy((*map)->values, g->values, bytes);
  else
    cli_bilinear(g->nlat, g->theta, g->nlon, g->phi, g->values, grid, (*map)->values);
  snprintf((*map)->columns[0].unit, S2_TEXT_SIZE, "%s", g->units);
  (void)path;
  return S2_OK;
}

static s2_status settle(latlon *g, const char *path, const s2_netcdf_variable *variable)
{
  const s2_array *array = variable->array;
  S2_REQUIRE(array->ndim == 2 && array->shape[0] >= 2 && array->shape[1] >= 2 &&
                 array->shape[0] <= 131073 && array->shape[1] <= 262144,
             "%s: %s has %d dimensions, a map [latitude][longitude] of 2 .. 131073 x 2 .. 262144 is "
             "needed; choose with --variable",
             path, variable->name, array->ndim);
  g->nlat = (int)array->shape[0];
  g->nlon = g->row_length = (int)array->shape[1];
  snprintf(g->units, sizeof g->units, "%s", variable->units);
  S2_TRY(coordinates(&g->theta, path, variable->dimension[0], array->shape[0]));
  S2_TRY(coordinates(&g->phi, path, variable->dimension[1], array->shape[1]));
  S2_TRY(settle_latitudes(g, path));
  S2_TRY(settle_longitudes(g, path));
  return settle_values(g, variable);
}

s2_status cli_latlon(cli_map **map, const cli_run *run, const char *path)
{
  s2_netcdf_variable *variable;
  latlon g = {0};
  S2_TRY(s2_netcdf_read(&variable, path, run->options.variable));
  s2_status status = settle(&g, path, variable);
  if (status == S2_OK) status = to_map(map, &g, path);
  if (status == S2_OK)
    snprintf((*map)->columns[0].name, S2_TEXT_SIZE, "%s", variable->name);
  s2_netcdf_variable_destroy(variable);
  latlon_free(&g);
  if (status == S2_OK && strstr((*map)->about, "interpolated") != NULL)
    cli_note(run, "%s: its rows are no exact sampling: %s, bilinearly", path, (*map)->about);
  return status;
}
