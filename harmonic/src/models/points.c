// SPDX-License-Identifier: MIT
// The points that a model learns from, and those that judge it.
#include "draws.h"
#include "model.h"
#include <string.h>

void model_points_free(model_points *points)
{
  s2_priv_free(points->x);
  s2_priv_free(points->ln_post);
  s2_priv_free(points->weight);
  *points = (model_points){0};
}

static s2_status take(model_points *points, int64_t n, int ndim)
{
  int64_t size;
  *points = (model_points){.n = n};
  if (!s2_priv_mul(n, ndim, &size)) return S2_FAIL(S2_ERR_MEMORY, "%lld points", (long long)n);
  points->x = s2_priv_alloc((size_t)size, sizeof(double));
  points->ln_post = s2_priv_alloc((size_t)n, sizeof(double));
  points->weight = s2_priv_alloc((size_t)n, sizeof(double));
  if (points->x != NULL && points->ln_post != NULL && points->weight != NULL) return S2_OK;
  model_points_free(points);
  return S2_FAIL(S2_ERR_MEMORY, "%lld points of %d parameters", (long long)n, ndim);
}

/// Weights of mean 1.
static void normalise(model_points *points)
{
  double sum = 0;
  for (int64_t i = 0; i < points->n; ++i) sum += points->weight[i];
  for (int64_t i = 0; i < points->n && sum > 0; ++i) points->weight[i] *= (double)points->n / sum;
}

/// Whether point `index` is kept back.
static int is_kept(const harmonic_fit_options *options, int64_t index)
{
  return draw_uniform(options->seed, DRAW_SPLIT, index) < options->validation;
}

/// Copy the points of which kept() is `which`; NULL options: all.
static s2_status copy(const harmonic_chains *chains, const harmonic_fit_options *options, int which,
                      model_points *points)
{
  int ndim = harmonic_chains_ndim(chains);
  int64_t count = harmonic_chains_size(chains), n = 0, index = 0;
  for (int64_t i = 0; i < count; ++i) n += options == NULL || is_kept(options, i) == which;
  S2_TRY(take(points, n, ndim));
  n = 0;
  for (int64_t c = 0; c < harmonic_chains_count(chains); ++c) {
    harmonic_chain chain = harmonic_chains_get(chains, c);
    for (int64_t i = 0; i < chain.n; ++i, ++index) {
      if (options != NULL && is_kept(options, index) != which) continue;
      memcpy(points->x + n * ndim, chain.x + i * ndim, (size_t)ndim * sizeof(double));
      points->ln_post[n] = chain.ln_post[i];
      points->weight[n++] = chain.weight != NULL ? chain.weight[i] : 1;
    }
  }
  normalise(points);
  return S2_OK;
}

s2_status model_points_gather(const harmonic_chains *chains, model_points *points)
{
  return copy(chains, NULL, 0, points);
}

s2_status model_points_split(const harmonic_chains *train, const harmonic_chains *validate,
                             const harmonic_fit_options *options, model_points *learn,
                             model_points *judge)
{
  int own = validate == NULL && options->validation > 0;
  *judge = (model_points){0};
  S2_TRY(copy(train, own ? options : NULL, 0, learn));
  s2_status status = S2_OK;
  if (own) status = copy(train, options, 1, judge);
  if (validate != NULL) status = copy(validate, NULL, 0, judge);
  if (status == S2_OK && learn->n == 0)
    status = S2_FAIL(S2_ERR_ARGUMENT, "validation = %g leaves none of %lld points to learn from",
                     options->validation, (long long)harmonic_chains_size(train));
  if (status != S2_OK) {
    model_points_free(learn);
    model_points_free(judge);
  }
  return status;
}
