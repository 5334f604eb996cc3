// SPDX-License-Identifier: MIT
// Models in other coordinates: normalisation inside bounds, the Jacobian, edges, temperature,
// whitening, ownership, bad input.
#include "quadrature.h"
#include "support.h"

#include <harmonic/ellipsoid.h>
#include <harmonic/gaussian.h>
#include <harmonic/transform.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>
#include <string.h>

enum { N = 2000 };

/// Points of two correlated parameters inside the bounds: logistic or exponential of normals.
static harmonic_chains *points_within(int ndim, const double *lower, const double *upper)
{
  static double z[2 * N], x[2 * N], ln_post[N];
  static const double zero[2], c[4] = {1, 0.6, 0.6, 0.8};
  harmonic_model *normal;
  harmonic_chains *chains;
  assert_ok(harmonic_gaussian_create_given(&normal, ndim, zero, c));
  assert_ok(harmonic_model_sample(normal, 1, 2, 0, N, z));
  for (int i = 0; i < N * ndim; i++) {
    double a = lower[i % ndim], b = upper[i % ndim], t = 1 / (1 + exp(-z[i]));
    x[i] = isfinite(a) && isfinite(b) ? a + (b - a) * t
           : isfinite(a)              ? a + exp(z[i])
           : isfinite(b)              ? b - exp(z[i])
                                      : z[i];
  }
  assert_ok(harmonic_chains_create(&chains, ndim));
  assert_ok(harmonic_chains_add(chains, N, x, ln_post, NULL));
  harmonic_model_destroy(normal);
  return chains;
}

static harmonic_model *fitted(int ndim, const double *lower, const double *upper,
                              harmonic_whitening whitening)
{
  harmonic_model *inner, *model;
  harmonic_chains *chains = points_within(ndim, lower, upper);
  assert_ok(harmonic_gaussian_create(&inner, ndim, NULL));
  assert_ok(harmonic_transformed_create(&model, inner, lower, upper, whitening));
  assert_ok(harmonic_model_fit(model, chains, NULL, NULL, NULL));
  harmonic_chains_destroy(chains);
  return model;
}

#define INF INFINITY
static const double boxes[][4] = {{-INF, -INF, INF, INF}, {2, -INF, INF, INF}, {-INF, -1, 3, INF},
                                  {0, 10, 1, 30},         {-5, 0, -2, INF},    {-INF, -7, 4, -6}};

static void densities_are_normalised_within_bounds(void **state)
{
  (void)state;
  for (size_t b = 0; b < COUNT(boxes); b++)
    for (int w = HARMONIC_WHITENING_NONE; w <= HARMONIC_WHITENING_FULL; w++) {
      const double *lower = boxes[b], *upper = boxes[b] + 2;
      harmonic_model *model = fitted(2, lower, upper, (harmonic_whitening)w);
      for (double T = 0.5; T <= 1; T += 0.5)
        assert_bound(fabs(integrate_box(model, T, lower, upper) - 1), 1e-10, "box %d, T = %g",
                     (int)b, T);
      harmonic_model_destroy(model);
      model = fitted(1, lower, upper, (harmonic_whitening)w);
      assert_bound(fabs(integrate_box(model, 1, lower, upper) - 1), 1e-10, "1-D, box %d", (int)b);
      harmonic_model_destroy(model);
    }
}

static void the_density_is_zero_outside(void **state)
{
  (void)state;
  static const double lower[2] = {0, -INF}, upper[2] = {1, 3};
  static const double x[] = {0, 0, 1, 0, -1, 0, 2, 0, 0.5, 3, 0.5, 4, 0.5, 2.9};
  double ln_phi[7], z2[7], ln_det[7];
  harmonic_model *model = fitted(2, lower, upper, HARMONIC_WHITENING_FULL);
  assert_ok(harmonic_model_ln_density(model, 1, 7, x, ln_phi));
  assert_ok(harmonic_model_latent(model, 7, x, z2, ln_det));
  for (int i = 0; i < 7; i++) {
    assert_true((ln_phi[i] == -INFINITY) == (i < 6) && !isnan(ln_phi[i]));
    assert_true((z2[i] == INFINITY) == (i < 6) && isfinite(ln_det[i]));
  }
  harmonic_model_destroy(model);
}

