// SPDX-License-Identifier: MIT
#include "io_files.h"
#include <float.h>
#include <locale.h>

static s2_status parse(s2_array **a, const char *text)
{
  s2_bytes bytes = {(const unsigned char *)text, strlen(text), "literal.txt"};
  return s2_priv_text_parse(a, &bytes);
}

static void blanks_commas_and_comments_are_understood(void **state)
{
  static const char *const same[] = {"1 2 3\n4 5 6\n", "# head\n\n 1,2 , 3 # tail\r\n4;5\t6",
                                     "1\t2\t3\n#\n   \n+4.0 5e0 .6D1\n"};
  (void)state;
  for (size_t i = 0; i < COUNT(same); i++) {
    s2_array *a;
    CHECK_OK(parse(&a, same[i]));
    assert_int_equal(a->shape[0], 2);
    assert_int_equal(a->shape[1], 3);
    for (int k = 0; k < 6; k++) assert_true(((double *)a->data)[k] == k + 1);
    s2_array_destroy(a);
  }
}

static void errors_name_line_and_column(void **state)
{
  s2_array *a;
  (void)state;
  CHECK_FILE_ERROR(parse(&a, "1 2\n3 x4\n"), "line 2, column 2: expected a number, not 'x4'");
  CHECK_FILE_ERROR(parse(&a, "1 2\n\n3\n"), "line 3 has 1 columns, expected 2");
  CHECK_FILE_ERROR(parse(&a, "1 2\n3 4 5"), "line 2 has 3 columns");
  CHECK_FILE_ERROR(parse(&a, "1,,2\n"), "column 2");
  CHECK_FILE_ERROR(parse(&a, "# nothing\n"), "no numbers");
  CHECK_FILE_ERROR(parse(&a, ""), "no numbers");
  CHECK_FILE_ERROR(parse(&a, "12345678901234567890123456789012345678901234567890123456789012345"),
                   "column 1");
  assert_null(a);
}

static void doubles_round_trip_exactly(void **state)
{
  double values[8] = {0.1, -DBL_MAX, DBL_MIN / 4, 1.0 / 3, -0.0, INFINITY, NAN, 1e22};
  int64_t shape[2] = {4, 2};
  s2_array view, *back;
  (void)state;
  CHECK_OK(s2_array_view(&view, S2_DTYPE_F8, 2, shape, values));
  CHECK_OK(s2_text_write(scratch("a.txt"), &view, "two lines\nof header"));
  CHECK_OK(s2_text_read(&back, scratch("a.txt")));
  assert_int_equal(back->shape[0], 4);
  const double *got = back->data;
  for (int i = 0; i < 8; i++) assert_true(isnan(values[i]) ? isnan(got[i]) : got[i] == values[i]);
  assert_true(signbit(got[4]));
  s2_array_destroy(back);
}

static void the_locale_of_the_caller_does_not_matter(void **state)
{
  s2_array *a;
  (void)state;
  // Where the locale is not installed this still checks that ours is restored.
  setlocale(LC_NUMERIC, "de_DE.UTF-8");
  char before = localeconv()->decimal_point[0];
  CHECK_OK(parse(&a, "1.5"));
  assert_true(*(double *)a->data == 1.5);
  assert_int_equal(localeconv()->decimal_point[0], before);
  setlocale(LC_NUMERIC, "C");
  s2_array_destroy(a);
}

static s2_cl_table *parse_cl(const char *text)
{
  s2_cl_table *table;
  s2_bytes bytes = {(const unsigned char *)text, strlen(text), "cl.txt"};
  CHECK_OK(s2_priv_cl_text_parse(&table, &bytes));
  return table;
}

static void a_column_of_degrees_is_recognised(void **state)
{
  static const struct {
    const char *text;
    int lmax, ncolumns;
    double first;
  } cases[] = {{"0 5\n1 6\n2 7\n", 2, 1, 5},
               {"2 5\n3 6\n", 3, 1, 0},
               {"1 5 8\n2 6 9\n", 2, 2, 0},
               {"0 5\n2 6\n", 1, 2, 0},
               {"3 5\n4 6\n", 1, 2, 3},
               {"0\n1\n2\n", 2, 1, 0},
               {"0 5\n", 0, 2, 0}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    s2_cl_table *table = parse_cl(cases[i].text);
    assert_int_equal(table->lmax, cases[i].lmax);
    assert_int_equal(table->ncolumns, cases[i].ncolumns);
    assert_true(table->values[0] == cases[i].first);
    s2_cl_table_destroy(table);
  }
}

static void spectra_round_trip_through_text(void **state)
{
  s2_cl_table *a, *b;
  (void)state;
  CHECK_OK(s2_cl_table_create(&a, 6, 6));
  assert_string_equal(a->columns[3].name, "G-T");
  for (int i = 0; i < 42; i++) a->values[i] = 1.0 / (1 + i);
  CHECK_OK(s2_cl_write(scratch("cl.txt"), a));
  CHECK_OK(s2_cl_read(&b, scratch("cl.txt")));
  assert_int_equal(b->lmax, 6);
  assert_int_equal(b->ncolumns, 6);
  assert_memory_equal(a->values, b->values, 42 * sizeof(double));
  s2_cl_table_destroy(a);
  s2_cl_table_destroy(b);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(blanks_commas_and_comments_are_understood),
                                     cmocka_unit_test(errors_name_line_and_column),
                                     cmocka_unit_test(doubles_round_trip_exactly),
                                     cmocka_unit_test(the_locale_of_the_caller_does_not_matter),
                                     cmocka_unit_test(a_column_of_degrees_is_recognised),
                                     cmocka_unit_test(spectra_round_trip_through_text)};
  return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
