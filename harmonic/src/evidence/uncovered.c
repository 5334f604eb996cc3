// SPDX-License-Identifier: MIT
// How much of phi's mass lies where no sample goes. For every function h of a point,
//   E_phi[h] = z E_post[a h],   a = phi/P,   1/z = E_post[a],
// as long as phi is 0 where the posterior is; a part m of phi's mass beyond it, where h = 1, makes
// the left side larger by m (1 - <h>), and ln z by m. So means of h over draws of phi and, weighted
// by a, over samples are compared. h may be anything that depends on neither: here it is 1 where
// the points that the fold's model has learned from are sparser than phi wants them, by the
// distance r of the nearest one: ln phi + D ln r > limit. Limits are set so that a part q of the
// draws lies above, for some q. Chance differences are normal with a known error, whatever the
// shape of the posterior. Points of two folds are neighbours both ways, which makes the means of
// folds correlated and at most doubles their variance, as in training_error.c: it is doubled. How
// much of an excess is seen depends on D: the farther away neighbours are, the less they tell.
#define S2_LIBRARY "harmonic"
#include "uncovered.h"
#include "series.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>

#define BOTH_WAYS 2.0

/// Parts of the draws that are above a limit.
static const double parts[] = {0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2};
enum {
  PARTS = sizeof parts / sizeof *parts,
  COUNTED = 25 // samples that are expected there, at least: fewer are not normally distributed
};

/// Sums over the weights of points.
typedef struct weights {
  double sum, square;
} weights;

static weights weigh(int64_t n, const point *points)
{
  weights w = {0.0, 0.0};
  for (int64_t i = 0; i < n; i++) {
    w.sum += points[i].weight;
    w.square += points[i].weight * points[i].weight;
  }
  return w;
}

static int descending(const void *a, const void *b)
{
  double x = ((const point *)a)->score, y = ((const point *)b)->score;
  return (x < y) - (x > y);
}

/// Part of the samples' weight above a limit, and its variance.
typedef struct mass {
  double part, variance;
} mass;

static s2_status samples_above(const cover *c, double limit, weights all, double *u, mass *m)
{
  series at = {c->of->folds.segments, c->start};
  double above = 0.0, tau;
  for (int64_t i = 0; i < c->samples; i++)
    if (c->sample[i].score > limit) above += c->sample[i].weight;
  m->part = above / all.sum;
  for (int64_t i = 0; i < c->samples; i++)
    u[i] = c->sample[i].weight * ((c->sample[i].score > limit) - m->part);
  S2_TRY(series_variance(&at, u, &m->variance, &tau));
  m->variance /= all.sum * all.sum;
  return S2_OK;
}

// The limit that shows most mass for certain.
static s2_status compare(cover *c, double *u, harmonic_result *r)
{
  weights samples = weigh(c->samples, c->sample), draws = weigh(c->draws, c->draw);
  double above = 0.0, worst = -INFINITY;
  int64_t i = 0;
  qsort(c->draw, (size_t)c->draws, sizeof *c->draw, descending);
  for (int k = 0; k < PARTS; k++) {
    mass m;
    if (parts[k] * samples.sum * samples.sum < COUNTED * samples.square) continue;
    for (; i < c->draws && above < parts[k] * draws.sum; i++) above += c->draw[i].weight;
    if (i == c->draws) break;
    double part = above / draws.sum, chance = part * (1.0 - part);
    S2_TRY(samples_above(c, c->draw[i].score, samples, u, &m));
    double least = chance * samples.square / (samples.sum * samples.sum);
    double error =
        sqrt(chance * draws.square / (draws.sum * draws.sum) + BOTH_WAYS * fmax(m.variance, least));
    if (!(part - m.part - UNCOVERED_SIGMAS * error > worst)) continue;
    worst = part - m.part - UNCOVERED_SIGMAS * error;
    r->uncovered = part - m.part;
    r->uncovered_error = error;
  }
  return S2_OK;
}

s2_status cross_uncovered(analysis *a)
{
  cover c;
  harmonic_result *r = &a->result;
  r->uncovered = r->uncovered_error = NAN;
  s2_status status = cover_fill(&c, a);
  double *u = NULL;
  if (status == S2_OK) {
    u = s2_priv_alloc((size_t)c.samples, sizeof *u);
    status = u != NULL ? compare(&c, u, r)
                       : S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points", (long long)c.samples);
  }
  s2_priv_free(u);
  cover_free(&c);
  if (status != S2_ERR_UNSUPPORTED && status != S2_ERR_NUMERIC) return status;
  s2_error_clear(); // a model that cannot be drawn from, points that do not fill their space
  return S2_OK;
}
