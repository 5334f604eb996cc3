// SPDX-License-Identifier: MIT
// The Savage-Dickey ratio of Gaussians, where it is known; its error against repetitions.
#include "gauss.h"

#include <harmonic/savage_dickey.h>
#include <s2common/priv/memory.h>

static const gauss four = {4, 0.5, 0};

static harmonic_savage_dickey_options defaults(void)
{
  harmonic_savage_dickey_options o;
  harmonic_savage_dickey_options_init(&o);
  return o;
}

static harmonic_savage_dickey ratio_of(const harmonic_chains *chains, int count, const int *which,
                                       const double *value, double ln_prior,
                                       const harmonic_savage_dickey_options *o)
{
  harmonic_savage_dickey r;
  harmonic_model *model = gauss_model_new(count);
  assert_ok(harmonic_savage_dickey_ratio(chains, count, which, value, ln_prior, model, o, &r));
  harmonic_model_destroy(model);
  return r;
}

// x_1 = y_1 + y_0/2 has the variance 1.25; so has x_3; they are independent.
static void the_ratio_of_gaussians_is_known(void **state)
{
  (void)state;
  static const int which[] = {3, 1};
  static const double value[] = {0.5, -0.3};
  double expected = -log(2 * PI * 1.25) - 0.5 * (0.25 + 0.09) / 1.25 - log(0.01);
  harmonic_chains *chains = gauss_chains(&four, 1, 4, 4000, 0.0);
  harmonic_savage_dickey r = ratio_of(chains, 2, which, value, log(0.01), NULL);
  assert_bound(fabs(r.ln_factor - expected), 4 * r.error, "%g, %g expected", r.ln_factor, expected);
  assert_bound(fabs(r.ln_density - r.ln_factor - log(0.01)), 1e-14, "density and prior");
  assert_true(r.error > 0.003 && r.error < 0.03);
  assert_bound(r.seeds, 1e-12, "closed forms do not depend on seeds"); // all trainings are the same
  harmonic_chains_destroy(chains);
}

static void stated_errors_are_honest(void **state)
{
  (void)state;
  enum { REPEAT = 40 };
  static const int which[] = {0};
  static const double value[] = {0.7};
  double expected = -0.5 * log(2 * PI) - 0.245, square = 0, stated = 0;
  harmonic_savage_dickey_options o = defaults();
  o.trainings = 1;
  for (int i = 0; i < REPEAT; i++) {
    harmonic_chains *chains = gauss_chains(&four, 50 + (uint64_t)i, 2, 500, 0.0);
    o.seed = (uint64_t)i;
    harmonic_savage_dickey r = ratio_of(chains, 1, which, value, 0, &o);
    square += (r.ln_factor - expected) * (r.ln_factor - expected) / REPEAT;
    stated += r.error * r.error / REPEAT;
    assert_true(isnan(r.seeds) && r.error == r.bootstrap);
    harmonic_chains_destroy(chains);
  }
  // 3 sigma of 40 squares is a third of their mean, and of a tenth of bootstraps as much again.
  assert_bound(fabs(sqrt(stated / square) - 1), 0.4, "stated %g, true %g", sqrt(stated),
               sqrt(square));
}

static int stop(void *user, double done, const char *what)
{
  int *calls = user;
  assert_true(done > 0 && done <= 1 && what != NULL);
  return ++*calls == 3;
}

static void progress_stops_it(void **state)
{
  (void)state;
  int calls = 0, which[] = {0};
  harmonic_savage_dickey r;
  harmonic_chains *chains = gauss_chains(&four, 3, 2, 100, 0.0);
  harmonic_model *model = gauss_model_new(1);
  harmonic_savage_dickey_options o = defaults();
  o.progress = stop;
  o.progress_user = &calls;
  assert_refused(harmonic_savage_dickey_ratio(chains, 1, which, (double[]){0}, 0, model, &o, &r),
                 S2_ERR_CANCELLED, "3 trainings", NULL);
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

static void bad_requests_are_named(void **state)
{
  (void)state;
  static const int good[] = {0, 1}, twice[] = {1, 1}, high[] = {0, 4};
  static const double value[] = {0, 0}, nan[] = {0, NAN};
  harmonic_savage_dickey r;
  harmonic_chains *chains = gauss_chains(&four, 4, 2, 100, 0.0);
  harmonic_model *model = gauss_model_new(2), *other = gauss_model_new(3);
  harmonic_savage_dickey_options o = defaults();
#define REFUSED(count, which, value, prior, model, word)                                           \
  assert_refused(harmonic_savage_dickey_ratio(chains, count, which, value, prior, model, &o, &r),  \
                 S2_ERR_ARGUMENT, word, NULL)
  REFUSED(0, good, value, 0, model, "count = 0");
  REFUSED(5, good, value, 0, model, "count = 5");
  REFUSED(2, twice, value, 0, model, "both 1");
  REFUSED(2, high, value, 0, model, "which[1] = 4");
  REFUSED(2, good, nan, 0, model, "value[1]");
  REFUSED(2, good, value, -INFINITY, model, "ln_prior");
  REFUSED(2, good, value, 0, other, "3 parameters");
  o.proportion = 1.5;
  REFUSED(2, good, value, 0, model, "proportion = 1.5");
  o = defaults();
  o.bootstraps = 1;
  REFUSED(2, good, value, 0, model, "bootstraps = 1");
  o = defaults();
  o.trainings = 0;
  REFUSED(2, good, value, 0, model, "trainings = 0");
  harmonic_model_destroy(model);
  harmonic_model_destroy(other);
  harmonic_chains_destroy(chains);
}

static void failed_allocations_are_reported(void **state)
{
  (void)state;
  static const int which[] = {2};
  harmonic_chains *chains = gauss_chains(&four, 5, 3, 40, 0.0);
  harmonic_model *model = gauss_model_new(1);
  for (int64_t n = 0; n < 10000; n++) {
    harmonic_savage_dickey r;
    s2_priv_fail_after(n);
    s2_status status =
        harmonic_savage_dickey_ratio(chains, 1, which, (double[]){0}, 0, model, NULL, &r);
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
      cmocka_unit_test(the_ratio_of_gaussians_is_known),
      cmocka_unit_test(stated_errors_are_honest),
      cmocka_unit_test(progress_stops_it),
      cmocka_unit_test(bad_requests_are_named),
      cmocka_unit_test(failed_allocations_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
