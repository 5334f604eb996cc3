// SPDX-License-Identifier: MIT
// What all kinds of models share: checks, blocks of points on threads, failures of a kind.
#include "support.h"

#include <harmonic/gaussian.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>
#include <string.h>

#define S2_LIBRARY "test"
#include <s2common/priv/error.h>

enum { N = 5000 };

// ------------------------------------------------------------------ a kind of one's own

/// phi = 1/2 in |x| < 1; refuses points above `limit`; its fit fails when told to.
typedef struct plain {
  double limit;
  int fails;
  int *alive;
} plain;

static s2_status plain_ln_density(const void *self, int64_t n, const double *x, double *ln_phi)
{
  const plain *p = self;
  for (int64_t i = 0; i < n; i++) {
    if (x[i] > p->limit) return S2_FAIL(S2_ERR_NUMERIC, "point %g is too far", x[i]);
    ln_phi[i] = fabs(x[i]) < 1 ? -log(2) : -INFINITY;
  }
  return S2_OK;
}

static s2_status plain_fit(void *self, const harmonic_chains *train,
                           const harmonic_chains *validate, const harmonic_fit_options *options,
                           harmonic_fit_report *report)
{
  const plain *p = self;
  (void)train, (void)validate;
  if (p->fails) return S2_FAIL(S2_ERR_NUMERIC, "no");
  report->epochs = options->epochs;
  return S2_OK;
}

static s2_status plain_fresh(const void *self, void **fresh)
{
  plain *p = malloc(sizeof *p);
  *p = *(const plain *)self;
  ++*p->alive;
  *fresh = p;
  return S2_OK;
}

static void plain_destroy(void *self)
{
  plain *p = self;
  --*p->alive;
  free(p);
}

static const harmonic_model_ops plain_ops = {.struct_size = sizeof plain_ops,
                                             .kind = "plain",
                                             .ln_density = plain_ln_density,
                                             .fit = plain_fit,
                                             .fresh = plain_fresh,
                                             .destroy = plain_destroy};

static harmonic_model *new_plain(int *alive, double limit, int fails, int fitted)
{
  void *self;
  harmonic_model *model;
  assert_ok(plain_fresh(&(plain){limit, fails, alive}, &self));
  assert_ok(harmonic_model_create(&model, 1, &plain_ops, self, fitted));
  return model;
}

static harmonic_chains *line(int n, int ndim)
{
  harmonic_chains *chains;
  uint64_t seed = 5;
  double *x = malloc((size_t)n * (size_t)(ndim + 1) * sizeof *x);
  for (int i = 0; i < n * (ndim + 1); i++) x[i] = uniform(&seed);
  assert_ok(harmonic_chains_create(&chains, ndim));
  assert_ok(harmonic_chains_add(chains, n, x, x + n * ndim, NULL));
  free(x);
  return chains;
}

// ------------------------------------------------------------------ tests

static void a_kind_of_ones_own_is_called(void **state)
{
  (void)state;
  int alive = 0;
  double x[] = {0.5, 2, -0.25}, ln_phi[3];
  harmonic_model *model = new_plain(&alive, 10, 0, 0), *fresh;
  harmonic_chains *chains = line(20, 1);
  harmonic_fit_report report;
  assert_string_equal(harmonic_model_kind(model), "plain");
  assert_int_equal(harmonic_model_ndim(model), 1);
  assert_false(harmonic_model_is_fitted(model));
  assert_false(harmonic_model_has_temperature(model));
  assert_ok(harmonic_model_fit(model, chains, NULL, NULL, &report));
  assert_true(harmonic_model_is_fitted(model));
  assert_int_equal(report.epochs, 30);
  assert_ok(harmonic_model_ln_density(model, 1, 3, x, ln_phi));
  assert_true(ln_phi[0] == -log(2) && ln_phi[1] == -INFINITY && ln_phi[2] == -log(2));
  assert_ok(harmonic_model_fresh(&fresh, model));
  assert_false(harmonic_model_is_fitted(fresh));
  assert_int_equal(alive, 2);
  harmonic_model_destroy(fresh);
  harmonic_model_destroy(model);
  harmonic_model_destroy(NULL);
  harmonic_chains_destroy(chains);
  assert_int_equal(alive, 0);
}

