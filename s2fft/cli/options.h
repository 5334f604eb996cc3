// SPDX-License-Identifier: MIT
// What a user may say on the command line, in one struct for all sub-commands.
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#define S2_LIBRARY "s2fft"
#include <s2common/priv/cli.h>

// Sub-commands as a set of bits: which of them know an option.
enum {
  CLI_FORWARD = 1,
  CLI_INVERSE = 2,
  CLI_SPECTRUM = 4,
  CLI_SYNTH = 8,
  CLI_CONVERT = 16,
  CLI_PICTURE = 32,
  CLI_INFO = 64,
  CLI_ROTATE = 128,
  CLI_WIGNER = 256,
  CLI_SMOOTH = 512,
  CLI_MASK = 1024,
  CLI_POINTS = 2048
};

typedef struct cli_options {
  // files
  const char *output, *columns, *variable, *from, *minus, *alm, *layout, *input_layout;
  bool nested, single;
  // grids and band-limits; 0 or -1: not given
  const char *sampling, *input_sampling;
  int nside, L, lmax, mmax;
  // fields and transforms
  int spin, iterations;
  const char *field;
  bool pol, ring_weights, remove_monopole;
  double fwhm; // arcmin
  int64_t seed, realisation;
  // rotations
  const char *euler, *from_system, *to_system;
  // functions on the rotation group
  int orders;
  bool forward, inverse, steerable;
  // filters: degrees that pass, -1: no limit
  const char *window;
  int lmin, pass_lmax;
  // masks and band powers
  const char *mask, *kind, *bin_as;
  double apodise; // degrees
  int bin_width;
  double tolerance; // of values at points
  // pictures
  const char *picture, *plot, *plot_as, *model;
  bool log, geographic, no_bar, vectors, labels;
  const char *projection, *colours, *scale, *range, *centre, *units;
  cli_words titles;
  int width, tile_columns;
  double factor, graticule;
} cli_options;

extern const cli_option cli_option_table[];
extern const int cli_noptions;
extern const cli_options cli_defaults;

// Both names of the band-limit end in one number.
bool cli_settle(cli_options *options, char *error, size_t size);

#endif
