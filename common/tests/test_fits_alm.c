// SPDX-License-Identifier: MIT
// Coefficients, spectra and images in FITS, against files that healpy wrote.
#include "io_files.h"

// Coefficient (l, m) of a component: re and im.
static const double *at(const s2_alm_set *set, int component, int l, int m)
{
  int64_t index = (int64_t)m * (2 * set->lmax + 1 - m) / 2 + l;
  return (const double *)set->values + 2 * (component * set->size + index);
}

// make_fits.py: a_lm = factor (l + 1 + i m).
static void check_alm(const s2_alm_set *set, int component, double factor)
{
  for (int m = 0; m <= set->mmax; m++) {
    for (int l = m; l <= set->lmax; l++) {
      const double *a = at(set, component, l, m);
      assert_true(a[0] == factor * (l + 1) && a[1] == factor * m);
    }
  }
}

static void coefficients_of_healpy_are_understood(void **state)
{
  s2_alm_set *set;
  (void)state;
  CHECK_OK(s2_alm_read(&set, sample("alm_l5.fits")));
  assert_int_equal(set->lmax, 5);
  assert_int_equal(set->mmax, 5);
  assert_int_equal(set->ncomponents, 1);
  assert_int_equal(set->size, 21);
  check_alm(set, 0, 1);
  s2_alm_set_destroy(set);
}

#if TEST_ZLIB
static void three_components_cut_in_m_are_understood(void **state)
{
  s2_alm_set *set;
  (void)state;
  CHECK_OK(s2_alm_read(&set, sample("alm_teb.fits.gz")));
  assert_int_equal(set->lmax, 5);
  assert_int_equal(set->mmax, 2);
  assert_int_equal(set->ncomponents, 3);
  assert_int_equal(set->size, 15);
  for (int c = 0; c < 3; c++) check_alm(set, c, c + 1);
  s2_alm_set_destroy(set);
}
#endif

static void check_alm_round_trip(int lmax, int mmax, int ncomponents)
{
  s2_alm_set *set, *back;
  CHECK_OK(s2_alm_set_create(&set, lmax, mmax, ncomponents));
  size_t doubles = 2 * (size_t)set->size * (size_t)ncomponents;
  for (size_t i = 0; i < doubles; i++) ((double *)set->values)[i] = (double)(i + 1) / 7;
  CHECK_OK(s2_alm_write(scratch("alm.fits"), set));
  CHECK_OK(s2_alm_read(&back, scratch("alm.fits")));
  assert_int_equal(back->lmax, lmax);
  assert_int_equal(back->mmax, mmax);
  assert_int_equal(back->ncomponents, ncomponents);
  assert_memory_equal(back->values, set->values, doubles * sizeof(double));
  s2_alm_set_destroy(set);
  s2_alm_set_destroy(back);
}

static void coefficients_round_trip_exactly(void **state)
{
  (void)state;
  check_alm_round_trip(0, 0, 1);
  check_alm_round_trip(17, 17, 3);
  check_alm_round_trip(17, 4, 2);
}

static void spectra_of_healpy_are_understood(void **state)
{
  static const char *const names[] = {"TEMPERATURE", "GRADIENT", "CURL", "G-T"};
  s2_cl_table *cl;
  (void)state;
  CHECK_OK(s2_cl_read(&cl, sample("cl.fits")));
  assert_int_equal(cl->lmax, 7);
  assert_int_equal(cl->ncolumns, 4);
  for (int c = 0; c < 4; c++) {
    assert_string_equal(cl->columns[c].name, names[c]);
    assert_int_equal(cl->columns[c].nbad, 0);
    for (int l = 0; l < 8; l++) assert_true(cl->values[8 * c + l] == (c + 1) * l);
  }
  s2_cl_table_destroy(cl);
}

static void check_cl_round_trip(const char *name, int ncolumns)
{
  s2_cl_table *cl, *back;
  CHECK_OK(s2_cl_table_create(&cl, 20, ncolumns));
  for (int i = 0; i < 21 * ncolumns; i++) cl->values[i] = (i + 1) / 7.0;
  CHECK_OK(s2_cl_write(scratch(name), cl));
  CHECK_OK(s2_cl_read(&back, scratch(name)));
  assert_int_equal(back->lmax, 20);
  assert_int_equal(back->ncolumns, ncolumns);
  assert_memory_equal(back->values, cl->values, 21 * (size_t)ncolumns * sizeof(double));
  s2_cl_table_destroy(cl);
  s2_cl_table_destroy(back);
}

static void spectra_round_trip_exactly(void **state)
{
  (void)state;
  check_cl_round_trip("cl.fits", 1);
  check_cl_round_trip("cl.fits", 7);
  check_cl_round_trip("cl.txt", 4);
}

static void images_round_trip_exactly(void **state)
{
  static const s2_dtype types[] = {S2_DTYPE_U1, S2_DTYPE_I2, S2_DTYPE_I4,
                                   S2_DTYPE_I8, S2_DTYPE_F4, S2_DTYPE_F8};
  int64_t shape[3] = {2, 3, 5};
  (void)state;
  for (size_t t = 0; t < COUNT(types); t++) {
    s2_array *image, *back;
    CHECK_OK(s2_array_create(&image, types[t], 3, shape));
    size_t bytes = (size_t)(30 * s2_dtype_size(types[t]));
    for (size_t i = 0; i < bytes; i++) ((unsigned char *)image->data)[i] = (unsigned char)(2 * i);
    CHECK_OK(s2_array_write(scratch("image.fits"), image));
    CHECK_OK(s2_array_read(&back, scratch("image.fits"), NULL));
    assert_int_equal(back->dtype, types[t]);
    assert_int_equal(back->ndim, 3);
    assert_memory_equal(back->shape, image->shape, sizeof back->shape);
    assert_memory_equal(back->data, image->data, bytes);
    s2_array_destroy(image);
    s2_array_destroy(back);
  }
}

static void complex_images_are_refused(void **state)
{
  s2_array view;
  double value[2] = {1, 2};
  int64_t one = 1;
  (void)state;
  scratch_files(1);
  CHECK_OK(s2_array_view(&view, S2_DTYPE_C16, 1, &one, value));
  assert_int_equal(s2_fits_image_write(scratch("image.fits"), &view), S2_ERR_ARGUMENT);
  assert_int_equal(scratch_files(0), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(coefficients_of_healpy_are_understood),
#if TEST_ZLIB
    cmocka_unit_test(three_components_cut_in_m_are_understood),
#endif
    cmocka_unit_test(coefficients_round_trip_exactly),
    cmocka_unit_test(spectra_of_healpy_are_understood),
    cmocka_unit_test(spectra_round_trip_exactly),
    cmocka_unit_test(images_round_trip_exactly),
    cmocka_unit_test(complex_images_are_refused),
  };
  return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
