// SPDX-License-Identifier: MIT
/// @file
/// What one layer of a flow does to the coordinates of a tile, and its reverse mode.
#ifndef HARMONIC_FLOW_COUPLE_H
#define HARMONIC_FLOW_COUPLE_H

#include "flow_affine.h"
#include "flow_kernel.h"
#include "flow_spline.h"

#define FOR_VECTORS(s) for (ptrdiff_t s = 0; s < TILE; s += VL)

/// Derivatives whose product has one logarithm: with bins and slopes of at least 1e-4 each is above
/// 1e-13, so that products are normal numbers.
enum { LOG_GROUP = FLOW_REAL == 4 ? 2 : 8 };

// ------------------------------------------------------------------ couplings

static spline spline_of(const flow_shape *shape, real *outputs, int i, ptrdiff_t s)
{
  return (spline){shape->bins, (real)shape->lo, (real)shape->hi, shape->fixed_slopes,
                  outputs + (ptrdiff_t)i * (3 * shape->bins + 1) * TILE + s};
}

static real *layer_outputs(const flow_layer *layer, real *tape)
{
  return tape + layer->dense[layer->ndense - 1].rows;
}

static void exponentiate(const flow_shape *shape, real *outputs, int i)
{
  for (ptrdiff_t s = 0; s < TILE; s += 2 * VL) {
    spline pair = spline_of(shape, outputs, i, s);
    spline_exps(&pair);
  }
}

/// z of coordinate i, and dz/dx to `derivative` [TILE]. In rounds, each of which is short
/// enough for the processor to work on several vectors at once.
static void couple_spline(const flow_shape *shape, real *outputs, int i, real *x, real *derivative)
{
  spline_bin bin[TILE / VL];
  exponentiate(shape, outputs, i);
  FOR_VECTORS(s)
  {
    spline one = spline_of(shape, outputs, i, s);
    bin[s / VL] = spline_find(&one, spline_inside(&one, load(x + s)), 0);
  }
  for (int v = 0; v < TILE / VL; v += 2) spline_slopes(2, bin + v);
  FOR_VECTORS(s)
  {
    spline one = spline_of(shape, outputs, i, s);
    vec slope;
    store(x + s, spline_value(&one, &bin[s / VL], load(x + s), &slope));
    store(derivative + s, slope);
  }
}

static void uncouple_spline(const flow_shape *shape, real *outputs, int i, real *y)
{
  exponentiate(shape, outputs, i);
  FOR_VECTORS(s)
  {
    spline one = spline_of(shape, outputs, i, s);
    store(y + s, spline_inverse(&one, load(y + s)));
  }
}

static void couple_splines(const flow_shape *shape, const flow_layer *layer, real *tape, real *y,
                           real *ln_det)
{
  real *outputs = layer_outputs(layer, tape);
  _Alignas(VECTOR_BYTES) real derivative[TILE], product[TILE];
  FOR_VECTORS(s) store(product + s, splat(1));
  for (int i = 0; i < layer->n_trans; ++i) {
    couple_spline(shape, outputs, i, y + (ptrdiff_t)layer->trans[i] * TILE, derivative);
    FOR_VECTORS(s) store(product + s, load(product + s) * load(derivative + s));
    if ((i + 1) % LOG_GROUP != 0 && i + 1 < layer->n_trans) continue;
    FOR_VECTORS(s)
    {
      store(ln_det + s, load(ln_det + s) + vlog(load(product + s)));
      store(product + s, splat(1));
    }
  }
}

static void couple_affine(const flow_shape *shape, const flow_layer *layer, const real *tape,
                          real *y, real *ln_det, int back)
{
  const real *t = tape + layer->dense[layer->ndense - 1].rows;
  const real *a = t + (ptrdiff_t)layer->n_trans * TILE;
  FOR_VECTORS(s)
  {
    for (int i = 0; i < layer->n_trans; ++i) {
      real *at = y + (ptrdiff_t)layer->trans[i] * TILE + s;
      vec raw = layer->coupling == COUPLING_SHIFT ? splat(0) : load(a + (ptrdiff_t)i * TILE + s);
      affine_scale scale = affine_of(layer->coupling, raw, (real)shape->bound);
      vec shift = load(t + (ptrdiff_t)i * TILE + s), x = load(at);
      store(at, back ? x / scale.inverse + shift : (x - shift) * scale.inverse);
      if (!back) store(ln_det + s, load(ln_det + s) - scale.log);
    }
  }
}

