// SPDX-License-Identifier: MIT
// A cross-fitted estimate on its way; cross_fit.h says what is done.
#ifndef HARMONIC_EVIDENCE_CROSS_H
#define HARMONIC_EVIDENCE_CROSS_H

#include "curve.h"
#include <harmonic/cross_fit.h>

/// From how many of its sigma on mass without samples counts: several limits are tried.
#define UNCOVERED_SIGMAS 3.0

typedef struct analysis {
  harmonic_evidence_options options;
  const harmonic_model *template;
  folds folds;
  latents at;
  curve curve;
  harmonic_shape_kind kind;                  ///< of the shapes to choose from
  harmonic_model *model[HARMONIC_FOLDS_MAX]; ///< model k has not learned from fold k
  int chosen;                                ///< shape within the curve
  double *ln_a;                              ///< [points] of the chosen shape
  harmonic_result result;
} analysis;

/// Legal options over the defaults.
s2_status cross_adopt(const harmonic_evidence_options *given, harmonic_evidence_options *own);

/// Train the models and evaluate each on its fold.
s2_status cross_train(analysis *a);

/// Tell the caller; S2_ERR_CANCELLED if it wants to stop.
s2_status cross_report(const analysis *a, double done, const char *what);

/// Choose the shape, and all that follows from ln a.
s2_status cross_average(analysis *a);

/// R-hat and effective size of the parameters.
s2_status cross_mixing(analysis *a);

/// The training error: see cross_fit.h.
s2_status cross_training_error(const analysis *a, double *error);

/// Mass of phi where no sample goes; NaN where the model cannot tell.
s2_status cross_uncovered(analysis *a);

/// Bridge sampling with the fold's models.
s2_status cross_bridge(analysis *a);

/// Flags and verdict of a result that is complete otherwise.
void cross_judge(harmonic_result *r);

#endif
