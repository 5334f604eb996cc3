// SPDX-License-Identifier: MIT
// The rational-quadratic spline: values, derivatives and inverses of distrax; its gradient by
// differences.
#include "support.h"

#include "flow_shape.h"
#include "flow_spline.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_ROWS = 3 * 8 + 1 };

typedef struct example {
  int bins, fixed_slopes;
  double lo, hi;
  const double *parameters;
} example;

typedef struct tile_rows {
  _Alignas(64) real row[MOST_ROWS][TILE];
} tile_rows;

static spline spread(const example *e, tile_rows *rows)
{
  for (int r = 0; r < 3 * e->bins + 1; ++r)
    for (int s = 0; s < TILE; ++s) rows->row[r][s] = e->parameters[r];
  return (spline){e->bins, e->lo, e->hi, e->fixed_slopes, rows->row[0]};
}

/// From parameters in rows.
static vec value(const spline *s, vec x, vec *derivative)
{
  spline_exps(s);
  spline_bin bin = spline_find(s, spline_inside(s, x), 0);
  spline_slopes(1, &bin);
  return spline_value(s, &bin, x, derivative);
}

static double forward(const example *e, double x, double *ln_derivative)
{
  tile_rows rows;
  spline s = spread(e, &rows);
  vec derivative, y = value(&s, splat(x), &derivative);
  *ln_derivative = log(derivative[0]);
  return y[0];
}

static double inverse(const example *e, double y)
{
  tile_rows rows;
  spline s = spread(e, &rows);
  spline_exps(&s);
  return spline_inverse(&s, splat(y))[0];
}

static void check_golden(npz *file, const char *name, int bins, int fixed, double slack)
{
  char key[128];
  snprintf(key, sizeof key, "%s__x", name);
  size_t n = npz_count(file, key);
  const double *x = npz_get(file, 0, "%s", key), *y = npz_get(file, n, "%s__forward", name);
  const double *log = npz_get(file, n, "%s__forward_log_det", name);
  const double *back = npz_get(file, n, "%s__inverse_of_x", name);
  const double *range = npz_get(file, 2, "%s__range", name);
  example e = {bins, fixed, range[0], range[1], npz_get(file, 0, "%s__params", name)};
  for (size_t i = 0; i < n; ++i) {
    double ln, size = fmax(1, fabs(x[i]));
    assert_bound(fabs(forward(&e, x[i], &ln) - y[i]) / fmax(1, fabs(y[i])), 1e-13, "%s y(%g)", name,
                 x[i]);
    assert_bound(fabs(ln - log[i]), slack, "%s ln y'(%g)", name, x[i]);
    double own = inverse(&e, x[i]), again = forward(&e, own, &ln);
    assert_bound(fabs(again - x[i]) / size, 1e-12, "%s y(x(%g))", name, x[i]);
    assert_bound(fabs(own - back[i]) / fmax(1, fabs(back[i])), 1e-13 + 1e-15 * exp(-ln), "%s x(%g)",
                 name, x[i]);
  }
}

// With spread 3 the derivative falls to 6e-11, where 1 ulp of y is seen in its logarithm.
static void values_derivatives_and_inverses_are_those_of_distrax(void **state)
{
  (void)state;
  npz *file = npz_open("flows");
  check_golden(file, "spline_K8_free0.5", 8, 0, 1e-12);
  check_golden(file, "spline_K8_free3", 8, 0, 4e-10);
  check_golden(file, "spline_K5_free0.5", 5, 0, 1e-12);
  check_golden(file, "spline_K5_free3", 5, 0, 4e-10);
  check_golden(file, "spline_K6_fixed0.5", 6, 1, 1e-12);
  check_golden(file, "spline_K6_fixed3", 6, 1, 4e-10);
  check_golden(file, "spline_K1_free0.5", 1, 0, 1e-12);
  check_golden(file, "spline_K1_free3", 1, 0, 1e-12);
  npz_close(file);
}

static const double four[] = {0.3, -0.2, 0.5, 0, -0.4, 0.1, 0.2, 0.6, 0, 0.7, -0.5, 0.2, -1};

static void four_bins_give_the_known_numbers(void **state)
{
  (void)state;
  static const double known[][3] = {{-4, -4, 0},
                                    {-2.9, -2.91703931693497, -0.368923000525132},
                                    {-1, -1.66424172473019, 0.466978976338834},
                                    {0, -0.587061985982585, -0.434081519280539},
                                    {1.7, 0.671107901779757, 0.0796118969461966},
                                    {3.5, 3.24495942842379, -0.713515499860628}};
  example e = {4, 0, -3, 3, four};
  for (size_t i = 0; i < COUNT(known); ++i) {
    double ln;
    assert_bound(fabs(forward(&e, known[i][0], &ln) - known[i][1]), 1e-13, "x = %g", known[i][0]);
    assert_bound(fabs(ln - known[i][2]), 1e-13, "x = %g", known[i][0]);
  }
}

static void parameters_of_zero_are_the_identity(void **state)
{
  (void)state;
  static const double zero[MOST_ROWS];
  example e = {8, 0, -3, 5, zero};
  for (double x = -7; x < 9; x += 0.37) {
    double ln;
    assert_bound(fabs(forward(&e, x, &ln) - x), 1e-14, "x = %g", x);
    assert_bound(fabs(ln), 1e-14, "x = %g", x);
  }
}

/// a y + b ln y' of one point, as a function of x and of all parameters.
static double objective(const example *e, double x, double a, double b)
{
  double ln, y = forward(e, x, &ln);
  return a * y + b * ln;
}

static void check_gradient(example e, double x)
{
  enum { ROWS = 13 };
  const double a = 0.7, b = -1.3, h = 1e-5;
  tile_rows rows;
  spline s = spread(&e, &rows);
  vec derivative;
  value(&s, splat(x), &derivative);
  double g = spline_backward(&s, splat(x), splat(a), splat(b))[0];
  double by_x = (objective(&e, x + h, a, b) - objective(&e, x - h, a, b)) / (2 * h);
  assert_bound(fabs(g - by_x), 1e-8, "d/dx at %g", x);
  double moved[ROWS];
  example other = e;
  other.parameters = moved;
  for (int r = 0; r < ROWS; ++r) {
    memcpy(moved, e.parameters, sizeof moved);
    moved[r] += h;
    double up = objective(&other, x, a, b);
    moved[r] -= 2 * h;
    double difference = (up - objective(&other, x, a, b)) / (2 * h);
    assert_bound(fabs(rows.row[r][0] - difference), 1e-8, "d/d parameter %d at %g", r, x);
  }
}

static void gradients_are_those_of_differences(void **state)
{
  (void)state;
  for (int fixed = 0; fixed < 2; ++fixed)
    for (double x = -4.1; x < 4.2; x += 0.23) check_gradient((example){4, fixed, -3, 3, four}, x);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_derivatives_and_inverses_are_those_of_distrax),
      cmocka_unit_test(four_bins_give_the_known_numbers),
      cmocka_unit_test(parameters_of_zero_are_the_identity),
      cmocka_unit_test(gradients_are_those_of_differences),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
