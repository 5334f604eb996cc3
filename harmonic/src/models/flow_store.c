// SPDX-License-Identifier: MIT
// The parameters of a flow under names. Those of the original layout have the names and shapes of
// the Python package (of which a part is never used there: it is read over, and written as 0).
#include "flow_model.h"
#include "flow_settings.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/// What an array of a flow is.
typedef enum flow_part {
  PART_WEIGHT,
  PART_BIAS,
  PART_SCALE,
  PART_SHIFT,
  PART_MEAN,
  PART_FACTOR,
  PART_RANGE
} flow_part;

typedef struct flow_array {
  flow_part part;
  int layer, dense;
  int scales; ///< of an affine layer whose last dense is stored as two: the second one
} flow_array;

// ------------------------------------------------------------------ which

static int is_split(const flow *f, const flow_layer *layer)
{
  return f->design.original && layer->coupling == COUPLING_SOFTPLUS;
}

static int layer_arrays(const flow *f, const flow_layer *layer)
{
  return 2 * (layer->ndense + is_split(f, layer)) + (layer->scale >= 0 ? 2 : 0);
}

/// Whitening and the range come first.
static int leading_arrays(const flow *f)
{
  return 2 + f->design.spline;
}

static flow_array array_of(const flow *f, int64_t i)
{
  static const flow_part leading[] = {PART_MEAN, PART_FACTOR, PART_RANGE};
  if (i < leading_arrays(f)) return (flow_array){.part = leading[i]};
  i -= leading_arrays(f);
  int k = 0;
  for (; i >= layer_arrays(f, &f->shape->layer[k]); ++k) i -= layer_arrays(f, &f->shape->layer[k]);
  const flow_layer *layer = &f->shape->layer[k];
  int dense = (int)i / 2, last = layer->ndense - 1, split = is_split(f, layer);
  if (dense > last + split) return (flow_array){i % 2 ? PART_SHIFT : PART_SCALE, k, 0, 0};
  return (flow_array){i % 2 ? PART_BIAS : PART_WEIGHT, k, dense > last ? last : dense,
                      dense > last};
}

static int64_t flow_count(const void *self)
{
  const flow *f = self;
  int64_t n = leading_arrays(f);
  for (int i = 0; i < f->shape->nlayers; ++i) n += layer_arrays(f, &f->shape->layer[i]);
  return n;
}

// ------------------------------------------------------------------ names

static void name_original(const flow *f, const flow_array *a, char *name)
{
  const flow_layer *layer = &f->shape->layer[a->layer];
  const char *part = a->part == PART_WEIGHT ? "kernel" : "bias";
  int scaled = f->design.nlayers - f->design.unscaled, last = a->dense == layer->ndense - 1;
  if (f->design.spline) {
    int number = f->design.nlayers - 1 - a->layer; // stored from z to x
    if (a->part == PART_SCALE || a->part == PART_SHIFT)
      snprintf(name, NAME_SIZE, "scalar_%d.%s", number,
               a->part == PART_SCALE ? "scales" : "shifts");
    else if (last)
      snprintf(name, NAME_SIZE, "conditioner_%d.conditioner.layers_1.%s", number, part);
    else
      snprintf(name, NAME_SIZE, "conditioner_%d.conditioner.layers_0.layers_%d.%s", number,
               a->dense, part);
    return;
  }
  snprintf(name, NAME_SIZE, "%s_layers_%d.Dense_%d.%s", a->layer < scaled ? "scaled" : "unscaled",
           a->layer < scaled ? a->layer : a->layer - scaled, a->dense + a->scales, part);
}

static void name_mixing(const flow_array *a, char *name)
{
  snprintf(name, NAME_SIZE, "layer_%d.dense_%d.%s", a->layer, a->dense,
           a->part == PART_WEIGHT ? "weight" : "bias");
}

/// Columns of an array of the last dense layer of the original.
static int64_t original_outputs(const flow *f, const flow_array *a)
{
  const flow_layer *layer = &f->shape->layer[a->layer];
  if (a->dense < layer->ndense - 1) return layer->dense[a->dense].out;
  return f->design.spline ? (int64_t)f->design.d * (3 * f->design.bins + 1) : layer->n_trans;
}

static void shape_network(const flow *f, const flow_array *a, store_tensor *t)
{
  const flow_dense *dense = &f->shape->layer[a->layer].dense[a->dense];
  int original = f->design.original, first = f->design.spline && a->dense == 0;
  int64_t in = original && first ? f->design.d : dense->in;
  int64_t out = original ? original_outputs(f, a) : dense->out;
  t->rank = a->part == PART_WEIGHT ? 2 : 1;
  t->shape[0] = a->part == PART_BIAS ? out : original ? in : out;
  t->shape[1] = original ? out : in;
  if (original)
    name_original(f, a, t->name);
  else
    name_mixing(a, t->name);
}

static void flow_describe(const void *self, int64_t i, store_tensor *t)
{
  const flow *f = self;
  flow_array a = array_of(f, i);
  *t = (store_tensor){.rank = 1, .shape = {f->design.d}};
  switch (a.part) {
    case PART_MEAN: strcpy(t->name, "whitening.mean"); return;
    case PART_FACTOR:
      strcpy(t->name, "whitening.factor");
      t->rank = 2;
      t->shape[1] = f->design.d;
      return;
    case PART_RANGE:
      strcpy(t->name, "range");
      t->shape[0] = 2;
      return;
    case PART_SCALE:
    case PART_SHIFT: name_original(f, &a, t->name); return;
    default: shape_network(f, &a, t);
  }
}

