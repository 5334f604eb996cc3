// SPDX-License-Identifier: MIT
// Burn-in, thinning, blocks, parts and other posteriors.
#include "sets.h"
#include <math.h>
#include <s2common/priv/memory.h>

static double first(const harmonic_chains *set, int64_t chain)
{
  return harmonic_chains_get(set, chain).x[0];
}

static void burn_in_is_dropped_from_every_chain(void **state)
{
  (void)state;
  const int64_t length[] = {10, 20, 30};
  harmonic_chains *set = numbered(3, length, NULL);
  assert_ok(harmonic_chains_burn(set, 4));
  for (int64_t j = 0; j < 3; ++j) {
    assert_int_equal(harmonic_chains_get(set, j).n, length[j] - 4);
    assert_true(first(set, j) == (double)(1000 * j + 4));
  }
  assert_ok(harmonic_chains_burn_fraction(set, 0.5)); // 3 of 6, 8 of 16, 13 of 26
  assert_int_equal(harmonic_chains_size(set), 3 + 8 + 13);
  assert_true(first(set, 0) == 7 && first(set, 1) == 1012 && first(set, 2) == 2017);
  assert_refused(harmonic_chains_burn(set, 3), S2_ERR_ARGUMENT, "chain 0 has 3 points", NULL);
  assert_refused(harmonic_chains_burn(set, -1), S2_ERR_ARGUMENT, "npoints = -1", NULL);
  assert_refused(harmonic_chains_burn_fraction(set, 1), S2_ERR_ARGUMENT, "fraction = 1", NULL);
  assert_refused(harmonic_chains_burn_fraction(set, NAN), S2_ERR_ARGUMENT, "fraction = nan", NULL);
  assert_int_equal(harmonic_chains_size(set), 24);
  harmonic_chains_destroy(set);
}

static void burn_in_leaves_some_weight(void **state)
{
  (void)state;
  const int64_t length[] = {3};
  const double weight[] = {2, 0, 0};
  harmonic_chains *set = numbered(1, length, weight);
  assert_refused(harmonic_chains_burn(set, 1), S2_ERR_ARGUMENT, "chain 0", "weights of 0", NULL);
  assert_int_equal(harmonic_chains_size(set), 3);
  harmonic_chains_destroy(set);
}

static void thinning_keeps_every_step_of_that_number(void **state)
{
  (void)state;
  const int64_t length[] = {7, 4};
  harmonic_chains *set = numbered(2, length, NULL);
  assert_ok(harmonic_chains_thin(set, 3));
  harmonic_chain a = harmonic_chains_get(set, 0), b = harmonic_chains_get(set, 1);
  assert_int_equal(a.n, 3);
  assert_int_equal(b.n, 2);
  for (int i = 0; i < 3; ++i) assert_true(a.x[2 * i] == 3 * i);
  assert_true(b.x[2] == 1003);
  assert_null(a.weight);
  harmonic_chains_destroy(set);
}

// Steps of the sampler 0 1 2 3 4 5 6 7 8 9 with the points 0 0 0 1 2 2 4 4 4 4.
static void thinning_counts_weights_as_steps(void **state)
{
  (void)state;
  static const struct {
    int64_t every, n;
    double x[3], weight[3];
  } cases[] = {{2, 3, {0, 2, 4}, {2, 1, 2}}, {3, 3, {0, 1, 4}, {1, 1, 2}}, {50, 1, {0}, {1}}};
  const int64_t length[] = {5};
  const double weight[] = {3, 1, 2, 0, 4}, broken[] = {1, 2, 0.5, 1, 1};
  for (size_t k = 0; k < COUNT(cases); ++k) {
    harmonic_chains *set = numbered(1, length, weight);
    assert_ok(harmonic_chains_thin(set, cases[k].every));
    harmonic_chain c = harmonic_chains_get(set, 0);
    assert_int_equal(c.n, cases[k].n);
    for (int64_t i = 0; i < c.n; ++i)
      assert_true(c.x[2 * i] == cases[k].x[i] && c.weight[i] == cases[k].weight[i]);
    harmonic_chains_destroy(set);
  }
  harmonic_chains *set = numbered(1, length, broken);
  assert_refused(harmonic_chains_thin(set, 2), S2_ERR_ARGUMENT, "chain 0, point 2",
                 "weight = 0.5 is not a whole", NULL);
  assert_refused(harmonic_chains_thin(set, 0), S2_ERR_ARGUMENT, "every = 0", NULL);
  harmonic_chains_destroy(set);
}

