// SPDX-License-Identifier: MIT
// Damaged and hostile FITS files, and writes that fail half-way.
#include "io_files.h"
#include <s2common/priv/memory.h>
#include <signal.h>
#include <sys/resource.h>

// A sample in memory that messages call "damaged.fits"; free(bytes_of()).
static s2_bytes load(const char *name)
{
  s2_bytes file = slurp(sample(name));
  file.path = "damaged.fits";
  return file;
}

static unsigned char *bytes_of(const s2_bytes *file)
{
  return (unsigned char *)(uintptr_t)file->data;
}

// Overwrite the first occurrence of `from` by `to`, of the same length.
static void patch(const s2_bytes *file, const char *from, const char *to)
{
  size_t length = strlen(from), i = 0;
  assert_int_equal(length, strlen(to));
  while (i + length <= file->size && memcmp(file->data + i, from, length) != 0) i++;
  assert_true(i + length <= file->size);
  memcpy(bytes_of(file) + i, to, length);
}

// Reading gives a map, or an error of the file that names it.
static void check_sane(const s2_bytes *file)
{
  s2_healpix_map *map;
  s2_status status = s2_priv_healpix_map_parse(&map, file, NULL);
  if (status != S2_OK) {
    assert_null(map);
    CHECK_FILE_ERROR(status, "damaged.fits");
  }
  s2_healpix_map_destroy(map);
}

static void a_changed_card_is_named(void **state)
{
  static const struct {
    const char *from, *to, *text;
  } cases[] = {
      {"SIMPLE  =", "SAMPLE  =", "expected SIMPLE"},
      {"NSIDE   =                    4", "NSIDE   =                    5", "requires 300"},
      {"NSIDE   =                    4", "NSIDE   =                    0", "NSIDE = 0"},
      {"NSIDE   =                    4", "NSIDE   =           4294967300", "NSIDE = 4294967300"},
      {"ORDERING= 'RING", "ORDERING= 'RANG", "ORDERING = 'RANG'"},
      {"NAXIS2  =                  192", "NAXIS2  =         192000000000", "announces"},
      {"NAXIS2  =                  192", "NAXIS2  =  9223372036854775807", "under 2^63"},
      {"NAXIS2  =                  192", "NAXIS2  =                 -192", "'NAXIS2"},
      {"NAXIS1  =                    8", "NAXIS1  =                    4", "sum of the TFORM"},
      {"TFORM1  = 'D ", "TFORM1  = '9D", "sum of the TFORM"},
      {"TFORM1  = 'D ", "TFORM1  = 'Y ", "TFORM1"},
      {"TFORM1  =", "TFORM2  =", "a TFORM for every field"},
      {"TFIELDS =                    1", "TFIELDS =                 1000", "TFIELDS"},
      {"GCOUNT  =                    1", "GCOUNT  =                    2", "GCOUNT"},
      {"PCOUNT  =                    0", "PCOUNT  =              9999999", "announces"},
      {"LASTPIX =", "ZTABLE  =", "compression"},
      {"OBJECT  =", "NSIDE\t  =", "printable ASCII"},
  };
  s2_healpix_map *map;
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    s2_bytes file = load("ring_n4.fits");
    patch(&file, cases[i].from, cases[i].to);
    CHECK_FILE_ERROR(s2_priv_healpix_map_parse(&map, &file, NULL), cases[i].text);
    CHECK_FILE_ERROR(S2_ERR_FILE, "damaged.fits");
    assert_null(map);
    free(bytes_of(&file));
  }
}

static void files_of_another_kind_are_refused(void **state)
{
  s2_healpix_map *map;
  s2_alm_set *set;
  s2_cl_table *cl;
  (void)state;
  CHECK_FILE_ERROR(s2_healpix_map_read(&map, sample("alm_l5.fits"), NULL), "no HEALPix table");
  CHECK_FILE_ERROR(s2_healpix_map_read(&map, sample("c_order.npy"), NULL), "SIMPLE");
  CHECK_FILE_ERROR(s2_alm_read(&set, sample("ring_n4.fits")), "expected tables of index");
  CHECK_FILE_ERROR(s2_alm_read(&set, scratch("none.fits")), "cannot be opened");
  CHECK_FILE_ERROR(s2_cl_read(&cl, sample("partial_nested_n8.fits[1]")), "cannot be opened");
  s2_bytes empty = {NULL, 0, "damaged.fits"};
  CHECK_FILE_ERROR(s2_priv_healpix_map_parse(&map, &empty, NULL), "damaged.fits");
}

