// SPDX-License-Identifier: MIT
// R-hat, effective sizes and autocorrelation times against theory and against ArviZ.
#include "sets.h"
#include <harmonic/diagnostics.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>
#include <string.h>

/// x[m][n] with x_t = phi x_(t-1) + uniform(-1, 1), from 0, chain i shifted by i shift.
static double *series(uint64_t seed, int64_t m, int64_t n, double phi, double shift)
{
  double *x = malloc((size_t)(m * n) * sizeof *x);
  assert_non_null(x);
  for (int64_t i = 0; i < m; ++i) {
    double v = 0;
    for (int64_t t = 0; t < n; ++t) {
      v = phi * v + uniform(&seed);
      x[i * n + t] = v + shift * (double)i;
    }
  }
  return x;
}

/// A set of one parameter, ln P its negative.
static harmonic_chains *as_set(int64_t m, int64_t n, const double *x, const double *weight)
{
  harmonic_chains *set;
  double *ln_post = malloc((size_t)(m * n) * sizeof *ln_post);
  assert_non_null(ln_post);
  for (int64_t i = 0; i < m * n; ++i) ln_post[i] = -x[i];
  assert_ok(harmonic_chains_create(&set, 1));
  for (int64_t i = 0; i < m; ++i)
    assert_ok(harmonic_chains_add(set, n, x + i * n, ln_post + i * n,
                                  weight == NULL ? NULL : weight + i * n));
  free(ln_post);
  return set;
}

static harmonic_diagnosis diagnose(const harmonic_chains *set)
{
  harmonic_diagnosis d[2];
  assert_ok(harmonic_diagnose(set, 1, d));
  return d[0];
}

static harmonic_diagnosis diagnose_ar1(uint64_t seed, int64_t m, int64_t n, double phi,
                                       double shift)
{
  double *x = series(seed, m, n, phi, shift);
  harmonic_chains *set = as_set(m, n, x, NULL);
  harmonic_diagnosis d = diagnose(set);
  harmonic_chains_destroy(set);
  free(x);
  return d;
}

// ArviZ 0.23.4 (SciPy 1.17.1, NumPy 2.4.6): rhat(rank), ess(bulk, tail, mean), mcse(mean), on the
// series above with a shift of 1/4 between chains; the last one rounded to quarters, so that there
// are ties.
static const struct {
  uint64_t seed;
  int64_t m, n;
  double phi, rhat, bulk, tail, mean, mcse, folded;
} arviz[] = {
    {1, 4, 1000, 0.9, 1.039032511227638, 171.50997219767393, 550.4719934484368, 171.29577139483877,
     0.10240613000041808, 1.002655001617082},
    {2, 3, 301, 0.0, 1.10036001887429, 25.247669120384327, 63.71444703843108, 32.69697905016809,
     0.1066033284430291, 0.9981585203524198},
    {3, 2, 64, -0.5, 1.007377346092894, 269.72287611492715, 139.16731889161858, 269.72287611492715,
     0.03965206983182485, 0.9892500302384346},
    {4, 4, 500, 0.6, 1.075519186999958, 52.90377951696705, 128.87569064216947, 54.87146937945079,
     0.10187273581904673, 1.0125747326085959},
};

static void numbers_are_those_of_arviz(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(arviz); ++k) {
    double *x = series(arviz[k].seed, arviz[k].m, arviz[k].n, arviz[k].phi, 0.25);
    for (int64_t i = 0; k == 3 && i < arviz[k].m * arviz[k].n; ++i) x[i] = rint(4 * x[i]) / 4;
    harmonic_chains *set = as_set(arviz[k].m, arviz[k].n, x, NULL);
    harmonic_diagnosis d = diagnose(set);
    const double pairs[][2] = {{d.rhat, arviz[k].rhat},      {d.ess_bulk, arviz[k].bulk},
                               {d.ess_tail, arviz[k].tail},  {d.ess_mean, arviz[k].mean},
                               {d.mcse_mean, arviz[k].mcse}, {d.rhat_folded, arviz[k].folded}};
    for (size_t i = 0; i < COUNT(pairs); ++i)
      assert_bound(fabs(pairs[i][0] / pairs[i][1] - 1), 1e-10, "case %zu, number %zu: %.17g", k, i,
                   pairs[i][0]);
    harmonic_chains_destroy(set);
    free(x);
  }
}

static void autocorrelation_times_are_those_of_theory(void **state)
{
  (void)state;
  static const double phi[] = {0.0, 0.5, 0.9};
  enum { N = 1 << 19 };
  for (size_t k = 0; k < COUNT(phi); ++k) {
    double *x = series(11 + k, 1, N, phi[k], 0), tau = 0;
    double truth = (1 + phi[k]) / (1 - phi[k]);
    assert_ok(harmonic_autocorrelation_time(N, x, &tau));
    assert_bound(fabs(tau / truth - 1), 0.05, "phi = %g: tau = %g", phi[k], tau);
    free(x);
    harmonic_diagnosis d = diagnose_ar1(21 + k, 4, 1 << 17, phi[k], 0);
    assert_bound(fabs(d.tau / truth - 1), 0.05, "phi = %g: tau = %g of halves", phi[k], d.tau);
    assert_bound(fabs(d.ess_mean * truth / (4 << 17) - 1), 0.05, "phi = %g: ess = %g", phi[k],
                 d.ess_mean);
    assert_bound(fabs(d.rhat - 1), 0.01, "phi = %g: rhat = %g", phi[k], d.rhat);
  }
}

