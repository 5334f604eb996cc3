// SPDX-License-Identifier: MIT
// A set holds what was put in; what cannot be part of a chain is refused by name.
#include "sets.h"
#include <math.h>
#include <s2common/priv/memory.h>
#include <string.h>

static void points_come_back_chain_by_chain(void **state)
{
  (void)state;
  const int64_t length[] = {3, 1000, 1};
  harmonic_chains *set = numbered(3, length, NULL);
  assert_int_equal(harmonic_chains_count(set), 3);
  assert_int_equal(harmonic_chains_size(set), 1004);
  for (int64_t j = 0; j < 3; ++j) {
    harmonic_chain c = harmonic_chains_get(set, j);
    assert_int_equal(c.n, length[j]);
    assert_null(c.weight);
    for (int64_t i = 0; i < c.n; ++i) {
      assert_true(c.x[2 * i] == (double)(1000 * j + i) && c.x[2 * i + 1] == -c.x[2 * i]);
      assert_true(c.ln_post[i] == c.x[2 * i] / 8);
    }
  }
  assert_int_equal(harmonic_chains_get(set, 3).n, 0);
  assert_int_equal(harmonic_chains_get(set, -1).n, 0);
  harmonic_chains_destroy(set);
}

static void chains_with_and_without_weights_mix(void **state)
{
  (void)state;
  const int64_t length[] = {2};
  const double x[] = {1, 2}, ln_post[] = {0}, weight[] = {5};
  harmonic_chains *set = numbered(1, length, NULL);
  assert_ok(harmonic_chains_add(set, 1, x, ln_post, weight));
  assert_null(harmonic_chains_get(set, 0).weight);
  assert_true(harmonic_chains_get(set, 1).weight[0] == 5);
  harmonic_chains_destroy(set);
}

static void bad_numbers_are_refused_by_name(void **state)
{
  (void)state;
  const int64_t length[] = {2, 2};
  harmonic_chains *set = numbered(2, length, NULL);
  const double good[] = {1, 2, 3, 4}, bad[] = {1, 2, 3, NAN}, ln[] = {0, 1}, low[] = {0, -INFINITY},
               zero[] = {0, 0}, negative[] = {1, -2}, huge[] = {1e308, 1e308};
  assert_refused(harmonic_chains_add(set, 2, bad, ln, NULL), S2_ERR_ARGUMENT, "chain 2", "point 1",
                 "parameter 1 (param2) = nan", NULL);
  assert_refused(harmonic_chains_add(set, 2, good, low, NULL), S2_ERR_ARGUMENT, "chain 2",
                 "point 1", "ln_post = -inf", "no sampler stays", NULL);
  assert_refused(harmonic_chains_add(set, 2, good, ln, zero), S2_ERR_ARGUMENT, "chain 2",
                 "all 2 weights are 0", NULL);
  assert_refused(harmonic_chains_add(set, 2, good, ln, negative), S2_ERR_ARGUMENT, "chain 2",
                 "point 1", "weight = -2", NULL);
  assert_refused(harmonic_chains_add(set, 2, good, ln, huge), S2_ERR_ARGUMENT, "overflows", NULL);
  assert_refused(harmonic_chains_add(set, 0, good, ln, NULL), S2_ERR_ARGUMENT, "n = 0", NULL);
  assert_refused(harmonic_chains_add(set, 1, NULL, ln, NULL), S2_ERR_ARGUMENT, "x is NULL", NULL);
  assert_int_equal(harmonic_chains_size(set), 4);
  harmonic_chains *none;
  assert_refused(harmonic_chains_create(&none, 0), S2_ERR_ARGUMENT, "ndim = 0", NULL);
  assert_null(none);
  harmonic_chains_destroy(set);
}

static void failed_allocations_leave_the_set_as_it_was(void **state)
{
  (void)state;
  const int64_t length[] = {3, 4};
  harmonic_chains *set = numbered(2, length, NULL), *before;
  assert_ok(harmonic_chains_copy(&before, set));
  double x[200] = {0}, ln_post[100] = {0};
  s2_status status = S2_ERR_MEMORY;
  int failures = 0;
  for (; status == S2_ERR_MEMORY; ++failures) {
    s2_priv_fail_after(failures);
    status = harmonic_chains_add(set, 100, x, ln_post, NULL);
    s2_priv_fail_after(-1);
    if (status == S2_ERR_MEMORY) assert_same_sets(set, before);
  }
  assert_ok(status);
  assert_true(failures > 3);
  assert_int_equal(harmonic_chains_size(set), 107);
  harmonic_chains_destroy(set);
  harmonic_chains_destroy(before);
}