static void blocks_are_those_of_the_python_package(void **state)
{
  (void)state;
  npz *file = npz_open("evidence");
  const double *start = npz_get(file, 8, "evidence_ragged__start_indices");
  const double *cut = npz_get(file, 25, "evidence_ragged_24blocks__start_indices");
  int64_t length[7];
  for (int j = 0; j < 7; ++j) length[j] = (int64_t)(start[j + 1] - start[j]);
  harmonic_chains *set = numbered(7, length, NULL), *blocks;
  assert_ok(harmonic_chains_set_parameter(set, 0, &(harmonic_parameter){"a", "", 0, 1, 0}));
  assert_ok(harmonic_chains_blocks(&blocks, set, 24));
  assert_int_equal(harmonic_chains_count(blocks), 24);
  for (int k = 0, chain = 0; k < 24; ++k) {
    while (cut[k] >= start[chain + 1]) ++chain;
    assert_int_equal(harmonic_chains_get(blocks, k).n, (int64_t)(cut[k + 1] - cut[k]));
    assert_true(first(blocks, k) == 1000.0 * chain + cut[k] - start[chain]);
  }
  assert_string_equal(harmonic_chains_parameter(blocks, 0).name, "a");
  harmonic_chains_destroy(set);
  harmonic_chains_destroy(blocks);
  npz_close(file);
}

static void blocks_that_cannot_be_are_refused(void **state)
{
  (void)state;
  const int64_t length[] = {2, 9};
  const double weight[] = {1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1};
  harmonic_chains *set = numbered(2, length, weight), *blocks;
  assert_refused(harmonic_chains_blocks(&blocks, set, 1), S2_ERR_ARGUMENT, "nblocks = 1", "2 .. 11",
                 NULL);
  assert_refused(harmonic_chains_blocks(&blocks, set, 12), S2_ERR_ARGUMENT, "nblocks = 12", NULL);
  assert_refused(harmonic_chains_blocks(&blocks, set, 4), S2_ERR_ARGUMENT, "weights are 0", NULL);
  assert_null(blocks);
  harmonic_chains_destroy(set);
}

static void parts_have_every_chain_once(void **state)
{
  (void)state;
  const int64_t length[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  harmonic_chains *set = numbered(10, length, NULL), *train, *infer;
  int differ = 0;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    assert_ok(harmonic_chains_split(&train, &infer, set, 0.35, seed));
    assert_int_equal(harmonic_chains_count(train), 3);
    assert_int_equal(harmonic_chains_count(infer), 7);
    int64_t a = 0, b = 0;
    for (int64_t j = 0; j < 10; ++j) {
      int trains = a < 3 && first(train, a) == 1000.0 * (double)j;
      assert_true((trains ? first(train, a) : first(infer, b)) == 1000.0 * (double)j);
      trains ? ++a : ++b;
    }
    differ += first(train, 2) != 2000;
    if (seed == 0) assert_true(first(train, 2) == 2000);
    harmonic_chains_destroy(train);
    harmonic_chains_destroy(infer);
  }
  assert_true(differ > 10); // 1 of 120 choices is that of seed 0
  assert_refused(harmonic_chains_split(&train, &infer, set, 0.05, 1), S2_ERR_ARGUMENT,
                 "fraction = 0.05 of 10", NULL);
  assert_refused(harmonic_chains_split(&train, &infer, set, 1, 1), S2_ERR_ARGUMENT, "fraction = 1",
                 NULL);
  assert_true(train == NULL && infer == NULL);
  harmonic_chains_destroy(set);
  set = numbered(1, length, NULL);
  assert_refused(harmonic_chains_split(&train, &infer, set, 0.5, 1), S2_ERR_ARGUMENT, "blocks",
                 NULL);
  harmonic_chains_destroy(set);
}

static void chains_and_parameters_are_selected(void **state)
{
  (void)state;
  const int64_t length[] = {3, 2, 4}, chain[] = {2, 0}, wrong[] = {0, 3};
  const int column[] = {1}, twice[] = {1, 1}, no[] = {2};
  harmonic_chains *set = numbered(3, length, NULL), *out, *both;
  assert_ok(harmonic_chains_set_parameter(set, 1, &(harmonic_parameter){"b", "B", 0, 1, 1}));
  assert_ok(harmonic_chains_select(&out, set, 2, chain));
  assert_true(first(out, 0) == 2000 && first(out, 1) == 0 && harmonic_chains_size(out) == 7);
  assert_ok(harmonic_chains_copy(&both, out));
  assert_same_sets(both, out);
  assert_ok(harmonic_chains_append(both, set));
  assert_true(harmonic_chains_count(both) == 5 && first(both, 3) == 1000);
  harmonic_chains_destroy(out);
  assert_ok(harmonic_chains_marginal(&out, set, 1, column));
  assert_string_equal(harmonic_chains_parameter(out, 0).name, "b");
  harmonic_chain c = harmonic_chains_get(out, 1);
  assert_true(c.n == 2 && c.x[0] == -1000 && c.x[1] == -1001 && c.ln_post[1] == 1001 / 8.0);
  assert_refused(harmonic_chains_append(both, out), S2_ERR_ARGUMENT, "1 parameters, this one 2",
                 NULL);
  assert_refused(harmonic_chains_append(both, both), S2_ERR_ARGUMENT, "itself", NULL);
  harmonic_chains_destroy(out);
  assert_refused(harmonic_chains_select(&out, set, 2, wrong), S2_ERR_ARGUMENT, "number[1] = 3",
                 NULL);
  assert_refused(harmonic_chains_select(&out, set, 0, wrong), S2_ERR_ARGUMENT, "n = 0", NULL);
  assert_refused(harmonic_chains_marginal(&out, set, 2, twice), S2_ERR_ARGUMENT, "number[1] = 1",
                 NULL);
  assert_refused(harmonic_chains_marginal(&out, set, 1, no), S2_ERR_ARGUMENT, "number[0] = 2",
                 NULL);
  assert_null(out);
  harmonic_chains_destroy(set);
  harmonic_chains_destroy(both);
}

