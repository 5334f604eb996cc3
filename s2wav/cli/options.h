// SPDX-License-Identifier: MIT
// What a user may say on the command line, in one struct for all sub-commands.
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#define S2_LIBRARY "s2wav"
#include <s2common/priv/cli.h>

// Sub-commands as a set of bits: which of them know an option.
enum {
  CLI_ANALYSIS = 1,
  CLI_SYNTHESIS = 2,
  CLI_DENOISE = 4,
  CLI_ILC = 8,
  CLI_TILING = 16,
  CLI_PICTURE = 32,
  CLI_INFO = 64
};

typedef struct cli_options {
  // files
  const char *output, *columns, *picture;
  int component;
  bool resume, single;
  // grids and band-limits; 0 or -1: not given
  const char *sampling, *wavelet_sampling;
  int nside, L, lmax, iterations;
  bool remove_monopole;
  // tilings
  const char *kernel;
  double lambda;
  int J_min, orientations;
  bool exact, full_gamma, full_resolution;
  // denoising
  const char *rule, *noise_cl, *noise_map, *truth;
  double factor, noise;
  // linear combination
  const char *factors;
  double bias;
  // pictures
  const char *colours, *units, *title;
  int width;
  double scale;
  bool geographic;
} cli_options;

extern const cli_option cli_option_table[];
extern const int cli_noptions;
extern const cli_options cli_defaults;

// Both names of the band-limit end in one number.
bool cli_settle(cli_options *options, char *error, size_t size);

#endif
