// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "bridge.h"
#include "folds.h"
#include "latents.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

// ln(P/phi) of all samples, in l->ln_post; the smallest one.
static s2_status sample_ratios(latents *l, const folds *whole, const harmonic_model *model,
                               double *smallest)
{
  base b;
  harmonic_shape full = {HARMONIC_SHAPE_MODEL, 0.0};
  if (harmonic_model_has_temperature(model)) full = (harmonic_shape){HARMONIC_SHAPE_GAUSSIAN, 1.0};
  S2_TRY(shape_prepare(&full, harmonic_model_ndim(model), &b));
  S2_TRY(latents_fill(l, whole, 0, model));
  *smallest = INFINITY;
  for (int64_t i = 0; i < l->n; i++) {
    l->ln_post[i] -= base_ln_density(&b, l->z2[i], l->ln_det[i]);
    *smallest = fmin(*smallest, l->ln_post[i]);
  }
  return S2_OK;
}

/// What harmonic_bridge_sample() was given.
typedef struct request {
  const harmonic_model *model;
  harmonic_density_fn *density;
  void *user;
  int64_t draws;
  uint64_t seed;
} request;

static s2_status run(const request *q, const folds *whole, latents *l, double *draw,
                     harmonic_bridge *out)
{
  double smallest;
  S2_TRY(sample_ratios(l, whole, q->model, &smallest));
  S2_TRY(bridge_draw(q->model, q->density, q->user, q->seed, q->draws, draw));
  bridge_input in = {{whole->segments, whole->start}, l->ln_post, l->weight, q->draws, draw};
  S2_TRY(bridge_solve(&in, out));
  out->unseen = (double)bridge_unseen(smallest, q->draws, draw) / (double)q->draws;
  return S2_OK;
}

s2_status harmonic_bridge_sample(const harmonic_chains *chains, const harmonic_model *model,
                                 harmonic_density_fn *density, void *user, int64_t draws,
                                 uint64_t seed, harmonic_bridge *bridge)
{
  S2_REQUIRE(chains != NULL && model != NULL && bridge != NULL, "chains, model or bridge is NULL");
  S2_REQUIRE(density != NULL, "density = NULL");
  S2_REQUIRE(draws >= 100, "draws = %lld is less than 100", (long long)draws);
  S2_REQUIRE(harmonic_chains_ndim(chains) == harmonic_model_ndim(model),
             "the chains have %d parameters, the model %d", harmonic_chains_ndim(chains),
             harmonic_model_ndim(model));
  request q = {model, density, user, draws, seed};
  folds whole;
  latents l = {0};
  harmonic_bridge own = {0};
  S2_TRY(folds_create(&whole, chains, 1));
  s2_status status = latents_create(&l, &whole);
  double *draw = s2_priv_alloc((size_t)draws, sizeof *draw);
  if (status == S2_OK && draw == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "no memory for %lld draws", (long long)draws);
  if (status == S2_OK) status = run(&q, &whole, &l, draw, &own);
  s2_priv_free(draw);
  latents_free(&l);
  folds_free(&whole);
  if (status == S2_OK) *bridge = own;
  return status;
}
