// SPDX-License-Identifier: MIT
// Compiled for each FLOW_REAL (bytes of an element) and VECTOR_BYTES; KERNEL names the result.
#include "flow_kernel.h"
#include "flow_couple.h"
#include "flow_network.h"

// ------------------------------------------------------------------ passes

static void forward(const flow_shape *shape, const void *parameters, const flow_tile *tile,
                    int learn)
{
  for (int i = 0; i < shape->nlayers; ++i) {
    const flow_layer *layer = &shape->layer[i];
    real *tape = (real *)tile->tape + (learn ? layer->tape : 0), *y = tile->y;
    copy_rows(layer->n_cond, layer->cond, y, tape + layer->inputs);
    if (learn) copy_rows(layer->n_trans, layer->trans, y, tape + layer->values);
    run_network(layer, parameters, tape, learn);
    if (layer->coupling == COUPLING_SPLINE)
      couple_splines(shape, layer, tape, y, tile->ln_det);
    else
      couple_affine(shape, layer, tape, y, tile->ln_det, 0);
    rescale(shape, layer, parameters, tape, tile, learn);
  }
}

static void inverse(const flow_shape *shape, const void *parameters, const flow_tile *tile)
{
  real *tape = tile->tape, *y = tile->y;
  for (int i = shape->nlayers - 1; i >= 0; --i) {
    const flow_layer *layer = &shape->layer[i];
    rescale_inverse(shape, layer, parameters, y);
    copy_rows(layer->n_cond, layer->cond, y, tape + layer->inputs);
    run_network(layer, parameters, tape, 0);
    if (layer->coupling != COUPLING_SPLINE) {
      couple_affine(shape, layer, tape, y, NULL, 1);
      continue;
    }
    for (int k = 0; k < layer->n_trans; ++k)
      uncouple_spline(shape, layer_outputs(layer, tape), k, y + (ptrdiff_t)layer->trans[k] * TILE);
  }
}

static void backward(const flow_shape *shape, const void *parameters, const flow_tile *tile,
                     void *gradient, const void *g_ln_det, void *scratch)
{
  real *g = gradient;
  for (int i = shape->nlayers - 1; i >= 0; --i) {
    const flow_layer *layer = &shape->layer[i];
    real *tape = (real *)tile->tape + layer->tape;
    rescale_back(shape, layer, parameters, tape, g, g_ln_det);
    if (layer->coupling == COUPLING_SPLINE)
      couple_splines_back(shape, layer, tape, g, g_ln_det);
    else
      couple_affine_back(shape, layer, tape, g, g_ln_det);
    run_network_back(layer, parameters, tape, scratch);
    for (int k = 0; k < layer->n_cond; ++k) FOR_VECTORS(s)
      {
        real *at = g + (ptrdiff_t)layer->cond[k] * TILE + s;
        store(at, load(at) + load((real *)scratch + (ptrdiff_t)k * TILE + s));
      }
  }
}

// ------------------------------------------------------------------ gradients

/// Sums of n rows (added to what is there where `add`). A multiple of VL sums is written: those
/// after the last row are 0, or stay.
static void row_sums(int n, const real *rows, int add, real *sums)
{
  for (int r = 0; r < n; r += VL) {
    vec v[VL], sum = add ? load(sums + r) : splat(0);
#pragma GCC unroll 16
    for (int i = 0; i < VL; ++i) {
      v[i] = splat(0);
      for (int s = 0; s < TILE && r + i < n; s += VL)
        v[i] += load(rows + (ptrdiff_t)(r + i) * TILE + s);
    }
    turn_block(v);
#pragma GCC unroll 16
    for (int i = 0; i < VL; ++i) sum += v[i];
    store(sums + r, sum);
  }
}

/// n is padded with zeros to whole vectors, as all pieces of the parameters are.
static double squares(ptrdiff_t n, const real *x)
{
  vec sum[2] = {splat(0), splat(0)};
  double total = 0;
  for (ptrdiff_t i = 0; i < n; i += VL) sum[i / VL % 2] += load(x + i) * load(x + i);
  for (int i = 0; i < VL; ++i) total += (double)sum[0][i] + (double)sum[1][i];
  return total;
}

