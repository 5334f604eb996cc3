// SPDX-License-Identifier: MIT
// Options that a format has no use for, and limits of files.
#include "scratch.h"
#include <harmonic/chain_files.h>
#include <math.h>
#include <stdlib.h>

enum { LONGEST = 1 << 20 };

/// Options by name, for tables.
typedef enum named { PARAMETERS, LN_POST, WEIGHT, SAMPLES, AXES } named;

static harmonic_read_options with(named option)
{
  harmonic_read_options o;
  harmonic_read_options_init(&o);
  if (option == PARAMETERS) o.parameters = "a";
  if (option == LN_POST) o.ln_post = "lp";
  if (option == WEIGHT) o.weight = "w";
  if (option == SAMPLES) o.samples = "x";
  if (option == AXES) o.axes = HARMONIC_AXES_STEP_FIRST;
  return o;
}

static void options_that_a_format_cannot_follow_are_refused(void **state)
{
  (void)state;
  static const struct {
    const char *file, *text, *format;
    named option;
    const char *name;
  } cases[] = {
      {"l.txt", "1 2 3\n", "getdist", LN_POST, "ln_post"},
      {"l.txt", "1 2 3\n", "getdist", WEIGHT, "weight"},
      {"l.txt", "1 2 3\n", "getdist", SAMPLES, "samples"},
      {"l.txt", "1 2 3\n", "getdist", AXES, "axes"},
      {"l.csv", "a,lp,w\n1,2,3\n", "csv", SAMPLES, "samples"},
      {"l.csv", "a,lp,w\n1,2,3\n", "csv", AXES, "axes"},
      {"l.1.txt", "# weight minuslogpost a\n1 2 3\n", "cobaya", SAMPLES, "samples"},
      {"l.npy", "\x93NUMPY", "npy", PARAMETERS, "parameters"},
      {"l.npy", "\x93NUMPY", "npy", LN_POST, "ln_post"},
      {"l.npy", "\x93NUMPY", "npy", SAMPLES, "samples"},
      {"l.npz", "PK\3\4", "npz", PARAMETERS, "parameters"},
  };
  for (size_t k = 0; k < COUNT(cases); ++k) {
    harmonic_chains *set;
    harmonic_read_options o = with(cases[k].option);
    const char *path = scratch_text(cases[k].file, cases[k].text);
    assert_refused(harmonic_chains_read(&set, path, &o), S2_ERR_ARGUMENT, cases[k].file,
                   cases[k].format, cases[k].name, NULL);
    assert_null(set);
  }
}

/// A line of `count` fields, from `number` of them on.
static char *line_of(const char *format, int count, const char *end)
{
  char *line = malloc(LONGEST);
  assert_non_null(line);
  int used = 0;
  for (int k = 0; k < count; ++k)
    used += snprintf(line + used, (size_t)(LONGEST - used), format, k);
  snprintf(line + used, (size_t)(LONGEST - used), "%s", end);
  return line;
}

static void tables_have_a_greatest_width(void **state)
{
  (void)state;
  harmonic_chains *set;
  char *line = line_of("1 ", 10065, "\n");
  assert_refused(harmonic_chains_read(&set, scratch_text("wide.txt", line), NULL), S2_ERR_FILE,
                 "wide.txt", "has 10065 columns, at most 10064", NULL);
  free(line);
  line = line_of("1 ", 10003, "\n"); // weight, ln P and one parameter too many
  assert_refused(harmonic_chains_read(&set, scratch_text("many.txt", line), NULL), S2_ERR_FILE,
                 "has 10001 parameters", "at most 10000", NULL);
  free(line);
}

static void names_have_a_greatest_length(void **state)
{
  (void)state;
  harmonic_chains *set;
  char *line = line_of("%03d", 100, "\n");
  scratch_text("long.txt", "1 2 3\n");
  scratch_text("long.paramnames", line);
  assert_refused(harmonic_chains_read(&set, scratch("long"), NULL), S2_ERR_FILE, "long.paramnames",
                 "line 1: the name '000001", "300 bytes, at most", NULL);
  free(line);
}

static void weights_of_nested_samplers_are_logarithms(void **state)
{
  (void)state;
  harmonic_chains *set;
  const char *bad[] = {"nan", "inf"};
  for (size_t k = 0; k < COUNT(bad); ++k) {
    char text[80];
    snprintf(text, sizeof text, "#a\tpost\tlog_weight\n1\t2\t-1\n1\t2\t%s\n", bad[k]);
    assert_refused(harmonic_chains_read(&set, scratch_text("n.txt", text), NULL), S2_ERR_FILE,
                   "line 3, column 3", bad[k], "not the logarithm of a weight", NULL);
  }
}

static void equal_weights_take_the_names_of_their_root(void **state)
{
  (void)state;
  harmonic_chains *set;
  harmonic_read_options o;
  harmonic_read_options_init(&o);
  o.format = HARMONIC_FILE_NESTED;
  o.flat_prior = 1;
  scratch_text("poly.paramnames", "omega\t\\Omega\n");
  scratch_text("poly.ranges", "omega 0 4\n");
  assert_ok(harmonic_chains_read(
      &set, scratch_text("poly_equal_weights.txt", "1 6 0.5\n1 8 0.25\n"), &o));
  assert_string_equal(harmonic_chains_parameter(set, 0).name, "omega");
  assert_bound(fabs(harmonic_chains_get(set, 0).ln_post[1] - (-4 - log(4))), 1e-15, "ln P");
  harmonic_chains_destroy(set);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(options_that_a_format_cannot_follow_are_refused),
      cmocka_unit_test(tables_have_a_greatest_width),
      cmocka_unit_test(names_have_a_greatest_length),
      cmocka_unit_test(weights_of_nested_samplers_are_logarithms),
      cmocka_unit_test(equal_weights_take_the_names_of_their_root)};
  return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
