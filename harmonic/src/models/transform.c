// SPDX-License-Identifier: MIT
// A model whose points are first carried to the whole line and whitened.
#include "affine.h"
#include "bounds.h"
#include "model.h"
#include <harmonic/transform.h>
#include <math.h>
#include <string.h>

typedef struct transformed {
  bounds limits;
  harmonic_whitening whitening;
  affine map; ///< whitening
  harmonic_model *inner;
} transformed;

// ------------------------------------------------------------------ coordinates

/// v [n][ndim], and ln|dv/dx| [n]; points at a bound or beyond get u = 0 and -inf.
static s2_status forward(const transformed *t, int64_t n, const double *x, double *v,
                         double *ln_det)
{
  int ndim = t->limits.ndim;
  for (int64_t i = 0; i < n; ++i)
    bounds_forward(&t->limits, x + i * ndim, v + i * ndim, ln_det + i);
  if (t->whitening == HARMONIC_WHITENING_NONE) return S2_OK;
  for (int64_t i = 0; i < n; ++i) ln_det[i] -= t->map.ln_det;
  return affine_latent(&t->map, n, v, v, NULL);
}

/// v and its determinant, in memory to be freed: [n][ndim] then [n].
static s2_status forward_new(const transformed *t, int64_t n, const double *x, double **v,
                             double **ln_det)
{
  size_t ndim = (size_t)t->limits.ndim;
  *v = s2_priv_alloc((size_t)n * (ndim + 1), sizeof **v);
  if (*v == NULL) return S2_FAIL(S2_ERR_MEMORY, "%lld points", (long long)n);
  *ln_det = *v + (size_t)n * ndim;
  s2_status status = forward(t, n, x, *v, *ln_det);
  if (status != S2_OK) s2_priv_free(*v);
  return status;
}

// ------------------------------------------------------------------ kind

static s2_status ln_density(const void *self, int64_t n, const double *x, double *ln_phi)
{
  const transformed *t = self;
  double *v, *ln_det;
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
  double *v, *own;
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
  int ndim = t->limits.ndim;
  S2_TRY(harmonic_model_sample(t->inner, temperature, seed, first, n, x));
  if (t->whitening != HARMONIC_WHITENING_NONE) S2_TRY(affine_points(&t->map, 1, n, x, x));
  for (int64_t i = 0; i < n; ++i) bounds_backward(&t->limits, x + i * ndim, x + i * ndim);
  return S2_OK;
}

static void destroy(void *self)
{
  transformed *t = self;
  bounds_free(&t->limits);
  affine_free(&t->map);
  harmonic_model_destroy(t->inner);
  s2_priv_free(t);
}

// ------------------------------------------------------------------ fit

/// A chain in the coordinates v (u, before the whitening is known), without points at a bound.
typedef struct carried {
  int64_t n;
  double *v, *ln_post, *weight, *ln_det;
} carried;

static void carried_free(carried *c)
{
  s2_priv_free(c->v);
  s2_priv_free(c->ln_post);
  s2_priv_free(c->weight);
  s2_priv_free(c->ln_det);
}

static s2_status carried_create(carried *c, int64_t n, int ndim)
{
  *c = (carried){.v = s2_priv_alloc((size_t)n * (size_t)ndim, sizeof(double)),
                 .ln_post = s2_priv_alloc((size_t)n, sizeof(double)),
                 .weight = s2_priv_alloc((size_t)n, sizeof(double)),
                 .ln_det = s2_priv_alloc((size_t)n, sizeof(double))};
  if (c->v != NULL && c->ln_post != NULL && c->weight != NULL && c->ln_det != NULL) return S2_OK;
  carried_free(c);
  return S2_FAIL(S2_ERR_MEMORY, "%lld points", (long long)n);
}

/// u(x) of the points that are inside.
static s2_status carry(const transformed *t, harmonic_chain chain, int64_t number, carried *c)
{
  int ndim = t->limits.ndim;
  for (int64_t i = 0; i < chain.n; ++i) {
    const double *x = chain.x + i * ndim;
    int bad = bounds_beyond(&t->limits, x);
    if (bad >= 0)
      return S2_FAIL(S2_ERR_ARGUMENT,
                     "chain %lld, point %lld: parameter %d = %.17g is outside its bounds [%g, %g]",
                     (long long)number, (long long)i, bad, x[bad], t->limits.lower[bad],
                     t->limits.upper[bad]);
    double weight = chain.weight != NULL ? chain.weight[i] : 1;
    if (weight == 0 || !bounds_forward(&t->limits, x, c->v + c->n * ndim, c->ln_det + c->n))
      continue;
    c->ln_post[c->n] = chain.ln_post[i] - c->ln_det[c->n];
    c->weight[c->n++] = weight;
  }
  return S2_OK;
}

