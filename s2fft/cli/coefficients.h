// SPDX-License-Identifier: MIT
// Coefficients in files, and the transforms between them and maps.
#ifndef CLI_COEFFICIENTS_H
#define CLI_COEFFICIENTS_H

#include "maps.h"

// Read real-field coefficients (FITS, or .npy in --input-layout); `set` is the caller's.
s2_status cli_alm_read(cli_run *run, const char *path, s2_alm_set **set);

// Read what a file holds, coefficients or maps; the other one is left NULL or empty. A FITS file
// tells what it is, else --from or --input-layout say so. Both are the caller's, on failure too.
s2_status cli_input_read(cli_run *run, const char *path, const char *sampling, int wanted,
                         s2_alm_set **set, cli_maps *maps);

// Write them (FITS, or .npy in --layout).
s2_status cli_alm_write(cli_run *run, const char *path, const s2_alm_set *set);

// One component of a set.
static inline s2_complex *cli_component(const s2_alm_set *set, int i)
{
  return set->values + (int64_t)i * set->size;
}

// What the components of a set are: spin-0 fields first, then pairs of one spin.
typedef struct cli_split {
  int scalars, pairs, spin;
} cli_split;

// By the options and the number of maps or components.
s2_status cli_split_of(const cli_run *run, int count, cli_split *s);

// Refinement steps: 3 on HEALPix unless the user says otherwise.
int cli_iterations(const cli_run *run, const s2_grid *grid);

// Plan with the options' refinement and weights.
s2_status cli_plan_create(cli_run *run, const s2_grid *grid, int L, int spin, int mmax,
                          s2fft_plan **plan);

// Maps to coefficients at the band-limit that the options or the grid say: T; E, B; or T, E, B.
s2_status cli_analyse(cli_run *run, cli_maps *maps, s2_alm_set **set);

// The same for maps that have been through cli_maps_fill().
s2_status cli_analyse_filled(cli_run *run, const cli_maps *maps, s2_alm_set **set);

// Coefficients to maps on `grid`, smoothed by --fwhm. The grid belongs to the maps from then on.
s2_status cli_synthesise(cli_run *run, const s2_alm_set *set, s2_grid *grid, cli_maps *maps);

// Put the synthesis of a set on `grid` (theirs from then on; NULL: their own) in the place of maps,
// under the same names.
s2_status cli_resynthesise(cli_run *run, const s2_alm_set *set, s2_grid *grid, cli_maps *maps);

// Complex fields: the square array [L][2L-1] in .npy.
s2_status cli_analyse_complex(cli_run *run, const cli_maps *maps, const char *path);
s2_status cli_synthesise_complex(cli_run *run, const char *path, cli_maps *maps);

// Subtract the maps of --minus, and report the largest difference.
s2_status cli_subtract(cli_run *run, cli_maps *maps);

// Band-limit that a grid resolves; that of the options, if they have one.
int cli_natural_limit(const s2_grid *grid);
int cli_band_limit(const cli_run *run, const s2_grid *grid);

// All spectra of one set; the table is the caller's.
s2_status cli_auto_spectra(const s2_alm_set *set, s2_cl_table **table);

// Pictures (pictures.c, plots.c, or no_pictures.c in a build without cairo).
s2_status cli_draw_maps(cli_run *run, const char *path, const cli_maps *maps);
s2_status cli_draw_spectra(cli_run *run, const char *path, const s2_cl_table *table,
                           const s2_cl_table *model);

#endif
