// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L // stat
#include "cli.h"
#include <harmonic/chain_files.h>
#include <harmonic/edit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_LENGTH = 1100 };

// A format by its name; the option has made sure that it is one.
static harmonic_file_format format_of(const char *name)
{
  harmonic_file_format format = HARMONIC_FILE_AUTO;
  while (name != NULL && strcmp(name, harmonic_file_format_name(format)) != 0) format++;
  return format;
}

static harmonic_read_options read_options(const cli_options *o)
{
  harmonic_read_options options;
  harmonic_read_options_init(&options);
  options.format = format_of(o->from);
  options.parameters = o->parameters;
  options.derived = o->derived;
  options.ln_post = o->ln_post;
  options.weight = o->weight;
  options.samples = o->samples;
  if (o->axes != NULL)
    options.axes =
        strcmp(o->axes, "step") == 0 ? HARMONIC_AXES_STEP_FIRST : HARMONIC_AXES_CHAIN_FIRST;
  options.ln_prior = o->ln_prior;
  options.flat_prior = o->flat_prior;
  return options;
}

// --burn: a part below 1, or a number of points.
static s2_status burn(const cli_options *o, harmonic_chains *chains)
{
  char *end;
  if (o->burn == NULL) return S2_OK;
  double x = strtod(o->burn, &end);
  bool number = end != o->burn && *end == '\0' && x >= 0 && (x < 1 || (x == trunc(x) && x < 1e15));
  USAGE_REQUIRE(number, "--burn %s: give a part, 0 <= X < 1, or a number of points", o->burn);
  return x < 1 ? harmonic_chains_burn_fraction(chains, x)
               : harmonic_chains_burn(chains, (int64_t)x);
}

s2_status cli_chains_read(cli_run *run, const char *path, harmonic_chains **chains)
{
  const cli_options *o = run->options;
  harmonic_read_options options = read_options(o);
  S2_TRY(harmonic_chains_read(chains, path, &options));
  s2_status status = burn(o, *chains);
  if (status == S2_OK && o->thin > 1) status = harmonic_chains_thin(*chains, o->thin);
  if (status == S2_OK) return S2_OK;
  harmonic_chains_destroy(*chains);
  *chains = NULL;
  return status;
}

static s2_status check_absent(const char *root, const char *end)
{
  char path[PATH_LENGTH];
  struct stat found;
  snprintf(path, sizeof path, "%.1000s%s", root, end);
  S2_REQUIRE(stat(path, &found) != 0 || S_ISDIR(found.st_mode),
             "%s is there from other chains, and would be read with %s: remove it, or give "
             "another name",
             path, root);
  return S2_OK;
}

// A root is read up to the first number that is missing, and from the first of R, R.txt, R_1.txt,
// R.1.txt on that there is: files of an earlier set must not come before or after the new ones.
static s2_status check_root(const char *root, harmonic_file_format format, int64_t count)
{
  char next[40];
  size_t length = strlen(root);
  const char *end = length > 4 ? root + length - 4 : "";
  bool cobaya = format == HARMONIC_FILE_COBAYA;
  if (format == HARMONIC_FILE_CSV || format == HARMONIC_FILE_NPZ) return S2_OK; // a file
  if (format == HARMONIC_FILE_AUTO && (strcmp(end, ".csv") == 0 || strcmp(end, ".npz") == 0))
    return S2_OK;
  S2_TRY(check_absent(root, ""));
  if (count == 1 && !cobaya) return S2_OK; // R.txt
  S2_TRY(check_absent(root, ".txt"));
  if (cobaya) S2_TRY(check_absent(root, "_1.txt"));
  snprintf(next, sizeof next, "%s%lld.txt", cobaya ? "." : "_", (long long)count + 1);
  return check_absent(root, next);
}

s2_status cli_chains_write(cli_run *run, const harmonic_chains *chains)
{
  harmonic_file_format format = format_of(run->options->to);
  S2_TRY(check_root(run->options->output, format, harmonic_chains_count(chains)));
  S2_TRY(harmonic_chains_write(run->options->output, chains, format));
  cli_number(run, "parameters", harmonic_chains_ndim(chains));
  cli_number(run, "chains", (double)harmonic_chains_count(chains));
  cli_number(run, "points", (double)harmonic_chains_size(chains));
  cli_text(run, "output", "%s", run->options->output);
  return S2_OK;
}
