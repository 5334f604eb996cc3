// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "choose.h"
#include "tail.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

#define AGREE 4.0    // sigma of the difference: 20 shapes are compared
#define IGNORED 2.5  // sigma that differences may have before they count as an error
#define HEAVIEST 0.5 // k
// A temperature that corrects the scale of models learned from N points, by chance off by
// var(ln T) = 2/(D N), gains D (ln T)^2 / 4 each way: chi^2_1/N of variance of a in all. What is
// below 3 sigma of it would only fit the points, those that are averaged among them: their mean of
// |z|^2 would enter T and their sum with opposite signs, which makes ln z too large by about 1/N.
#define CHANCE 9.0

/// A selection with all that is known about its shapes.
typedef struct contest {
  const curve *curve;
  const latents *at;
  selection blocks;
  double independent; ///< points
  curve_mean mean[CURVE_SHAPES];
  double *ln_a, *weight; ///< [selected points]
} contest;

static tension compare(const contest *t, int shape)
{
  const curve *c = t->curve;
  const curve_mean *mean = t->mean;
  tension worst = {0.0, 0.0};
  for (int j = shape - 1; j >= 0 && c->shape[j].kind == c->shape[shape].kind; j--) {
    if (!can_judge(mean[j].variance, t->independent)) continue;
    double error = curve_difference_error(c, t->blocks, shape, j);
    double difference = fabs(mean[shape].ln_mean - mean[j].ln_mean);
    // Differences of rounding errors are none.
    if (difference <= 1e-12 * (1.0 + fabs(mean[j].ln_mean))) continue;
    worst.sigmas = fmax(worst.sigmas, difference / error);
    worst.excess = fmax(worst.excess, difference - IGNORED * error);
  }
  return worst;
}

tension choose_tension(const curve *c, selection s, double independent, int shape)
{
  contest t = {.curve = c, .blocks = s, .independent = independent};
  for (int k = 0; k <= shape; k++) t.mean[k] = curve_average(c, s, k);
  return compare(&t, shape);
}

// Shape of the tail of the selected points.
static s2_status tail_of(const contest *t, int shape, double *k)
{
  const curve *c = t->curve;
  const latents *l = t->at;
  base b;
  harmonic_tail tail;
  int64_t n = 0;
  S2_TRY(shape_prepare(&c->shape[shape], c->ndim, &b));
  for (int64_t block = 0; block < c->blocks; block++) {
    if (!selected(c, t->blocks, block)) continue;
    for (int64_t i = c->start[block]; i < c->start[block + 1]; i++) {
      t->weight[n] = latents_weight(l, i);
      t->ln_a[n++] = base_ln_density(&b, l->z2[i], l->ln_det[i]) - l->ln_post[i];
    }
  }
  S2_TRY(harmonic_pareto_tail(n, t->ln_a, t->weight, &tail));
  *k = tail_weight(&tail, n, t->mean[shape].error);
  return S2_OK;
}

// Best of the shapes not yet tried: those without tension first, each by variance; -1: none left.
static int next_candidate(const contest *t, harmonic_shape_kind kind, const double *tensions,
                          const int *tried)
{
  int best = -1;
  for (int k = 0; k < t->curve->nshapes; k++) {
    if (t->curve->shape[k].kind != kind || tried[k] || !(t->mean[k].ln_mean > -INFINITY)) continue;
    if (tensions[k] > AGREE) continue;
    if (best < 0 || t->mean[k].variance < t->mean[best].variance) best = k;
  }
  return best;
}

// The density as the model learned it, T = 1, if `best` is better by chance only; else `best`.
static int prefer_learned(const contest *t, int best, const double *tensions)
{
  for (int k = 0; best >= 0 && k < t->curve->nshapes; k++) {
    const harmonic_shape *shape = &t->curve->shape[k];
    if (shape->kind != HARMONIC_SHAPE_GAUSSIAN || shape->parameter != 1.0) continue;
    if (shape->kind != t->curve->shape[best].kind || tensions[k] > AGREE) continue;
    if (t->mean[k].variance - t->mean[best].variance <= CHANCE / t->independent) return k;
  }
  return best;
}

static s2_status decide(const contest *t, harmonic_shape_kind kind, int *chosen)
{
  double tensions[CURVE_SHAPES], lightest = INFINITY;
  int tried[CURVE_SHAPES] = {0}, first = 1;
  for (int k = 0; k < t->curve->nshapes; k++) tensions[k] = compare(t, k).sigmas;
  *chosen = -1;
  for (;;) {
    double heaviness;
    int k = next_candidate(t, kind, tensions, tried);
    if (k < 0) return S2_OK;
    if (first) k = prefer_learned(t, k, tensions);
    first = 0;
    tried[k] = 1;
    S2_TRY(tail_of(t, k, &heaviness));
    if (*chosen < 0 || heaviness < lightest) {
      lightest = heaviness;
      *chosen = k;
    }
    if (heaviness < HEAVIEST) return S2_OK;
  }
}

s2_status choose_shape(const curve *c, const latents *l, selection s, double independent,
                       harmonic_shape_kind kind, int *chosen)
{
  contest t = {.curve = c, .at = l, .blocks = s, .independent = independent};
  for (int k = 0; k < c->nshapes; k++) t.mean[k] = curve_average(c, s, k);
  t.ln_a = s2_priv_alloc((size_t)l->n, sizeof(double));
  t.weight = s2_priv_alloc((size_t)l->n, sizeof(double));
  s2_status status = S2_OK;
  if (t.ln_a == NULL || t.weight == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points", (long long)l->n);
  if (status == S2_OK) status = decide(&t, kind, chosen);
  s2_priv_free(t.ln_a);
  s2_priv_free(t.weight);
  return status;
}
