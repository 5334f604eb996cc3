// SPDX-License-Identifier: MIT
// Simulation-based calibration (Talts et al. 2018): for parameters drawn from the prior and data
// drawn with them, the ranks of the true parameters among posterior draws are uniform. Any error of
// the sampler's stationary distribution bends them.
#include "support.h"

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

enum { REPLICATIONS = 2000, RANKS = 20, THIN = 8, BINS = 10 };

/// Ranks of the truth among RANKS - 1 nearly independent draws: mu, s, ln P.
static void count_ranks(const harmonic_nuts *s, const double *truth, double ln_truth,
                        int rank[NDIM + 1])
{
  const double *x;
  const harmonic_nuts_draw *draws;
  int64_t n = harmonic_nuts_draws(s, 0, &x, &draws);
  assert_int_equal(n, (RANKS - 1) * THIN);
  for (int k = 0; k <= NDIM; ++k) rank[k] = 0;
  for (int64_t i = THIN - 1; i < n; i += THIN) {
    for (int k = 0; k < NDIM; ++k) rank[k] += x[i * NDIM + k] < truth[k];
    rank[NDIM] += draws[i].ln_post < ln_truth;
  }
}

static void ranks_are_uniform(harmonic_nuts_metric metric)
{
  int counts[NDIM + 1][BINS] = {{0}};
  harmonic_nuts_options o;
  harmonic_nuts_options_init(&o);
  o.chains = 1;
  o.warmup = 150;
  o.draws = (RANKS - 1) * THIN;
  o.metric = metric;
  o.check_gradient = 0;
  for (int r = 0; r < REPLICATIONS; ++r) {
    double truth[NDIM], ln_truth;
    int rank[NDIM + 1];
    data d;
    harmonic_nuts *s;
    draw_prior(r, truth, &d);
    ln_posterior(&d, truth, &ln_truth, NULL);
    o.seed = (uint64_t)r;
    assert_ok(harmonic_nuts_create(&s, NDIM, ln_posterior, &d, &o));
    assert_ok(harmonic_nuts_run(s, 0));
    count_ranks(s, truth, ln_truth, rank);
    harmonic_nuts_destroy(s);
    for (int k = 0; k <= NDIM; ++k) ++counts[k][rank[k] * BINS / RANKS];
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
  ranks_are_uniform(HARMONIC_NUTS_DIAGONAL);
}

static void ranks_are_uniform_with_a_dense_metric(void **state)
{
  (void)state;
  ranks_are_uniform(HARMONIC_NUTS_DENSE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ranks_are_uniform_with_a_diagonal_metric),
      cmocka_unit_test(ranks_are_uniform_with_a_dense_metric),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
