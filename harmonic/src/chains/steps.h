// SPDX-License-Identifier: MIT
// Chains as series of steps of equal length.
#ifndef HARMONIC_CHAINS_STEPS_H
#define HARMONIC_CHAINS_STEPS_H

#include "chains.h"

/// Steps of the shortest chain, whole weights counted as repeats; 0 if some weight is not whole.
/// Fails for less than 4 or more than 2^30 steps altogether.
s2_status steps_count(const harmonic_chains *c, int64_t *n);

/// The last n steps of every chain, cut in halves: column d of the points, or ln P for d = ndim,
/// into series[2 count][n / 2], followed by the [count] middle steps if n is odd.
void steps_halves(const harmonic_chains *c, int d, int64_t n, double *series);

#endif
