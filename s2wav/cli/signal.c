// SPDX-License-Identifier: MIT
#include "signal.h"
#include "pictures.h"
#include <math.h>
#include <s2common/io.h>
#include <s2common/priv/memory.h>
#include <s2fft/layout.h>
#include <string.h>

#define POWER_MAX 1e300

void cli_signal_free(cli_signal *signal)
{
  s2_grid_destroy(signal->grid);
  s2_priv_free(signal->map);
  s2_priv_free(signal->alm);
  *signal = (cli_signal){0};
}

// ------------------------------------------------------------------ coefficients

static s2_status take_alm(int L, cli_signal *signal)
{
  signal->L = L;
  signal->alm =
      s2_priv_alloc((size_t)s2fft_layout_size(S2FFT_LAYOUT_TRIANGLE, L, -1), sizeof *signal->alm);
  return signal->alm != NULL ? S2_OK : S2_FAIL(S2_ERR_MEMORY, "coefficients of L = %d", L);
}

// One component of a file of coefficients, cut to or filled up to the band-limit.
static s2_status from_set(const cli_run *run, const char *path, const s2_alm_set *set,
                          cli_signal *signal)
{
  int which = run->options->component, L = run->options->L > 0 ? run->options->L : set->lmax + 1;
  S2_REQUIRE(which <= set->ncomponents, "%s: --component %d, but the file has %d", path, which,
             set->ncomponents);
  S2_TRY(take_alm(L, signal));
  const double *in = (const double *)(set->values + (which - 1) * set->size);
  double *out = (double *)signal->alm;
  for (int m = 0; m < L && m <= set->mmax; ++m)
    for (int l = m; l < L && l <= set->lmax; ++l) {
      int64_t a = 2 * s2fft_layout_index(S2FFT_LAYOUT_TRIANGLE, set->lmax + 1, set->mmax, l, m);
      int64_t b = 2 * s2fft_layout_index(S2FFT_LAYOUT_TRIANGLE, L, -1, l, m);
      out[b] = in[a];
      out[b + 1] = in[a + 1];
    }
  return S2_OK;
}

// ------------------------------------------------------------------ maps

static s2_status from_healpix(cli_run *run, const char *path, cli_signal *signal)
{
  s2_healpix_map *file;
  s2_map_read_options o;
  s2_map_read_options_init(&o);
  o.columns = run->options->columns != NULL ? run->options->columns : "1";
  o.bad = S2_BAD_NAN;
  S2_TRY(s2_healpix_map_read(&file, path, &o));
  s2_status status = s2_grid_create_healpix(&signal->grid, file->nside);
  signal->map = s2_priv_alloc((size_t)file->npix, sizeof *signal->map);
  if (status == S2_OK && signal->map == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "%s: %lld pixels", path, (long long)file->npix);
  int64_t bad = 0;
  for (int64_t p = 0; status == S2_OK && p < file->npix; ++p) {
    bad += isnan(file->values[p]);
    signal->map[p] = isnan(file->values[p]) ? 0 : file->values[p];
  }
  if (bad > 0)
    cli_note(run, "%s: %lld pixels without a value are taken as 0", path, (long long)bad);
  snprintf(signal->unit, sizeof signal->unit, "%s", file->columns[0].unit);
  s2_healpix_map_destroy(file);
  return status;
}

// An array [rings][samples] of the sampling that the options name, or [12 nside^2].
static s2_status grid_of(const cli_run *run, const char *path, const s2_array *array,
                         s2_grid **grid)
{
  const char *name = run->options->sampling;
  s2_grid_kind kind;
  if (array->ndim == 1 && (name == NULL || strcmp(name, "healpix") == 0)) {
    int nside = (int)lround(sqrt((double)array->count / 12));
    S2_REQUIRE(nside >= 1 && 12 * (int64_t)nside * nside == array->count,
               "%s: %lld values are not 12 nside^2", path, (long long)array->count);
    return s2_grid_create_healpix(grid, nside);
  }
  USAGE_REQUIRE(name != NULL, "%s: name the sampling of the array: --sampling gl", path);
  S2_REQUIRE(array->ndim == 2, "%s: an array of %d dimensions, not [rings][samples]", path,
             array->ndim);
  S2_TRY(s2_grid_kind_from_name(name, &kind));
  return s2_grid_create_shape(grid, kind, (int)array->shape[0], (int)array->shape[1]);
}

