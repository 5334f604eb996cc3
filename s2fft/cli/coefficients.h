// SPDX-License-Identifier: MIT
// Coefficients in files, and the transforms between them and maps.
#ifndef CLI_COEFFICIENTS_H
#define CLI_COEFFICIENTS_H

#include "maps.h"

// Read real-field coefficients (FITS, or .npy in --input-layout); `set` is the caller's.
s2_status cli_alm_read(cli_run *run, const char *path, s2_alm_set **set);

// Write them (FITS, or .npy in --layout).
s2_status cli_alm_write(cli_run *run, const char *path, const s2_alm_set *set);

// One component of a set.
static inline s2_complex *cli_component(const s2_alm_set *set, int i)
{
  return set->values + (int64_t)i * set->size;
}

// Maps to coefficients at the band-limit that the options or the grid say: T; E, B; or T, E, B.
s2_status cli_analyse(cli_run *run, cli_maps *maps, s2_alm_set **set);

// Coefficients to maps on `grid`, smoothed by --fwhm. The grid belongs to the maps from then on.
s2_status cli_synthesise(cli_run *run, const s2_alm_set *set, s2_grid *grid, cli_maps *maps);

// Complex fields: the square array [L][2L-1] in .npy.
s2_status cli_analyse_complex(cli_run *run, const cli_maps *maps, const char *path);
s2_status cli_synthesise_complex(cli_run *run, const char *path, cli_maps *maps);

// Subtract the maps of --minus, and report the largest difference.
s2_status cli_subtract(cli_run *run, cli_maps *maps);

// Band-limit of the options; else what the grid resolves.
int cli_band_limit(const cli_run *run, const s2_grid *grid);

// Pictures (pictures.c, or no_pictures.c in a build without cairo).
s2_status cli_draw_maps(cli_run *run, const char *path, const cli_maps *maps);
s2_status cli_draw_spectra(cli_run *run, const char *path, const s2_cl_table *table,
                           const s2_cl_table *model);

#endif
