// SPDX-License-Identifier: MIT
/// @file
/// The components of a mixture of normal distributions, and how they are learned.
#ifndef HARMONIC_MODELS_COMPONENTS_H
#define HARMONIC_MODELS_COMPONENTS_H

#include "affine.h"
#include "model.h"
#include <harmonic/mixture.h>

typedef struct components {
  int ndim, count;
  double *ln_weight; ///< [count], of a sum of weights of 1; -inf: dead
  affine *map;       ///< [count]
} components;

/// `count` components to be filled; free with components_free().
s2_status components_create(components *c, int ndim, int count);

void components_free(components *c);

/// ln of the mixture at temperature T for n points, and ln of each weighted component
/// each [count][n] (work space, always needed).
s2_status components_ln_density(const components *c, double temperature, int64_t n, const double *x,
                                double *each, double *ln_phi);

/// What a fit goes by.
typedef struct learning {
  const harmonic_mixture_options *options;
  const harmonic_fit_options *fit;
  double from, to; ///< part of the whole job, for progress
  int steps;       ///< made
} learning;

/// Learn `count` components, created here.
s2_status components_learn(components *c, int count, const model_points *points, learning *how);

/// Responsibilities [count][n] of 0 and 1 to start from: k-means++ in whitened coordinates (`all`
/// is the normal distribution of all points).
s2_status components_start(int count, const affine *all, const model_points *points, uint64_t seed,
                           double *responsibility);

#endif
