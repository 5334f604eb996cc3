// SPDX-License-Identifier: MIT
// Which shape to use; cross_fit.h states the rule.
#ifndef HARMONIC_EVIDENCE_CHOOSE_H
#define HARMONIC_EVIDENCE_CHOOSE_H

#include "curve.h"

/// Number of the best shape of a kind, judged by the selected blocks; -1 if a = 0 at all points for
/// all shapes.
s2_status choose_shape(const curve *c, const latents *l, selection s, harmonic_shape_kind kind,
                       int *chosen);

/// Largest difference of a shape's ln mean to those of the more compact shapes of its kind, in
/// sigma of the difference.
double choose_tension(const curve *c, selection s, int shape);

#endif
