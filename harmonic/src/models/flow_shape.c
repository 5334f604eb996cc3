// SPDX-License-Identifier: MIT
// Sizes and places of everything in a flow.
#include "flow_shape.h"
#include "model.h"

/// Counts elements; every piece begins at a multiple of FLOW_PAD.
static ptrdiff_t take(ptrdiff_t *used, ptrdiff_t n)
{
  ptrdiff_t at = *used;
  *used = (at + n + FLOW_PAD - 1) / FLOW_PAD * FLOW_PAD;
  return at;
}

int flow_layer_outputs(const flow_shape *shape, const flow_layer *layer)
{
  if (layer->coupling == COUPLING_SPLINE) return layer->n_trans * (3 * shape->bins + 1);
  return layer->coupling == COUPLING_SHIFT ? layer->n_trans : 2 * layer->n_trans;
}

static flow_coupling coupling_of(const flow_design *design, int i)
{
  if (design->spline) return COUPLING_SPLINE;
  if (!design->original) return COUPLING_AFFINE;
  return i < design->nlayers - design->unscaled ? COUPLING_SOFTPLUS : COUPLING_SHIFT;
}

static void add_dense(flow_layer *layer, int out, flow_activation activation)
{
  int k = layer->ndense++;
  int in = k == 0 ? layer->n_cond : layer->dense[k - 1].out;
  layer->dense[k] = (flow_dense){.in = in, .out = out, .activation = activation};
}

/// The original's spline networks begin with a layer of d and leave the last hidden one linear.
static void add_network(const flow_design *design, const flow_shape *shape, flow_layer *layer)
{
  int outputs = flow_layer_outputs(shape, layer), wide = design->original && design->spline;
  flow_activation f = design->original && !design->spline ? ACTIVATION_LEAKY : ACTIVATION_TANH;
  if (wide) add_dense(layer, shape->d, f);
  int constant = layer->n_cond == 0 && !design->original; // a network of nothing is its last bias
  for (int k = 0; k < design->nhidden && !constant; ++k)
    add_dense(layer, design->hidden[k], wide && k == design->nhidden - 1 ? ACTIVATION_NONE : f);
  add_dense(layer, outputs, ACTIVATION_NONE);
}

static void place_layer(flow_shape *shape, flow_layer *layer, int rescaled)
{
  ptrdiff_t tape = 0, *p = &shape->nparameters, d = shape->d;
  layer->inputs = take(&tape, (ptrdiff_t)layer->n_cond * TILE);
  layer->values = take(&tape, (ptrdiff_t)layer->n_trans * TILE);
  for (int k = 0; k < layer->ndense; ++k) {
    flow_dense *dense = &layer->dense[k];
    dense->ld = (dense->in + FLOW_PAD - 1) / FLOW_PAD * FLOW_PAD;
    dense->weight = take(p, dense->out * dense->ld);
    dense->bias = take(p, dense->out);
    dense->rows = take(&tape, (ptrdiff_t)dense->out * TILE);
    dense->turned = take(&tape, TILE * dense->ld);
  }
  layer->scale = rescaled ? take(p, d) : -1;
  layer->shift = rescaled ? take(p, d) : -1;
  layer->before = rescaled ? take(&tape, d * TILE) : 0;
  layer->after = rescaled ? take(&tape, d * TILE) : 0;
  layer->tape = shape->tape;
  shape->tape += tape;
  if (tape > shape->layer_tape) shape->layer_tape = tape;
}

static int layer_tasks(const flow_shape *shape, int i, flow_task *task)
{
  const flow_layer *layer = &shape->layer[i];
  int n = 0;
  for (int k = layer->ndense - 1; k >= 0; --k)
    for (int first = 0; first < layer->dense[k].out; first += TASK_ROWS, ++n) {
      int rest = layer->dense[k].out - first;
      if (task != NULL) task[n] = (flow_task){i, k, first, rest < TASK_ROWS ? rest : TASK_ROWS};
    }
  if (layer->scale < 0) return n;
  if (task != NULL) task[n] = (flow_task){.layer = i, .dense = -1};
  return n + 1;
}

static s2_status list_tasks(flow_shape *shape)
{
  for (int i = 0; i < shape->nlayers; ++i) shape->ntasks += layer_tasks(shape, i, NULL);
  shape->task = s2_priv_alloc((size_t)shape->ntasks, sizeof *shape->task);
  if (shape->task == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d pieces of work", shape->ntasks);
  int n = 0;
  for (int i = 0; i < shape->nlayers; ++i) n += layer_tasks(shape, i, shape->task + n);
  return S2_OK;
}

s2_status flow_shape_create(flow_shape **made, const flow_design *design)
{
  flow_shape *shape = *made = s2_priv_alloc(1, sizeof *shape);
  if (shape == NULL) return S2_FAIL(S2_ERR_MEMORY, "flow");
  *shape = (flow_shape){.d = design->d,
                        .nlayers = design->nlayers,
                        .bins = design->bins,
                        .lo = design->lo,
                        .hi = design->hi,
                        .fixed_slopes = design->fixed_slopes,
                        .bound = design->bound};
  size_t n = (size_t)design->nlayers, d = (size_t)design->d;
  shape->layer = s2_priv_alloc(n, sizeof *shape->layer);
  shape->coordinates = s2_priv_alloc(n * d, sizeof *shape->coordinates);
  shape->order = s2_priv_alloc(d, sizeof *shape->order);
  s2_status status = S2_OK;
  if (shape->layer == NULL || shape->coordinates == NULL || shape->order == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "flow of %d layers in %d dimensions", shape->nlayers, shape->d);
  if (status == S2_OK) {
    flow_split(design, shape);
    for (int i = 0; i < shape->nlayers; ++i) {
      shape->layer[i].coupling = coupling_of(design, i);
      add_network(design, shape, &shape->layer[i]);
      place_layer(shape, &shape->layer[i], design->original && design->spline);
    }
    status = list_tasks(shape);
  }
  if (status == S2_OK) return S2_OK;
  flow_shape_free(shape);
  *made = NULL;
  return status;
}

void flow_shape_free(flow_shape *shape)
{
  if (shape == NULL) return;
  s2_priv_free(shape->layer);
  s2_priv_free(shape->coordinates);
  s2_priv_free(shape->order);
  s2_priv_free(shape->task);
  s2_priv_free(shape);
}