static void the_determinant_is_that_of_the_map(void **state)
{
  (void)state;
  // ln phi of a uniform ellipsoid is constant in v: differences in x are those of the determinant.
  static const double lower[1] = {2}, upper[1] = {5};
  static const double x[2] = {3.3, 4};
  double ln_phi[2];
  harmonic_model *inner, *model;
  harmonic_chains *chains = points_within(1, lower, upper);
  assert_ok(harmonic_ellipsoid_create(&inner, 1, NULL));
  assert_ok(harmonic_transformed_create(&model, inner, lower, upper, HARMONIC_WHITENING_FULL));
  assert_false(harmonic_model_has_temperature(model));
  assert_ok(harmonic_model_fit(model, chains, NULL, NULL, NULL));
  assert_ok(harmonic_model_ln_density(model, 1, 2, x, ln_phi));
  // du/dx = (b - a) / ((x - a)(b - x)).
  double expected = log((1.3 * 1.7) / (2.0 * 1.0));
  assert_bound(fabs(ln_phi[1] - ln_phi[0] - expected), 1e-13, "ln phi");
  harmonic_chains_destroy(chains);
  harmonic_model_destroy(model);
}

static void draws_are_inside_and_follow_the_density(void **state)
{
  (void)state;
  static double x[2 * N], ln_phi[N];
  for (size_t b = 0; b < COUNT(boxes); b++) {
    const double *lower = boxes[b], *upper = boxes[b] + 2;
    harmonic_model *model = fitted(2, lower, upper, HARMONIC_WHITENING_FULL);
    double sum = 0, expected = 0, z2[N], ln_det[N];
    assert_ok(harmonic_model_sample(model, 0.5, 4, 0, N, x));
    assert_ok(harmonic_model_ln_density(model, 0.5, N, x, ln_phi));
    assert_ok(harmonic_model_latent(model, N, x, z2, ln_det));
    for (int i = 0; i < N; i++) {
      assert_true(isfinite(ln_phi[i]));
      sum += z2[i] / N;
    }
    expected = 2 * 0.5;
    assert_bound(fabs(sum - expected), 4 * 0.5 * 2 / sqrt(N), "box %d", (int)b);
    harmonic_model_destroy(model);
  }
}

static void points_at_a_bound_are_left_out_and_points_beyond_refused(void **state)
{
  (void)state;
  static const double lower[1] = {0}, upper[1] = {1};
  double x[5] = {0, 0.25, 0.5, 0.75, 1}, zero[5] = {0}, a, b, at = 0.4;
  harmonic_model *inner, *model;
  for (int k = 0; k < 2; k++) {
    harmonic_chains *chains;
    assert_ok(harmonic_gaussian_create(&inner, 1, NULL));
    assert_ok(harmonic_transformed_create(&model, inner, lower, upper, HARMONIC_WHITENING_NONE));
    assert_ok(harmonic_chains_create(&chains, 1));
    assert_ok(harmonic_chains_add(chains, k ? 3 : 5, k ? x + 1 : x, zero, NULL));
    assert_ok(harmonic_model_fit(model, chains, NULL, NULL, NULL));
    assert_ok(harmonic_model_ln_density(model, 1, 1, &at, k ? &b : &a));
    if (k) {
      x[3] = 1.5;
      assert_ok(harmonic_chains_add(chains, 5, x, zero, NULL));
      assert_refused(harmonic_model_fit(model, chains, NULL, NULL, NULL), S2_ERR_ARGUMENT,
                     "chain 1", "point 3", "parameter 0 = 1.5", "[0, 1]", NULL);
    }
    harmonic_chains_destroy(chains);
    harmonic_model_destroy(model);
  }
  assert_true(a == b);
}

