// SPDX-License-Identifier: MIT
/// @file
/// What the commands of the family share (static library `s2cli`): sub-commands and options as
/// tables, the report, the progress bar, completion scripts. Not for applications.
///
/// A command defines `struct cli_options`, describes it by a table of cli_option, its sub-commands
/// by a table of cli_command, and hands both to cli_main().
#ifndef S2COMMON_PRIV_CLI_H
#define S2COMMON_PRIV_CLI_H

#include <s2common/priv/error.h>
#include <s2common/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/// A mistake on the command line (exit status 2) goes the way of all errors, marked by its origin.
#define CLI_USAGE "usage"
#define USAGE_REQUIRE(condition, ...)                                                              \
  do {                                                                                             \
    if (!(condition)) return s2_priv_fail(S2_ERR_ARGUMENT, CLI_USAGE, __func__, __VA_ARGS__);      \
  } while (0)

enum { CLI_OPERANDS_MAX = 64, CLI_LIST_MAX = 64, CLI_LINE = 256 };

/// What an option takes, and the type of its field.
typedef enum cli_kind {
  CLI_FLAG,      ///< nothing; bool
  CLI_INTEGER,   ///< int
  CLI_INTEGER64, ///< int64_t
  CLI_NUMBER,    ///< double
  CLI_TEXT,      ///< const char *
  CLI_FILENAME,  ///< const char *
  CLI_CHOICE,    ///< const char *, one of those listed in `value`, separated by '|'
  CLI_WORDS,     ///< cli_words: may be given several times
} cli_kind;

/// Words of an option that may be repeated.
typedef struct cli_words {
  const char *word[CLI_LIST_MAX];
  int n;
} cli_words;

/// One option, "--name".
typedef struct cli_option {
  const char *name;
  cli_kind kind;
  unsigned commands; ///< bits of the sub-commands that know it
  size_t offset;     ///< of its field in struct cli_options
  double min, max;   ///< of numbers
  const char *value; ///< what the help calls the value; of a choice: the choices; NULL: a flag
  const char *help;
} cli_option;

struct cli_options; // each command's own

/// A line of the report.
typedef struct cli_entry {
  char key[40];
  char text[CLI_LINE];
  char *json;  ///< a value of JSON alone, of any length; NULL: `text`
  bool number; ///< JSON: `value`, not quoted
  double value;
} cli_entry;

/// The running sub-command.
typedef struct cli_run {
  const struct cli_program *program;
  const char *name; ///< of the sub-command
  const char *operand[CLI_OPERANDS_MAX];
  int noperands;
  struct cli_options *options;
  int threads; ///< 0: one per core
  bool quiet, progress, json, help;
  int exit_status;   ///< after success, 0 unless the sub-command says otherwise
  cli_entry *report; ///< [nreport], with room for `report_room`
  int nreport, report_room;
  bool bar;     ///< draw a progress bar
  int bar_last; ///< what it shows [percent], -1: nothing
} cli_run;

/// One sub-command.
typedef struct cli_command {
  const char *name, *short_name; ///< short_name NULL: none
  unsigned bit;
  int least, most; ///< number of operands
  const char *operands, *what, *example;
  s2_status (*run)(cli_run *run);
  bool result; ///< the report is what the user asked for: on stdout, else on stderr
} cli_command;

/// A command.
typedef struct cli_program {
  const char *name, *version;
  const char *what;    ///< one line of the help
  const char *formats; ///< another, below the sub-commands
  const cli_command *commands;
  int ncommands, example;    ///< number of the sub-command whose example the help shows
  const cli_option *options; ///< without those that all commands share, which cli_run holds
  int noptions;
  const void *defaults; ///< struct cli_options
  size_t options_size;
  /// Last words on the options; false and `error` if they contradict each other. NULL: none.
  bool (*settle)(struct cli_options *options, char *error, size_t size);
} cli_program;

/// Run the command. @return its exit status: 0, 1 (failed), 2 (wrong usage) or the sub-command's
/// own
int cli_main(const cli_program *program, int argc, char **argv);

/// Read the words after the sub-command's name into `run`.
/// @param[in]  command  bit of the sub-command: options of others are unknown
/// @param[out] error    [size] one line that tells what to do, "" on success
bool cli_options_read(cli_run *run, unsigned command, int n, char **words, char *error,
                      size_t size);

/// The rule of --band-limit L (0: not given) and --lmax (-1: not given), which mean L = lmax + 1.
/// @return false and `error` if both are given and disagree; else *L is set if either is given
bool cli_settle_limit(int lmax, int *L, char *error, size_t size);

/// Visit the options that a sub-command knows; `choices` NULL: no choice, `value` NULL: a flag.
typedef void cli_option_visit(void *user, const char *name, const char *value, const char *choices,
                              const char *help);
void cli_options_each(const cli_program *program, unsigned command, cli_option_visit *visit,
                      void *user);

/// Script that completes the command in bash, zsh or fish, on stdout. @return false: another shell
bool cli_completion(const cli_program *program, const char *shell);

/// Add a line to the report. Keys are words joined by underscores. cli_json() adds a value, copied,
/// that is JSON already, with or without line ends, and is shown in the report of --json only.
void cli_text(cli_run *run, const char *key, const char *format, ...) S2_PRINTF(3, 4);
void cli_number(cli_run *run, const char *key, double value);
void cli_json(cli_run *run, const char *key, const char *json);

/// Write a string of JSON.
void cli_put_string(FILE *out, const char *text);

/// Print the report: one line of JSON on stdout, or aligned lines on `out` unless quiet.
void cli_report_print(const cli_run *run, FILE *out);
void cli_report_free(cli_run *run);

/// Tell the user at once, on stderr, unless quiet.
void cli_note(const cli_run *run, const char *format, ...) S2_PRINTF(2, 3);

/// Wall clock [s].
double cli_clock(void);

/// Progress callback of libraries; `user` is a cli_run.
int cli_progress(void *user, double done, const char *what);

/// Wipe the progress bar, so that other text may follow.
void cli_progress_end(cli_run *run);

#endif
