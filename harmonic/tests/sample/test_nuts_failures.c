// SPDX-License-Identifier: MIT
// Misuse of the no-U-turn sampler, and densities and memory that fail.
#include "samplers.h"
#include "support.h"

#include <math.h>
#include <s2common/priv/memory.h>

enum { D = CUT_NDIM, CHAINS = CUT_CHAINS };

static void bad_options_are_refused(void **state)
{
  (void)state;
  harmonic_nuts *s;
  double start[CHAINS * D] = {0}, matrix[D * D] = {0};
#define REFUSE(change, ...)                                                                        \
  do {                                                                                             \
    harmonic_nuts_options o = cut_options(HARMONIC_NUTS_DENSE);                                    \
    change;                                                                                        \
    s = (harmonic_nuts *)&s;                                                                       \
    assert_refused(harmonic_nuts_create(&s, D, correlated_density, &cut_target, &o),               \
                   S2_ERR_ARGUMENT, __VA_ARGS__, NULL);                                            \
    assert_null(s);                                                                                \
  } while (0)
  REFUSE(o.chains = 0, "chains = 0", "1 .. 100000");
  REFUSE(o.warmup = -1, "warmup = -1");
  REFUSE(o.draws = 0, "draws = 0");
  REFUSE(o.metric = (harmonic_nuts_metric)2, "metric = 2");
  REFUSE(o.max_depth = 21, "max_depth = 21", "1 .. 20");
  REFUSE(o.target = 1.0, "target = 1");
  REFUSE(o.target = NAN, "target = nan");
  REFUSE(o.max_error = 0.0, "max_error = 0");
  REFUSE(o.step_size = INFINITY, "step_size = inf");
  REFUSE(o.threads = -1, "threads = -1");
  REFUSE(o.struct_size = 0, "harmonic_nuts_options_init");
  start[D + 2] = NAN;
  REFUSE(o.start = start, "chain 1", "x[2] = nan");
  REFUSE(o.inverse_metric = matrix, "inverse_metric");
#undef REFUSE
  assert_refused(harmonic_nuts_create(&s, 0, correlated_density, &cut_target, NULL),
                 S2_ERR_ARGUMENT, "ndim = 0", NULL);
  assert_refused(harmonic_nuts_create(&s, D, NULL, &cut_target, NULL), S2_ERR_ARGUMENT, "density",
                 NULL);
  assert_refused(harmonic_nuts_create(NULL, D, correlated_density, &cut_target, NULL),
                 S2_ERR_ARGUMENT, "sampler", NULL);
  assert_refused(harmonic_nuts_run(NULL, 0), S2_ERR_ARGUMENT, "sampler", NULL);
}

static void bad_calls_are_refused(void **state)
{
  (void)state;
  harmonic_chains *chains;
  double step;
  harmonic_nuts *s = cut_create(NULL);
  assert_refused(harmonic_nuts_run(s, -1), S2_ERR_ARGUMENT, "transitions = -1", NULL);
  assert_refused(harmonic_nuts_chains(&chains, s), S2_ERR_ARGUMENT, "no draws", NULL);
  assert_null(chains);
  assert_refused(harmonic_nuts_adapted(s, 4, &step, NULL), S2_ERR_ARGUMENT, "chain = 4", "0 .. 3",
                 NULL);
  assert_int_equal(harmonic_nuts_draws(s, 99, NULL, NULL), 0);
  assert_int_equal(harmonic_nuts_transitions(s, -1), 0);
  harmonic_nuts_summary sum;
  harmonic_nuts_summarise(s, &sum);
  assert_true(isnan(sum.accept) && isnan(sum.ebfmi) && sum.draws == 0);
  harmonic_nuts_destroy(s);
  harmonic_nuts_destroy(NULL);
}

static void refuse_density(trouble t, harmonic_nuts_options o, s2_status status, const char *a,
                           const char *b)
{
  harmonic_chains *chains;
  assert_refused(harmonic_nuts_sample(&chains, NULL, 1, trouble_density, &t, &o), status, a, b,
                 NULL);
  assert_null(chains);
}

static void failing_densities_stop_the_run(void **state)
{
  (void)state;
  harmonic_nuts_options o = cut_options(HARMONIC_NUTS_DIAGONAL);
  double zero[CHAINS] = {0};
  refuse_density((trouble){FAILS, -1.0, 77}, o, S2_ERR_NUMERIC, "chain 0", "returned 77");
  refuse_density((trouble){FAILS, 2.0, -5}, o, S2_ERR_NUMERIC, "transition", "returned -5");
  refuse_density((trouble){INFINITE, 2.0, 0}, o, S2_ERR_NUMERIC, "transition", "ln P = +inf");
  refuse_density((trouble){LEAVES, -1.0, 0}, o, S2_ERR_NUMERIC, "chain 0", "no random start");
  refuse_density((trouble){LIES, 9e9, 0}, o, S2_ERR_NUMERIC, "gradient", "check_gradient");
  o.start = zero;
  refuse_density((trouble){LEAVES, -1.0, 0}, o, S2_ERR_NUMERIC, "chain 0", "at the start");
}

static int flat_density(void *user, const double *x, double *ln_post, double *gradient)
{
  (void)user;
  (void)x;
  *ln_post = 0.0;
  if (gradient != NULL) gradient[0] = 0.0;
  return 0;
}

static void flat_densities_are_refused(void **state)
{
  (void)state;
  harmonic_chains *chains;
  assert_refused(harmonic_nuts_sample(&chains, NULL, 1, flat_density, NULL, NULL), S2_ERR_NUMERIC,
                 "flat", "improper", NULL);
}

static void failed_allocations_are_reported(void **state)
{
  (void)state;
  harmonic_nuts_options o = cut_options(HARMONIC_NUTS_DENSE);
  o.threads = 1; // the injection is per thread
  for (int64_t n = 0; n < 1000; ++n) {
    harmonic_chains *chains;
    s2_priv_fail_after(n);
    s2_status status = harmonic_nuts_sample(&chains, NULL, D, correlated_density, &cut_target, &o);
    s2_priv_fail_after(-1);
    if (status == S2_OK) {
      assert_true(n > 3 + 2 * CHAINS);
      harmonic_chains_destroy(chains);
      return;
    }
    assert_int_equal(status, S2_ERR_MEMORY);
    assert_null(chains);
  }
  fail_msg("sampling never succeeds");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bad_options_are_refused),
      cmocka_unit_test(bad_calls_are_refused),
      cmocka_unit_test(failing_densities_stop_the_run),
      cmocka_unit_test(flat_densities_are_refused),
      cmocka_unit_test(failed_allocations_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
