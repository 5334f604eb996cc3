// SPDX-License-Identifier: MIT
// A shape made ready for many points.
#ifndef HARMONIC_EVIDENCE_SHAPE_H
#define HARMONIC_EVIDENCE_SHAPE_H

#include <harmonic/shape.h>
#include <math.h>

/// ln phi = ln_det + constant - slope |z|^2 for |z|^2 < limit.
typedef struct base {
  double constant, slope, limit;
} base;

s2_status shape_prepare(const harmonic_shape *shape, int ndim, base *prepared);

static inline double base_ln_density(const base *b, double z2, double ln_det)
{
  return z2 < b->limit ? ln_det + b->constant - b->slope * z2 : -INFINITY;
}

#endif
