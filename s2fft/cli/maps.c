// SPDX-License-Identifier: MIT
#include "maps.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void cli_maps_free(cli_maps *maps)
{
  s2_grid_destroy(maps->grid);
  free(maps->values);
  *maps = (cli_maps){0};
}

s2_status cli_maps_create(s2_grid *grid, int count, bool is_complex, cli_maps *maps)
{
  *maps = (cli_maps){
      .grid = grid, .count = count, .is_complex = is_complex, .size = s2_grid_map_size(grid)};
  size_t n = (size_t)maps->size * (size_t)count * (is_complex ? 2 : 1);
  maps->values = calloc(n, sizeof *maps->values);
  if (maps->values == NULL) return S2_FAIL(S2_ERR_MEMORY, "%zu samples do not fit", n);
  return S2_OK;
}

// ------------------------------------------------------------------ grids

s2_status cli_grid(const cli_run *run, const char *sampling, int L, s2_grid **grid)
{
  const cli_options *o = run->options;
  if (sampling == NULL) sampling = o->nside > 0 ? "healpix" : NULL;
  USAGE_REQUIRE(sampling != NULL, "give --sampling, or --nside for HEALPix");
  s2_grid_kind kind;
  S2_TRY(s2_grid_kind_from_name(sampling, &kind));
  if (kind != S2_GRID_HEALPIX) return s2_grid_create(grid, kind, L);
  USAGE_REQUIRE(o->nside > 0, "--sampling healpix needs --nside");
  return s2_grid_create_healpix(grid, o->nside);
}

s2_status cli_grid_of_array(const char *path, const char *sampling, int64_t rows, int64_t columns,
                            s2_grid **grid)
{
  if (rows == 1 && (sampling == NULL || strcmp(sampling, "healpix") == 0)) {
    int nside = (int)lround(sqrt((double)columns / 12));
    bool fits = nside >= 1 && 12 * (int64_t)nside * nside == columns;
    USAGE_REQUIRE(fits || sampling != NULL, "%s does not tell its sampling: give --sampling", path);
    S2_REQUIRE(fits, "%s: %lld samples are not 12 nside^2", path, (long long)columns);
    return s2_grid_create_healpix(grid, nside);
  }
  USAGE_REQUIRE(sampling != NULL, "%s does not tell its sampling: give --sampling", path);
  s2_grid_kind kind;
  S2_TRY(s2_grid_kind_from_name(sampling, &kind));
  S2_REQUIRE(kind != S2_GRID_HEALPIX, "%s: %lld x %lld samples are not a HEALPix map", path,
             (long long)rows, (long long)columns);
  S2_REQUIRE(rows < 200000 && columns < 300000, "%s: %lld x %lld samples are too many", path,
             (long long)rows, (long long)columns);
  return s2_grid_create_shape(grid, kind, (int)rows, (int)columns);
}

// ------------------------------------------------------------------ read

int cli_wanted_maps(const cli_options *o)
{
  bool pair = o->spin != 0 || (o->field != NULL && strcmp(o->field, "pair") == 0);
  return o->pol ? 3 : pair ? 2 : 1;
}

static s2_status read_healpix(cli_run *run, const char *path, int wanted, cli_maps *maps)
{
  static const char *const first[] = {NULL, "1", "1,2", "1,2,3"};
  s2_map_read_options o;
  s2_healpix_map *file;
  s2_grid *grid;
  s2_map_read_options_init(&o);
  o.columns = run->options->columns != NULL ? run->options->columns
              : wanted <= 3                 ? first[wanted]
                                            : NULL;
  if (o.columns != NULL && strcmp(o.columns, "all") == 0) o.columns = NULL;
  o.bad = S2_BAD_NAN;
  S2_TRY(s2_healpix_map_read(&file, path, &o));
  s2_status status = s2_grid_create_healpix(&grid, file->nside);
  int count = file->ncolumns < CLI_MAPS_MAX ? file->ncolumns : CLI_MAPS_MAX;
  if (status == S2_OK) status = cli_maps_create(grid, count, false, maps);
  if (status == S2_OK) {
    memcpy(maps->values, file->values, (size_t)(count * file->npix) * sizeof *file->values);
    for (int i = 0; i < count; i++) {
      maps->column[i] = file->columns[i];
      maps->nbad += file->columns[i].nbad;
    }
    snprintf(maps->coordsys, sizeof maps->coordsys, "%s", file->coordsys);
    maps->nested = file->nested != 0;
  }
  s2_healpix_map_destroy(file);
  return status;
}

static void count_bad(cli_maps *maps)
{
  int64_t n = maps->count * maps->size * (maps->is_complex ? 2 : 1);
  for (int64_t i = 0; i < n; i++) maps->nbad += isnan(maps->values[i]);
}

