// SPDX-License-Identifier: MIT
// Latitude-longitude grids of netCDF files. Rows at (t + 1/2) 180/n degrees from the pole are
// Fejer's rings, rows from pole to pole are Clenshaw-Curtis rings: both keep their values. Other
// grids of the whole sphere are interpolated onto Fejer's rings.
#include "maps.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double degree = 3.14159265358979323846 / 180;

// Rows and columns of the file: equidistant latitudes and longitudes [degrees]. Some files repeat
// the first column at the end: `columns` counts it once, `stride` is the length of a row.
typedef struct latlon {
  int rows, columns, stride;
  double lat0, lat_step, lon0, lon_step;
} latlon;

// First value and step of a coordinate; an error unless it is equidistant.
static s2_status read_axis(const char *path, const char *name, int n, double *first, double *step)
{
  s2_netcdf_variable *v;
  S2_TRY(s2_netcdf_read(&v, path, name));
  double *x = malloc((size_t)n * sizeof *x);
  s2_status status = x == NULL ? S2_FAIL(S2_ERR_MEMORY, "%d coordinates", n) : S2_OK;
  if (status == S2_OK && v->array->count != n)
    status = S2_FAIL(S2_ERR_FILE, "%s: %s has %lld values, not %d", path, name,
                     (long long)v->array->count, n);
  if (status == S2_OK) status = s2_array_to_double(v->array, x);
  if (status == S2_OK) {
    *first = x[0];
    *step = n > 1 ? (x[n - 1] - x[0]) / (n - 1) : 180;
    for (int i = 0; i < n; i++)
      if (!(fabs(x[i] - *first - i * *step) < 1e-3 * fabs(*step)))
        status = S2_FAIL(S2_ERR_FILE, "%s: %s is not equidistant at %d (%g)", path, name, i, x[i]);
  }
  free(x);
  s2_netcdf_variable_destroy(v);
  return status;
}

// Whether the first row of the file is `from_pole` degrees away from a pole, the last one too.
static bool starts_at(const latlon *g, double from_pole)
{
  double first = (90 - from_pole) * (g->lat_step > 0 ? -1 : 1),
         last = g->lat0 + (g->rows - 1) * g->lat_step;
  double slack = 0.05 * fabs(g->lat_step);
  return fabs(g->lat0 - first) < slack && fabs(last + first) < slack;
}

static bool is_fejer(const latlon *g)
{
  return starts_at(g, 0.5 * fabs(g->lat_step));
}
static bool is_clenshaw_curtis(const latlon *g)
{
  return g->rows > 1 && starts_at(g, 0);
}

// The rows' rings, or Fejer's, with the longitudes of the file.
static s2_status make_grid(const latlon *g, s2_grid **grid)
{
  s2_grid *own;
  S2_TRY(s2_grid_create_shape(&own, is_clenshaw_curtis(g) ? S2_GRID_CC : S2_GRID_F1, g->rows,
                              g->columns));
  s2_ring *rings = malloc((size_t)g->rows * sizeof *rings);
  s2_status status = rings == NULL ? S2_FAIL(S2_ERR_MEMORY, "%d rings", g->rows) : S2_OK;
  if (status == S2_OK) {
    memcpy(rings, s2_grid_rings(own), (size_t)g->rows * sizeof *rings);
    for (int t = 0; t < g->rows; t++) rings[t].phi0 = g->lon0 * degree;
    status = s2_grid_create_rings(grid, g->rows, rings);
  }
  free(rings);
  s2_grid_destroy(own);
  return status;
}

// Value at a fractional row and column of the file; columns are periodic.
static double bilinear(const latlon *g, const double *x, double row, double column)
{
  row = fmin(fmax(row, 0), g->rows - 1);
  int r = (int)fmin(floor(row), g->rows > 1 ? g->rows - 2 : 0), r1 = r + (g->rows > 1);
  double fr = row - r, fc = column - floor(column);
  int64_t c = (int64_t)floor(column) % g->columns;
  if (c < 0) c += g->columns;
  int64_t c1 = (c + 1) % g->columns;
  const double *a = x + (int64_t)r * g->stride, *b = x + (int64_t)r1 * g->stride;
  return (1 - fr) * ((1 - fc) * a[c] + fc * a[c1]) + fr * ((1 - fc) * b[c] + fc * b[c1]);
}

