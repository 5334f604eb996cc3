// SPDX-License-Identifier: MIT
// Chains in the coordinates of a transformed model.
#include "circle.h"
#include "coordinates.h"
#include "model.h"
#include <math.h>

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
static s2_status carry(const coordinates *t, harmonic_chain chain, int64_t number, carried *c)
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
static s2_status carry_all(const coordinates *t, const harmonic_chains *from, harmonic_chains **to,
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

static s2_status learn_whitening(coordinates *t, const harmonic_chains *u)
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
static s2_status whiten(const coordinates *t, harmonic_chains **chains)
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

/// Circular parameters are cut open where there are fewest points.
static void learn_turns(coordinates *t, const harmonic_chains *train)
{
  bounds *b = &t->limits;
  for (int d = 0; d < b->ndim; ++d) {
    if (!bounds_is_circular(b, d)) continue;
    double cut = circle_emptiest(train, d, b->lower[d], b->upper[d]);
    b->turn[d] = cut > b->lower[d] ? b->upper[d] - cut : 0;
  }
}

s2_status coordinates_learn(coordinates *t, const harmonic_chains *train,
                            const harmonic_chains *validate, carried_sets *s)
{
  *s = (carried_sets){0};
  learn_turns(t, train);
  S2_TRY(carry_all(t, train, &s->train, &s->train_ln_det));
  S2_TRY(learn_whitening(t, s->train));
  S2_TRY(whiten(t, &s->train));
  s->train_ln_det -= t->map.ln_det;
  if (validate == NULL) return S2_OK;
  S2_TRY(carry_all(t, validate, &s->validate, &s->validate_ln_det));
  s->validate_ln_det -= t->map.ln_det;
  return whiten(t, &s->validate);
}
