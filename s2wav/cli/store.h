// SPDX-License-Identifier: MIT
// Wavelet coefficients in files: an NPZ file, or a folder of NPY files that is written and read one
// scale at a time. Both hold the same arrays:
//
//     parameters  [12] float64  L, N, lambda, J_min, J_max, kernel, quadrature, storage,
//                               full_resolution, sampling, iterations (numbers of the enums in the
//                               headers), a weighted sum of the signal's a_lm, to know it again
//     scal        the scaling map [rings][samples], or [pixels] on HEALPix
//     wav_jJ      scale J [orientations][rings][samples], or [orientations][pixels]
#ifndef CLI_STORE_H
#define CLI_STORE_H

#include "setup.h"
#include <s2common/io.h>

enum { CLI_PARAMETERS = 12, CLI_STORE_MAX = 4200 };

typedef struct cli_store {
  const char *path;
  bool folder;
  int count; // NPZ to be written: arrays so far
  char (*name)[24];
  s2_array **array;
} cli_store;

// Whether a name is that of a store, and not of a signal.
bool cli_is_store(const char *path);

// Whether a folder has parameters, good or not.
bool cli_store_is_begun(const char *path);

// Begin to write; a folder is made if it does not exist.
s2_status cli_store_create(const char *path, cli_store *store);

// Remove the arrays of another signal from a folder: scales that stay would be resumed and read.
s2_status cli_store_clear(const cli_store *store);

// Add an array of scale i of a plan, copied.
s2_status cli_store_put(cli_store *store, const s2wav_plan *plan, int i, const double *map);
s2_status cli_store_put_parameters(cli_store *store, const double *parameters);

// Whether the folder has scale i already, whole.
bool cli_store_has(const cli_store *store, const s2wav_plan *plan, int i);

// Write what is not written yet.
s2_status cli_store_finish(cli_store *store);
void cli_store_free(cli_store *store);

// Read: the parameters as a setup, then scales.
s2_status cli_store_open(cli_run *run, const char *path, cli_store *store, cli_setup *setup);
s2_status cli_store_read_parameters(const char *path, double *parameters);
s2_status cli_store_get(const cli_store *store, const s2wav_plan *plan, int i, double *map);

// Parameters of a setup.
void cli_store_parameters(const cli_setup *setup, double mark, double *parameters);

#endif
