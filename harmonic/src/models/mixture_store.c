// SPDX-License-Identifier: MIT
// A mixture as numbers with names: ln of the weights, then mean and factor of each component.
#include "affine_store.h"
#include "mixture_kind.h"
#include <math.h>
#include <stdio.h>

/// ln of a weight of 0, as files hold finite numbers only.
#define LN_DEAD (-1e300)

static void put_settings(const void *self, store_settings *settings)
{
  const mixture *m = self;
  store_put(settings, "components", m->options.components);
  store_put(settings, "most", m->options.most);
  store_put(settings, "temperature", m->options.temperature);
  store_put(settings, "prior", m->options.prior);
  store_put(settings, "iterations", m->options.iterations);
  store_put(settings, "tolerance", m->options.tolerance);
  store_put(settings, "learned", m->parts.count);
}

static s2_status create_stored(harmonic_model **model, int ndim, const store_settings *settings)
{
  harmonic_mixture_options options;
  int learned = store_get_int(settings, "learned", 0);
  harmonic_mixture_options_init(&options);
  options.components = store_get_int(settings, "components", 0);
  options.most = store_get_int(settings, "most", options.most);
  options.temperature = store_get(settings, "temperature", 1);
  options.prior = store_get(settings, "prior", -1);
  options.iterations = store_get_int(settings, "iterations", options.iterations);
  options.tolerance = store_get(settings, "tolerance", options.tolerance);
  S2_REQUIRE(learned >= 1 && learned <= HARMONIC_COMPONENTS_MAX, "learned = %d is outside 1 .. %d",
             learned, HARMONIC_COMPONENTS_MAX);
  S2_TRY(harmonic_mixture_create(model, ndim, &options));
  s2_status status = components_create(&((mixture *)(*model)->self)->parts, ndim, learned);
  if (status == S2_OK) return S2_OK;
  harmonic_model_destroy(*model);
  *model = NULL;
  return status;
}

static double stored_weight(int ndim, const store_settings *settings)
{
  return (double)ndim * ndim * store_get_int(settings, "learned", 0);
}

static int64_t count_arrays(const void *self)
{
  return 1 + AFFINE_ARRAYS * (int64_t)((const mixture *)self)->parts.count;
}

static void describe(const void *self, int64_t i, store_tensor *tensor)
{
  const mixture *m = self;
  char prefix[32];
  int64_t k = (i - 1) / AFFINE_ARRAYS;
  if (i == 0) {
    *tensor = (store_tensor){"ln_weight", 1, {m->parts.count}};
    return;
  }
  snprintf(prefix, sizeof prefix, "component_%d.", (int)k);
  affine_store_describe(&m->parts.map[k], (i - 1) % AFFINE_ARRAYS, prefix, tensor);
}

static void get(const void *self, int64_t i, double *data)
{
  const mixture *m = self;
  if (i > 0)
    affine_store_get(&m->parts.map[(i - 1) / AFFINE_ARRAYS], (i - 1) % AFFINE_ARRAYS, data);
  for (int k = 0; i == 0 && k < m->parts.count; ++k) data[k] = fmax(m->parts.ln_weight[k], LN_DEAD);
}

static s2_status set_weights(components *parts, const double *ln_weight)
{
  double sum = 0;
  for (int k = 0; k < parts->count; ++k) {
    parts->ln_weight[k] = ln_weight[k] > LN_DEAD ? ln_weight[k] : -INFINITY;
    sum += exp(parts->ln_weight[k]);
  }
  S2_REQUIRE(fabs(sum - 1) < 1e-9, "the sum of the weights is %g, not 1", sum);
  return S2_OK;
}

static s2_status set(void *self, int64_t i, const double *data)
{
  mixture *m = self;
  if (i == 0) return set_weights(&m->parts, data);
  return affine_store_set(&m->parts.map[(i - 1) / AFFINE_ARRAYS], (i - 1) % AFFINE_ARRAYS, data);
}

const store_kind mixture_store = {&mixture_ops, put_settings, create_stored, stored_weight,
                                  count_arrays, describe,     get,           set};
