// SPDX-License-Identifier: MIT
// The normal distribution: numbers of the original, moments with weights, normalisation at every
// temperature, few points, singular covariances.
#include "quadrature.h"
#include "support.h"

#include <harmonic/gaussian.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <s2common/rng.h>
#include <stdlib.h>
#include <string.h>

static const double centre[5] = {1, -2, 0.5, 3e3, 1e-3};

/// A covariance of very different units.
static void covariance_of(int ndim, double *c)
{
  static const double sd[5] = {1, 0.3, 20, 1e4, 1e-5};
  for (int i = 0; i < ndim; i++)
    for (int j = 0; j < ndim; j++)
      c[i * ndim + j] = sd[i] * sd[j] * (i == j ? 1 : (i + j) % 2 ? -0.4 : 0.3);
}

static harmonic_model *given(int ndim, double widen)
{
  double c[25];
  harmonic_model *model;
  covariance_of(ndim, c);
  for (int i = 0; i < ndim * ndim; i++) c[i] *= widen;
  assert_ok(harmonic_gaussian_create_given(&model, ndim, centre, c));
  return model;
}

static harmonic_chains *draws(const harmonic_model *model, int64_t n, const double *weight)
{
  int ndim = harmonic_model_ndim(model);
  double *x = calloc((size_t)(n * (ndim + 1)), sizeof *x);
  harmonic_chains *chains;
  assert_ok(harmonic_model_sample(model, 1, 3, 0, n, x));
  assert_ok(harmonic_chains_create(&chains, ndim));
  assert_ok(harmonic_chains_add(chains, n, x, x + n * ndim, weight));
  free(x);
  return chains;
}

static void densities_are_those_of_the_original(void **state)
{
  (void)state;
  npz *file = npz_open("models");
  size_t n = npz_count(file, "evidence_equal_gaussian__ln_phi");
  const double *x = npz_get(file, 2 * n, "evidence_equal__samples");
  const double *expected = npz_get(file, n, "evidence_equal_gaussian__ln_phi");
  double *ln_phi = malloc(n * sizeof *ln_phi), T = *npz_get(file, 1, "model_gaussian__T");
  harmonic_model *model;
  assert_ok(harmonic_gaussian_create_given(&model, 2, npz_get(file, 2, "model_gaussian__centre"),
                                           npz_get(file, 4, "model_gaussian__cov")));
  assert_ok(harmonic_model_ln_density(model, T, (int64_t)n, x, ln_phi));
  assert_bound(difference(ln_phi, expected, n), 1e-12, "ln phi");
  free(ln_phi);
  harmonic_model_destroy(model);
  npz_close(file);
}

static void densities_are_normalised_at_every_temperature(void **state)
{
  (void)state;
  static const double none[2] = {-INFINITY, -INFINITY}, all[2] = {INFINITY, INFINITY};
  static const double temperatures[] = {0.1, 0.5, 1};
  for (int ndim = 1; ndim <= 2; ndim++)
    for (size_t t = 0; t < COUNT(temperatures); t++) {
      harmonic_model *model = given(ndim, 1);
      assert_bound(fabs(integrate_box(model, temperatures[t], none, all) - 1), 1e-10,
                   "D = %d, T = %g", ndim, temperatures[t]);
      harmonic_model_destroy(model);
    }
  harmonic_model *model = given(5, 1), *wide = given(5, 1.3);
  for (size_t t = 0; t < COUNT(temperatures); t++) {
    double error, sum = integrate_importance(model, temperatures[t], wide, 40000, &error);
    assert_bound(fabs(sum - 1), 4 * error, "D = 5, T = %g", temperatures[t]);
    assert_bound(error, 0.1, "D = 5, T = %g", temperatures[t]);
  }
  harmonic_model_destroy(model);
  harmonic_model_destroy(wide);
}

static void the_latent_space_gives_the_density(void **state)
{
  (void)state;
  enum { N = 37 };
  double x[5 * N], z2[N], ln_det[N], ln_phi[N];
  harmonic_model *model = given(5, 1);
  assert_true(harmonic_model_has_temperature(model));
  assert_ok(harmonic_model_sample(model, 1, 8, 0, N, x));
  assert_ok(harmonic_model_latent(model, N, x, z2, ln_det));
  for (double T = 0.25; T <= 1; T += 0.25) {
    assert_ok(harmonic_model_ln_density(model, T, N, x, ln_phi));
    for (int i = 0; i < N; i++)
      assert_bound(fabs(-2.5 * log(2 * PI * T) - z2[i] / (2 * T) + ln_det[i] - ln_phi[i]), 1e-13,
                   "point %d, T = %g", i, T);
  }
  harmonic_model_destroy(model);
}