static void independent_points_are_worth_their_number(void **state)
{
  (void)state;
  harmonic_diagnosis d = diagnose_ar1(5, 4, 5000, 0, 0);
  assert_bound(fabs(d.rhat - 1), 0.002, "rhat = %g", d.rhat);
  assert_bound(fabs(d.ess_bulk / 20000 - 1), 0.1, "bulk %g", d.ess_bulk);
  assert_bound(fabs(d.ess_tail / 20000 - 1), 0.1, "tail %g", d.ess_tail);
  assert_bound(fabs(d.mean), 4 * d.mcse_mean, "mean %g", d.mean);
  assert_bound(fabs(d.sd - sqrt(1.0 / 3)), 0.01, "sd %g", d.sd);
}

static void chains_elsewhere_are_flagged(void **state)
{
  (void)state;
  harmonic_diagnosis d = diagnose_ar1(6, 4, 1000, 0, 0.5);
  assert_true(d.rhat > 1.2 && d.rhat_bulk == d.rhat);
  assert_true(d.ess_bulk < 40);
}

static void chains_of_another_width_are_flagged_by_folding(void **state)
{
  (void)state;
  double *x = series(7, 4, 1000, 0, 0);
  for (int i = 0; i < 1000; ++i) x[i] *= 5;
  harmonic_chains *set = as_set(4, 1000, x, NULL);
  harmonic_diagnosis d = diagnose(set);
  assert_true(d.rhat_bulk < 1.02 && d.rhat_folded > 1.1 && d.rhat == d.rhat_folded);
  harmonic_chains_destroy(set);
  free(x);
}

static void identical_chains_do_not_raise_rhat(void **state)
{
  (void)state;
  double *x = series(8, 2, 4000, 0, 0);
  memcpy(x + 4000, x, 4000 * sizeof *x);
  harmonic_chains *set = as_set(2, 4000, x, NULL);
  assert_bound(diagnose(set).rhat, 1.003, "rhat");
  harmonic_chains_destroy(set);
  free(x);
}

static void whole_weights_are_repeats(void **state)
{
  (void)state;
  double *x = series(9, 2, 200, 0.5, 0.1), weight[400], *repeated = malloc(2 * 500 * sizeof *x);
  assert_non_null(repeated);
  for (int i = 0; i < 400; ++i) weight[i] = i % 200 == 7 ? 0 : i % 200 == 8 ? 5 : 1 + 3 * (i % 2);
  for (int j = 0; j < 2; ++j)
    for (int i = 0, to = 0; i < 200; ++i)
      for (int w = 0; w < weight[200 * j + i]; ++w) repeated[500 * j + to++] = x[200 * j + i];
  harmonic_chains *a = as_set(2, 200, x, weight), *b = as_set(2, 500, repeated, NULL);
  harmonic_diagnosis p = diagnose(a), q = diagnose(b);
  assert_bound(fabs(p.mean - q.mean), 1e-14, "means");
  assert_bound(fabs(p.sd - q.sd), 1e-14, "deviations");
  assert_memory_equal(&p.rhat, &q.rhat,
                      offsetof(harmonic_diagnosis, mcse_mean) - offsetof(harmonic_diagnosis, rhat));
  assert_true(p.tau == q.tau);
  harmonic_chains_destroy(a);
  harmonic_chains_destroy(b);
  free(x);
  free(repeated);
}

static void other_weights_leave_only_means_and_sizes(void **state)
{
  (void)state;
  const double x[] = {1, 2, 3, 4}, weight[] = {0.5, 1, 0.5, 0};
  harmonic_chains *set = as_set(1, 4, x, weight);
  assert_true(harmonic_chains_weighted_size(set) == 4 / 1.5);
  harmonic_diagnosis d = diagnose(set);
  assert_true(d.mean == 2 && d.ess_mean == 4 / 1.5);
  assert_true(isnan(d.rhat) && isnan(d.ess_bulk) && isnan(d.tau));
  assert_bound(fabs(d.sd - sqrt(0.5 * 1.6)), 1e-15, "sd %.17g", d.sd);
  harmonic_chains_destroy(set);
}

