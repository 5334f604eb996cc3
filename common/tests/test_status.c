// SPDX-License-Identifier: MIT
#define S2_LIBRARY "test"
#include "check.h"
#include <pthread.h>
#include <s2common/priv/error.h>
#include <string.h>

static s2_status fails(int n)
{
  S2_REQUIRE(n > 0, "n = %d", n);
  return S2_OK;
}

static void detail_names_library_function_and_value(void **state)
{
  (void)state;
  assert_int_equal(fails(-3), S2_ERR_ARGUMENT);
  assert_string_equal(s2_error_message(), "test: fails: n = -3");
  s2_error_clear();
  assert_string_equal(s2_error_message(), "");
}

static void *other_thread(void *unused)
{
  (void)unused;
  return (void *)(uintptr_t)(strcmp(s2_error_message(), "") == 0);
}

static void detail_belongs_to_its_thread(void **state)
{
  pthread_t thread;
  void *empty = NULL;
  (void)state;
  (void)fails(0);
  assert_int_equal(pthread_create(&thread, NULL, other_thread, NULL), 0);
  assert_int_equal(pthread_join(thread, &empty), 0);
  assert_non_null(empty);
}

static void long_details_are_cut_not_overrun(void **state)
{
  (void)state;
  char text[2000];
  memset(text, 'x', sizeof text);
  text[sizeof text - 1] = '\0';
  assert_int_equal(s2_priv_fail(S2_ERR_FILE, "test", "f", "%s", text), S2_ERR_FILE);
  assert_in_range(strlen(s2_error_message()), 100, 511);
  assert_int_equal(s2_priv_fail(S2_ERR_FILE, text, "f", "%d", 1), S2_ERR_FILE);
  assert_in_range(strlen(s2_error_message()), 100, 511);
}

static void every_status_has_a_name_of_its_own(void **state)
{
  (void)state;
  assert_string_equal(s2_status_string((s2_status)99), "unknown status");
  assert_string_equal(s2_status_string(S2_OK), "success");
  for (int a = S2_OK; a <= S2_ERR_FILE; a++) {
    assert_string_not_equal(s2_status_string((s2_status)a), "unknown status");
    for (int b = S2_OK; b < a; b++)
      assert_string_not_equal(s2_status_string((s2_status)a), s2_status_string((s2_status)b));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(detail_names_library_function_and_value),
      cmocka_unit_test(detail_belongs_to_its_thread),
      cmocka_unit_test(long_details_are_cut_not_overrun),
      cmocka_unit_test(every_status_has_a_name_of_its_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
