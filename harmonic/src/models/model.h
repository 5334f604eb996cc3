// SPDX-License-Identifier: MIT
/// @file
/// What a model holds, and what the kinds share.
#ifndef HARMONIC_MODELS_MODEL_H
#define HARMONIC_MODELS_MODEL_H

#define S2_LIBRARY "harmonic"
#include <harmonic/model.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

struct harmonic_model {
  const harmonic_model_ops *ops;
  void *self;
  int ndim;
  int fitted;
};

/// What every constructor refuses first; sets *model to NULL.
s2_status model_check_new(harmonic_model **model, int ndim);

/// harmonic_model_create() that frees `self` where it fails.
s2_status model_adopt(harmonic_model **model, int ndim, const harmonic_model_ops *ops, void *self,
                      int fitted);

/// Points of a set of chains that a model learns from and those kept back, each gathered into one
/// array; freed by model_points_free().
typedef struct model_points {
  int64_t n;
  double *x;       ///< [n][ndim]
  double *ln_post; ///< [n]
  double *weight;  ///< [n], of sum n
} model_points;

/// Legal ranges of fit.h.
s2_status fit_options_check(const harmonic_fit_options *options);

void model_points_free(model_points *points);

/// All points of a set.
s2_status model_points_gather(const harmonic_chains *chains, model_points *points);

/// The points to learn from and those that judge: `validate`, or where that is NULL the part
/// options->validation of `train`, chosen by the seed. Without either, judge->n = 0.
s2_status model_points_split(const harmonic_chains *train, const harmonic_chains *validate,
                             const harmonic_fit_options *options, model_points *learn,
                             model_points *judge);

/// What a fit in closed form reports: mean losses over `train` and `validate` (NULL: NaN) of a kind
/// that has just learned.
s2_status model_report(const harmonic_model_ops *ops, const void *self,
                       const harmonic_chains *train, const harmonic_chains *validate,
                       harmonic_fit_report *report);

#endif