static void unequal_chains_use_the_last_steps(void **state)
{
  (void)state;
  double *x = series(10, 2, 300, 0.3, 0);
  harmonic_chains *set = as_set(1, 300, x, NULL), *equal = as_set(2, 200, x, NULL);
  harmonic_chains_destroy(equal);
  double ln_post[200] = {0};
  assert_ok(harmonic_chains_add(set, 200, x + 300, ln_post, NULL));
  assert_ok(harmonic_chains_create(&equal, 1));
  assert_ok(harmonic_chains_add(equal, 200, x + 100, ln_post, NULL));
  assert_ok(harmonic_chains_add(equal, 200, x + 300, ln_post, NULL));
  harmonic_diagnosis p = diagnose(set), q = diagnose(equal);
  assert_true(p.rhat == q.rhat && p.ess_bulk == q.ess_bulk && p.ess_tail == q.ess_tail);
  assert_true(p.mean != q.mean); // over all points
  harmonic_chains_destroy(set);
  harmonic_chains_destroy(equal);
  free(x);
}

static void a_constant_is_no_failure(void **state)
{
  (void)state;
  const double x[20] = {0};
  double tau;
  harmonic_chains *set = as_set(2, 10, x, NULL);
  harmonic_diagnosis d = diagnose(set);
  assert_true(isnan(d.rhat) && d.ess_bulk == 20 && d.ess_tail == 20 && d.tau == 1);
  assert_true(d.mean == 0 && d.sd == 0 && d.mcse_mean == 0);
  assert_ok(harmonic_autocorrelation_time(20, x, &tau));
  assert_true(tau == 1);
  harmonic_chains_destroy(set);
}

static void threads_do_not_change_a_bit(void **state)
{
  (void)state;
  double *x = series(12, 1, 6000, 0.8, 0);
  harmonic_chains *set;
  harmonic_diagnosis one[7], two[7];
  assert_ok(harmonic_chains_create(&set, 6));
  for (int j = 0; j < 2; ++j)
    assert_ok(harmonic_chains_add(set, 500, x + 3000 * j, x + 3000 * j, NULL));
  assert_ok(harmonic_diagnose(set, 1, one));
  assert_ok(harmonic_diagnose(set, 2, two));
  assert_memory_equal(one, two, sizeof one);
  harmonic_chains_destroy(set);
  free(x);
}

static void bad_input_is_refused(void **state)
{
  (void)state;
  const double x[] = {1, 2, NAN}, huge[] = {1, 1, 1e12, 1}, points[] = {1, 2, 3, 4};
  double tau = 3;
  harmonic_diagnosis d[2];
  harmonic_chains *set = as_set(1, 3, points, NULL);
  assert_refused(harmonic_diagnose(set, 1, d), S2_ERR_ARGUMENT, "chain 0 has 3 steps", NULL);
  harmonic_chains_destroy(set);
  set = as_set(1, 4, points, huge);
  assert_refused(harmonic_diagnose(set, 1, d), S2_ERR_ARGUMENT, "2^30", NULL);
  assert_refused(harmonic_diagnose(set, -1, d), S2_ERR_ARGUMENT, "threads = -1", NULL);
  harmonic_chains_destroy(set);
  assert_ok(harmonic_chains_create(&set, 1));
  assert_refused(harmonic_diagnose(set, 1, d), S2_ERR_ARGUMENT, "no chain", NULL);
  assert_true(harmonic_chains_weighted_size(set) == 0);
  harmonic_chains_destroy(set);
  assert_refused(harmonic_autocorrelation_time(3, x, &tau), S2_ERR_ARGUMENT, "x[2] = nan", NULL);
  assert_refused(harmonic_autocorrelation_time(1, x, &tau), S2_ERR_ARGUMENT, "n = 1", NULL);
  assert_true(tau == 3);
}

static void failed_allocations_are_reported(void **state)
{
  (void)state;
  double *x = series(13, 2, 50, 0, 0);
  harmonic_chains *set = as_set(2, 50, x, NULL);
  harmonic_diagnosis d[2];
  s2_status status = S2_ERR_MEMORY;
  int failures = 0;
  for (; status == S2_ERR_MEMORY; ++failures) {
    s2_priv_fail_after(failures);
    status = harmonic_diagnose(set, 1, d);
    s2_priv_fail_after(-1);
  }
  assert_ok(status);
  assert_true(failures > 10);
  harmonic_chains_destroy(set);
  free(x);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_those_of_arviz),
      cmocka_unit_test(autocorrelation_times_are_those_of_theory),
      cmocka_unit_test(independent_points_are_worth_their_number),
      cmocka_unit_test(chains_elsewhere_are_flagged),
      cmocka_unit_test(chains_of_another_width_are_flagged_by_folding),
      cmocka_unit_test(identical_chains_do_not_raise_rhat),
      cmocka_unit_test(whole_weights_are_repeats),
      cmocka_unit_test(other_weights_leave_only_means_and_sizes),
      cmocka_unit_test(unequal_chains_use_the_last_steps),
      cmocka_unit_test(a_constant_is_no_failure),
      cmocka_unit_test(threads_do_not_change_a_bit),
      cmocka_unit_test(bad_input_is_refused),
      cmocka_unit_test(failed_allocations_are_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