static void the_report_is_that_of_x(void **state)
{
  (void)state;
  for (int w = HARMONIC_WHITENING_NONE; w <= HARMONIC_WHITENING_FULL; w++) {
    const double *lower = boxes[3], *upper = boxes[3] + 2;
    static double ln_phi[N];
    harmonic_fit_report report;
    harmonic_model *inner, *model;
    harmonic_chains *chains = points_within(2, lower, upper);
    assert_ok(harmonic_gaussian_create(&inner, 2, NULL));
    assert_ok(harmonic_transformed_create(&model, inner, lower, upper, (harmonic_whitening)w));
    assert_ok(harmonic_model_fit(model, chains, chains, NULL, &report));
    assert_ok(harmonic_model_ln_density(model, 1, N, harmonic_chains_get(chains, 0).x, ln_phi));
    double sum = 0;
    for (int i = 0; i < N; i++) sum -= ln_phi[i] / N;
    assert_bound(fabs(report.loss - sum), 1e-11, "whitening %d", w);
    assert_bound(fabs(report.validation_loss - sum), 1e-11, "whitening %d", w);
    harmonic_chains_destroy(chains);
    harmonic_model_destroy(model);
  }
}

static void ln_p_is_carried_over_for_models_that_use_it(void **state)
{
  (void)state;
  // P uniform in x: over u it is the Jacobian, and the best radius depends on it.
  static const double lower[2] = {0, 0}, upper[2] = {1, 1};
  static double x[2 * N], u[2 * N], ln_x[N], ln_u[N];
  double radius[2], ln_volume;
  uint64_t seed = 3;
  for (int i = 0; i < 2 * N; i++) {
    x[i] = 0.5 + 0.5 * uniform(&seed);
    u[i] = log(x[i] / (1 - x[i]));
    ln_u[i / 2] += log(x[i] * (1 - x[i]));
  }
  harmonic_ellipsoid_options options;
  harmonic_ellipsoid_options_init(&options);
  options.optimise = 1;
  for (int k = 0; k < 2; k++) {
    harmonic_model *model, *inner;
    harmonic_chains *chains;
    assert_ok(harmonic_chains_create(&chains, 2));
    assert_ok(harmonic_chains_add(chains, N, k ? u : x, k ? ln_u : ln_x, NULL));
    assert_ok(harmonic_ellipsoid_create(&inner, 2, &options));
    model = inner;
    if (k == 0)
      assert_ok(harmonic_transformed_create(&model, inner, lower, upper, HARMONIC_WHITENING_NONE));
    assert_ok(harmonic_model_fit(model, chains, NULL, NULL, NULL));
    assert_ok(harmonic_ellipsoid_size(k ? model : harmonic_transformed_inner(model), &radius[k],
                                      &ln_volume));
    harmonic_chains_destroy(chains);
    harmonic_model_destroy(model);
  }
  assert_bound(fabs(radius[0] - radius[1]), 1e-10, "R");
}

/// Angles around `peak`, a normal distribution of `sd` wrapped onto [0, 2 pi].
static harmonic_chains *angles(double peak, double sd)
{
  static double x[N], ln_post[N];
  harmonic_model *normal;
  harmonic_chains *chains;
  double variance = sd * sd;
  assert_ok(harmonic_gaussian_create_given(&normal, 1, &peak, &variance));
  assert_ok(harmonic_model_sample(normal, 1, 2, 0, N, x));
  for (int i = 0; i < N; i++) x[i] -= 2 * PI * floor(x[i] / (2 * PI));
  assert_ok(harmonic_chains_create(&chains, 1));
  assert_ok(harmonic_chains_add(chains, N, x, ln_post, NULL));
  harmonic_model_destroy(normal);
  return chains;
}

