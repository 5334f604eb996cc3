// SPDX-License-Identifier: MIT
// What the no-U-turn sampler draws: moments, adaptation, warnings.
#include "samplers.h"
#include "support.h"

#include <math.h>

static void moments_of_an_ill_conditioned_normal_are_right(void **state)
{
  (void)state;
  enum { D = 100, CHAINS = 4 };
  double mean[D], sd[D], chi2 = 0.0;
  normal target = {D, mean, sd};
  for (int i = 0; i < D; ++i) {
    sd[i] = pow(10.0, -2.0 * i / (D - 1)); // variances over 1e4
    mean[i] = 0.1 * i;
  }
  harmonic_nuts_options o = nuts_options(CHAINS, 500, 1000, 2);
  harmonic_nuts *s = nuts_run(D, normal_density, &target, &o);
  for (int i = 0; i < D; ++i) {
    estimate m = nuts_expect(s, D, CHAINS, value, i), m2 = nuts_expect(s, D, CHAINS, square, i);
    double expected = mean[i] * mean[i] + sd[i] * sd[i];
    assert_bound(fabs(m.mean - mean[i]), 4.0 * m.error, "mean of x[%d]", i);
    assert_bound(fabs(m2.mean - expected), 4.0 * m2.error, "square of x[%d]", i);
    chi2 += pow((m.mean - mean[i]) / m.error, 2.0);
  }
  assert_bound(fabs(chi2 - D), 5.0 * sqrt(2.0 * D), "errors of the means are of the size stated");
  harmonic_nuts_summary sum = nuts_summary(s);
  assert_int_equal(sum.draws, CHAINS * 1000);
  assert_int_equal(sum.divergences + sum.outside + sum.depth_hits, 0);
  assert_true(sum.ebfmi > 0.5);
  harmonic_nuts_destroy(s);
}

/// Mean number of steps of a draw.
static double mean_steps(const harmonic_nuts *s, int chains)
{
  double sum = 0.0, count = 0.0;
  for (int c = 0; c < chains; ++c) {
    const harmonic_nuts_draw *draws;
    int64_t n = harmonic_nuts_draws(s, c, NULL, &draws);
    for (int64_t i = 0; i < n; ++i, count += 1.0) sum += draws[i].leapfrogs;
  }
  return sum / count;
}

static void dense_metrics_follow_strong_correlations(void **state)
{
  (void)state;
  enum { D = 20, CHAINS = 4 };
  correlated target = {D, 0.999}; // condition number 2e4
  double steps[2];
  for (int metric = HARMONIC_NUTS_DIAGONAL; metric <= HARMONIC_NUTS_DENSE; ++metric) {
    harmonic_nuts_options o = nuts_options(CHAINS, 1000, 1000, 2);
    o.metric = (harmonic_nuts_metric)metric;
    harmonic_nuts *s = nuts_run(D, correlated_density, &target, &o);
    for (int i = 0; i < D; ++i) {
      estimate m = nuts_expect(s, D, CHAINS, value, i), m2 = nuts_expect(s, D, CHAINS, square, i);
      assert_bound(fabs(m.mean), 4.0 * m.error, "mean of x[%d], metric %d", i, metric);
      assert_bound(fabs(m2.mean - 1.0), 4.0 * m2.error, "square of x[%d], metric %d", i, metric);
    }
    steps[metric] = mean_steps(s, CHAINS);
    harmonic_nuts_destroy(s);
  }
  assert_true(steps[HARMONIC_NUTS_DENSE] < 10.0 && steps[HARMONIC_NUTS_DIAGONAL] > 25.0);
}

static void metrics_adapt_to_the_covariance(void **state)
{
  (void)state;
  enum { D = 4 };
  correlated target = {D, 0.9};
  double step, matrix[D * D];
  harmonic_nuts_options o = nuts_options(1, 4000, 1, 2);
  o.metric = HARMONIC_NUTS_DENSE;
  harmonic_nuts *s = nuts_run(D, correlated_density, &target, &o);
  assert_ok(harmonic_nuts_adapted(s, 0, &step, matrix));
  for (int i = 0; i < D; ++i)
    for (int j = 0; j < D; ++j)
      assert_bound(fabs(matrix[i * D + j] - (i == j ? 1.0 : 0.9)), 0.2, "element %d, %d", i, j);
  assert_true(step > 0.5 && step < 2.0);
  harmonic_nuts_destroy(s);
}

static void acceptance_reaches_its_target(void **state)
{
  (void)state;
  static const double targets[] = {0.65, 0.8, 0.95};
  static const int sizes[] = {5, 50};
  enum { CHAINS = 16, LARGEST = 50 };
  double mean[LARGEST] = {0}, sd[LARGEST];
  for (int i = 0; i < LARGEST; ++i) sd[i] = 1.0 + 0.1 * i;
  for (size_t k = 0; k < COUNT(sizes); ++k)
    for (size_t i = 0; i < COUNT(targets); ++i) {
      normal target = {sizes[k], mean, sd};
      harmonic_nuts_options o = nuts_options(CHAINS, 1000, 500, 2);
      o.target = targets[i];
      harmonic_nuts *s = nuts_run(sizes[k], normal_density, &target, &o);
      assert_bound(fabs(nuts_summary(s).accept - targets[i]), 0.03, "D = %d, target %g, got %g",
                   sizes[k], targets[i], nuts_summary(s).accept);
      harmonic_nuts_destroy(s);
    }
}

