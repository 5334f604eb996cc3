// SPDX-License-Identifier: MIT
// The tail of positive terms: an independent implementation, known shapes, weights, scales.
#include "support.h"

#include <harmonic/pareto.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>

enum { N = 1000 };

/// ln of term i of N.
typedef double term(int i);

static double power_light(int i)
{
  return -0.3 * log(1 - (i + 0.5) / N);
}

static double power_heavy(int i)
{
  return -0.9 * log(1 - (i + 0.5) / N);
}

static double uniform_terms(int i)
{
  return log((i + 0.5) / N);
}

static double exponential(int i)
{
  return log(-log(1 - (i + 0.5) / N));
}

static double wave(int i)
{
  return 3 * sin(i * i * 0.37);
}

static harmonic_tail tail_of(term *ln_term, double offset, const double *weight)
{
  double a[N];
  harmonic_tail tail;
  for (int i = 0; i < N; i++) a[i] = ln_term(i) + offset;
  assert_ok(harmonic_pareto_tail(N, a, weight, &tail));
  return tail;
}

// Numbers of arviz 0.17.1 (numpy 1.26.4) for the 94 largest of the terms.
static void tails_are_those_of_arviz(void **state)
{
  (void)state;
  static const struct {
    term *ln_term;
    double k, share, largest;
  } references[] = {
      {power_light, 0.3234196135111023, 0.1901273327441718, 0.0068534969779246455},
      {power_heavy, 0.843218631735569, 0.6435077155195578, 0.15833545112141487},
      {uniform_terms, -0.8178163337057598, 0.17916400000000002, 0.001999},
      {exponential, 0.06337502555376451, 0.31602266830329917, 0.007603537327958732},
      {wave, -1.897438571480921, 0.3816911532883479, 0.0041682022734155924},
  };
  for (size_t i = 0; i < COUNT(references); i++)
    for (double offset = -1e5; offset <= 1e5; offset += 1e5) {
      harmonic_tail t = tail_of(references[i].ln_term, offset, NULL);
      assert_int_equal(t.count, 94);
      assert_bound(fabs(t.k - references[i].k), offset == 0 ? 1e-11 : 1e-7, "k of case %zu", i);
      assert_bound(fabs(t.share - references[i].share), 1e-10, "share of case %zu", i);
      assert_bound(fabs(t.largest - references[i].largest), 1e-10, "largest of case %zu", i);
    }
}

static void weights_multiply_terms(void **state)
{
  (void)state;
  double weight[N], a[N];
  harmonic_tail t, u;
  for (int i = 0; i < N; i++) {
    weight[i] = (double)(i % 3);
    a[i] = i % 3 == 0 ? -INFINITY : power_heavy(i) + log(weight[i]);
  }
  t = tail_of(power_heavy, 0, weight);
  assert_ok(harmonic_pareto_tail(N, a, NULL, &u));
  assert_bound(fabs(t.k - u.k), 1e-12, "k");
  assert_true(t.count == u.count && t.share == u.share && t.largest == u.largest);
}

static void equal_terms_have_no_tail(void **state)
{
  (void)state;
  double a[N];
  harmonic_tail t;
  for (int i = 0; i < N; i++) a[i] = -4e4;
  assert_ok(harmonic_pareto_tail(N, a, NULL, &t));
  assert_true(t.k == -INFINITY);
  assert_bound(fabs(t.largest - 1.0 / N), 1e-15, "largest");
}

static void too_few_terms_leave_the_shape_undefined(void **state)
{
  (void)state;
  double a[N] = {0};
  harmonic_tail t;
  for (int n = 1; n <= 24; n++) {
    for (int i = 0; i < n; i++) a[i] = power_heavy(i);
    assert_ok(harmonic_pareto_tail(n, a, NULL, &t));
    assert_true(isnan(t.k) && t.count == n / 5);
    assert_true(t.largest > 0 && t.largest <= 1);
  }
  assert_ok(harmonic_pareto_tail(25, (double[25]){1, 2, 3, 4, 5, 6}, NULL, &t));
  assert_true(isfinite(t.k));
}

static void bad_terms_are_named(void **state)
{
  (void)state;
  double a[3] = {0, INFINITY, 0}, none[2] = {-INFINITY, -INFINITY};
  harmonic_tail t;
  assert_refused(harmonic_pareto_tail(0, a, NULL, &t), S2_ERR_ARGUMENT, "n = 0", NULL);
  assert_refused(harmonic_pareto_tail(3, a, NULL, &t), S2_ERR_ARGUMENT, "ln_a[1] = inf", NULL);
  assert_refused(harmonic_pareto_tail(1, a, (double[]){NAN}, &t), S2_ERR_ARGUMENT, "weight[0]",
                 NULL);
  assert_refused(harmonic_pareto_tail(2, none, NULL, &t), S2_ERR_NUMERIC, "2 terms", NULL);
  assert_refused(harmonic_pareto_tail(1, NULL, NULL, &t), S2_ERR_ARGUMENT, "NULL", NULL);
  s2_priv_fail_after(0);
  s2_status status = harmonic_pareto_tail(1, a, NULL, &t);
  s2_priv_fail_after(-1);
  assert_int_equal(status, S2_ERR_MEMORY);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tails_are_those_of_arviz),
      cmocka_unit_test(weights_multiply_terms),
      cmocka_unit_test(equal_terms_have_no_tail),
      cmocka_unit_test(too_few_terms_leave_the_shape_undefined),
      cmocka_unit_test(bad_terms_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
