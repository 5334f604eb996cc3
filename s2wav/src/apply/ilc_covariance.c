// SPDX-License-Identifier: MIT
// Covariances of the channels of one scale.
#include "ilc.h"
#include <math.h>
#include <s2fft/layout.h>

/// Mean over orientations of the product of two channels, at every sample of a slice.
static void product(const ilc_scale *s, int c, int d, double *out)
{
  int64_t slice = s->shape->slice;
  for (int64_t p = 0; p < slice; ++p) {
    double sum = 0;
    for (int g = 0; g < s->shape->ngamma; ++g)
      sum += s->map[c][g * slice + p] * s->map[d][g * slice + p];
    out[p] = sum / s->shape->ngamma;
  }
}

s2_status ilc_covariance_local(const ilc_scale *s, double sigma)
{
  slice_transform t;
  int L = s->shape->L;
  S2_TRY(slice_transform_make(s->grid, L, &t));
  double *gauss = s2_priv_alloc((size_t)L, sizeof *gauss);
  s2_status status = gauss != NULL ? S2_OK : S2_FAIL(S2_ERR_MEMORY, "%d degrees", L);
  for (int l = 0; status == S2_OK && l < L; ++l)
    gauss[l] = exp(-0.5 * l * (l + 1.0) * sigma * sigma);
  for (int c = 0; c < s->channels; ++c)
    for (int d = 0; d <= c && status == S2_OK; ++d) {
      double *out = s->covariance + ilc_pair(c, d) * s->shape->slice;
      product(s, c, d, out);
      status = slice_convolve(&t, gauss, out);
    }
  s2_priv_free(gauss);
  slice_transform_free(&t);
  return status;
}

s2_status ilc_covariance_uniform(const ilc_scale *s)
{
  double *area, *work = s2_priv_alloc((size_t)s->shape->slice, sizeof *work);
  if (work == NULL) return S2_FAIL(S2_ERR_MEMORY, "%lld samples", (long long)s->shape->slice);
  s2_status status = slice_area_map(s->grid, &area);
  for (int c = 0; c < s->channels; ++c)
    for (int d = 0; d <= c && status == S2_OK; ++d) {
      product(s, c, d, work);
      s->covariance[ilc_pair(c, d)] = slice_mean(area, s->shape->slice, work);
    }
  s2_priv_free(area);
  s2_priv_free(work);
  return status;
}

void ilc_covariance_degrees(const ilc_scale *s, const s2wav_plan *plan,
                            const s2_complex *const *flm, int L)
{
  s2fft_layout layout = layout_of(plan, S2FFT_REAL);
  for (int c = 0; c < s->channels; ++c)
    for (int d = 0; d <= c; ++d) {
      const double *x = (const double *)flm[c], *y = (const double *)flm[d];
      double sum = 0;
      for (int l = 1; l < L; ++l)
        for (int m = 0; m <= l; ++m) {
          int64_t k = 2 * s2fft_layout_index(layout, plan->L, -1, l, m);
          sum += (m > 0 ? 2 : 1) * (x[k] * y[k] + x[k + 1] * y[k + 1]);
        }
      s->covariance[ilc_pair(c, d)] = sum;
    }
}