static void parameters_have_names_labels_and_ranges(void **state)
{
  (void)state;
  harmonic_chains *set = numbered(0, NULL, NULL);
  harmonic_parameter p = harmonic_chains_parameter(set, 1);
  assert_string_equal(p.name, "param2");
  assert_string_equal(p.label, "");
  assert_true(p.lower == -INFINITY && p.upper == INFINITY && p.derived == 0);
  assert_ok(harmonic_chains_set_parameter(
      set, 1, &(harmonic_parameter){"omega_m", "\\Omega_m", 0.1, INFINITY, 1}));
  p = harmonic_chains_parameter(set, 1);
  assert_string_equal(p.name, "omega_m");
  assert_string_equal(p.label, "\\Omega_m");
  assert_true(p.lower == 0.1 && p.upper == INFINITY && p.derived == 1);
  assert_int_equal(harmonic_chains_find_parameter(set, "omega_m"), 1);
  assert_int_equal(harmonic_chains_find_parameter(set, "param1"), 0);
  assert_int_equal(harmonic_chains_find_parameter(set, "param2"), -1);
  assert_null(harmonic_chains_parameter(set, 2).name);
  harmonic_chains_destroy(set);
}

static void bad_parameters_are_refused(void **state)
{
  (void)state;
  harmonic_chains *set = numbered(0, NULL, NULL);
  char longest[HARMONIC_LABEL_SIZE + 1];
  memset(longest, 'x', sizeof longest - 1);
  longest[sizeof longest - 1] = '\0';
  static const harmonic_parameter good = {"a", "", 0, 1, 0};
  const struct {
    harmonic_parameter p;
    const char *word;
  } cases[] = {{{"", "", 0, 1, 0}, "no name"},
               {{"a b", "", 0, 1, 0}, "'a b' has a blank"},
               {{"a,b", "", 0, 1, 0}, "blank or comma"},
               {{longest, "", 0, 1, 0}, "160 bytes"},
               {{"a", longest, 0, 1, 0}, "label of a"},
               {{"a", "b\nc", 0, 1, 0}, "two lines"},
               {{"a", "", 1, 1, 0}, "lower = 1"},
               {{"a", "", NAN, 1, 0}, "lower = nan"},
               {{"param2", "", 0, 1, 0}, "parameter 1 is called 'param2'"}};
  for (size_t k = 0; k < COUNT(cases); ++k)
    assert_refused(harmonic_chains_set_parameter(set, 0, &cases[k].p), S2_ERR_ARGUMENT,
                   cases[k].word, NULL);
  assert_refused(harmonic_chains_set_parameter(set, 2, &good), S2_ERR_ARGUMENT, "d = 2", NULL);
  assert_string_equal(harmonic_chains_parameter(set, 0).name, "param1");
  harmonic_chains_destroy(set);
}

static void the_volume_of_the_prior_needs_every_bound(void **state)
{
  (void)state;
  harmonic_chains *set = numbered(0, NULL, NULL);
  double volume = 7;
  assert_ok(harmonic_chains_set_parameter(set, 0, &(harmonic_parameter){"a", "", -1, 3, 0}));
  assert_refused(harmonic_chains_ln_volume(set, &volume), S2_ERR_ARGUMENT, "parameter 1 (param2)",
                 NULL);
  assert_true(volume == 7);
  assert_ok(harmonic_chains_set_parameter(set, 1, &(harmonic_parameter){"b", "", 0, 5, 0}));
  assert_ok(harmonic_chains_ln_volume(set, &volume));
  assert_true(volume == log(4) + log(5));
  assert_ok(harmonic_chains_set_parameter(set, 1, &(harmonic_parameter){"b", "", 0, 5, 1}));
  assert_ok(harmonic_chains_ln_volume(set, &volume));
  assert_true(volume == log(4));
  harmonic_chains_destroy(set);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(points_come_back_chain_by_chain),
                                     cmocka_unit_test(chains_with_and_without_weights_mix),
                                     cmocka_unit_test(bad_numbers_are_refused_by_name),
                                     cmocka_unit_test(failed_allocations_leave_the_set_as_it_was),
                                     cmocka_unit_test(parameters_have_names_labels_and_ranges),
                                     cmocka_unit_test(bad_parameters_are_refused),
                                     cmocka_unit_test(the_volume_of_the_prior_needs_every_bound)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
