// SPDX-License-Identifier: MIT
#ifndef S2FFT_GAUSS_RULE_H
#define S2FFT_GAUSS_RULE_H

enum {
  GAUSS_NODES_MAX = 16, ///< most nodes that can be asked for
  GAUSS_POINTS_MAX = GAUSS_NODES_MAX * GAUSS_NODES_MAX / 6
};

/// A Gauss rule for a mean: `sum_k weight[k] f(x[k])`, weights sum to 1.
typedef struct gauss_rule {
  int n;
  double x[GAUSS_POINTS_MAX]; ///< descending, mirror images about 0
  double weight[GAUSS_POINTS_MAX];
} gauss_rule;

/// The rule with `n` nodes for the mean over the N points `(2j+1-N)/N`, j = 0 .. N-1: exact for
/// polynomials of degree < 2n. INFINITY is the mean over -1 .. 1 (Gauss-Legendre). If N <= n^2/6 or
/// N <= n, the points themselves are the nodes: there the polynomials lose digits (they are those
/// of a continuous measure only for n well below sqrt(6N)). A mean over N points of a polynomial is
/// a polynomial in N^2: what it gives for a broken N, above these bounds, is meant here.
void gauss_rule_fill(gauss_rule *rule, int n, double N);

#endif
