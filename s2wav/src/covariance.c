// SPDX-License-Identifier: MIT
// What wavelet coefficients of isotropic random fields are expected to be.
#include "tiling.h"
#include <math.h>
#include <s2common/priv/constants.h>

static s2_status check_spectrum(const s2wav_tiling *tiling, const double *cl)
{
  S2_REQUIRE(tiling != NULL && cl != NULL, "%s is NULL", tiling == NULL ? "tiling" : "cl");
  for (int l = 0; l < tiling->L; ++l)
    S2_REQUIRE(isfinite(cl[l]) && cl[l] >= 0, "cl[%d] = %g is not a finite number >= 0", l, cl[l]);
  return S2_OK;
}

s2_status s2wav_tiling_variance(const s2wav_tiling *tiling, const double *cl, double *variance)
{
  S2_TRY(check_spectrum(tiling, cl));
  S2_REQUIRE(variance != NULL, "variance is NULL");
  for (int i = S2WAV_SCALING; i < tiling->nscales; ++i) {
    const double *kappa = s2wav_tiling_kappa(tiling, i);
    double sum = 0, volume = i == S2WAV_SCALING ? 4 * S2_PI : 8 * S2_PI * S2_PI;
    for (int l = 0; l < tiling->L; ++l) sum += cl[l] * (2 * l + 1) * kappa[l] * kappa[l];
    variance[i + 1] = sum / volume;
  }
  return S2_OK;
}

/// sum_n s_n conj(t_n) e^{i n gamma} of two bands; s_n = t_n of wavelets, sqrt(2 pi) at n = 0 alone
/// of the scaling map.
static double overlap(const double *row, int N, int nscaling, double gamma)
{
  double sum = 0;
  if (nscaling == 2) return 2 * S2_PI;
  if (nscaling == 1) return sqrt(2 * S2_PI) * row[2 * (N - 1)]; // 0 for an even N
  for (int n = 1 - N; n < N; ++n) {
    const double *s = row + 2 * (N - 1 + n);
    sum += (s[0] * s[0] + s[1] * s[1]) * cos(n * gamma);
  }
  return sum;
}

s2_status s2wav_tiling_covariance(const s2wav_tiling *tiling, const double *cl, int i, int k,
                                  double gamma, double *covariance)
{
  S2_TRY(check_spectrum(tiling, cl));
  int last = tiling->nscales - 1, N = tiling->o.N, L = tiling->L;
  S2_REQUIRE(tiling_has_scale(tiling, i), "i = %d is outside %d .. %d", i, S2WAV_SCALING, last);
  S2_REQUIRE(tiling_has_scale(tiling, k), "k = %d is outside %d .. %d", k, S2WAV_SCALING, last);
  S2_REQUIRE(isfinite(gamma), "gamma = %g is not finite", gamma);
  S2_REQUIRE(covariance != NULL, "covariance is NULL");
  double *row = s2_priv_alloc(2 * (2 * (size_t)N - 1), sizeof *row);
  if (row == NULL) return S2_FAIL(S2_ERR_MEMORY, "row of N = %d", N);
  const double *a = s2wav_tiling_kappa(tiling, i), *b = s2wav_tiling_kappa(tiling, k);
  int nscaling = (i == S2WAV_SCALING) + (k == S2WAV_SCALING);
  double sum = 0, same = 0; // rows are the same from l = N on
  for (int l = 0; l < L; ++l) {
    if (l <= N) {
      direction_row(N, l, row);
      same = overlap(row, N, nscaling, gamma);
    }
    sum += cl[l] * (2 * l + 1) / (8 * S2_PI * S2_PI) * a[l] * b[l] * same;
  }
  s2_priv_free(row);
  *covariance = sum;
  return S2_OK;
}
