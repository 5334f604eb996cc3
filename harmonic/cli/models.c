// SPDX-License-Identifier: MIT
#include "cli.h"
#include <harmonic/ellipsoid.h>
#include <harmonic/flow.h>
#include <harmonic/gaussian.h>
#include <harmonic/mixture.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static s2_status make_flow(const cli_run *run, int ndim, harmonic_model **model)
{
  harmonic_spline_flow_options o;
  harmonic_spline_flow_options_init(&o);
  if (run->options->layers > 0) o.layers = run->options->layers;
  return harmonic_spline_flow_create(model, ndim, &o);
}

static s2_status make_realnvp(const cli_run *run, int ndim, harmonic_model **model)
{
  harmonic_realnvp_options o;
  harmonic_realnvp_options_init(&o);
  if (run->options->layers > 0) o.layers = run->options->layers;
  return harmonic_realnvp_create(model, ndim, &o);
}

static s2_status make_gaussian(const cli_run *run, int ndim, harmonic_model **model)
{
  (void)run;
  return harmonic_gaussian_create(model, ndim, NULL);
}

static s2_status make_ellipsoid(const cli_run *run, int ndim, harmonic_model **model)
{
  (void)run;
  return harmonic_ellipsoid_create(model, ndim, NULL);
}

static s2_status make_mixture(const cli_run *run, int ndim, harmonic_model **model)
{
  harmonic_mixture_options o;
  harmonic_mixture_options_init(&o);
  o.components = run->options->components;
  return harmonic_mixture_create(model, ndim, &o);
}

static const struct {
  const char *name;
  s2_status (*make)(const cli_run *run, int ndim, harmonic_model **model);
} kinds[] = {{"flow", make_flow},
             {"realnvp", make_realnvp},
             {"gaussian", make_gaussian},
             {"ellipsoid", make_ellipsoid},
             {"mixture", make_mixture}};

// Put a model inside the ranges of the parameters, if there are any. It goes into the new one, and
// is freed on failure.
static s2_status put_in_bounds(const harmonic_chains *chains, harmonic_model **model)
{
  int ndim = harmonic_chains_ndim(chains);
  double *lower = malloc(2 * (size_t)ndim * sizeof *lower), *upper = lower + ndim;
  bool bounded = false;
  harmonic_model *whole = NULL;
  s2_status status = lower == NULL ? S2_FAIL(S2_ERR_MEMORY, "%d ranges", ndim) : S2_OK;
  for (int d = 0; status == S2_OK && d < ndim; d++) {
    harmonic_parameter p = harmonic_chains_parameter(chains, d);
    lower[d] = p.lower;
    upper[d] = p.upper;
    bounded |= isfinite(p.lower) || isfinite(p.upper);
  }
  if (status == S2_OK && bounded)
    status = harmonic_transformed_create(&whole, *model, lower, upper, HARMONIC_WHITENING_NONE);
  free(lower);
  if (status != S2_OK) {
    harmonic_model_destroy(*model);
    *model = NULL;
  } else if (bounded) {
    *model = whole;
  }
  return status;
}

// Make the parameters of --circular, "a,b,c", circles between their bounds.
static s2_status set_circular(const char *list, const harmonic_chains *chains,
                              harmonic_model *model)
{
  char name[HARMONIC_NAME_SIZE];
  USAGE_REQUIRE(harmonic_transformed_inner(model) != NULL, "--circular %s: no parameter has bounds",
                list);
  for (const char *at = list;; at++) {
    size_t length = strcspn(at, ",");
    snprintf(name, sizeof name, "%.*s", (int)length, at);
    int d = length < sizeof name ? harmonic_chains_find_parameter(chains, name) : -1;
    USAGE_REQUIRE(d >= 0, "--circular %s: there is no parameter '%s'", list, name);
    S2_TRY(harmonic_transformed_set_circular(model, d));
    at += length;
    if (*at == '\0') return S2_OK;
  }
}

s2_status cli_model(const cli_run *run, const harmonic_chains *chains, harmonic_model **model)
{
  const cli_options *o = run->options;
  size_t k = 0;
  while (strcmp(o->model, kinds[k].name) != 0) k++; // the option is one of these
  bool flow = strcmp(o->model, "flow") == 0 || strcmp(o->model, "realnvp") == 0;
  USAGE_REQUIRE(o->layers == 0 || flow, "--layers is of flows, not of --model %s", o->model);
  USAGE_REQUIRE(o->components == 0 || strcmp(o->model, "mixture") == 0,
                "--components is of mixtures, not of --model %s", o->model);
  S2_TRY(kinds[k].make(run, harmonic_chains_ndim(chains), model));
  if (!o->no_bounds) S2_TRY(put_in_bounds(chains, model));
  s2_status status = o->circular != NULL ? set_circular(o->circular, chains, *model) : S2_OK;
  if (status == S2_OK) return S2_OK;
  harmonic_model_destroy(*model);
  *model = NULL;
  return status;
}

harmonic_fit_options cli_fit_options(cli_run *run)
{
  const cli_options *o = run->options;
  harmonic_fit_options fit;
  harmonic_fit_options_init(&fit);
  if (o->epochs > 0) fit.epochs = o->epochs;
  if (o->batch > 0) fit.batch = o->batch;
  if (o->rate > 0) fit.learning_rate = o->rate;
  fit.seed = (uint64_t)o->seed;
  fit.threads = run->threads;
  fit.progress = cli_progress;
  fit.user = run;
  return fit;
}
