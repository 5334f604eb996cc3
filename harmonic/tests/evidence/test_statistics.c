// SPDX-License-Identifier: MIT
// The statistics of the harmonic mean: numbers of the original, numbers of the definition at any
// offset, streams, merges, weights, bad input.
#include "support.h"

#include <float.h>
#include <harmonic/evidence.h>
#include <harmonic/gaussian.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static harmonic_evidence *new_evidence(int64_t nchains)
{
  harmonic_evidence *e;
  assert_ok(harmonic_evidence_create(&e, nchains));
  return e;
}

static harmonic_statistics statistics_of(const harmonic_evidence *e)
{
  harmonic_statistics s;
  assert_ok(harmonic_evidence_statistics(e, &s));
  return s;
}

/// Three short chains whose statistics are known; ln P = 0.
static const double hand[] = {-1, 0.5, 0.25, 0, -0.5, 0.75, 1, -0.25, 0.1, 0.3, -2, -INFINITY};
static const int hand_start[] = {0, 3, 7, 12};

static harmonic_evidence *hand_evidence(double offset)
{
  harmonic_evidence *e = new_evidence(3);
  for (int c = 0; c < 3; c++)
    for (int i = hand_start[c]; i < hand_start[c + 1]; i++)
      assert_ok(harmonic_evidence_add(e, c, 1, &hand[i], &(double){-offset}, NULL));
  return e;
}

static void statistics_follow_their_definition_at_any_offset(void **state)
{
  (void)state;
  static const double offsets[] = {0, 1e4, -4e4, 4e4, 1e6, -1e6};
  for (size_t k = 0; k < COUNT(offsets); k++) {
    double c = offsets[k], tolerance = 1e-12 + 4 * DBL_EPSILON * fabs(c);
    harmonic_evidence *e = hand_evidence(c);
    harmonic_statistics s = statistics_of(e);
    const double is[] = {s.ln_inverse - c,
                         s.ln_inverse_variance - 2 * c,
                         (s.ln_inverse_variance_variance - 4 * c),
                         s.kurtosis,
                         s.n_eff,
                         s.ln_evidence + c,
                         s.ln_evidence_std + c,
                         s.ln_inverse_lower,
                         s.ln_inverse_upper};
    static const double expected[] = {
        0.0885910222923463,  -2.44850832666156, -6.43128116592807,  1.39343728922954, 2.88,
        -0.0187014399341905, -1.40143620791547, -0.313414953660451, 0.238271314962386};
    assert_bound(difference(is, expected, COUNT(expected)), 4 * tolerance, "offset %g", c);
    assert_int_equal(s.nsamples, 12);
    assert_int_equal(s.nonzero, 11);
    harmonic_evidence_destroy(e);
  }
}

static void chain_means_follow_their_definition(void **state)
{
  (void)state;
  static const double expected[] = {0.0954998977338049, 0.476515584240493, -0.394772738190627};
  harmonic_evidence *e = hand_evidence(0);
  for (int c = 0; c < 3; c++) {
    harmonic_chain_statistics s;
    assert_ok(harmonic_evidence_chain(e, c, &s));
    assert_bound(fabs(s.ln_inverse - expected[c]), 1e-14, "chain %d", c);
    assert_int_equal(s.nsamples, hand_start[c + 1] - hand_start[c]);
  }
  harmonic_evidence_destroy(e);
}

/// One evidence of the reference file: chains, and the series they are made of.
typedef struct reference {
  const char *chains, *series, *model;
} reference;

static const reference references[] = {
    {"equal", "equal", "gaussian"},
    {"equal", "equal", "hypersphere"},
    {"equal", "equal", "rqspline"},
    {"ragged", "ragged", "gaussian"},
    {"ragged", "ragged", "hypersphere"},
    {"ragged", "ragged", "rqspline"},
    {"ragged_24blocks", "ragged", "gaussian"},
    {"ragged_24blocks", "ragged", "hypersphere"},
    {"ragged_24blocks", "ragged", "rqspline"},
};

