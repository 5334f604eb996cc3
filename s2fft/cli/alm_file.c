// SPDX-License-Identifier: MIT
#include "alm.h"
#include <math.h>
#include <s2common/priv/memory.h>
#include <string.h>

static s2_status read_fits(cli_alm **alm, const char *path)
{
  s2_alm_set *set;
  S2_TRY(s2_alm_read(&set, path));
  s2_status status = cli_alm_create(alm, set->lmax + 1, set->mmax, false, set->ncomponents);
  if (status == S2_OK)
    memcpy((*alm)->values, set->values,
           (size_t)set->size * (size_t)set->ncomponents * sizeof *set->values);
  s2_alm_set_destroy(set);
  return status;
}

static bool layout_named(const char *name, s2fft_layout *layout)
{
  static const char *const names[] = {"triangle", "square", "linear"};
  for (int i = 0; i < 3 && name != NULL; i++)
    if (strcmp(name, names[i]) == 0) {
      *layout = (s2fft_layout)(S2FFT_LAYOUT_TRIANGLE + i);
      return true;
    }
  return false;
}

static bool is_square(const s2_array *array)
{
  return array->ndim >= 2 &&
         array->shape[array->ndim - 1] == 2 * array->shape[array->ndim - 2] - 1;
}

// Find layout, band-limit and number of fields of an array.
static s2_status shape_of(const cli_run *run, const char *path, const s2_array *array,
                          s2fft_shape *shape, int *n)
{
  const cli_options *o = &run->options;
  bool named = layout_named(o->input_layout, &shape->layout);
  if (!named) shape->layout = is_square(array) ? S2FFT_LAYOUT_SQUARE : S2FFT_LAYOUT_TRIANGLE;
  int trailing = shape->layout == S2FFT_LAYOUT_SQUARE ? 2 : 1;
  S2_REQUIRE(array->ndim >= trailing && array->ndim <= trailing + 1,
             "%s has %d dimensions: not an array of coefficients", path, array->ndim);
  *n = array->ndim > trailing ? (int)array->shape[0] : 1;
  double length = (double)array->shape[array->ndim - 1];
  shape->mmax = shape->layout == S2FFT_LAYOUT_TRIANGLE ? o->mmax : -1;
  if (shape->layout == S2FFT_LAYOUT_SQUARE) shape->L = (int)array->shape[array->ndim - 2];
  if (shape->layout == S2FFT_LAYOUT_LINEAR) shape->L = (int)lround(sqrt(length));
  if (shape->layout == S2FFT_LAYOUT_TRIANGLE) {
    // (mmax+1)(2L-mmax)/2 = length; without mmax L(L+1)/2.
    double L = shape->mmax < 0 ? (sqrt(8 * length + 1) - 1) / 2
                               : length / (shape->mmax + 1) + shape->mmax / 2.0;
    shape->L = (int)lround(fmin(L, 1e9));
  }
  int64_t size = s2fft_layout_size(shape->layout, shape->L, shape->mmax);
  S2_REQUIRE(size > 0 && size * *n == array->count && *n > 0,
             "%s does not hold coefficients in the %s layout%s: try --input-layout or --mmax", path,
             named ? o->input_layout : "triangle (or square)",
             shape->mmax >= 0 ? " with this mmax" : "");
  return S2_OK;
}

static s2_status convert_fields(const s2fft_shape *from, const s2_complex *in,
                                const s2fft_shape *to, s2_complex *out, int n)
{
  int64_t step_in = s2fft_layout_size(from->layout, from->L, from->mmax);
  int64_t step_out = s2fft_layout_size(to->layout, to->L, to->mmax);
  for (int i = 0; i < n; i++)
    S2_TRY(s2fft_layout_convert(from, in + i * step_in, to, out + i * step_out));
  return S2_OK;
}

static s2_status from_array(cli_alm **alm, const cli_run *run, const char *path,
                            const s2_array *array)
{
  s2fft_shape from, to;
  int n;
  const char *field = run->options.field;
  S2_TRY(shape_of(run, path, array, &from, &n));
  bool complex = from.layout != S2FFT_LAYOUT_TRIANGLE;
  if (complex && field != NULL && strcmp(field, "complex") != 0) complex = false;
  S2_TRY(cli_alm_create(alm, from.L, from.mmax, complex, n));
  to = (s2fft_shape){complex ? S2FFT_LAYOUT_SQUARE : S2FFT_LAYOUT_TRIANGLE, from.L, from.mmax};
  s2_complex *values = s2_priv_alloc((size_t)array->count, sizeof *values);
  if (values == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %s", path);
  s2_status status = s2_array_to_complex(array, values);
  if (status == S2_OK) status = convert_fields(&from, values, &to, (*alm)->values, n);
  s2_priv_free(values);
  return status;
}

s2_status cli_alm_read(cli_alm **alm, const cli_run *run, const char *path)
{
  s2_status status;
  *alm = NULL;
  if (s2_file_format(path) == S2_FORMAT_FITS) {
    status = read_fits(alm, path);
  } else {
    s2_array *array;
    S2_TRY(s2_array_read(&array, path, run->options.variable));
    status = from_array(alm, run, path, array);
    s2_array_destroy(array);
  }
  if (status == S2_OK)
    snprintf((*alm)->about, sizeof (*alm)->about, "%s coefficients, L = %d, mmax = %d, %d field%s",
             (*alm)->complex ? "complex field" : "real field", (*alm)->L, (*alm)->mmax, (*alm)->n,
             (*alm)->n > 1 ? "s" : "");
  if (status == S2_OK && run->options.L > 0)
    status = cli_alm_resize(alm, run->options.L, run->options.mmax);
  if (status != S2_OK) {
    cli_alm_destroy(*alm);
    *alm = NULL;
  }
  return status;
}

static s2_status write_fits(const char *path, const cli_alm *alm)
{
  s2_alm_set set = {alm->L - 1, alm->mmax, alm->n, alm->size, alm->values};
  USAGE_REQUIRE(!alm->complex, "coefficients of complex fields go to .npy, not to %s", path);
  return s2_alm_write(path, &set);
}

s2_status cli_alm_write(const cli_run *run, const char *path, const cli_alm *alm)
{
  s2fft_shape from = {alm->complex ? S2FFT_LAYOUT_SQUARE : S2FFT_LAYOUT_TRIANGLE, alm->L,
                      alm->mmax};
  s2fft_shape to = from;
  s2_array *array;
  int64_t shape[3];
  int ndim = 0;
  if (s2_file_format(path) == S2_FORMAT_FITS) return write_fits(path, alm);
  layout_named(run->options.layout, &to.layout);
  USAGE_REQUIRE(!alm->complex || to.layout != S2FFT_LAYOUT_TRIANGLE,
                "--layout triangle holds real fields only: give square or linear");
  if (alm->n > 1) shape[ndim++] = alm->n;
  if (to.layout == S2FFT_LAYOUT_SQUARE) {
    shape[ndim++] = to.L;
    shape[ndim++] = 2 * to.L - 1;
  } else {
    shape[ndim++] = s2fft_layout_size(to.layout, to.L, to.mmax);
  }
  S2_TRY(s2_array_create(&array, S2_DTYPE_C16, ndim, shape));
  s2_status status = S2_OK;
  if (to.layout == from.layout)
    memcpy(array->data, alm->values, (size_t)array->count * sizeof *alm->values);
  else
    status = convert_fields(&from, alm->values, &to, array->data, alm->n);
  if (status == S2_OK) status = s2_array_write(path, array);
  s2_array_destroy(array);
  return status;
}
