// SPDX-License-Identifier: MIT
// Failures that must be noticed: too few samples, modes, hard edges, heavy tails.
#include "gauss.h"

static harmonic_evidence_options defaults(void)
{
  harmonic_evidence_options o;
  harmonic_evidence_options_init(&o);
  return o;
}

static harmonic_result estimate(const harmonic_chains *chains, const harmonic_evidence_options *o)
{
  harmonic_result r;
  harmonic_model *model = gauss_model_new(harmonic_chains_ndim(chains));
  assert_ok(harmonic_evidence_estimate(chains, model, o, &r));
  harmonic_model_destroy(model);
  return r;
}

static int has(uint32_t flags, harmonic_flag flag)
{
  return (flags & (uint32_t)flag) != 0;
}

static void too_few_samples_are_noticed(void **state)
{
  (void)state;
  gauss g = {10, 0.5, 0};
  harmonic_chains *chains = gauss_chains(&g, 12, 2, 50, 0.0);
  harmonic_result r = estimate(chains, NULL);
  assert_true(r.verdict != HARMONIC_GOOD && has(r.doubts | r.faults, HARMONIC_FLAG_FEW_SAMPLES));
  harmonic_chains_destroy(chains);
}

// ln P and the ratios look as they should; only the parameter tells.
static void chains_that_have_not_mixed_in_a_parameter_are_noticed(void **state)
{
  (void)state;
  enum { POINTS = 2000 };
  gauss unit = {2, 0, 0};
  harmonic_chains *chains;
  static double x[2 * POINTS], p[POINTS];
  assert_ok(harmonic_chains_create(&chains, 2));
  for (int c = 0; c < 4; c++) {
    for (int i = 0; i < POINTS; i++) {
      gauss_point(&unit, 16, (uint64_t)(c * POINTS + i), x + 2 * i);
      x[2 * i] = c % 2 == 0 ? fabs(x[2 * i]) : -fabs(x[2 * i]); // each sees half of the posterior
      p[i] = gauss_ln_post(&unit, x + 2 * i);
    }
    assert_ok(harmonic_chains_add(chains, POINTS, x, p, NULL));
  }
  harmonic_result r = estimate(chains, NULL);
  assert_true(r.rhat > 1.2 && r.verdict == HARMONIC_BAD);
  assert_true(has(r.faults, HARMONIC_FLAG_NOT_MIXED));
  assert_true(r.ess < 100 && has(r.doubts | r.faults, HARMONIC_FLAG_FEW_SAMPLES));
  harmonic_chains_destroy(chains);
}

// Each quarter of a chain visits the tails of x_0 in one stretch at its end: R-hat compares halves,
// which are alike, and in the bulk the points look independent.
static void chains_that_seldom_visit_the_tails_are_noticed(void **state)
{
  (void)state;
  enum { POINTS = 2000, STRETCH = POINTS / 4 };
  gauss unit = {2, 0, 0};
  harmonic_chains *chains;
  static double x[2 * POINTS], p[POINTS];
  assert_ok(harmonic_chains_create(&chains, 2));
  for (int c = 0; c < 4; c++) {
    for (int k = 0; k < POINTS; k += STRETCH) {
      int low = k, high = k + STRETCH;
      while (low < high) {
        double y[2];
        gauss_point(&unit, 18, (uint64_t)(c * POINTS + k + low - high + STRETCH), y);
        int at = fabs(y[0]) < 1.645 ? low++ : --high;
        memcpy(x + 2 * at, y, sizeof y);
        p[at] = gauss_ln_post(&unit, y);
      }
    }
    assert_ok(harmonic_chains_add(chains, POINTS, x, p, NULL));
  }
  harmonic_result r = estimate(chains, NULL);
  assert_true(r.rhat < 1.02 && r.ess < 400);
  assert_true(has(r.doubts, HARMONIC_FLAG_NOT_MIXED) && r.verdict == HARMONIC_DOUBTFUL);
  harmonic_chains_destroy(chains);
}

static void good_chains_are_mixed(void **state)
{
  (void)state;
  gauss g = {5, 0.5, 0};
  harmonic_chains *chains = gauss_chains(&g, 17, 4, 30000, 0.0); // more than are looked at
  harmonic_result r = estimate(chains, NULL);
  assert_true(r.rhat < 1.01 && isinf(r.ess) && r.verdict == HARMONIC_GOOD);
  harmonic_chains_destroy(chains);
}

/// Two Gaussian modes of equal mass at +-6; a chain stays in its mode.
static harmonic_chains *two_modes(int in_second, int chains_count, int n)
{
  harmonic_chains *chains;
  gauss unit = {2, 0, 0};
  double *x = malloc(2 * (size_t)n * sizeof *x), *p = malloc((size_t)n * sizeof *p);
  assert_true(x != NULL && p != NULL);
  assert_ok(harmonic_chains_create(&chains, 2));
  for (int c = 0; c < chains_count; c++) {
    for (int i = 0; i < n; i++) {
      double low[2], high[2];
      gauss_point(&unit, 14, (uint64_t)(c * n + i), x + 2 * i);
      x[2 * i] += c < in_second ? 6 : -6;
      for (int k = 0; k < 2; k++) {
        low[k] = x[2 * i + k] + (k == 0 ? 6 : 0);
        high[k] = x[2 * i + k] - (k == 0 ? 6 : 0);
      }
      p[i] = log(0.5 * exp(gauss_ln_post(&unit, low)) + 0.5 * exp(gauss_ln_post(&unit, high)));
    }
    assert_ok(harmonic_chains_add(chains, n, x, p, NULL));
  }
  free(x);
  free(p);
  return chains;
}

