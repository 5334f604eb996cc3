// SPDX-License-Identifier: MIT
// Maps in files: HEALPix tables, arrays [theta][phi] and latitude-longitude grids.
#ifndef CLI_MAP_H
#define CLI_MAP_H

#include "cli.h"
#include <s2common/grid.h>
#include <s2common/io.h>

typedef struct cli_map {
  s2_grid *grid;
  bool geographic;    // from a latitude-longitude file
  bool complex;       // samples are pairs (re, im)
  int n;              // maps
  int64_t size;       // samples of one map
  double *values;     // [n][size], or [n][size][2]
  s2_column *columns; // [n]
  char about[CLI_LINE];
} cli_map;

// Maps of zeros. Takes the grid (frees it if it fails).
s2_status cli_map_create(cli_map **map, s2_grid *grid, int n, bool complex);

void cli_map_destroy(cli_map *map);

// One map of several: [size] samples, [size][2] of a complex one.
double *cli_map_values(const cli_map *map, int i);

// Read maps. Samples without a value are UNSEEN or NaN.
// @param[in] sampling  of an array: --sampling or --input-sampling; NULL: as the file says
// @param[in] columns   of HEALPix tables, when the user gave none; NULL: all
s2_status cli_map_read(cli_map **map, const cli_run *run, const char *path, const char *sampling,
                       const char *columns);

// Turn a netCDF variable [lat][lon] into a map on rings; latlon.c.
s2_status cli_latlon(cli_map **map, const cli_run *run, const char *path);

// Interpolate samples at the crossings of given colatitudes and longitudes onto the rings of a
// grid: bilinear in theta and phi, constant beyond the first and the last row; bilinear.c.
// @param[in]  theta   [ntheta] ascending
// @param[in]  phi     [nphi] ascending, less than 2 pi from first to last
// @param[in]  values  [ntheta][nphi]
// @param[in]  grid    any
// @param[out] out     [map size of grid]
void cli_bilinear(int ntheta, const double *theta, int nphi, const double *phi,
                  const double *values, const s2_grid *grid, double *out);

// Write maps in the format that the name announces.
s2_status cli_map_write(const cli_run *run, const char *path, const cli_map *map);

// Whether two grids have the same samples.
bool cli_same_grid(const s2_grid *a, const s2_grid *b);

// map -= other; samples without a value in either get none.
s2_status cli_map_subtract(cli_map *map, const cli_map *other);

// Statistics of one map: extremes, mean and rms of the samples with a value, weighted by area.
typedef struct cli_statistics {
  double min, max, mean, rms;
  int64_t missing;
} cli_statistics;
cli_statistics cli_map_statistics(const cli_map *map, int i);

// Set samples without a value to zero; tells how many.
void cli_map_fill(const cli_run *run, cli_map *map);

// Fit and subtract the monopole (and the dipole) of the first map where it has values.
s2_status cli_map_remove(cli_run *run, cli_map *map, bool dipole);

// Whether a sample has a value.
bool cli_has_value(double sample);

// The grid that the user asks for by a name with --nside or the band-limit L.
s2_status cli_grid_asked(s2_grid **grid, const cli_options *options, const char *sampling, int L);

// A few words on a grid.
void cli_grid_about(const s2_grid *grid, char *text, size_t size);

// Band-limit for a grid when the user gave none: what it resolves; 3 nside on HEALPix.
int cli_grid_limit(const s2_grid *grid);

#endif
