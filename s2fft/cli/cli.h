// SPDX-License-Identifier: MIT
// What the sub-commands share: the running command, its report and its progress bar.
#ifndef CLI_H
#define CLI_H

#include "options.h"
#include <s2common/status.h>
#include <stdbool.h>

#define S2_LIBRARY "s2fft"
#include <s2common/priv/error.h>

// A mistake on the command line (exit status 2) goes the way of all errors, marked by its origin.
#define CLI_USAGE "usage"
#define USAGE_REQUIRE(condition, ...)                                                              \
  do {                                                                                             \
    if (!(condition)) return s2_priv_fail(S2_ERR_ARGUMENT, CLI_USAGE, __func__, __VA_ARGS__);      \
  } while (0)

enum { CLI_REPORT_MAX = 160, CLI_LINE = 256 };

typedef struct cli_entry {
  char key[40];
  char text[CLI_LINE];
  bool number; // JSON: not quoted
} cli_entry;

typedef struct cli_run {
  const char *name; // of the sub-command
  cli_options options;
  cli_entry report[CLI_REPORT_MAX];
  int nreport;
  bool bar;     // draw a progress bar
  int bar_last; // what it shows [percent], -1: nothing
} cli_run;

// One sub-command.
typedef struct cli_command {
  const char *name, *short_name; // short_name NULL: none
  unsigned bit;
  int least, most; // number of operands
  const char *operands, *what, *example;
  s2_status (*run)(cli_run *run);
} cli_command;

extern const cli_command cli_commands[];
extern const int cli_ncommands;

s2_status cli_forward(cli_run *run);
s2_status cli_inverse(cli_run *run);
s2_status cli_spectrum(cli_run *run);
s2_status cli_synth(cli_run *run);
s2_status cli_convert(cli_run *run);
s2_status cli_picture(cli_run *run);
s2_status cli_info(cli_run *run);
s2_status cli_rotate(cli_run *run);
s2_status cli_wigner(cli_run *run);
s2_status cli_smooth(cli_run *run);
s2_status cli_mask(cli_run *run);
s2_status cli_points(cli_run *run);

// Script that completes the command in bash, zsh or fish, on stdout.
// @return false for another shell
bool cli_completion(const char *shell);

// Add a line to the report. Keys are words joined by underscores.
void cli_text(cli_run *run, const char *key, const char *format, ...) S2_PRINTF(3, 4);
void cli_number(cli_run *run, const char *key, double value);

// Print the report: one line of JSON on stdout, or aligned lines on `out` unless quiet.
void cli_report_print(const cli_run *run, FILE *out);

// Tell the user at once, on stderr, unless quiet.
void cli_note(const cli_run *run, const char *format, ...) S2_PRINTF(2, 3);

// Wall clock [s].
double cli_clock(void);

// Progress callback of libraries; `user` is a cli_run.
int cli_progress(void *user, double done, const char *what);

// Wipe the progress bar, so that other text may follow.
void cli_progress_end(cli_run *run);

#endif
