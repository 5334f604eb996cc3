// SPDX-License-Identifier: MIT
// What flows are: normalised, invertible, the identity before training, independent of threads; and
// what they refuse.
#define _POSIX_C_SOURCE 200112L // setenv
#include "support.h"

#include <harmonic/flow.h>
#include <harmonic/gaussian.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <s2common/rng.h>
#include <stdlib.h>
#include <string.h>

enum { N = 600 };

/// Normal points, of which every second coordinate is bent by the one before.
static double *bent(int n, int d, uint64_t stream)
{
  double *x = malloc((size_t)(n * d) * sizeof *x);
  for (int i = 0; i < n; ++i)
    for (int c = 0; c < d; ++c) {
      double z[2];
      s2_rng_normal2(3, stream, (uint64_t)(i * d + c), z);
      x[i * d + c] = c % 2 ? 0.5 * z[0] + 0.6 * pow(x[i * d + c - 1], 2) : 1 + 2 * z[0];
    }
  return x;
}

static harmonic_chains *chains_of(int n, int d, const double *x, const double *weight)
{
  harmonic_chains *chains;
  double *zero = calloc((size_t)n, sizeof *zero);
  assert_ok(harmonic_chains_create(&chains, d));
  assert_ok(harmonic_chains_add(chains, n, x, zero, weight));
  free(zero);
  return chains;
}

/// A small flow of each kind.
static harmonic_model *make(int spline, int d, int double_training)
{
  harmonic_model *model;
  harmonic_spline_flow_options s;
  harmonic_realnvp_options r;
  harmonic_spline_flow_options_init(&s);
  harmonic_realnvp_options_init(&r);
  s.layers = r.layers = 4;
  s.hidden[0] = 12;
  s.hidden[1] = 10;
  r.hidden[0] = 24;
  s.double_training = r.double_training = double_training;
  assert_ok(spline ? harmonic_spline_flow_create(&model, d, &s)
                   : harmonic_realnvp_create(&model, d, &r));
  return model;
}

static harmonic_model *fitted(int spline, int d, const harmonic_fit_options *o,
                              harmonic_fit_report *report)
{
  double *x = bent(N, d, 0);
  harmonic_chains *chains = chains_of(N, d, x, NULL);
  harmonic_model *model = make(spline, d, 0);
  assert_ok(harmonic_model_fit(model, chains, NULL, o, report));
  harmonic_chains_destroy(chains);
  free(x);
  return model;
}

static harmonic_fit_options short_fit(void)
{
  harmonic_fit_options o;
  harmonic_fit_options_init(&o);
  o.epochs = 4;
  o.learning_rate = 5e-3;
  return o;
}

// ------------------------------------------------------------------ densities

// With a rate of 1e-300 no parameter moves: the whitened normal density is left.
static void before_training_a_flow_is_the_gaussian_of_its_samples(void **state)
{
  (void)state;
  enum { D = 5 };
  double *x = bent(N, D, 0), own[N], known[N];
  harmonic_chains *chains = chains_of(N, D, x, NULL);
  harmonic_fit_options o = short_fit();
  o.epochs = 1;
  o.learning_rate = 1e-300;
  o.validation = 0;
  harmonic_model *gaussian;
  assert_ok(harmonic_gaussian_create(&gaussian, D, NULL));
  assert_ok(harmonic_model_fit(gaussian, chains, NULL, &o, NULL));
  assert_ok(harmonic_model_ln_density(gaussian, 1, N, x, known));
  for (int spline = 0; spline < 2; ++spline) {
    harmonic_model *model = make(spline, D, 1);
    assert_ok(harmonic_model_fit(model, chains, NULL, &o, NULL));
    assert_ok(harmonic_model_ln_density(model, 1, N, x, own));
    assert_bound(difference(own, known, N), 1e-11, "spline %d", spline);
    harmonic_model_destroy(model);
  }
  harmonic_model_destroy(gaussian);
  harmonic_chains_destroy(chains);
  free(x);
}

