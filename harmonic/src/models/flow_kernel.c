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
    for (int k = 0; k < layer->n_trans; ++k) FOR_VECTORS(s)
      {
        real *at = y + (ptrdiff_t)layer->trans[k] * TILE + s;
        spline one = spline_of(shape, layer_outputs(layer, tape), k, s);
        store(at, spline_inverse(&one, load(at)));
      }
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

static real row_sum(const real *row)
{
  vec sum = load(row);
  for (ptrdiff_t s = VL; s < TILE; s += VL) sum += load(row + s);
  real total = 0;
  for (int i = 0; i < VL; ++i) total += sum[i];
  return total;
}

static void row_sums(int n, const real *rows, int add, real *sums)
{
  for (int i = 0; i < n; ++i) {
    real sum = row_sum(rows + (ptrdiff_t)i * TILE);
    sums[i] = add ? sums[i] + sum : sum;
  }
}

static double squares(ptrdiff_t n, const real *x)
{
  double sum[8] = {0};
  ptrdiff_t i = 0;
  for (; i + 8 <= n; i += 8)
    for (int k = 0; k < 8; ++k) sum[k] += (double)x[i + k] * (double)x[i + k];
  for (; i < n; ++i) sum[0] += (double)x[i] * (double)x[i];
  return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
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
    multiply(&(product){task->rows, dense->ld, TILE, rows, TILE, 1, tape + dense->turned, dense->ld,
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

static void function(int which, ptrdiff_t n, const void *x, void *y)
{
  for (ptrdiff_t i = 0; i < n; i += VL) {
    vec derivative, at = load((const real *)x + i), value;
    if (which == 0) value = vexp(at);
    if (which == 1) value = vlog(at);
    if (which == 2) value = vtanh(at);
    if (which == 3) value = vsoftplus(at, &derivative);
    store((real *)y + i, value);
  }
}

const flow_kernel KERNEL = {ISA_NAME, sizeof(real), forward, backward,
                            inverse,  gradient,     adam,    function};
