// SPDX-License-Identifier: MIT
#include "gauss_rule.h"
#include <float.h>
#include <math.h>

/// Monic orthogonal polynomial of degree n, its derivative and its predecessor, by
/// `p_{k+1} = x p_k - b_k p_{k-1}`, `b_k = k^2 (1 - k^2/N^2) / (4k^2 - 1)` (discrete Chebyshev
/// polynomials: Gautschi 2004, table 1.2); `norm`: the mean of p_{n-1}^2.
typedef struct polynomial {
  double p, derivative, before, norm;
} polynomial;

static polynomial evaluate(int n, double N, double x)
{
  polynomial now = {.p = 1.0, .norm = 1.0};
  double derivative_before = 0.0;
  for (int k = 0; k < n; ++k) {
    double b = k == 0 ? 0.0 : k * k * (1.0 - k * k / (N * N)) / (4.0 * k * k - 1.0);
    double p = x * now.p - b * now.before;
    double derivative = now.p + x * now.derivative - b * derivative_before;
    derivative_before = now.derivative;
    now = (polynomial){p, derivative, now.p, k == 0 ? 1.0 : now.norm * b};
  }
  return now;
}

/// The largest zero below those that are known, by Newton's iteration on p / prod (x - known): all
/// zeros are real, so from the right it falls monotonically.
static double next_zero(int n, double N, int known, const double *zero)
{
  double x = 1.0;
  for (int step = 0; step < 200; ++step) {
    polynomial at = evaluate(n, N, x);
    double poles = 0.0;
    for (int k = 0; k < known; ++k) poles += 1.0 / (x - zero[k]);
    double change = at.p / (at.derivative - at.p * poles);
    x -= change;
    if (!(fabs(change) > DBL_EPSILON)) break;
  }
  return x;
}

static void fill_points(gauss_rule *rule, int N)
{
  rule->n = N;
  for (int k = 0; k < N; ++k) {
    rule->x[k] = (N - 1.0 - 2.0 * k) / N;
    rule->weight[k] = 1.0 / N;
  }
}

void gauss_rule_fill(gauss_rule *rule, int n, double N)
{
  if (N <= n || 6.0 * N <= n * n) {
    fill_points(rule, (int)N);
    return;
  }
  double sum = 0.0;
  rule->n = n;
  for (int k = 0; k < (n + 1) / 2; ++k) {
    double x = 2 * k + 1 == n ? 0.0 : next_zero(n, N, k, rule->x);
    polynomial at = evaluate(n, N, x);
    rule->x[k] = x;
    rule->x[n - 1 - k] = -x;
    rule->weight[k] = rule->weight[n - 1 - k] = at.norm / (at.derivative * at.before);
    sum += (2 * k + 1 == n ? 1.0 : 2.0) * rule->weight[k];
  }
  for (int k = 0; k < n; ++k) rule->weight[k] /= sum; // 1 but for rounding
}
