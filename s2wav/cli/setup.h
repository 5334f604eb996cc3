// SPDX-License-Identifier: MIT
// The tiling and the plan of a run.
#ifndef CLI_SETUP_H
#define CLI_SETUP_H

#include "signal.h"
#include <s2wav/s2wav.h>

typedef struct cli_setup {
  s2wav_tiling_options tile;
  s2wav_options o;
  s2wav_tiling *tiling;
  s2wav_plan *plan;
} cli_setup;

void cli_setup_free(cli_setup *setup);

// What the options say of tilings.
s2_status cli_tiling_options(const cli_run *run, s2wav_tiling_options *o);

// Fill `tile` and `o` from the options: wavelet maps on the sampling that these name, else on that
// of `grid`, else on MW. Nothing else is set.
s2_status cli_setup_options(const cli_run *run, const s2_grid *grid, cli_setup *setup);

// The same, with tiling and plan for signals of band-limit L.
s2_status cli_setup_make(cli_run *run, int L, const s2_grid *grid, cli_setup *setup);

// From `tile` and `o`, which are filled.
s2_status cli_setup_plan(cli_setup *setup, int L, const s2_grid *grid);

#endif
