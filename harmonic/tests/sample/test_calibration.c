// SPDX-License-Identifier: MIT
// Simulation-based calibration (Talts et al. 2018): for parameters drawn from the prior and data
// drawn with them, the ranks of the true parameters among posterior draws are uniform: the samplers
// as users call them, warm-up included, over hundreds of posteriors. Finer errors show in
// test_exact.
#include "support.h"

#include <harmonic/ensemble.h>
#include <harmonic/nuts.h>
#include <math.h>
#include <s2common/rng.h>

/// y_i ~ N(mu, exp(s)); mu ~ N(0, 1), s ~ N(0, 1).
enum { NDATA = 4, NDIM = 2 };
typedef struct data {
  double y[NDATA];
} data;

static int ln_posterior(void *user, const double *x, double *ln_post, double *gradient)
{
  const data *d = user;
  double mu = x[0], s = x[1], precision = exp(-2.0 * s), sum = 0.0, squares = 0.0;
  for (int i = 0; i < NDATA; ++i) {
    sum += d->y[i] - mu;
    squares += (d->y[i] - mu) * (d->y[i] - mu);
  }
  *ln_post = -0.5 * precision * squares - NDATA * s - 0.5 * mu * mu - 0.5 * s * s;
  if (gradient != NULL) gradient[0] = precision * sum - mu;
  if (gradient != NULL) gradient[1] = precision * squares - NDATA - s;
  return 0;
}

static void draw_prior(int replication, double truth[NDIM], data *d)
{
  double z[2];
  s2_rng_normal2(1, 1, (uint64_t)replication * 4, truth);
  for (int i = 0; i < NDATA; ++i) {
    if (i % 2 == 0) s2_rng_normal2(1, 1, (uint64_t)(replication * 4 + 1 + i / 2), z);
    d->y[i] = truth[0] + exp(truth[1]) * z[i % 2];
  }
}

enum { REPLICATIONS = 700, RANKS = 20, THIN = 8, BINS = 10 };

/// A truth with its data, and ranks.
typedef struct replication {
  uint64_t seed;
  data data;
  double truth[NDIM], ln_truth;
  int rank[NDIM + 1]; ///< of x and of ln P, among RANKS - 1 nearly independent draws
} replication;

typedef void sampler(replication *r);

/// Count a draw.
static void rank(replication *r, const double *x, double ln_post)
{
  for (int k = 0; k < NDIM; ++k) r->rank[k] += x[k] < r->truth[k];
  r->rank[NDIM] += ln_post < r->ln_truth;
}

static void by_nuts(replication *r, harmonic_nuts_metric metric)
{
  harmonic_nuts *s;
  const double *x;
  const harmonic_nuts_draw *draws;
  harmonic_nuts_options o;
  harmonic_nuts_options_init(&o);
  o.chains = 1;
  o.warmup = 150;
  o.draws = (RANKS - 1) * THIN;
  o.metric = metric;
  o.check_gradient = 0;
  o.seed = r->seed;
  assert_ok(harmonic_nuts_create(&s, NDIM, ln_posterior, &r->data, &o));
  assert_ok(harmonic_nuts_run(s, 0));
  int64_t n = harmonic_nuts_draws(s, 0, &x, &draws);
  for (int64_t i = THIN - 1; i < n; i += THIN) rank(r, x + i * NDIM, draws[i].ln_post);
  harmonic_nuts_destroy(s);
}

static void by_diagonal(replication *r)
{
  by_nuts(r, HARMONIC_NUTS_DIAGONAL);
}

static void by_dense(replication *r)
{
  by_nuts(r, HARMONIC_NUTS_DENSE);
}

/// The first walker.
static void by_ensemble(replication *r)
{
  harmonic_ensemble *s;
  const double *x, *ln_post;
  harmonic_ensemble_options o;
  harmonic_ensemble_options_init(&o);
  o.walkers = 8;
  o.burnin = 150;
  o.draws = RANKS - 1;
  o.thin = 2 * THIN;
  o.threads = 1;
  o.seed = r->seed;
  assert_ok(harmonic_ensemble_create(&s, NDIM, ln_posterior, &r->data, &o));
  assert_ok(harmonic_ensemble_run(s, 0));
  int64_t n = harmonic_ensemble_draws(s, &x, &ln_post);
  for (int64_t i = 0; i < n; ++i) rank(r, x + i * 8 * NDIM, ln_post[8 * i]);
  harmonic_ensemble_destroy(s);
}

static void check_ranks(sampler *sample)
{
  int counts[NDIM + 1][BINS] = {{0}};
  for (int i = 0; i < REPLICATIONS; ++i) {
    replication r = {.seed = (uint64_t)i};
    draw_prior(i, r.truth, &r.data);
    ln_posterior(&r.data, r.truth, &r.ln_truth, NULL);
    sample(&r);
    for (int k = 0; k <= NDIM; ++k) ++counts[k][r.rank[k] * BINS / RANKS];
  }
  for (int k = 0; k <= NDIM; ++k) {
    double chi2 = 0.0, expected = (double)REPLICATIONS / BINS;
    for (int b = 0; b < BINS; ++b) chi2 += pow(counts[k][b] - expected, 2.0) / expected;
    assert_bound(chi2, 27.9, "quantity %d: chi squared of 9 degrees, p = 0.001", k);
  }
}

static void ranks_are_uniform_with_a_diagonal_metric(void **state)
{
  (void)state;
  check_ranks(by_diagonal);
}

static void ranks_are_uniform_with_a_dense_metric(void **state)
{
  (void)state;
  check_ranks(by_dense);
}

static void ranks_are_uniform_in_an_ensemble(void **state)
{
  (void)state;
  check_ranks(by_ensemble);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ranks_are_uniform_with_a_diagonal_metric),
      cmocka_unit_test(ranks_are_uniform_with_a_dense_metric),
      cmocka_unit_test(ranks_are_uniform_in_an_ensemble),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
