// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "choose.h"
#include "cross.h"
#include "series.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

static const selection all = {-1, 0};

// Independent points as ln P sees them: a mean of a can look independent where the chain is not.
static s2_status independent_points(const analysis *a, double *independent)
{
  const latents *l = &a->at;
  series s = {a->folds.segments, a->folds.start};
  double mean = 0.0, total = 0.0, square = 0.0, variance, tau;
  for (int64_t i = 0; i < l->n; i++) total += latents_weight(l, i);
  for (int64_t i = 0; i < l->n; i++) mean += latents_weight(l, i) * (l->ln_post[i] / total);
  double *u = s2_priv_alloc((size_t)l->n, sizeof *u);
  if (u == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points", (long long)l->n);
  for (int64_t i = 0; i < l->n; i++) {
    double d = l->ln_post[i] - mean;
    u[i] = latents_weight(l, i) * d;
    square += latents_weight(l, i) * d * d;
  }
  s2_status status = series_variance(&s, u, &variance, &tau);
  s2_priv_free(u);
  *independent = variance > 0.0 ? square * total / variance : (double)l->n;
  return status;
}

// The median of the choices without one fold each.
static s2_status choose(analysis *a)
{
  int sorted[HARMONIC_FOLDS_MAX] = {0}, count = a->folds.count;
  for (int k = 0; k < count; k++) {
    int shape, at = k;
    S2_TRY(choose_shape(&a->curve, &a->at, (selection){k, 1},
                        a->result.independent * (count - 1.0) / count, a->kind, &shape));
    if (shape < 0)
      return S2_FAIL(S2_ERR_NUMERIC, "phi = 0 at all points outside fold %d, for all shapes", k);
    a->result.fold[k].shape = a->curve.shape[shape];
    for (; at > 0 && sorted[at - 1] > shape; at--) sorted[at] = sorted[at - 1];
    sorted[at] = shape;
  }
  a->chosen = sorted[(count - 1) / 2];
  a->result.shape = a->curve.shape[a->chosen];
  return S2_OK;
}

static s2_status fill_folds(analysis *a)
{
  for (int k = 0; k < a->folds.count; k++) {
    harmonic_fold *f = &a->result.fold[k];
    curve_mean mean = curve_average(&a->curve, (selection){k, 0}, a->chosen);
    if (mean.ln_mean == -INFINITY)
      return S2_FAIL(S2_ERR_NUMERIC, "phi = 0 at all points of fold %d", k);
    f->ln_evidence = -mean.ln_mean;
    f->error = mean.error;
  }
  for (int64_t s = 0; s < a->folds.segments; s++)
    a->result.fold[a->folds.fold[s]].nsamples += a->folds.start[s + 1] - a->folds.start[s];
  return S2_OK;
}

static s2_status fill_ln_a(analysis *a)
{
  const latents *l = &a->at;
  int64_t nonzero = 0;
  base b;
  S2_TRY(shape_prepare(&a->result.shape, a->curve.ndim, &b));
  for (int64_t i = 0; i < l->n; i++) {
    a->ln_a[i] = base_ln_density(&b, l->z2[i], l->ln_det[i]) - l->ln_post[i];
    nonzero += a->ln_a[i] > -INFINITY;
  }
  a->result.nonzero = (double)nonzero / (double)l->n;
  return S2_OK;
}

static void fill_curve(analysis *a)
{
  harmonic_result *r = &a->result;
  for (int k = 0; k < a->curve.nshapes; k++) {
    if (a->curve.shape[k].kind != a->kind) continue;
    curve_mean mean = curve_average(&a->curve, all, k);
    r->curve[r->curve_count++] =
        (harmonic_curve_point){a->curve.shape[k], -mean.ln_mean, mean.error, mean.variance};
  }
  tension t = choose_tension(&a->curve, all, r->independent, a->chosen);
  r->variance = curve_average(&a->curve, all, a->chosen).variance;
  r->shape_tension = t.sigmas;
  r->shape_error = t.excess;
}

// The best shape of each other kind, chosen and averaged over all points: a check, not a result.
static s2_status fill_others(analysis *a)
{
  harmonic_result *r = &a->result;
  if (a->kind == HARMONIC_SHAPE_MODEL) return S2_OK;
  for (int kind = HARMONIC_SHAPE_GAUSSIAN; kind <= HARMONIC_SHAPE_BALL; kind++) {
    int shape;
    if ((harmonic_shape_kind)kind == a->kind) continue;
    S2_TRY(choose_shape(&a->curve, &a->at, all, r->independent, (harmonic_shape_kind)kind, &shape));
    if (shape < 0) continue;
    curve_mean mean = curve_average(&a->curve, all, shape);
    // Differences far below the error do not matter, however certain they are.
    double error =
        hypot(curve_difference_error(&a->curve, all, shape, a->chosen), r->errors.jackknife);
    double difference = fabs(mean.ln_mean - r->errors.ln_mean);
    if (can_judge(mean.variance, r->independent))
      r->shape_tension = fmax(r->shape_tension, difference / error);
    r->other[r->other_count++] =
        (harmonic_curve_point){a->curve.shape[shape], -mean.ln_mean, mean.error, mean.variance};
  }
  return S2_OK;
}

/// Weighted sums of a group of points: a fold or a chain.
typedef struct group {
  double weight, sum; ///< of w, of w a/<a>
} group;

// Standard error of the mean of groups, from their scatter.
static double scatter(int64_t count, const group *groups)
{
  double total = 0.0, square = 0.0, share2 = 0.0;
  for (int64_t k = 0; k < count; k++) total += groups[k].weight;
  for (int64_t k = 0; k < count; k++) {
    double share = groups[k].weight / total;
    double d = groups[k].weight > 0.0 ? groups[k].sum / groups[k].weight - 1.0 : 0.0;
    share2 += share * share;
    square += share * d * d;
  }
  return share2 < 1.0 ? sqrt(square / (1.0 / share2 - 1.0)) : NAN;
}

static s2_status fill_scatter(analysis *a)
{
  int64_t nchains = harmonic_chains_count(a->folds.chains);
  group by_fold[HARMONIC_FOLDS_MAX] = {{0}};
  group *by_chain = s2_priv_alloc((size_t)nchains, sizeof *by_chain);
  if (by_chain == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld chains", (long long)nchains);
  for (int64_t s = 0; s < a->folds.segments; s++)
    for (int64_t i = a->folds.start[s]; i < a->folds.start[s + 1]; i++) {
      double w = latents_weight(&a->at, i), t = w * exp(a->ln_a[i] - a->result.errors.ln_mean);
      by_fold[a->folds.fold[s]].weight += w;
      by_fold[a->folds.fold[s]].sum += t;
      by_chain[a->folds.chain[s]].weight += w;
      by_chain[a->folds.chain[s]].sum += t;
    }
  a->result.fold_scatter = scatter(a->folds.count, by_fold);
  a->result.chain_scatter = scatter(nchains, by_chain);
  s2_priv_free(by_chain);
  return S2_OK;
}

// Of one mean: the larger one of jackknife and autocorrelation. The jackknife's own chance error,
// 1/sqrt(2 blocks) of it, is taken off first: the larger one of two that are equal but for chance
// would be too large by half of that.
static double mean_error(const harmonic_errors *e)
{
  if (isnan(e->jackknife)) return e->autocorrelation;
  return fmax(e->jackknife * (1.0 - 1.0 / sqrt(2.0 * (double)e->blocks)), e->autocorrelation);
}

static s2_status fill_error(analysis *a)
{
  harmonic_result *r = &a->result;
  const harmonic_errors *e = &r->errors;
  S2_TRY(cross_training_error(a, &r->training));
  if (r->uncovered > UNCOVERED_SIGMAS * r->uncovered_error) r->cover_error = r->uncovered;
  r->error = hypot(hypot(mean_error(e), r->training), hypot(r->shape_error, r->cover_error));
  r->lower = log1p(r->error);
  r->upper = r->error < 1.0 ? -log1p(-r->error) : INFINITY;
  r->bias = 0.5 * r->error * r->error;
  r->ln_evidence = -e->ln_mean - r->bias;
  return S2_OK;
}

s2_status cross_average(analysis *a)
{
  harmonic_result *r = &a->result;
  const folds *f = &a->folds;
  S2_TRY(curve_fill(&a->curve, &a->at, a->options.threads));
  S2_TRY(independent_points(a, &r->independent));
  S2_TRY(choose(a));
  S2_TRY(fill_folds(a));
  S2_TRY(fill_ln_a(a));
  S2_TRY(harmonic_ln_mean_errors(f->segments, f->start, a->ln_a, a->at.weight, a->options.blocks,
                                 &r->errors));
  S2_TRY(harmonic_pareto_tail(a->at.n, a->ln_a, a->at.weight, &r->tail));
  r->independent = fmin(fmin(r->independent, r->errors.independent), (double)a->at.n);
  fill_curve(a);
  S2_TRY(fill_others(a));
  S2_TRY(fill_scatter(a));
  S2_TRY(cross_mixing(a));
  S2_TRY(cross_uncovered(a));
  return fill_error(a);
}
