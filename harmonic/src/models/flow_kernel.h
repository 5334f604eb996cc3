// SPDX-License-Identifier: MIT
/// @file
/// The loops of a flow, compiled for each precision and instruction set. Elements are double or
/// float, `void *` here. All arrays are aligned to S2_ALIGNMENT and come in whole rows of TILE.
#ifndef HARMONIC_FLOW_KERNEL_H
#define HARMONIC_FLOW_KERNEL_H

#include "flow_shape.h"
#include <stdint.h>

/// A tile under way.
typedef struct flow_tile {
  void *y;      ///< [d][TILE] x, then z; inverse: z, then x
  void *ln_det; ///< [TILE] added to: ln|det dz/dx|
  void *tape;   ///< flow_shape::tape elements, or layer_tape where nothing is to be learned
} flow_tile;

/// State and settings of one step of Adam on a range of parameters.
typedef struct flow_adam {
  double rate, beta1, beta2, epsilon; ///< the rate includes the corrections of bias
  double root;                        ///< 1 / sqrt(1 - beta2^t)
  double factor;                      ///< of the gradient: clipping
} flow_adam;

typedef struct flow_kernel {
  const char *isa;
  size_t size; ///< bytes of an element
  /// x -> z. `learn`: keep what backward needs.
  void (*forward)(const flow_shape *shape, const void *parameters, const flow_tile *tile,
                  int learn);
  /// After forward with `learn`: g [d][TILE] is d loss / dz, then d loss / dx; g_ln_det [TILE] is
  /// d loss / d ln|det|. `scratch` [widest row count][TILE].
  void (*backward)(const flow_shape *shape, const void *parameters, const flow_tile *tile, void *g,
                   const void *g_ln_det, void *scratch);
  /// z -> x.
  void (*inverse)(const flow_shape *shape, const void *parameters, const flow_tile *tile);
  /// Gradient of one task from the tapes of `ntiles` neighbouring tiles, added to where `add`;
  /// returns the sum of its squares.
  double (*gradient)(const flow_shape *shape, int task, int ntiles, const void *tapes, int add,
                     void *gradient);
  void (*adam)(const flow_adam *how, ptrdiff_t n, void *p, void *m, void *v, const void *g);
  /// y [d][TILE] from points number index[s] (NULL: s) of x [.][d], s < n; the other lanes are 0.
  void (*fill)(int d, int n, const double *x, const int64_t *index, void *y);
  /// Sum of w (|z|^2/2 - ln|det|) over the tile z = y, w = 0 for lanes after the last point; with g
  /// and g_ln_det (NULL: not wanted) also `share` times its gradients.
  double (*loss)(int d, const double *w, double share, const flow_tile *tile, void *g,
                 void *g_ln_det);
  /// n elements from doubles, and to doubles.
  void (*narrow)(ptrdiff_t n, const double *x, void *y);
  void (*widen)(ptrdiff_t n, const void *x, double *y);
} flow_kernel;

/// The kernels of this processor (see s2_priv_isa()), in double or in float.
const flow_kernel *flow_kernel_double(void);
const flow_kernel *flow_kernel_float(void);

#endif
