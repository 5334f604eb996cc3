// SPDX-License-Identifier: MIT
#include "io_files.h"
#include <sys/stat.h>

static void names_announce_formats(void **state)
{
  static const struct {
    const char *path;
    s2_format format;
  } cases[] = {{"a.npy", S2_FORMAT_NPY},         {"dir.fits/a.npz", S2_FORMAT_NPZ},
               {"m.fits", S2_FORMAT_FITS},       {"m.FITS.gz", S2_FORMAT_FITS},
               {"cl.txt", S2_FORMAT_TEXT},       {"e.cdf", S2_FORMAT_NETCDF},
               {"m.fits[1]", S2_FORMAT_UNKNOWN}, {".npy", S2_FORMAT_UNKNOWN},
               {"npy", S2_FORMAT_UNKNOWN},       {"a.gz", S2_FORMAT_UNKNOWN},
               {NULL, S2_FORMAT_UNKNOWN}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++)
    assert_int_equal(s2_file_format(cases[i].path), cases[i].format);
  assert_string_equal(s2_format_name(S2_FORMAT_NETCDF), "cdf");
  assert_string_equal(s2_format_name((s2_format)77), "?");
}

static void check_shape(const s2_array *a, s2_dtype dtype, int ndim, const int64_t *shape)
{
  int64_t count = 1;
  assert_int_equal(a->dtype, dtype);
  assert_int_equal(a->ndim, ndim);
  for (int i = 0; i < ndim; i++) {
    assert_int_equal(a->shape[i], shape[i]);
    count *= shape[i];
  }
  assert_int_equal(a->count, count);
}

static void numpy_files_are_understood(void **state)
{
  static const struct {
    const char *name;
    s2_dtype dtype;
    int ndim;
    int64_t shape[3];
  } cases[] = {
      {"c_order.npy", S2_DTYPE_F8, 3, {2, 3, 4}}, {"fortran_big.npy", S2_DTYPE_I4, 3, {2, 3, 4}},
      {"complex64.npy", S2_DTYPE_C8, 2, {3, 2}},  {"scalar.npy", S2_DTYPE_F4, 0, {0}},
      {"empty.npy", S2_DTYPE_F8, 2, {0, 3}},      {"bool.npy", S2_DTYPE_U1, 1, {3}},
      {"version2.npy", S2_DTYPE_U2, 1, {5}},      {"version3.npy", S2_DTYPE_I8, 1, {5}}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    s2_array *a;
    CHECK_OK(s2_npy_read(&a, sample(cases[i].name)));
    check_shape(a, cases[i].dtype, cases[i].ndim, cases[i].shape);
    double values[24];
    // All but three of the files count 0, 1, 2, ... in C order.
    if (cases[i].dtype != S2_DTYPE_C8 && a->ndim > 0 && a->dtype != S2_DTYPE_U1) {
      CHECK_OK(s2_array_to_double(a, values));
      for (int64_t k = 0; k < a->count; k++) assert_true(values[k] == (double)k);
    }
    s2_array_destroy(a);
  }
}

static void special_numpy_values_are_exact(void **state)
{
  s2_array *a;
  double v[12];
  (void)state;
  CHECK_OK(s2_npy_read(&a, sample("scalar.npy")));
  CHECK_OK(s2_array_to_double(a, v));
  assert_true(v[0] == 1.5);
  s2_array_destroy(a);
  CHECK_OK(s2_npy_read(&a, sample("bool.npy")));
  CHECK_OK(s2_array_to_double(a, v));
  assert_true(v[0] == 1 && v[1] == 0 && v[2] == 1);
  s2_array_destroy(a);
  CHECK_OK(s2_npy_read(&a, sample("complex64.npy")));
  CHECK_OK(s2_array_to_complex(a, (s2_complex *)v));
  for (int k = 0; k < 6; k++) assert_true(v[2 * k] == k && v[2 * k + 1] == -k);
  assert_int_equal(s2_array_to_double(a, v), S2_ERR_ARGUMENT);
  assert_non_null(strstr(s2_error_message(), "element 1"));
  s2_array_destroy(a);
}

// Every type, 0 to 8 dimensions, through a file and back.
static void every_type_and_rank_round_trips_exactly(void **state)
{
  (void)state;
  for (int t = S2_DTYPE_U1; t <= S2_DTYPE_C16; t++) {
    for (int ndim = 0; ndim <= S2_MAX_NDIM; ndim++) {
      int64_t shape[S2_MAX_NDIM] = {3, 1, 2, 1, 2, 1, 1, 2};
      s2_array *a, *b;
      CHECK_OK(s2_array_create(&a, (s2_dtype)t, ndim, shape));
      size_t bytes = (size_t)(a->count * s2_dtype_size(a->dtype));
      for (size_t i = 0; i < bytes; i++) ((unsigned char *)a->data)[i] = (unsigned char)(7 * i + 3);
      CHECK_OK(s2_npy_write(scratch("a.npy"), a));
      CHECK_OK(s2_npy_read(&b, scratch("a.npy")));
      check_shape(b, a->dtype, ndim, shape);
      assert_memory_equal(a->data, b->data, bytes);
      s2_array_destroy(a);
      s2_array_destroy(b);
    }
  }
}

