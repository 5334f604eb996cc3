// SPDX-License-Identifier: MIT
/// @file
/// Inner loops of the evaluation at points, compiled once per instruction set; see points.h.
#ifndef S2FFT_POINTS_KERNEL_H
#define S2FFT_POINTS_KERNEL_H

#include "points_window.h"
#include <stddef.h>
#include <stdint.h>

/// Tiles are squares of cells; a point belongs to the tile of its first tap. With the taps behind
/// the last cell a tile fits into POINTS_TILE_PITCH rows and columns.
enum {
  POINTS_TILE = 16,
  POINTS_TILE_PITCH = POINTS_TILE + POINTS_WIDTH_MAX,
  POINTS_TILE_SIZE = POINTS_TILE_PITCH * POINTS_TILE_PITCH
};

/// A point within its tile.
typedef struct points_place {
  double z[2];  ///< of theta, phi: where the taps are evaluated, -1 <= z <= 1
  int64_t code; ///< 256 index + 16 row + column of the first tap
} points_place;

static inline int64_t points_index(const points_place *p)
{
  return p->code >> 8;
}

/// Values at all points: part k of point i at `part[k][stride i]`, part 1 times `sign`.
typedef struct points_values {
  double *part[2];
  ptrdiff_t stride;
  double sign;
} points_values;

/// Samples along one angle, for a window of w taps.
typedef struct points_lattice {
  double samples[2]; ///< per radian, as the sum of two doubles
  double period;     ///< in samples
  double half;       ///< 1/2 if w is odd, else 0
  int before;        ///< (w + 1) / 2
} points_lattice;

typedef struct points_kernel {
  /// For n angles x samples from the origin, the first tap i >= x - w/2 and z = 2 (i - x + w/2)
  /// - 1. The distance is found from the product in two doubles, since x itself has lost log2(x)
  /// bits.
  void (*locate)(const points_lattice *lattice, const double *angle, int n, double *z, int *first);
  /// Values at n points from `planes` tiles, POINTS_TILE_SIZE apart.
  void (*interpolate)(const points_window *window, const points_place *place, int64_t n,
                      const double *tile, int planes, const points_values *values);
  /// Exact transpose: add to the tiles, point after point.
  void (*spread)(const points_window *window, const points_place *place, int64_t n, double *tile,
                 int planes, const points_values *values);
  /// x[k step] = sign * row[k pitch], k < n, `lanes` neighbouring doubles each; or += .
  void (*rows_to_circle)(const double *row, ptrdiff_t pitch, int n, double sign, double *x,
                         ptrdiff_t step);
  void (*rows_add_to_circle)(const double *row, ptrdiff_t pitch, int n, double sign, double *x,
                             ptrdiff_t step);
  /// row[k pitch] = sign * x[k step]
  void (*circle_to_rows)(const double *x, ptrdiff_t step, int n, double sign, double *row,
                         ptrdiff_t pitch);
} points_kernel;

extern const points_kernel points_kernel_base;
extern const points_kernel points_kernel_avx2;
extern const points_kernel points_kernel_avx512;

#endif
