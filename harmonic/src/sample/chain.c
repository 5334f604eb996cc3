// SPDX-License-Identifier: MIT
#include "chain.h"
#include <math.h>
#include <string.h>

enum { TRIES = 100 };

// Steps beyond these mean that nothing is ever rejected, or everything.
#define LARGEST_STEP 1e7
#define SMALLEST_STEP 1e-30

int64_t chain_kept(const chain *c, int64_t warmup)
{
  return c->done > warmup ? c->done - warmup : 0;
}

// A longer block with the content of the old one; that is freed.
static bool grow(void **block, size_t size, int64_t used, int64_t count)
{
  void *longer = s2_priv_alloc((size_t)count, size);
  if (longer == NULL) return false;
  if (used > 0) memcpy(longer, *block, (size_t)used * size);
  s2_priv_free(*block);
  *block = longer;
  return true;
}

bool chain_reserve(chain *c, int64_t kept, int64_t count)
{
  if (count <= c->capacity) return true;
  void *x = c->x, *draws = c->draws;
  bool grown = grow(&x, (size_t)c->metric.ndim * sizeof(double), kept, count);
  c->x = x;
  grown = grown && grow(&draws, sizeof *c->draws, kept, count);
  c->draws = draws;
  if (grown) c->capacity = count;
  return grown;
}

static fault fault_of(const motion *m)
{
  return m->stopped ? FAULT_STOPPED : FAULT_DENSITY;
}

static bool is_finite(const double *x, int n)
{
  for (int i = 0; i < n; i++)
    if (!isfinite(x[i])) return false;
  return true;
}

// ln P and its gradient at z->q; `usable`: both are finite.
static fault look(chain *c, phase *z, bool *usable)
{
  motion *m = &c->tree.motion;
  m->stopped = m->crew != NULL && !crew_goes_on(m->crew);
  if (m->stopped) return FAULT_STOPPED;
  m->failure = density_at(&m->density, z->q, &z->ln_post, z->g);
  if (m->failure != 0) return FAULT_DENSITY;
  *usable = z->ln_post > -INFINITY && is_finite(z->g, m->density.ndim);
  return FAULT_NONE;
}

static void stand_at(chain *c, const double *q, const double *g, double ln_post)
{
  memcpy(c->q, q, c->metric.n * sizeof(double));
  memcpy(c->g, g, c->metric.n * sizeof(double));
  c->ln_post = ln_post;
}

fault chain_start(chain *c)
{
  phase *z = &c->tree.end[0];
  stream random = c->random;
  bool usable = false;
  for (int i = 0; i < (c->given ? 1 : TRIES) && !usable; i++) {
    for (int k = 0; k < c->metric.ndim; k++)
      z->q[k] = c->given ? c->q[k] : 4.0 * stream_uniform(&random) - 2.0;
    fault met = look(c, z, &usable);
    if (met != FAULT_NONE) return met;
  }
  if (!usable) return c->given ? FAULT_START : FAULT_STARTS;
  stand_at(c, z->q, z->g, z->ln_post);
  c->random = random;
  c->placed = true;
  return FAULT_NONE;
}

static void lift(const chain *c, phase *z)
{
  memcpy(z->q, c->q, c->metric.n * sizeof(double));
  memcpy(z->g, c->g, c->metric.n * sizeof(double));
  z->ln_post = c->ln_post;
}

// Double or halve the step until the acceptance of one step crosses the target (Hoffman & Gelman
// 2014, algorithm 4).
static fault search_step(chain *c, double target)
{
  phase *z = &c->tree.end[0];
  stream random = c->random;
  double step = c->step > 0.0 ? c->step : 1.0;
  int direction = 0;
  while (true) {
    lift(c, z);
    phase_kindle(&c->tree.motion, &random, z);
    double start = z->energy;
    if (!leapfrog(&c->tree.motion, z, step)) return fault_of(&c->tree.motion);
    int side = start - z->energy > log(target) ? 1 : -1;
    if (direction == 0) direction = side;
    if (side != direction) break;
    step *= direction > 0 ? 2.0 : 0.5;
    if (step > LARGEST_STEP) return FAULT_FLAT;
    if (step < SMALLEST_STEP) return FAULT_STEP;
  }
  c->random = random;
  c->step = step;
  c->searching = false;
  averaging_start(&c->averaging, step);
  return FAULT_NONE;
}

static fault adapt(chain *c, const harmonic_nuts_options *o)
{
  window now = window_at(o->warmup, c->done - 1);
  double accept = c->tree.draw.accept;
  c->step = now.settle ? averaging_settle(&c->averaging, o->target, accept)
                       : averaging_learn(&c->averaging, o->target, accept);
  if (now.learn) moments_add(&c->moments, &c->metric, c->q);
  if (now.close) {
    if (!moments_finish(&c->moments, &c->metric)) return FAULT_METRIC;
    c->searching = true;
  }
  if (c->done == o->warmup) c->step = exp(c->averaging.ln_step);
  return FAULT_NONE;
}

static void keep(chain *c, int64_t warmup)
{
  size_t row = (size_t)(c->done - 1 - warmup), ndim = (size_t)c->metric.ndim;
  memcpy(c->x + row * ndim, c->q, ndim * sizeof(double));
  c->draws[row] = c->tree.draw;
}

fault chain_advance(chain *c, const harmonic_nuts_options *o)
{
  fault met = c->placed ? FAULT_NONE : chain_start(c);
  if (met == FAULT_NONE && c->searching) met = search_step(c, o->target);
  if (met != FAULT_NONE) return met;
  stream random = c->random;
  lift(c, &c->tree.end[0]);
  c->tree.step = c->step;
  if (!tree_transition(&c->tree, &random)) return fault_of(&c->tree.motion);
  stand_at(c, c->tree.whole.q, c->tree.whole.g, c->tree.draw.ln_post);
  c->random = random;
  c->leapfrogs += c->tree.draw.leapfrogs;
  c->done++;
  if (c->done <= o->warmup) return adapt(c, o);
  keep(c, o->warmup);
  return FAULT_NONE;
}