// Bytes written by hand: what NumPy writes for array([258], '>i2') and the like.
static s2_status parse_literal(s2_array **a, const char *dict, const char *data, size_t size)
{
  char file[256] = "\x93NUMPY\x01";
  size_t length = strlen(dict);
  file[8] = (char)length;
  memcpy(file + 10, dict, length);
  memcpy(file + 10 + length, data, size);
  s2_bytes bytes = {(unsigned char *)file, 10 + length + size, "literal.npy"};
  return s2_priv_npy_parse(a, &bytes);
}

static void byte_orders_and_header_spellings_agree(void **state)
{
  static const struct {
    const char *dict, *data;
    size_t size;
    double first;
  } cases[] = {
      {"{'descr': '>i2', 'fortran_order': False, 'shape': (1,), }\n", "\1\2", 2, 258},
      {"{'shape': (1L,), \"descr\": '<i2','fortran_order':False}", "\1\2", 2, 513},
      {"{'descr':'>f8','fortran_order':True,'shape':()}", "\x40\x09\0\0\0\0\0\0", 8, 3.125},
      {"{'descr':'|i1','fortran_order':True,'shape':(1)}", "\xff", 1, -1}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    s2_array *a;
    double value;
    CHECK_OK(parse_literal(&a, cases[i].dict, cases[i].data, cases[i].size));
    CHECK_OK(s2_array_to_double(a, &value));
    assert_true(value == cases[i].first);
    s2_array_destroy(a);
  }
}

static void hostile_headers_are_refused(void **state)
{
  static const struct {
    const char *dict, *complaint;
  } cases[] = {
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999999999999,)}", "below 2^63"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (4000000000,4000000000)}", "bytes of f8"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (2305843009213693952,)}", "bytes of f8"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", "needs 16 bytes"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}", "a length"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1)}", "8 dimensions"},
      {"{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "'|O'"},
      {"{'descr': [('x','<f8')], 'fortran_order': False, 'shape': (1,)}", "quoted string"},
      {"{'descr': '<f8', 'fortran_order': 1, 'shape': (1,)}", "True or False"},
      {"{'descr': '<f8', 'shape': (1,)}", "keys descr"},
      {"{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}", "once each"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (1,)", "',' or '}'"}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    s2_array *a = (void *)1;
    CHECK_FILE_ERROR(parse_literal(&a, cases[i].dict, "12345678", 8), cases[i].complaint);
    CHECK_FILE_ERROR(parse_literal(&a, cases[i].dict, "12345678", 8), "literal.npy");
    assert_null(a);
  }
}

static void every_truncation_is_an_error(void **state)
{
  (void)state;
  s2_bytes file = slurp(sample("fortran_big.npy"));
  for (size_t size = 0; size < file.size; size++) {
    s2_array *a;
    s2_bytes cut = {file.data, size, "cut"};
    assert_int_equal(s2_priv_npy_parse(&a, &cut), S2_ERR_FILE);
    assert_null(a);
  }
  free((void *)(uintptr_t)file.data);
}

static void writers_leave_nothing_behind_on_failure(void **state)
{
  double x = 1;
  s2_array view;
  char path[600];
  (void)state;
  scratch_files(1);
  CHECK_OK(s2_array_view(&view, S2_DTYPE_F8, 0, NULL, &x));
  assert_int_equal(s2_npy_write(scratch("none/a.npy"), &view), S2_ERR_FILE);
  assert_int_equal(s2_npy_write("", &view), S2_ERR_ARGUMENT);
  assert_int_equal(scratch_files(0), 0);
  CHECK_OK(s2_file_write(scratch("a.npy"), "old", 3));
  CHECK_OK(s2_npy_write(scratch("a.npy"), &view)); // replaces it
  assert_int_equal(s2_npy_write(scratch("a.npy/below"), &view), S2_ERR_FILE);
  assert_int_equal(scratch_files(1), 1);
  // A directory cannot be replaced by a file: the rename fails when all has been written.
  snprintf(path, sizeof path, "%s", scratch("directory"));
  assert_int_equal(mkdir(path, 0777), 0);
  CHECK_FILE_ERROR(s2_npy_write(path, &view), "cannot be replaced");
  assert_int_equal(scratch_files(0), 1);
  assert_int_equal(rmdir(path), 0);
}

static void devices_are_written_not_replaced(void **state)
{
  double x = 1;
  s2_array view;
  (void)state;
  CHECK_OK(s2_array_view(&view, S2_DTYPE_F8, 0, NULL, &x));
  CHECK_OK(s2_npy_write("/dev/null", &view));
  FILE *null = fopen("/dev/null", "r");
  assert_non_null(null);
  assert_int_equal(fgetc(null), EOF);
  fclose(null);
  s2_array *a;
  CHECK_FILE_ERROR(s2_npy_read(&a, "/dev/null"), "not a regular file");
  CHECK_FILE_ERROR(s2_npy_read(&a, scratch_dir), "not a regular file");
  CHECK_FILE_ERROR(s2_npy_read(&a, scratch("absent.npy")), "absent.npy: cannot be opened");
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(names_announce_formats),
                                     cmocka_unit_test(numpy_files_are_understood),
                                     cmocka_unit_test(special_numpy_values_are_exact),
                                     cmocka_unit_test(every_type_and_rank_round_trips_exactly),
                                     cmocka_unit_test(byte_orders_and_header_spellings_agree),
                                     cmocka_unit_test(hostile_headers_are_refused),
                                     cmocka_unit_test(every_truncation_is_an_error),
                                     cmocka_unit_test(writers_leave_nothing_behind_on_failure),
                                     cmocka_unit_test(devices_are_written_not_replaced)};
  return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
