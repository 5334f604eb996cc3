// SPDX-License-Identifier: MIT
// Maps in files, and what the transforms make of them.
#ifndef CLI_MAPS_H
#define CLI_MAPS_H

#include "cli.h"
#include <s2common/grid.h>
#include <s2common/io.h>
#include <s2fft/s2fft.h>

enum { CLI_MAPS_MAX = 64 };

// Maps on one grid.
typedef struct cli_maps {
  s2_grid *grid;
  int count;
  bool is_complex;                // one complex map: 2 size doubles
  int64_t size;                   // samples of a map
  double *values;                 // [count][size] (or [2 size])
  int64_t nbad;                   // samples without a value, set to NaN
  s2_column column[CLI_MAPS_MAX]; // name and unit
  char coordsys[S2_TEXT_SIZE];
  bool nested; // the file was
} cli_maps;

void cli_maps_free(cli_maps *maps);

// Maps that the options ask for: I, Q, U; a pair; one.
int cli_wanted_maps(const cli_options *o);

// Read the maps of one file; `sampling` names the grid of arrays that do not tell (NULL: not
// given).
s2_status cli_maps_read(cli_run *run, const char *path, const char *sampling, int wanted,
                        cli_maps *maps);

// Maps of all operands, appended; they must share one grid.
s2_status cli_maps_read_all(cli_run *run, const char *sampling, int wanted, cli_maps *maps);

// Room for `count` maps on `grid`, which the maps own from then on.
s2_status cli_maps_create(s2_grid *grid, int count, bool is_complex, cli_maps *maps);

s2_status cli_maps_write(cli_run *run, const char *path, const cli_maps *maps);

// NaN to zero, with a note; and, where asked for, without monopole or dipole.
s2_status cli_maps_fill(cli_run *run, cli_maps *maps);

// The grid that the options ask for at band-limit L.
s2_status cli_grid(const cli_run *run, const char *sampling, int L, s2_grid **grid);

// The grid of an array of `rows` x `columns` samples, or of `columns` samples in one row.
s2_status cli_grid_of_array(const char *path, const char *sampling, int64_t rows, int64_t columns,
                            s2_grid **grid);

bool cli_same_grid(const s2_grid *a, const s2_grid *b);

// Mean, rms, extremes of the samples that have values.
typedef struct cli_statistics {
  double min, max, mean, rms;
} cli_statistics;
cli_statistics cli_maps_statistics(const cli_maps *maps, int i);

// netCDF: latitude-longitude grids (latlon.c).
s2_status cli_maps_read_netcdf(cli_run *run, const char *path, cli_maps *maps);

#endif
