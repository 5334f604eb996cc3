// SPDX-License-Identifier: MIT
// Errors of the mean of correlated terms against theory, weights against copies.
#include "support.h"

#include <harmonic/errors.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <s2common/rng.h>
#include <stdlib.h>
#include <string.h>

/// n points of an AR(1) process of unit variance.
static void ar1(uint64_t seed, double phi, int n, double *x)
{
  for (int i = 0; i < n; i++) {
    double z[2];
    s2_rng_normal2(seed, 3, (uint64_t)i, z);
    x[i] = i == 0 ? z[0] : phi * x[i - 1] + sqrt(1 - phi * phi) * z[0];
  }
}

/// ln(1 + 0.01 x): a mean whose relative variance is 1e-4 times that of x.
static harmonic_errors errors_of(double phi, int nseries, int length, int64_t blocks)
{
  int n = nseries * length;
  harmonic_errors e;
  double *a = malloc((size_t)n * sizeof *a);
  int64_t *start = malloc(((size_t)nseries + 1) * sizeof *start);
  assert_true(a != NULL && start != NULL);
  for (int s = 0; s <= nseries; s++) start[s] = (int64_t)s * length;
  for (int s = 0; s < nseries; s++) ar1((uint64_t)s + 9, phi, length, a + start[s]);
  for (int i = 0; i < n; i++) a[i] = 1e5 + log1p(0.01 * a[i]);
  assert_ok(harmonic_ln_mean_errors(nseries, start, a, NULL, blocks, &e));
  free(a);
  free(start);
  return e;
}

/// A process, the bound of its errors' errors, and how many blocks are still longer than memory.
typedef struct process {
  double phi, bound;
  int nseries, length, blocks;
} process;

static void all_errors_of_correlated_terms_follow_theory(void **state)
{
  (void)state;
  static const process processes[] = {{0.0, 0.07, 4, 50000, 400},
                                      {0.5, 0.07, 4, 50000, 400},
                                      {0.9, 0.10, 4, 50000, 400},
                                      {0.99, 0.15, 4, 100000, 100}}; // neighbours are added up here
  for (size_t k = 0; k < COUNT(processes); k++) {
    const process *p = &processes[k];
    double n = (double)p->nseries * p->length, tau = (1 + p->phi) / (1 - p->phi);
    double expected = 0.01 * sqrt(tau / n);
    harmonic_errors e = errors_of(p->phi, p->nseries, p->length, p->blocks);
    assert_bound(fabs(e.ln_mean - 1e5), 5 * expected, "mean for phi = %g", p->phi);
    assert_bound(fabs(e.autocorrelation / expected - 1), p->bound, "phi = %g", p->phi);
    assert_bound(fabs(e.jackknife / expected - 1), p->bound + 0.1, "phi = %g", p->phi);
    assert_bound(fabs(e.block / e.jackknife - 1), 0.01, "phi = %g", p->phi);
    assert_bound(fabs(e.tau / tau - 1), 2 * p->bound, "tau for phi = %g", p->phi);
    assert_bound(fabs(e.independent / (n / tau) - 1), 2.5 * p->bound, "phi = %g", p->phi);
    if (tau < 20) assert_bound(fabs(e.batch / expected - 1), 0.2, "phi = %g", p->phi);
    assert_int_equal(e.blocks, p->blocks);
  }
}

// ln of the mean of n numbers of relative variance v is too small by v/2n on average.
static void the_jackknife_finds_the_bias_of_the_logarithm(void **state)
{
  (void)state;
  enum { N = 2000, SETS = 40 };
  static const int64_t start[] = {0, N};
  double bias = 0, expected = expm1(1.0) / (2.0 * N); // of exp(normal)
  for (int s = 0; s < SETS; s++) {
    double a[N];
    harmonic_errors e;
    ar1((uint64_t)s + 100, 0.0, N, a);
    assert_ok(harmonic_ln_mean_errors(1, start, a, NULL, 100, &e));
    bias += e.jackknife_bias / SETS;
  }
  assert_bound(fabs(bias / -expected - 1), 0.25, "bias %g, %g expected", bias, -expected);
}

static void a_weight_counts_like_so_many_repeats(void **state)
{
  (void)state;
  enum { N = 20000 };
  double *x = malloc(N * sizeof *x), *w = malloc(N * sizeof *w),
         *copies = malloc(4 * N * sizeof *x);
  int64_t start[] = {0, N}, copied[] = {0, 0};
  harmonic_errors a, b;
  assert_true(x != NULL && w != NULL && copies != NULL);
  ar1(4, 0.0, N, x);
  for (int i = 0; i < N; i++) {
    w[i] = (double)(1 + i * 7 % 4);
    for (int k = 0; k < (int)w[i]; k++) copies[copied[1]++] = x[i];
  }
  assert_ok(harmonic_ln_mean_errors(1, start, x, w, 100, &a));
  assert_ok(harmonic_ln_mean_errors(1, copied, copies, NULL, 100, &b));
  assert_bound(fabs(a.ln_mean - b.ln_mean), 1e-13, "mean");
  assert_bound(fabs(a.autocorrelation / b.autocorrelation - 1), 0.05, "%g %g", a.autocorrelation,
               b.autocorrelation);
  assert_bound(fabs(a.jackknife / b.jackknife - 1), 0.05, "%g %g", a.jackknife, b.jackknife);
  assert_bound(fabs(a.independent / b.independent - 1), 0.1, "%g %g", a.independent, b.independent);
  free(x);
  free(w);
  free(copies);
}

