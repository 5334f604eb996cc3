// SPDX-License-Identifier: MIT
/// @file
/// Transposition of rows of points.
#ifndef HARMONIC_FLOW_TURN_H
#define HARMONIC_FLOW_TURN_H

#include "flow_lanes.h"
#include "flow_shape.h"

// The first, or the last, halves of a and b in turn: a_0 b_0 a_1 b_1 ...
#if VECTOR_BYTES == 2 * FLOW_REAL
#  define FIRST_HALVES 0, 2
#  define LAST_HALVES 1, 3
#elif VECTOR_BYTES == 4 * FLOW_REAL
#  define FIRST_HALVES 0, 4, 1, 5
#  define LAST_HALVES 2, 6, 3, 7
#elif VECTOR_BYTES == 8 * FLOW_REAL
#  define FIRST_HALVES 0, 8, 1, 9, 2, 10, 3, 11
#  define LAST_HALVES 4, 12, 5, 13, 6, 14, 7, 15
#else
#  define FIRST_HALVES 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#  define LAST_HALVES 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#endif
#if defined(__clang__)
#  define SHUFFLE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#  define SHUFFLE(a, b, ...) __builtin_shuffle(a, b, (lanes){__VA_ARGS__})
#endif

/// Element j of v[i] to element i of v[j]: place iVL + j of all elements turns by one binary digit
/// in each round, as a pack of cards does in a perfect shuffle.
FLOW_INLINE void turn_block(vec v[VL])
{
#pragma GCC unroll 4
  for (int n = 1; n < VL; n *= 2) {
    vec w[VL];
#pragma GCC unroll 8
    for (int i = 0; i < VL / 2; ++i) {
      w[2 * i] = SHUFFLE(v[i], v[i + VL / 2], FIRST_HALVES);
      w[2 * i + 1] = SHUFFLE(v[i], v[i + VL / 2], LAST_HALVES);
    }
#pragma GCC unroll 16
    for (int i = 0; i < VL; ++i) v[i] = w[i];
  }
}

/// [rows][TILE] to [TILE][ld], of which columns up to the next multiple of VL become 0.
static void turn(int rows, const real *from, ptrdiff_t ld, real *to)
{
  for (int r = 0; r < rows; r += VL)
    for (int s = 0; s < TILE; s += VL) {
      vec v[VL];
#pragma GCC unroll 16
      for (int i = 0; i < VL; ++i)
        v[i] = r + i < rows ? load(from + (ptrdiff_t)(r + i) * TILE + s) : splat(0);
      turn_block(v);
#pragma GCC unroll 16
      for (int i = 0; i < VL; ++i) store(to + (s + i) * ld + r, v[i]);
    }
}

#endif
