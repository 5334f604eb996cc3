// SPDX-License-Identifier: MIT
#include "noise.h"
#include <math.h>
#include <s2common/priv/constants.h>

/// Convolution with a kernel that is cut at the band-limit of the scale rings; what falls below
/// this part of the mean is lifted to it.
static const double LEAST_VARIANCE = 1e-3;

static s2_status make(s2wav_noise **noise, const s2wav_plan *plan)
{
  size_t rows = (size_t)plan->nscales + 1;
  s2wav_noise *n = s2_priv_alloc(1, sizeof *n);
  if (n == NULL) return S2_FAIL(S2_ERR_MEMORY, "noise");
  n->nscales = plan->nscales;
  n->slice = s2_priv_alloc(rows, sizeof *n->slice);
  n->variance = s2_priv_alloc(rows, sizeof *n->variance);
  n->map = s2_priv_alloc(rows, sizeof *n->map);
  if (n->slice == NULL || n->variance == NULL || n->map == NULL) {
    s2wav_noise_destroy(n);
    return S2_FAIL(S2_ERR_MEMORY, "noise of %d scales", plan->nscales);
  }
  for (int i = S2WAV_SCALING; i < plan->nscales; ++i)
    n->slice[i - S2WAV_SCALING] = scale_at(plan, i)->shape.slice;
  *noise = n;
  return S2_OK;
}

void s2wav_noise_destroy(s2wav_noise *noise)
{
  if (noise == NULL) return;
  for (int i = 0; noise->map != NULL && i <= noise->nscales; ++i) s2_priv_free(noise->map[i]);
  void *blocks[] = {noise->slice, noise->variance, noise->map, noise};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; ++k) s2_priv_free(blocks[k]);
}

static s2_status check(const s2wav_plan *plan, const s2wav_tiling *tiling)
{
  S2_REQUIRE(plan != NULL && tiling != NULL, "%s is NULL", plan == NULL ? "plan" : "tiling");
  S2_REQUIRE(s2wav_tiling_L(tiling) == plan->L && s2wav_tiling_nscales(tiling) == plan->nscales,
             "the tiling has L = %d and %d scales, the plan L = %d and %d", s2wav_tiling_L(tiling),
             s2wav_tiling_nscales(tiling), plan->L, plan->nscales);
  return S2_OK;
}

static s2_status check_values(const char *what, const double *v, int64_t n)
{
  S2_REQUIRE(v != NULL, "%s is NULL", what);
  for (int64_t k = 0; k < n; ++k)
    S2_REQUIRE(isfinite(v[k]) && v[k] >= 0, "%s[%lld] = %g is not a finite number >= 0", what,
               (long long)k, v[k]);
  return S2_OK;
}

s2_status s2wav_noise_create_cl(s2wav_noise **noise, const s2wav_plan *plan,
                                const s2wav_tiling *tiling, const double *cl)
{
  S2_REQUIRE(noise != NULL, "noise is NULL");
  *noise = NULL;
  S2_TRY(check(plan, tiling));
  S2_TRY(check_values("cl", cl, plan->L));
  s2wav_noise *n;
  S2_TRY(make(&n, plan));
  s2_status status = s2wav_tiling_variance(tiling, cl, n->variance);
  if (status == S2_OK)
    *noise = n;
  else
    s2wav_noise_destroy(n);
  return status;
}

// ------------------------------------------------------------------ from sample to sample

/// Coefficients of the variance per area, v dA, of the signal's samples.
static s2_status density_make(const s2_grid *grid, int L, const double *variance,
                              slice_transform *density)
{
  double *area, *map;
  int64_t n = s2_grid_map_size(grid);
  S2_TRY(slice_area_map(grid, &area));
  map = area;
  for (int64_t p = 0; p < n; ++p) map[p] = variance[p] * area[p] * 4 * S2_PI; // [sr]
  s2_status status = slice_transform_make(grid, L, density);
  if (status == S2_OK) {
    status = s2fft_forward(density->plan, map, density->alm, NULL, NULL);
    if (status != S2_OK) slice_transform_free(density);
  }
  s2_priv_free(map);
  return status;
}

/// The first degrees of a triangle.
static void cut(int from, const s2_complex *a, int to, s2_complex *b)
{
  const double *x = (const double *)a;
  double *y = (double *)b;
  for (int m = 0; m < to; ++m) {
    for (int k = 0; k < 2 * (to - m); ++k) *y++ = x[k];
    x += 2 * (from - m);
  }
}

/// Lift what is too small; the mean by area.
static s2_status finish_map(const s2_grid *grid, double *map, double *mean)
{
  double *area;
  int64_t n = s2_grid_map_size(grid);
  S2_TRY(slice_area_map(grid, &area));
  *mean = slice_mean(area, n, map);
  for (int64_t p = 0; p < n; ++p) map[p] = fmax(map[p], LEAST_VARIANCE * *mean);
  s2_priv_free(area);
  return S2_OK;
}

static s2_status fill_scale(s2wav_noise *noise, const s2wav_plan *plan, const s2wav_tiling *tiling,
                            int i, const slice_transform *density)
{
  s2wav_band band;
  double *b;
  const s2_grid *grid = band_of(plan, i)->grid;
  int at = i - S2WAV_SCALING, L = scale_at(plan, i)->shape.L;
  S2_TRY(s2wav_tiling_band(tiling, i, &band));
  band.L = L;
  double *map = s2_priv_alloc((size_t)s2_grid_map_size(grid), sizeof *map);
  noise->map[at] = map;
  if (map == NULL) return S2_FAIL(S2_ERR_MEMORY, "variances of scale %d", i);
  slice_transform t;
  S2_TRY(slice_transform_make(grid, L, &t));
  s2_status status = noise_square(tiling, i, &band, &b);
  if (status == S2_OK) {
    cut(density->L, density->alm, L, t.alm);
    slice_scale(L, b, t.alm);
    s2_priv_free(b);
    status = s2fft_inverse(t.plan, t.alm, map, NULL, NULL);
  }
  slice_transform_free(&t);
  return status == S2_OK ? finish_map(grid, map, &noise->variance[at]) : status;
}

s2_status s2wav_noise_create_map(s2wav_noise **noise, const s2wav_plan *plan,
                                 const s2wav_tiling *tiling, const s2_grid *grid,
                                 const double *variance)
{
  slice_transform density;
  s2wav_noise *n;
  S2_REQUIRE(noise != NULL, "noise is NULL");
  *noise = NULL;
  S2_TRY(check(plan, tiling));
  S2_REQUIRE(plan->spin == 0, "spin = %d: a map of variances describes scalar signals", plan->spin);
  S2_REQUIRE(grid != NULL, "grid is NULL");
  S2_TRY(check_values("variance", variance, s2_grid_map_size(grid)));
  S2_TRY(density_make(grid, plan->L, variance, &density));
  s2_status status = make(&n, plan);
  for (int i = S2WAV_SCALING; status == S2_OK && i < plan->nscales; ++i)
    status = fill_scale(n, plan, tiling, i, &density);
  slice_transform_free(&density);
  if (status == S2_OK)
    *noise = n;
  else
    s2wav_noise_destroy(n);
  return status;
}

// ------------------------------------------------------------------ questions

double s2wav_noise_variance(const s2wav_noise *noise, int i)
{
  return i >= S2WAV_SCALING && i < noise->nscales ? noise->variance[i - S2WAV_SCALING] : NAN;
}

const double *s2wav_noise_map(const s2wav_noise *noise, int i)
{
  return i >= S2WAV_SCALING && i < noise->nscales ? noise->map[i - S2WAV_SCALING] : NULL;
}