static s2_status from_array(const cli_run *run, const char *path, cli_signal *signal)
{
  s2_array *array;
  S2_TRY(s2_npy_read(&array, path));
  s2_status status = grid_of(run, path, array, &signal->grid);
  signal->map = s2_priv_alloc((size_t)array->count, sizeof *signal->map);
  if (status == S2_OK && signal->map == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "%s: %lld values", path, (long long)array->count);
  if (status == S2_OK) status = s2_array_to_double(array, signal->map);
  for (int64_t p = 0; status == S2_OK && p < array->count; ++p)
    if (!isfinite(signal->map[p]))
      status = S2_FAIL(S2_ERR_FILE, "%s: value %lld = %g is not finite", path, (long long)p,
                       signal->map[p]);
  s2_array_destroy(array);
  return status;
}

s2_status cli_map_read(cli_run *run, const char *path, cli_signal *signal)
{
  *signal = (cli_signal){0};
  return s2_file_format(path) == S2_FORMAT_NPY ? from_array(run, path, signal)
                                               : from_healpix(run, path, signal);
}

// ------------------------------------------------------------------ analysis and synthesis

// The largest band-limit that an exact sampling holds; 2 nside + 1 on HEALPix.
static int natural_limit(const s2_grid *grid)
{
  int nside = s2_grid_nside(grid), n = s2_grid_nrings(grid);
  return nside > 0                              ? 2 * nside + 1
         : s2_grid_get_kind(grid) == S2_GRID_DH ? n / 2
                                                : s2_grid_exact_limit(grid);
}

static s2_status plan_for(const cli_run *run, const s2_grid *grid, int L, s2fft_plan **plan)
{
  s2fft_options o;
  s2fft_options_init(&o);
  o.nthreads = run->threads;
  o.layout = S2FFT_LAYOUT_TRIANGLE;
  o.iterations = run->options->iterations >= 0 ? run->options->iterations
                 : s2_grid_nside(grid) > 0     ? 3
                                               : 0;
  return s2fft_plan_create(plan, grid, L, &o);
}

static s2_status analyse(cli_run *run, cli_signal *signal)
{
  s2fft_plan *plan;
  int L = run->options->L > 0 ? run->options->L : natural_limit(signal->grid);
  S2_TRY(take_alm(L, signal));
  S2_TRY(plan_for(run, signal->grid, L, &plan));
  s2_status status = s2fft_forward(plan, signal->map, signal->alm, NULL, NULL);
  s2fft_plan_destroy(plan);
  return status;
}

// What is not finite would spread over all scales without a word.
static s2_status check_power(const char *path, const cli_signal *signal)
{
  const double *a = (const double *)signal->alm;
  int64_t n = 2 * s2fft_layout_size(S2FFT_LAYOUT_TRIANGLE, signal->L, -1);
  double power = 0;
  for (int64_t k = 0; k < n; ++k) power += a[k] * a[k];
  S2_REQUIRE(power < POWER_MAX, "%s: the sum of |a_lm|^2 is %g, not a number below %g", path, power,
             POWER_MAX);
  return S2_OK;
}

s2_status cli_signal_read(cli_run *run, const char *path, cli_signal *signal)
{
  s2_alm_set *set;
  *signal = (cli_signal){0};
  s2_status status;
  if (s2_file_format(path) == S2_FORMAT_FITS && s2_alm_read(&set, path) == S2_OK) {
    status = from_set(run, path, set, signal);
    s2_alm_set_destroy(set);
  } else {
    status = cli_map_read(run, path, signal);
    if (status == S2_OK) status = analyse(run, signal);
  }
  if (status == S2_OK) status = check_power(path, signal);
  if (status == S2_OK && run->options->remove_monopole) memset(signal->alm, 0, sizeof *signal->alm);
  return status;
}

