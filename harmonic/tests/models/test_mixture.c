// SPDX-License-Identifier: MIT
// Mixtures: the density by its formula, normalisation, draws, recovery of components with weights,
// the number of components, temperature, cancelling.
#include "quadrature.h"
#include "support.h"

#include <harmonic/gaussian.h>
#include <harmonic/mixture.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>
#include <string.h>

static const double weights[3] = {1, 2, 1};
static const double means[6] = {-4, 0, 3, 3, 4, -5};
static const double covariances[12] = {1, 0.5, 0.5, 1, 0.5, 0, 0, 2, 1, -0.9, -0.9, 1};

static harmonic_mixture_options with(int components, double temperature)
{
  harmonic_mixture_options options;
  harmonic_mixture_options_init(&options);
  options.components = components;
  options.temperature = temperature;
  return options;
}

static harmonic_model *given(double temperature)
{
  harmonic_mixture_options options = with(0, temperature);
  harmonic_model *model;
  assert_ok(harmonic_mixture_create_given(&model, 2, 3, weights, means, covariances, &options));
  return model;
}

static harmonic_chains *draws(int64_t n, const double *weight)
{
  harmonic_model *model = given(1);
  double *x = calloc((size_t)(n * 3), sizeof *x);
  harmonic_chains *chains;
  assert_ok(harmonic_model_sample(model, 1, 3, 0, n, x));
  assert_ok(harmonic_chains_create(&chains, 2));
  assert_ok(harmonic_chains_add(chains, n, x, x + n * 2, weight));
  free(x);
  harmonic_model_destroy(model);
  return chains;
}

static void the_density_is_the_sum_of_its_components(void **state)
{
  (void)state;
  static const double points[] = {0, 0, -4, 0.3, 3, 3, 4, -5, 100, 100};
  for (double T = 0.25; T <= 1; T += 0.75) {
    harmonic_model *model = given(T);
    double ln_phi[5];
    assert_ok(harmonic_model_ln_density(model, 1, 5, points, ln_phi));
    for (int i = 0; i < 5; i++) {
      double sum = 0, nearest = -INFINITY, exponent[3], det[3];
      for (int k = 0; k < 3; k++) {
        const double *c = covariances + 4 * k;
        double a = points[2 * i] - means[2 * k], b = points[2 * i + 1] - means[2 * k + 1];
        det[k] = c[0] * c[3] - c[1] * c[1];
        exponent[k] = -(c[3] * a * a - 2 * c[1] * a * b + c[0] * b * b) / (2 * T * det[k]);
        nearest = fmax(nearest, exponent[k]);
      }
      for (int k = 0; k < 3; k++)
        sum += weights[k] / 4 * exp(exponent[k] - nearest) / (2 * PI * T * sqrt(det[k]));
      assert_bound(fabs(log(sum) + nearest - ln_phi[i]), 1e-12 * fmax(1, fabs(ln_phi[i])),
                   "point %d, T = %g", i, T);
    }
    assert_false(harmonic_model_has_temperature(model));
    harmonic_model_destroy(model);
  }
}

static void densities_are_normalised(void **state)
{
  (void)state;
  static const double none[2] = {-INFINITY, -INFINITY}, all[2] = {INFINITY, INFINITY};
  for (double T = 0.3; T <= 1; T += 0.7) {
    harmonic_model *model = given(T);
    assert_bound(fabs(integrate_box(model, 1, none, all) - 1), 1e-10, "T = %g", T);
    harmonic_model_destroy(model);
  }
  static const double places[2] = {-1, 2}, variances[2] = {0.2, 1};
  harmonic_model *line;
  assert_ok(harmonic_mixture_create_given(&line, 1, 2, weights, places, variances, NULL));
  assert_bound(fabs(integrate_box(line, 1, none, all) - 1), 1e-10, "D = 1");
  harmonic_model_destroy(line);
}

static void densities_are_normalised_in_five_dimensions(void **state)
{
  (void)state;
  double m[10] = {0}, c[50] = {0}, zero[5] = {0}, broad[25] = {0}, error;
  harmonic_model *model, *wide;
  for (int i = 0; i < 25; i++) {
    c[i] = i % 6 == 0 ? 1 : 0.2;
    c[25 + i] = i % 6 == 0 ? 0.7 : 0;
    broad[i] = i % 6 == 0 ? 2 : 0;
  }
  m[5] = 1;
  assert_ok(harmonic_mixture_create_given(&model, 5, 2, weights, m, c, NULL));
  assert_ok(harmonic_gaussian_create_given(&wide, 5, zero, broad));
  double sum = integrate_importance(model, 1, wide, 40000, &error);
  assert_bound(fabs(sum - 1), 4 * error, "D = 5");
  assert_bound(error, 0.03, "D = 5");
  harmonic_model_destroy(model);
  harmonic_model_destroy(wide);
}

