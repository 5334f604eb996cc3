// SPDX-License-Identifier: MIT
// What a user may say on the command line, in one struct for all sub-commands.
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { CLI_OPERANDS_MAX = 64, CLI_TITLES_MAX = 64 };

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
  CLI_POINTS = 2048,
  CLI_ALL = 4095
};

typedef struct cli_options {
  const char *operand[CLI_OPERANDS_MAX];
  int noperands;
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
  const char *title[CLI_TITLES_MAX];
  int ntitles, width, tile_columns;
  double factor, graticule;
  // manners
  int threads;
  bool quiet, progress, json, help;
} cli_options;

// Read the words after the sub-command's name into `options`.
// @param[in]  command  one bit of the set above: options of other commands are unknown
// @param[in]  words    [n] words
// @param[out] options  defaults, then what the words say; points into `words`
// @param[out] error    [size] one line that tells what to do, "" on success
// @return true on success
bool cli_options_read(unsigned command, int n, char **words, cli_options *options, char *error,
                      size_t size);

// Print the options that a sub-command knows, one line each.
void cli_options_help(FILE *out, unsigned command);

// Print the words for one shell's completion of all options: "command option value help" rows
// are turned into that shell's language by completion.c through this visitor.
typedef void cli_option_visit(void *user, const char *name, const char *value, const char *choices,
                              const char *help);
void cli_options_each(unsigned command, cli_option_visit *visit, void *user);

#endif
