// SPDX-License-Identifier: MIT
// Pictures (pictures.c, or no_pictures.c in a build without cairo).
#ifndef CLI_PICTURES_H
#define CLI_PICTURES_H

#include "setup.h"

s2_status cli_draw_map(cli_run *run, const char *path, const s2_grid *grid, const double *map,
                       const char *unit);

// Kernels against degrees.
s2_status cli_draw_tiling(cli_run *run, const char *path, const s2wav_tiling *tiling);

// Rows: scaling map, then scales; columns: orientations. `map` [1 + nscales], the scaling map
// first.
s2_status cli_draw_scales(cli_run *run, const char *path, const cli_setup *setup,
                          double *const *map);

#endif