static void draws_have_the_weights_and_means(void **state)
{
  (void)state;
  enum { N = 40000 };
  static double x[2 * N];
  double count[3] = {0}, sum[6] = {0};
  harmonic_model *model = given(1);
  assert_ok(harmonic_model_sample(model, 1, 5, 0, N, x));
  for (int i = 0; i < N; i++) {
    int k = x[2 * i] < -0.5 ? 0 : x[2 * i + 1] > -1.5 ? 1 : 2;
    count[k]++;
    for (int d = 0; d < 2; d++) sum[2 * k + d] += x[2 * i + d];
  }
  for (int k = 0; k < 3; k++) {
    assert_bound(fabs(count[k] / N - weights[k] / 4), 0.01, "weight %d", k);
    for (int d = 0; d < 2; d++)
      assert_bound(fabs(sum[2 * k + d] / count[k] - means[2 * k + d]), 0.06, "mean %d", k);
  }
  harmonic_model_destroy(model);
}

/// Mean of ln phi_truth - ln phi over draws of the truth that were not learned from.
static double divergence(const harmonic_model *model)
{
  enum { N = 20000 };
  static double x[2 * N], p[N], q[N];
  harmonic_model *truth = given(1);
  double sum = 0;
  assert_ok(harmonic_model_sample(truth, 1, 999, 0, N, x));
  assert_ok(harmonic_model_ln_density(truth, 1, N, x, p));
  assert_ok(harmonic_model_ln_density(model, 1, N, x, q));
  for (int i = 0; i < N; i++) sum += p[i] - q[i];
  harmonic_model_destroy(truth);
  return sum / N;
}

static void a_fit_finds_the_components(void **state)
{
  (void)state;
  harmonic_mixture_options options = with(3, 1);
  harmonic_chains *chains = draws(8000, NULL);
  for (uint64_t seed = 0; seed < 3; seed++) {
    harmonic_model *model;
    harmonic_fit_options fit;
    harmonic_fit_report report;
    harmonic_fit_options_init(&fit);
    fit.seed = seed;
    assert_ok(harmonic_mixture_create(&model, 2, &options));
    assert_ok(harmonic_model_fit(model, chains, NULL, &fit, &report));
    // 17 parameters from 8000 points: an expected divergence of 17 / 16000.
    assert_bound(fabs(divergence(model)), 0.004, "seed %d", (int)seed);
    assert_true(report.epochs >= 2 && report.epochs <= options.iterations);
    harmonic_model_destroy(model);
  }
  harmonic_chains_destroy(chains);
}

