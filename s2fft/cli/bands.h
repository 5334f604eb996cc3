// SPDX-License-Identifier: MIT
// Band powers with error bars: spectra in bins of degrees, freed from the coupling by a mask.
#ifndef CLI_BANDS_H
#define CLI_BANDS_H

#include "coefficients.h"

enum { CLI_BANDS_SPECTRA = 6 };

typedef struct cli_bands {
  int n, nspectra;
  bool dl;               // l(l+1)C/2pi, else C
  double *l;             // [n] mean degrees; owns the memory of all
  double *power, *error; // [nspectra][n]
  char name[CLI_BANDS_SPECTRA][S2_TEXT_SIZE];
} cli_bands;

void cli_bands_free(cli_bands *bands);

// What a mask does to spectra: of the whole sky, w2 = f_sky = 1 and no plan for a mask.
typedef struct cli_masked {
  s2_alm_set *set; // coefficients of the masked fields
  double *mask_cl; // [mask_L] spectrum of the mask, NULL: whole sky
  int mask_L;
  double w2, f_sky; // mean square of the mask, fraction that counts the modes
} cli_masked;

// Coefficients of the operand, multiplied by the mask of --mask; the caller frees them, on failure
// too.
s2_status cli_masked_read(cli_run *run, cli_masked *masked);
void cli_masked_free(cli_masked *masked);

// The command spectrum with --mask or --bin.
s2_status cli_band_powers(cli_run *run);

// One real map; samples without a value are 0.
s2_status cli_mask_read(cli_run *run, const char *path, cli_maps *mask);

// Draw band powers with their errors, beside the spectra of a model (NULL: none).
s2_status cli_draw_bands(cli_run *run, const char *path, const cli_bands *bands,
                         const s2_cl_table *model);

#endif
