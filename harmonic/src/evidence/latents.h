// SPDX-License-Identifier: MIT
// What models say about all points, each by the model that has not learned from it.
#ifndef HARMONIC_EVIDENCE_LATENTS_H
#define HARMONIC_EVIDENCE_LATENTS_H

#include "folds.h"
#include "shape.h"
#include <harmonic/model.h>

/// [points] each. Models without a latent space have z2 = 0 and ln_det = ln phi.
typedef struct latents {
  int64_t n;
  double *z2, *ln_det, *ln_post;
  double *weight; ///< NULL: all 1
} latents;

s2_status latents_create(latents *l, const folds *f);

void latents_free(latents *l);

/// Evaluate `model` on n points: |z|^2 and ln_det, or 0 and ln phi.
s2_status latents_evaluate(const harmonic_model *model, int64_t n, const double *x, double *z2,
                           double *ln_det);

/// Fill the points of fold k with `model`.
s2_status latents_fill(latents *l, const folds *f, int fold, const harmonic_model *model);

static inline double latents_weight(const latents *l, int64_t i)
{
  return l->weight == NULL ? 1.0 : l->weight[i];
}

#endif