/// The chains in coordinates u, and the mean of ln du/dx.
static s2_status carry_all(const transformed *t, const harmonic_chains *from, harmonic_chains **to,
                           double *ln_det)
{
  double sum = 0, weights = 0;
  s2_status status = harmonic_chains_create(to, t->limits.ndim);
  for (int64_t c = 0; status == S2_OK && c < harmonic_chains_count(from); ++c) {
    carried u;
    harmonic_chain chain = harmonic_chains_get(from, c);
    status = carried_create(&u, chain.n, t->limits.ndim);
    if (status != S2_OK) break;
    status = carry(t, chain, c, &u);
    for (int64_t i = 0; status == S2_OK && i < u.n; ++i) {
      sum += u.weight[i] * u.ln_det[i];
      weights += u.weight[i];
    }
    if (status == S2_OK && u.n > 0)
      status = harmonic_chains_add(*to, u.n, u.v, u.ln_post, chain.weight ? u.weight : NULL);
    carried_free(&u);
  }
  if (status == S2_OK && harmonic_chains_size(*to) == 0)
    status = S2_FAIL(S2_ERR_ARGUMENT, "all %lld points are at a bound",
                     (long long)harmonic_chains_size(from));
  if (status != S2_OK) {
    harmonic_chains_destroy(*to);
    *to = NULL;
  }
  *ln_det = sum / weights;
  return status;
}

static s2_status learn_whitening(transformed *t, const harmonic_chains *u)
{
  model_points points;
  if (t->whitening == HARMONIC_WHITENING_NONE) return S2_OK;
  affine_rule rule = {t->whitening == HARMONIC_WHITENING_DIAGONAL, -1};
  S2_TRY(model_points_gather(u, &points));
  s2_status status = affine_fit(&t->map, points.n, points.x, points.weight, rule);
  model_points_free(&points);
  return status;
}

/// v of chains of u; replaces them.
static s2_status whiten(const transformed *t, harmonic_chains **chains)
{
  harmonic_chains *v;
  if (t->whitening == HARMONIC_WHITENING_NONE) return S2_OK;
  S2_TRY(harmonic_chains_create(&v, t->limits.ndim));
  s2_status status = S2_OK;
  for (int64_t c = 0; status == S2_OK && c < harmonic_chains_count(*chains); ++c) {
    carried w;
    harmonic_chain u = harmonic_chains_get(*chains, c);
    status = carried_create(&w, u.n, t->limits.ndim);
    if (status != S2_OK) break;
    status = affine_latent(&t->map, u.n, u.x, w.v, NULL);
    for (int64_t i = 0; i < u.n; ++i) w.ln_post[i] = u.ln_post[i] + t->map.ln_det;
    if (status == S2_OK) status = harmonic_chains_add(v, u.n, w.v, w.ln_post, u.weight);
    carried_free(&w);
  }
  harmonic_chains *spare = status == S2_OK ? *chains : v;
  if (status == S2_OK) *chains = v;
  harmonic_chains_destroy(spare);
  return status;
}

/// Chains to learn from and to judge by, in coordinates v, and their mean ln|dv/dx|.
typedef struct sets {
  harmonic_chains *train, *validate;
  double train_ln_det, validate_ln_det;
} sets;

static s2_status sets_create(transformed *t, const harmonic_chains *train,
                             const harmonic_chains *validate, sets *s)
{
  S2_TRY(carry_all(t, train, &s->train, &s->train_ln_det));
  S2_TRY(learn_whitening(t, s->train));
  S2_TRY(whiten(t, &s->train));
  s->train_ln_det -= t->map.ln_det;
  if (validate == NULL) return S2_OK;
  S2_TRY(carry_all(t, validate, &s->validate, &s->validate_ln_det));
  s->validate_ln_det -= t->map.ln_det;
  return whiten(t, &s->validate);
}

static s2_status fit(void *self, const harmonic_chains *train, const harmonic_chains *validate,
                     const harmonic_fit_options *options, harmonic_fit_report *report)
{
  transformed *t = self;
  sets s = {0};
  s2_status status = sets_create(t, train, validate, &s);
  if (status == S2_OK) status = harmonic_model_fit(t->inner, s.train, s.validate, options, report);
  report->loss -= s.train_ln_det;
  report->validation_loss -= validate != NULL ? s.validate_ln_det : s.train_ln_det;
  harmonic_chains_destroy(s.train);
  harmonic_chains_destroy(s.validate);
  return status;
}

// ------------------------------------------------------------------ life

static s2_status fresh(const void *self, void **fresh);

static const harmonic_model_ops cold = {
    .struct_size = sizeof cold,
    .kind = "transformed",
    .ln_density = ln_density,
    .sample = sample,
    .fit = fit,
    .fresh = fresh,
    .destroy = destroy,
};

/// Of an inner model with a temperature.
static const harmonic_model_ops tempered = {
    .struct_size = sizeof tempered,
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
  t->whitening = whitening;
  s2_status status = bounds_create(&t->limits, ndim, lower, upper);
  if (status == S2_OK && whitening != HARMONIC_WHITENING_NONE)
    status = affine_create(&t->map, ndim);
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
  S2_TRY(create(t->limits.ndim, t->limits.lower, t->limits.upper, t->whitening, &made));
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
  const harmonic_model_ops *ops = harmonic_model_has_temperature(inner) ? &tempered : &cold;
  S2_TRY(model_adopt(model, inner->ndim, ops, t, 0));
  t->inner = inner;
  return S2_OK;
}

const harmonic_model *harmonic_transformed_inner(const harmonic_model *model)
{
  if (model == NULL || (model->ops != &cold && model->ops != &tempered)) return NULL;
  return ((const transformed *)model->self)->inner;
}
