// SPDX-License-Identifier: MIT
// What is written comes back bit by bit, in every format, whatever the locale.
#include "scratch.h"
#include <float.h>
#include <harmonic/chain_files.h>
#include <locale.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <sys/stat.h>

/// Three chains, one of them weighted, of awkward numbers, with names and ranges.
static harmonic_chains *awkward(void)
{
  harmonic_chains *set;
  const double x[] = {0.1,  -DBL_MAX, DBL_MIN / 4, 1.0 / 3, -0.0, 1e22,        0x1p-1074,
                      1e23, -1e-300,  123456789.0, 2e-7,    0.3,  4 * atan(1), 1e15 + 0.3};
  const double ln_post[] = {-1.0 / 7, 40000.125, -4e-5}, weight[] = {2, 0.1, 1e-200};
  assert_ok(harmonic_chains_create(&set, 2));
  assert_ok(harmonic_chains_add(set, 3, x, ln_post, NULL));
  assert_ok(harmonic_chains_add(set, 3, x + 6, ln_post, weight));
  assert_ok(harmonic_chains_add(set, 1, x + 12, ln_post + 2, NULL));
  assert_ok(harmonic_chains_set_parameter(
      set, 0, &(harmonic_parameter){"omega_m", "\\Omega_m", 0.1, INFINITY, 0}));
  assert_ok(
      harmonic_chains_set_parameter(set, 1, &(harmonic_parameter){"h", "", -1.0 / 3, 1e5, 0}));
  return set;
}

static harmonic_chains *read_back(const char *path)
{
  harmonic_chains *set;
  assert_ok(harmonic_chains_read(&set, path, NULL));
  return set;
}

static void every_format_round_trips(void **state)
{
  (void)state;
  static const struct {
    harmonic_file_format format;
    const char *name;
    int files, labels;
  } cases[] = {{HARMONIC_FILE_GETDIST, "a", 5, 1},
               {HARMONIC_FILE_COBAYA, "b", 4, 0},
               {HARMONIC_FILE_COSMOSIS, "c", 4, 0}};
  harmonic_chains *set = awkward();
  setlocale(LC_NUMERIC, "de_DE.UTF-8"); // the C locale where it is not installed
  for (size_t k = 0; k < COUNT(cases); ++k) {
    assert_ok(harmonic_chains_write(scratch(cases[k].name), set, cases[k].format));
    assert_int_equal(scratch_files(0), cases[k].files);
    harmonic_chains *back = read_back(scratch(cases[k].name));
    harmonic_parameter p = harmonic_chains_parameter(back, 0);
    if (!cases[k].labels)
      assert_ok(harmonic_chains_set_parameter(
          back, 0, &(harmonic_parameter){p.name, "\\Omega_m", p.lower, p.upper, 0}));
    assert_same_sets(back, set);
    harmonic_chains_destroy(back);
    scratch_files(1);
  }
  setlocale(LC_NUMERIC, "C");
  harmonic_chains_destroy(set);
}

static void csv_and_npz_keep_all_chains_in_one_file(void **state)
{
  (void)state;
  static const char *const names[] = {"all.csv", "all.npz"};
  harmonic_chains *set = awkward();
  for (size_t k = 0; k < COUNT(names); ++k) {
    assert_ok(harmonic_chains_write(scratch(names[k]), set, HARMONIC_FILE_AUTO));
    assert_int_equal(scratch_files(0), 1);
    harmonic_chains *back = read_back(scratch(names[k]));
    for (int d = 0; d < 2; ++d) { // ranges, and names of NPZ, are lost
      harmonic_parameter p = harmonic_chains_parameter(set, d);
      if (k == 0) assert_string_equal(harmonic_chains_parameter(back, d).name, p.name);
      assert_ok(harmonic_chains_set_parameter(back, d, &p));
    }
    assert_same_sets(back, set);
    harmonic_chains_destroy(back);
    scratch_files(1);
  }
  harmonic_chains_destroy(set);
}

/// Fails unless two files have the same bytes.
static void assert_same_files(const char *a, const char *b)
{
  FILE *p = fopen(a, "rb"), *q = fopen(b, "rb");
  if (p == NULL || q == NULL) fail_msg("cannot open %s", p == NULL ? a : b);
  int c = 0;
  for (long at = 0; c != EOF; ++at) {
    c = fgetc(p);
    if (c != fgetc(q)) fail_msg("%s differs at byte %ld", a, at);
  }
  fclose(p);
  fclose(q);
}

