// SPDX-License-Identifier: MIT
// The settings of a flow in files.
#include "flow_settings.h"
#include "flow_model.h"
#include <stdio.h>

void flow_settings(const void *self, store_settings *s)
{
  const flow *f = self;
  const flow_design *design = &f->design;
  store_put(s, "original_layout", design->original);
  store_put(s, "whitening", f->whitening);
  store_put(s, "layers", design->nlayers);
  store_put(s, "double_training", f->double_training);
  store_put(s, "nhidden", design->nhidden);
  for (int i = 0; i < design->nhidden; ++i) {
    char name[NAME_SIZE];
    snprintf(name, sizeof name, "hidden_%d", i);
    store_put(s, name, design->hidden[i]);
  }
  if (design->spline) {
    store_put(s, "bins", design->bins);
    store_put(s, "fixed_slopes", design->fixed_slopes);
    store_put(s, "range_low", f->adapt_range ? 0 : design->lo);
    store_put(s, "range_high", f->adapt_range ? 0 : design->hi);
  } else {
    store_put(s, "unscaled_layers", design->unscaled);
    store_put(s, "bound", design->bound);
  }
}

static void get_hidden(const store_settings *s, int *nhidden, int hidden[HARMONIC_FLOW_HIDDEN_MAX])
{
  *nhidden = store_get_int(s, "nhidden", 0);
  for (int i = 0; i < HARMONIC_FLOW_HIDDEN_MAX && i < *nhidden; ++i) {
    char name[NAME_SIZE];
    snprintf(name, sizeof name, "hidden_%d", i);
    hidden[i] = store_get_int(s, name, 0);
  }
}

s2_status flow_create_spline(harmonic_model **model, int ndim, const store_settings *s)
{
  harmonic_spline_flow_options o;
  harmonic_spline_flow_options_init(&o);
  o.layout = (harmonic_flow_layout)store_get_int(s, "original_layout", 0);
  o.whitening = (harmonic_whitening)store_get_int(s, "whitening", 0);
  o.layers = store_get_int(s, "layers", 0);
  o.bins = store_get_int(s, "bins", 0);
  o.range[0] = store_get(s, "range_low", 0);
  o.range[1] = store_get(s, "range_high", 0);
  o.fixed_slopes = store_get_int(s, "fixed_slopes", 0);
  o.double_training = store_get_int(s, "double_training", 0);
  get_hidden(s, &o.nhidden, o.hidden);
  return harmonic_spline_flow_create(model, ndim, &o);
}

s2_status flow_create_realnvp(harmonic_model **model, int ndim, const store_settings *s)
{
  harmonic_realnvp_options o;
  harmonic_realnvp_options_init(&o);
  o.layout = (harmonic_flow_layout)store_get_int(s, "original_layout", 0);
  o.whitening = (harmonic_whitening)store_get_int(s, "whitening", 0);
  o.layers = store_get_int(s, "layers", 0);
  o.unscaled_layers = store_get_int(s, "unscaled_layers", 0);
  o.bound = store_get(s, "bound", 0);
  o.double_training = store_get_int(s, "double_training", 0);
  get_hidden(s, &o.nhidden, o.hidden);
  return harmonic_realnvp_create(model, ndim, &o);
}

double flow_weight(int ndim, const store_settings *s)
{
  int nhidden, hidden[HARMONIC_FLOW_HIDDEN_MAX] = {0};
  double d = ndim, layers = store_get_int(s, "layers", 0), sum = d;
  get_hidden(s, &nhidden, hidden);
  for (int i = 0; i + 1 < nhidden && i + 1 < HARMONIC_FLOW_HIDDEN_MAX; ++i)
    sum += (double)hidden[i] * hidden[i + 1];
  sum += hidden[0] * d / 4 * (store_get_int(s, "bins", 0) > 0 ? store_get_int(s, "bins", 0) : 1);
  return d * d + layers * sum;
}
