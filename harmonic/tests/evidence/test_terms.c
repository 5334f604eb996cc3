// SPDX-License-Identifier: MIT
// The single ratios of an estimate are those that its result is made of.
#include "support.h"

#include <harmonic/cross_fit.h>
#include <harmonic/ellipsoid.h>
#include <harmonic/gaussian.h>
#include <harmonic/terms.h>
#include <math.h>
#include <problem.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>

enum { FOLDS = 3, D = 2, N = 301, CHAINS = 2 };

typedef struct estimate {
  harmonic_chains *chains;
  harmonic_model *models[FOLDS];
  harmonic_result result;
  double *terms;
} estimate;

// Chains of an uneven length, with weights, and a short one that goes to one fold as a whole.
static void add_weights(harmonic_chains *plain, harmonic_chains *chains)
{
  double weight[N];
  for (int i = 0; i < N; i++) weight[i] = i % 3;
  for (int c = 0; c < CHAINS; c++) {
    harmonic_chain k = harmonic_chains_get(plain, c);
    assert_ok(harmonic_chains_add(chains, k.n, k.x, k.ln_post, c == 0 ? weight : NULL));
  }
  harmonic_chain k = harmonic_chains_get(plain, 0);
  assert_ok(harmonic_chains_add(chains, FOLDS - 1, k.x, k.ln_post, NULL));
}

static estimate make(s2_status create(harmonic_model **model))
{
  estimate e = {0};
  problem *p;
  harmonic_chains *plain;
  harmonic_model *model;
  harmonic_evidence_options options;
  assert_ok(problem_create(&p, "gaussian", D));
  assert_ok(problem_chains(p, 3, CHAINS, N, &plain));
  problem_destroy(p);
  assert_ok(harmonic_chains_create(&e.chains, D));
  add_weights(plain, e.chains);
  harmonic_chains_destroy(plain);
  assert_ok(create(&model));
  harmonic_evidence_options_init(&options);
  options.folds = FOLDS;
  options.models = e.models;
  assert_ok(harmonic_evidence_estimate(e.chains, model, &options, &e.result));
  harmonic_model_destroy(model);
  e.terms = calloc((size_t)harmonic_chains_size(e.chains), sizeof *e.terms);
  assert_non_null(e.terms);
  return e;
}

static void unmake(estimate *e)
{
  for (int k = 0; k < FOLDS; k++) harmonic_model_destroy(e->models[k]);
  harmonic_chains_destroy(e->chains);
  free(e->terms);
}

static s2_status gaussian(harmonic_model **model)
{
  return harmonic_gaussian_create(model, D, NULL);
}

static s2_status ellipsoid(harmonic_model **model)
{
  return harmonic_ellipsoid_create(model, D, NULL);
}

// Weighted mean over all chains, in the order of harmonic_chains_get().
static double ln_mean(const estimate *e)
{
  double sum = 0, total = 0;
  int64_t at = 0;
  for (int64_t c = 0; c < harmonic_chains_count(e->chains); c++) {
    harmonic_chain k = harmonic_chains_get(e->chains, c);
    for (int64_t i = 0; i < k.n; i++, at++) {
      double w = k.weight == NULL ? 1 : k.weight[i];
      sum += w * exp(e->terms[at]);
      total += w;
    }
  }
  return log(sum / total);
}

static void the_mean_of_the_terms_is_that_of_the_estimate(void **state)
{
  (void)state;
  s2_status (*const kinds[])(harmonic_model **) = {gaussian, ellipsoid};
  for (size_t k = 0; k < COUNT(kinds); k++) {
    estimate e = make(kinds[k]);
    assert_ok(harmonic_evidence_terms(e.chains, FOLDS, e.models, &e.result.shape, e.terms));
    assert_bound(fabs(ln_mean(&e) - e.result.errors.ln_mean), 1e-13, "kind %zu", k);
    unmake(&e);
  }
}

static void other_shapes_give_the_other_points_of_the_curve(void **state)
{
  (void)state;
  estimate e = make(gaussian);
  assert_true(e.result.curve_count > 2);
  for (int k = 0; k < e.result.curve_count; k++) {
    assert_ok(
        harmonic_evidence_terms(e.chains, FOLDS, e.models, &e.result.curve[k].shape, e.terms));
    assert_bound(fabs(ln_mean(&e) + e.result.curve[k].ln_evidence), 1e-13, "shape %d", k);
  }
  unmake(&e);
}

static void no_point_is_seen_by_the_model_that_learned_from_it(void **state)
{
  (void)state;
  estimate e = make(gaussian);
  harmonic_model *turned[FOLDS] = {e.models[1], e.models[2], e.models[0]};
  assert_ok(harmonic_evidence_terms(e.chains, FOLDS, e.models, &e.result.shape, e.terms));
  double right = ln_mean(&e);
  assert_ok(harmonic_evidence_terms(e.chains, FOLDS, turned, &e.result.shape, e.terms));
  assert_true(ln_mean(&e) > right); // training raises the mean of the ratios
  unmake(&e);
}

static void bad_input_is_refused(void **state)
{
  (void)state;
  estimate e = make(gaussian);
  harmonic_model *missing[FOLDS] = {e.models[0], NULL, e.models[2]};
  const harmonic_shape *shape = &e.result.shape, own = {HARMONIC_SHAPE_MODEL, 0};
  assert_refused(harmonic_evidence_terms(NULL, FOLDS, e.models, shape, e.terms), S2_ERR_ARGUMENT,
                 "NULL", NULL);
  assert_refused(harmonic_evidence_terms(e.chains, 1, e.models, shape, e.terms), S2_ERR_ARGUMENT,
                 "folds = 1", "2 .. 32", NULL);
  assert_refused(harmonic_evidence_terms(e.chains, FOLDS, missing, shape, e.terms), S2_ERR_ARGUMENT,
                 "models[1]", NULL);
  assert_refused(harmonic_evidence_terms(e.chains, FOLDS, e.models, &own, e.terms), S2_ERR_ARGUMENT,
                 "models[0]", "shape", NULL);
  for (int k = 0; k < 4; k++) {
    s2_priv_fail_after(k);
    s2_status status = harmonic_evidence_terms(e.chains, FOLDS, e.models, shape, e.terms);
    s2_priv_fail_after(-1);
    assert_int_equal(status, S2_ERR_MEMORY);
  }
  unmake(&e);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_mean_of_the_terms_is_that_of_the_estimate),
      cmocka_unit_test(other_shapes_give_the_other_points_of_the_curve),
      cmocka_unit_test(no_point_is_seen_by_the_model_that_learned_from_it),
      cmocka_unit_test(bad_input_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
