// SPDX-License-Identifier: MIT
// The FITS readers by path. All of them load the file themselves: CFITSIO would take some names
// for more than a name ("map.fits[2]", "!map.fits", pipes, URLs).
#include "internal.h"

typedef struct request {
  void *out;
  const s2_map_read_options *options;
  int hdu;
} request;

static s2_status parse_map(const s2_bytes *file, void *arg)
{
  const request *asked = arg;
  return s2_priv_healpix_map_parse(asked->out, file, asked->options);
}

static s2_status parse_image(const s2_bytes *file, void *arg)
{
  const request *asked = arg;
  return s2_priv_fits_image_parse(asked->out, file, asked->hdu);
}

static s2_status parse_alm(const s2_bytes *file, void *arg)
{
  return s2_priv_alm_parse(arg, file);
}

s2_status s2_healpix_map_read(s2_healpix_map **map, const char *path,
                              const s2_map_read_options *options)
{
  S2_REQUIRE(map != NULL, "map = NULL");
  *map = NULL;
  request asked = {map, options, 0};
  return s2io_read(path, parse_map, &asked);
}

s2_status s2_fits_image_read(s2_array **array, const char *path, int hdu)
{
  S2_REQUIRE(array != NULL, "array = NULL");
  *array = NULL;
  S2_REQUIRE(hdu >= 0, "hdu = %d is negative", hdu);
  request asked = {array, NULL, hdu};
  return s2io_read(path, parse_image, &asked);
}

s2_status s2_alm_read(s2_alm_set **set, const char *path)
{
  S2_REQUIRE(set != NULL, "set = NULL");
  *set = NULL;
  return s2io_read(path, parse_alm, set);
}