// [theta][phi], [map][theta][phi], [pixel] or [map][pixel].
static s2_status read_array(const char *path, const char *sampling, const s2_array *a,
                            cli_maps *maps)
{
  bool healpix = sampling == NULL || strcmp(sampling, "healpix") == 0;
  S2_REQUIRE(a->ndim >= 1 && a->ndim <= 3 && a->count > 0,
             "%s: an array of %d dimensions and %lld elements is not a map", path, a->ndim,
             (long long)a->count);
  int per = healpix ? 1 : 2; // dimensions of one map
  int64_t count = a->ndim > per ? a->shape[0] : 1;
  int64_t columns = a->shape[a->ndim - 1], rows = a->count / count / columns;
  s2_grid *grid;
  bool is_complex = s2_dtype_is_complex(a->dtype) != 0;
  S2_REQUIRE(count <= CLI_MAPS_MAX && (count == 1 || !is_complex),
             "%s: %lld maps are too many (complex: 1, real: %d)", path, (long long)count,
             CLI_MAPS_MAX);
  S2_TRY(cli_grid_of_array(path, sampling, rows, columns, &grid));
  S2_TRY(cli_maps_create(grid, (int)count, is_complex, maps));
  if (is_complex)
    S2_TRY(s2_array_to_complex(a, (s2_complex *)maps->values));
  else
    S2_TRY(s2_array_to_double(a, maps->values));
  count_bad(maps);
  return S2_OK;
}

s2_status cli_maps_read(cli_run *run, const char *path, const char *sampling, int wanted,
                        cli_maps *maps)
{
  s2_format format = s2_file_format(path);
  *maps = (cli_maps){0};
  bool image = sampling != NULL && strcmp(sampling, "healpix") != 0;
  if (format == S2_FORMAT_FITS && !image) return read_healpix(run, path, wanted, maps);
  if (format == S2_FORMAT_NETCDF) return cli_maps_read_netcdf(run, path, maps);
  s2_array *array;
  if (format == S2_FORMAT_FITS)
    S2_TRY(s2_fits_image_read(&array, path, 0));
  else
    S2_TRY(s2_array_read(&array, path, run->options->variable));
  s2_status status = read_array(path, sampling, array, maps);
  s2_array_destroy(array);
  return status;
}

bool cli_same_grid(const s2_grid *a, const s2_grid *b)
{
  return s2_grid_get_kind(a) == s2_grid_get_kind(b) && s2_grid_nrings(a) == s2_grid_nrings(b) &&
         s2_grid_map_size(a) == s2_grid_map_size(b);
}

static s2_status append(const char *path, cli_maps *all, cli_maps *more)
{
  S2_REQUIRE(cli_same_grid(all->grid, more->grid), "%s: not on the grid of the first map", path);
  S2_REQUIRE(!all->is_complex && !more->is_complex && all->count + more->count <= CLI_MAPS_MAX,
             "%s: too many maps, or complex ones", path);
  size_t have = (size_t)(all->count * all->size), add = (size_t)(more->count * more->size);
  double *values = realloc(all->values, (have + add) * sizeof *values);
  if (values == NULL) return S2_FAIL(S2_ERR_MEMORY, "%zu samples do not fit", have + add);
  memcpy(values + have, more->values, add * sizeof *values);
  memcpy(all->column + all->count, more->column, (size_t)more->count * sizeof *more->column);
  all->values = values;
  all->count += more->count;
  all->nbad += more->nbad;
  return S2_OK;
}

s2_status cli_maps_read_all(cli_run *run, const char *sampling, int wanted, cli_maps *maps)
{
  S2_TRY(cli_maps_read(run, run->operand[0], sampling, run->noperands > 1 ? 1 : wanted, maps));
  for (int i = 1; i < run->noperands; i++) {
    cli_maps more;
    s2_status status = cli_maps_read(run, run->operand[i], sampling, 1, &more);
    if (status == S2_OK) status = append(run->operand[i], maps, &more);
    cli_maps_free(&more);
    if (status != S2_OK) return status;
  }
  return S2_OK;
}

// ------------------------------------------------------------------ values

cli_statistics cli_maps_statistics(const cli_maps *maps, int i)
{
  const double *x = maps->values + i * maps->size;
  int64_t n = maps->is_complex ? 2 * maps->size : maps->size, good = 0;
  cli_statistics s = {INFINITY, -INFINITY, 0, 0};
  double square = 0;
  for (int64_t p = 0; p < n; p++) {
    if (isnan(x[p])) continue;
    s.min = fmin(s.min, x[p]);
    s.max = fmax(s.max, x[p]);
    s.mean += x[p];
    square += x[p] * x[p];
    good++;
  }
  if (good == 0) return (cli_statistics){NAN, NAN, NAN, NAN};
  s.mean /= (double)good;
  s.rms = sqrt(square / (double)good);
  return s;
}

s2_status cli_maps_fill(cli_run *run, cli_maps *maps)
{
  if (maps->nbad > 0)
    cli_note(run, "%lld samples without a value count as zero", (long long)maps->nbad);
  if (run->options->remove_monopole) {
    double mean = cli_maps_statistics(maps, 0).mean;
    for (int64_t p = 0; p < maps->size; p++) maps->values[p] -= mean;
    cli_number(run, "monopole_removed", mean);
  }
  int64_t n = maps->count * maps->size * (maps->is_complex ? 2 : 1);
  for (int64_t p = 0; p < n; p++)
    if (isnan(maps->values[p])) maps->values[p] = 0;
  return S2_OK;
}
