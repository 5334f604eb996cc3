// SPDX-License-Identifier: MIT
#include "flow_golden.h"
#include "store.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const golden_flow golden_flows[4] = {
    {"s5", 1, 5, 3, 0, 6, 2, {16, 12}, 3},
    {"s2", 1, 2, 2, 0, 8, 2, {8, 8}, 3},
    {"r5", 0, 5, 6, 4, 0, 1, {128}, 0},
    {"r4", 0, 4, 4, 1, 0, 1, {128}, 0},
};

static harmonic_model *create(const golden_flow *g)
{
  harmonic_model *model;
  harmonic_spline_flow_options s;
  harmonic_realnvp_options r;
  harmonic_spline_flow_options_init(&s);
  harmonic_realnvp_options_init(&r);
  s.layout = r.layout = HARMONIC_FLOW_ORIGINAL;
  s.whitening = r.whitening = HARMONIC_WHITENING_NONE;
  s.layers = r.layers = g->layers;
  s.nhidden = r.nhidden = g->nhidden;
  memcpy(s.hidden, g->hidden, sizeof g->hidden);
  memcpy(r.hidden, g->hidden, sizeof g->hidden);
  s.double_training = r.double_training = 1;
  s.bins = g->bins;
  s.range[0] = -(s.range[1] = g->range);
  r.unscaled_layers = g->unscaled;
  assert_ok(g->spline ? harmonic_spline_flow_create(&model, g->d, &s)
                      : harmonic_realnvp_create(&model, g->d, &r));
  return model;
}

/// Whitening and range come without a reference.
static int is_reference(const store_tensor *t)
{
  return strchr(t->name, '_') != NULL && strncmp(t->name, "whitening", 9) != 0;
}

harmonic_model *golden_create(npz *file, const golden_flow *g, flow **inside)
{
  harmonic_model *model = create(g);
  const store_kind *kind = store_of(model);
  *inside = model->self;
  for (int64_t i = 0; i < kind->count(model->self); ++i) {
    store_tensor t;
    kind->describe(model->self, i, &t);
    if (!is_reference(&t)) continue;
    const double *data = npz_get(file, (size_t)store_size(&t), "%s__param__%s", g->name, t.name);
    assert_ok(kind->set(model->self, i, data));
  }
  model->fitted = 1;
  return model;
}

double golden_difference(npz *file, const golden_flow *g, const flow *f, const char *kind,
                         const double *parameters)
{
  const store_kind *store = f->design.spline ? &flow_spline_store : &flow_realnvp_store;
  double worst = 0, size = 0;
  for (int64_t i = 0; i < store->count(f); ++i) {
    store_tensor t;
    store->describe(f, i, &t);
    if (!is_reference(&t)) continue;
    size_t n = (size_t)store_size(&t);
    const double *start = npz_get(file, n, "%s__param__%s", g->name, t.name);
    const double *known = npz_get(file, n, "%s__%s__%s", g->name, kind, t.name);
    double *own = malloc(n * sizeof *own);
    flow_export(f, i, parameters, own);
    for (size_t e = 0; e < n; ++e) { // what no output depends on: no gradient, never moved
      int unused = own[e] == 0 && (known[e] == 0 || known[e] == start[e]);
      if (!unused) worst = fmax(worst, fabs(own[e] - known[e]));
      size = fmax(size, fabs(known[e]));
    }
    free(own);
  }
  return worst / size;
}