static void circular_parameters_may_cross_the_bounds(void **state)
{
  (void)state;
  // The loss does not depend on where the circle begins; without the turn it is far worse.
  static const double lower[1] = {0}, upper[1] = {2 * PI}, peaks[] = {0, 1, PI, 6};
  static double draws[N], ln_phi[N];
  double losses[COUNT(peaks)];
  for (size_t k = 0; k < COUNT(peaks); k++) {
    harmonic_chains *chains = angles(peaks[k], 0.5);
    harmonic_model *inner, *model, *fresh;
    harmonic_fit_report report;
    assert_ok(harmonic_gaussian_create(&inner, 1, NULL));
    assert_ok(harmonic_transformed_create(&model, inner, lower, upper, HARMONIC_WHITENING_FULL));
    assert_ok(harmonic_transformed_set_circular(model, 0));
    assert_ok(harmonic_model_fresh(&fresh, model));
    assert_ok(harmonic_model_fit(fresh, chains, NULL, NULL, &report));
    losses[k] = report.loss;
    // The entropy of a normal distribution of this width.
    assert_bound(fabs(report.loss - (0.5 * log(2 * PI) + 0.5 + log(0.5))), 0.05, "peak %g",
                 peaks[k]);
    assert_ok(harmonic_model_sample(fresh, 1, 3, 0, N, draws));
    assert_ok(harmonic_model_ln_density(fresh, 1, N, draws, ln_phi));
    double mean = 0;
    for (int i = 0; i < N; i++) {
      assert_true(draws[i] >= 0 && draws[i] <= 2 * PI && isfinite(ln_phi[i]));
      mean += cos(draws[i] - peaks[k]) / N;
    }
    assert_bound(fabs(mean - exp(-0.125)), 0.02, "peak %g", peaks[k]);
    harmonic_chains_destroy(chains);
    harmonic_model_destroy(model);
    harmonic_model_destroy(fresh);
  }
  for (size_t k = 1; k < COUNT(peaks); k++)
    assert_bound(fabs(losses[k] - losses[0]), 0.02, "peak %g", peaks[k]);
}

static void circular_densities_are_normalised(void **state)
{
  (void)state;
  // Over the two parts on either side of the cut, where phi is 0: found as its lowest place.
  static const double lower[1] = {0}, upper[1] = {2 * PI};
  harmonic_chains *chains = angles(6, 0.5);
  harmonic_model *inner, *model;
  assert_ok(harmonic_gaussian_create(&inner, 1, NULL));
  assert_ok(harmonic_transformed_create(&model, inner, lower, upper, HARMONIC_WHITENING_NONE));
  assert_ok(harmonic_transformed_set_circular(model, 0));
  assert_ok(harmonic_model_fit(model, chains, NULL, NULL, NULL));
  double cut = 0, least = INFINITY;
  for (int b = 0; b < 128; b++) {
    double x = 2 * PI * b / 128, ln_phi;
    assert_ok(harmonic_model_ln_density(model, 1, 1, &x, &ln_phi));
    if (ln_phi < least && b > 0) cut = x;
    if (b > 0) least = fmin(least, ln_phi);
  }
  double sum = integrate_box(model, 1, lower, &cut) + integrate_box(model, 1, &cut, upper);
  assert_bound(fabs(sum - 1), 1e-10, "cut at %g", cut);
  harmonic_chains_destroy(chains);
  harmonic_model_destroy(model);
}

static void a_fresh_model_learns_the_same(void **state)
{
  (void)state;
  const double *lower = boxes[4], *upper = boxes[4] + 2, x[2] = {-3, 2};
  double a, b;
  harmonic_model *model = fitted(2, lower, upper, HARMONIC_WHITENING_FULL), *fresh;
  harmonic_chains *chains = points_within(2, lower, upper);
  assert_ok(harmonic_model_fresh(&fresh, model));
  assert_false(harmonic_model_is_fitted(fresh));
  assert_ok(harmonic_model_fit(fresh, chains, NULL, NULL, NULL));
  assert_ok(harmonic_model_ln_density(model, 0.7, 1, x, &a));
  assert_ok(harmonic_model_ln_density(fresh, 0.7, 1, x, &b));
  assert_true(a == b && isfinite(a));
  harmonic_chains_destroy(chains);
  harmonic_model_destroy(model);
  harmonic_model_destroy(fresh);
}

