// SPDX-License-Identifier: MIT
// Ellipsoids: numbers of the original, volume and mass, normalisation, draws, the best radius.
#include "quadrature.h"
#include "support.h"

#include <harmonic/ellipsoid.h>
#include <harmonic/gaussian.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>
#include <string.h>

static const double centre[5] = {1, -2, 0.5, 3, -1};
static const double covariance[4] = {1, 0.45, 0.45, 0.3};

static harmonic_ellipsoid_options filled(harmonic_filling filling, double radius)
{
  harmonic_ellipsoid_options options;
  harmonic_ellipsoid_options_init(&options);
  options.filling = filling;
  options.radius = radius;
  return options;
}

static harmonic_model *given(int ndim, const double *c, harmonic_filling filling, double radius)
{
  harmonic_ellipsoid_options options = filled(filling, radius);
  harmonic_model *model;
  assert_ok(harmonic_ellipsoid_create_given(&model, ndim, centre, c, &options));
  return model;
}

/// n draws of a model with ln P = its density + shift, as a chain.
static harmonic_chains *draws(const harmonic_model *model, int64_t n)
{
  int ndim = harmonic_model_ndim(model);
  double *x = malloc((size_t)(n * (ndim + 1)) * sizeof *x);
  harmonic_chains *chains;
  assert_ok(harmonic_model_sample(model, 1, 3, 0, n, x));
  assert_ok(harmonic_model_ln_density(model, 1, n, x, x + n * ndim));
  assert_ok(harmonic_chains_create(&chains, ndim));
  assert_ok(harmonic_chains_add(chains, n, x, x + n * ndim, NULL));
  free(x);
  return chains;
}

static void the_hypersphere_is_that_of_the_original(void **state)
{
  (void)state;
  npz *file = npz_open("models");
  size_t n = npz_count(file, "evidence_equal_hypersphere__ln_phi"), outside = 0;
  const double *x = npz_get(file, 2 * n, "evidence_equal__samples");
  const double *expected = npz_get(file, n, "evidence_equal_hypersphere__ln_phi");
  double *ln_phi = malloc(n * sizeof *ln_phi), radius, ln_volume;
  harmonic_model *model;
  assert_ok(harmonic_hypersphere_create(&model, 2, npz_get(file, 2, "model_hypersphere__centre"),
                                        npz_get(file, 2, "model_hypersphere__inv_covariance"),
                                        *npz_get(file, 1, "model_hypersphere__R")));
  assert_ok(harmonic_model_ln_density(model, 1, (int64_t)n, x, ln_phi));
  for (size_t i = 0; i < n; i++) {
    assert_true(isfinite(ln_phi[i]) == isfinite(expected[i]));
    outside += ln_phi[i] == -INFINITY;
    if (isfinite(expected[i])) assert_bound(fabs(ln_phi[i] - expected[i]), 1e-12, "point %zu", i);
  }
  assert_true(outside > n / 4 && outside < 3 * n / 4);
  assert_ok(harmonic_ellipsoid_size(model, &radius, &ln_volume));
  assert_bound(fabs(radius - 1.3), 1e-15, "radius");
  free(ln_phi);
  harmonic_model_destroy(model);
  npz_close(file);
}

static void volumes_are_known(void **state)
{
  (void)state;
  // pi^(D/2) R^D / Gamma(D/2 + 1), D = 1 .. 4, R = 2.
  const double volumes[] = {4, 4 * PI, 32 * PI / 3, 8 * PI * PI};
  double unit[16] = {0};
  for (int ndim = 1; ndim <= 4; ndim++) {
    double radius, ln_volume;
    memset(unit, 0, sizeof unit);
    for (int d = 0; d < ndim; d++) unit[d * (ndim + 1)] = d == 0 ? 9 : 1; // one axis of 3
    harmonic_model *model = given(ndim, unit, HARMONIC_FILLING_UNIFORM, 2);
    assert_ok(harmonic_ellipsoid_size(model, &radius, &ln_volume));
    assert_bound(fabs(exp(ln_volume) - 3 * volumes[ndim - 1]), 1e-12, "D = %d", ndim);
    harmonic_model_destroy(model);
  }
}

