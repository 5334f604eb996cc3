// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "ensemble_state.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <string.h>

static s2_status allocate(harmonic_ensemble *s)
{
  size_t walkers = (size_t)s->options.walkers, ndim = (size_t)s->density.ndim;
  s->now.x = s2_priv_alloc(walkers * ndim, sizeof(double));
  s->next.x = s2_priv_alloc(walkers * ndim, sizeof(double));
  s->now.ln_post = s2_priv_alloc(walkers, sizeof(double));
  s->next.ln_post = s2_priv_alloc(walkers, sizeof(double));
  s->walkers = s2_priv_alloc(walkers, sizeof *s->walkers);
  if (s->now.x == NULL || s->next.x == NULL || s->now.ln_post == NULL || s->next.ln_post == NULL ||
      s->walkers == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu walkers of %zu parameters", walkers, ndim);
  return S2_OK;
}

s2_status ensemble_new(harmonic_ensemble **sampler, const density *density,
                       const harmonic_ensemble_options *options)
{
  harmonic_ensemble *s = s2_priv_alloc(1, sizeof *s);
  if (s == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a sampler");
  s->options = *options;
  s->density = *density;
  s2_status status = allocate(s);
  if (status != S2_OK) {
    harmonic_ensemble_destroy(s);
    return status;
  }
  size_t size = (size_t)options->walkers * (size_t)density->ndim;
  s->given = options->start != NULL;
  if (s->given) memcpy(s->now.x, options->start, size * sizeof(double));
  s->options.start = NULL;
  *sampler = s;
  return S2_OK;
}

s2_status harmonic_ensemble_create(harmonic_ensemble **sampler, int ndim, harmonic_density_fn *call,
                                   void *user, const harmonic_ensemble_options *options)
{
  harmonic_ensemble_options own;
  S2_REQUIRE(sampler != NULL, "sampler = NULL");
  *sampler = NULL;
  S2_REQUIRE(call != NULL, "density = NULL");
  S2_TRY(ensemble_options_adopt(options, &own));
  S2_TRY(ensemble_options_check(ndim, &own));
  const density of = {call, user, ndim};
  return ensemble_new(sampler, &of, &own);
}

void harmonic_ensemble_destroy(harmonic_ensemble *s)
{
  if (s == NULL) return;
  s2_priv_free(s->now.x);
  s2_priv_free(s->next.x);
  s2_priv_free(s->now.ln_post);
  s2_priv_free(s->next.ln_post);
  s2_priv_free(s->walkers);
  s2_priv_free(s->x);
  s2_priv_free(s->ln_post);
  s2_priv_free(s);
}

int64_t ensemble_kept(const harmonic_ensemble_options *o, int64_t done)
{
  return done > o->burnin ? (done - o->burnin) / o->thin : 0;
}

s2_status ensemble_reserve(harmonic_ensemble *s, int64_t count)
{
  const harmonic_ensemble_options *o = &s->options;
  size_t walkers = (size_t)o->walkers, row = walkers * (size_t)s->density.ndim;
  size_t kept = (size_t)ensemble_kept(o, s->done);
  if (count <= s->capacity) return S2_OK;
  if (count < 2 * s->capacity) count = 2 * s->capacity; // many short runs
  if (count > o->draws) count = o->draws;
  double *x = s2_priv_alloc((size_t)count, row * sizeof *x);
  double *ln_post = s2_priv_alloc((size_t)count, walkers * sizeof *ln_post);
  if (x == NULL || ln_post == NULL) {
    s2_priv_free(x);
    s2_priv_free(ln_post);
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld draws of %zu walkers of %d parameters",
                   (long long)count, walkers, s->density.ndim);
  }
  if (kept > 0) memcpy(x, s->x, kept * row * sizeof *x);
  if (kept > 0) memcpy(ln_post, s->ln_post, kept * walkers * sizeof *ln_post);
  s2_priv_free(s->x);
  s2_priv_free(s->ln_post);
  s->x = x;
  s->ln_post = ln_post;
  s->capacity = count;
  return S2_OK;
}
