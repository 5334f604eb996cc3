// SPDX-License-Identifier: MIT
// Scalar signals in files: maps or coefficients. Inside the command a signal is its coefficients.
#ifndef CLI_SIGNAL_H
#define CLI_SIGNAL_H

#include "cli.h"
#include <s2common/grid.h>
#include <s2fft/s2fft.h>

typedef struct cli_signal {
  int L;
  s2_grid *grid;   // of the map; NULL: it came as coefficients
  double *map;     // [s2_grid_map_size()]; NULL with the grid
  s2_complex *alm; // [L (L+1) / 2] triangle
  char unit[72];   // S2_TEXT_SIZE
} cli_signal;

void cli_signal_free(cli_signal *signal);

// Read a map and analyse it, or read coefficients.
s2_status cli_signal_read(cli_run *run, const char *path, cli_signal *signal);

// Read a map alone.
s2_status cli_map_read(cli_run *run, const char *path, cli_signal *signal);

// Write coefficients, or where the name does not tell of them the map on `grid`; and draw it.
s2_status cli_signal_write(cli_run *run, const char *path, int L, const s2_complex *alm,
                           const s2_grid *grid, const char *unit);

// Grid of the output: that of the options, else that of the signal (may be NULL).
s2_status cli_output_grid(const cli_run *run, int L, const s2_grid *own, s2_grid **grid);

#endif
