// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "models/affine.h"
#include "neighbours.h"
#include "seed.h"
#include "uncovered.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <string.h>

#define STREAM UINT64_C(0x756e636f766572) // keeps draws apart from other uses of the seed
// Fewer points in more dimensions, where trees do not help: it takes little time beside training.
#define MOST 60000.0
enum { FEWEST = 1000, HIGHEST = 20000 };

// Points of each sort that are looked at.
static int64_t most_points(int ndim)
{
  return (int64_t)fmin(HIGHEST, fmax(FEWEST, MOST / (ndim * sqrt(ndim))));
}

/// The points that a fold's model has learned from, white.
typedef struct reference {
  const analysis *of;
  affine white;
  neighbours tree;
} reference;

static void reference_free(reference *r)
{
  affine_free(&r->white);
  s2_priv_free(r->tree.x);
  s2_priv_free(r->tree.axis);
}

// Points in proportion to their weights, at equal steps of the sum of weights; heavy ones once.
static void choose_references(const analysis *a, int fold, int64_t most, neighbours *t)
{
  const folds *f = &a->folds;
  double total = 0.0, sum = 0.0;
  for (int64_t s = 0; s < f->segments; s++)
    for (int64_t i = f->start[s]; f->fold[s] != fold && i < f->start[s + 1]; i++)
      total += latents_weight(&a->at, i);
  double step = total / (double)most, next = 0.5 * step;
  for (int64_t s = 0; s < f->segments; s++) {
    if (f->fold[s] == fold) continue;
    harmonic_chain c = folds_segment(f, s);
    for (int64_t i = 0; i < c.n; i++) {
      sum += latents_weight(&a->at, f->start[s] + i);
      if (!(sum > next)) continue;
      memcpy(t->x + t->n++ * t->ndim, c.x + i * t->ndim, (size_t)t->ndim * sizeof(double));
      while (next < sum) next += step;
    }
  }
}

