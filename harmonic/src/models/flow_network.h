// SPDX-License-Identifier: MIT
/// @file
/// The dense networks of a flow on one tile, and their reverse mode.
#ifndef HARMONIC_FLOW_NETWORK_H
#define HARMONIC_FLOW_NETWORK_H

#include "flow_gemm.h"
#include "flow_shape.h"
#include "flow_turn.h"
#include "flow_vector.h"
#include <string.h>

FLOW_INLINE void tanh_of(int count, real *h)
{
  vec x[GROUP];
  FOR_GROUP(v, count) x[v] = load(h + v * VL);
  group_tanh(count, x, x);
  FOR_GROUP(v, count) store(h + v * VL, x[v]);
}

static void activate(flow_activation activation, int rows, real *h)
{
  ptrdiff_t n = (ptrdiff_t)rows * TILE, i = 0;
  if (activation == ACTIVATION_TANH) {
    for (; i + GROUP * VL <= n; i += GROUP * VL) tanh_of(GROUP, h + i);
    for (; i < n; i += VL) tanh_of(1, h + i);
  }
  for (; i < n && activation == ACTIVATION_LEAKY; i += VL) {
    vec x = load(h + i);
    store(h + i, choose(reaches(x, splat(0)), x, (real)0.01 * x));
  }
}

/// g *= f', by the value of f.
static void activate_back(flow_activation activation, int rows, const real *g, real *h)
{
  for (ptrdiff_t i = 0; i < (ptrdiff_t)rows * TILE; i += VL) {
    vec f = load(h + i), d = splat(1);
    if (activation == ACTIVATION_TANH) d = 1 - f * f;
    if (activation == ACTIVATION_LEAKY) d = choose(reaches(f, splat(0)), d, splat((real)0.01));
    store(h + i, d * load(g + i));
  }
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
