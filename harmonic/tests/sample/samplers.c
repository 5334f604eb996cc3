// SPDX-License-Identifier: MIT
#include "samplers.h"
#include "support.h"

#include <math.h>

harmonic_nuts_options nuts_options(int chains, int64_t warmup, int64_t draws, uint64_t seed)
{
  harmonic_nuts_options o;
  harmonic_nuts_options_init(&o);
  o.chains = chains;
  o.warmup = warmup;
  o.draws = draws;
  o.seed = seed;
  return o;
}

harmonic_ensemble_options ensemble_options(int walkers, int64_t burnin, int64_t draws,
                                           uint64_t seed)
{
  harmonic_ensemble_options o;
  harmonic_ensemble_options_init(&o);
  o.walkers = walkers;
  o.burnin = burnin;
  o.draws = draws;
  o.seed = seed;
  return o;
}

harmonic_nuts *nuts_run(int ndim, harmonic_density_fn *density, void *user,
                        const harmonic_nuts_options *o)
{
  harmonic_nuts *s;
  assert_ok(harmonic_nuts_create(&s, ndim, density, user, o));
  assert_ok(harmonic_nuts_run(s, 0));
  return s;
}

harmonic_ensemble *ensemble_run(int ndim, harmonic_density_fn *density, void *user,
                                const harmonic_ensemble_options *o)
{
  harmonic_ensemble *s;
  assert_ok(harmonic_ensemble_create(&s, ndim, density, user, o));
  assert_ok(harmonic_ensemble_run(s, 0));
  return s;
}

harmonic_nuts_summary nuts_summary(const harmonic_nuts *s)
{
  harmonic_nuts_summary sum;
  harmonic_nuts_summarise(s, &sum);
  return sum;
}

harmonic_ensemble_summary ensemble_summary(const harmonic_ensemble *s)
{
  harmonic_ensemble_summary sum;
  harmonic_ensemble_summarise(s, &sum);
  return sum;
}

// ------------------------------------------------------------------ the sampler that is cut

correlated cut_target = {CUT_NDIM, 0.5};

harmonic_nuts_options cut_options(harmonic_nuts_metric metric)
{
  harmonic_nuts_options o = nuts_options(CUT_CHAINS, CUT_WARMUP, CUT_DRAWS, 9);
  o.metric = metric;
  return o;
}

harmonic_nuts *cut_create(const harmonic_nuts_options *o)
{
  harmonic_nuts *s;
  assert_ok(harmonic_nuts_create(&s, CUT_NDIM, correlated_density, &cut_target, o));
  return s;
}

// ------------------------------------------------------------------ means

double value(const double *x, int parameter)
{
  return x[parameter];
}

double square(const double *x, int parameter)
{
  return x[parameter] * x[parameter];
}

/// Means of parts, added up.
typedef struct parts {
  int ndim, parameter;
  function *f;
  double count, sum, squares;
} parts;

static void add_part(parts *p, int64_t n, const double *x)
{
  double mean = 0.0;
  for (int64_t i = 0; i < n; ++i) mean += p->f(x + i * p->ndim, p->parameter) / (double)n;
  p->sum += mean;
  p->squares += mean * mean;
  p->count += 1.0;
}

static estimate mean_of(const parts *p)
{
  double mean = p->sum / p->count;
  return (estimate){mean, sqrt((p->squares / p->count - mean * mean) / (p->count - 1.0))};
}

estimate nuts_expect(const harmonic_nuts *s, int ndim, int chains, function *f, int parameter)
{
  enum { PART = 50 };
  parts p = {ndim, parameter, f, 0.0, 0.0, 0.0};
  for (int c = 0; c < chains; ++c) {
    const double *x;
    int64_t n = harmonic_nuts_draws(s, c, &x, NULL);
    for (int64_t first = 0; first + PART <= n; first += PART) add_part(&p, PART, x + first * ndim);
  }
  return mean_of(&p);
}

estimate ensemble_expect(const harmonic_ensemble *s, int ndim, function *f, int parameter)
{
  enum { PARTS = 20 };
  parts p = {ndim, parameter, f, 0.0, 0.0, 0.0};
  harmonic_chains *chains;
  assert_ok(harmonic_ensemble_chains(&chains, s, PARTS));
  assert_int_equal(harmonic_chains_count(chains), PARTS);
  for (int i = 0; i < PARTS; ++i) {
    harmonic_chain c = harmonic_chains_get(chains, i);
    add_part(&p, c.n, c.x);
  }
  harmonic_chains_destroy(chains);
  return mean_of(&p);
}
