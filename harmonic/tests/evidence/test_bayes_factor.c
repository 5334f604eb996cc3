// SPDX-License-Identifier: MIT
// Bayes factors in logs: numbers of the original, any size, probabilities.
#include "support.h"

#include <float.h>
#include <harmonic/bayes_factor.h>
#include <math.h>
#include <string.h>

static harmonic_statistics reference(npz *file, const char *chains, const char *series,
                                     const char *model)
{
  harmonic_statistics s;
  harmonic_evidence *e;
  size_t count = strcmp(chains, "equal") == 0 ? 21 : 8;
  const double *start = npz_get(file, count, "evidence_%s__start_indices", chains);
  const double *post = npz_get(file, 0, "evidence_%s__ln_posterior", series);
  const double *phi = npz_get(file, 0, "evidence_%s_%s__ln_phi", series, model);
  assert_ok(harmonic_evidence_create(&e, (int64_t)count - 1));
  for (size_t c = 0; c + 1 < count; c++) {
    size_t at = (size_t)start[c], n = (size_t)start[c + 1] - at;
    assert_ok(harmonic_evidence_add(e, (int64_t)c, (int64_t)n, phi + at, post + at, NULL));
  }
  assert_ok(harmonic_evidence_statistics(e, &s));
  harmonic_evidence_destroy(e);
  return s;
}

static void factors_are_those_of_the_original(void **state)
{
  (void)state;
  npz *file = npz_open("evidence");
  harmonic_statistics a = reference(file, "equal", "equal", "gaussian");
  harmonic_statistics b = reference(file, "ragged", "ragged", "rqspline");
  harmonic_bayes_factor f;
  assert_ok(harmonic_ln_bayes_factor_of_statistics(&a, &b, &f));
  const double *plain = npz_get(file, 2, "bayes_factor_equal_gaussian_over_ragged_rqspline");
  const double *logs = npz_get(file, 2, "ln_bayes_factor_equal_gaussian_over_ragged_rqspline");
  assert_bound(fabs(f.ln_factor - logs[0]), 1e-12, "ln B");
  assert_bound(fabs(f.ln_std - logs[1]), 1e-12, "ln of the deviation");
  assert_bound(fabs(exp(f.ln_factor) / plain[0] - 1), 1e-12, "B");
  assert_bound(fabs(exp(f.ln_std) / plain[1] - 1), 1e-12, "deviation");
  assert_bound(fabs(f.error - hypot(a.relative_error, b.relative_error)), 1e-15, "error");
  npz_close(file);
}

static harmonic_result result(double ln_evidence, double error)
{
  return (harmonic_result){.ln_evidence = ln_evidence, .error = error};
}

static void factors_of_any_size_are_finite(void **state)
{
  (void)state;
  static const double sizes[] = {0, 4e4, -4e4, 4e5, -1e7};
  for (size_t i = 0; i < COUNT(sizes); i++) {
    harmonic_result a = result(sizes[i] + 1.5, 0.06), b = result(sizes[i], 0.08);
    harmonic_bayes_factor f, g;
    assert_ok(harmonic_ln_bayes_factor(&a, &b, &f));
    assert_ok(harmonic_ln_bayes_factor(&b, &a, &g));
    assert_bound(fabs(f.ln_factor - 1.5), 2 * DBL_EPSILON * fabs(sizes[i]) + 1e-15, "ln B");
    assert_true(g.ln_factor == -f.ln_factor && g.error == f.error);
    assert_bound(fabs(f.error - 0.1), 1e-15, "error");
    assert_bound(fabs(f.probability - 1 / (1 + exp(-f.ln_factor))), 1e-15, "probability");
    assert_bound(fabs(f.probability + g.probability - 1), 1e-15, "sum of probabilities");
  }
}

static void decisive_factors_have_probabilities_of_0_and_1(void **state)
{
  (void)state;
  harmonic_result a = result(4e5, 0.1), b = result(-4e5, 0.1);
  harmonic_bayes_factor f;
  assert_ok(harmonic_ln_bayes_factor(&a, &b, &f));
  assert_true(f.ln_factor == 8e5 && f.probability == 1);
  assert_ok(harmonic_ln_bayes_factor(&b, &a, &f));
  assert_true(f.ln_factor == -8e5 && f.probability == 0);
}

static void undefined_errors_are_refused(void **state)
{
  (void)state;
  harmonic_result good = result(1, 0.1), bad = result(NAN, 0.1), open = result(2, INFINITY);
  harmonic_statistics one = {.ln_inverse = 1, .relative_error = NAN};
  harmonic_bayes_factor f;
  assert_refused(harmonic_ln_bayes_factor(&good, &bad, &f), S2_ERR_ARGUMENT, "second", NULL);
  assert_refused(harmonic_ln_bayes_factor(&open, &good, &f), S2_ERR_ARGUMENT, "first", "inf", NULL);
  assert_refused(harmonic_ln_bayes_factor(NULL, &good, &f), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(harmonic_ln_bayes_factor_of_statistics(&one, &one, &f), S2_ERR_ARGUMENT, "first",
                 "nan", NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(factors_are_those_of_the_original),
      cmocka_unit_test(factors_of_any_size_are_finite),
      cmocka_unit_test(decisive_factors_have_probabilities_of_0_and_1),
      cmocka_unit_test(undefined_errors_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