/// Sum over a grid: spectrally accurate for smooth densities that vanish at the edges.
static double integral(const harmonic_model *model, int d, double T)
{
  enum { SIDE = 300 };
  const double low = -12, step = 0.08;
  double *x = malloc(SIDE * SIDE * 2 * sizeof *x), *ln_phi = malloc(SIDE * SIDE * sizeof *ln_phi);
  int n = d == 1 ? SIDE : SIDE * SIDE;
  double sum = 0;
  for (int i = 0; i < n; ++i)
    for (int c = 0; c < d; ++c) x[i * d + c] = low + step * (c == 0 ? i % SIDE : i / SIDE);
  assert_ok(harmonic_model_ln_density(model, T, n, x, ln_phi));
  for (int i = 0; i < n; ++i) sum += exp(ln_phi[i]);
  free(x);
  free(ln_phi);
  return sum * pow(step, d);
}

// Splines have kinks in their second derivative, which the sum sees; beyond
// the grid lies 2e-6 of RealNVP at T = 1, less with a larger grid, and nothing at T = 1/2.
static void densities_integrate_to_one(void **state)
{
  (void)state;
  harmonic_fit_options o = short_fit();
  for (int d = 1; d <= 2; ++d) {
    double *x = malloc((size_t)(N * d) * sizeof *x);
    for (int i = 0; i < N; ++i) { // wide beside the step of the grid
      double z[2];
      s2_rng_normal2(4, 0, (uint64_t)i, z);
      x[i * d] = z[0];
      if (d == 2) x[2 * i + 1] = 1.2 * z[1] + 0.3 * z[0] * z[0];
    }
    harmonic_chains *chains = chains_of(N, d, x, NULL);
    for (int spline = 0; spline < 2; ++spline) {
      harmonic_model *model = make(spline, d, 0);
      assert_ok(harmonic_model_fit(model, chains, NULL, &o, NULL));
      for (double T = 0.5; T <= 1; T += 0.5)
        assert_bound(fabs(integral(model, d, T) - 1),
                     spline  ? 2e-4
                     : T < 1 ? 1e-7
                             : 1e-5,
                     "D = %d, spline %d, T = %g", d, spline, T);
      harmonic_model_destroy(model);
    }
    harmonic_chains_destroy(chains);
    free(x);
  }
}

static void draws_have_the_latents_that_they_came_from(void **state)
{
  (void)state;
  harmonic_fit_options o = short_fit();
  for (int spline = 0; spline < 2; ++spline)
    for (int d = 1; d <= 7; d += 3) {
      double *x = malloc((size_t)(N * d) * sizeof *x), z2[N], ln_det[N], sum = 0;
      harmonic_model *model = fitted(spline, d, &o, NULL);
      assert_ok(harmonic_model_sample(model, 0.5, 9, 0, N, x));
      assert_ok(harmonic_model_latent(model, N, x, z2, ln_det));
      // Mean of |z|^2 / T over N draws: D with the standard deviation sqrt(2 D / N).
      for (int i = 0; i < N; ++i) sum += z2[i] / 0.5 / N;
      assert_bound(fabs(sum - d), 4 * sqrt(2.0 * d / N), "spline %d, D = %d", spline, d);
      // |z|^2 itself of the first point, from the generator.
      double again[7];
      assert_ok(harmonic_model_sample(model, 0.5, 9, 17, 1, again));
      assert_bound(difference(again, x + 17 * d, (size_t)d), 0, "point 17, spline %d", spline);
      harmonic_model_destroy(model);
      free(x);
    }
}

static void training_finds_what_a_gaussian_cannot(void **state)
{
  (void)state;
  enum { D = 4, MANY = 4000 };
  double *x = bent(MANY, D, 0);
  harmonic_chains *chains = chains_of(MANY, D, x, NULL);
  for (int spline = 0; spline < 2; ++spline) {
    double losses[6], checks[6];
    harmonic_fit_options o = short_fit();
    harmonic_fit_report report;
    harmonic_model *model = make(spline, D, 0);
    o.epochs = 6;
    o.losses = losses;
    o.validation_losses = checks;
    assert_ok(harmonic_model_fit(model, chains, NULL, &o, &report));
    // The entropy of the true density: per pair ln(2) + ln(1/2) + ln(2 pi e).
    double entropy = 2 * (log(2) + log(0.5) + log(2 * PI) + 1);
    assert_int_equal(report.epochs, 6);
    assert_true(losses[5] < losses[0] && checks[5] == report.validation_loss);
    assert_bound(report.loss - entropy, spline ? 0.6 : 2, "spline %d: %g", spline, report.loss);
    harmonic_model_destroy(model);
  }
  harmonic_chains_destroy(chains);
  free(x);
}

