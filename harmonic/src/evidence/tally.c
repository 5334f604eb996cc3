// SPDX-License-Identifier: MIT
#include "tally.h"

static const harmonic_extremes none = {INFINITY, -INFINITY};

tally tally_empty(void)
{
  return (tally){
      .ratio = log_sum_zero(), .largest = -INFINITY, .ratios = none, .posts = none, .phis = none};
}

static void widen(harmonic_extremes *e, double low, double high)
{
  e->min = fmin(e->min, low);
  e->max = fmax(e->max, high);
}

void tally_add(tally *t, double ln_phi, double ln_post, double weight)
{
  double ln_ratio = ln_phi - ln_post;
  t->n++;
  t->weight += weight;
  widen(&t->posts, ln_post, ln_post);
  if (ln_phi == -INFINITY) return;
  t->nonzero++;
  t->ln_ratio += ln_ratio;
  widen(&t->ratios, ln_ratio, ln_ratio);
  widen(&t->phis, ln_phi, ln_phi);
  log_sum_add(&t->ratio, ln_ratio, weight);
  if (weight > 0.0) t->largest = fmax(t->largest, ln_ratio + (weight == 1.0 ? 0.0 : log(weight)));
}

void tally_merge(tally *t, const tally *other)
{
  log_sum_merge(&t->ratio, &other->ratio);
  t->weight += other->weight;
  t->ln_ratio += other->ln_ratio;
  t->largest = fmax(t->largest, other->largest);
  widen(&t->ratios, other->ratios.min, other->ratios.max);
  widen(&t->posts, other->posts.min, other->posts.max);
  widen(&t->phis, other->phis.min, other->phis.max);
  t->n += other->n;
  t->nonzero += other->nonzero;
}
