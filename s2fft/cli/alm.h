// SPDX-License-Identifier: MIT
// Harmonic coefficients in files, and the transforms between them and maps.
#ifndef CLI_ALM_H
#define CLI_ALM_H

#include "map.h"
#include <s2fft/layout.h>
#include <s2fft/s2fft.h>

// Coefficients: triangles of real fields (m >= 0), or squares of complex fields.
typedef struct cli_alm {
  int L, mmax;
  bool complex;
  int n;              // fields
  int64_t size;       // coefficients of one field
  s2_complex *values; // [n][size]
  char about[CLI_LINE];
} cli_alm;

s2_status cli_alm_create(cli_alm **alm, int L, int mmax, bool complex, int n);
void cli_alm_destroy(cli_alm *alm);

// Read coefficients: FITS; arrays by --input-layout, --band-limit, --mmax or as their shape says.
s2_status cli_alm_read(cli_alm **alm, const cli_run *run, const char *path);

// Write coefficients: FITS, or arrays in the order of --layout.
s2_status cli_alm_write(const cli_run *run, const char *path, const cli_alm *alm);

// Cut or pad to another band-limit; mmax = -1: as before, at most L-1.
s2_status cli_alm_resize(cli_alm **alm, int L, int mmax);

// alm -= other, of the same shape.
s2_status cli_alm_subtract(cli_alm *alm, const cli_alm *other);

// Largest modulus and root mean square of all coefficients.
void cli_alm_statistics(const cli_alm *alm, double *max, double *rms);

// Multiply by the beam of --fwhm, if given.
s2_status cli_alm_smooth(const cli_run *run, cli_alm *alm);

// Analysis by the options; L = 0: as the options or else the grid say. Reports time and memory.
s2_status cli_analyse(cli_run *run, const cli_map *map, int L, cli_alm **alm);

// Synthesis on a grid, which is taken over (freed if it fails).
s2_status cli_synthesise(cli_run *run, const cli_alm *alm, s2_grid *grid, cli_map **map);

// Read a map, clean it, and analyse it: what `forward` and `spectrum` begin with.
s2_status cli_analyse_file(cli_run *run, const char *path, const char *second, cli_alm **alm);

#endif
