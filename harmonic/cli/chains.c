// SPDX-License-Identifier: MIT
#include "cli.h"
#include <harmonic/edit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

// Everything that changes points in place.
static s2_status edit(const cli_options *o, harmonic_chains *chains)
{
  double ln_volume;
  S2_TRY(burn(o, chains));
  if (o->thin > 1) S2_TRY(harmonic_chains_thin(chains, o->thin));
  if (o->flat_prior) {
    S2_TRY(harmonic_chains_ln_volume(chains, &ln_volume));
    S2_TRY(harmonic_chains_shift_ln_post(chains, -ln_volume));
  }
  return o->shift != 0 ? harmonic_chains_shift_ln_post(chains, o->shift) : S2_OK;
}

// Keep some of the parameters.
static s2_status keep(harmonic_chains **chains, int n, const int *number)
{
  harmonic_chains *kept;
  S2_TRY(harmonic_chains_marginal(&kept, *chains, n, number));
  harmonic_chains_destroy(*chains);
  *chains = kept;
  return S2_OK;
}

// Numbers of the names in a list "a,b,c".
static s2_status find_names(const harmonic_chains *chains, const char *list, int *number, int *n)
{
  char name[HARMONIC_NAME_SIZE];
  int ndim = harmonic_chains_ndim(chains);
  *n = 0;
  for (const char *at = list;; at++) {
    size_t length = strcspn(at, ",");
    snprintf(name, sizeof name, "%.*s", (int)length, at);
    int d = length < sizeof name ? harmonic_chains_find_parameter(chains, name) : -1;
    USAGE_REQUIRE(d >= 0, "--parameters %s: there is no parameter \"%s\"", list, name);
    USAGE_REQUIRE(*n < ndim, "--parameters %s: more than the %d that there are", list, ndim);
    number[(*n)++] = d;
    at += length;
    if (*at == '\0') return S2_OK;
  }
}

static s2_status keep_named(const char *list, harmonic_chains **chains)
{
  int n, *number = malloc((size_t)harmonic_chains_ndim(*chains) * sizeof *number);
  if (number == NULL) return S2_FAIL(S2_ERR_MEMORY, "numbers of parameters");
  s2_status status = find_names(*chains, list, number, &n);
  if (status == S2_OK) status = keep(chains, n, number);
  free(number);
  return status;
}

static s2_status drop_derived(cli_run *run, harmonic_chains **chains)
{
  int ndim = harmonic_chains_ndim(*chains), n = 0;
  int *number = malloc((size_t)ndim * sizeof *number);
  if (number == NULL) return S2_FAIL(S2_ERR_MEMORY, "numbers of %d parameters", ndim);
  for (int d = 0; d < ndim; d++)
    if (!harmonic_chains_parameter(*chains, d).derived) number[n++] = d;
  s2_status status = n == 0     ? S2_FAIL(S2_ERR_ARGUMENT, "all %d parameters are derived", ndim)
                     : n < ndim ? keep(chains, n, number)
                                : S2_OK;
  free(number);
  if (status == S2_OK && n < ndim) cli_number(run, "derived_parameters_dropped", ndim - n);
  return status;
}

static s2_status read_edited(cli_run *run, const char *path, bool posterior,
                             harmonic_chains **chains)
{
  const cli_options *o = run->options;
  S2_TRY(cli_chains_load(run, path, chains));
  s2_status status = edit(o, *chains);
  if (status == S2_OK && posterior) status = drop_derived(run, chains);
  if (status == S2_OK && o->parameters != NULL) status = keep_named(o->parameters, chains);
  if (status == S2_OK) return S2_OK;
  harmonic_chains_destroy(*chains);
  *chains = NULL;
  return status;
}

s2_status cli_chains_read(cli_run *run, const char *path, harmonic_chains **chains)
{
  return read_edited(run, path, false, chains);
}

s2_status cli_chains_read_posterior(cli_run *run, const char *path, harmonic_chains **chains)
{
  return read_edited(run, path, true, chains);
}