static void draws_have_the_covariance_of_their_temperature(void **state)
{
  (void)state;
  enum { N = 40000 };
  static double x[5 * N], z2[N], ln_det[N];
  harmonic_model *model = given(5, 1);
  for (double T = 0.25; T <= 1; T += 0.75) {
    double sum = 0;
    assert_ok(harmonic_model_sample(model, T, 8, 0, N, x));
    assert_ok(harmonic_model_latent(model, N, x, z2, ln_det));
    for (int i = 0; i < N; i++) sum += z2[i];
    // chi^2 of 5 degrees of freedom: variance 10.
    assert_bound(fabs(sum / N - 5 * T), 4 * T * sqrt(10.0 / N), "T = %g", T);
  }
  harmonic_model_destroy(model);
}

/// ln phi at some points of a model fitted to chains.
static void fit_and_evaluate(const harmonic_chains *chains, double ln_phi[8])
{
  double x[5 * 8];
  harmonic_model *model, *truth = given(5, 1);
  assert_ok(harmonic_gaussian_create(&model, 5, NULL));
  assert_ok(harmonic_model_fit(model, chains, NULL, NULL, NULL));
  assert_ok(harmonic_model_sample(truth, 1, 77, 0, 8, x));
  assert_ok(harmonic_model_ln_density(model, 1, 8, x, ln_phi));
  harmonic_model_destroy(model);
  harmonic_model_destroy(truth);
}

static void a_fit_finds_the_moments(void **state)
{
  (void)state;
  enum { N = 50000 };
  double fitted[8], exact[8], x[5 * 8];
  harmonic_model *truth = given(5, 1);
  harmonic_chains *chains = draws(truth, N, NULL);
  fit_and_evaluate(chains, fitted);
  assert_ok(harmonic_model_sample(truth, 1, 77, 0, 8, x));
  assert_ok(harmonic_model_ln_density(truth, 1, 8, x, exact));
  // 20 moments, each known to N^-1/2.
  assert_bound(difference(fitted, exact, 8), 6 * sqrt(20.0 / N), "ln phi");
  harmonic_chains_destroy(chains);
  harmonic_model_destroy(truth);
}

static void the_report_is_the_entropy(void **state)
{
  (void)state;
  harmonic_fit_report report;
  harmonic_model *truth = given(2, 1), *model;
  harmonic_chains *chains = draws(truth, 20000, NULL);
  assert_ok(harmonic_gaussian_create(&model, 2, NULL));
  assert_ok(harmonic_model_fit(model, chains, NULL, NULL, &report));
  // With the fitted moments, the mean of |z|^2 over the training points is D exactly.
  double ln_phi, mean[2] = {0}, z2, ln_det;
  assert_ok(harmonic_model_ln_density(model, 1, 1, mean, &ln_phi));
  assert_ok(harmonic_model_latent(model, 1, mean, &z2, &ln_det));
  assert_bound(fabs(report.loss - (log(2 * PI) - ln_det + 1)), 1e-10, "loss");
  assert_true(report.epochs == 0 && isnan(report.validation_loss));
  assert_ok(harmonic_model_fit(model, chains, chains, NULL, &report));
  assert_true(report.validation_loss == report.loss);
  harmonic_chains_destroy(chains);
  harmonic_model_destroy(model);
  harmonic_model_destroy(truth);
}

static void a_weight_is_a_repetition(void **state)
{
  (void)state;
  enum { N = 60 };
  double x[5 * N], many[5 * 3 * N], weight[N], zeros[3 * N] = {0}, a[8], b[8];
  int total = 0;
  harmonic_model *truth = given(5, 1);
  harmonic_chains *weighted, *repeated;
  assert_ok(harmonic_model_sample(truth, 1, 3, 0, N, x));
  for (int i = 0; i < N; i++) {
    weight[i] = i % 4;
    for (int r = 0; r < i % 4; r++) memcpy(many + 5 * total++, x + 5 * i, 5 * sizeof *x);
  }
  assert_ok(harmonic_chains_create(&weighted, 5));
  assert_ok(harmonic_chains_create(&repeated, 5));
  assert_ok(harmonic_chains_add(weighted, N, x, zeros, weight));
  assert_ok(harmonic_chains_add(repeated, total, many, zeros, NULL));
  harmonic_model *models[2];
  for (int k = 0; k < 2; k++) {
    harmonic_gaussian_options options;
    harmonic_gaussian_options_init(&options);
    options.shrinkage = 0;
    assert_ok(harmonic_gaussian_create(&models[k], 5, &options));
    assert_ok(harmonic_model_fit(models[k], k ? repeated : weighted, NULL, NULL, NULL));
    assert_ok(harmonic_model_ln_density(models[k], 1, 8, x, k ? b : a));
    harmonic_model_destroy(models[k]);
  }
  assert_bound(difference(a, b, 8), 1e-11, "ln phi");
  harmonic_chains_destroy(weighted);
  harmonic_chains_destroy(repeated);
  harmonic_model_destroy(truth);
}

