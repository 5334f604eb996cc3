// SPDX-License-Identifier: MIT
#include "io_files.h"

static void numpy_archives_list_their_arrays(void **state)
{
  s2_names *names;
  (void)state;
  CHECK_OK(s2_npz_list(&names, sample("stored.npz")));
  assert_int_equal(names->count, 2);
  assert_string_equal(names->name[0], "alm");
  assert_string_equal(names->name[1], "cl");
  s2_names_destroy(names);
}

static void numpy_archives_are_understood(void **state)
{
  s2_array *a;
  double v[8];
  (void)state;
  CHECK_OK(s2_npz_read(&a, sample("stored.npz"), "alm"));
  assert_int_equal(a->dtype, S2_DTYPE_C16);
  CHECK_OK(s2_array_to_complex(a, (s2_complex *)v));
  for (int i = 0; i < 4; i++) assert_true(v[2 * i] == i && v[2 * i + 1] == 1);
  s2_array_destroy(a);
  CHECK_OK(s2_npz_read(&a, sample("stored.npz"), "cl.npy"));
  CHECK_OK(s2_array_to_double(a, v));
  for (int i = 0; i < 5; i++) assert_true(v[i] == 0.25 * i);
  s2_array_destroy(a);
}

static void a_missing_or_ambiguous_name_lists_what_there_is(void **state)
{
  s2_array *a;
  (void)state;
  CHECK_FILE_ERROR(s2_npz_read(&a, sample("stored.npz"), "map"), "it has: alm, cl");
  CHECK_FILE_ERROR(s2_npz_read(&a, sample("stored.npz"), NULL), "has 2 arrays");
  CHECK_FILE_ERROR(s2_npz_read(&a, sample("c_order.npy"), NULL), "end record");
}

static void check_round_trip(int deflate)
{
  static const char *const names[] = {"ramp", "f\xc3\xa9", "none"};
  float ramp[5000];
  int32_t two[6] = {1, -2, 3, -4, 5, -6};
  int64_t long_shape = 5000, two_shape[2] = {2, 3}, no_shape = 0;
  s2_array views[3];
  const s2_array *arrays[3] = {&views[0], &views[1], &views[2]};
  for (int i = 0; i < 5000; i++) ramp[i] = (float)i;
  CHECK_OK(s2_array_view(&views[0], S2_DTYPE_F4, 1, &long_shape, ramp));
  CHECK_OK(s2_array_view(&views[1], S2_DTYPE_I4, 2, two_shape, two));
  CHECK_OK(s2_array_view(&views[2], S2_DTYPE_C16, 1, &no_shape, NULL));
  CHECK_OK(s2_npz_write(scratch("a.npz"), 3, names, arrays, deflate));
  for (int i = 0; i < 3; i++) {
    s2_array *a;
    CHECK_OK(s2_npz_read(&a, scratch("a.npz"), names[i]));
    assert_int_equal(a->dtype, views[i].dtype);
    assert_int_equal(a->ndim, views[i].ndim);
    assert_memory_equal(a->shape, views[i].shape, sizeof a->shape);
    size_t bytes = (size_t)(a->count * s2_dtype_size(a->dtype));
    if (bytes > 0) assert_memory_equal(a->data, views[i].data, bytes);
    s2_array_destroy(a);
  }
}

static void stored_archives_round_trip_exactly(void **state)
{
  (void)state;
  check_round_trip(0);
}

static void bad_names_are_refused(void **state)
{
  static const char *const twice[] = {"x", "x"}, *const empty[] = {"", "y"};
  double x = 0;
  s2_array view;
  const s2_array *arrays[] = {&view, &view};
  (void)state;
  scratch_files(1);
  CHECK_OK(s2_array_view(&view, S2_DTYPE_F8, 0, NULL, &x));
  assert_int_equal(s2_npz_write(scratch("b.npz"), 2, twice, arrays, 0), S2_ERR_ARGUMENT);
  assert_int_equal(s2_npz_write(scratch("b.npz"), 2, empty, arrays, 0), S2_ERR_ARGUMENT);
  assert_int_equal(s2_npz_write(scratch("b.npz"), 0, twice, arrays, 0), S2_ERR_ARGUMENT);
  assert_int_equal(scratch_files(0), 0);
}

// Whatever bit of the data of a member is flipped, the checksum notices.
static void flipped_bits_and_truncations_are_errors(void **state)
{
  (void)state;
  s2_bytes file = slurp(sample("stored.npz"));
  unsigned char *data = (unsigned char *)(uintptr_t)file.data;
  s2_array *a;
  CHECK_OK(s2_priv_npz_parse(&a, &file, "alm"));
  s2_array_destroy(a);
  size_t first = 0;
  while (memcmp(data + first, "NUMPY", 5) != 0) first++;
  for (size_t bit = 8 * first; bit < 8 * (first + 180); bit++) {
    data[bit / 8] ^= (unsigned char)(1U << bit % 8);
    CHECK_FILE_ERROR(s2_priv_npz_parse(&a, &file, "alm"), "checksum");
    data[bit / 8] ^= (unsigned char)(1U << bit % 8);
  }
  for (size_t size = 0; size < file.size; size++) {
    s2_bytes cut = {data, size, "cut"};
    assert_int_equal(s2_priv_npz_parse(&a, &cut, "alm"), S2_ERR_FILE);
    assert_null(a);
  }
  free(data);
}

#if TEST_ZLIB
static void deflated_archives_are_understood(void **state)
{
  s2_array *a;
  double v[1000];
  (void)state;
  CHECK_OK(s2_npz_read(&a, sample("deflated.npz"), "ramp"));
  assert_int_equal(a->count, 1000);
  CHECK_OK(s2_array_to_double(a, v));
  for (int i = 0; i < 1000; i++) assert_true(v[i] == i);
  s2_array_destroy(a);
}

static void deflated_archives_round_trip_exactly(void **state)
{
  (void)state;
  check_round_trip(1);
}

static void impossible_compression_is_refused_before_allocation(void **state)
{
  s2_array *a;
  (void)state;
  s2_bytes file = slurp(sample("deflated.npz"));
  unsigned char *data = (unsigned char *)(uintptr_t)file.data;
  size_t entry = 0;
  while (memcmp(data + entry, "PK\1\2", 4) != 0) entry++;
  memcpy(data + entry + 24, "\0\0\0\x70", 4); // 1.75 GiB from 1.3 kB
  CHECK_FILE_ERROR(s2_priv_npz_parse(&a, &file, "ramp"), "cannot come from");
  free(data);
}
#else
static void deflated_archives_are_unsupported(void **state)
{
  s2_array *a;
  (void)state;
  assert_int_equal(s2_npz_read(&a, sample("deflated.npz"), "ramp"), S2_ERR_UNSUPPORTED);
}
#endif

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(numpy_archives_list_their_arrays),
    cmocka_unit_test(numpy_archives_are_understood),
    cmocka_unit_test(a_missing_or_ambiguous_name_lists_what_there_is),
    cmocka_unit_test(stored_archives_round_trip_exactly),
    cmocka_unit_test(bad_names_are_refused),
    cmocka_unit_test(flipped_bits_and_truncations_are_errors),
#if TEST_ZLIB
    cmocka_unit_test(deflated_archives_are_understood),
    cmocka_unit_test(deflated_archives_round_trip_exactly),
    cmocka_unit_test(impossible_compression_is_refused_before_allocation)
#else
    cmocka_unit_test(deflated_archives_are_unsupported)
#endif
  };
  return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
