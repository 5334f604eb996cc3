// SPDX-License-Identifier: MIT
/// @file
/// The reference flows of flows.npz.
#ifndef HARMONIC_TESTS_FLOW_GOLDEN_H
#define HARMONIC_TESTS_FLOW_GOLDEN_H

#include "flow_model.h"
#include "support.h"

/// A flow of the original layout and how the reference file calls it.
typedef struct golden_flow {
  const char *name;
  int spline, d, layers, unscaled, bins, nhidden, hidden[2];
  double range;
} golden_flow;

extern const golden_flow golden_flows[4];

/// The reference flow with its parameters; the caller destroys the model.
harmonic_model *golden_create(npz *file, const golden_flow *g, flow **inside);

/// Largest difference, relative to the largest number, between `parameters` (in the order of the
/// flow's) and the reference arrays of this kind ("param", "grad", "adam5").
double golden_difference(npz *file, const golden_flow *g, const flow *f, const char *kind,
                         const double *parameters);

#endif
