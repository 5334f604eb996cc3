// SPDX-License-Identifier: MIT
// Checkpoint files: those of version 1 are read, damage is noticed, writing replaces at once.
#include "posteriors.h"
#include "support.h"

#include <harmonic/ensemble.h>
#include <harmonic/nuts.h>
#include <s2common/priv/memory.h>
#include <stdio.h>
#include <stdlib.h>

static correlated target = {2, 0.5}, another = {2, 0.4};

static const char *data(const char *name)
{
  static char path[512];
  snprintf(path, sizeof path, "%s/%s", S2_TEST_DATA, name);
  return path;
}

static s2_status load(harmonic_nuts **s, const char *path)
{
  return harmonic_nuts_load(s, path, correlated_density, &target, NULL);
}

// Runs of 30 + 10 transitions that were saved after 20 and 33, and of 3 + 4 x 2 iterations after 6.
static void files_of_version_1_are_read(void **state)
{
  (void)state;
  static const struct {
    const char *name;
    int transitions, draws;
  } cases[] = {{"nuts_diagonal.checkpoint", 20, 0}, {"nuts_dense.checkpoint", 33, 3}};
  for (size_t i = 0; i < COUNT(cases); ++i) {
    harmonic_nuts *s;
    assert_ok(load(&s, data(cases[i].name)));
    assert_int_equal(harmonic_nuts_transitions(s, 1), cases[i].transitions);
    assert_int_equal(harmonic_nuts_draws(s, 1, NULL, NULL), cases[i].draws);
    assert_ok(harmonic_nuts_run(s, 0));
    assert_int_equal(harmonic_nuts_draws(s, 1, NULL, NULL), 10);
    harmonic_nuts_destroy(s);
  }
  harmonic_ensemble *e;
  assert_ok(
      harmonic_ensemble_load(&e, data("ensemble.checkpoint"), correlated_density, &target, NULL));
  assert_int_equal(harmonic_ensemble_walkers(e), 6);
  assert_int_equal(harmonic_ensemble_draws(e, NULL, NULL), 1);
  assert_ok(harmonic_ensemble_run(e, 0));
  assert_int_equal(harmonic_ensemble_draws(e, NULL, NULL), 4);
  harmonic_ensemble_destroy(e);
}

static void other_densities_are_refused(void **state)
{
  (void)state;
  harmonic_nuts *s;
  harmonic_ensemble *e;
  assert_refused(
      harmonic_nuts_load(&s, data("nuts_dense.checkpoint"), correlated_density, &another, NULL),
      S2_ERR_ARGUMENT, "another density", NULL);
  assert_null(s);
  assert_refused(
      harmonic_ensemble_load(&e, data("ensemble.checkpoint"), correlated_density, &another, NULL),
      S2_ERR_ARGUMENT, "another density", NULL);
  assert_null(e);
  trouble failing = {FAILS, -1.0, 9};
  assert_refused(
      harmonic_nuts_load(&s, data("nuts_dense.checkpoint"), trouble_density, &failing, NULL),
      S2_ERR_NUMERIC, "failed with 9", NULL);
  assert_refused(harmonic_nuts_load(&s, data("nuts_dense.checkpoint"), NULL, &target, NULL),
                 S2_ERR_ARGUMENT, "density", NULL);
}

/// Content of a file.
typedef struct bytes {
  unsigned char *data;
  size_t size;
} bytes;

static bytes read_bytes(const char *path)
{
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  bytes b = {malloc(1 << 16), 0};
  assert_non_null(b.data);
  b.size = fread(b.data, 1, 1 << 16, file);
  fclose(file);
  return b;
}

static void write_bytes(const char *path, const unsigned char *data, size_t size)
{
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(data, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

static const char *const scratch = "checkpoint.scratch";

static void damage_is_noticed(void **state)
{
  (void)state;
  harmonic_nuts *s;
  bytes b = read_bytes(data("nuts_dense.checkpoint"));
  for (size_t i = 0; i < b.size; ++i) {
    b.data[i] ^= (unsigned char)(1u << (i % 8));
    write_bytes(scratch, b.data, b.size);
    assert_refused(load(&s, scratch), S2_ERR_FILE, scratch, NULL);
    assert_null(s);
    b.data[i] ^= (unsigned char)(1u << (i % 8));
  }
  for (size_t size = 0; size < b.size; size += 17) {
    write_bytes(scratch, b.data, size);
    assert_refused(load(&s, scratch), S2_ERR_FILE, scratch, NULL);
  }
  free(b.data);
  remove(scratch);
}

static void files_of_another_kind_are_refused(void **state)
{
  (void)state;
  harmonic_nuts *s;
  harmonic_ensemble *e;
  assert_refused(load(&s, data("ensemble.checkpoint")), S2_ERR_FILE, "does not hold a NUTS", NULL);
  assert_refused(
      harmonic_ensemble_load(&e, data("nuts_dense.checkpoint"), correlated_density, &target, NULL),
      S2_ERR_FILE, "does not hold an ensemble", NULL);
  assert_refused(load(&s, data("README.md")), S2_ERR_FILE, "not a checkpoint", NULL);
  assert_refused(load(&s, data("")), S2_ERR_FILE, "not a regular file", NULL);
  assert_refused(load(&s, data("none")), S2_ERR_FILE, "cannot be opened", NULL);
  assert_refused(load(&s, ""), S2_ERR_ARGUMENT, "path", NULL);
  assert_refused(load(&s, NULL), S2_ERR_ARGUMENT, "path", NULL);
}

static void failed_writing_leaves_the_old_file(void **state)
{
  (void)state;
  harmonic_nuts *s;
  bytes before = read_bytes(data("nuts_dense.checkpoint"));
  write_bytes(scratch, before.data, before.size);
  assert_ok(load(&s, scratch));
  for (int64_t n = 0; n < 2; ++n) {
    s2_priv_fail_after(n);
    s2_status status = harmonic_nuts_save(s, scratch);
    s2_priv_fail_after(-1);
    assert_int_equal(status, S2_ERR_MEMORY);
  }
  assert_refused(harmonic_nuts_save(s, "no/such/folder/file"), S2_ERR_FILE, "no/such/folder", NULL);
  bytes after = read_bytes(scratch);
  assert_int_equal(after.size, before.size);
  assert_memory_equal(after.data, before.data, before.size);
  assert_ok(harmonic_nuts_save(s, scratch)); // the same state again
  bytes again = read_bytes(scratch);
  assert_int_equal(again.size, before.size);
  assert_memory_equal(again.data, before.data, before.size);
  harmonic_nuts_destroy(s);
  remove(scratch);
  free(before.data);
  free(after.data);
  free(again.data);
}

static void failed_allocations_are_reported(void **state)
{
  (void)state;
  for (int64_t n = 0; n < 100; ++n) {
    harmonic_nuts *s;
    s2_priv_fail_after(n);
    s2_status status = load(&s, data("nuts_dense.checkpoint"));
    s2_priv_fail_after(-1);
    if (status == S2_OK) {
      assert_true(n > 4);
      harmonic_nuts_destroy(s);
      return;
    }
    assert_int_equal(status, S2_ERR_MEMORY);
    assert_null(s);
  }
  fail_msg("loading never succeeds");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_of_version_1_are_read),
      cmocka_unit_test(other_densities_are_refused),
      cmocka_unit_test(damage_is_noticed),
      cmocka_unit_test(files_of_another_kind_are_refused),
      cmocka_unit_test(failed_writing_leaves_the_old_file),
      cmocka_unit_test(failed_allocations_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