static void a_weight_of_two_is_a_point_twice(void **state)
{
  (void)state;
  enum { D = 3, HALF = 96 };
  double *x = bent(HALF, D, 0), *twice = malloc(2 * HALF * D * sizeof *twice), weight[HALF];
  for (int i = 0; i < HALF; ++i) {
    weight[i] = 2;
    memcpy(twice + 2 * i * D, x + i * D, D * sizeof *x);
    memcpy(twice + (2 * i + 1) * D, x + i * D, D * sizeof *x);
  }
  harmonic_chains *once = chains_of(HALF, D, x, weight),
                  *both = chains_of(2 * HALF, D, twice, NULL);
  harmonic_fit_options o = short_fit();
  harmonic_model *a = make(1, D, 1), *b = make(1, D, 1);
  o.validation = 0;
  o.batch = HALF; // all points in one step, whatever their order
  o.epochs = 3;
  assert_ok(harmonic_model_fit(a, once, NULL, &o, NULL));
  o.batch = 2 * HALF;
  assert_ok(harmonic_model_fit(b, both, NULL, &o, NULL));
  double p[HALF], q[HALF];
  assert_ok(harmonic_model_ln_density(a, 1, HALF, x, p));
  assert_ok(harmonic_model_ln_density(b, 1, HALF, x, q));
  assert_bound(difference(p, q, HALF), 1e-6, "ln phi");
  harmonic_model_destroy(a);
  harmonic_model_destroy(b);
  harmonic_chains_destroy(once);
  harmonic_chains_destroy(both);
  free(x);
  free(twice);
}

// ------------------------------------------------------------------ threads and instruction sets

static void the_number_of_threads_changes_no_bit(void **state)
{
  (void)state;
  enum { D = 6 };
  double *x = bent(N, D, 1), a[N], b[N];
  for (int spline = 0; spline < 2; ++spline) {
    harmonic_fit_options o = short_fit();
    o.epochs = 20; // of one step each
    o.validation = 0.01;
    o.batch = 540; // enough work for the threads to be used
    o.threads = 1;
    harmonic_model *one = fitted(spline, D, &o, NULL);
    o.threads = 3;
    harmonic_model *three = fitted(spline, D, &o, NULL);
    assert_ok(harmonic_model_ln_density(one, 0.7, N, x, a));
    assert_ok(harmonic_model_ln_density(three, 0.7, N, x, b));
    assert_memory_equal(a, b, sizeof a);
    harmonic_model_destroy(one);
    harmonic_model_destroy(three);
  }
  free(x);
}

static void instruction_sets_agree_to_rounding(void **state)
{
  (void)state;
  enum { D = 5 };
  static const char *const isas[] = {"base", "avx2", "avx512"};
  double *x = bent(N, D, 1), known[N], own[N];
  harmonic_fit_options o = short_fit();
  for (int spline = 0; spline < 2; ++spline) {
    harmonic_model *model = fitted(spline, D, &o, NULL);
    for (size_t i = 0; i < COUNT(isas); ++i) {
      assert_int_equal(setenv("S2_ISA", isas[i], 1), 0);
      assert_ok(harmonic_model_ln_density(model, 1, N, x, i == 0 ? known : own));
      if (i > 0) assert_bound(difference(own, known, N), 1e-9, "%s", isas[i]);
    }
    unsetenv("S2_ISA");
    harmonic_model_destroy(model);
  }
  free(x);
}

// ------------------------------------------------------------------ refusals

