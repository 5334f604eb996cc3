// SPDX-License-Identifier: MIT
#include "affine_store.h"
#include "draws.h"
#include "model.h"
#include <harmonic/gaussian.h>
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/priv/options.h>

/// z = L^-1 (x - mean) is standard normal.
typedef struct gaussian {
  affine_rule rule;
  affine map;
} gaussian;

static const harmonic_gaussian_options defaults = {.struct_size = sizeof defaults, .shrinkage = -1};

void harmonic_gaussian_options_init_sized(harmonic_gaussian_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

// ------------------------------------------------------------------ kind

static s2_status latent(const void *self, int64_t n, const double *x, double *z2, double *ln_det)
{
  const gaussian *g = self;
  for (int64_t i = 0; i < n; ++i) ln_det[i] = -g->map.ln_det;
  return affine_latent(&g->map, n, x, NULL, z2);
}

static s2_status ln_density(const void *self, int64_t n, const double *x, double *ln_phi)
{
  const gaussian *g = self;
  double peak = -0.5 * g->map.ndim * log(2 * S2_PI) - g->map.ln_det;
  S2_TRY(affine_latent(&g->map, n, x, NULL, ln_phi));
  for (int64_t i = 0; i < n; ++i) ln_phi[i] = peak - 0.5 * ln_phi[i];
  return S2_OK;
}

static s2_status sample(const void *self, double temperature, uint64_t seed, int64_t first,
                        int64_t n, double *x)
{
  const gaussian *g = self;
  draw_normals(seed, DRAW_LATENT, first, n, g->map.ndim, x);
  return affine_points(&g->map, sqrt(temperature), n, x, x);
}

static s2_status fit(void *self, const harmonic_chains *train, const harmonic_chains *validate,
                     const harmonic_fit_options *options, harmonic_fit_report *report);

static s2_status fresh(const void *self, void **fresh);

static void destroy(void *self)
{
  gaussian *g = self;
  affine_free(&g->map);
  s2_priv_free(g);
}

static const harmonic_model_ops ops = {
    .struct_size = sizeof ops,
    .kind = "gaussian",
    .ln_density = ln_density,
    .latent = latent,
    .sample = sample,
    .fit = fit,
    .fresh = fresh,
    .destroy = destroy,
};

static s2_status fit(void *self, const harmonic_chains *train, const harmonic_chains *validate,
                     const harmonic_fit_options *options, harmonic_fit_report *report)
{
  gaussian *g = self;
  model_points points;
  (void)options;
  S2_TRY(model_points_gather(train, &points));
  s2_status status = affine_fit(&g->map, points.n, points.x, points.weight, g->rule);
  model_points_free(&points);
  return status == S2_OK ? model_report(&ops, g, train, validate, report) : status;
}

// ------------------------------------------------------------------ life

static s2_status create(int ndim, affine_rule rule, gaussian **made)
{
  gaussian *g = s2_priv_alloc(1, sizeof *g);
  if (g == NULL) return S2_FAIL(S2_ERR_MEMORY, "gaussian");
  g->rule = rule;
  s2_status status = affine_create(&g->map, ndim);
  if (status == S2_OK) {
    *made = g;
    return S2_OK;
  }
  s2_priv_free(g);
  return status;
}

static s2_status fresh(const void *self, void **fresh)
{
  const gaussian *g = self;
  gaussian *made = NULL;
  S2_TRY(create(g->map.ndim, g->rule, &made));
  *fresh = made;
  return S2_OK;
}

s2_status harmonic_gaussian_create(harmonic_model **model, int ndim,
                                   const harmonic_gaussian_options *options)
{
  harmonic_gaussian_options own;
  gaussian *g = NULL;
  S2_TRY(model_check_new(model, ndim));
  S2_ADOPT_OPTIONS("harmonic_gaussian_options_init()", options, defaults, &own);
  S2_REQUIRE(own.shrinkage <= 1, "shrinkage = %g is above 1", own.shrinkage);
  S2_TRY(create(ndim, (affine_rule){own.diagonal != 0, own.shrinkage}, &g));
  return model_adopt(model, ndim, &ops, g, 0);
}

s2_status harmonic_gaussian_create_given(harmonic_model **model, int ndim, const double *mean,
                                         const double *covariance)
{
  gaussian *g = NULL;
  S2_TRY(model_check_new(model, ndim));
  S2_REQUIRE(mean != NULL && covariance != NULL, "%s is NULL",
             mean == NULL ? "mean" : "covariance");
  S2_TRY(create(ndim, (affine_rule){.shrinkage = -1}, &g));
  s2_status status = affine_set(&g->map, mean, covariance);
  if (status == S2_OK) return model_adopt(model, ndim, &ops, g, 1);
  destroy(g);
  return status;
}

// ------------------------------------------------------------------ file

static void put_settings(const void *self, store_settings *settings)
{
  const gaussian *g = self;
  store_put(settings, "diagonal", g->rule.diagonal);
  store_put(settings, "shrinkage", g->rule.shrinkage);
}

static s2_status create_stored(harmonic_model **model, int ndim, const store_settings *settings)
{
  harmonic_gaussian_options options = defaults;
  options.diagonal = store_get_int(settings, "diagonal", 0);
  options.shrinkage = store_get(settings, "shrinkage", -1);
  return harmonic_gaussian_create(model, ndim, &options);
}

static double stored_weight(int ndim, const store_settings *settings)
{
  (void)settings;
  return (double)ndim * ndim;
}

static int64_t count_arrays(const void *self)
{
  (void)self;
  return AFFINE_ARRAYS;
}

static void describe(const void *self, int64_t i, store_tensor *tensor)
{
  affine_store_describe(&((const gaussian *)self)->map, i, "", tensor);
}

static void get(const void *self, int64_t i, double *data)
{
  affine_store_get(&((const gaussian *)self)->map, i, data);
}

static s2_status set(void *self, int64_t i, const double *data)
{
  return affine_store_set(&((gaussian *)self)->map, i, data);
}

const store_kind gaussian_store = {&ops,         put_settings, create_stored, stored_weight,
                                   count_arrays, describe,     get,           set};
