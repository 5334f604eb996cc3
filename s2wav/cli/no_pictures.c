// SPDX-License-Identifier: MIT
// In place of pictures.c in a build without cairo.
#include "pictures.h"

static s2_status refuse(const char *path)
{
  return S2_FAIL(S2_ERR_UNSUPPORTED, "%s: this s2wav was built without pictures (cairo)", path);
}

s2_status cli_draw_map(cli_run *run, const char *path, const s2_grid *grid, const double *map,
                       const char *unit)
{
  (void)run;
  (void)grid;
  (void)map;
  (void)unit;
  return refuse(path);
}

s2_status cli_draw_tiling(cli_run *run, const char *path, const s2wav_tiling *tiling)
{
  (void)run;
  (void)tiling;
  return refuse(path);
}

s2_status cli_draw_scales(cli_run *run, const char *path, const cli_setup *setup,
                          double *const *map)
{
  (void)run;
  (void)setup;
  (void)map;
  return refuse(path);
}
