// SPDX-License-Identifier: MIT
// HEALPix maps, against files that healpy wrote (data/make_fits.py says the values).
#include "io_files.h"
#include <s2common/grid.h>

static s2_healpix_map *read_sample(const char *name, const s2_map_read_options *options)
{
  s2_healpix_map *map;
  CHECK_OK(s2_healpix_map_read(&map, sample(name), options));
  assert_non_null(map);
  return map;
}

static void ring_maps_of_healpy_are_understood(void **state)
{
  (void)state;
  s2_healpix_map *map = read_sample("ring_n4.fits", NULL);
  assert_int_equal(map->nside, 4);
  assert_int_equal(map->ncolumns, 1);
  assert_int_equal(map->npix, 192);
  assert_string_equal(map->columns[0].name, "T"); // what healpy 1.20 calls a single map
  assert_string_equal(map->columns[0].unit, "K_CMB");
  assert_string_equal(map->coordsys, "G");
  assert_int_equal(map->nested, 0);
  assert_int_equal(map->partial, 0);
  assert_int_equal(map->columns[0].nbad, 1);
  for (int i = 0; i < 192; i++) assert_true(map->values[i] == (i == 5 ? S2_HEALPIX_UNSEEN : i));
  s2_healpix_map_destroy(map);
}

static void nested_maps_come_back_in_ring_order(void **state)
{
  (void)state;
  s2_healpix_map *ring = read_sample("ring_n4.fits", NULL);
  s2_healpix_map *nested = read_sample("nested_n4.fits", NULL);
  assert_int_equal(nested->nested, 1);
  assert_int_equal(nested->columns[0].nbad, 1);
  assert_memory_equal(nested->values, ring->values, 192 * sizeof(double));
  s2_healpix_map_destroy(ring);
  s2_healpix_map_destroy(nested);
}

static void check_partial(const char *name, int nested, const char *unit)
{
  s2_healpix_map *map = read_sample(name, NULL);
  assert_int_equal(map->nside, 8);
  assert_int_equal(map->ncolumns, 1);
  assert_int_equal(map->partial, 1);
  assert_int_equal(map->nested, nested);
  assert_string_equal(map->columns[0].unit, unit);
  assert_int_equal(map->columns[0].nbad, 768 - 60);
  for (int i = 0; i < 768; i++)
    assert_true(map->values[i] == (i >= 200 && i < 260 ? i : S2_HEALPIX_UNSEEN));
  s2_healpix_map_destroy(map);
}

static void partial_maps_put_their_pixels_in_place(void **state)
{
  (void)state;
  check_partial("partial_n8.fits", 0, "counts");
  check_partial("partial_nested_n8.fits", 1, "");
}

static void missing_pixels_become_nan_when_asked(void **state)
{
  s2_map_read_options options;
  (void)state;
  s2_map_read_options_init(&options);
  options.bad = S2_BAD_NAN;
  s2_healpix_map *map = read_sample("ring_n4.fits", &options);
  for (int i = 0; i < 192; i++) assert_true(i == 5 ? isnan(map->values[i]) : map->values[i] == i);
  assert_int_equal(map->columns[0].nbad, 1);
  s2_healpix_map_destroy(map);
  map = read_sample("partial_n8.fits", &options);
  assert_true(isnan(map->values[199]) && map->values[200] == 200);
  assert_int_equal(map->columns[0].nbad, 768 - 60);
  s2_healpix_map_destroy(map);
}

#if TEST_ZLIB
// Three columns of 32-bit floats in rows of 1024 pixels, NESTED, gzipped.
static void rows_of_many_pixels_and_columns_are_understood(void **state)
{
  static const char *const names[] = {"TEMPERATURE", "Q_POLARISATION", "U_POLARISATION"};
  static const char *const units[] = {"mK", "uK_CMB", ""};
  (void)state;
  s2_healpix_map *map = read_sample("iqu_n16.fits.gz", NULL);
  assert_int_equal(map->nside, 16);
  assert_int_equal(map->ncolumns, 3);
  for (int c = 0; c < 3; c++) {
    assert_string_equal(map->columns[c].name, names[c]);
    assert_string_equal(map->columns[c].unit, units[c]);
    assert_int_equal(map->columns[c].nbad, 0);
  }
  for (int64_t i = 0; i < 3072; i++) {
    const double *pixel = map->values + s2_healpix_nest_to_ring(16, i);
    assert_true(pixel[0] == (double)i);
    assert_true(pixel[3072] == (double)i + 0.5);
    assert_true(pixel[2 * 3072] == -(double)i);
  }
  s2_healpix_map_destroy(map);
}

static void columns_are_selected_by_number_and_name(void **state)
{
  s2_map_read_options options;
  s2_healpix_map *map;
  (void)state;
  s2_map_read_options_init(&options);
  options.columns = "3, q_polarisation";
  map = read_sample("iqu_n16.fits.gz", &options);
  assert_int_equal(map->ncolumns, 2);
  assert_string_equal(map->columns[0].name, "U_POLARISATION");
  assert_string_equal(map->columns[1].unit, "uK_CMB");
  int64_t at = s2_healpix_nest_to_ring(16, 77);
  assert_true(map->values[at] == -77 && map->values[3072 + at] == 77.5);
  s2_healpix_map_destroy(map);
  static const char *const wrong[] = {"4", "0", "X", "", "1,", "1,1,1,1", "99999999999999999999"};
  for (size_t i = 0; i < COUNT(wrong); i++) {
    options.columns = wrong[i];
    assert_int_equal(s2_healpix_map_read(&map, sample("iqu_n16.fits.gz"), &options),
                     S2_ERR_ARGUMENT);
    assert_null(map);
  }
}
#endif

