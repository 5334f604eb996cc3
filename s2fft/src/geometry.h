// SPDX-License-Identifier: MIT
#ifndef S2FFT_GEOMETRY_H
#define S2FFT_GEOMETRY_H

#include "plan.h"

/// Rings of one latitude and its mirror image; -1 where there is none.
typedef struct ring_pair {
  int north, south;
} ring_pair;

/// Pair the rings of a grid by mirror symmetry, pole to equator.
/// @param[out] pair  [nrings], filled with *count pairs
s2_status geometry_pair(int nrings, const s2_ring *rings, ring_pair *pair, int *count);

/// Leave lanes free (north = south = -1) so that no block of lanes spans too much latitude: matters
/// for user rings far apart. Replaces *pair.
s2_status geometry_space(const s2fft_plan *plan, const s2_ring *rings, ring_pair **pair,
                         int *count);

/// Fill plan->lat from the pairs; decides the kind of every block.
s2_status geometry_latitudes(s2fft_plan *plan, int count, const ring_pair *pair,
                             const s2_ring *rings);

#endif
