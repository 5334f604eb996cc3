// SPDX-License-Identifier: MIT
// NumPy files whose arrays do not fit together are refused by name.
#include "scratch.h"
#include <harmonic/chain_files.h>
#include <math.h>
#include <s2common/io.h>

/// Arrays of one file: points, ln P and up to one more. Shapes end with 0.
typedef struct broken {
  int64_t samples[4], ln_post[3], other[2];
  const char *name; ///< of the other one; NULL: there is none
  double value[6];  ///< the other one's, or those of ln P
  const char *word, *place;
} broken;

static const double zeros[64];

static s2_array view(const int64_t *shape, const double *data)
{
  s2_array array;
  int ndim = 0;
  while (ndim < 4 && shape[ndim] != 0) ++ndim;
  assert_ok(s2_array_view(&array, S2_DTYPE_F8, ndim, shape, data));
  return array;
}

static void arrays_that_do_not_fit_are_refused(void **state)
{
  (void)state;
  static const broken cases[] = {
      {{3, 2}, {2}, {0}, NULL, {0}, "ln_posterior", "each point of samples"},
      {{2, 3, 2}, {3, 2}, {0}, NULL, {0}, "ln_posterior", "each point"},
      {{2, 3, 2}, {2}, {0}, NULL, {0}, "ln_posterior", "each point"},
      {{3}, {3}, {0}, NULL, {0}, "samples has 1 axes", "2 or 3"},
      {{3, 2}, {3}, {2}, "weight", {1, 1}, "weight", "each point"},
      {{3, 2}, {3}, {3}, "weight", {1, -1, 1}, "weight: chain 0, point 1: -1", "finite"},
      {{3, 2}, {3}, {3}, "weight", {0, 0, 0}, "chain 0 has no weight", ""},
      {{3, 2}, {3}, {0}, NULL, {0, 1, NAN}, "ln P: chain 0, point 2: nan", "no sampler"},
      {{3, 2}, {3}, {2}, "start_indices", {0, 2}, "start_indices is not 0, ..., 3", ""},
      {{3, 2}, {3}, {2}, "start_indices", {1, 3}, "start_indices is not 0, ..., 3", ""},
      {{3, 2}, {3}, {4}, "start_indices", {0, 2, 1, 3}, "start_indices[2] = 1", "follow 2"},
      {{3, 2}, {3}, {4}, "start_indices", {0, 1.5, 2, 3}, "start_indices[1] = 1.5", "follow 0"},
      {{3, 2}, {3}, {4}, "start_indices", {0, 1, 1, 3}, "start_indices[2] = 1", "follow 1"},
      {{3, 2}, {3}, {3}, "start_indices", {0, NAN, 3}, "start_indices[1] = nan", "follow"}};
  for (size_t k = 0; k < COUNT(cases); ++k) {
    const broken *b = &cases[k];
    s2_array samples = view(b->samples, zeros), ln_post, other;
    ln_post = view(b->ln_post, b->name == NULL ? b->value : zeros);
    if (b->name != NULL) other = view(b->other, b->value);
    const char *const names[] = {"samples", "ln_posterior", b->name};
    const s2_array *const arrays[] = {&samples, &ln_post, &other};
    harmonic_chains *set;
    assert_ok(s2_npz_write(scratch("a.npz"), b->name != NULL ? 3 : 2, names, arrays, 0));
    assert_refused(harmonic_chains_read(&set, scratch("a.npz"), NULL), S2_ERR_FILE, "a.npz",
                   b->word, b->place, NULL);
    assert_null(set);
  }
}

static void missing_members_are_named(void **state)
{
  (void)state;
  const int64_t shape[] = {3, 2, 0};
  s2_array samples = view(shape, zeros);
  const char *const known[] = {"samples"}, *const unknown[] = {"y"};
  const s2_array *const arrays[] = {&samples};
  harmonic_read_options options;
  harmonic_chains *set;
  assert_ok(s2_npz_write(scratch("a.npz"), 1, unknown, arrays, 0));
  assert_refused(harmonic_chains_read(&set, scratch("a.npz"), NULL), S2_ERR_FILE,
                 "samples, chain or x", NULL);
  assert_ok(s2_npz_write(scratch("a.npz"), 1, known, arrays, 0));
  assert_refused(harmonic_chains_read(&set, scratch("a.npz"), NULL), S2_ERR_FILE, "by ln_post",
                 NULL);
  harmonic_read_options_init(&options);
  options.ln_post = "z";
  assert_refused(harmonic_chains_read(&set, scratch("a.npz"), &options), S2_ERR_FILE,
                 "no array 'z'", NULL);
}

static void bare_arrays_need_a_place_for_ln_p(void **state)
{
  (void)state;
  static const int64_t shapes[][5] = {{4, 0}, {4, 1, 0}, {2, 2, 2, 2, 0}};
  for (size_t k = 0; k < COUNT(shapes); ++k) {
    s2_array array = view(shapes[k], zeros);
    harmonic_chains *set;
    assert_ok(s2_npy_write(scratch("a.npy"), &array));
    assert_refused(harmonic_chains_read(&set, scratch("a.npy"), NULL), S2_ERR_FILE, "a.npy",
                   "expected 2 or 3", NULL);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(arrays_that_do_not_fit_are_refused),
                                     cmocka_unit_test(missing_members_are_named),
                                     cmocka_unit_test(bare_arrays_need_a_place_for_ln_p)};
  return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
