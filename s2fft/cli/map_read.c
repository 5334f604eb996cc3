// SPDX-License-Identifier: MIT
#include "map.h"
#include <math.h>
#include <s2common/priv/memory.h>
#include <string.h>

static s2_status from_healpix(cli_map **map, const s2_healpix_map *read)
{
  s2_grid *grid;
  S2_TRY(s2_grid_create_healpix(&grid, read->nside));
  S2_TRY(cli_map_create(map, grid, read->ncolumns, false));
  memcpy((*map)->values, read->values,
         (size_t)read->npix * (size_t)read->ncolumns * sizeof(double));
  memcpy((*map)->columns, read->columns, (size_t)read->ncolumns * sizeof *read->columns);
  snprintf((*map)->about, sizeof (*map)->about, "HEALPix nside %d, %s%s%s%.20s", read->nside,
           read->nested ? "NESTED" : "RING", read->partial ? ", partial" : "",
           read->coordsys[0] != '\0' ? ", coordinates " : "", read->coordsys);
  return S2_OK;
}

static s2_status read_healpix(cli_map **map, const char *path, const char *columns)
{
  s2_healpix_map *read;
  s2_map_read_options options;
  s2_map_read_options_init(&options);
  options.columns = columns;
  S2_TRY(s2_healpix_map_read(&read, path, &options));
  s2_status status = from_healpix(map, read);
  s2_healpix_map_destroy(read);
  return status;
}

// HEALPix arrays are [npix] or [n][npix]; all others [theta][phi] or [n][theta][phi].
static s2_status grid_of_array(s2_grid **grid, const s2_array *array, const char *path,
                               const char *sampling, int *trailing)
{
  s2_grid_kind kind;
  S2_TRY(s2_grid_kind_from_name(sampling, &kind));
  *trailing = kind == S2_GRID_HEALPIX ? 1 : 2;
  S2_REQUIRE(array->ndim >= *trailing && array->ndim <= *trailing + 1,
             "%s has %d dimensions; a map of sampling %s has %d, several maps have %d", path,
             array->ndim, sampling, *trailing, *trailing + 1);
  int64_t length = array->shape[array->ndim - 1];
  if (kind == S2_GRID_HEALPIX) {
    int nside = (int)lround(sqrt((double)length / 12));
    S2_REQUIRE(nside > 0 && 12 * (int64_t)nside * nside == length,
               "%s holds %lld samples, which is not 12 nside^2", path, (long long)length);
    return s2_grid_create_healpix(grid, nside);
  }
  int64_t rings = array->shape[array->ndim - 2];
  S2_REQUIRE(rings > 0 && rings <= 131073 && length > 0 && length <= 262144,
             "%s: %lld rings of %lld samples are outside 1 .. 131073 and 1 .. 262144", path,
             (long long)rings, (long long)length);
  return s2_grid_create_shape(grid, kind, (int)rings, (int)length);
}

static s2_status from_array(cli_map **map, const s2_array *array, const char *path,
                            const char *sampling)
{
  s2_grid *grid;
  int trailing;
  S2_TRY(grid_of_array(&grid, array, path, sampling, &trailing));
  int64_t n = array->ndim > trailing ? array->shape[0] : 1;
  bool complex = s2_dtype_is_complex(array->dtype) == 1;
  if (n < 1 || n > 999) {
    s2_grid_destroy(grid);
    return S2_FAIL(S2_ERR_ARGUMENT, "%s holds %lld maps; 1 .. 999 are possible", path,
                   (long long)n);
  }
  S2_TRY(cli_map_create(map, grid, (int)n, complex));
  cli_grid_about(grid, (*map)->about, sizeof (*map)->about);
  if (complex) return s2_array_to_complex(array, (s2_complex *)(*map)->values);
  return s2_array_to_double(array, (*map)->values);
}

static s2_status read_array(cli_map **map, const cli_run *run, const char *path,
                            const char *sampling)
{
  s2_array *array;
  USAGE_REQUIRE(sampling != NULL, "say how %s is sampled: --%ssampling mw|mwss|dh|gl|cc|f1|healpix",
                path, strcmp(run->name, "convert") == 0 ? "input-" : "");
  S2_TRY(s2_array_read(&array, path, run->options.variable));
  s2_status status = from_array(map, array, path, sampling);
  s2_array_destroy(array);
  if (status != S2_OK) {
    cli_map_destroy(*map);
    *map = NULL;
  }
  return status;
}

// FITS tables select columns as they are read; arrays keep the maps with the given numbers.
static s2_status select_maps(cli_map *map, const char *columns, const char *path)
{
  int kept = 0;
  size_t bytes = (size_t)map->size * (map->complex ? 2 : 1) * sizeof(double);
  for (const char *at = columns; *at != '\0'; at += *at == ',') {
    char *end;
    long number = strtol(at, &end, 10);
    S2_REQUIRE(end != at && (*end == ',' || *end == '\0') && number > kept && number <= map->n,
               "--columns %s: give ascending numbers 1 .. %d of the maps in %s", columns, map->n,
               path);
    memmove(cli_map_values(map, kept++), cli_map_values(map, (int)number - 1), bytes);
    at = end;
  }
  map->n = kept;
  return S2_OK;
}

s2_status cli_map_read(cli_map **map, const cli_run *run, const char *path, const char *sampling,
                       const char *columns)
{
  const char *asked = run->options.columns;
  bool all = asked != NULL && strcmp(asked, "all") == 0;
  if (asked != NULL) columns = all ? NULL : asked;
  *map = NULL;
  s2_format format = s2_file_format(path);
  if (format == S2_FORMAT_NETCDF) return cli_latlon(map, run, path);
  bool table = format == S2_FORMAT_FITS && (sampling == NULL || strcmp(sampling, "healpix") == 0);
  if (table) return read_healpix(map, path, columns);
  S2_TRY(read_array(map, run, path, sampling));
  if (asked == NULL || all) return S2_OK;
  s2_status status = select_maps(*map, asked, path);
  if (status != S2_OK) {
    cli_map_destroy(*map);
    *map = NULL;
  }
  return status;
}
