// SPDX-License-Identifier: MIT
// Sums of an evidence in files: they go on to the bit, and damaged files are refused.
#include "support.h"

#include <harmonic/evidence.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <stdio.h>
#include <string.h>

enum { LONG = 3000 };

static double series[2][LONG];

static int make_series(void **state)
{
  (void)state;
  uint64_t seed = 5;
  for (int i = 0; i < LONG; i++) {
    series[0][i] = i % 10 == 0 ? -INFINITY : 30.0 * uniform(&seed);
    series[1][i] = 1e4 + 20.0 * uniform(&seed);
  }
  return 0;
}

static harmonic_evidence *new_evidence(int64_t nchains)
{
  harmonic_evidence *e;
  assert_ok(harmonic_evidence_create(&e, nchains));
  return e;
}

static void add_part(harmonic_evidence *e, int chain, int from, int to)
{
  assert_ok(harmonic_evidence_add(e, chain, to - from, series[0] + from, series[1] + from, NULL));
}

static harmonic_evidence *three_chains(void)
{
  harmonic_evidence *e = new_evidence(3);
  for (int c = 0; c < 3; c++) add_part(e, c, 50 * c, 50 * c + 50);
  return e;
}

static int same(const harmonic_evidence *a, const harmonic_evidence *b)
{
  harmonic_statistics s, t;
  assert_ok(harmonic_evidence_statistics(a, &s));
  assert_ok(harmonic_evidence_statistics(b, &t));
  return memcmp(&s, &t, sizeof s) == 0;
}

static const char path[] = "test-statistics.tmp";

static void a_saved_evidence_goes_on_as_if_never_stopped(void **state)
{
  (void)state;
  harmonic_evidence *whole = new_evidence(2), *first = new_evidence(2), *second;
  add_part(whole, 0, 0, 2000);
  add_part(first, 0, 0, 1234);
  assert_ok(harmonic_evidence_save(first, path));
  assert_ok(harmonic_evidence_load(&second, path));
  add_part(second, 0, 1234, 2000);
  add_part(whole, 1, 2000, LONG);
  add_part(second, 1, 2000, LONG);
  assert_true(same(whole, second));
  remove(path);
  harmonic_evidence_destroy(whole);
  harmonic_evidence_destroy(first);
  harmonic_evidence_destroy(second);
}

static void files_of_version_1_are_read(void **state)
{
  (void)state;
  static const double phi[] = {0.5, -1, -INFINITY, 2}, post[] = {-3, -4, -5, -6};
  static const double weight[] = {1, 2, 1, 0.5};
  harmonic_evidence *read, *fresh = new_evidence(2);
  assert_ok(harmonic_evidence_load(&read, S2_TEST_DATA "/two_chains.evidence"));
  assert_ok(harmonic_evidence_add(fresh, 0, 4, phi, post, NULL));
  assert_ok(harmonic_evidence_add(fresh, 1, 4, phi, post, weight));
  harmonic_statistics a, b;
  assert_ok(harmonic_evidence_statistics(read, &a));
  assert_ok(harmonic_evidence_statistics(fresh, &b));
  assert_bound(fabs(a.ln_inverse - b.ln_inverse), 1e-14, "ln rho");
  assert_bound(fabs(a.relative_error - b.relative_error), 1e-13, "error");
  assert_true(a.nsamples == 8 && a.nonzero == 6 && a.weight == 8.5);
  harmonic_evidence_destroy(read);
  harmonic_evidence_destroy(fresh);
}

static void write_file(const unsigned char *data, size_t size)
{
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(data, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

static void damaged_files_are_refused(void **state)
{
  (void)state;
  unsigned char data[512];
  harmonic_evidence *e = three_chains(), *read = e;
  assert_ok(harmonic_evidence_save(e, path));
  harmonic_evidence_destroy(e);
  FILE *file = fopen(path, "rb");
  size_t size = fread(data, 1, sizeof data, file);
  fclose(file);
  assert_int_equal(size, 40 + 8 + 3 * 14 * 8);
  for (size_t at = 0; at < size; at++) {
    data[at] ^= 0x10;
    write_file(data, size);
    assert_refused(harmonic_evidence_load(&read, path), S2_ERR_FILE, path, NULL);
    assert_null(read);
    data[at] ^= 0x10;
  }
  for (size_t cut = 0; cut < size; cut += 5) {
    write_file(data, cut);
    assert_refused(harmonic_evidence_load(&read, path), S2_ERR_FILE, path, NULL);
  }
  remove(path);
  assert_refused(harmonic_evidence_load(&read, path), S2_ERR_FILE, "opened", NULL);
  assert_refused(harmonic_evidence_load(&read, "."), S2_ERR_FILE, NULL);
}

static void an_existing_file_survives_a_failed_save(void **state)
{
  (void)state;
  harmonic_evidence *e = three_chains();
  assert_refused(harmonic_evidence_save(e, "no-such-folder/x"), S2_ERR_FILE, "no-such-folder/x",
                 NULL);
  assert_refused(harmonic_evidence_save(e, ""), S2_ERR_ARGUMENT, "path", NULL);
  harmonic_evidence_destroy(e);
}

static void failed_allocations_are_reported(void **state)
{
  (void)state;
  harmonic_evidence *e = new_evidence(2), *other = e;
  for (int64_t n = 0; n < 2; n++) {
    s2_priv_fail_after(n);
    s2_status created = harmonic_evidence_create(&other, 3);
    s2_priv_fail_after(n);
    s2_status saved = harmonic_evidence_save(e, path);
    s2_priv_fail_after(-1);
    assert_int_equal(created, S2_ERR_MEMORY);
    assert_null(other);
    assert_int_equal(saved, S2_ERR_MEMORY);
  }
  assert_ok(harmonic_evidence_save(e, path));
  for (int64_t n = 0; n < 3; n++) {
    s2_priv_fail_after(n);
    s2_status loaded = harmonic_evidence_load(&other, path);
    s2_priv_fail_after(-1);
    assert_int_equal(loaded, S2_ERR_MEMORY);
    assert_null(other);
  }
  remove(path);
  harmonic_evidence_destroy(e);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_saved_evidence_goes_on_as_if_never_stopped),
      cmocka_unit_test(files_of_version_1_are_read),
      cmocka_unit_test(damaged_files_are_refused),
      cmocka_unit_test(an_existing_file_survives_a_failed_save),
      cmocka_unit_test(failed_allocations_are_reported),
  };
  return cmocka_run_group_tests(tests, make_series, NULL);
}