static harmonic_evidence *reference_evidence(npz *file, const reference *r)
{
  size_t count = 0;
  char name[96];
  snprintf(name, sizeof name, "evidence_%s__start_indices", r->chains);
  count = npz_count(file, name);
  const double *start = npz_get(file, count, "%s", name);
  const double *post = npz_get(file, 0, "evidence_%s__ln_posterior", r->series);
  const double *phi = npz_get(file, 0, "evidence_%s_%s__ln_phi", r->series, r->model);
  harmonic_evidence *e = new_evidence((int64_t)count - 1);
  for (size_t c = 0; c + 1 < count; c++) {
    size_t at = (size_t)start[c], n = (size_t)start[c + 1] - at;
    assert_ok(harmonic_evidence_add(e, (int64_t)c, (int64_t)n, phi + at, post + at, NULL));
  }
  return e;
}

static double stored(npz *file, const reference *r, const char *what)
{
  return *npz_get(file, 1, "evidence_%s_%s__%s", r->chains, r->model, what);
}

static void compare(npz *file, const reference *r, const char *what, double is)
{
  double expected = stored(file, r, what);
  assert_bound(fabs(is - expected), 1e-12 * fmax(1.0, fabs(expected)), "%s of %s, %s", what,
               r->chains, r->model);
}

static void compare_chains(npz *file, const reference *r, const harmonic_evidence *e)
{
  size_t n = (size_t)harmonic_evidence_nchains(e);
  const char *chains = r->chains, *model = r->model;
  double shift = stored(file, r, "shift_mean_shift");
  const double *means =
      npz_get(file, n, "evidence_%s_%s__ln_evidence_inv_per_chain", chains, model);
  const double *sums = npz_get(file, n, "evidence_%s_%s__running_sum", chains, model);
  const double *counts = npz_get(file, n, "evidence_%s_%s__nsamples_per_chain", chains, model);
  const double *used = npz_get(file, n, "evidence_%s_%s__nsamples_eff_per_chain", chains, model);
  for (size_t i = 0; i < n; i++) {
    harmonic_chain_statistics c;
    assert_ok(harmonic_evidence_chain(e, (int64_t)i, &c));
    double sum = exp(c.ln_inverse + log(c.weight) + shift); // with the original's shift
    assert_bound(fabs(c.ln_inverse - means[i]), 1e-12, "chain %zu of %s, %s", i, chains, model);
    assert_bound(fabs(sum / sums[i] - 1), 1e-12, "sum of chain %zu", i);
    assert_true((double)c.nsamples == counts[i] && (double)c.nonzero == used[i]);
  }
}

static void statistics_are_those_of_the_original(void **state)
{
  (void)state;
  npz *file = npz_open("evidence");
  for (size_t k = 0; k < COUNT(references); k++) {
    const reference *r = &references[k];
    harmonic_evidence *e = reference_evidence(file, r);
    harmonic_statistics s = statistics_of(e);
    compare(file, r, "ln_evidence_inv", s.ln_inverse);
    compare(file, r, "ln_evidence_inv_var", s.ln_inverse_variance);
    compare(file, r, "ln_evidence_inv_var_var", s.ln_inverse_variance_variance);
    compare(file, r, "kurtosis", s.kurtosis);
    compare(file, r, "ln_kurtosis", s.ln_kurtosis);
    compare(file, r, "n_eff", s.n_eff);
    compare(file, r, "shift_mean_shift", -s.mean_ln_ratio);
    compare(file, r, "shift_max_shift", -s.ln_ratio.max);
    compare(file, r, "shift_min_shift", -s.ln_ratio.min);
    const double pairs[][2] = {{s.evidence, s.evidence_std},
                               {s.ln_evidence, s.ln_evidence_std},
                               {s.ln_inverse_lower, s.ln_inverse_upper}};
    static const char *names[] = {"compute_evidence", "compute_ln_evidence",
                                  "compute_ln_inv_evidence_errors"};
    for (size_t i = 0; i < COUNT(names); i++) {
      const double *expected =
          npz_get(file, 2, "evidence_%s_%s__%s", r->chains, r->model, names[i]);
      assert_bound(difference(pairs[i], expected, 2), 1e-12 * fmax(1, fabs(expected[0])), "%s",
                   names[i]);
    }
    compare_chains(file, r, e);
    harmonic_evidence_destroy(e);
  }
  npz_close(file);
}