// A single Gaussian between two modes: it has most of its mass where no sample is.
static void a_model_that_bridges_modes_is_noticed(void **state)
{
  (void)state;
  harmonic_chains *chains = two_modes(4, 8, 1000);
  harmonic_result r = estimate(chains, NULL);
  assert_int_equal(r.verdict, HARMONIC_BAD);
  harmonic_chains_destroy(chains);
}

static void chains_that_disagree_about_a_mode_are_noticed(void **state)
{
  (void)state;
  harmonic_chains *chains = two_modes(1, 6, 1000); // a sixth of the samples, half of the mass
  harmonic_result r = estimate(chains, NULL);
  assert_int_equal(r.verdict, HARMONIC_BAD);
  harmonic_chains_destroy(chains);
}

/// Uniform in the unit cube of 3 dimensions, ln z = 0: a Gaussian leaves it at every temperature.
static int cube_density(void *user, const double *x, double *ln_post, double *gradient)
{
  (void)user;
  (void)gradient;
  *ln_post = 0;
  for (int k = 0; k < 3; k++)
    if (x[k] < 0 || x[k] > 1) return 1;
  return 0;
}

static void a_hard_edge_is_noticed_and_bridged(void **state)
{
  (void)state;
  enum { EDGE_N = 2000 };
  harmonic_chains *chains;
  static double x[3 * EDGE_N], p[EDGE_N];
  uint64_t seed = 15;
  assert_ok(harmonic_chains_create(&chains, 3));
  for (int c = 0; c < 4; c++) {
    for (int i = 0; i < 3 * EDGE_N; i++) x[i] = 0.5 + 0.5 * uniform(&seed);
    assert_ok(harmonic_chains_add(chains, EDGE_N, x, p, NULL));
  }
  harmonic_evidence_options o = defaults();
  harmonic_result r = estimate(chains, &o);
  assert_true(r.verdict != HARMONIC_GOOD &&
              has(r.doubts | r.faults, HARMONIC_FLAG_SHAPES_DISAGREE));
  assert_true(r.shape_error > 0 && fabs(r.ln_evidence) < 3 * r.error);
  o.density = cube_density;
  r = estimate(chains, &o);
  assert_true(r.called && has(r.doubts | r.faults, HARMONIC_FLAG_UNSEEN));
  assert_bound(fabs(r.bridge.ln_evidence), 4 * r.bridge.error, "bridge %g +- %g",
               r.bridge.ln_evidence, r.bridge.error);
  assert_true(r.bridge.outside > 0.02);
  harmonic_chains_destroy(chains);
}

// exp(-x^4) falls faster than any Gaussian: the variance of phi/P is infinite.
static void a_heavy_tail_of_the_ratios_is_noticed(void **state)
{
  (void)state;
  enum { TAIL_D = 8, TAIL_N = 2000 };
  static double x[TAIL_D * TAIL_N], p[TAIL_N];
  uint64_t seed = 16;
  harmonic_chains *chains;
  assert_ok(harmonic_chains_create(&chains, TAIL_D));
  for (int c = 0; c < 4; c++) {
    memset(p, 0, sizeof p);
    for (int i = 0; i < TAIL_D * TAIL_N; i++) {
      do x[i] = 2.5 * uniform(&seed);
      while (0.5 + 0.5 * uniform(&seed) > exp(-pow(x[i], 4)));
      p[i / TAIL_D] -= pow(x[i], 4) + log(2 * tgamma(1.25)); // ln z = 0
    }
    assert_ok(harmonic_chains_add(chains, TAIL_N, x, p, NULL));
  }
  harmonic_evidence_options o = defaults();
  o.shape.parameter = 1;
  harmonic_result r = estimate(chains, &o);
  assert_true(r.tail.k > 0.5 && has(r.doubts | r.faults, HARMONIC_FLAG_HEAVY_TAIL));
  harmonic_chains_destroy(chains);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(too_few_samples_are_noticed),
      cmocka_unit_test(chains_that_have_not_mixed_in_a_parameter_are_noticed),
      cmocka_unit_test(chains_that_seldom_visit_the_tails_are_noticed),
      cmocka_unit_test(good_chains_are_mixed),
      cmocka_unit_test(a_model_that_bridges_modes_is_noticed),
      cmocka_unit_test(chains_that_disagree_about_a_mode_are_noticed),
      cmocka_unit_test(a_hard_edge_is_noticed_and_bridged),
      cmocka_unit_test(a_heavy_tail_of_the_ratios_is_noticed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
