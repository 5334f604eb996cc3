// SPDX-License-Identifier: MIT
#include "maps.h"
#include <string.h>

static s2_status write_healpix(const cli_run *run, const char *path, const cli_maps *maps)
{
  s2_map_write_options o;
  s2_healpix_map *file;
  S2_REQUIRE(s2_grid_nside(maps->grid) > 0 && !maps->is_complex,
             "%s: FITS holds real HEALPix maps; write .npy for other grids", path);
  s2_map_write_options_init(&o);
  o.nested = run->options->nested;
  o.single = run->options->single;
  S2_TRY(s2_healpix_map_create(&file, s2_grid_nside(maps->grid), maps->count));
  memcpy(file->values, maps->values, (size_t)(maps->count * maps->size) * sizeof *file->values);
  for (int i = 0; i < maps->count; i++)
    if (maps->column[i].name[0] != '\0') file->columns[i] = maps->column[i];
  snprintf(file->coordsys, sizeof file->coordsys, "%s", maps->coordsys);
  s2_status status = s2_healpix_map_write(path, file, &o);
  s2_healpix_map_destroy(file);
  return status;
}

s2_status cli_maps_write(cli_run *run, const char *path, const cli_maps *maps)
{
  if (s2_file_format(path) == S2_FORMAT_FITS) return write_healpix(run, path, maps);
  int64_t shape[3];
  int ndim = 0;
  if (maps->count > 1) shape[ndim++] = maps->count;
  if (s2_grid_nside(maps->grid) == 0) shape[ndim++] = s2_grid_nrings(maps->grid);
  shape[ndim++] =
      s2_grid_nside(maps->grid) == 0 ? maps->size / s2_grid_nrings(maps->grid) : maps->size;
  s2_array view;
  S2_TRY(s2_array_view(&view, maps->is_complex ? S2_DTYPE_C16 : S2_DTYPE_F8, ndim, shape,
                       maps->values));
  return s2_array_write(path, &view);
}