static void fewer_points_than_parameters_are_shrunk(void **state)
{
  (void)state;
  enum { D = 40, N = 25 };
  static double x[D * N], zeros[N], ln_phi[N];
  for (uint64_t i = 0; i < D * N; i += 2) s2_rng_normal2(4, 0, i / 2, x + i);
  harmonic_model *model;
  harmonic_chains *chains;
  harmonic_gaussian_options options;
  assert_ok(harmonic_chains_create(&chains, D));
  assert_ok(harmonic_chains_add(chains, N, x, zeros, NULL));
  assert_ok(harmonic_gaussian_create(&model, D, NULL));
  assert_ok(harmonic_model_fit(model, chains, NULL, NULL, NULL));
  assert_ok(harmonic_model_ln_density(model, 1, N, x, ln_phi));
  for (int i = 0; i < N; i++) assert_true(isfinite(ln_phi[i]));
  harmonic_model_destroy(model);
  harmonic_gaussian_options_init(&options);
  options.shrinkage = 0;
  assert_ok(harmonic_gaussian_create(&model, D, &options));
  assert_refused(harmonic_model_fit(model, chains, NULL, NULL, NULL), S2_ERR_NUMERIC, "singular",
                 "parameter 24", NULL);
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

static void a_parameter_that_does_not_vary_is_named(void **state)
{
  (void)state;
  enum { N = 200 };
  double x[3 * N], zeros[N] = {0}, line[3 * N], c[4] = {1, 2, 2, 1};
  uint64_t seed = 1;
  for (int i = 0; i < N; i++) {
    x[3 * i] = line[3 * i] = uniform(&seed);
    x[3 * i + 1] = 0.1;
    x[3 * i + 2] = line[3 * i + 1] = uniform(&seed);
    line[3 * i + 2] = 2 * line[3 * i] - line[3 * i + 1] + 5;
  }
  harmonic_model *model;
  const double *sets[2] = {x, line};
  const char *words[2] = {"parameter 1 (counted from 0) does not vary: mean 0.1", "parameter 2"};
  for (int k = 0; k < 2; k++) {
    harmonic_chains *chains;
    assert_ok(harmonic_chains_create(&chains, 3));
    assert_ok(harmonic_chains_add(chains, N, sets[k], zeros, NULL));
    assert_ok(harmonic_gaussian_create(&model, 3, NULL));
    assert_refused(harmonic_model_fit(model, chains, NULL, NULL, NULL), S2_ERR_NUMERIC, words[k],
                   NULL);
    assert_false(harmonic_model_is_fitted(model));
    harmonic_model_destroy(model);
    harmonic_chains_destroy(chains);
  }
  assert_refused(harmonic_gaussian_create_given(&model, 2, centre, c), S2_ERR_NUMERIC,
                 "parameter 1", NULL);
  assert_null(model);
}

static void bad_options_are_named(void **state)
{
  (void)state;
  harmonic_model *model;
  harmonic_gaussian_options options;
  harmonic_gaussian_options_init(&options);
  options.shrinkage = 1.5;
  assert_refused(harmonic_gaussian_create(&model, 2, &options), S2_ERR_ARGUMENT, "shrinkage = 1.5",
                 NULL);
  assert_refused(harmonic_gaussian_create(&model, 0, NULL), S2_ERR_ARGUMENT, "ndim = 0", NULL);
  assert_refused(harmonic_gaussian_create(NULL, 2, NULL), S2_ERR_ARGUMENT, "model", NULL);
  assert_refused(harmonic_gaussian_create_given(&model, 2, NULL, centre), S2_ERR_ARGUMENT,
                 "mean is NULL", NULL);
}

static void failed_allocations_lose_nothing(void **state)
{
  (void)state;
  harmonic_model *truth = given(2, 1), *model;
  harmonic_chains *chains = draws(truth, 50, NULL);
  s2_status status = S2_ERR_MEMORY;
  for (int after = 0; status == S2_ERR_MEMORY && after < 100; after++) {
    s2_priv_fail_after(after);
    status = harmonic_gaussian_create(&model, 2, NULL);
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
      cmocka_unit_test(densities_are_those_of_the_original),
      cmocka_unit_test(densities_are_normalised_at_every_temperature),
      cmocka_unit_test(the_latent_space_gives_the_density),
      cmocka_unit_test(draws_have_the_covariance_of_their_temperature),
      cmocka_unit_test(a_fit_finds_the_moments),
      cmocka_unit_test(the_report_is_the_entropy),
      cmocka_unit_test(a_weight_is_a_repetition),
      cmocka_unit_test(fewer_points_than_parameters_are_shrunk),
      cmocka_unit_test(a_parameter_that_does_not_vary_is_named),
      cmocka_unit_test(bad_options_are_named),
      cmocka_unit_test(failed_allocations_lose_nothing),
  };
  return cmocka_run_group_tests_name("gaussian", tests, NULL, NULL);
}