static void options_outside_their_range_are_refused(void **state)
{
  s2_map_read_options options;
  s2_healpix_map *map;
  (void)state;
  s2_map_read_options_init(&options);
  options.hdu = -1;
  assert_int_equal(s2_healpix_map_read(&map, sample("ring_n4.fits"), &options), S2_ERR_ARGUMENT);
  options.hdu = 2;
  CHECK_FILE_ERROR(s2_healpix_map_read(&map, sample("ring_n4.fits"), &options), "ring_n4.fits");
  options.hdu = 1;
  options.bad = 2;
  assert_int_equal(s2_healpix_map_read(&map, sample("ring_n4.fits"), &options), S2_ERR_ARGUMENT);
  options.bad = 0;
  options.max_bytes = 191 * 8;
  assert_int_not_equal(s2_healpix_map_read(&map, sample("ring_n4.fits"), &options), S2_OK);
  options.max_bytes = 192 * 8;
  CHECK_OK(s2_healpix_map_read(&map, sample("ring_n4.fits"), &options));
  s2_healpix_map_destroy(map);
}

static void check_round_trip(int nside, int ncolumns, int nested, int single, const char *name)
{
  s2_map_write_options options;
  s2_healpix_map *map, *back;
  CHECK_OK(s2_healpix_map_create(&map, nside, ncolumns));
  for (int64_t i = 0; i < map->npix * ncolumns; i++)
    map->values[i] = single ? (double)i / 8 : (double)i / 7;
  map->values[3] = S2_HEALPIX_UNSEEN;
  for (int c = 0; c < ncolumns; c++) snprintf(map->columns[c].unit, S2_TEXT_SIZE, "mK^%d", c + 1);
  strcpy(map->coordsys, "E");
  s2_map_write_options_init(&options);
  options.nested = nested;
  options.single = single;
  CHECK_OK(s2_healpix_map_write(scratch(name), map, &options));
  CHECK_OK(s2_healpix_map_read(&back, scratch(name), NULL));
  assert_int_equal(back->nside, nside);
  assert_int_equal(back->ncolumns, ncolumns);
  assert_int_equal(back->nested, nested);
  assert_string_equal(back->coordsys, "E");
  assert_int_equal(back->columns[0].nbad, 1);
  for (int c = 0; c < ncolumns; c++) {
    assert_string_equal(back->columns[c].name, map->columns[c].name);
    assert_string_equal(back->columns[c].unit, map->columns[c].unit);
  }
  assert_memory_equal(back->values, map->values, (size_t)(map->npix * ncolumns) * sizeof(double));
  s2_healpix_map_destroy(map);
  s2_healpix_map_destroy(back);
}

static void maps_round_trip_exactly(void **state)
{
  (void)state;
  check_round_trip(16, 3, 0, 0, "a.fits");
  check_round_trip(16, 3, 1, 0, "b.fits");
  check_round_trip(4, 1, 1, 1, "c.fits");
  check_round_trip(3, 5, 0, 1, "d.fits");
#if TEST_ZLIB
  check_round_trip(8, 2, 1, 0, "e.fits.gz");
#endif
}

// The bits of NESTED order interleave only if nside is a power of two.
static void impossible_maps_are_not_written(void **state)
{
  s2_map_write_options options;
  s2_healpix_map *map;
  (void)state;
  scratch_files(1);
  s2_map_write_options_init(&options);
  options.nested = 1;
  CHECK_OK(s2_healpix_map_create(&map, 3, 1));
  assert_int_equal(s2_healpix_map_write(scratch("a.fits"), map, &options), S2_ERR_ARGUMENT);
  map->npix--;
  assert_int_equal(s2_healpix_map_write(scratch("a.fits"), map, NULL), S2_ERR_ARGUMENT);
  assert_int_equal(s2_healpix_map_write(scratch("a.fits"), NULL, NULL), S2_ERR_ARGUMENT);
  assert_int_equal(scratch_files(0), 0);
  s2_healpix_map_destroy(map);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(ring_maps_of_healpy_are_understood),
    cmocka_unit_test(nested_maps_come_back_in_ring_order),
    cmocka_unit_test(partial_maps_put_their_pixels_in_place),
    cmocka_unit_test(missing_pixels_become_nan_when_asked),
#if TEST_ZLIB
    cmocka_unit_test(rows_of_many_pixels_and_columns_are_understood),
    cmocka_unit_test(columns_are_selected_by_number_and_name),
#endif
    cmocka_unit_test(options_outside_their_range_are_refused),
    cmocka_unit_test(maps_round_trip_exactly),
    cmocka_unit_test(impossible_maps_are_not_written),
  };
  return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
