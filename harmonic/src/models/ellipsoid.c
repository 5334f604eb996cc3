// SPDX-License-Identifier: MIT
#include "affine_store.h"
#include "draws.h"
#include "evidence/chi2.h"
#include "radius.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/priv/options.h>

typedef struct ellipsoid {
  harmonic_ellipsoid_options options;
  affine map;     ///< carries it to a ball
  double r2;      ///< R^2
  double ln_peak; ///< ln phi at the centre
} ellipsoid;

static const harmonic_ellipsoid_options defaults = {
    .struct_size = sizeof defaults, .filling = HARMONIC_FILLING_UNIFORM, .shrinkage = -1};

void harmonic_ellipsoid_options_init_sized(harmonic_ellipsoid_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

static int is_normal(const ellipsoid *e)
{
  return e->options.filling == HARMONIC_FILLING_NORMAL;
}

// ------------------------------------------------------------------ kind

static s2_status ln_density(const void *self, int64_t n, const double *x, double *ln_phi)
{
  const ellipsoid *e = self;
  double slope = is_normal(e) ? -0.5 : 0;
  S2_TRY(affine_latent(&e->map, n, x, NULL, ln_phi));
  for (int64_t i = 0; i < n; ++i)
    ln_phi[i] = ln_phi[i] < e->r2 ? e->ln_peak + slope * ln_phi[i] : -INFINITY;
  return S2_OK;
}

/// |z| of a point that has the part u of the mass nearer to the centre.
static double distance(const ellipsoid *e, double u)
{
  int ndim = e->map.ndim;
  if (!is_normal(e)) return sqrt(e->r2) * pow(u, 1.0 / ndim);
  return sqrt(chi2_quantile(ndim, u * chi2_mass(ndim, e->r2)));
}

static s2_status sample(const void *self, double temperature, uint64_t seed, int64_t first,
                        int64_t n, double *x)
{
  const ellipsoid *e = self;
  int ndim = e->map.ndim;
  (void)temperature;
  draw_normals(seed, DRAW_LATENT, first, n, ndim, x);
  for (int64_t i = 0; i < n; ++i) {
    double *z = x + i * ndim, norm = 0;
    for (int d = 0; d < ndim; ++d) norm += z[d] * z[d];
    double scale = distance(e, draw_uniform(seed, DRAW_CHOICE, first + i)) / sqrt(norm);
    for (int d = 0; d < ndim; ++d) z[d] *= scale;
  }
  return affine_points(&e->map, 1, n, x, x);
}

static void destroy(void *self)
{
  ellipsoid *e = self;
  affine_free(&e->map);
  s2_priv_free(e);
}

static s2_status fit(void *self, const harmonic_chains *train, const harmonic_chains *validate,
                     const harmonic_fit_options *options, harmonic_fit_report *report);

static s2_status fresh(const void *self, void **fresh);

static const harmonic_model_ops ops = {
    .struct_size = sizeof ops,
    .kind = "ellipsoid",
    .ln_density = ln_density,
    .sample = sample,
    .fit = fit,
    .fresh = fresh,
    .destroy = destroy,
};

// ------------------------------------------------------------------ fit

static void set_radius(ellipsoid *e, double r2)
{
  int ndim = e->map.ndim;
  e->r2 = r2;
  e->ln_peak = -radius_ln_content(e->options.filling, ndim, r2) - e->map.ln_det;
  if (is_normal(e)) e->ln_peak -= 0.5 * ndim * log(2 * S2_PI);
}

/// R^2 that needs no points.
static double given_radius(const ellipsoid *e)
{
  double radius = e->options.radius;
  return radius > 0 ? radius * radius : radius_default(e->options.filling, e->map.ndim);
}

static s2_status best_radius(ellipsoid *e, const model_points *points, double *r2)
{
  double *z2 = s2_priv_alloc((size_t)points->n, sizeof *z2);
  if (z2 == NULL) return S2_FAIL(S2_ERR_MEMORY, "%lld distances", (long long)points->n);
  s2_status status = affine_latent(&e->map, points->n, points->x, NULL, z2);
  if (status == S2_OK) status = radius_best(e->options.filling, e->map.ndim, points, z2, r2);
  s2_priv_free(z2);
  return status;
}

static s2_status fit_points(ellipsoid *e, const model_points *points)
{
  double r2 = given_radius(e);
  affine_rule rule = {e->options.diagonal != 0, e->options.shrinkage};
  S2_TRY(affine_fit(&e->map, points->n, points->x, points->weight, rule));
  if (e->options.optimise) S2_TRY(best_radius(e, points, &r2));
  set_radius(e, r2);
  return S2_OK;
}

static s2_status fit(void *self, const harmonic_chains *train, const harmonic_chains *validate,
                     const harmonic_fit_options *options, harmonic_fit_report *report)
{
  model_points points;
  (void)options;
  S2_TRY(model_points_gather(train, &points));
  s2_status status = fit_points(self, &points);
  model_points_free(&points);
  return status == S2_OK ? model_report(&ops, self, train, validate, report) : status;
}

// ------------------------------------------------------------------ life

static s2_status check_options(const harmonic_ellipsoid_options *o)
{
  S2_REQUIRE(o->filling == HARMONIC_FILLING_UNIFORM || o->filling == HARMONIC_FILLING_NORMAL,
             "filling = %d is outside 0 .. 1", (int)o->filling);
  S2_REQUIRE(o->shrinkage <= 1, "shrinkage = %g is above 1", o->shrinkage);
  S2_REQUIRE(o->radius >= 0 && isfinite(o->radius), "radius = %g is not finite and >= 0",
             o->radius);
  return S2_OK;
}

static s2_status create(int ndim, const harmonic_ellipsoid_options *options, ellipsoid **made)
{
  ellipsoid *e = s2_priv_alloc(1, sizeof *e);
  if (e == NULL) return S2_FAIL(S2_ERR_MEMORY, "ellipsoid");
  e->options = *options;
  s2_status status = affine_create(&e->map, ndim);
  if (status == S2_OK)
    *made = e;
  else
    s2_priv_free(e);
  return status;
}

static s2_status fresh(const void *self, void **fresh)
{
  const ellipsoid *e = self;
  ellipsoid *made = NULL;
  S2_TRY(create(e->map.ndim, &e->options, &made));
  *fresh = made;
  return S2_OK;
}

s2_status harmonic_ellipsoid_create(harmonic_model **model, int ndim,
                                    const harmonic_ellipsoid_options *options)
{
  harmonic_ellipsoid_options own;
  ellipsoid *e = NULL;
  S2_TRY(model_check_new(model, ndim));
  S2_ADOPT_OPTIONS("harmonic_ellipsoid_options_init()", options, defaults, &own);
  S2_TRY(check_options(&own));
  S2_TRY(create(ndim, &own, &e));
  return model_adopt(model, ndim, &ops, e, 0);
}

s2_status harmonic_ellipsoid_create_given(harmonic_model **model, int ndim, const double *centre,
                                          const double *covariance,
                                          const harmonic_ellipsoid_options *options)
{
  harmonic_ellipsoid_options own;
  ellipsoid *e = NULL;
  S2_TRY(model_check_new(model, ndim));
  S2_REQUIRE(centre != NULL && covariance != NULL, "%s is NULL",
             centre == NULL ? "centre" : "covariance");
  S2_ADOPT_OPTIONS("harmonic_ellipsoid_options_init()", options, defaults, &own);
  S2_TRY(check_options(&own));
  S2_TRY(create(ndim, &own, &e));
  s2_status status = affine_set(&e->map, centre, covariance);
  if (status != S2_OK) {
    destroy(e);
    return status;
  }
  set_radius(e, given_radius(e));
  return model_adopt(model, ndim, &ops, e, 1);
}

s2_status harmonic_hypersphere_create(harmonic_model **model, int ndim, const double *centre,
                                      const double *inverse_variance, double radius)
{
  harmonic_ellipsoid_options options = defaults;
  S2_TRY(model_check_new(model, ndim));
  S2_REQUIRE(centre != NULL && inverse_variance != NULL, "%s is NULL",
             centre == NULL ? "centre" : "inverse_variance");
  S2_REQUIRE(radius > 0, "radius = %g is not above 0", radius);
  for (int d = 0; d < ndim; ++d)
    S2_REQUIRE(inverse_variance[d] > 0, "inverse_variance[%d] = %g is not above 0", d,
               inverse_variance[d]);
  size_t n = (size_t)ndim;
  double *covariance = s2_priv_alloc(n * n, sizeof *covariance);
  if (covariance == NULL) return S2_FAIL(S2_ERR_MEMORY, "covariance of %d parameters", ndim);
  for (size_t d = 0; d < n; ++d) covariance[d * (n + 1)] = 1 / inverse_variance[d];
  options.radius = radius;
  options.diagonal = 1;
  s2_status status = harmonic_ellipsoid_create_given(model, ndim, centre, covariance, &options);
  s2_priv_free(covariance);
  return status;
}

s2_status harmonic_ellipsoid_size(const harmonic_model *model, double *radius, double *ln_volume)
{
  S2_REQUIRE(model != NULL && radius != NULL && ln_volume != NULL, "%s is NULL",
             model == NULL ? "model" : "radius or ln_volume");
  S2_REQUIRE(model->ops == &ops, "a model of kind %s is no ellipsoid", model->ops->kind);
  S2_REQUIRE(model->fitted, "the ellipsoid is not fitted: see harmonic_model_fit()");
  const ellipsoid *e = model->self;
  *radius = sqrt(e->r2);
  *ln_volume = radius_ln_ball(e->map.ndim, e->r2) + e->map.ln_det;
  return S2_OK;
}

// ------------------------------------------------------------------ file

static void put_settings(const void *self, store_settings *settings)
{
  const harmonic_ellipsoid_options *o = &((const ellipsoid *)self)->options;
  store_put(settings, "filling", o->filling);
  store_put(settings, "diagonal", o->diagonal);
  store_put(settings, "shrinkage", o->shrinkage);
  store_put(settings, "radius", o->radius);
  store_put(settings, "optimise", o->optimise);
}

static s2_status create_stored(harmonic_model **model, int ndim, const store_settings *settings)
{
  harmonic_ellipsoid_options options = defaults;
  options.filling = (harmonic_filling)store_get_int(settings, "filling", 0);
  options.diagonal = store_get_int(settings, "diagonal", 0);
  options.shrinkage = store_get(settings, "shrinkage", -1);
  options.radius = store_get(settings, "radius", 0);
  options.optimise = store_get_int(settings, "optimise", 0);
  return harmonic_ellipsoid_create(model, ndim, &options);
}

static double stored_weight(int ndim, const store_settings *settings)
{
  (void)settings;
  return (double)ndim * ndim;
}

/// The map, then R^2, which needs it.
static int64_t count_arrays(const void *self)
{
  (void)self;
  return AFFINE_ARRAYS + 1;
}

static void describe(const void *self, int64_t i, store_tensor *tensor)
{
  affine_store_describe(&((const ellipsoid *)self)->map, i, "", tensor);
  if (i == AFFINE_ARRAYS) *tensor = (store_tensor){"radius2", 1, {1}};
}

static void get(const void *self, int64_t i, double *data)
{
  const ellipsoid *e = self;
  if (i == AFFINE_ARRAYS)
    *data = e->r2;
  else
    affine_store_get(&e->map, i, data);
}

static s2_status set(void *self, int64_t i, const double *data)
{
  ellipsoid *e = self;
  if (i < AFFINE_ARRAYS) return affine_store_set(&e->map, i, data);
  S2_REQUIRE(*data > 0, "radius2 = %g is not above 0", *data);
  set_radius(e, *data);
  return S2_OK;
}

const store_kind ellipsoid_store = {&ops,         put_settings, create_stored, stored_weight,
                                    count_arrays, describe,     get,           set};
