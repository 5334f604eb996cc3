// SPDX-License-Identifier: MIT
// Which shape to use; cross_fit.h states the rule.
#ifndef HARMONIC_EVIDENCE_CHOOSE_H
#define HARMONIC_EVIDENCE_CHOOSE_H

#include "curve.h"

/// How far a shape's ln mean is from those of the more compact shapes of its kind that can judge
/// it.
typedef struct tension {
  double sigmas; ///< largest difference in sigma of the difference
  double excess; ///< largest difference beyond 2.5 sigma
} tension;

/// Number of the best shape of a kind, judged by the selected blocks with `independent` independent
/// points; -1 if a = 0 at all points for all shapes.
s2_status choose_shape(const curve *c, const latents *l, selection s, double independent,
                       harmonic_shape_kind kind, int *chosen);

/// The tension of one shape.
tension choose_tension(const curve *c, selection s, double independent, int shape);

/// Whether the error of a mean of terms of relative variance `variance` can be trusted: a thousand
/// points of effect.
static inline int can_judge(double variance, double independent)
{
  return variance * 1000.0 <= independent;
}

#endif
