// SPDX-License-Identifier: MIT
// Other posteriors from the same points, in place.
#include "chains.h"
#include <harmonic/edit.h>
#include <math.h>
#include <string.h>

s2_status harmonic_chains_shift_ln_post(harmonic_chains *chains, double shift)
{
  S2_REQUIRE(chains != NULL, "chains is NULL");
  S2_REQUIRE(isfinite(shift), "shift = %g is not finite", shift);
  for (int64_t i = 0; i < chains->size; ++i)
    S2_REQUIRE(isfinite(chains->ln_post[i] + shift), "ln_post = %g + %g overflows",
               chains->ln_post[i], shift);
  for (int64_t i = 0; i < chains->size; ++i) chains->ln_post[i] += shift;
  return S2_OK;
}

/// Weights times exp(factor) over its maximum, into `factor`; -INFINITY gives -1: to be dropped.
static s2_status new_weights(const harmonic_chains *c, double *factor)
{
  double top = -INFINITY;
  for (int64_t i = 0; i < c->size; ++i)
    if (c->weight[i] > 0) top = fmax(top, factor[i]);
  for (int64_t j = 0; j < c->count; ++j) {
    double sum = 0;
    for (int64_t i = c->start[j]; i < c->start[j + 1]; ++i) {
      double w = c->weight[i] > 0 ? c->weight[i] * exp(factor[i] - top) : 0;
      factor[i] = factor[i] == -INFINITY ? -1 : w;
      if (factor[i] > 0) sum += factor[i];
    }
    if (!(sum > 0))
      return S2_FAIL(S2_ERR_NUMERIC, "chain %lld: all of its new weights are 0", (long long)j);
  }
  return S2_OK;
}

static void set_weights(harmonic_chains *c, const double *weight)
{
  memcpy(c->weight, weight, (size_t)c->size * sizeof *weight);
  for (int64_t j = 0; j < c->count; ++j) c->weighted[j] = 1;
}

/// ln of the factors for harmonic_chains_untemper() (no new ln P) or harmonic_chains_reweight().
static double *ln_factors(const harmonic_chains *c, double power, const double *new_ln_post)
{
  double *factor = s2_priv_alloc((size_t)c->size + 1, sizeof *factor);
  for (int64_t i = 0; factor != NULL && i < c->size; ++i)
    factor[i] = new_ln_post == NULL ? power * c->ln_post[i] : new_ln_post[i] - c->ln_post[i];
  return factor;
}

static s2_status reweight(harmonic_chains *c, double power, const double *new_ln_post)
{
  double *factor = ln_factors(c, power, new_ln_post);
  if (factor == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld weights", (long long)c->size);
  s2_status status = new_weights(c, factor);
  if (status == S2_OK) {
    set_weights(c, factor);
    if (new_ln_post != NULL) memcpy(c->ln_post, new_ln_post, (size_t)c->size * sizeof *c->ln_post);
    if (c->count > 0) chains_remove_marked(c);
  }
  s2_priv_free(factor);
  return status;
}

s2_status harmonic_chains_untemper(harmonic_chains *chains, double temperature)
{
  S2_REQUIRE(chains != NULL, "chains is NULL");
  S2_REQUIRE(temperature > 0 && isfinite(temperature), "temperature = %g is not a number above 0",
             temperature);
  return reweight(chains, 1 - 1 / temperature, NULL);
}

s2_status harmonic_chains_reweight(harmonic_chains *chains, const double *new_ln_post)
{
  S2_REQUIRE(chains != NULL && new_ln_post != NULL, "%s is NULL",
             chains == NULL ? "chains" : "new_ln_post");
  for (int64_t i = 0; i < chains->size; ++i)
    S2_REQUIRE(isfinite(new_ln_post[i]) || new_ln_post[i] == -INFINITY,
               "new_ln_post[%lld] = %g is neither finite nor -inf", (long long)i, new_ln_post[i]);
  return reweight(chains, 0, new_ln_post);
}
