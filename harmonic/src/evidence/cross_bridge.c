// SPDX-License-Identifier: MIT
// Bridge sampling where each fold has its own model: fold number and point together are what is
// sampled, from (1/K) P and from (1/K) phi_k, whose evidences are the same.
#define S2_LIBRARY "harmonic"
#include "bridge.h"
#include "cross.h"
#include "seed.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

#define STREAM UINT64_C(0x627269646765) // keeps draws apart from other uses of the seed

// ln(P/phi) of all samples; the smallest one of each fold.
static s2_status sample_ratios(const analysis *a, double *ratio, double *smallest)
{
  base b;
  harmonic_shape full = {HARMONIC_SHAPE_MODEL, 0.0};
  if (a->kind != HARMONIC_SHAPE_MODEL) full = (harmonic_shape){HARMONIC_SHAPE_GAUSSIAN, 1.0};
  S2_TRY(shape_prepare(&full, a->curve.ndim, &b));
  for (int k = 0; k < a->folds.count; k++) smallest[k] = INFINITY;
  for (int64_t s = 0; s < a->folds.segments; s++)
    for (int64_t i = a->folds.start[s]; i < a->folds.start[s + 1]; i++) {
      int fold = a->folds.fold[s];
      ratio[i] = a->at.ln_post[i] - base_ln_density(&b, a->at.z2[i], a->at.ln_det[i]);
      smallest[fold] = fmin(smallest[fold], ratio[i]);
    }
  return S2_OK;
}

static s2_status run(analysis *a, double *ratio, double *draw)
{
  const harmonic_evidence_options *o = &a->options;
  harmonic_bridge *out = &a->result.bridge;
  double smallest[HARMONIC_FOLDS_MAX];
  int64_t each = o->draws / a->folds.count, unseen = 0;
  S2_TRY(sample_ratios(a, ratio, smallest));
  for (int k = 0; k < a->folds.count; k++) {
    double *part = draw + k * each;
    S2_TRY(bridge_draw(a->model[k], o->density, o->density_user, seed_part(o->seed ^ STREAM, k),
                       each, part));
    unseen += bridge_unseen(smallest[k], each, part);
  }
  bridge_input in = {
      {a->folds.segments, a->folds.start}, ratio, a->at.weight, each * a->folds.count, draw};
  S2_TRY(bridge_solve(&in, out));
  out->unseen = (double)unseen / (double)in.draws;
  // Samples share the training error as in the harmonic mean, damped by the bridge.
  double part = a->result.independent / (a->result.independent + (double)in.draws);
  out->error = hypot(out->error, part * a->result.training);
  a->result.called = 1;
  return S2_OK;
}

s2_status cross_bridge(analysis *a)
{
  double *ratio = s2_priv_alloc((size_t)a->at.n, sizeof *ratio);
  double *draw = s2_priv_alloc((size_t)a->options.draws, sizeof *draw);
  s2_status status = S2_OK;
  if (ratio == NULL || draw == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points and %lld draws", (long long)a->at.n,
                     (long long)a->options.draws);
  if (status == S2_OK) status = run(a, ratio, draw);
  s2_priv_free(ratio);
  s2_priv_free(draw);
  return status;
}
