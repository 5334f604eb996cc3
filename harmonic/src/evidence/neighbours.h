// SPDX-License-Identifier: MIT
// Distances to the nearest of many points, by a k-d tree.
#ifndef HARMONIC_EVIDENCE_NEIGHBOURS_H
#define HARMONIC_EVIDENCE_NEIGHBOURS_H

#include <stdint.h>

/// Points in the order of the tree: the middle one of every part divides it along axis[middle].
typedef struct neighbours {
  int ndim;
  int64_t n;
  double *x; ///< [n][ndim], of the caller
  int *axis; ///< [n], of the caller
} neighbours;

/// Order the points t->x and fill t->axis. O(n log n).
void neighbours_build(neighbours *t);

/// Squared distance of the point nearest to `at` [ndim]; inf: there is none.
double neighbours_distance2(const neighbours *t, const double *at);

#endif
