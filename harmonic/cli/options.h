// SPDX-License-Identifier: MIT
// What a user may say on the command line, in one struct for all sub-commands.
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#define S2_LIBRARY "harmonic"
#include <s2common/priv/cli.h>

// Sub-commands as a set of bits: which of them know an option.
enum {
  CLI_EVIDENCE = 1,
  CLI_COMPARE = 2,
  CLI_FIT = 4,
  CLI_SAMPLE = 8,
  CLI_DIAGNOSE = 16,
  CLI_VALIDATE = 32,
  CLI_CONVERT = 64
};

typedef struct cli_options {
  const char *output;
  // chains and their files
  const char *burn, *from, *to, *parameters, *ln_post, *weight, *samples, *axes;
  int64_t thin;
  bool flat_prior, derived;
  double ln_prior; // NaN: none
  // density models
  const char *model;
  int layers, components, epochs, batch;
  double rate;
  bool no_bounds;
  const char *circular;
  // evidence
  int folds;
  int64_t blocks, seed;
  const char *shape, *temperature, *posterior;
  bool strict, no_pictures;
  // comparison
  bool words;
  // problems and samplers
  int ndim, chains, repeat;
  int64_t warmup, draws;
  const char *sampler, *metric;
  bool list;
} cli_options;

extern const cli_option cli_option_table[];
extern const int cli_noptions;
extern const cli_options cli_defaults;

#endif