// Two headers of 2880 bytes, 192 doubles; the padding behind them carries nothing.
static void files_cut_anywhere_are_errors(void **state)
{
  (void)state;
  s2_bytes file = load("ring_n4.fits");
  for (size_t size = 0; size <= file.size; size++) {
    s2_healpix_map *map;
    s2_bytes cut = {file.data, size, file.path};
    s2_status status = s2_priv_healpix_map_parse(&map, &cut, NULL);
    assert_int_equal(status, size < 2 * 2880 + 192 * 8 ? S2_ERR_FILE : S2_OK);
    if (status == S2_OK)
      assert_true(map->values[191] == 191);
    else
      CHECK_FILE_ERROR(status, "damaged.fits");
    s2_healpix_map_destroy(map);
  }
  free(bytes_of(&file));
}

static void flipped_bits_of_headers_do_no_harm(void **state)
{
  static const char *const names[] = {"nested_n4.fits", "partial_n8.fits"};
  (void)state;
  for (size_t n = 0; n < COUNT(names); n++) {
    s2_bytes file = load(names[n]);
    for (size_t i = 0; i < 2 * 2880; i++) {
      bytes_of(&file)[i] ^= (unsigned char)(1U << (i % 7));
      check_sane(&file);
      bytes_of(&file)[i] ^= (unsigned char)(1U << (i % 7));
    }
    free(bytes_of(&file));
  }
}

static void pixels_outside_the_sphere_are_refused(void **state)
{
  s2_healpix_map *map;
  (void)state;
  s2_bytes file = load("partial_n8.fits");
  memset(bytes_of(&file) + 2 * 2880, 0x7f, 4); // the first pixel number
  CHECK_FILE_ERROR(s2_priv_healpix_map_parse(&map, &file, NULL), "in row 1 is outside 0 .. 767");
  free(bytes_of(&file));
}

static void impossible_coefficients_are_refused(void **state)
{
  s2_alm_set *set;
  (void)state;
  s2_bytes file = load("alm_l5.fits");
  unsigned char *first = bytes_of(&file) + 2 * 2880; // 32-bit indices, big-endian
  CHECK_OK(s2_priv_alm_parse(&set, &file));
  s2_alm_set_destroy(set);
  first[3] = 3; // (1, 0), which is in another row too
  CHECK_FILE_ERROR(s2_priv_alm_parse(&set, &file), "l = 1, m = 0 occurs twice");
  first[3] = 2; // (1, -1)
  CHECK_FILE_ERROR(s2_priv_alm_parse(&set, &file), "row 1: index 2");
  first[3] = 0;
  CHECK_FILE_ERROR(s2_priv_alm_parse(&set, &file), "row 1: index 0");
  first[0] = 0x70; // l = 43347
  first[1] = 0x01;
  CHECK_FILE_ERROR(s2_priv_alm_parse(&set, &file), "damaged.fits");
  assert_null(set);
  free(bytes_of(&file));
}

#if TEST_ZLIB
static void damaged_gzip_never_gives_other_coefficients(void **state)
{
  s2_alm_set *set, *right;
  (void)state;
  s2_bytes file = load("alm_teb.fits.gz");
  for (size_t size = 0; size < file.size; size++) {
    s2_bytes cut = {file.data, size, file.path};
    CHECK_FILE_ERROR(s2_priv_alm_parse(&set, &cut), "damaged.fits");
  }
  // Some bits of the stream are padding, which nothing protects and nobody needs.
  int noticed = 0;
  CHECK_OK(s2_priv_alm_parse(&right, &file));
  for (size_t i = 0; i < file.size; i++) {
    bytes_of(&file)[i] ^= (unsigned char)(1U << i % 8);
    s2_status status = s2_priv_alm_parse(&set, &file);
    bytes_of(&file)[i] ^= (unsigned char)(1U << i % 8);
    noticed += status == S2_ERR_FILE;
    if (status != S2_OK) continue;
    assert_memory_equal(set->values, right->values, 16 * (size_t)(3 * right->size));
    s2_alm_set_destroy(set);
  }
  assert_true(noticed > 650); // of 773
  s2_alm_set_destroy(right);
  free(bytes_of(&file));
}
#endif