// ------------------------------------------------------------------ places

static int find(int n, const int *list, int value)
{
  for (int i = 0; i < n; ++i)
    if (list[i] == value) return i;
  return -1;
}

/// Row of the weights that is column `c` of the original's last layer; -1: unused.
static ptrdiff_t original_row(const flow *f, const flow_array *a, int64_t c)
{
  const flow_layer *layer = &f->shape->layer[a->layer];
  if (a->dense < layer->ndense - 1) return (ptrdiff_t)c;
  if (!f->design.spline) return (ptrdiff_t)c + (a->scales ? layer->n_trans : 0);
  int rows = 3 * f->design.bins + 1, i = find(layer->n_trans, layer->trans, (int)(c / rows));
  return i < 0 ? -1 : (ptrdiff_t)i * rows + (ptrdiff_t)(c % rows);
}

/// Column of the weights that is row `r` of the original's first layer; -1: unused.
static ptrdiff_t original_column(const flow *f, const flow_array *a, int64_t r)
{
  const flow_layer *layer = &f->shape->layer[a->layer];
  if (!f->design.spline || a->dense > 0) return (ptrdiff_t)r;
  return find(layer->n_cond, layer->cond, (int)r);
}

/// Where element e of an array of a network lies among the parameters; -1: nowhere.
static ptrdiff_t place(const flow *f, const flow_array *a, const store_tensor *t, int64_t e)
{
  const flow_layer *layer = &f->shape->layer[a->layer];
  const flow_dense *dense = &layer->dense[a->dense];
  if (a->part == PART_SCALE) return layer->scale + (ptrdiff_t)e;
  if (a->part == PART_SHIFT) return layer->shift + (ptrdiff_t)e;
  ptrdiff_t row, column = 0;
  if (f->design.original) {
    row = original_row(f, a, a->part == PART_BIAS ? e : e % t->shape[1]);
    if (a->part == PART_WEIGHT) column = original_column(f, a, e / t->shape[1]);
  } else {
    row = (ptrdiff_t)(a->part == PART_BIAS ? e : e / t->shape[1]);
    column = a->part == PART_BIAS ? 0 : (ptrdiff_t)(e % t->shape[1]);
  }
  if (row < 0 || column < 0) return -1;
  return a->part == PART_BIAS ? dense->bias + row : dense->weight + row * dense->ld + column;
}

void flow_export(const flow *f, int64_t i, const double *parameters, double *data)
{
  store_tensor t;
  flow_array a = array_of(f, i);
  flow_describe(f, i, &t);
  for (int64_t e = 0, n = store_size(&t); e < n; ++e) {
    ptrdiff_t at = place(f, &a, &t, e);
    data[e] = at >= 0 ? parameters[at] : 0;
  }
}

static void flow_get(const void *self, int64_t i, double *data)
{
  const flow *f = self;
  size_t d = (size_t)f->design.d;
  switch (array_of(f, i).part) {
    case PART_MEAN: memcpy(data, f->whiten.mean, d * sizeof *data); return;
    case PART_FACTOR: memcpy(data, f->whiten.lower, d * d * sizeof *data); return;
    case PART_RANGE:
      data[0] = f->shape->lo;
      data[1] = f->shape->hi;
      return;
    default: flow_export(f, i, f->parameters, data);
  }
}

static s2_status set_factor(flow *f, const double *data)
{
  int d = f->design.d;
  double sum = 0;
  for (int r = 0; r < d; ++r)
    for (int c = 0; c < d; ++c) {
      double x = data[(ptrdiff_t)r * d + c];
      S2_REQUIRE(c <= r ? c < r || x > 0 : x == 0,
                 "whitening.factor[%d][%d] = %g: not a lower triangle with a positive diagonal", r,
                 c, x);
      if (c == r) sum += log(x);
    }
  memcpy(f->whiten.lower, data, (size_t)d * (size_t)d * sizeof *data);
  f->whiten.ln_det = sum;
  return S2_OK;
}

static s2_status flow_set(void *self, int64_t i, const double *data)
{
  flow *f = self;
  store_tensor t;
  flow_array a = array_of(f, i);
  flow_describe(f, i, &t);
  if (a.part == PART_FACTOR) return set_factor(f, data);
  if (a.part == PART_MEAN) {
    memcpy(f->whiten.mean, data, (size_t)f->design.d * sizeof *data);
    return S2_OK;
  }
  if (a.part == PART_RANGE) {
    S2_REQUIRE(data[1] - data[0] >= 1e-2 * f->design.bins, "range = %g .. %g does not hold %d bins",
               data[0], data[1], f->design.bins);
    f->shape->lo = data[0];
    f->shape->hi = data[1];
    return S2_OK;
  }
  for (int64_t e = 0, n = store_size(&t); e < n; ++e) {
    S2_REQUIRE(a.part != PART_SCALE || data[e] != 0, "%s[%lld] = 0 has no inverse", t.name,
               (long long)e);
    ptrdiff_t at = place(f, &a, &t, e);
    if (at >= 0) f->parameters[at] = data[e];
  }
  return S2_OK;
}

#define FLOW_STORE(ops, create)                                                                    \
  {                                                                                                \
    &(ops), flow_settings, create, flow_weight, flow_count, flow_describe, flow_get, flow_set      \
  }
const store_kind flow_spline_store = FLOW_STORE(flow_spline_ops, flow_create_spline);
const store_kind flow_realnvp_store = FLOW_STORE(flow_realnvp_ops, flow_create_realnvp);