enum { LONG = 3000 };

static double series[2][LONG], weights[LONG];

/// ln phi and ln P that differ by tens, whole weights.
static int make_series(void **state)
{
  (void)state;
  uint64_t seed = 5;
  for (int i = 0; i < LONG; i++) {
    series[0][i] = 30.0 * uniform(&seed);
    series[1][i] = 1e4 + 20.0 * uniform(&seed);
    weights[i] = (double)(i % 4);
  }
  return 0;
}

static void add_part(harmonic_evidence *e, int chain, int from, int to)
{
  assert_ok(harmonic_evidence_add(e, chain, to - from, series[0] + from, series[1] + from, NULL));
}

static int same(const harmonic_evidence *a, const harmonic_evidence *b)
{
  harmonic_statistics s = statistics_of(a), t = statistics_of(b);
  return memcmp(&s, &t, sizeof s) == 0;
}

static void pieces_of_a_stream_change_no_bit(void **state)
{
  (void)state;
  harmonic_evidence *whole = new_evidence(2), *pieces = new_evidence(2);
  add_part(whole, 0, 0, 2000);
  add_part(whole, 1, 2000, LONG);
  for (int at = 0; at < 2000; at += 7) add_part(pieces, 0, at, at + 7 < 2000 ? at + 7 : 2000);
  for (int at = 2000; at < LONG; at++) add_part(pieces, 1, at, at + 1);
  assert_true(same(whole, pieces));
  harmonic_evidence_destroy(whole);
  harmonic_evidence_destroy(pieces);
}

static void merged_shares_give_the_whole(void **state)
{
  (void)state;
  harmonic_evidence *whole = new_evidence(2), *share[2] = {new_evidence(2), new_evidence(2)};
  for (int c = 0; c < 2; c++) {
    add_part(whole, c, 1000 * c, 1000 * c + 1000);
    add_part(share[0], c, 1000 * c, 1000 * c + 300);
    add_part(share[1], c, 1000 * c + 300, 1000 * c + 1000);
  }
  assert_ok(harmonic_evidence_merge(share[0], share[1]));
  harmonic_statistics a = statistics_of(whole), b = statistics_of(share[0]);
  assert_bound(fabs(a.ln_inverse - b.ln_inverse), 1e-11, "ln rho");
  assert_bound(fabs(a.relative_error / b.relative_error - 1), 1e-11, "error");
  assert_true(a.nsamples == b.nsamples && a.ln_ratio.max == b.ln_ratio.max);
  assert_true(a.ln_phi.min == b.ln_phi.min && a.ln_post.max == b.ln_post.max);
  harmonic_evidence *empty = new_evidence(2);
  assert_ok(harmonic_evidence_merge(whole, empty));
  b = statistics_of(whole);
  assert_memory_equal(&a, &b, sizeof a);
  harmonic_evidence *other = new_evidence(3);
  assert_refused(harmonic_evidence_merge(whole, other), S2_ERR_ARGUMENT, "2 chains", "3", NULL);
  harmonic_evidence_destroy(other);
  harmonic_evidence_destroy(empty);
  harmonic_evidence_destroy(whole);
  for (int i = 0; i < 2; i++) harmonic_evidence_destroy(share[i]);
}