static void other_posteriors_change_the_weights(void **state)
{
  (void)state;
  const int64_t length[] = {3};
  const double weight[] = {1, 2, 4}, target[] = {1, -INFINITY, 0.5},
               nowhere[] = {-INFINITY, -INFINITY, -INFINITY};
  harmonic_chains *set = numbered(1, length, weight); // ln P = 0, 1/8, 2/8
  assert_ok(harmonic_chains_shift_ln_post(set, 100));
  assert_ok(harmonic_chains_untemper(set, 2)); // P^(1/2) over its maximum
  harmonic_chain c = harmonic_chains_get(set, 0);
  for (int i = 0; i < 3; ++i) {
    assert_bound(fabs(c.weight[i] - weight[i] * exp((i - 2) / 16.0)), 1e-14, "weight %d", i);
    assert_true(c.ln_post[i] == 100 + i / 8.0);
  }
  assert_refused(harmonic_chains_reweight(set, nowhere), S2_ERR_NUMERIC, "chain 0", NULL);
  assert_refused(harmonic_chains_untemper(set, 0), S2_ERR_ARGUMENT, "temperature = 0", NULL);
  assert_refused(harmonic_chains_shift_ln_post(set, NAN), S2_ERR_ARGUMENT, "shift = nan", NULL);
  harmonic_chains_destroy(set);
  set = numbered(1, length, NULL);
  assert_ok(harmonic_chains_reweight(set, target));
  c = harmonic_chains_get(set, 0);
  assert_int_equal(c.n, 2);
  assert_true(c.x[2] == 2 && c.ln_post[0] == 1 && c.ln_post[1] == 0.5);
  assert_true(c.weight[0] == 1);
  assert_bound(fabs(c.weight[1] - exp(0.25 - 1)), 1e-15, "the second weight");
  harmonic_chains_destroy(set);
}

static void failed_allocations_make_no_set(void **state)
{
  (void)state;
  const int64_t length[] = {5, 6}, chain[] = {1};
  const int column[] = {0};
  harmonic_chains *set = numbered(2, length, NULL), *before, *out[2];
  assert_ok(harmonic_chains_copy(&before, set));
  for (int call = 0; call < 6; ++call) {
    s2_status status = S2_ERR_MEMORY;
    for (int n = 0; status == S2_ERR_MEMORY; ++n) {
      out[0] = out[1] = NULL;
      s2_priv_fail_after(n);
      switch (call) {
        case 0: status = harmonic_chains_copy(out, set); break;
        case 1: status = harmonic_chains_blocks(out, set, 4); break;
        case 2: status = harmonic_chains_select(out, set, 1, chain); break;
        case 3: status = harmonic_chains_marginal(out, set, 1, column); break;
        case 4: status = harmonic_chains_split(out, out + 1, set, 0.5, 3); break;
        default: status = harmonic_chains_untemper(set, 1);
      }
      s2_priv_fail_after(-1);
      if (status == S2_ERR_MEMORY) assert_true(out[0] == NULL && out[1] == NULL);
      if (call < 5) assert_same_sets(set, before);
    }
    assert_ok(status);
    harmonic_chains_destroy(out[0]);
    harmonic_chains_destroy(out[1]);
  }
  harmonic_chains_destroy(set);
  harmonic_chains_destroy(before);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(burn_in_is_dropped_from_every_chain),
                                     cmocka_unit_test(burn_in_leaves_some_weight),
                                     cmocka_unit_test(thinning_keeps_every_step_of_that_number),
                                     cmocka_unit_test(thinning_counts_weights_as_steps),
                                     cmocka_unit_test(blocks_are_those_of_the_python_package),
                                     cmocka_unit_test(blocks_that_cannot_be_are_refused),
                                     cmocka_unit_test(parts_have_every_chain_once),
                                     cmocka_unit_test(chains_and_parameters_are_selected),
                                     cmocka_unit_test(other_posteriors_change_the_weights),
                                     cmocka_unit_test(failed_allocations_make_no_set)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