s2_status cli_output_grid(const cli_run *run, int L, const s2_grid *own, s2_grid **grid)
{
  const cli_options *o = run->options;
  s2_grid_kind kind = own != NULL ? s2_grid_get_kind(own) : S2_GRID_MW;
  *grid = NULL;
  if (o->nside > 0) return s2_grid_create_healpix(grid, o->nside);
  if (o->sampling != NULL) S2_TRY(s2_grid_kind_from_name(o->sampling, &kind));
  if (own != NULL && kind == s2_grid_get_kind(own))
    return s2_grid_nside(own) > 0
               ? s2_grid_create_healpix(grid, s2_grid_nside(own))
               : s2_grid_create_shape(grid, kind, s2_grid_nrings(own), s2_grid_rings(own)->nphi);
  USAGE_REQUIRE(kind != S2_GRID_HEALPIX, "give the resolution: --nside N");
  return s2_grid_create(grid, kind, L);
}

// ------------------------------------------------------------------ writing

static s2_status write_alm(const char *path, int L, const s2_complex *alm)
{
  s2_alm_set set = {.lmax = L - 1,
                    .mmax = L - 1,
                    .ncomponents = 1,
                    .size = s2fft_layout_size(S2FFT_LAYOUT_TRIANGLE, L, -1),
                    .values = (s2_complex *)alm};
  return s2_alm_write(path, &set);
}

static s2_status write_map(const cli_run *run, const char *path, const s2_grid *grid,
                           const double *map, const char *unit)
{
  if (s2_file_format(path) == S2_FORMAT_NPY) {
    s2_array view;
    int64_t shape[2] = {s2_grid_nrings(grid), s2_grid_rings(grid)->nphi};
    int64_t pixels = s2_grid_map_size(grid);
    int healpix = s2_grid_nside(grid) > 0;
    S2_TRY(s2_array_view(&view, S2_DTYPE_F8, healpix ? 1 : 2, healpix ? &pixels : shape,
                         (double *)map));
    return s2_npy_write(path, &view);
  }
  S2_REQUIRE(s2_grid_nside(grid) > 0, "%s: maps other than HEALPix are written as .npy", path);
  s2_column column = {.name = "SIGNAL"};
  snprintf(column.unit, sizeof column.unit, "%s", unit != NULL ? unit : "");
  s2_healpix_map file = {.nside = s2_grid_nside(grid),
                         .ncolumns = 1,
                         .npix = s2_grid_map_size(grid),
                         .values = (double *)map,
                         .columns = &column};
  s2_map_write_options o;
  s2_map_write_options_init(&o);
  o.single = run->options->single;
  return s2_healpix_map_write(path, &file, &o);
}

// Names of coefficients: alm*.fits, or *_alm.fits.
static bool names_alm(const char *path)
{
  const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
  return s2_file_format(path) == S2_FORMAT_FITS && strstr(name, "alm") != NULL;
}

s2_status cli_signal_write(cli_run *run, const char *path, int L, const s2_complex *alm,
                           const s2_grid *grid, const char *unit)
{
  bool wants_map = !names_alm(path) || run->options->picture != NULL;
  s2_status status = names_alm(path) ? write_alm(path, L, alm) : S2_OK;
  if (status == S2_OK && wants_map) {
    s2fft_plan *plan = NULL;
    double *map = s2_priv_alloc((size_t)s2_grid_map_size(grid), sizeof *map);
    status = map != NULL ? plan_for(run, grid, L, &plan) : S2_FAIL(S2_ERR_MEMORY, "map to write");
    if (status == S2_OK) status = s2fft_inverse(plan, alm, map, NULL, NULL);
    if (status == S2_OK && !names_alm(path)) status = write_map(run, path, grid, map, unit);
    if (status == S2_OK && run->options->picture != NULL)
      status = cli_draw_map(run, run->options->picture, grid, map, unit);
    s2fft_plan_destroy(plan);
    s2_priv_free(map);
  }
  if (status == S2_OK) cli_text(run, "output", "%s", path);
  return status;
}
