// SPDX-License-Identifier: MIT
/// @file
/// Where to cut a circle open.
#ifndef HARMONIC_MODELS_CIRCLE_H
#define HARMONIC_MODELS_CIRCLE_H

#include <harmonic/chains.h>

/// The emptiest place of a circular parameter, lower <= . < upper: of 64 equal bins the one that
/// has least weight together with two neighbours on either side; of equals the middle of the
/// longest run. Points beyond the bounds do not count.
double circle_emptiest(const harmonic_chains *chains, int parameter, double lower, double upper);

#endif