static void a_weight_counts_like_so_many_copies(void **state)
{
  (void)state;
  harmonic_evidence *weighted = new_evidence(3), *copied = new_evidence(3);
  for (int i = 0; i < LONG; i++) {
    const double *phi = &series[0][i], *post = &series[1][i];
    assert_ok(harmonic_evidence_add(weighted, i % 3, 1, phi, post, &weights[i]));
    for (int k = 0; k < (int)weights[i]; k++)
      assert_ok(harmonic_evidence_add(copied, i % 3, 1, phi, post, NULL));
  }
  harmonic_statistics a = statistics_of(weighted), b = statistics_of(copied);
  assert_bound(fabs(a.ln_evidence - b.ln_evidence), 1e-11, "ln z");
  assert_bound(fabs(a.ln_inverse_variance - b.ln_inverse_variance), 1e-11, "variance");
  assert_bound(fabs(a.kurtosis - b.kurtosis), 1e-11, "kurtosis");
  assert_true(a.weight == b.weight && a.weight == (double)b.nsamples);
  harmonic_evidence_destroy(weighted);
  harmonic_evidence_destroy(copied);
}

static void one_chain_leaves_the_error_undefined(void **state)
{
  (void)state;
  harmonic_evidence *e = new_evidence(1);
  add_part(e, 0, 0, 100);
  harmonic_statistics s = statistics_of(e);
  assert_true(isfinite(s.ln_inverse) && s.n_eff == 1.0);
  assert_true(isnan(s.relative_error) && isnan(s.ln_evidence) && isnan(s.kurtosis));
  assert_true(isnan(s.ln_inverse_variance) && isnan(s.ln_inverse_lower) && isnan(s.evidence));
  harmonic_evidence_destroy(e);
}

static void an_error_above_one_has_no_lower_bound(void **state)
{
  (void)state;
  harmonic_evidence *e = new_evidence(2);
  for (int c = 0; c < 2; c++)
    assert_ok(harmonic_evidence_add(e, c, 1, &(double){60.0 * c}, &(double){0}, NULL));
  harmonic_statistics s = statistics_of(e);
  assert_bound(fabs(s.relative_error - 1), 1e-12, "sigma/rho of one chain of two");
  assert_ok(harmonic_evidence_add(e, 0, 9, (double[9]){0}, (double[9]){0}, NULL));
  s = statistics_of(e);
  assert_true(s.relative_error > 1 && s.ln_inverse_lower == -INFINITY);
  assert_true(s.ln_evidence_upper == INFINITY && isfinite(s.ln_evidence_lower));
  harmonic_evidence_destroy(e);
}

// Chains in blocks, with a model, are the same as all their values at once.
static void chains_of_points_are_added_with_a_model(void **state)
{
  (void)state;
  enum { POINTS = 20000 };
  static double x[2 * POINTS], post[POINTS], phi[POINTS];
  uint64_t seed = 8;
  harmonic_chains *chains;
  harmonic_model *model, *other;
  harmonic_evidence *e = new_evidence(2), *f = new_evidence(2);
  assert_ok(harmonic_chains_create(&chains, 2));
  assert_ok(harmonic_gaussian_create_given(&model, 2, (double[]){0, 0}, (double[]){1, 0, 0, 1}));
  assert_ok(harmonic_gaussian_create_given(&other, 1, (double[]){0}, (double[]){1}));
  for (int c = 0; c < 2; c++) {
    int n = c == 0 ? POINTS : 5;
    for (int i = 0; i < 2 * n; i++) x[i] = uniform(&seed);
    for (int i = 0; i < n; i++) {
      post[i] = x[2 * i] - 700;
      double square = x[2 * i] * x[2 * i] + x[2 * i + 1] * x[2 * i + 1];
      phi[i] = -log(2 * PI * 0.5) - square;
    }
    assert_ok(harmonic_chains_add(chains, n, x, post, NULL));
    assert_ok(harmonic_evidence_add(f, c, n, phi, post, NULL));
  }
  assert_ok(harmonic_evidence_add_chains(e, chains, model, 0.5));
  harmonic_statistics a = statistics_of(e), b = statistics_of(f);
  assert_bound(fabs(a.ln_inverse - b.ln_inverse), 1e-11, "ln rho");
  assert_bound(fabs(a.relative_error / b.relative_error - 1), 1e-9, "error");
  assert_true(a.nsamples == POINTS + 5);
  assert_refused(harmonic_evidence_add_chains(e, chains, other, 0.5), S2_ERR_ARGUMENT,
                 "2 parameters", "1", NULL);
  harmonic_evidence *three = new_evidence(3);
  assert_refused(harmonic_evidence_add_chains(three, chains, model, 0.5), S2_ERR_ARGUMENT,
                 "2 chains", "3", NULL);
  assert_refused(harmonic_evidence_add_chains(e, chains, model, 0), S2_ERR_ARGUMENT, NULL);
  harmonic_evidence_destroy(three);
  harmonic_evidence_destroy(e);
  harmonic_evidence_destroy(f);
  harmonic_model_destroy(model);
  harmonic_model_destroy(other);
  harmonic_chains_destroy(chains);
}