static double gradient(const flow_shape *shape, int which, int ntiles, const void *tapes, int add,
                       void *out)
{
  const flow_task *task = &shape->task[which];
  const flow_layer *layer = &shape->layer[task->layer];
  real *g = out;
  for (int tile = 0; tile < ntiles; ++tile, add = 1) {
    const real *tape = (const real *)tapes + tile * shape->tape + layer->tape;
    if (task->dense < 0) {
      row_sums(shape->d, tape + layer->before, add, g + layer->scale);
      row_sums(shape->d, tape + layer->after, add, g + layer->shift);
      continue;
    }
    const flow_dense *dense = &layer->dense[task->dense];
    const real *rows = tape + dense->rows + (ptrdiff_t)task->first * TILE;
    ptrdiff_t columns = (dense->in + VL - 1) / VL * VL; // the padding beyond stays 0
    multiply(&(product){task->rows, columns, TILE, rows, TILE, 1, tape + dense->turned, dense->ld,
                        NULL, add, g + dense->weight + task->first * dense->ld, dense->ld});
    row_sums(task->rows, rows, add, g + dense->bias + task->first);
  }
  if (task->dense < 0)
    return squares(shape->d, g + layer->scale) + squares(shape->d, g + layer->shift);
  const flow_dense *dense = &layer->dense[task->dense];
  return squares(task->rows * dense->ld, g + dense->weight + task->first * dense->ld) +
         squares(task->rows, g + dense->bias + task->first);
}

/// Kingma & Ba 2015: epsilon is added after the root.
static void adam(const flow_adam *how, ptrdiff_t n, void *parameters, void *first, void *second,
                 const void *gradients)
{
  real *restrict p = parameters, *restrict m = first, *restrict v = second;
  const real *restrict g = gradients;
  real b1 = (real)how->beta1, b2 = (real)how->beta2, rate = (real)how->rate;
  real epsilon = (real)how->epsilon, factor = (real)how->factor, root = (real)how->root;
  real c1 = (real)(1 - how->beta1), c2 = (real)(1 - how->beta2);
  for (ptrdiff_t i = 0; i < n; ++i) {
    real x = factor * g[i];
    m[i] = b1 * m[i] + c1 * x;
    v[i] = b2 * v[i] + c2 * x * x;
    real size = FLOW_REAL == 4 ? (real)sqrtf((float)v[i]) : (real)sqrt(v[i]);
    p[i] -= rate * m[i] / (root * size + epsilon);
  }
}

// ------------------------------------------------------------------ points and losses

static void fill(int d, int n, const double *x, const int64_t *index, void *tile)
{
  real *y = tile;
  for (int s = 0; s < TILE; ++s) {
    const double *point = s < n ? x + (index != NULL ? index[s] : s) * d : NULL;
    for (int c = 0; c < d; ++c) y[(ptrdiff_t)c * TILE + s] = point != NULL ? (real)point[c] : 0;
  }
}

static double loss(int d, const double *w, double share, const flow_tile *tile, void *g,
                   void *g_ln_det)
{
  const real *y = tile->y, *ln_det = tile->ln_det;
  real *gy = g, *gl = g_ln_det, weight[TILE];
  double sum[TILE], total = 0;
  for (int s = 0; s < TILE; ++s) {
    weight[s] = (real)(share * w[s]);
    if (gl != NULL) gl[s] = -weight[s];
    sum[s] = -(double)ln_det[s];
  }
  for (int c = 0; c < d; ++c) {
    const real *z = y + (ptrdiff_t)c * TILE;
    for (int s = 0; s < TILE; ++s) sum[s] += 0.5 * (double)z[s] * (double)z[s];
    for (int s = 0; s < TILE && gy != NULL; ++s) gy[(ptrdiff_t)c * TILE + s] = weight[s] * z[s];
  }
  for (int s = 0; s < TILE; ++s) total += w[s] > 0 ? w[s] * sum[s] : 0;
  return total;
}

static void narrow(ptrdiff_t n, const double *x, void *y)
{
  for (ptrdiff_t i = 0; i < n; ++i) ((real *)y)[i] = (real)x[i];
}

static void widen(ptrdiff_t n, const void *x, double *y)
{
  for (ptrdiff_t i = 0; i < n; ++i) y[i] = (double)((const real *)x)[i];
}

const flow_kernel KERNEL = {ISA_NAME, sizeof(real), forward, backward, inverse, gradient,
                            adam,     fill,         loss,    narrow,   widen};