static void a_failed_allocation_is_reported(void **state)
{
  s2_bytes map_file = load("partial_n8.fits"), alm_file = load("alm_l5.fits");
  int64_t failures = 0, before = -1;
  (void)state;
  map_file.size = 2 * 2880 + 60 * 12; // without its padding: CFITSIO is given a copy
  while (failures > before) {
    s2_healpix_map *map;
    s2_alm_set *set;
    before = failures;
    s2_priv_fail_after(before);
    s2_status map_status = s2_priv_healpix_map_parse(&map, &map_file, NULL);
    s2_priv_fail_after(before);
    s2_status alm_status = s2_priv_alm_parse(&set, &alm_file);
    s2_priv_fail_after(-1);
    assert_true(map_status == (map != NULL ? S2_OK : S2_ERR_MEMORY));
    assert_true(alm_status == (set != NULL ? S2_OK : S2_ERR_MEMORY));
    failures += map == NULL || set == NULL;
    s2_healpix_map_destroy(map);
    s2_alm_set_destroy(set);
  }
  assert_true(failures > 8);
  free(bytes_of(&map_file));
  free(bytes_of(&alm_file));
}

static void impossible_targets_leave_nothing_behind(void **state)
{
  s2_healpix_map *map;
  s2_alm_set *set;
  s2_cl_table *cl;
  (void)state;
  scratch_files(1);
  CHECK_OK(s2_healpix_map_create(&map, 2, 1));
  CHECK_OK(s2_alm_set_create(&set, 3, 3, 1));
  CHECK_OK(s2_cl_table_create(&cl, 3, 1));
  CHECK_OK(s2_file_write(scratch("file"), "x", 1));
  static const char *const targets[] = {"no/such/directory.fits", "file/under.fits"};
  for (size_t i = 0; i < COUNT(targets); i++) {
    CHECK_FILE_ERROR(s2_healpix_map_write(scratch(targets[i]), map, NULL), targets[i]);
    CHECK_FILE_ERROR(s2_alm_write(scratch(targets[i]), set), targets[i]);
    CHECK_FILE_ERROR(s2_cl_write(scratch(targets[i]), cl), targets[i]);
  }
  CHECK_FILE_ERROR(s2_healpix_map_write("/dev/full", map, NULL), "/dev/full");
  assert_int_equal(scratch_files(0), 1);
  s2_healpix_map_destroy(map);
  s2_alm_set_destroy(set);
  s2_cl_table_destroy(cl);
}

// A limit on the size of files makes write() fail in the middle, for root too.
static void a_failed_write_leaves_the_target_as_it_was(void **state)
{
  s2_healpix_map *map;
  struct rlimit before, small;
  (void)state;
  scratch_files(1);
  CHECK_OK(s2_healpix_map_create(&map, 16, 1));
  CHECK_OK(s2_file_write(scratch("map.fits"), "precious", 8));
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
  small = before;
  small.rlim_cur = 4096;
  signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
  s2_status status = s2_healpix_map_write(scratch("map.fits"), map, NULL);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
  CHECK_FILE_ERROR(status, "map.fits: cannot be written");
  assert_int_equal(scratch_files(0), 1);
  s2_bytes file = slurp(scratch("map.fits"));
  assert_int_equal(file.size, 8);
  assert_memory_equal(file.data, "precious", 8);
  free(bytes_of(&file));
  CHECK_OK(s2_healpix_map_write(scratch("map.fits"), map, NULL));
  assert_int_equal(scratch_files(0), 1);
  s2_healpix_map_destroy(map);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_changed_card_is_named),
    cmocka_unit_test(files_of_another_kind_are_refused),
    cmocka_unit_test(files_cut_anywhere_are_errors),
    cmocka_unit_test(flipped_bits_of_headers_do_no_harm),
    cmocka_unit_test(pixels_outside_the_sphere_are_refused),
    cmocka_unit_test(impossible_coefficients_are_refused),
#if TEST_ZLIB
    cmocka_unit_test(damaged_gzip_never_gives_other_coefficients),
#endif
    cmocka_unit_test(a_failed_allocation_is_reported),
    cmocka_unit_test(impossible_targets_leave_nothing_behind),
    cmocka_unit_test(a_failed_write_leaves_the_target_as_it_was),
  };
  return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
