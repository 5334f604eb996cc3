// SPDX-License-Identifier: MIT
/// @file
/// The dense networks of a flow on one tile, and their reverse mode.
#ifndef HARMONIC_FLOW_NETWORK_H
#define HARMONIC_FLOW_NETWORK_H

#include "flow_gemm.h"
#include "flow_shape.h"
#include <string.h>

static void activate(flow_activation activation, int rows, real *h)
{
  for (ptrdiff_t i = 0; i < (ptrdiff_t)rows * TILE && activation != ACTIVATION_NONE; i += VL) {
    vec x = load(h + i);
    store(h + i, activation == ACTIVATION_TANH ? vtanh(x) : choose(x >= 0, x, (real)0.01 * x));
  }
}

/// g *= f', by the value of f.
static void activate_back(flow_activation activation, int rows, const real *g, real *h)
{
  for (ptrdiff_t i = 0; i < (ptrdiff_t)rows * TILE; i += VL) {
    vec f = load(h + i), d = splat(1);
    if (activation == ACTIVATION_TANH) d = 1 - f * f;
    if (activation == ACTIVATION_LEAKY) d = choose(f >= 0, d, splat((real)0.01));
    store(h + i, d * load(g + i));
  }
}

/// [rows][TILE] to [TILE][ld].
static void turn(int rows, const real *from, ptrdiff_t ld, real *to)
{
  enum { SIDE = 8 };
  for (int r = 0; r < rows; r += SIDE)
    for (int s = 0; s < TILE; s += SIDE)
      for (int k = s; k < s + SIDE; ++k)
        for (int i = r; i < r + SIDE && i < rows; ++i) to[k * ld + i] = from[i * TILE + k];
}

static void run_network(const flow_layer *layer, const real *p, real *tape, int learn)
{
  const real *g = tape + layer->inputs;
  for (int k = 0; k < layer->ndense; ++k) {
    const flow_dense *dense = &layer->dense[k];
    real *h = tape + dense->rows;
    if (learn) turn(dense->in, g, dense->ld, tape + dense->turned);
    multiply(&(product){dense->out, TILE, dense->in, p + dense->weight, dense->ld, 1, g, TILE,
                        p + dense->bias, 0, h, TILE});
    activate(dense->activation, dense->out, h);
    g = h;
  }
}

/// Gradients of the outputs lie in the last rows; those of the inputs are left in scratch.
static void run_network_back(const flow_layer *layer, const real *p, real *tape, real *scratch)
{
  for (int k = layer->ndense - 1; k >= 0; --k) {
    const flow_dense *dense = &layer->dense[k];
    multiply(&(product){dense->in, TILE, dense->out, p + dense->weight, 1, dense->ld,
                        tape + dense->rows, TILE, NULL, 0, scratch, TILE});
    if (k == 0) break;
    const flow_dense *below = &layer->dense[k - 1];
    activate_back(below->activation, below->out, scratch, tape + below->rows);
  }
}

static void copy_rows(int n, const int *index, const real *from, real *to)
{
  for (int i = 0; i < n; ++i)
    memcpy(to + (ptrdiff_t)i * TILE, from + (ptrdiff_t)index[i] * TILE, TILE * sizeof(real));
}

#endif
