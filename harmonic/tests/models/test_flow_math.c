// SPDX-License-Identifier: MIT
// exp, log, tanh and softplus of vectors against the C library in a longer type. Compiled for both
// precisions.
#include "support.h"

#include "flow_vector.h"
#include <float.h>
#include <math.h>

#define EPSILON (FLOW_REAL == 4 ? (long double)FLT_EPSILON : (long double)DBL_EPSILON)

static vec softplus(vec x)
{
  vec derivative;
  return vsoftplus(x, &derivative);
}

static vec sigmoid(vec x)
{
  vec derivative;
  vsoftplus(x, &derivative);
  return derivative;
}

static vec expm1_positive(vec x)
{
  vec e;
  group_expm1_positive(1, &x, &e);
  return e;
}

static vec exponential(vec x)
{
  return vexp(x);
}

static vec logarithm(vec x)
{
  return vlog(x);
}

static vec tangent(vec x)
{
  return vtanh(x);
}

static long double long_softplus(long double x)
{
  return x > 0 ? x + log1pl(expl(-x)) : log1pl(expl(x));
}

static long double long_sigmoid(long double x)
{
  return 1 / (1 + expl(-x));
}

/// A function, the reference, where, and the largest error in units of the last place.
typedef struct check {
  const char *name;
  vec (*own)(vec);
  long double (*reference)(long double);
  double from, to;
  int geometric;
  double ulp;
} check;

static const check checks[] = {
    {"exp", exponential, expl, -80, 80, 0, 1.5},
    {"exp near 0", exponential, expl, -1, 1, 0, 1.5},
    {"expm1", expm1_positive, expm1l, 0, 40, 0, 2},
    {"log", logarithm, logl, 1e-30, 1e30, 1, 1.5},
    {"log near 1", logarithm, logl, 0.5, 2, 0, 1.5},
    {"tanh", tangent, tanhl, -12, 12, 0, 3},
    {"tanh near 0", tangent, tanhl, -0.5, 0.5, 0, 3},
    {"tanh of small", tangent, tanhl, 1e-20, 1, 1, 3},
    {"softplus", softplus, long_softplus, -60, 60, 0, 4},
    {"sigmoid", sigmoid, long_sigmoid, -60, 60, 0, 4},
};

static void functions_agree_with_the_c_library(void **state)
{
  (void)state;
  enum { POINTS = 20000 };
  uint64_t seed = 7;
  for (size_t k = 0; k < COUNT(checks); ++k) {
    const check *c = &checks[k];
    double worst = 0, where_worst = 0;
    for (int i = 0; i < POINTS; ++i) {
      double u = 0.5 * (uniform(&seed) + 1);
      double at =
          c->geometric ? c->from * pow(c->to / c->from, u) : c->from + u * (c->to - c->from);
      real x = (real)at;
      long double exact = c->reference((long double)x);
      long double error =
          fabsl((long double)c->own(splat(x))[0] - exact) / (EPSILON * fabsl(exact));
      if (error > worst) where_worst = x;
      worst = fmax(worst, (double)error);
    }
    assert_bound(worst, c->ulp, "%s at %.17g", c->name, where_worst);
  }
}

static void ends_are_finite(void **state)
{
  (void)state;
  const real far = (real)1e30;
  assert_true(isfinite(vexp(splat(far))[0]) && vexp(splat(-far))[0] > 0);
  assert_true(vtanh(splat(far))[0] == 1 && vtanh(splat(-far))[0] == -1);
  assert_true(softplus(splat(far))[0] == far && softplus(splat(-far))[0] >= 0);
  assert_true(vtanh(splat(0))[0] == 0 && vexp(splat(0))[0] == 1 && vlog(splat(1))[0] == 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(functions_agree_with_the_c_library),
      cmocka_unit_test(ends_are_finite),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
