// SPDX-License-Identifier: MIT
// A build without CFITSIO.
#include "internal.h"

static s2_status missing(void)
{
  return S2_FAIL(S2_ERR_UNSUPPORTED, "this build has no CFITSIO to read or write FITS files");
}

s2_status s2_priv_healpix_map_parse(s2_healpix_map **map, const s2_bytes *file,
                                    const s2_map_read_options *options)
{
  (void)file, (void)options;
  *map = NULL;
  return missing();
}

s2_status s2_priv_fits_image_parse(s2_array **array, const s2_bytes *file, int hdu)
{
  (void)file, (void)hdu;
  *array = NULL;
  return missing();
}

s2_status s2_priv_alm_parse(s2_alm_set **set, const s2_bytes *file)
{
  (void)file;
  *set = NULL;
  return missing();
}

s2_status s2_priv_cl_fits_parse(s2_cl_table **table, const s2_bytes *file)
{
  (void)file;
  *table = NULL;
  return missing();
}

s2_status s2_healpix_map_write(const char *path, const s2_healpix_map *map,
                               const s2_map_write_options *options)
{
  (void)path, (void)map, (void)options;
  return missing();
}

s2_status s2_fits_image_write(const char *path, const s2_array *array)
{
  (void)path, (void)array;
  return missing();
}

s2_status s2_alm_write(const char *path, const s2_alm_set *set)
{
  (void)path, (void)set;
  return missing();
}

s2_status s2io_cl_fits_write(const char *path, const s2_cl_table *table)
{
  (void)path, (void)table;
  return missing();
}