static void bad_options_are_refused(void **state)
{
  (void)state;
  harmonic_model *model;
  harmonic_spline_flow_options s;
  harmonic_realnvp_options r;
  assert_refused(harmonic_spline_flow_create(&model, 0, NULL), S2_ERR_ARGUMENT, "ndim = 0", NULL);
  assert_null(model);
  harmonic_spline_flow_options_init(&s);
  s.bins = 0;
  assert_refused(harmonic_spline_flow_create(&model, 2, &s), S2_ERR_ARGUMENT, "bins = 0", NULL);
  harmonic_spline_flow_options_init(&s);
  s.hidden[1] = -4;
  assert_refused(harmonic_spline_flow_create(&model, 2, &s), S2_ERR_ARGUMENT, "hidden[1] = -4",
                 NULL);
  harmonic_spline_flow_options_init(&s);
  s.range[0] = 3;
  assert_refused(harmonic_spline_flow_create(&model, 2, &s), S2_ERR_ARGUMENT, "range = 3 .. 0",
                 NULL);
  harmonic_spline_flow_options_init(&s);
  s.nhidden = 9;
  assert_refused(harmonic_spline_flow_create(&model, 2, &s), S2_ERR_ARGUMENT, "nhidden = 9", NULL);
  harmonic_realnvp_options_init(&r);
  r.layers = 0;
  assert_refused(harmonic_realnvp_create(&model, 2, &r), S2_ERR_ARGUMENT, "layers = 0", NULL);
  harmonic_realnvp_options_init(&r);
  r.bound = NAN;
  assert_refused(harmonic_realnvp_create(&model, 2, &r), S2_ERR_ARGUMENT, "bound = nan", NULL);
  harmonic_realnvp_options_init(&r);
  r.layout = HARMONIC_FLOW_ORIGINAL;
  r.unscaled_layers = 7;
  assert_refused(harmonic_realnvp_create(&model, 2, &r), S2_ERR_ARGUMENT, "unscaled_layers = 7",
                 NULL);
}

static void points_in_a_plane_are_refused(void **state)
{
  (void)state;
  double x[60];
  for (int i = 0; i < 30; ++i) {
    x[2 * i] = i;
    x[2 * i + 1] = 2 * i;
  }
  harmonic_chains *chains = chains_of(30, 2, x, NULL);
  harmonic_model *model = make(1, 2, 0);
  assert_refused(harmonic_model_fit(model, chains, NULL, NULL, NULL), S2_ERR_NUMERIC, "parameter 1",
                 NULL);
  assert_false(harmonic_model_is_fitted(model));
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

static int stop_at_two(void *user, double done, const char *what)
{
  (void)done, (void)what;
  return ++*(int *)user == 2;
}

static void a_fit_can_be_stopped(void **state)
{
  (void)state;
  double *x = bent(N, 2, 0);
  harmonic_chains *chains = chains_of(N, 2, x, NULL);
  harmonic_model *model = make(1, 2, 0);
  harmonic_fit_options o = short_fit();
  int calls = 0;
  o.progress = stop_at_two;
  o.user = &calls;
  assert_refused(harmonic_model_fit(model, chains, NULL, &o, NULL), S2_ERR_CANCELLED,
                 "after epoch 2 of 4", NULL);
  assert_int_equal(calls, 2);
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
  free(x);
}

static void failed_allocations_are_reported_and_lose_nothing(void **state)
{
  (void)state;
  double *x = bent(N, 3, 0), ln_phi[N];
  harmonic_chains *chains = chains_of(N, 3, x, NULL);
  harmonic_fit_options o = short_fit();
  o.epochs = 1;
  o.threads = 1;
  s2_status status = S2_ERR_MEMORY;
  for (int k = 0; status == S2_ERR_MEMORY && k < 60; ++k) {
    harmonic_model *model;
    s2_priv_fail_after(k);
    status = harmonic_spline_flow_create(&model, 3, NULL);
    if (status == S2_OK) status = harmonic_model_fit(model, chains, NULL, &o, NULL);
    if (status == S2_OK) status = harmonic_model_sample(model, 1, 1, 0, 40, x);
    s2_priv_fail_after(-1);
    if (status == S2_OK) assert_ok(harmonic_model_ln_density(model, 1, N, x, ln_phi));
    harmonic_model_destroy(model);
  }
  assert_int_equal(status, S2_OK);
  harmonic_chains_destroy(chains);
  free(x);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(before_training_a_flow_is_the_gaussian_of_its_samples),
      cmocka_unit_test(densities_integrate_to_one),
      cmocka_unit_test(draws_have_the_latents_that_they_came_from),
      cmocka_unit_test(training_finds_what_a_gaussian_cannot),
      cmocka_unit_test(a_weight_of_two_is_a_point_twice),
      cmocka_unit_test(the_number_of_threads_changes_no_bit),
      cmocka_unit_test(instruction_sets_agree_to_rounding),
      cmocka_unit_test(bad_options_are_refused),
      cmocka_unit_test(points_in_a_plane_are_refused),
      cmocka_unit_test(a_fit_can_be_stopped),
      cmocka_unit_test(failed_allocations_are_reported_and_lose_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
