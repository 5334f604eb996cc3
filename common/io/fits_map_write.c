// SPDX-License-Identifier: MIT
#include "fits_write.h"
#include <s2common/grid.h>
#include <string.h>

#define ROW 1024 // pixels of one row, the width that HEALPix and healpy use

typedef struct request {
  const s2_healpix_map *map;
  s2_map_write_options options;
} request;

static void put_text(const s2io_fits *fits, const char *key, const char *value, const char *comment,
                     int *code)
{
  fits_write_key(fits->file, TSTRING, key, (char *)(uintptr_t)value, comment, code);
}

static s2_status put_keywords(const s2io_fits *fits, const request *asked)
{
  const s2_healpix_map *map = asked->map;
  double unseen = S2_HEALPIX_UNSEEN;
  LONGLONG nside = map->nside, first = 0, last = map->npix - 1;
  int code = 0;
  put_text(fits, "PIXTYPE", "HEALPIX", "HEALPIX pixelisation", &code);
  put_text(fits, "ORDERING", asked->options.nested ? "NESTED" : "RING", "RING or NESTED", &code);
  if (map->coordsys[0] != '\0')
    put_text(fits, "COORDSYS", map->coordsys, "Ecliptic, Galactic or Celestial", &code);
  fits_write_key(fits->file, TLONGLONG, "NSIDE", &nside, "resolution parameter", &code);
  fits_write_key(fits->file, TLONGLONG, "FIRSTPIX", &first, "first pixel, from 0", &code);
  fits_write_key(fits->file, TLONGLONG, "LASTPIX", &last, "last pixel, from 0", &code);
  put_text(fits, "INDXSCHM", "IMPLICIT", "IMPLICIT or EXPLICIT", &code);
  put_text(fits, "OBJECT", "FULLSKY", "FULLSKY or PARTIAL", &code);
  fits_write_key(fits->file, TDOUBLE, "BAD_DATA", &unseen, "value of pixels without data", &code);
  return s2io_fits_result(fits, code, "the keywords cannot be written");
}

static s2_status put_nested(const s2io_fits *fits, const s2_healpix_map *map)
{
  int code = 0;
  double *buffer = s2_priv_alloc((size_t)map->npix, sizeof *buffer);
  if (buffer == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld pixels", (long long)map->npix);
  for (int c = 0; c < map->ncolumns && code == 0; c++) {
    for (int64_t i = 0; i < map->npix; i++)
      buffer[i] = map->values[c * map->npix + s2_healpix_nest_to_ring(map->nside, i)];
    fits_write_col(fits->file, TDOUBLE, c + 1, 1, 1, (LONGLONG)map->npix, buffer, &code);
  }
  s2_priv_free(buffer);
  return s2io_fits_result(fits, code, "the pixels cannot be written");
}

static s2_status fill(s2io_fits *fits, void *arg)
{
  const request *asked = arg;
  const s2_healpix_map *map = asked->map;
  int64_t repeat = map->npix % ROW == 0 ? ROW : 1;
  S2_TRY(s2io_fits_write_primary(fits));
  S2_TRY(s2io_fits_create_table(fits, "xtension", map->ncolumns, map->columns, map->npix / repeat,
                                repeat, asked->options.single ? 'E' : 'D'));
  S2_TRY(put_keywords(fits, asked));
  if (asked->options.nested) return put_nested(fits, map);
  return s2io_fits_write_columns(fits, map->ncolumns, map->npix, map->values);
}

s2_status s2_healpix_map_write(const char *path, const s2_healpix_map *map,
                               const s2_map_write_options *options)
{
  request asked = {map, s2io_map_write_options(options)};
  S2_REQUIRE(map != NULL && map->values != NULL && map->columns != NULL, "the map is empty");
  S2_REQUIRE(map->nside >= 1 && map->nside <= 32768, "nside = %d is outside 1 .. 32768",
             map->nside);
  S2_REQUIRE(map->npix == 12 * (int64_t)map->nside * map->nside, "npix = %lld is not 12 nside^2",
             (long long)map->npix);
  S2_REQUIRE(map->ncolumns >= 1 && map->ncolumns <= 999, "ncolumns = %d is outside 1 .. 999",
             map->ncolumns);
  S2_REQUIRE(!asked.options.nested || (map->nside & (map->nside - 1)) == 0,
             "nside = %d in NESTED order is not a power of two", map->nside);
  return s2io_fits_write(path, fill, &asked);
}