static void bad_input_is_named(void **state)
{
  (void)state;
  static const double lower[2] = {0, 1}, upper[2] = {1, 1}, nan_bound[2] = {0, NAN};
  harmonic_model *inner, *model;
  assert_ok(harmonic_gaussian_create(&inner, 2, NULL));
  assert_refused(harmonic_transformed_create(&model, inner, lower, upper, 0), S2_ERR_ARGUMENT,
                 "parameter 1", "lower = 1", "upper = 1", NULL);
  assert_null(model);
  assert_refused(harmonic_transformed_create(&model, inner, nan_bound, NULL, 0), S2_ERR_ARGUMENT,
                 "parameter 1", "nan", NULL);
  assert_refused(harmonic_transformed_create(&model, inner, NULL, NULL, 9), S2_ERR_ARGUMENT,
                 "whitening = 9", NULL);
  assert_refused(harmonic_transformed_create(&model, NULL, NULL, NULL, 0), S2_ERR_ARGUMENT, "inner",
                 NULL);
  assert_null(harmonic_transformed_inner(inner));
  assert_refused(harmonic_transformed_set_circular(inner, 0), S2_ERR_ARGUMENT, "gaussian", NULL);
  assert_ok(harmonic_transformed_create(&model, inner, lower, NULL, 0));
  assert_refused(harmonic_transformed_set_circular(model, 2), S2_ERR_ARGUMENT, "parameter = 2",
                 "0 .. 1", NULL);
  assert_refused(harmonic_transformed_set_circular(model, 1), S2_ERR_ARGUMENT, "[1, inf]", NULL);
  harmonic_model_destroy(model);
  assert_ok(harmonic_gaussian_create(&inner, 2, NULL));
  assert_refused(harmonic_transformed_create(&model, inner, lower, upper, 0), S2_ERR_ARGUMENT,
                 "upper", NULL);
  harmonic_model_destroy(inner); // still the caller's
}

static void failed_allocations_lose_nothing(void **state)
{
  (void)state;
  const double *lower = boxes[4], *upper = boxes[4] + 2;
  harmonic_chains *chains = points_within(2, lower, upper);
  s2_status status = S2_ERR_MEMORY;
  for (int after = 0; status == S2_ERR_MEMORY && after < 300; after++) {
    harmonic_model *inner, *model = NULL;
    assert_ok(harmonic_gaussian_create(&inner, 2, NULL));
    s2_priv_fail_after(after);
    status = harmonic_transformed_create(&model, inner, lower, upper, HARMONIC_WHITENING_FULL);
    if (status != S2_OK) harmonic_model_destroy(inner);
    if (status == S2_OK) status = harmonic_model_fit(model, chains, chains, NULL, NULL);
    s2_priv_fail_after(-1);
    harmonic_model_destroy(model);
  }
  assert_int_equal(status, S2_OK);
  harmonic_chains_destroy(chains);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(densities_are_normalised_within_bounds),
      cmocka_unit_test(the_density_is_zero_outside),
      cmocka_unit_test(the_determinant_is_that_of_the_map),
      cmocka_unit_test(draws_are_inside_and_follow_the_density),
      cmocka_unit_test(points_at_a_bound_are_left_out_and_points_beyond_refused),
      cmocka_unit_test(the_report_is_that_of_x),
      cmocka_unit_test(ln_p_is_carried_over_for_models_that_use_it),
      cmocka_unit_test(circular_parameters_may_cross_the_bounds),
      cmocka_unit_test(circular_densities_are_normalised),
      cmocka_unit_test(a_fresh_model_learns_the_same),
      cmocka_unit_test(bad_input_is_named),
      cmocka_unit_test(failed_allocations_lose_nothing),
  };
  return cmocka_run_group_tests_name("transform", tests, NULL, NULL);
}
