// SPDX-License-Identifier: MIT
// Bridge sampling from ratios alone.
#ifndef HARMONIC_EVIDENCE_BRIDGE_H
#define HARMONIC_EVIDENCE_BRIDGE_H

#include "series.h"
#include <harmonic/bridge.h>

/// ln(P/phi) at both kinds of points, phi at temperature 1.
typedef struct bridge_input {
  series at;            ///< of the samples
  const double *sample; ///< [samples] finite or +inf (phi = 0)
  const double *weight; ///< [samples]; NULL: all 1
  int64_t draws;
  const double *draw; ///< [draws] finite, or -inf (P = 0)
} bridge_input;

/// All of `*out` but `unseen`.
s2_status bridge_solve(const bridge_input *in, harmonic_bridge *out);

/// Draw points number 0 .. n - 1 of `seed` and evaluate ln(P/phi) of each.
s2_status bridge_draw(const harmonic_model *model, harmonic_density_fn *density, void *user,
                      uint64_t seed, int64_t n, double *ratio);

/// Number of draws whose ratio is below all samples'.
int64_t bridge_unseen(double smallest_sample, int64_t n, const double *ratio);

#endif