static void equal_terms_have_no_error(void **state)
{
  (void)state;
  int64_t start[] = {0, 5, 40};
  double a[40];
  harmonic_errors e;
  for (int i = 0; i < 40; i++) a[i] = -7e5;
  assert_ok(harmonic_ln_mean_errors(2, start, a, NULL, 4, &e));
  assert_bound(fabs(e.ln_mean + 7e5), 1e-9, "mean");
  assert_bound(fmax(fmax(e.block, e.jackknife), fmax(e.batch, e.autocorrelation)), 1e-9, "errors");
}

static void terms_of_zero_count(void **state)
{
  (void)state;
  int64_t start[] = {0, 100};
  double a[100];
  harmonic_errors e;
  for (int i = 0; i < 100; i++) a[i] = i % 2 ? -INFINITY : log(2.0);
  assert_ok(harmonic_ln_mean_errors(1, start, a, NULL, 10, &e));
  assert_bound(fabs(e.ln_mean), 1e-14, "mean of 0 and 2");
  for (int i = 0; i < 98; i++) a[i] = -INFINITY; // one block holds everything
  assert_ok(harmonic_ln_mean_errors(1, start, a, NULL, 10, &e));
  assert_true(e.jackknife > 10);
  assert_true(e.block > 0.9);
}

static void bad_input_is_named(void **state)
{
  (void)state;
  int64_t start[] = {0, 2, 4}, late[] = {1, 2, 4}, empty[] = {0, 4, 4};
  double a[4] = {0}, none[4] = {-INFINITY, -INFINITY, -INFINITY, -INFINITY}, inf[4] = {0, INFINITY};
  double w[4] = {1, 1, -1, 1}, zero[4] = {0};
  harmonic_errors e;
  assert_refused(harmonic_ln_mean_errors(0, start, a, NULL, 2, &e), S2_ERR_ARGUMENT, "nseries = 0",
                 NULL);
  assert_refused(harmonic_ln_mean_errors(2, late, a, NULL, 2, &e), S2_ERR_ARGUMENT, "start[0] = 1",
                 NULL);
  assert_refused(harmonic_ln_mean_errors(2, empty, a, NULL, 2, &e), S2_ERR_ARGUMENT, "start[2] = 4",
                 NULL);
  assert_refused(harmonic_ln_mean_errors(2, start, a, NULL, 1, &e), S2_ERR_ARGUMENT, "blocks = 1",
                 NULL);
  assert_refused(harmonic_ln_mean_errors(2, start, inf, NULL, 2, &e), S2_ERR_ARGUMENT,
                 "ln_a[1] = inf", NULL);
  assert_refused(harmonic_ln_mean_errors(2, start, a, w, 2, &e), S2_ERR_ARGUMENT, "weight[2] = -1",
                 NULL);
  assert_refused(harmonic_ln_mean_errors(2, start, a, zero, 2, &e), S2_ERR_ARGUMENT, "weights",
                 NULL);
  assert_refused(harmonic_ln_mean_errors(2, start, none, NULL, 2, &e), S2_ERR_NUMERIC, "0", NULL);
  assert_refused(harmonic_ln_mean_errors(2, start, a, NULL, 2, NULL), S2_ERR_ARGUMENT, "NULL",
                 NULL);
}

static void failed_allocations_are_reported(void **state)
{
  (void)state;
  int64_t start[] = {0, 4};
  double a[4] = {0, 1, 0, 1};
  harmonic_errors e;
  for (int64_t n = 0; n < 3; n++) {
    s2_priv_fail_after(n);
    s2_status status = harmonic_ln_mean_errors(1, start, a, NULL, 2, &e);
    s2_priv_fail_after(-1);
    assert_int_equal(status, S2_ERR_MEMORY);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_errors_of_correlated_terms_follow_theory),
      cmocka_unit_test(the_jackknife_finds_the_bias_of_the_logarithm),
      cmocka_unit_test(a_weight_counts_like_so_many_repeats),
      cmocka_unit_test(equal_terms_have_no_error),
      cmocka_unit_test(terms_of_zero_count),
      cmocka_unit_test(bad_input_is_named),
      cmocka_unit_test(failed_allocations_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
