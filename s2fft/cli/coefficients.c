// SPDX-License-Identifier: MIT
#include "coefficients.h"
#include <math.h>
#include <s2fft/layout.h>
#include <stdlib.h>
#include <string.h>

static s2fft_layout layout_from(const char *name)
{
  if (name != NULL && strcmp(name, "square") == 0) return S2FFT_LAYOUT_SQUARE;
  if (name != NULL && strcmp(name, "linear") == 0) return S2FFT_LAYOUT_LINEAR;
  return S2FFT_LAYOUT_TRIANGLE;
}

// Band-limit of `count` coefficients of one component in a layout, 0 if there is none.
static int limit_of(s2fft_layout layout, int64_t count)
{
  double n = (double)count;
  int L = layout == S2FFT_LAYOUT_TRIANGLE ? (int)floor((sqrt(8 * n + 1) - 1) / 2 + 0.5)
          : layout == S2FFT_LAYOUT_LINEAR ? (int)lround(sqrt(n))
                                          : (int)lround((1 + sqrt(8 * n + 1)) / 4);
  return L >= 1 && s2fft_layout_size(layout, L, -1) == count ? L : 0;
}

// [count] or [component][count]; a square is [L][2L-1] or [component][L][2L-1].
static s2_status from_array(cli_run *run, const char *path, const s2_array *a, s2_alm_set **set)
{
  s2fft_layout layout = layout_from(run->options->input_layout);
  int per = layout == S2FFT_LAYOUT_SQUARE ? 2 : 1;
  int64_t n = a->ndim > per ? a->shape[0] : 1, count = n > 0 ? a->count / n : 0;
  int L = limit_of(layout, count);
  S2_REQUIRE(L > 0 && n <= 3,
             "%s: %lld components of %lld elements are not coefficients in the %s layout", path,
             (long long)n, (long long)count,
             run->options->input_layout != NULL ? run->options->input_layout : "triangle");
  S2_TRY(s2_alm_set_create(set, L - 1, L - 1, (int)n));
  s2_complex *values = malloc((size_t)a->count * sizeof *values);
  s2_status status =
      values == NULL ? S2_FAIL(S2_ERR_MEMORY, "%s", path) : s2_array_to_complex(a, values);
  s2fft_shape from = {layout, L, -1}, to = {S2FFT_LAYOUT_TRIANGLE, L, -1};
  for (int i = 0; i < n && status == S2_OK; i++)
    status = s2fft_layout_convert(&from, values + i * count, &to, cli_component(*set, i));
  free(values);
  if (status != S2_OK) s2_alm_set_destroy(*set);
  return status;
}

s2_status cli_alm_read(cli_run *run, const char *path, s2_alm_set **set)
{
  if (s2_file_format(path) == S2_FORMAT_FITS) return s2_alm_read(set, path);
  s2_array *array;
  S2_TRY(s2_array_read(&array, path, run->options->variable));
  s2_status status = from_array(run, path, array, set);
  s2_array_destroy(array);
  return status;
}

s2_status cli_input_read(cli_run *run, const char *path, const char *sampling, int wanted,
                         s2_alm_set **set, cli_maps *maps)
{
  const cli_options *o = run->options;
  *set = NULL;
  *maps = (cli_maps){0};
  bool alm = o->from != NULL ? strcmp(o->from, "alm") == 0 : o->input_layout != NULL;
  if (alm) return cli_alm_read(run, path, set);
  bool tells = o->from == NULL && s2_file_format(path) == S2_FORMAT_FITS;
  if (tells && s2_alm_read(set, path) == S2_OK) return S2_OK;
  return cli_maps_read(run, path, sampling, wanted, maps);
}

s2_status cli_alm_write(cli_run *run, const char *path, const s2_alm_set *set)
{
  if (s2_file_format(path) == S2_FORMAT_FITS) return s2_alm_write(path, set);
  int L = set->lmax + 1;
  s2fft_shape from = {S2FFT_LAYOUT_TRIANGLE, L, set->mmax};
  s2fft_shape to = {layout_from(run->options->layout), L, -1};
  int64_t count = s2fft_layout_size(to.layout, L, -1), shape[3];
  s2_complex *values = calloc((size_t)(count * set->ncomponents), sizeof *values);
  if (values == NULL) return S2_FAIL(S2_ERR_MEMORY, "%lld coefficients", (long long)count);
  s2_status status = S2_OK;
  for (int i = 0; i < set->ncomponents && status == S2_OK; i++)
    status = s2fft_layout_convert(&from, cli_component(set, i), &to, values + i * count);
  int ndim = 0;
  if (set->ncomponents > 1) shape[ndim++] = set->ncomponents;
  if (to.layout == S2FFT_LAYOUT_SQUARE) shape[ndim++] = L;
  shape[ndim++] = to.layout == S2FFT_LAYOUT_SQUARE ? 2 * (int64_t)L - 1 : count;
  s2_array view;
  if (status == S2_OK) status = s2_array_view(&view, S2_DTYPE_C16, ndim, shape, values);
  if (status == S2_OK) status = s2_array_write(path, &view);
  free(values);
  return status;
}
