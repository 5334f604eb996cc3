// SPDX-License-Identifier: MIT
// Every shape integrates to 1 in any dimension; the model's own density goes through untouched.
#include "support.h"

#include <harmonic/shape.h>
#include <math.h>

static double ln_density(harmonic_shape shape, int ndim, double z2)
{
  double ln_phi;
  assert_ok(harmonic_shape_ln_density(&shape, ndim, 1, &z2, &(double){0.0}, &ln_phi));
  return ln_phi;
}

/// Largest radius inside the shape, by bisection.
static double edge(harmonic_shape shape, int ndim)
{
  double low = 0, high = 1e3;
  if (shape.kind == HARMONIC_SHAPE_GAUSSIAN) return sqrt(ndim) + 12;
  for (int i = 0; i < 100; i++) {
    double middle = 0.5 * (low + high);
    if (ln_density(shape, ndim, middle * middle) > -INFINITY)
      low = middle;
    else
      high = middle;
  }
  return low;
}

/// Integral over all space by Simpson's rule in the radius: area of the sphere times density.
static double integral(harmonic_shape shape, int ndim)
{
  enum { N = 20000 };
  double sum = 0, end = edge(shape, ndim);
  double ln_area = log(2.0) + 0.5 * ndim * log(PI) - lgamma(0.5 * ndim);
  for (int i = 0; i <= N; i++) {
    double r = end * i / N * (1 - 1e-15), weight = i == 0 || i == N ? 1 : i % 2 ? 4 : 2;
    if (i == 0 && ndim > 1) continue;
    double ln_r = ndim > 1 ? (ndim - 1) * log(r) : 0;
    sum += weight * exp(ln_area + ln_r + ln_density(shape, ndim, r * r));
  }
  return sum * end / (3 * N);
}

static void shapes_integrate_to_one(void **state)
{
  (void)state;
  static const int dimensions[] = {1, 2, 3, 10, 37, 200};
  static const harmonic_shape shapes[] = {
      {HARMONIC_SHAPE_GAUSSIAN, 1},    {HARMONIC_SHAPE_GAUSSIAN, 0.8},
      {HARMONIC_SHAPE_GAUSSIAN, 0.05}, {HARMONIC_SHAPE_TRUNCATED, 0.01},
      {HARMONIC_SHAPE_TRUNCATED, 0.5}, {HARMONIC_SHAPE_TRUNCATED, 0.999},
      {HARMONIC_SHAPE_BALL, 0.5},      {HARMONIC_SHAPE_BALL, 1},
  };
  for (size_t d = 0; d < COUNT(dimensions); d++)
    for (size_t s = 0; s < COUNT(shapes); s++)
      assert_bound(fabs(integral(shapes[s], dimensions[d]) - 1), 2e-9, "%s %g in %d dimensions",
                   harmonic_shape_name(shapes[s].kind), shapes[s].parameter, dimensions[d]);
}

// The truncated Gaussian is 1/f times the Gaussian: its radius does not matter for that.
static void the_mass_kept_is_the_one_asked_for(void **state)
{
  (void)state;
  for (int ndim = 1; ndim <= 500; ndim = 3 * ndim + 1)
    for (double mass = 0.05; mass < 1; mass += 0.15) {
      double cut = ln_density((harmonic_shape){HARMONIC_SHAPE_TRUNCATED, mass}, ndim, 0);
      double whole = ln_density((harmonic_shape){HARMONIC_SHAPE_GAUSSIAN, 1}, ndim, 0);
      assert_bound(fabs(exp(whole - cut) / mass - 1), 1e-11, "f = %g in %d dimensions", mass, ndim);
    }
}

static void edges_of_two_dimensions_are_exact(void **state)
{
  (void)state;
  // P(chi^2 < x) = 1 - exp(-x/2)
  double limit = -2 * log(0.25);
  harmonic_shape shape = {HARMONIC_SHAPE_TRUNCATED, 0.75};
  assert_true(ln_density(shape, 2, limit * (1 - 1e-11)) > -INFINITY);
  assert_true(ln_density(shape, 2, limit * (1 + 1e-11)) == -INFINITY);
  shape = (harmonic_shape){HARMONIC_SHAPE_BALL, 2};
  assert_bound(fabs(ln_density(shape, 2, 5.99) + log(6 * PI)), 1e-14, "disc of R^2 = 6");
  assert_true(ln_density(shape, 2, 6.0) == -INFINITY);
}

static void the_models_own_density_is_passed_on(void **state)
{
  (void)state;
  harmonic_shape shape = {HARMONIC_SHAPE_MODEL, 0};
  double ln_phi[3] = {-4e5, -INFINITY, 3.25}, same[3];
  assert_ok(harmonic_shape_ln_density(&shape, 7, 3, NULL, ln_phi, same));
  assert_memory_equal(same, ln_phi, sizeof same);
}

static void bad_shapes_are_named(void **state)
{
  (void)state;
  double z2 = 1, out;
  harmonic_shape hot = {HARMONIC_SHAPE_GAUSSIAN, 1.5}, odd = {(harmonic_shape_kind)9, 1};
  harmonic_shape full = {HARMONIC_SHAPE_TRUNCATED, 1}, point = {HARMONIC_SHAPE_BALL, 0};
  assert_refused(harmonic_shape_ln_density(&hot, 2, 1, &z2, &z2, &out), S2_ERR_ARGUMENT, "1.5",
                 "gaussian", NULL);
  assert_refused(harmonic_shape_ln_density(&full, 2, 1, &z2, &z2, &out), S2_ERR_ARGUMENT,
                 "truncated", NULL);
  assert_refused(harmonic_shape_ln_density(&point, 2, 1, &z2, &z2, &out), S2_ERR_ARGUMENT, "ball",
                 NULL);
  assert_refused(harmonic_shape_ln_density(&odd, 2, 1, &z2, &z2, &out), S2_ERR_ARGUMENT, "shape 9",
                 NULL);
  hot.parameter = 1;
  assert_refused(harmonic_shape_ln_density(&hot, 0, 1, &z2, &z2, &out), S2_ERR_ARGUMENT, "ndim = 0",
                 NULL);
  assert_refused(harmonic_shape_ln_density(&hot, 2, -1, &z2, &z2, &out), S2_ERR_ARGUMENT, "n = -1",
                 NULL);
  assert_refused(harmonic_shape_ln_density(&hot, 2, 1, NULL, &z2, &out), S2_ERR_ARGUMENT, "z2",
                 NULL);
  assert_string_equal(harmonic_shape_name((harmonic_shape_kind)-1), "unknown");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shapes_integrate_to_one),
      cmocka_unit_test(the_mass_kept_is_the_one_asked_for),
      cmocka_unit_test(edges_of_two_dimensions_are_exact),
      cmocka_unit_test(the_models_own_density_is_passed_on),
      cmocka_unit_test(bad_shapes_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