static void bad_points_are_named(void **state)
{
  (void)state;
  double ok[3] = {0}, nan[3] = {0, NAN, 0}, high[3] = {0, 0, INFINITY}, low[3] = {-INFINITY, 0, 0};
  harmonic_evidence *e = new_evidence(2);
  assert_refused(harmonic_evidence_add(e, 2, 3, ok, ok, NULL), S2_ERR_ARGUMENT, "chain = 2", NULL);
  assert_refused(harmonic_evidence_add(e, 0, -1, ok, ok, NULL), S2_ERR_ARGUMENT, "n = -1", NULL);
  assert_refused(harmonic_evidence_add(e, 0, 3, NULL, ok, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(harmonic_evidence_add(e, 0, 3, nan, ok, NULL), S2_ERR_ARGUMENT, "ln_phi[1]", NULL);
  assert_refused(harmonic_evidence_add(e, 0, 3, high, ok, NULL), S2_ERR_ARGUMENT, "ln_phi[2] = inf",
                 NULL);
  assert_refused(harmonic_evidence_add(e, 0, 3, ok, low, NULL), S2_ERR_ARGUMENT,
                 "ln_post[0] = -inf", NULL);
  assert_refused(harmonic_evidence_add(e, 0, 3, ok, ok, (double[3]){1, 1, -2}), S2_ERR_ARGUMENT,
                 "weight[2] = -2", NULL);
  harmonic_statistics s;
  assert_refused(harmonic_evidence_statistics(e, &s), S2_ERR_ARGUMENT, "chain 0", "no points",
                 NULL);
  for (int c = 0; c < 2; c++)
    assert_ok(harmonic_evidence_add(e, c, 1, &(double){-INFINITY}, &(double){0}, NULL));
  assert_refused(harmonic_evidence_statistics(e, &s), S2_ERR_NUMERIC, "phi = 0 at all 2", NULL);
  harmonic_evidence_destroy(e);
  assert_refused(harmonic_evidence_create(&e, 0), S2_ERR_ARGUMENT, "nchains = 0", NULL);
  assert_null(e);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(statistics_follow_their_definition_at_any_offset),
      cmocka_unit_test(chain_means_follow_their_definition),
      cmocka_unit_test(statistics_are_those_of_the_original),
      cmocka_unit_test(pieces_of_a_stream_change_no_bit),
      cmocka_unit_test(merged_shares_give_the_whole),
      cmocka_unit_test(a_weight_counts_like_so_many_copies),
      cmocka_unit_test(one_chain_leaves_the_error_undefined),
      cmocka_unit_test(an_error_above_one_has_no_lower_bound),
      cmocka_unit_test(chains_of_points_are_added_with_a_model),
      cmocka_unit_test(bad_points_are_named),
  };
  return cmocka_run_group_tests(tests, make_series, NULL);
}
