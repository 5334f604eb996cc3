// SPDX-License-Identifier: MIT
// Which coordinates each layer of a flow keeps, and which it transforms.
#include "flow_shape.h"
#include "model.h"
#include <s2common/rng.h>

/// First stream of the generator: one for each reshuffling.
enum { STREAM_ORDER = 0x5f0000 };

/// A shuffled order of 0 .. n-1.
static void shuffle(uint64_t seed, uint64_t stream, int n, int *order)
{
  for (int i = 0; i < n; ++i) order[i] = i;
  for (int i = n - 1; i > 0; --i) {
    double u[2];
    s2_rng_uniform2(seed, stream, (uint64_t)i, u);
    int j = (int)(u[0] * (i + 1)), kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
}

/// Binary digits that tell d coordinates apart.
static int digits(int d)
{
  int n = 1;
  while (n < 30 && (1 << n) < d) ++n;
  return n;
}

/// Layers come in pairs that transform complementary halves. Pair p splits the coordinates by the
/// p-th binary digit of their place in a shuffled order: after ceil(log2 d) pairs any two have been
/// on different sides, so each has depended directly on each other one. Then a new order begins.
static int is_kept_mixing(const flow_shape *shape, int layer, int place)
{
  int digit = layer / 2 % digits(shape->d);
  int64_t value = (int64_t)place * ((int64_t)2 << digit) / shape->d;
  return ((int)(value & 1) ^ (layer & 1)) == 0;
}

static void add(flow_shape *shape, flow_layer *layer, int *coordinates, int kept, int c)
{
  // Kept ones from the front, transformed ones from the back.
  if (kept)
    coordinates[layer->n_cond++] = c;
  else
    coordinates[shape->d - ++layer->n_trans] = c;
}

/// The original's RealNVP keeps the first of its features and turns them by one place from layer to
/// layer; half is rounded to even.
static int half_to_even(int d)
{
  return d / 2 + (d % 4 == 3);
}

static void split_original(const flow_design *design, flow_shape *shape, int i)
{
  flow_layer *layer = &shape->layer[i];
  int *at = shape->coordinates + (ptrdiff_t)i * shape->d, d = shape->d;
  for (int place = 0; place < d; ++place) {
    int c = design->spline ? place : (place + i) % d;
    int kept =
        design->spline ? (place + design->nlayers - 1 - i) % 2 == 1 : place < half_to_even(d);
    add(shape, layer, at, kept, c);
  }
  for (int place = 0; place < d && !design->spline; ++place) shape->order[place] = (place + i) % d;
}

/// A single coordinate is transformed by every layer.
static void split_mixing(const flow_design *design, flow_shape *shape, int i)
{
  flow_layer *layer = &shape->layer[i];
  int *at = shape->coordinates + (ptrdiff_t)i * shape->d, *shuffled = shape->order;
  int round = i / 2 / digits(shape->d);
  shuffle(design->seed, STREAM_ORDER + (uint64_t)round, shape->d, shuffled);
  for (int place = 0; place < shape->d; ++place)
    add(shape, layer, at, shape->d > 1 && is_kept_mixing(shape, i, place), shuffled[place]);
}

/// add() has put the transformed ones in reverse.
static void reverse(int n, int *x)
{
  for (int i = 0; i < n / 2; ++i) {
    int kept = x[i];
    x[i] = x[n - 1 - i];
    x[n - 1 - i] = kept;
  }
}

void flow_split(const flow_design *design, flow_shape *shape)
{
  for (int i = 0; i < shape->nlayers; ++i) {
    flow_layer *layer = &shape->layer[i];
    int *at = shape->coordinates + (ptrdiff_t)i * shape->d;
    (design->original ? split_original : split_mixing)(design, shape, i);
    layer->cond = at;
    layer->trans = at + layer->n_cond;
    reverse(layer->n_trans, at + layer->n_cond);
  }
  for (int c = 0; c < shape->d && (design->spline || !design->original); ++c) shape->order[c] = c;
}
