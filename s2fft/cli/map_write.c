// SPDX-License-Identifier: MIT
#include "map.h"
#include <string.h>

static s2_status write_healpix(const cli_run *run, const char *path, const cli_map *map)
{
  s2_map_write_options options;
  s2_healpix_map *table;
  s2_map_write_options_init(&options);
  options.nested = run->options.nested;
  options.single = run->options.single;
  S2_TRY(s2_healpix_map_create(&table, s2_grid_nside(map->grid), map->n));
  memcpy(table->values, map->values, (size_t)map->size * (size_t)map->n * sizeof(double));
  for (int i = 0; i < map->n; i++)
    if (map->columns[i].name[0] != '\0') table->columns[i] = map->columns[i];
  s2_status status = s2_healpix_map_write(path, table, &options);
  s2_healpix_map_destroy(table);
  return status;
}

s2_status cli_map_write(const cli_run *run, const char *path, const cli_map *map)
{
  s2_array view;
  int64_t shape[3];
  int ndim = 0;
  bool healpix = s2_grid_nside(map->grid) > 0;
  if (healpix && s2_file_format(path) == S2_FORMAT_FITS && !map->complex)
    return write_healpix(run, path, map);
  USAGE_REQUIRE(!run->options.nested && !run->options.single,
                "--nested and --single need a HEALPix map and a .fits file, not %s", path);
  if (map->n > 1) shape[ndim++] = map->n;
  if (healpix) shape[ndim++] = map->size;
  if (!healpix) shape[ndim++] = s2_grid_nrings(map->grid);
  if (!healpix) shape[ndim++] = s2_grid_rings(map->grid)[0].nphi;
  S2_TRY(s2_array_view(&view, map->complex ? S2_DTYPE_C16 : S2_DTYPE_F8, ndim, shape,
                       map->values));
  return s2_array_write(path, &view);
}