static void densities_are_normalised(void **state)
{
  (void)state;
  static const harmonic_filling fillings[] = {HARMONIC_FILLING_UNIFORM, HARMONIC_FILLING_NORMAL};
  static const double radii[] = {0, 0.7, 3};
  for (int f = 0; f < 2; f++)
    for (size_t r = 0; r < COUNT(radii); r++) {
      harmonic_model *model = given(2, covariance, fillings[f], radii[r]);
      assert_bound(fabs(integrate_star(model, centre) - 1), 1e-10, "filling %d, R = %g", f,
                   radii[r]);
      harmonic_model_destroy(model);
      double variance = 0.04, radius, ln_volume;
      model = given(1, &variance, fillings[f], radii[r]);
      assert_ok(harmonic_ellipsoid_size(model, &radius, &ln_volume));
      double low = centre[0] - 0.2 * radius, high = centre[0] + 0.2 * radius;
      assert_bound(fabs(integrate_box(model, 1, &low, &high) - 1), 1e-10, "D = 1, filling %d", f);
      harmonic_model_destroy(model);
    }
}

static void densities_are_normalised_in_five_dimensions(void **state)
{
  (void)state;
  double c[25] = {0}, wider[25] = {0}, error;
  harmonic_model *wide;
  for (int i = 0; i < 25; i++) c[i] = i % 6 == 0 ? 1 : 0.3;
  for (int i = 0; i < 25; i++) wider[i] = 1.2 * c[i];
  assert_ok(harmonic_gaussian_create_given(&wide, 5, centre, wider));
  for (int f = 0; f < 2; f++) {
    harmonic_model *model = given(5, c, (harmonic_filling)f, 0);
    double sum = integrate_importance(model, 1, wide, 40000, &error);
    assert_bound(fabs(sum - 1), 4 * error, "filling %d", f);
    assert_bound(error, 0.02, "filling %d", f);
    harmonic_model_destroy(model);
  }
  harmonic_model_destroy(wide);
}

static void the_default_radius_holds_nine_tenths(void **state)
{
  (void)state;
  // chi^2 of 2 degrees: mass 1 - exp(-R^2/2).
  double radius, ln_volume;
  harmonic_model *model = given(2, covariance, HARMONIC_FILLING_NORMAL, 0);
  assert_ok(harmonic_ellipsoid_size(model, &radius, &ln_volume));
  assert_bound(fabs(radius * radius + 2 * log(0.1)), 1e-10, "R^2");
  harmonic_model_destroy(model);
  model = given(2, covariance, HARMONIC_FILLING_UNIFORM, 0);
  assert_ok(harmonic_ellipsoid_size(model, &radius, &ln_volume));
  assert_bound(fabs(radius * radius - 3), 1e-14, "R^2");
  harmonic_model_destroy(model);
}

