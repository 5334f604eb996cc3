// SPDX-License-Identifier: MIT
#include "io_files.h"

static void check_relief(const char *name)
{
  s2_netcdf_variable *v;
  double values[12];
  CHECK_OK(s2_netcdf_read(&v, sample(name), NULL));
  assert_string_equal(v->name, "ROSE");
  assert_string_equal(v->units, "METERS");
  assert_string_equal(v->dimension[0], "lat");
  assert_string_equal(v->dimension[1], "lon");
  assert_true(v->has_missing);
  assert_true(v->missing == (double)-1e34F);
  assert_int_equal(v->array->dtype, S2_DTYPE_F4);
  assert_int_equal(v->array->shape[0], 3);
  assert_int_equal(v->array->shape[1], 4);
  CHECK_OK(s2_array_to_double(v->array, values));
  for (int i = 0; i < 12; i++) assert_true(values[i] == i - 5);
  s2_netcdf_variable_destroy(v);
}

static void both_classic_versions_are_understood(void **state)
{
  (void)state;
  check_relief("relief_cdf1.nc");
  check_relief("relief_cdf2.nc");
}

static void coordinates_are_variables_of_the_dimension_name(void **state)
{
  s2_netcdf_variable *v;
  double values[4];
  (void)state;
  CHECK_OK(s2_netcdf_read(&v, sample("relief_cdf1.nc"), "lon"));
  assert_int_equal(v->array->ndim, 1);
  assert_false(v->has_missing);
  assert_string_equal(v->units, "");
  CHECK_OK(s2_array_to_double(v->array, values));
  for (int i = 0; i < 4; i++) assert_true(values[i] == 90.0 * i);
  s2_netcdf_variable_destroy(v);
}

static void record_variables_are_gathered(void **state)
{
  s2_array *a;
  double v[12];
  (void)state;
  CHECK_OK(s2_array_read(&a, sample("records.nc"), "a"));
  assert_int_equal(a->shape[0], 4);
  assert_int_equal(a->shape[1], 3);
  CHECK_OK(s2_array_to_double(a, v));
  for (int i = 0; i < 12; i++) assert_true(v[i] == 10 * (i / 3) + i % 3);
  s2_array_destroy(a);
  CHECK_OK(s2_array_read(&a, sample("records.nc"), "b"));
  CHECK_OK(s2_array_to_double(a, v));
  for (int i = 0; i < 4; i++) assert_true(v[i] == 0.25 * i);
  s2_array_destroy(a);
  CHECK_OK(s2_array_read(&a, sample("records.nc"), "c"));
  CHECK_OK(s2_array_to_double(a, v));
  assert_true(v[0] == 7 && v[1] == -8 && v[2] == 9);
  s2_array_destroy(a);
}

static void a_wrong_name_lists_the_variables(void **state)
{
  s2_netcdf_variable *v;
  s2_names *names;
  (void)state;
  CHECK_FILE_ERROR(s2_netcdf_read(&v, sample("records.nc"), "ROSE"), "'ROSE'");
  CHECK_FILE_ERROR(s2_netcdf_read(&v, sample("records.nc"), NULL), "has 3 variables");
  CHECK_FILE_ERROR(s2_netcdf_read(&v, sample("c_order.npy"), NULL), "magic number");
  CHECK_OK(s2_netcdf_list(&names, sample("relief_cdf2.nc")));
  assert_int_equal(names->count, 3);
  s2_names_destroy(names);
}

static void every_truncation_is_an_error(void **state)
{
  static const char *const files[] = {"relief_cdf1.nc", "relief_cdf2.nc"};
  (void)state;
  for (size_t f = 0; f < COUNT(files); f++) {
    s2_bytes file = slurp(sample(files[f]));
    // The variables lie in alphabetical or other order: read all of them.
    for (size_t size = 0; size < file.size; size++) {
      static const char *const names[] = {"lat", "lon", "ROSE"};
      s2_bytes cut = {file.data, size, "cut"};
      int errors = 0;
      for (size_t i = 0; i < COUNT(names); i++) {
        s2_netcdf_variable *v;
        errors += s2_priv_netcdf_parse(&v, &cut, names[i]) == S2_ERR_FILE;
        s2_netcdf_variable_destroy(v);
      }
      assert_true(errors >= 1);
    }
    free((void *)(uintptr_t)file.data);
  }
}

// Lengths that overflow or exceed the file, written over the first dimension and its variables.
static void hostile_lengths_are_refused(void **state)
{
  (void)state;
  s2_bytes file = slurp(sample("relief_cdf1.nc"));
  unsigned char *data = (unsigned char *)(uintptr_t)file.data;
  int refused = 0;
  for (size_t at = 4; at + 4 <= file.size; at += 4) {
    unsigned char before[4];
    s2_netcdf_variable *v;
    memcpy(before, data + at, 4);
    memcpy(data + at, "\x7f\xff\xff\xff", 4);
    refused += s2_priv_netcdf_parse(&v, &file, "ROSE") == S2_ERR_FILE;
    s2_netcdf_variable_destroy(v);
    memcpy(data + at, before, 4);
  }
  assert_true(refused > 20);
  check_relief("relief_cdf1.nc");
  free(data);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(both_classic_versions_are_understood),
      cmocka_unit_test(coordinates_are_variables_of_the_dimension_name),
      cmocka_unit_test(record_variables_are_gathered),
      cmocka_unit_test(a_wrong_name_lists_the_variables),
      cmocka_unit_test(every_truncation_is_an_error),
      cmocka_unit_test(hostile_lengths_are_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
