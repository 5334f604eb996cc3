// SPDX-License-Identifier: MIT
// Expectation-maximisation (Dempster, Laird & Rubin 1977) with a prior on the covariances.
#include "components.h"
#include "moments.h"
#include <math.h>
#include <string.h>

/// Points of one block of the expectation step.
enum { BLOCK = 1024 };

/// Part of the points below which a component is dead.
#define DEAD 1e-12

/// ln of a responsibility that is taken as 0.
#define LN_DEAD (-50.0)

typedef struct work {
  components *c;
  const model_points *points;
  affine all;             ///< normal distribution of all points
  double *prior;          ///< [ndim][ndim] prior covariance
  double prior_points;    ///< what it is worth
  double *responsibility; ///< [count][n]
  double *weight;         ///< [n] of one component; ln phi
  double *covariance;     ///< [ndim][ndim]
} work;

static void work_free(work *w)
{
  void *blocks[] = {w->prior, w->responsibility, w->weight, w->covariance};
  affine_free(&w->all);
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; ++k) s2_priv_free(blocks[k]);
}

static s2_status work_create(work *w)
{
  size_t n = (size_t)w->points->n, ndim = (size_t)w->c->ndim, count = (size_t)w->c->count;
  w->prior = s2_priv_alloc(ndim * ndim, sizeof *w->prior);
  w->responsibility = s2_priv_alloc(n * count, sizeof *w->responsibility);
  w->weight = s2_priv_alloc(n, sizeof *w->weight);
  w->covariance = s2_priv_alloc(ndim * ndim, sizeof *w->covariance);
  if (w->prior == NULL || w->responsibility == NULL || w->weight == NULL || w->covariance == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "a mixture of %d components over %lld points", w->c->count,
                   (long long)w->points->n);
  return affine_create(&w->all, w->c->ndim);
}

/// L L^T count^(-2/D), the covariance of all points shared out to `count` components.
static void set_prior(work *w, double points)
{
  int ndim = w->c->ndim;
  double scale = pow(w->c->count, -2.0 / ndim);
  for (int i = 0; i < ndim; ++i)
    for (int j = 0; j < ndim; ++j) {
      const double *a = w->all.lower + (int64_t)i * ndim, *b = w->all.lower + (int64_t)j * ndim;
      double sum = 0;
      for (int k = 0; k <= i && k <= j; ++k) sum += a[k] * b[k];
      w->prior[(int64_t)i * ndim + j] = scale * sum;
    }
  w->prior_points = points >= 0 ? points : ndim + 2.0;
}

/// One component from its responsibilities.
static s2_status maximise(work *w, int k)
{
  const model_points *p = w->points;
  int64_t size = (int64_t)w->c->ndim * w->c->ndim;
  affine *map = &w->c->map[k];
  double total = 0;
  for (int64_t i = 0; i < p->n; ++i)
    total += w->weight[i] = p->weight[i] * w->responsibility[k * p->n + i];
  w->c->ln_weight[k] = total > DEAD * (double)p->n ? log(total / (double)p->n) : -INFINITY;
  if (w->c->ln_weight[k] == -INFINITY) return affine_set(map, w->all.mean, w->prior);
  S2_TRY(moments(p->n, w->c->ndim, p->x, w->weight, map->mean, w->covariance));
  for (int64_t e = 0; e < size; ++e)
    w->covariance[e] =
        (total * w->covariance[e] + w->prior_points * w->prior[e]) / (total + w->prior_points);
  return affine_set(map, map->mean, w->covariance);
}

/// Responsibilities of one block; w->weight receives ln phi.
static s2_status expect_block(work *w, int64_t first, int64_t n, double *each)
{
  const components *c = w->c;
  double *ln_phi = w->weight + first;
  S2_TRY(components_ln_density(c, 1, n, w->points->x + first * c->ndim, each, ln_phi));
  for (int k = 0; k < c->count; ++k)
    for (int64_t i = 0; i < n; ++i) {
      double ln = each[k * n + i] - ln_phi[i];
      w->responsibility[k * w->points->n + first + i] = ln > LN_DEAD ? exp(ln) : 0;
    }
  return S2_OK;
}

/// Responsibilities of all points, and the mean of ln phi.
static s2_status expect(work *w, int threads, double *mean)
{
  int64_t n = w->points->n, blocks = (n + BLOCK - 1) / BLOCK, size = BLOCK * (int64_t)w->c->count;
  threads = threads < blocks ? threads : (int)blocks;
  double *each = s2_priv_alloc((size_t)threads * (size_t)size, sizeof *each);
  if (each == NULL) return S2_FAIL(S2_ERR_MEMORY, "densities of %d components", w->c->count);
  int failed = 0;
#ifdef _OPENMP
#  pragma omp parallel for schedule(static) num_threads(threads) if (threads > 1)                  \
      reduction(|                                                                                  \
                : failed)
#endif
  for (int t = 0; t < threads; ++t)
    for (int64_t b = t; b < blocks; b += threads) {
      int64_t first = b * BLOCK, rest = n - first;
      failed |= expect_block(w, first, rest < BLOCK ? rest : BLOCK, each + t * size) != S2_OK;
    }
  s2_priv_free(each);
  // Blocks fail by memory alone, and their messages stay with their threads.
  if (failed) return S2_FAIL(S2_ERR_MEMORY, "densities of %d components", w->c->count);
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) sum += w->points->weight[i] * w->weight[i];
  *mean = sum / (double)n;
  return S2_OK;
}

static s2_status tell(const learning *how, double done)
{
  const harmonic_fit_options *fit = how->fit;
  if (fit->progress == NULL ||
      fit->progress(fit->user, how->from + (how->to - how->from) * done, "mixture") == 0)
    return S2_OK;
  return S2_FAIL(S2_ERR_CANCELLED, "after %d steps", how->steps);
}

static s2_status iterate(work *w, learning *how)
{
  double before = -INFINITY, now = -INFINITY;
  int most = how->options->iterations;
  for (how->steps = 0; how->steps < most; before = now) {
    S2_TRY(tell(how, (double)how->steps / most));
    for (int k = 0; k < w->c->count; ++k) S2_TRY(maximise(w, k));
    ++how->steps;
    S2_TRY(expect(w, s2_priv_threads(how->fit->threads), &now));
    if (now - before < how->options->tolerance) break;
  }
  return S2_OK;
}

s2_status components_learn(components *c, int count, const model_points *points, learning *how)
{
  work w = {.c = c, .points = points};
  S2_TRY(components_create(c, c->ndim, count));
  s2_status status = work_create(&w);
  if (status == S2_OK)
    status = affine_fit(&w.all, points->n, points->x, points->weight, (affine_rule){0, -1});
  if (status == S2_OK && count == 1) {
    // One component is the normal distribution of all points: no steps, no prior.
    affine_free(&c->map[0]);
    c->ln_weight[0] = 0;
    status = affine_copy(&c->map[0], &w.all);
  } else if (status == S2_OK) {
    set_prior(&w, how->options->prior);
    status = components_start(count, &w.all, points, how->fit->seed, w.responsibility);
    if (status == S2_OK) status = iterate(&w, how);
  }
  work_free(&w);
  if (status != S2_OK) components_free(c);
  return status;
}
