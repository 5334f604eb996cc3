// SPDX-License-Identifier: MIT
// Importance and bridge sampling: exact models, honest errors, regions without samples, densities
// that fail.
#include "gauss.h"

#include <harmonic/bridge.h>
#include <s2common/priv/memory.h>

static const gauss three = {3, 0.4, 4e4};

static harmonic_model *fitted(const harmonic_chains *chains)
{
  harmonic_model *model = gauss_model_new(harmonic_chains_ndim(chains));
  assert_ok(harmonic_model_fit(model, chains, NULL, NULL, NULL));
  return model;
}

static harmonic_bridge bridge_of(const harmonic_chains *chains, const harmonic_model *model,
                                 harmonic_density_fn *density, const void *user, uint64_t seed)
{
  harmonic_bridge b;
  assert_ok(harmonic_bridge_sample(chains, model, density, (void *)user, 2000, seed, &b));
  return b;
}

static void an_exact_model_gives_the_evidence_without_error(void **state)
{
  (void)state;
  gauss unit = {3, 0, -4e4};
  harmonic_chains *chains = gauss_chains(&unit, 1, 2, 500, 0.0);
  harmonic_model *model;
  gauss_model *self = calloc(1, sizeof *self);
  assert_non_null(self);
  self->ndim = 3;
  for (int k = 0; k < 3; k++) self->L[k][k] = 1;
  assert_ok(harmonic_model_create(&model, 3, &gauss_model_ops, self, 1));
  harmonic_bridge b = bridge_of(chains, model, gauss_density, &unit, 2);
  assert_bound(fabs(b.ln_evidence + 4e4), 1e-10, "bridge");
  assert_bound(fabs(b.importance_ln_evidence + 4e4), 1e-10, "importance");
  assert_bound(b.error + b.importance_error, 1e-7, "errors"); // roots of rounding errors
  assert_bound(fabs(b.importance_draws - 2000), 1e-6, "effective draws");
  assert_true(b.outside == 0 && b.draws == 2000);
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

static void stated_errors_are_honest(void **state)
{
  (void)state;
  enum { REPEAT = 60 };
  double bridge = 0, importance = 0, mean = 0;
  for (int i = 0; i < REPEAT; i++) {
    harmonic_chains *train = gauss_chains(&three, 100 + (uint64_t)i, 1, 100, 0.0);
    harmonic_chains *chains = gauss_chains(&three, 900 + (uint64_t)i, 4, 500, 0.5);
    harmonic_model *model = fitted(train);
    harmonic_bridge b = bridge_of(chains, model, gauss_density, &three, (uint64_t)i);
    double pull = (b.ln_evidence - three.ln_evidence) / b.error;
    double other = (b.importance_ln_evidence - three.ln_evidence) / b.importance_error;
    mean += pull / REPEAT;
    bridge += pull * pull / REPEAT;
    importance += other * other / REPEAT;
    assert_true(b.error < b.importance_error);
    harmonic_model_destroy(model);
    harmonic_chains_destroy(train);
    harmonic_chains_destroy(chains);
  }
  assert_bound(fabs(mean), 0.39, "mean pull of the bridge"); // 3 sigma
  assert_bound(fabs(sqrt(bridge) - 1), 0.27, "width of pulls %g", sqrt(bridge));
  assert_bound(fabs(sqrt(importance) - 1), 0.4, "width of pulls %g", sqrt(importance));
}

/// Half a Gaussian: x_0 > 0.
static int half_density(void *user, const double *x, double *ln_post, double *gradient)
{
  (void)gradient;
  if (x[0] < 0) return 1;
  *ln_post = gauss_ln_post(user, x) + log(2.0);
  return 0;
}

static harmonic_chains *half_chains(const gauss *g)
{
  static double x[3 * 2000], p[2000];
  harmonic_chains *chains;
  assert_ok(harmonic_chains_create(&chains, 3));
  for (int i = 0; i < 2000; i++) {
    gauss_point(g, 31, (uint64_t)i, x + 3 * i);
    double sign = x[3 * i] < 0 ? -1 : 1; // a Gaussian around 0 is even
    for (int k = 0; k < 3; k++) x[3 * i + k] *= sign;
    p[i] = gauss_ln_post(g, x + 3 * i) + log(2.0);
  }
  assert_ok(harmonic_chains_add(chains, 2000, x, p, NULL));
  return chains;
}

static void draws_outside_the_support_are_counted(void **state)
{
  (void)state;
  harmonic_chains *chains = half_chains(&three);
  harmonic_model *model = fitted(chains);
  harmonic_bridge b = bridge_of(chains, model, half_density, &three, 3);
  // The mean of half a normal variable is sqrt(2/pi), its variance 1 - 2/pi: 9.3 % lie below 0.
  assert_bound(fabs(b.outside - 0.0929), 0.02, "outside: %g", b.outside);
  assert_true(b.unseen >= b.outside);
  assert_bound(fabs(b.ln_evidence - three.ln_evidence), 4 * b.error, "bridge");
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

static int everything_outside(void *user, const double *x, double *ln_post, double *gradient)
{
  (void)user;
  (void)x;
  (void)ln_post;
  (void)gradient;
  return 1;
}

static int fails(void *user, const double *x, double *ln_post, double *gradient)
{
  (void)user;
  (void)ln_post;
  (void)gradient;
  return x[0] > 0 ? 77 : 1;
}

static int explodes(void *user, const double *x, double *ln_post, double *gradient)
{
  (void)user;
  (void)x;
  (void)gradient;
  *ln_post = INFINITY;
  return 0;
}

static void bad_densities_and_requests_are_named(void **state)
{
  (void)state;
  harmonic_chains *chains = gauss_chains(&three, 5, 1, 100, 0.0);
  harmonic_model *model = fitted(chains), *other = gauss_model_new(2);
  harmonic_bridge b;
  assert_refused(harmonic_bridge_sample(chains, model, everything_outside, NULL, 100, 0, &b),
                 S2_ERR_NUMERIC, "P = 0 at all 100", NULL);
  assert_refused(harmonic_bridge_sample(chains, model, fails, NULL, 100, 0, &b), S2_ERR_NUMERIC,
                 "(77)", NULL);
  assert_refused(harmonic_bridge_sample(chains, model, explodes, NULL, 100, 0, &b), S2_ERR_NUMERIC,
                 "inf", NULL);
  assert_refused(harmonic_bridge_sample(chains, model, gauss_density, NULL, 99, 0, &b),
                 S2_ERR_ARGUMENT, "draws = 99", NULL);
  assert_refused(harmonic_bridge_sample(chains, model, NULL, NULL, 100, 0, &b), S2_ERR_ARGUMENT,
                 "density", NULL);
  assert_refused(harmonic_bridge_sample(chains, other, gauss_density, NULL, 100, 0, &b),
                 S2_ERR_ARGUMENT, "3 parameters", "2", NULL);
  harmonic_model_destroy(model);
  harmonic_model_destroy(other);
  harmonic_chains_destroy(chains);
}

static void failed_allocations_are_reported(void **state)
{
  (void)state;
  harmonic_chains *chains = gauss_chains(&three, 6, 2, 50, 0.0);
  harmonic_model *model = fitted(chains);
  for (int64_t n = 0; n < 1000; n++) {
    harmonic_bridge b;
    s2_priv_fail_after(n);
    s2_status status =
        harmonic_bridge_sample(chains, model, gauss_density, (void *)&three, 100, 0, &b);
    s2_priv_fail_after(-1);
    if (status == S2_OK) {
      assert_true(n > 8);
      break;
    }
    assert_int_equal(status, S2_ERR_MEMORY);
  }
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_exact_model_gives_the_evidence_without_error),
      cmocka_unit_test(stated_errors_are_honest),
      cmocka_unit_test(draws_outside_the_support_are_counted),
      cmocka_unit_test(bad_densities_and_requests_are_named),
      cmocka_unit_test(failed_allocations_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