// data/chains/written*: see its provenance.
static void getdist_has_read_the_very_files_that_are_written(void **state)
{
  (void)state;
  static const char *const names[] = {"written_1.txt", "written_2.txt", "written.paramnames",
                                      "written.ranges"};
  const int64_t length[] = {4, 3};
  const double weight[] = {1, 3, 2, 5, 0.25, 1.0 / 3, 7};
  harmonic_chains *set = numbered(2, length, weight);
  assert_ok(harmonic_chains_set_parameter(
      set, 0, &(harmonic_parameter){"omega_m", "\\Omega_m", -0.1, 1e4 / 3, 0}));
  assert_ok(harmonic_chains_set_parameter(set, 1,
                                          &(harmonic_parameter){"s_8", "S_8", -INFINITY, 0.5, 1}));
  assert_ok(harmonic_chains_shift_ln_post(set, -1.0 / 7));
  assert_ok(harmonic_chains_write(scratch("written"), set, HARMONIC_FILE_GETDIST));
  for (size_t k = 0; k < COUNT(names); ++k) {
    char truth[512];
    snprintf(truth, sizeof truth, "%s/chains/%s", CHAIN_DATA, names[k]);
    assert_same_files(scratch(names[k]), truth);
  }
  harmonic_chains_destroy(set);
  scratch_files(1);
}

static void a_single_chain_gets_no_number(void **state)
{
  (void)state;
  const int64_t length[] = {4};
  struct stat info;
  harmonic_chains *set = numbered(1, length, NULL);
  assert_ok(harmonic_chains_write(scratch("one"), set, HARMONIC_FILE_AUTO));
  assert_int_equal(stat(scratch("one.txt"), &info), 0);
  assert_int_equal(stat(scratch("one.paramnames"), &info), 0);
  harmonic_chains *back = read_back(scratch("one"));
  assert_same_sets(back, set);
  harmonic_chains_destroy(back);
  harmonic_chains_destroy(set);
  scratch_files(1);
}

static void targets_are_complete_or_untouched(void **state)
{
  (void)state;
  harmonic_chains *set = awkward(), *none;
  assert_refused(harmonic_chains_write(scratch("no/where"), set, HARMONIC_FILE_AUTO), S2_ERR_FILE,
                 "no/where_1.txt", NULL);
  assert_refused(harmonic_chains_write(scratch("a"), set, HARMONIC_FILE_STAN), S2_ERR_UNSUPPORTED,
                 "stan", NULL);
  assert_refused(harmonic_chains_write(scratch("a"), set, HARMONIC_FILE_NPY), S2_ERR_UNSUPPORTED,
                 "npy", NULL);
  assert_refused(harmonic_chains_write("", set, HARMONIC_FILE_AUTO), S2_ERR_ARGUMENT, "path", NULL);
  assert_refused(harmonic_chains_write("a", set, (harmonic_file_format)9), S2_ERR_ARGUMENT,
                 "format = 9", NULL);
  assert_ok(harmonic_chains_create(&none, 2));
  assert_refused(harmonic_chains_write("a", none, HARMONIC_FILE_AUTO), S2_ERR_ARGUMENT, "no chain",
                 NULL);
  assert_int_equal(scratch_files(0), 0);
  harmonic_chains_destroy(none);
  harmonic_chains_destroy(set);
}

static void failed_allocations_leave_nothing_behind(void **state)
{
  (void)state;
  static const char *const names[] = {"a.csv", "a.npz"};
  harmonic_chains *set = awkward(), *back;
  for (size_t k = 0; k < COUNT(names); ++k) {
    s2_status status = S2_ERR_MEMORY;
    for (int n = 0; status == S2_ERR_MEMORY; ++n) {
      s2_priv_fail_after(n);
      status = harmonic_chains_write(scratch(names[k]), set, HARMONIC_FILE_AUTO);
      s2_priv_fail_after(-1);
      if (status == S2_ERR_MEMORY) assert_int_equal(scratch_files(0), 0);
    }
    assert_ok(status);
    status = S2_ERR_MEMORY;
    for (int n = 0; status == S2_ERR_MEMORY; ++n) {
      s2_priv_fail_after(n);
      status = harmonic_chains_read(&back, scratch(names[k]), NULL);
      s2_priv_fail_after(-1);
      if (status == S2_ERR_MEMORY) assert_null(back);
    }
    assert_ok(status);
    harmonic_chains_destroy(back);
    scratch_files(1);
  }
  harmonic_chains_destroy(set);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_format_round_trips),
      cmocka_unit_test(csv_and_npz_keep_all_chains_in_one_file),
      cmocka_unit_test(getdist_has_read_the_very_files_that_are_written),
      cmocka_unit_test(a_single_chain_gets_no_number),
      cmocka_unit_test(targets_are_complete_or_untouched),
      cmocka_unit_test(failed_allocations_leave_nothing_behind)};
  return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
