// SPDX-License-Identifier: MIT
/// @file
/// A flow as a density model.
#ifndef HARMONIC_FLOW_MODEL_H
#define HARMONIC_FLOW_MODEL_H

#include "affine.h"
#include "flow_kernel.h"
#include "model.h"
#include <harmonic/flow.h>

typedef struct flow {
  flow_design design;
  harmonic_whitening whitening;
  int adapt_range; ///< splines as wide as the training points
  int double_training;
  flow_shape *shape;
  double *parameters; ///< [shape->nparameters]
  affine whiten;      ///< ahead of the layers; the identity where whitening is none
} flow;

/// A new flow with parameters of 0 and no whitening yet; freed by flow_destroy().
s2_status flow_create(flow **made, const flow_design *design, harmonic_whitening whitening);

/// x' = x.
void flow_whiten_none(flow *f);

void flow_destroy(void *self);

/// Start values, by the seed: flow_start.c.
void flow_start(flow *f, uint64_t seed);

/// Learn: flow_fit.c.
s2_status flow_fit(void *self, const harmonic_chains *train, const harmonic_chains *validate,
                   const harmonic_fit_options *options, harmonic_fit_report *report);

/// |z|^2 and ln|det dz/dx| at points, see model.h: flow_latent.c.
s2_status flow_latent(const void *self, int64_t n, const double *x, double *z2, double *ln_det);

/// Latents scale z [n][d] to points x [n][d]; x may be z.
s2_status flow_inverse(const flow *f, double scale, int64_t n, const double *z, double *x);

/// Array number i of the flow's store, from other numbers in the order of its parameters.
void flow_export(const flow *f, int64_t i, const double *parameters, double *data);

/// The operations of both kinds of flow.
extern const harmonic_model_ops flow_spline_ops, flow_realnvp_ops;

#endif
