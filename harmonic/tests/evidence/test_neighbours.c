// SPDX-License-Identifier: MIT
// The tree finds the nearest of all points.
#include "../../src/evidence/neighbours.h"
#include "support.h"

#include <math.h>

enum { MOST = 3000, DIMENSIONS = 6 };

static double by_hand(const neighbours *t, const double *at)
{
  double best = INFINITY;
  for (int64_t i = 0; i < t->n; i++) {
    double square = 0.0;
    for (int d = 0; d < t->ndim; d++) square += pow(t->x[i * t->ndim + d] - at[d], 2);
    best = fmin(best, square);
  }
  return best;
}

/// Points on a lattice of `levels` steps: many are equal, if there are few.
static void check(int ndim, int64_t n, double levels)
{
  static double x[MOST * DIMENSIONS];
  static int axis[MOST];
  neighbours t = {ndim, n, x, axis};
  uint64_t seed = 1;
  for (int64_t i = 0; i < n * ndim; i++) x[i] = floor(levels * uniform(&seed)) / levels;
  neighbours_build(&t);
  for (int64_t i = 0; i < 200; i++) {
    double at[DIMENSIONS];
    for (int d = 0; d < ndim; d++) at[d] = 1.4 * uniform(&seed) - 0.2;
    double found = neighbours_distance2(&t, at), true_one = by_hand(&t, at);
    if (isinf(true_one))
      assert_true(isinf(found));
    else
      assert_bound(fabs(found - true_one), 1e-15, "D = %d, %d points", ndim, (int)n);
  }
}

static void the_nearest_point_is_found(void **state)
{
  (void)state;
  static const int64_t sizes[] = {0, 1, 12, 13, 14, 100, MOST};
  for (int ndim = 1; ndim <= DIMENSIONS; ndim++)
    for (size_t k = 0; k < COUNT(sizes); k++) check(ndim, sizes[k], 1e9);
}

static void equal_points_are_no_trouble(void **state)
{
  (void)state;
  for (int ndim = 1; ndim <= DIMENSIONS; ndim++) {
    check(ndim, MOST, 1.0); // all are the same
    check(ndim, MOST, 3.0);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_nearest_point_is_found),
      cmocka_unit_test(equal_points_are_no_trouble),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
