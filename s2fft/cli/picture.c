// SPDX-License-Identifier: MIT
#include "coefficients.h"

s2_status cli_picture(cli_run *run)
{
  const cli_options *o = run->options;
  USAGE_REQUIRE(o->output != NULL, "give the picture to write: -o FILE.png");
  cli_maps maps = {0};
  s2_status status = cli_maps_read_all(run, o->sampling, o->vectors ? 3 : 1, &maps);
  if (status == S2_OK && o->remove_monopole) {
    double mean = cli_maps_statistics(&maps, 0).mean;
    for (int64_t p = 0; p < maps.size; p++) maps.values[p] -= mean;
  }
  if (status == S2_OK) status = cli_subtract(run, &maps);
  if (status == S2_OK) status = cli_draw_maps(run, o->output, &maps);
  cli_maps_free(&maps);
  return status;
}
