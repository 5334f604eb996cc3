// SPDX-License-Identifier: MIT
// Broken files are refused with file, line, column and value.
#include "scratch.h"
#include <harmonic/chain_files.h>
#include <math.h>

/// A file of some text, and what the message about it says.
typedef struct broken {
  const char *text, *word, *place;
} broken;

static void refuse(const char *name, const broken *cases, size_t count)
{
  for (size_t k = 0; k < count; ++k) {
    harmonic_chains *set;
    const char *path = scratch_text(name, cases[k].text);
    assert_refused(harmonic_chains_read(&set, path, NULL), S2_ERR_FILE, name, cases[k].word,
                   cases[k].place, NULL);
    assert_null(set);
  }
}

static void broken_numbers_are_named_by_line_and_column(void **state)
{
  (void)state;
  static const broken cases[] = {
      {"1 2 3\n1 x 3\n", "line 2, column 2", "'x'"},
      {"# a\n\n1 2 3\n1 2 3e\n", "line 4, column 3", "'3e'"},
      {"1 2 3\n1 2\n", "line 2 has 2 columns", "expected 3"},
      {"1 2 3\n1 2 3 4\n", "line 2 has 4 columns", "expected 3"},
      {"1 2\n1 2\n", "has 2 columns", "are 3"},
      {"1 2 3\n1,,3\n", "line 2, column 2", "''"},
      {"1,2,3\n1,2,\n", "line 2, column 3", "''"},
      {"1 2 3\n1 2 0x10\n", "line 2, column 3", "'0x10'"},
      {"1 2 3\n1 2 nan\n", "line 2, column 3 (param1)", "nan is not finite"},
      {"1 2 3\n# b\n1 inf 3\n", "line 3, column 2 (ln P)", "inf"},
      {"1 2 3\n-1 2 3\n", "line 2, column 1 (weight)", "-1"},
      {"1 2 3\nnan 2 3\n", "line 2, column 1 (weight)", "nan"},
      {"1 1e999 3\n", "line 1, column 2", "inf"},
      {"# nothing\n", "has no numbers", ""},
      {"", "is empty", ""},
      {"hello world\n", "in no format that is known", ""},
      {"\x93NUMPY\1", "hostile.txt", ""},
      {"PK\3\4", "hostile.txt", ""}};
  refuse("hostile.txt", cases, COUNT(cases));
}

static void broken_headers_are_refused(void **state)
{
  (void)state;
  static const broken cases[] = {
      {"a,b,a,lp\n1,2,3,4\n", "columns 1 and 3", "'a'"},
      {"a,b\n1,2\n", "no column of ln P", "ln_post"},
      {"lp,weight\n1,2\n", "has no parameters", ""},
      {"a,lp\n", "has no numbers", ""},
      {"a,lp\n1,2\n3,4,5\n", "line 3 has 3 columns", "expected 2"},
      {"# c\na,lp\n# d\n1,2\n\n3,-inf\n", "line 6, column 2 (lp)", "-inf"},
      {"chain,a,lp\n1,2,3\n2,3,4\n1,4,5\n", "line 4, column 1 (chain)", "1 comes after"},
      {"chain,a,lp\n1,2,3\nnan,3,4\n", "line 3, column 1 (chain)", "nan"},
      {"a,weight,lp\n1,0,1\n", "without any weight", ""},
      {"chain,a,lp,weight\n1,2,3,1\n2,3,4,0\n", "without any weight", ""}};
  refuse("hostile.csv", cases, COUNT(cases));
}

