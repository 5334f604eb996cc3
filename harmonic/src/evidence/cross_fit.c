// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "cross.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

static s2_status prepare(analysis *a, const harmonic_chains *chains)
{
  const harmonic_evidence_options *o = &a->options;
  S2_TRY(folds_create(&a->folds, chains, o->folds));
  S2_TRY(latents_create(&a->at, &a->folds));
  S2_TRY(curve_create(&a->curve, &a->folds, o->blocks, a->template, &o->shape));
  a->kind = a->curve.shape[0].kind == HARMONIC_SHAPE_MODEL ? HARMONIC_SHAPE_MODEL : o->shape.kind;
  a->ln_a = s2_priv_alloc((size_t)a->at.n, sizeof *a->ln_a);
  if (a->ln_a == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points", (long long)a->at.n);
  harmonic_result *r = &a->result;
  r->model = harmonic_model_kind(a->template);
  r->ndim = a->curve.ndim;
  r->folds = o->folds;
  r->nchains = harmonic_chains_count(chains);
  r->nsamples = a->at.n;
  return S2_OK;
}

static s2_status run(analysis *a, const harmonic_chains *chains)
{
  S2_TRY(prepare(a, chains));
  S2_TRY(cross_train(a));
  S2_TRY(cross_average(a));
  if (a->options.density != NULL) {
    S2_TRY(cross_report(a, 0.95, "bridge"));
    S2_TRY(cross_bridge(a));
  }
  cross_judge(&a->result);
  return cross_report(a, 1.0, "evidence");
}

// The models go to the caller if it wants them and all went well.
static void finish(analysis *a, s2_status status)
{
  harmonic_model **out = a->options.models;
  for (int k = 0; k < a->options.folds; k++) {
    if (out != NULL) out[k] = status == S2_OK ? a->model[k] : NULL;
    if (out == NULL || status != S2_OK) harmonic_model_destroy(a->model[k]);
  }
  s2_priv_free(a->ln_a);
  curve_free(&a->curve);
  latents_free(&a->at);
  folds_free(&a->folds);
}

s2_status harmonic_evidence_estimate(const harmonic_chains *chains, const harmonic_model *model,
                                     const harmonic_evidence_options *options,
                                     harmonic_result *result)
{
  harmonic_evidence_options own;
  S2_REQUIRE(chains != NULL && model != NULL && result != NULL, "chains, model or result is NULL");
  S2_TRY(cross_adopt(options, &own));
  S2_REQUIRE(harmonic_chains_ndim(chains) == harmonic_model_ndim(model),
             "the chains have %d parameters, the model %d", harmonic_chains_ndim(chains),
             harmonic_model_ndim(model));
  S2_REQUIRE(harmonic_chains_size(chains) >= own.folds, "%lld points cannot fill %d folds",
             (long long)harmonic_chains_size(chains), own.folds);
  analysis *a = s2_priv_alloc(1, sizeof *a);
  if (a == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for an analysis");
  a->options = own;
  a->template = model;
  s2_status status = run(a, chains);
  finish(a, status);
  if (status == S2_OK) *result = a->result;
  s2_priv_free(a);
  return status;
}
