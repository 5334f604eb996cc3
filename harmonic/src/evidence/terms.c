// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "latents.h"
#include <harmonic/cross_fit.h>
#include <harmonic/terms.h>
#include <s2common/priv/error.h>

static s2_status fill(const folds *f, latents *l, harmonic_model *const *models,
                      const harmonic_shape *shape, double *ln_terms)
{
  for (int k = 0; k < f->count; k++) S2_TRY(latents_fill(l, f, k, models[k]));
  S2_TRY(harmonic_shape_ln_density(shape, harmonic_chains_ndim(f->chains), l->n, l->z2, l->ln_det,
                                   ln_terms));
  for (int64_t i = 0; i < l->n; i++) ln_terms[i] -= l->ln_post[i];
  return S2_OK;
}

static s2_status check(const harmonic_chains *chains, int folds, harmonic_model *const *models,
                       const harmonic_shape *shape)
{
  S2_REQUIRE(folds >= 2 && folds <= HARMONIC_FOLDS_MAX, "folds = %d is outside 2 .. %d", folds,
             HARMONIC_FOLDS_MAX);
  for (int k = 0; k < folds; k++) {
    S2_REQUIRE(models[k] != NULL && harmonic_model_is_fitted(models[k]),
               "models[%d] is NULL or not fitted", k);
    S2_REQUIRE(harmonic_model_ndim(models[k]) == harmonic_chains_ndim(chains),
               "the chains have %d parameters, models[%d] %d", harmonic_chains_ndim(chains), k,
               harmonic_model_ndim(models[k]));
    S2_REQUIRE(harmonic_model_has_temperature(models[k]) == (shape->kind != HARMONIC_SHAPE_MODEL),
               "models[%d] does not go with the shape '%s'", k, harmonic_shape_name(shape->kind));
  }
  return S2_OK;
}

s2_status harmonic_evidence_terms(const harmonic_chains *chains, int nfolds,
                                  harmonic_model *const *models, const harmonic_shape *shape,
                                  double *ln_terms)
{
  folds f;
  latents l;
  S2_REQUIRE(chains != NULL && models != NULL && shape != NULL && ln_terms != NULL,
             "chains, models, shape or ln_terms is NULL");
  S2_TRY(check(chains, nfolds, models, shape));
  S2_TRY(folds_create(&f, chains, nfolds));
  s2_status status = latents_create(&l, &f);
  if (status == S2_OK) {
    status = fill(&f, &l, models, shape, ln_terms);
    latents_free(&l);
  }
  folds_free(&f);
  return status;
}