static double scale_of_schools(const double *x, int parameter)
{
  (void)parameter;
  return exp(x[1]);
}

// Reference: the posterior of (mu, tau) with the eta integrated out, by quadrature.
static void eight_schools_come_out(void **state)
{
  (void)state;
  static const double eta[SCHOOLS] = {0.316660,  0.097263,  -0.085547, 0.061603,
                                      -0.160764, -0.072232, 0.356726,  0.075607};
  enum { CHAINS = 4 };
  harmonic_nuts_options o = nuts_options(CHAINS, 1000, 5000, 2);
  o.target = 0.9;
  harmonic_nuts *s = nuts_run(SCHOOLS_NDIM, schools_density, NULL, &o);
  estimate mu = nuts_expect(s, SCHOOLS_NDIM, CHAINS, value, 0);
  estimate tau = nuts_expect(s, SCHOOLS_NDIM, CHAINS, scale_of_schools, 0);
  assert_bound(fabs(mu.mean - 4.396821), 4.0 * mu.error, "mu");
  assert_bound(fabs(tau.mean - 3.597706), 4.0 * tau.error, "tau");
  assert_true(mu.error < 0.06 && tau.error < 0.06); // of standard deviations of 3.3
  for (int j = 0; j < SCHOOLS; ++j) {
    estimate e = nuts_expect(s, SCHOOLS_NDIM, CHAINS, value, 2 + j);
    assert_bound(fabs(e.mean - eta[j]), 4.0 * e.error, "eta[%d]", j);
  }
  assert_true(nuts_summary(s).divergences <= 20); // of 20000
  harmonic_nuts_destroy(s);
}

static void funnels_are_flagged(void **state)
{
  (void)state;
  int ndim = 10;
  harmonic_nuts_options o = nuts_options(4, 1000, 1000, 2);
  harmonic_nuts *s = nuts_run(ndim, funnel_density, &ndim, &o);
  harmonic_nuts_summary sum = nuts_summary(s);
  assert_true(sum.divergences > 0);
  assert_true(sum.ebfmi < 0.3);
  harmonic_nuts_destroy(s);
}

static void edges_of_the_support_are_told(void **state)
{
  (void)state;
  trouble half = {.kind = LEAVES, .edge = 1.0};
  harmonic_nuts_options o = nuts_options(4, 500, 2000, 2);
  harmonic_nuts *s = nuts_run(1, trouble_density, &half, &o);
  estimate m = nuts_expect(s, 1, 4, value, 0), m2 = nuts_expect(s, 1, 4, square, 0);
  assert_true(nuts_summary(s).outside > 100);
  assert_int_equal(nuts_summary(s).divergences, 0);
  assert_bound(fabs(m.mean), 4.0 * m.error, "mean of a normal cut at 1");
  assert_bound(fabs(m2.mean - 0.291125), 4.0 * m2.error,
               "its variance, 1 - 2 phi(1) / (2 Phi(1) - 1)");
  half.kind = NOT_A_NUMBER;
  harmonic_nuts *same = nuts_run(1, trouble_density, &half, &o);
  assert_int_equal(nuts_summary(same).outside, nuts_summary(s).outside);
  harmonic_nuts_destroy(s);
  harmonic_nuts_destroy(same);
}

static void trajectories_are_cut_at_the_depth_asked_for(void **state)
{
  (void)state;
  double mean[2] = {0.0, 0.0}, sd[2] = {1.0, 1.0};
  normal target = {2, mean, sd};
  harmonic_nuts_options o = nuts_options(2, 0, 100, 2);
  o.step_size = 1e-3;
  o.max_depth = 4;
  harmonic_nuts *s = nuts_run(2, normal_density, &target, &o);
  assert_int_equal(nuts_summary(s).depth_hits, 200);
  assert_int_equal(nuts_summary(s).leapfrogs, 200 * 15);
  harmonic_nuts_destroy(s);
}

static void draws_become_chains(void **state)
{
  (void)state;
  double mean[3] = {1.0, 2.0, 3.0}, sd[3] = {1.0, 2.0, 3.0};
  normal target = {3, mean, sd};
  harmonic_nuts_options o = nuts_options(3, 200, 100, 2);
  harmonic_nuts_summary sum;
  harmonic_chains *chains;
  assert_ok(harmonic_nuts_sample(&chains, &sum, 3, normal_density, &target, &o));
  assert_int_equal(harmonic_chains_count(chains), 3);
  assert_int_equal(harmonic_chains_size(chains), 300);
  assert_int_equal(sum.draws, 300);
  for (int c = 0; c < 3; ++c) {
    harmonic_chain chain = harmonic_chains_get(chains, c);
    for (int64_t i = 0; i < chain.n; ++i) {
      double ln_post;
      normal_density(&target, chain.x + 3 * i, &ln_post, NULL);
      assert_true(ln_post == chain.ln_post[i]);
    }
  }
  harmonic_chains_destroy(chains);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(moments_of_an_ill_conditioned_normal_are_right),
      cmocka_unit_test(dense_metrics_follow_strong_correlations),
      cmocka_unit_test(metrics_adapt_to_the_covariance),
      cmocka_unit_test(acceptance_reaches_its_target),
      cmocka_unit_test(eight_schools_come_out),
      cmocka_unit_test(funnels_are_flagged),
      cmocka_unit_test(edges_of_the_support_are_told),
      cmocka_unit_test(trajectories_are_cut_at_the_depth_asked_for),
      cmocka_unit_test(draws_become_chains),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
