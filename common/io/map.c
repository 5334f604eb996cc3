// SPDX-License-Identifier: MIT
#include "internal.h"
#include <stdio.h>
#include <string.h>

#define MOST_COLUMNS 999 // FITS: TFIELDS

void s2io_name_columns(s2_column *columns, int ncolumns, const char *const *known, int nknown)
{
  for (int i = 0; i < ncolumns; i++) {
    if (ncolumns <= nknown)
      snprintf(columns[i].name, S2_TEXT_SIZE, "%s", known[i]);
    else
      snprintf(columns[i].name, S2_TEXT_SIZE, "COLUMN%d", i + 1);
  }
}

// Values and columns of maps or spectra: both or none.
static s2_status allocate(int ncolumns, int64_t rows, double **values, s2_column **columns)
{
  *values = s2_priv_alloc((size_t)ncolumns * (size_t)rows, sizeof **values);
  *columns = *values == NULL ? NULL : s2_priv_alloc((size_t)ncolumns, sizeof **columns);
  if (*columns != NULL) return S2_OK;
  s2_priv_free(*values);
  return S2_FAIL(S2_ERR_MEMORY, "no memory for %d columns of %lld values", ncolumns,
                 (long long)rows);
}

s2_status s2_healpix_map_create(s2_healpix_map **map, int nside, int ncolumns)
{
  static const char *const known[] = {"TEMPERATURE", "Q_POLARISATION", "U_POLARISATION"};
  double *values;
  s2_column *columns;
  S2_REQUIRE(map != NULL, "map = NULL");
  *map = NULL;
  S2_REQUIRE(nside >= 1 && nside <= 32768, "nside = %d is outside 1 .. 32768", nside);
  S2_REQUIRE(ncolumns >= 1 && ncolumns <= MOST_COLUMNS, "ncolumns = %d is outside 1 .. %d",
             ncolumns, MOST_COLUMNS);
  int64_t npix = 12 * (int64_t)nside * nside;
  S2_TRY(allocate(ncolumns, npix, &values, &columns));
  s2_healpix_map *made = s2_priv_alloc(1, sizeof *made);
  if (made == NULL) {
    s2_priv_free(values);
    s2_priv_free(columns);
    return S2_FAIL(S2_ERR_MEMORY, "no memory for a map");
  }
  *made = (s2_healpix_map){nside, ncolumns, npix, values, columns, "", 0, 0};
  s2io_name_columns(columns, ncolumns, known, 3);
  *map = made;
  return S2_OK;
}

void s2_healpix_map_destroy(s2_healpix_map *map)
{
  if (map == NULL) return;
  s2_priv_free(map->values);
  s2_priv_free(map->columns);
  s2_priv_free(map);
}

s2_status s2_cl_table_create(s2_cl_table **table, int lmax, int ncolumns)
{
  static const char *const known[] = {"TEMPERATURE", "GRADIENT", "CURL", "G-T", "C-T", "C-G"};
  double *values;
  s2_column *columns;
  S2_REQUIRE(table != NULL, "table = NULL");
  *table = NULL;
  S2_REQUIRE(lmax >= 0 && lmax <= 1 << 24, "lmax = %d is outside 0 .. %d", lmax, 1 << 24);
  S2_REQUIRE(ncolumns >= 1 && ncolumns <= MOST_COLUMNS, "ncolumns = %d is outside 1 .. %d",
             ncolumns, MOST_COLUMNS);
  S2_TRY(allocate(ncolumns, (int64_t)lmax + 1, &values, &columns));
  s2_cl_table *made = s2_priv_alloc(1, sizeof *made);
  if (made == NULL) {
    s2_priv_free(values);
    s2_priv_free(columns);
    return S2_FAIL(S2_ERR_MEMORY, "no memory for a table");
  }
  *made = (s2_cl_table){lmax, ncolumns, values, columns};
  s2io_name_columns(columns, ncolumns, known, 6);
  *table = made;
  return S2_OK;
}

void s2_cl_table_destroy(s2_cl_table *table)
{
  if (table == NULL) return;
  s2_priv_free(table->values);
  s2_priv_free(table->columns);
  s2_priv_free(table);
}

s2_status s2_alm_set_create(s2_alm_set **set, int lmax, int mmax, int ncomponents)
{
  S2_REQUIRE(set != NULL, "set = NULL");
  *set = NULL;
  S2_REQUIRE(lmax >= 0 && lmax <= 65535, "lmax = %d is outside 0 .. 65535", lmax);
  S2_REQUIRE(mmax >= 0 && mmax <= lmax, "mmax = %d is outside 0 .. lmax = %d", mmax, lmax);
  S2_REQUIRE(ncomponents >= 1 && ncomponents <= 999, "ncomponents = %d is outside 1 .. 999",
             ncomponents);
  int64_t size = ((int64_t)mmax + 1) * (2 * (int64_t)lmax + 2 - mmax) / 2;
  s2_alm_set *made = s2_priv_alloc(1, sizeof *made);
  void *values = made == NULL ? NULL : s2_priv_alloc((size_t)(size * ncomponents), 16);
  if (values == NULL) {
    s2_priv_free(made);
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %d x %lld coefficients", ncomponents,
                   (long long)size);
  }
  *made = (s2_alm_set){lmax, mmax, ncomponents, size, values};
  *set = made;
  return S2_OK;
}

void s2_alm_set_destroy(s2_alm_set *set)
{
  if (set == NULL) return;
  s2_priv_free(set->values);
  s2_priv_free(set);
}

void s2_map_read_options_init_sized(s2_map_read_options *options, size_t size)
{
  memset(options, 0, size);
  options->struct_size = size;
}

void s2_map_write_options_init_sized(s2_map_write_options *options, size_t size)
{
  memset(options, 0, size);
  options->struct_size = size;
}

s2_map_read_options s2io_map_read_options(const s2_map_read_options *options)
{
  s2_map_read_options own = {.struct_size = sizeof own};
  if (options == NULL) return own;
  memcpy(&own, options, options->struct_size < sizeof own ? options->struct_size : sizeof own);
  return own;
}

s2_map_write_options s2io_map_write_options(const s2_map_write_options *options)
{
  s2_map_write_options own = {.struct_size = sizeof own};
  if (options == NULL) return own;
  memcpy(&own, options, options->struct_size < sizeof own ? options->struct_size : sizeof own);
  return own;
}