static void a_failed_fit_leaves_the_model_unfitted(void **state)
{
  (void)state;
  int alive = 0;
  double x = 0, ln_phi;
  harmonic_model *model = new_plain(&alive, 10, 1, 1);
  harmonic_chains *chains = line(20, 1);
  assert_ok(harmonic_model_ln_density(model, 1, 1, &x, &ln_phi));
  assert_refused(harmonic_model_fit(model, chains, NULL, NULL, NULL), S2_ERR_NUMERIC, "no", NULL);
  assert_false(harmonic_model_is_fitted(model));
  assert_refused(harmonic_model_ln_density(model, 1, 1, &x, &ln_phi), S2_ERR_ARGUMENT, "not fitted",
                 "harmonic_model_fit", NULL);
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

static void the_first_failing_block_reaches_the_caller(void **state)
{
  (void)state;
  int alive = 0;
  static double x[N], ln_phi[N];
  harmonic_model *model = new_plain(&alive, 10, 0, 1);
  x[2200] = 22;
  x[4400] = 44;
  for (int i = 0; i < 20; i++)
    assert_refused(harmonic_model_ln_density(model, 1, N, x, ln_phi), S2_ERR_NUMERIC,
                   "harmonic: harmonic_model_ln_density: point 22 is too far", NULL);
  harmonic_model_destroy(model);
}

static void bad_arguments_are_named(void **state)
{
  (void)state;
  int alive = 0;
  double x = 0, y;
  harmonic_model *model = new_plain(&alive, 10, 0, 1), *made = model;
  harmonic_model_ops lame = plain_ops;
  harmonic_chains *chains = line(20, 2), *empty;
  harmonic_fit_options options;
  lame.fit = NULL;
  assert_ok(harmonic_chains_create(&empty, 1));
  assert_refused(harmonic_model_create(&made, 1, &lame, NULL, 0), S2_ERR_ARGUMENT, "fit", NULL);
  assert_null(made);
  assert_refused(harmonic_model_create(&made, 0, &plain_ops, NULL, 0), S2_ERR_ARGUMENT, "ndim = 0",
                 "10000", NULL);
  assert_refused(harmonic_model_fit(model, chains, NULL, NULL, NULL), S2_ERR_ARGUMENT,
                 "chains of 2 parameters", "model has 1", NULL);
  assert_refused(harmonic_model_fit(model, empty, NULL, NULL, NULL), S2_ERR_ARGUMENT, "no point",
                 NULL);
  assert_refused(harmonic_model_ln_density(model, 0.5, 1, &x, &y), S2_ERR_ARGUMENT,
                 "temperature = 0.5", "plain", NULL);
  assert_refused(harmonic_model_ln_density(model, NAN, 1, &x, &y), S2_ERR_ARGUMENT, "temperature",
                 "(0, 1]", NULL);
  assert_refused(harmonic_model_ln_density(model, 1, -1, &x, &y), S2_ERR_ARGUMENT, "n = -1", NULL);
  assert_refused(harmonic_model_ln_density(model, 1, 1, NULL, &y), S2_ERR_ARGUMENT, "x is NULL",
                 NULL);
  assert_ok(harmonic_model_ln_density(model, 1, 0, NULL, NULL));
  assert_refused(harmonic_model_latent(model, 1, &x, &y, &y), S2_ERR_ARGUMENT, "no latent", NULL);
  assert_refused(harmonic_model_sample(model, 1, 0, 0, 1, &y), S2_ERR_UNSUPPORTED, "plain", NULL);
  assert_refused(harmonic_model_sample(model, 1, 0, -1, 1, &y), S2_ERR_ARGUMENT, "first = -1",
                 NULL);
  harmonic_fit_options_init(&options);
  options.batch = 0;
  harmonic_chains *good = line(20, 1);
  assert_refused(harmonic_model_fit(model, good, NULL, &options, NULL), S2_ERR_ARGUMENT,
                 "batch = 0", NULL);
  harmonic_chains_destroy(good);
  harmonic_chains_destroy(empty);
  harmonic_chains_destroy(chains);
  harmonic_model_destroy(model);
}

/// All results of a normal distribution learned from 3 parameters.
static void learn_and_evaluate(double *out)
{
  harmonic_model *model;
  harmonic_chains *chains = line(N, 3);
  assert_ok(harmonic_gaussian_create(&model, 3, NULL));
  assert_ok(harmonic_model_fit(model, chains, NULL, NULL, NULL));
  assert_ok(harmonic_model_sample(model, 0.7, 9, 17, N, out));
  assert_ok(harmonic_model_ln_density(model, 0.7, N, out, out + 3 * N));
  assert_ok(harmonic_model_latent(model, N, out, out + 4 * N, out + 5 * N));
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

static void results_do_not_depend_on_threads(void **state)
{
  (void)state;
  static double one[6 * N], two[6 * N];
  int before = set_threads(1);
  learn_and_evaluate(one);
  set_threads(3);
  learn_and_evaluate(two);
  set_threads(before);
  assert_memory_equal(one, two, sizeof one);
}

static void draws_depend_on_their_number_alone(void **state)
{
  (void)state;
  static double all[3 * N], part[3 * 7];
  harmonic_model *model;
  harmonic_chains *chains = line(100, 3);
  assert_ok(harmonic_gaussian_create(&model, 3, NULL));
  assert_ok(harmonic_model_fit(model, chains, NULL, NULL, NULL));
  assert_ok(harmonic_model_sample(model, 1, 9, 0, N, all));
  assert_ok(harmonic_model_sample(model, 1, 9, 1501, 7, part));
  assert_memory_equal(part, all + 3 * 1501, sizeof part);
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_kind_of_ones_own_is_called),
      cmocka_unit_test(a_failed_fit_leaves_the_model_unfitted),
      cmocka_unit_test(the_first_failing_block_reaches_the_caller),
      cmocka_unit_test(bad_arguments_are_named),
      cmocka_unit_test(results_do_not_depend_on_threads),
      cmocka_unit_test(draws_depend_on_their_number_alone),
  };
  return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
