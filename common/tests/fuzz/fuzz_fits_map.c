// SPDX-License-Identifier: MIT
#include <s2common/priv/io.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  s2_bytes file = {data, size, "fuzz"};
  s2_healpix_map *map;
  s2_array *image;
  s2_map_read_options options;
  s2_map_read_options_init(&options);
  options.max_bytes = 1 << 24;
  if (s2_priv_healpix_map_parse(&map, &file, &options) == S2_OK) s2_healpix_map_destroy(map);
  if (s2_priv_fits_image_parse(&image, &file, 0) == S2_OK) s2_array_destroy(image);
  return 0;
}