static void draws_are_inside_with_the_right_distances(void **state)
{
  (void)state;
  enum { N = 20000 };
  static double x[3 * N], ln_phi[N];
  static const double unit[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  for (int f = 0; f < 2; f++) {
    harmonic_model *model = given(3, unit, (harmonic_filling)f, 1.5);
    double mean = 0, square = 0;
    assert_ok(harmonic_model_sample(model, 1, 12, 0, N, x));
    assert_ok(harmonic_model_ln_density(model, 1, N, x, ln_phi));
    for (int i = 0; i < N; i++) {
      double r2 = 0;
      assert_true(isfinite(ln_phi[i]));
      for (int d = 0; d < 3; d++) r2 += pow(x[3 * i + d] - centre[d], 2);
      mean += r2 / N;
      square += r2 * r2 / N;
    }
    // E |z|^2: 3/5 R^2; and 3 P(5/2, R^2/2) / P(3/2, R^2/2) = 3 - R^3 e^(-R^2/2) sqrt(2/pi) / P.
    double P = erf(1.5 / sqrt(2)) - sqrt(2 / PI) * 1.5 * exp(-1.125);
    double expected = f == 0 ? 0.6 * 2.25 : 3 - sqrt(2 / PI) * 3.375 * exp(-1.125) / P;
    assert_bound(fabs(mean - expected), 4 * sqrt((square - mean * mean) / N), "filling %d", f);
    harmonic_model_destroy(model);
  }
}

/// J(R) of ellipsoid.h by its definition, in logarithms against the largest term.
static double second_moment(int n, const double *z2, const double *ln_post, double r2, int normal)
{
  double sum = 0;
  for (int i = 0; i < n; i++)
    if (z2[i] < r2) sum += exp(2 * ((normal ? -0.5 * z2[i] : 0) - ln_post[i]) - 20);
  double content = normal ? 1 - exp(-0.5 * r2) : r2; // D = 2, up to a factor
  return sum / (content * content);
}

static void the_best_radius_beats_all_others(void **state)
{
  (void)state;
  enum { N = 300 };
  harmonic_model *truth;
  assert_ok(harmonic_gaussian_create_given(&truth, 2, centre, covariance));
  harmonic_chains *chains = draws(truth, N);
  harmonic_chain chain = harmonic_chains_get(chains, 0);
  for (int f = 0; f < 2; f++) {
    harmonic_ellipsoid_options options = filled((harmonic_filling)f, 0);
    harmonic_model *model, *map;
    double z2[N], ln_det[N], radius, ln_volume;
    options.optimise = 1;
    assert_ok(harmonic_gaussian_create(&map, 2, NULL));
    assert_ok(harmonic_model_fit(map, chains, NULL, NULL, NULL));
    assert_ok(harmonic_model_latent(map, N, chain.x, z2, ln_det));
    assert_ok(harmonic_ellipsoid_create(&model, 2, &options));
    assert_ok(harmonic_model_fit(model, chains, NULL, NULL, NULL));
    assert_ok(harmonic_ellipsoid_size(model, &radius, &ln_volume));
    double best = second_moment(N, z2, chain.ln_post, radius * radius * (1 - 1e-12), f);
    int inside = 0;
    for (int i = 0; i < N; i++) inside += z2[i] < radius * radius * (1 - 1e-12);
    assert_true(inside >= 3 && inside < N);
    for (double r2 = 0.05; r2 < 12; r2 += 0.003) {
      int count = 0;
      for (int i = 0; i < N; i++) count += z2[i] < r2;
      if (count >= 3 && count < N)
        assert_bound(best, second_moment(N, z2, chain.ln_post, r2, f) * (1 + 1e-9), "R^2 = %g", r2);
    }
    harmonic_model_destroy(model);
    harmonic_model_destroy(map);
  }
  harmonic_chains_destroy(chains);
  harmonic_model_destroy(truth);
}

/// Relative variance of phi / P over independent draws of a standard normal posterior.
static double relative_variance(int ndim, int64_t n)
{
  size_t size = (size_t)ndim;
  double *unit = calloc(size * size + size, sizeof *unit);
  double *x = malloc((size_t)n * (size + 2) * sizeof *x), *p = x + n * ndim, *q = p + n;
  harmonic_model *truth, *model;
  for (size_t d = 0; d < size; d++) unit[d * (size + 1)] = 1;
  assert_ok(harmonic_gaussian_create_given(&truth, ndim, unit + size * size, unit));
  assert_ok(harmonic_ellipsoid_create_given(&model, ndim, unit + size * size, unit, NULL));
  assert_ok(harmonic_model_sample(truth, 1, 6, 0, n, x));
  assert_ok(harmonic_model_ln_density(truth, 1, n, x, p));
  assert_ok(harmonic_model_ln_density(model, 1, n, x, q));
  double sum = 0, squares = 0;
  for (int64_t i = 0; i < n; i++) {
    sum += exp(q[i] - p[i]) / (double)n;
    squares += exp(2 * (q[i] - p[i])) / (double)n;
  }
  harmonic_model_destroy(truth);
  harmonic_model_destroy(model);
  free(unit);
  free(x);
  return squares / (sum * sum) - 1;
}

static void the_variance_of_a_harmonic_mean_is_as_predicted(void **state)
{
  (void)state;
  // (V_ball)^-1 int (2 pi)^(D/2) exp(|z|^2/2) over the ball of R^2 = D + 1, minus 1.
  static const int ndims[] = {1, 5, 21, 37};
  static const double expected[] = {0.296, 1.159, 3.143, 4.452};
  for (size_t k = 0; k < COUNT(ndims); k++)
    assert_bound(fabs(relative_variance(ndims[k], 60000) / expected[k] - 1), 0.05, "D = %d",
                 ndims[k]);
}

static void bad_input_is_named(void **state)
{
  (void)state;
  harmonic_model *model, *other;
  harmonic_ellipsoid_options options = filled(HARMONIC_FILLING_UNIFORM, -1);
  double one[2] = {1, 0}, radius, ln_volume;
  assert_refused(harmonic_ellipsoid_create(&model, 2, &options), S2_ERR_ARGUMENT, "radius = -1",
                 NULL);
  options = filled((harmonic_filling)7, 0);
  assert_refused(harmonic_ellipsoid_create(&model, 2, &options), S2_ERR_ARGUMENT, "filling = 7",
                 NULL);
  assert_refused(harmonic_hypersphere_create(&model, 2, centre, one, 1), S2_ERR_ARGUMENT,
                 "inverse_variance[1] = 0", NULL);
  assert_refused(harmonic_hypersphere_create(&model, 1, centre, one, 0), S2_ERR_ARGUMENT,
                 "radius = 0", NULL);
  options = filled(HARMONIC_FILLING_UNIFORM, 0);
  options.optimise = 1;
  assert_ok(harmonic_ellipsoid_create(&model, 2, &options));
  assert_refused(harmonic_ellipsoid_size(model, &radius, &ln_volume), S2_ERR_ARGUMENT, "not fitted",
                 NULL);
  assert_ok(harmonic_gaussian_create_given(&other, 2, centre, covariance));
  assert_refused(harmonic_ellipsoid_size(other, &radius, &ln_volume), S2_ERR_ARGUMENT, "gaussian",
                 NULL);
  harmonic_chains *chains = draws(other, 3);
  assert_refused(harmonic_model_fit(model, chains, NULL, NULL, NULL), S2_ERR_ARGUMENT, "3 points",
                 "needs 4", NULL);
  harmonic_chains_destroy(chains);
  harmonic_model_destroy(model);
  harmonic_model_destroy(other);
}

static void failed_allocations_lose_nothing(void **state)
{
  (void)state;
  harmonic_model *truth, *model;
  harmonic_ellipsoid_options options = filled(HARMONIC_FILLING_UNIFORM, 0);
  s2_status status = S2_ERR_MEMORY;
  options.optimise = 1;
  assert_ok(harmonic_gaussian_create_given(&truth, 2, centre, covariance));
  harmonic_chains *chains = draws(truth, 50);
  for (int after = 0; status == S2_ERR_MEMORY && after < 100; after++) {
    s2_priv_fail_after(after);
    status = harmonic_ellipsoid_create(&model, 2, &options);
    if (status == S2_OK) status = harmonic_model_fit(model, chains, NULL, NULL, NULL);
    s2_priv_fail_after(-1);
    harmonic_model_destroy(model);
  }
  assert_int_equal(status, S2_OK);
  harmonic_chains_destroy(chains);
  harmonic_model_destroy(truth);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_hypersphere_is_that_of_the_original),
      cmocka_unit_test(volumes_are_known),
      cmocka_unit_test(densities_are_normalised),
      cmocka_unit_test(densities_are_normalised_in_five_dimensions),
      cmocka_unit_test(the_default_radius_holds_nine_tenths),
      cmocka_unit_test(draws_are_inside_with_the_right_distances),
      cmocka_unit_test(the_best_radius_beats_all_others),
      cmocka_unit_test(the_variance_of_a_harmonic_mean_is_as_predicted),
      cmocka_unit_test(bad_input_is_named),
      cmocka_unit_test(failed_allocations_lose_nothing),
  };
  return cmocka_run_group_tests_name("ellipsoid", tests, NULL, NULL);
}
