// SPDX-License-Identifier: MIT
#include "cli.h"
#include <harmonic/chain_files.h>
#include <harmonic/edit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

s2_status cli_chains_write(cli_run *run, const harmonic_chains *chains)
{
  S2_TRY(harmonic_chains_write(run->options->output, chains, format_of(run->options->to)));
  cli_number(run, "parameters", harmonic_chains_ndim(chains));
  cli_number(run, "chains", (double)harmonic_chains_count(chains));
  cli_number(run, "points", (double)harmonic_chains_size(chains));
  cli_text(run, "output", "%s", run->options->output);
  return S2_OK;
}
