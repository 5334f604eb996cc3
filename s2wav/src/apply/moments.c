// SPDX-License-Identifier: MIT
// Moments of scales and correlations of their energies (s2wav/moments.h).
#include "slice.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2wav/moments.h>
#include <s2wav/scales.h>

// ------------------------------------------------------------------ one scale

static double power(double x, int n)
{
  return n == 1 ? x : x * power(x, n - 1);
}

/// Mean of (w - centre)^n over orientations and area.
static double central(const s2wav_scale *shape, const double *area, const double *map,
                      double centre, int n)
{
  double sum = 0;
  for (int g = 0; g < shape->ngamma; ++g)
    for (int64_t p = 0; p < shape->slice; ++p)
      sum += area[p] * power(map[g * shape->slice + p] - centre, n);
  return sum / shape->ngamma;
}

static s2wav_moments moments_of(const s2wav_scale *shape, const double *area, const double *map)
{
  s2wav_moments m = {.mean = central(shape, area, map, 0, 1)};
  m.variance = central(shape, area, map, m.mean, 2);
  if (m.variance <= 0) return m;
  m.skewness = central(shape, area, map, m.mean, 3) / (m.variance * sqrt(m.variance));
  m.kurtosis = central(shape, area, map, m.mean, 4) / (m.variance * m.variance) - 3;
  return m;
}

// ------------------------------------------------------------------ energies

/// Energies of the scales so far, as coefficients.
typedef struct energies {
  slice_transform *scale; ///< [nscales]; plan NULL: not yet, or empty
} energies;

/// Mean of W^2 over gamma, on the first slice of `map`.
static void energy_map(const s2wav_scale *shape, double *map)
{
  for (int64_t p = 0; p < shape->slice; ++p) {
    double sum = 0;
    for (int g = 0; g < shape->ngamma; ++g) {
      double w = map[g * shape->slice + p];
      sum += w * w;
    }
    map[p] = sum / shape->ngamma;
  }
}

static s2_status energy_of(const s2wav_plan *plan, int i, double *map, slice_transform *t)
{
  const s2wav_scale *shape = &scale_at(plan, i)->shape;
  energy_map(shape, map);
  S2_TRY(slice_transform_make(band_of(plan, i)->grid, shape->L, t));
  return s2fft_forward(t->plan, map, t->alm, NULL, NULL);
}

/// Mean over the sphere of a product of two real fields, degrees l >= 1 that both have.
static double product(const slice_transform *a, const slice_transform *b)
{
  const double *x = (const double *)a->alm, *y = (const double *)b->alm;
  int L = a->L < b->L ? a->L : b->L;
  double sum = 0;
  for (int m = 0; m < L; ++m) {
    for (int l = m > 0 ? m : 1; l < L; ++l) {
      int k = 2 * (l - m);
      sum += (m > 0 ? 2 : 1) * (x[k] * y[k] + x[k + 1] * y[k + 1]);
    }
    x += 2 * (a->L - m);
    y += 2 * (b->L - m);
  }
  return sum / (4 * S2_PI);
}

static double mean_of(const slice_transform *t)
{
  return ((const double *)t->alm)[0] / sqrt(4 * S2_PI);
}

static void correlate(const energies *e, int n, double *out)
{
  for (int j = 0; j < n; ++j)
    for (int k = 0; k < n; ++k) {
      const slice_transform *a = &e->scale[j], *b = &e->scale[k];
      double scale = a->plan != NULL && b->plan != NULL ? mean_of(a) * mean_of(b) : 0;
      out[j * n + k] = scale > 0 ? product(a, b) / scale : 0;
    }
}

// ------------------------------------------------------------------ all scales

/// What the callback of the analysis fills.
typedef struct moments_call {
  const s2wav_plan *plan;
  s2wav_moments *moments;
  energies *energy; ///< NULL: not wanted
} moments_call;

static s2_status take(void *user, int i, const s2wav_scale *shape, double *map)
{
  moments_call *c = user;
  double *area;
  c->moments[i - S2WAV_SCALING] = (s2wav_moments){0};
  if (shape->empty) return S2_OK;
  S2_TRY(slice_area_map(band_of(c->plan, i)->grid, &area));
  c->moments[i - S2WAV_SCALING] = moments_of(shape, area, map);
  s2_priv_free(area);
  if (c->energy == NULL || i == S2WAV_SCALING) return S2_OK;
  return energy_of(c->plan, i, map, &c->energy->scale[i]);
}

s2_status s2wav_moments_compute(const s2wav_plan *plan, const s2_complex *flm,
                                s2wav_moments *moments, double *energy)
{
  energies e;
  S2_REQUIRE(plan != NULL && flm != NULL && moments != NULL, "plan, flm or moments is NULL");
  e.scale = s2_priv_alloc((size_t)plan->nscales, sizeof *e.scale);
  if (e.scale == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d scales", plan->nscales);
  moments_call c = {plan, moments, energy != NULL ? &e : NULL};
  s2_status status = s2wav_lm_analysis_each(plan, flm, take, &c, NULL);
  if (status == S2_OK && energy != NULL) correlate(&e, plan->nscales, energy);
  for (int i = 0; i < plan->nscales; ++i) slice_transform_free(&e.scale[i]);
  s2_priv_free(e.scale);
  return status;
}