static void broken_names_and_ranges_are_refused(void **state)
{
  (void)state;
  static const broken names[] = {{"a\n", "names 1 parameters", "4 columns"},
                                 {"a\nb\nc\n", "names 3 parameters", "4 columns"},
                                 {"a\na\n", "line 2", "'a'"},
                                 {"a,b x\nc\n", "line 1", "comma"},
                                 {"*\nc\n", "line 1", "no name"}};
  static const broken ranges[] = {{"a 1 x\n", "line 1, column 3", "'x'"},
                                  {"\na 1\n", "line 2, column 3", "''"},
                                  {"a nan 1\n", "line 1, column 2", "'nan'"},
                                  {"z 1 0\na 2 2\n", "line 2", "range of a"}};
  harmonic_chains *set;
  char root[512];
  scratch_text("n.txt", "1 2 3 4\n");
  snprintf(root, sizeof root, "%s", scratch("n"));
  for (size_t k = 0; k < COUNT(names); ++k) {
    scratch_text("n.paramnames", names[k].text);
    assert_refused(harmonic_chains_read(&set, root, NULL), S2_ERR_FILE, "n.paramnames",
                   names[k].word, names[k].place, NULL);
  }
  scratch_text("n.paramnames", "a\nb \\beta_{1} # comment\n");
  for (size_t k = 0; k < COUNT(ranges); ++k) {
    scratch_text("n.ranges", ranges[k].text);
    assert_refused(harmonic_chains_read(&set, root, NULL), S2_ERR_FILE, "n.ranges", ranges[k].word,
                   ranges[k].place, NULL);
  }
  scratch_text("n.ranges", "z 1 0\na N 2\r\n");
  assert_ok(harmonic_chains_read(&set, root, NULL));
  assert_string_equal(harmonic_chains_parameter(set, 1).label, "\\beta_{1}");
  harmonic_parameter p = harmonic_chains_parameter(set, 0);
  assert_true(p.lower == -INFINITY && p.upper == 2);
  harmonic_chains_destroy(set);
}

static void files_of_one_root_have_the_same_parameters(void **state)
{
  (void)state;
  harmonic_chains *set;
  char root[512];
  scratch_text("m_1.csv", "a,lp\n1,2\n");
  snprintf(root, sizeof root, "%s", scratch("m"));
  scratch_text("m_2.csv", "b,lp\n1,2\n");
  assert_refused(harmonic_chains_read(&set, root, NULL), S2_ERR_FILE, "m_2.csv", "'b'", "'a'",
                 NULL);
  scratch_text("m_2.csv", "a,b,lp\n1,2,3\n");
  assert_refused(harmonic_chains_read(&set, root, NULL), S2_ERR_FILE, "2 parameters", "before it 1",
                 NULL);
  assert_refused(harmonic_chains_read(&set, scratch("nothing"), NULL), S2_ERR_FILE, "nothing",
                 "_1.txt", NULL);
}

static void bad_arguments_are_refused(void **state)
{
  (void)state;
  harmonic_chains *set;
  harmonic_read_options o;
  harmonic_read_options_init(&o);
  o.format = (harmonic_file_format)9;
  assert_refused(harmonic_chains_read(&set, "a", &o), S2_ERR_ARGUMENT, "format = 9", NULL);
  harmonic_read_options_init(&o);
  o.axes = (harmonic_axes)3;
  assert_refused(harmonic_chains_read(&set, "a", &o), S2_ERR_ARGUMENT, "axes = 3", NULL);
  harmonic_read_options_init(&o);
  o.ln_prior = INFINITY;
  assert_refused(harmonic_chains_read(&set, "a", &o), S2_ERR_ARGUMENT, "ln_prior = inf", NULL);
  o.struct_size = 0;
  assert_refused(harmonic_chains_read(&set, "a", &o), S2_ERR_ARGUMENT, "init", NULL);
  assert_refused(harmonic_chains_read(&set, "", NULL), S2_ERR_ARGUMENT, "path", NULL);
  assert_string_equal(harmonic_file_format_name(HARMONIC_FILE_NESTED), "nested");
  assert_string_equal(harmonic_file_format_name((harmonic_file_format)-1), "?");
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(broken_numbers_are_named_by_line_and_column),
                                     cmocka_unit_test(broken_headers_are_refused),
                                     cmocka_unit_test(broken_names_and_ranges_are_refused),
                                     cmocka_unit_test(files_of_one_root_have_the_same_parameters),
                                     cmocka_unit_test(bad_arguments_are_refused)};
  return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
