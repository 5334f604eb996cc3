// SPDX-License-Identifier: MIT
// Whether the shape of a tail matters.
#ifndef HARMONIC_EVIDENCE_TAIL_H
#define HARMONIC_EVIDENCE_TAIL_H

#include <harmonic/pareto.h>
#include <math.h>

/// k of the tail of n terms whose mean has the relative error `error`; +inf where it is not known.
/// Terms that are all nearly the same have no tail worth the name, whatever its k: what a tail
/// could still hide is about as much as the largest term holds beyond its fair part 1/n.
static inline double tail_weight(const harmonic_tail *tail, int64_t n, double error)
{
  if (tail->largest - 1.0 / (double)n < 0.1 * error) return fmin(tail->k, 0.0);
  return isnan(tail->k) ? INFINITY : tail->k;
}

#endif