static void the_number_of_components_is_found(void **state)
{
  (void)state;
  int count;
  harmonic_chains *chains = draws(4000, NULL);
  harmonic_model *model, *fresh;
  assert_ok(harmonic_mixture_create(&model, 2, NULL));
  assert_ok(harmonic_model_fit(model, chains, NULL, NULL, NULL));
  assert_ok(harmonic_mixture_size(model, &count));
  // Held-out points may like one more than the truth, never fewer.
  assert_in_range(count, 3, 5);
  assert_bound(fabs(divergence(model)), 0.015, "%d components", count);
  assert_ok(harmonic_model_fresh(&fresh, model));
  assert_refused(harmonic_mixture_size(fresh, &count), S2_ERR_ARGUMENT, "not fitted", NULL);
  harmonic_model_destroy(fresh);
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

static void one_component_is_the_normal_distribution(void **state)
{
  (void)state;
  static const double x[] = {0, 0, 1, 2, -3, 4};
  double a[3], b[3];
  harmonic_mixture_options options = with(1, 1);
  harmonic_chains *chains = draws(500, NULL);
  harmonic_model *mixture, *gaussian;
  assert_ok(harmonic_mixture_create(&mixture, 2, &options));
  assert_ok(harmonic_gaussian_create(&gaussian, 2, NULL));
  assert_ok(harmonic_model_fit(mixture, chains, NULL, NULL, NULL));
  assert_ok(harmonic_model_fit(gaussian, chains, NULL, NULL, NULL));
  assert_ok(harmonic_model_ln_density(mixture, 1, 3, x, a));
  assert_ok(harmonic_model_ln_density(gaussian, 1, 3, x, b));
  assert_bound(difference(a, b, 3), 1e-13, "ln phi");
  harmonic_model_destroy(mixture);
  harmonic_model_destroy(gaussian);
  harmonic_chains_destroy(chains);
}

static void weights_count(void **state)
{
  (void)state;
  enum { N = 8000 };
  static double weight[N];
  static const double mode[2] = {4, -5};
  double phi;
  for (int i = 0; i < N; i++) weight[i] = i % 2;
  harmonic_chains *half = draws(N, weight);
  harmonic_mixture_options options = with(3, 1);
  harmonic_model *model;
  assert_ok(harmonic_mixture_create(&model, 2, &options));
  assert_ok(harmonic_model_fit(model, half, NULL, NULL, NULL));
  assert_bound(fabs(divergence(model)), 0.008, "half the points");
  assert_ok(harmonic_model_ln_density(model, 1, 1, mode, &phi));
  harmonic_chains_destroy(half);
  harmonic_model_destroy(model);
}

static void results_do_not_depend_on_threads(void **state)
{
  (void)state;
  static const double x[] = {0, 0, 1, 2, -3, 4};
  double phi[2][3];
  int before = set_threads(1);
  harmonic_chains *chains = draws(3000, NULL);
  harmonic_mixture_options options = with(4, 1);
  for (int k = 0; k < 2; k++) {
    harmonic_model *model;
    set_threads(k == 0 ? 1 : 3);
    assert_ok(harmonic_mixture_create(&model, 2, &options));
    assert_ok(harmonic_model_fit(model, chains, NULL, NULL, NULL));
    assert_ok(harmonic_model_ln_density(model, 1, 3, x, phi[k]));
    harmonic_model_destroy(model);
  }
  set_threads(before);
  harmonic_chains_destroy(chains);
  assert_memory_equal(phi[0], phi[1], sizeof phi[0]);
}

static int stop(void *user, double done, const char *what)
{
  double *last = user;
  assert_true(done >= *last && done <= 1);
  assert_non_null(what);
  *last = done;
  return done > 0.1;
}

static void a_fit_can_be_cancelled(void **state)
{
  (void)state;
  double last = 0;
  harmonic_chains *chains = draws(1000, NULL);
  harmonic_fit_options fit;
  harmonic_model *model;
  harmonic_fit_options_init(&fit);
  fit.progress = stop;
  fit.user = &last;
  assert_ok(harmonic_mixture_create(&model, 2, NULL));
  assert_refused(harmonic_model_fit(model, chains, NULL, &fit, NULL), S2_ERR_CANCELLED, "steps",
                 NULL);
  assert_false(harmonic_model_is_fitted(model));
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

static void bad_input_is_named(void **state)
{
  (void)state;
  harmonic_model *model;
  harmonic_mixture_options options = with(-1, 1);
  static const double negative[3] = {1, -1, 1};
  assert_refused(harmonic_mixture_create(&model, 2, &options), S2_ERR_ARGUMENT, "components = -1",
                 "1000", NULL);
  options = with(1, 0);
  assert_refused(harmonic_mixture_create(&model, 2, &options), S2_ERR_ARGUMENT, "temperature = 0",
                 NULL);
  assert_refused(harmonic_mixture_create_given(&model, 2, 3, negative, means, covariances, NULL),
                 S2_ERR_ARGUMENT, "weights[1] = -1", NULL);
  assert_refused(harmonic_mixture_create_given(&model, 2, 0, weights, means, covariances, NULL),
                 S2_ERR_ARGUMENT, "components = 0", NULL);
  harmonic_chains *chains = draws(100, NULL);
  harmonic_fit_options fit;
  harmonic_fit_options_init(&fit);
  fit.validation = 0;
  assert_ok(harmonic_mixture_create(&model, 2, NULL));
  assert_refused(harmonic_model_fit(model, chains, NULL, &fit, NULL), S2_ERR_ARGUMENT, "held-out",
                 "validation = 0", NULL);
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

static void failed_allocations_lose_nothing(void **state)
{
  (void)state;
  harmonic_chains *chains = draws(60, NULL);
  harmonic_mixture_options options = with(2, 1);
  harmonic_model *model;
  s2_status status = S2_ERR_MEMORY;
  int before = set_threads(1); // allocations are counted per thread
  options.iterations = 2;
  for (int after = 0; status == S2_ERR_MEMORY && after < 300; after++) {
    s2_priv_fail_after(after);
    status = harmonic_mixture_create(&model, 2, &options);
    if (status == S2_OK) status = harmonic_model_fit(model, chains, NULL, NULL, NULL);
    s2_priv_fail_after(-1);
    harmonic_model_destroy(model);
  }
  set_threads(before);
  assert_int_equal(status, S2_OK);
  harmonic_chains_destroy(chains);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_density_is_the_sum_of_its_components),
      cmocka_unit_test(densities_are_normalised),
      cmocka_unit_test(densities_are_normalised_in_five_dimensions),
      cmocka_unit_test(draws_have_the_weights_and_means),
      cmocka_unit_test(a_fit_finds_the_components),
      cmocka_unit_test(the_number_of_components_is_found),
      cmocka_unit_test(one_component_is_the_normal_distribution),
      cmocka_unit_test(weights_count),
      cmocka_unit_test(results_do_not_depend_on_threads),
      cmocka_unit_test(a_fit_can_be_cancelled),
      cmocka_unit_test(bad_input_is_named),
      cmocka_unit_test(failed_allocations_lose_nothing),
  };
  return cmocka_run_group_tests_name("mixture", tests, NULL, NULL);
}