static s2_status whiten(reference *r)
{
  neighbours *t = &r->tree;
  double *ones = s2_priv_alloc((size_t)t->n, sizeof *ones);
  if (ones == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points", (long long)t->n);
  for (int64_t i = 0; i < t->n; i++) ones[i] = 1.0;
  s2_status status = affine_create(&r->white, t->ndim);
  if (status == S2_OK) status = affine_fit(&r->white, t->n, t->x, ones, (affine_rule){0, -1.0});
  if (status == S2_OK) status = affine_latent(&r->white, t->n, t->x, t->x, NULL);
  s2_priv_free(ones);
  return status;
}

static s2_status reference_create(reference *r, const analysis *a, int fold)
{
  int ndim = a->curve.ndim;
  int64_t most = most_points(ndim);
  if (most > a->at.n) most = a->at.n;
  *r = (reference){.of = a, .tree = {.ndim = ndim}};
  r->tree.x = s2_priv_alloc((size_t)most * (size_t)ndim, sizeof(double));
  r->tree.axis = s2_priv_alloc((size_t)most, sizeof(int));
  if (r->tree.x == NULL || r->tree.axis == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points", (long long)most);
  choose_references(a, fold, most, &r->tree);
  S2_TRY(whiten(r));
  neighbours_build(&r->tree);
  return S2_OK;
}

// Add D ln r to the scores of points x [n][ndim], which become white.
static s2_status add_distances(const reference *r, int64_t n, double *x, point *points)
{
  int ndim = r->tree.ndim;
  S2_TRY(affine_latent(&r->white, n, x, x, NULL));
#ifdef _OPENMP
  int threads = s2_priv_threads(r->of->options.threads);
#  pragma omp parallel for num_threads(threads) schedule(dynamic, 64)
#endif
  for (int64_t i = 0; i < n; i++)
    points[i].score += 0.5 * ndim * log(neighbours_distance2(&r->tree, x + i * ndim));
  return S2_OK;
}

// ------------------------------------------------------------------ samples

static s2_status fill_samples(cover *c, const reference *r, int fold, double *x)
{
  const analysis *a = c->of;
  const folds *f = &a->folds;
  size_t ndim = (size_t)a->curve.ndim;
  for (int64_t s = 0; s < f->segments; s++) {
    if (f->fold[s] != fold) continue;
    harmonic_chain chain = folds_segment(f, s);
    int64_t n = 0, first = f->start[s] + (c->step - f->start[s] % c->step) % c->step;
    point *to = c->sample + c->start[s];
    for (int64_t i = first; i < f->start[s + 1]; i += c->step, n++) {
      memcpy(x + (size_t)n * ndim, chain.x + (size_t)(i - f->start[s]) * ndim, ndim * sizeof *x);
      to[n].score = a->ln_a[i] + a->at.ln_post[i];
      to[n].weight = latents_weight(&a->at, i) * exp(a->ln_a[i] - a->result.errors.ln_mean);
    }
    S2_TRY(add_distances(r, n, x, to));
  }
  return S2_OK;
}

// ------------------------------------------------------------------ draws

// Shapes other than the Gaussian are made of draws at T = 1, by weights.
static s2_status fill_draws(const analysis *a, const reference *r, int fold, int64_t n, double *x,
                            point *draw)
{
  const harmonic_shape *shape = &a->result.shape;
  harmonic_shape full = {HARMONIC_SHAPE_GAUSSIAN, 1.0};
  if (shape->kind == HARMONIC_SHAPE_GAUSSIAN || shape->kind == HARMONIC_SHAPE_MODEL) full = *shape;
  double temperature = full.kind == HARMONIC_SHAPE_GAUSSIAN ? full.parameter : 1.0;
  double *z2 = x + n * a->curve.ndim, *ln_det = z2 + n;
  base wanted, drawn;
  S2_TRY(shape_prepare(shape, a->curve.ndim, &wanted));
  S2_TRY(shape_prepare(&full, a->curve.ndim, &drawn));
  S2_TRY(harmonic_model_sample(a->model[fold], temperature,
                               seed_part(a->options.seed ^ STREAM, fold), 0, n, x));
  S2_TRY(latents_evaluate(a->model[fold], n, x, z2, ln_det));
  for (int64_t i = 0; i < n; i++) {
    draw[i].score = base_ln_density(&wanted, z2[i], ln_det[i]);
    draw[i].weight = exp(draw[i].score - base_ln_density(&drawn, z2[i], ln_det[i]));
  }
  return add_distances(r, n, x, draw);
}

// ------------------------------------------------------------------ both

static s2_status fill_fold(cover *c, int fold, int64_t first, int64_t end, double *x)
{
  reference r;
  s2_status status = reference_create(&r, c->of, fold);
  if (status == S2_OK) status = fill_samples(c, &r, fold, x);
  if (status == S2_OK) status = fill_draws(c->of, &r, fold, end - first, x, c->draw + first);
  reference_free(&r);
  return status;
}

// Folds have draws in proportion to their weights, as they have samples.
static s2_status fill_folds(cover *c, double *x)
{
  const analysis *a = c->of;
  double total = 0.0, sum = 0.0, weight[HARMONIC_FOLDS_MAX] = {0.0};
  int64_t first = 0;
  for (int64_t s = 0; s < a->folds.segments; s++)
    for (int64_t i = a->folds.start[s]; i < a->folds.start[s + 1]; i++)
      weight[a->folds.fold[s]] += latents_weight(&a->at, i);
  for (int k = 0; k < a->folds.count; k++) total += weight[k];
  for (int k = 0; k < a->folds.count; k++) {
    sum += weight[k];
    int64_t end = k + 1 < a->folds.count ? (int64_t)((double)c->draws * (sum / total)) : c->draws;
    S2_TRY(fill_fold(c, k, first, end, x));
    first = end;
  }
  return S2_OK;
}

s2_status cover_fill(cover *c, const analysis *a)
{
  const folds *f = &a->folds;
  int64_t most = most_points(a->curve.ndim);
  *c = (cover){.of = a, .step = (a->at.n + most - 1) / most};
  c->samples = (a->at.n + c->step - 1) / c->step;
  c->draws = most < a->at.n ? most : a->at.n;
  size_t width = (size_t)a->curve.ndim + 2;
  double *x = s2_priv_alloc((size_t)c->draws * width, sizeof *x);
  c->draw = s2_priv_alloc((size_t)c->draws, sizeof *c->draw);
  c->sample = s2_priv_alloc((size_t)c->samples, sizeof *c->sample);
  c->start = s2_priv_alloc((size_t)f->segments + 1, sizeof *c->start);
  s2_status status = S2_OK;
  if (x == NULL || c->draw == NULL || c->sample == NULL || c->start == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "no memory for %lld draws", (long long)c->draws);
  for (int64_t s = 0; status == S2_OK && s <= f->segments; s++)
    c->start[s] = (f->start[s] + c->step - 1) / c->step;
  if (status == S2_OK) status = fill_folds(c, x);
  s2_priv_free(x);
  return status;
}

void cover_free(cover *c)
{
  s2_priv_free(c->draw);
  s2_priv_free(c->sample);
  s2_priv_free(c->start);
  *c = (cover){0};
}
