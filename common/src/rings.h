// SPDX-License-Identifier: MIT
// How each family of samplings fills its rings. Private to s2common.
//
// A fill function gets n zeroed rings and sets theta, its sines and cosines, and in `weight` the
// integral over z = cos(theta) that the whole ring stands for (the rings of a sphere sum to 2).
// s2_fill_healpix() sets every field of its 4 nside - 1 rings.
#ifndef S2COMMON_RINGS_H
#define S2COMMON_RINGS_H

#include <s2common/grid.h>
#include <s2common/priv/constants.h>

#define S2_MAX_NSIDE 32768

s2_status s2_fill_equiangular(s2_grid_kind kind, int n, s2_ring *rings);
s2_status s2_fill_gauss(s2_grid_kind kind, int n, s2_ring *rings);
void s2_fill_healpix(int nside, s2_ring *rings);

// Check and copy the caller's rings; `map_size` becomes one more than the largest index used.
s2_status s2_fill_user(int n, const s2_ring *given, s2_ring *rings, int64_t *map_size);

// `south` becomes the exact mirror image of `north`: same bits, roles of the half angles swapped.
void s2_ring_mirror(const s2_ring *north, s2_ring *south);

#endif
