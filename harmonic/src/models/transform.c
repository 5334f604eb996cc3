// SPDX-License-Identifier: MIT
// A model whose points are first carried to the whole line and whitened.
#include "transform_kind.h"
#include <math.h>

/// v and its determinant, in memory to be freed: [n][ndim] then [n].
static s2_status forward_new(const transformed *t, int64_t n, const double *x, double **v,
                             double **ln_det)
{
  size_t ndim = (size_t)t->v.limits.ndim;
  *v = s2_priv_alloc((size_t)n * (ndim + 1), sizeof **v);
  if (*v == NULL) return S2_FAIL(S2_ERR_MEMORY, "%lld points", (long long)n);
  *ln_det = *v + (size_t)n * ndim;
  s2_status status = coordinates_forward(&t->v, n, x, *v, *ln_det);
  if (status != S2_OK) s2_priv_free(*v);
  return status;
}

// ------------------------------------------------------------------ kind

static s2_status ln_density(const void *self, int64_t n, const double *x, double *ln_phi)
{
  const transformed *t = self;
  double *v = NULL, *ln_det = NULL;
  S2_TRY(forward_new(t, n, x, &v, &ln_det));
  s2_status status = harmonic_model_ln_density(t->inner, 1, n, v, ln_phi);
  for (int64_t i = 0; i < n && status == S2_OK; ++i)
    ln_phi[i] = ln_det[i] == -INFINITY ? -INFINITY : ln_phi[i] + ln_det[i];
  s2_priv_free(v);
  return status;
}

static s2_status latent(const void *self, int64_t n, const double *x, double *z2, double *ln_det)
{
  const transformed *t = self;
  double *v = NULL, *own = NULL;
  S2_TRY(forward_new(t, n, x, &v, &own));
  s2_status status = harmonic_model_latent(t->inner, n, v, z2, ln_det);
  for (int64_t i = 0; i < n && status == S2_OK; ++i) {
    int outside = own[i] == -INFINITY;
    z2[i] = outside ? INFINITY : z2[i];
    ln_det[i] = outside ? 0 : ln_det[i] + own[i];
  }
  s2_priv_free(v);
  return status;
}

static s2_status sample(const void *self, double temperature, uint64_t seed, int64_t first,
                        int64_t n, double *x)
{
  const transformed *t = self;
  S2_TRY(harmonic_model_sample(t->inner, temperature, seed, first, n, x));
  return coordinates_backward(&t->v, n, x, x);
}

static void destroy(void *self)
{
  transformed *t = self;
  coordinates_free(&t->v);
  harmonic_model_destroy(t->inner);
  s2_priv_free(t);
}

// ------------------------------------------------------------------ fit

static s2_status fit(void *self, const harmonic_chains *train, const harmonic_chains *validate,
                     const harmonic_fit_options *options, harmonic_fit_report *report)
{
  transformed *t = self;
  carried_sets s;
  s2_status status = coordinates_learn(&t->v, train, validate, &s);
  if (status == S2_OK) status = harmonic_model_fit(t->inner, s.train, s.validate, options, report);
  report->loss -= s.train_ln_det;
  report->validation_loss -= validate != NULL ? s.validate_ln_det : s.train_ln_det;
  harmonic_chains_destroy(s.train);
  harmonic_chains_destroy(s.validate);
  return status;
}

// ------------------------------------------------------------------ life

static s2_status fresh(const void *self, void **fresh);

const harmonic_model_ops transformed_cold = {
    .struct_size = sizeof transformed_cold,
    .kind = "transformed",
    .ln_density = ln_density,
    .sample = sample,
    .fit = fit,
    .fresh = fresh,
    .destroy = destroy,
};

/// Of an inner model with a temperature.
const harmonic_model_ops transformed_tempered = {
    .struct_size = sizeof transformed_tempered,
    .kind = "transformed",
    .ln_density = ln_density,
    .latent = latent,
    .sample = sample,
    .fit = fit,
    .fresh = fresh,
    .destroy = destroy,
};

/// Without the inner model.
static s2_status create(int ndim, const double *lower, const double *upper,
                        harmonic_whitening whitening, transformed **made)
{
  transformed *t = s2_priv_alloc(1, sizeof *t);
  if (t == NULL) return S2_FAIL(S2_ERR_MEMORY, "transformed");
  s2_status status = coordinates_create(&t->v, ndim, lower, upper, whitening);
  if (status == S2_OK)
    *made = t;
  else
    destroy(t);
  return status;
}

static s2_status fresh(const void *self, void **fresh)
{
  const transformed *t = self;
  transformed *made = NULL;
  S2_TRY(create(t->v.limits.ndim, t->v.limits.lower, t->v.limits.upper, t->v.whitening, &made));
  for (int d = 0; d < t->v.limits.ndim; ++d)
    if (bounds_is_circular(&t->v.limits, d)) made->v.limits.turn[d] = 0;
  s2_status status = harmonic_model_fresh(&made->inner, t->inner);
  if (status == S2_OK)
    *fresh = made;
  else
    destroy(made);
  return status;
}

s2_status harmonic_transformed_create(harmonic_model **model, harmonic_model *inner,
                                      const double *lower, const double *upper,
                                      harmonic_whitening whitening)
{
  transformed *t = NULL;
  S2_REQUIRE(model != NULL, "model is NULL");
  *model = NULL;
  S2_REQUIRE(inner != NULL, "inner is NULL");
  S2_REQUIRE(whitening >= HARMONIC_WHITENING_NONE && whitening <= HARMONIC_WHITENING_FULL,
             "whitening = %d is outside 0 .. 2", (int)whitening);
  S2_TRY(create(inner->ndim, lower, upper, whitening, &t));
  const harmonic_model_ops *ops =
      harmonic_model_has_temperature(inner) ? &transformed_tempered : &transformed_cold;
  S2_TRY(model_adopt(model, inner->ndim, ops, t, 0));
  t->inner = inner;
  return S2_OK;
}

static int is_transformed(const harmonic_model *model)
{
  return model->ops == &transformed_cold || model->ops == &transformed_tempered;
}

s2_status harmonic_transformed_set_circular(harmonic_model *model, int parameter)
{
  S2_REQUIRE(model != NULL, "model is NULL");
  S2_REQUIRE(is_transformed(model), "a model of kind %s is not transformed", model->ops->kind);
  S2_REQUIRE(parameter >= 0 && parameter < model->ndim, "parameter = %d is outside 0 .. %d",
             parameter, model->ndim - 1);
  bounds *limits = &((transformed *)model->self)->v.limits;
  double lower = limits->lower[parameter], upper = limits->upper[parameter];
  S2_REQUIRE(isfinite(lower) && isfinite(upper),
             "parameter %d has the bounds [%g, %g]: a circular one needs two", parameter, lower,
             upper);
  limits->turn[parameter] = 0;
  model->fitted = 0;
  return S2_OK;
}

const harmonic_model *harmonic_transformed_inner(const harmonic_model *model)
{
  if (model == NULL || !is_transformed(model)) return NULL;
  return ((const transformed *)model->self)->inner;
}
