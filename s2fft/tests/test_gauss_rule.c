// SPDX-License-Identifier: MIT
// Gauss rules for means over points, which no public header shows.
#include "check.h"

#include "gauss_rule.h"
#include <math.h>

/// Mean of x^power over the N points, by its sum; over -1 .. 1 where N is infinite.
static long double moment(int power, double N)
{
  if (isinf(N)) return power % 2 == 0 ? 1.0L / (power + 1) : 0.0L;
  long double sum = 0.0L;
  for (int j = 0; j < (int)N; ++j) sum += powl((2.0L * j + 1 - N) / N, power);
  return sum / N;
}

static void means_of_polynomials_are_exact(void **state)
{
  (void)state;
  static const double sizes[] = {1, 2, 5, 9, 10, 11, 16, 17, 20, 42, 43, 64, 1000, INFINITY};
  static const int nodes[] = {1, 2, 7, 10, 16, GAUSS_NODES_MAX};
  for (size_t s = 0; s < COUNT(sizes); ++s)
    for (size_t n = 0; n < COUNT(nodes); ++n) {
      gauss_rule rule;
      gauss_rule_fill(&rule, nodes[n], sizes[s]);
      for (int power = 0; power < 2 * nodes[n]; ++power) {
        double mean = 0.0;
        for (int k = 0; k < rule.n; ++k) mean += rule.weight[k] * pow(rule.x[k], power);
        assert_bound(fabs(mean - (double)moment(power, sizes[s])), 5e-15, "N = %g, n = %d, x^%d",
                     sizes[s], nodes[n], power);
      }
    }
}

static void nodes_are_mirror_images_in_order_with_positive_weights(void **state)
{
  (void)state;
  gauss_rule rule;
  for (int N = 1; N <= 40; ++N) {
    gauss_rule_fill(&rule, 12, N);
    assert_int_equal(rule.n, N <= 24 ? N : 12);
    for (int k = 0; k < rule.n; ++k) {
      assert_true(rule.weight[k] > 0.0 && fabs(rule.x[k]) < 1.0);
      assert_true(k == 0 || rule.x[k] < rule.x[k - 1]);
      assert_bound(fabs(rule.x[k] + rule.x[rule.n - 1 - k]), 1e-16, "N = %d, node %d", N, k);
    }
  }
}

// A mean over N points is a polynomial in N: <x^2> = (1 - 1/N^2) / 3, <x^4> from four sums.
static void broken_numbers_of_points_continue_the_whole_ones(void **state)
{
  (void)state;
  gauss_rule rule;
  double N = 16.37, mean[2] = {0.0, 0.0};
  gauss_rule_fill(&rule, 6, N);
  for (int k = 0; k < rule.n; ++k) {
    mean[0] += rule.weight[k] * pow(rule.x[k], 2);
    mean[1] += rule.weight[k] * pow(rule.x[k], 4);
  }
  double q = 1.0 / (N * N);
  assert_bound(fabs(mean[0] - (1.0 - q) / 3.0), 1e-15, "x^2");
  assert_bound(fabs(mean[1] - (3.0 - 10.0 * q + 7.0 * q * q) / 15.0), 1e-15, "x^4");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(means_of_polynomials_are_exact),
      cmocka_unit_test(nodes_are_mirror_images_in_order_with_positive_weights),
      cmocka_unit_test(broken_numbers_of_points_continue_the_whole_ones),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