static void couple_splines_back(const flow_shape *shape, const flow_layer *layer, real *tape,
                                real *g, const real *g_ln_det)
{
  real *outputs = layer_outputs(layer, tape);
  for (int i = 0; i < layer->n_trans; ++i) {
    real *at = g + (ptrdiff_t)layer->trans[i] * TILE;
    FOR_VECTORS(s)
    {
      spline one = spline_of(shape, outputs, i, s);
      vec x = load(tape + layer->values + (ptrdiff_t)i * TILE + s);
      store(at + s, spline_backward(&one, x, load(at + s), load(g_ln_det + s)));
    }
  }
}

/// z = (x - t) / s: dz/dt = -1/s, dz/d ln s = -z, d ln|det| / d ln s = -1.
static void couple_affine_back(const flow_shape *shape, const flow_layer *layer, real *tape,
                               real *g, const real *g_ln_det)
{
  real *t = layer_outputs(layer, tape), *a = t + (ptrdiff_t)layer->n_trans * TILE;
  int scales = layer->coupling != COUPLING_SHIFT;
  for (int i = 0; i < layer->n_trans; ++i) {
    real *at = g + (ptrdiff_t)layer->trans[i] * TILE;
    FOR_VECTORS(s)
    {
      ptrdiff_t row = (ptrdiff_t)i * TILE + s;
      affine_scale scale =
          affine_of(layer->coupling, scales ? load(a + row) : splat(0), (real)shape->bound);
      vec gz = load(at + s), gx = gz * scale.inverse;
      vec x = load(tape + layer->values + row), z = (x - load(t + row)) * scale.inverse;
      if (scales) store(a + row, -(gz * z + load(g_ln_det + s)) * scale.slope);
      store(t + row, -gx);
      store(at + s, gx);
    }
  }
}

// ------------------------------------------------------------------ scale and shift

static void rescale(const flow_shape *shape, const flow_layer *layer, const real *p, real *tape,
                    const flow_tile *tile, int learn)
{
  real *y = tile->y, *ln_det = tile->ln_det;
  if (layer->scale < 0) return;
  for (int c = 0; c < shape->d; ++c) {
    vec scale = splat(p[layer->scale + c]), shift = splat(p[layer->shift + c]);
    vec log = vlog(vabs(scale));
    FOR_VECTORS(s)
    {
      ptrdiff_t at = (ptrdiff_t)c * TILE + s;
      vec x = load(y + at);
      if (learn) store(tape + layer->before + at, x);
      store(y + at, x * scale + shift);
      store(ln_det + s, load(ln_det + s) + log);
    }
  }
}

/// Rows of the tape become the points' shares of the gradients of scale and shift.
static void rescale_back(const flow_shape *shape, const flow_layer *layer, const real *p,
                         real *tape, real *g, const real *g_ln_det)
{
  if (layer->scale < 0) return;
  for (int c = 0; c < shape->d; ++c) {
    vec scale = splat(p[layer->scale + c]), inverse = 1 / scale;
    FOR_VECTORS(s)
    {
      ptrdiff_t at = (ptrdiff_t)c * TILE + s;
      vec gz = load(g + at), x = load(tape + layer->before + at);
      store(tape + layer->before + at, gz * x + load(g_ln_det + s) * inverse);
      store(tape + layer->after + at, gz);
      store(g + at, gz * scale);
    }
  }
}

static void rescale_inverse(const flow_shape *shape, const flow_layer *layer, const real *p,
                            real *y)
{
  if (layer->scale < 0) return;
  for (int c = 0; c < shape->d; ++c) {
    vec scale = splat(p[layer->scale + c]), shift = splat(p[layer->shift + c]);
    FOR_VECTORS(s)
    {
      real *at = y + (ptrdiff_t)c * TILE + s;
      store(at, (load(at) - shift) / scale);
    }
  }
}

#endif
