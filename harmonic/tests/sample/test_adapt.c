// SPDX-License-Identifier: MIT
// Warm-up: its windows, moments of draws, step sizes; gradients are checked.
#include "posteriors.h"
#include "support.h"

#include <harmonic/density.h>
#include <math.h>
#include <sample/adapt.h>

/// Ends of the windows of a warm-up.
static int ends_of(int64_t warmup, int64_t *first, int64_t ends[16])
{
  int count = 0;
  *first = -1;
  for (int64_t m = 0; m < warmup; ++m) {
    window w = window_at(warmup, m);
    if (w.learn && *first < 0) *first = m;
    if (w.close) ends[count++] = m + 1;
    assert_true(!w.close || w.learn);
    assert_true(!w.settle || !w.learn);
  }
  return count;
}

static void windows_double(void **state)
{
  (void)state;
  static const struct {
    int64_t warmup, first, ends[6];
  } cases[] = {{1000, 75, {100, 150, 250, 450, 900}},
               {500, 75, {100, 150, 250, 450}},
               {150, 75, {100}},
               {149, 22, {135}},
               {20, 3, {18}},
               {19, -1, {0}},
               {0, -1, {0}}};
  for (size_t i = 0; i < COUNT(cases); ++i) {
    int64_t first, ends[16] = {0};
    int count = ends_of(cases[i].warmup, &first, ends), expected = 0;
    while (cases[i].ends[expected] > 0) ++expected;
    assert_int_equal(count, expected);
    assert_int_equal(first, cases[i].first);
    for (int k = 0; k < count; ++k) assert_int_equal(ends[k], cases[i].ends[k]);
  }
}

static void step_sizes_settle_in_the_end(void **state)
{
  (void)state;
  assert_false(window_at(1000, 949).settle);
  assert_true(window_at(1000, 950).settle);
  assert_true(window_at(1000, 999).settle);
  assert_true(window_at(10, 5).settle && !window_at(10, 4).settle);
}

// Shifted far from 0, where sums of squares would lose all digits.
static void moments_give_the_regularised_covariance(void **state)
{
  (void)state;
  enum { D = 3, N = 40 };
  double block[4 * (8 + 8 * 8)], x[N][8] = {{0}}, mean[D] = {0};
  uint64_t seed = 4;
  for (int i = 0; i < N; ++i)
    for (int k = 0; k < D; ++k) x[i][k] = 1e6 + uniform(&seed) + (k > 0 ? x[i][k - 1] - 1e6 : 0.0);
  for (int i = 0; i < N; ++i)
    for (int k = 0; k < D; ++k) mean[k] += x[i][k] / N;
  for (int dense = 0; dense < 2; ++dense) {
    s2_arena arena = {(char *)s2_priv_alloc(sizeof block, 1), 0};
    metric m = {.ndim = D, .dense = dense, .n = 8, .kernel = sample_kernel_select()};
    moments w = {0};
    metric_place(&m, &arena);
    moments_place(&w, &m, &arena);
    for (int i = 0; i < N; ++i) moments_add(&w, &m, x[i]);
    assert_true(moments_finish(&w, &m));
    assert_int_equal(w.count, 0);
    for (int k = 0; k < D; ++k)
      for (int l = dense ? 0 : k; l <= (dense ? D - 1 : k); ++l) {
        double c = 0.0, expected;
        for (int i = 0; i < N; ++i) c += (x[i][k] - mean[k]) * (x[i][l] - mean[l]) / (N - 1);
        expected = N / (N + 5.0) * c + (k == l ? 1e-3 * 5.0 / (N + 5.0) : 0.0);
        assert_bound(fabs(m.inverse[dense ? k * 8 + l : k] - expected), 1e-9, "%d, %d", k, l);
      }
    s2_priv_free(arena.base);
  }
}

// Acceptance 1 / (1 + step): the target 0.8 is at 1/4.
static void step_sizes_converge(void **state)
{
  (void)state;
  averaging a;
  double step = 1.0;
  averaging_start(&a, step);
  for (int m = 0; m < 2000; ++m) step = averaging_learn(&a, 0.8, 1.0 / (1.0 + step));
  assert_bound(fabs(exp(a.ln_step) / 0.25 - 1.0), 0.05, "dual averaging");
  step = exp(a.ln_step = log(0.5));
  for (int m = 0; m < 200; ++m) step = averaging_settle(&a, 0.8, 1.0 / (1.0 + step));
  assert_bound(fabs(step / 0.25 - 1.0), 0.1, "settling");
}

static void right_gradients_are_told_from_wrong_ones(void **state)
{
  (void)state;
  enum { D = 7 };
  double x[D], error;
  correlated target = {D, 0.6};
  trouble wrong = {.kind = LIES, .edge = 9.0};
  int ndim = D;
  for (int i = 0; i < D; ++i) x[i] = cos(i);
  assert_ok(harmonic_check_gradient(D, correlated_density, &target, x, 10, 1, &error));
  assert_bound(error, 1e-8, "normal");
  assert_ok(harmonic_check_gradient(D, funnel_density, &ndim, x, 10, 1, &error));
  assert_bound(error, 1e-7, "funnel");
  assert_ok(harmonic_check_gradient(SCHOOLS_NDIM, schools_density, NULL, (double[10]){1, 2}, 10, 1,
                                    &error));
  assert_bound(error, 1e-7, "schools");
  assert_ok(harmonic_check_gradient(1, trouble_density, &wrong, (double[]){1.0}, 10, 1, &error));
  assert_true(error > 1.0);
}

static void bad_checks_are_refused(void **state)
{
  (void)state;
  double x = 2.0, error;
  trouble t = {.kind = FAILS, .edge = 1.0, .number = 12};
  assert_refused(harmonic_check_gradient(0, trouble_density, &t, &x, 1, 0, &error), S2_ERR_ARGUMENT,
                 "ndim = 0", NULL);
  assert_refused(harmonic_check_gradient(1, NULL, &t, &x, 1, 0, &error), S2_ERR_ARGUMENT, "density",
                 NULL);
  assert_refused(harmonic_check_gradient(1, trouble_density, &t, &x, 0, 0, &error), S2_ERR_ARGUMENT,
                 "directions = 0", NULL);
  assert_refused(harmonic_check_gradient(1, trouble_density, &t, &x, 1, 0, &error), S2_ERR_NUMERIC,
                 "returned 12", NULL);
  t.kind = LEAVES;
  assert_refused(harmonic_check_gradient(1, trouble_density, &t, &x, 1, 0, &error), S2_ERR_ARGUMENT,
                 "outside", NULL);
  t.kind = INFINITE;
  assert_refused(harmonic_check_gradient(1, trouble_density, &t, &x, 1, 0, &error), S2_ERR_NUMERIC,
                 "inf", NULL);
  x = NAN;
  assert_refused(harmonic_check_gradient(1, trouble_density, &t, &x, 1, 0, &error), S2_ERR_ARGUMENT,
                 "x[0] = nan", NULL);
  s2_priv_fail_after(0);
  x = 0.5;
  s2_status status = harmonic_check_gradient(1, trouble_density, &t, &x, 1, 0, &error);
  s2_priv_fail_after(-1);
  assert_int_equal(status, S2_ERR_MEMORY);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(windows_double),
      cmocka_unit_test(step_sizes_settle_in_the_end),
      cmocka_unit_test(moments_give_the_regularised_covariance),
      cmocka_unit_test(step_sizes_converge),
      cmocka_unit_test(right_gradients_are_told_from_wrong_ones),
      cmocka_unit_test(bad_checks_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
