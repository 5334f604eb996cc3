// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "marginal.h"
#include "seed.h"
#include <harmonic/savage_dickey.h>
#include <math.h>
#include <s2common/priv/options.h>

static const harmonic_savage_dickey_options defaults = {
    .struct_size = sizeof defaults,
    .trainings = 5,
    .bootstraps = 10,
    .proportion = 0.5,
    .blocks = 100,
};

void harmonic_savage_dickey_options_init_sized(harmonic_savage_dickey_options *options,
                                               size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

/// A ratio on its way.
typedef struct ratio {
  harmonic_savage_dickey_options options;
  const harmonic_chains *marginal;
  const harmonic_model *model;
  const double *value;
  int trained; ///< trainings done
} ratio;

/// Mean and scatter of ln densities.
typedef struct spread {
  int count;
  double mean, square; ///< sum of squared deviations from the mean (Welford)
} spread;

static void spread_add(spread *s, double x)
{
  double before = x - s->mean;
  s->mean += before / ++s->count;
  s->square += before * (x - s->mean);
}

static double spread_deviation(const spread *s)
{
  return s->count > 1 ? sqrt(s->square / (s->count - 1.0)) : NAN;
}

static s2_status density_of(ratio *r, const harmonic_chains *training, harmonic_model *fresh,
                            spread *s)
{
  harmonic_fit_options fit, fit_defaults;
  double ln_density;
  harmonic_fit_options_init(&fit_defaults);
  S2_ADOPT_OPTIONS("harmonic_fit_options_init", r->options.fit, fit_defaults, &fit);
  fit.seed = seed_part(r->options.seed, r->trained);
  S2_TRY(harmonic_model_fit(fresh, training, NULL, &fit, NULL));
  S2_TRY(harmonic_model_ln_density(fresh, 1.0, 1, r->value, &ln_density));
  if (!isfinite(ln_density))
    return S2_FAIL(S2_ERR_NUMERIC, "the posterior density at the nested value is exp(%g)",
                   ln_density);
  spread_add(s, ln_density);
  return S2_OK;
}

static s2_status train(ratio *r, const harmonic_chains *training, spread *s)
{
  const harmonic_savage_dickey_options *o = &r->options;
  harmonic_model *fresh;
  S2_TRY(harmonic_model_fresh(&fresh, r->model));
  s2_status status = density_of(r, training, fresh, s);
  harmonic_model_destroy(fresh);
  S2_TRY(status);
  double done = (double)++r->trained / (o->trainings + o->bootstraps);
  if (o->progress != NULL && o->progress(o->progress_user, done, "Savage-Dickey ratio") != 0)
    return S2_FAIL(S2_ERR_CANCELLED, "cancelled after %d trainings", r->trained);
  return S2_OK;
}

static s2_status run(ratio *r, harmonic_savage_dickey *out)
{
  const harmonic_savage_dickey_options *o = &r->options;
  spread whole = {0}, parts = {0};
  for (int i = 0; i < o->trainings; i++) S2_TRY(train(r, r->marginal, &whole));
  for (int i = 0; i < o->bootstraps; i++) {
    harmonic_chains *part;
    S2_TRY(marginal_resample(r->marginal, o->blocks, o->proportion, o->seed, i, &part));
    s2_status status = train(r, part, &parts);
    harmonic_chains_destroy(part);
    S2_TRY(status);
  }
  out->ln_density = whole.mean;
  out->seeds = spread_deviation(&whole);
  // The variance of an estimate goes like 1/points.
  out->bootstrap = spread_deviation(&parts) * sqrt(o->proportion);
  out->error = hypot(out->bootstrap, o->trainings > 1 ? out->seeds / sqrt(o->trainings) : 0.0);
  return S2_OK;
}

static s2_status check_parameters(const harmonic_chains *chains, int count, const int *which,
                                  const double *value)
{
  int ndim = harmonic_chains_ndim(chains);
  S2_REQUIRE(count >= 1 && count <= ndim, "count = %d is outside 1 .. %d", count, ndim);
  S2_REQUIRE(which != NULL && value != NULL, "which or value is NULL");
  for (int k = 0; k < count; k++) {
    S2_REQUIRE(which[k] >= 0 && which[k] < ndim, "which[%d] = %d is outside 0 .. %d", k, which[k],
               ndim - 1);
    S2_REQUIRE(isfinite(value[k]), "value[%d] = %g is not finite", k, value[k]);
    for (int l = 0; l < k; l++)
      S2_REQUIRE(which[l] != which[k], "which[%d] and which[%d] are both %d", l, k, which[k]);
  }
  return S2_OK;
}

static s2_status check_options(const harmonic_savage_dickey_options *o)
{
  S2_REQUIRE(o->trainings >= 1, "trainings = %d is less than 1", o->trainings);
  S2_REQUIRE(o->bootstraps >= 2, "bootstraps = %d is less than 2", o->bootstraps);
  S2_REQUIRE(o->proportion > 0.0 && o->proportion <= 1.0, "proportion = %g is outside 0 .. 1",
             o->proportion);
  S2_REQUIRE(o->blocks >= 2 && o->blocks <= 1000000, "blocks = %lld is outside 2 .. 1000000",
             (long long)o->blocks);
  return S2_OK;
}

s2_status harmonic_savage_dickey_ratio(const harmonic_chains *chains, int count, const int *which,
                                       const double *value, double ln_prior,
                                       const harmonic_model *model,
                                       const harmonic_savage_dickey_options *options,
                                       harmonic_savage_dickey *result)
{
  harmonic_chains *marginal;
  harmonic_savage_dickey own = {0};
  ratio r = {.model = model, .value = value};
  S2_REQUIRE(chains != NULL && model != NULL && result != NULL, "chains, model or result is NULL");
  S2_ADOPT_OPTIONS("harmonic_savage_dickey_options_init", options, defaults, &r.options);
  S2_TRY(check_parameters(chains, count, which, value));
  S2_TRY(check_options(&r.options));
  S2_REQUIRE(isfinite(ln_prior), "ln_prior = %g is not finite", ln_prior);
  S2_REQUIRE(harmonic_model_ndim(model) == count, "the model has %d parameters, count = %d",
             harmonic_model_ndim(model), count);
  S2_TRY(marginal_chains(chains, count, which, &marginal));
  r.marginal = marginal;
  s2_status status = run(&r, &own);
  harmonic_chains_destroy(marginal);
  own.ln_factor = own.ln_density - ln_prior;
  if (status == S2_OK) *result = own;
  return status;
}
