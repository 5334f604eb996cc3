// SPDX-License-Identifier: MIT
// The kinetic energy p.M^-1 p / 2: the inverse mass matrix, diagonal or dense.
#ifndef HARMONIC_SAMPLE_METRIC_H
#define HARMONIC_SAMPLE_METRIC_H

#include "kernel.h"
#include "stream.h"
#include <s2common/priv/memory.h>
#include <stdbool.h>

/// An inverse mass matrix. Padding is zero.
typedef struct metric {
  int ndim;
  bool dense;
  size_t n;        ///< padded ndim
  double *inverse; ///< M^-1: diagonal [n], or dense [n][n]
  double *root; ///< momenta from normals: M_ii^(1/2) [n], or the lower triangle L of M^-1 = L L^T
  const sample_kernel *kernel;
} metric;

/// Elements of `inverse` and of `root`.
size_t metric_size(const metric *m);

/// Take both arrays from an arena; the caller then fills `inverse` and calls metric_factor().
void metric_place(metric *m, s2_arena *arena);

/// Set M = 1.
void metric_unit(metric *m);

/// Set `root` from `inverse`; false if that is not positive definite.
bool metric_factor(metric *m);

/// M^-1 from a diagonal [ndim] or dense matrix [ndim][ndim] without padding; false as above.
bool metric_set(metric *m, const double *matrix);

/// y = M^-1 x; padded.
void metric_apply(const metric *m, const double *x, double *y);

/// p ~ N(0, M).
void metric_momentum(const metric *m, stream *random, double *p);

#endif