// Every sample of the grid from the file, exactly where the rings coincide.
static void fill(const latlon *g, const double *x, cli_maps *maps)
{
  const s2_ring *rings = s2_grid_rings(maps->grid);
  bool exact = is_fejer(g) || is_clenshaw_curtis(g);
  for (int t = 0; t < g->rows; t++)
    for (int p = 0; p < g->columns; p++) {
      double lat = 90 - rings[t].theta / degree, lon = g->lon0 + p * 360.0 / g->columns;
      double row = (lat - g->lat0) / g->lat_step, column = (lon - g->lon0) / g->lon_step;
      maps->values[rings[t].offset + p] =
          bilinear(g, x, exact ? round(row) : row, exact ? round(column) : column);
    }
}

static s2_status convert(cli_run *run, const char *path, const s2_netcdf_variable *v,
                         cli_maps *maps)
{
  latlon g = {.rows = (int)v->array->shape[0], .stride = (int)v->array->shape[1]};
  S2_TRY(read_axis(path, v->dimension[0], g.rows, &g.lat0, &g.lat_step));
  S2_TRY(read_axis(path, v->dimension[1], g.stride, &g.lon0, &g.lon_step));
  g.columns = g.stride - (fabs(fabs(g.lon_step) * (g.stride - 1) - 360) < 0.05 * fabs(g.lon_step));
  S2_REQUIRE(fabs(g.lat_step) * (g.rows + 1) > 179.9 &&
                 fabs(fabs(g.lon_step) * g.columns - 360) < 1,
             "%s: %d rows of %g and %d columns of %g degrees do not cover the sphere", path, g.rows,
             fabs(g.lat_step), g.columns, fabs(g.lon_step));
  s2_grid *grid;
  S2_TRY(make_grid(&g, &grid));
  S2_TRY(cli_maps_create(grid, 1, false, maps));
  double *x = malloc((size_t)v->array->count * sizeof *x);
  if (x == NULL) return S2_FAIL(S2_ERR_MEMORY, "%lld values", (long long)v->array->count);
  s2_status status = s2_array_to_double(v->array, x);
  for (int64_t i = 0; status == S2_OK && i < v->array->count; i++)
    if (v->has_missing && x[i] == v->missing) x[i] = NAN;
  if (status == S2_OK) fill(&g, x, maps);
  free(x);
  for (int64_t i = 0; status == S2_OK && i < maps->size; i++) maps->nbad += isnan(maps->values[i]);
  snprintf(maps->column[0].name, sizeof maps->column[0].name, "%s", v->name);
  snprintf(maps->column[0].unit, sizeof maps->column[0].unit, "%s", v->units);
  cli_text(run, "input_grid", "%d x %d cells%s", g.rows, g.columns,
           is_fejer(&g)             ? " on Fejer's rings"
           : is_clenshaw_curtis(&g) ? " on Clenshaw-Curtis rings"
                                    : " interpolated onto Fejer's rings");
  return status;
}

// The first variable of two dimensions, if none is named.
static s2_status first_plane(const char *path, s2_netcdf_variable **v)
{
  s2_names *names;
  S2_TRY(s2_netcdf_list(&names, path));
  s2_status status = S2_FAIL(S2_ERR_FILE, "%s: no variable of two dimensions", path);
  for (int64_t i = 0; i < names->count && status != S2_OK; i++) {
    if (s2_netcdf_read(v, path, names->name[i]) != S2_OK) continue;
    if ((*v)->array->ndim == 2)
      status = S2_OK;
    else
      s2_netcdf_variable_destroy(*v);
  }
  s2_names_destroy(names);
  return status;
}

s2_status cli_maps_read_netcdf(cli_run *run, const char *path, cli_maps *maps)
{
  s2_netcdf_variable *v;
  if (run->options->variable != NULL)
    S2_TRY(s2_netcdf_read(&v, path, run->options->variable));
  else
    S2_TRY(first_plane(path, &v));
  s2_status status =
      v->array->ndim == 2 && v->array->shape[0] < 100000 && v->array->shape[1] < 200000
          ? convert(run, path, v, maps)
          : S2_FAIL(S2_ERR_FILE, "%s: %s is not a latitude-longitude grid", path, v->name);
  s2_netcdf_variable_destroy(v);
  return status;
}
