// SPDX-License-Identifier: MIT
#include "wavelet.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2fft/rotate.h>
#include <s2wav/wavelet.h>
#include <string.h>

s2_status wavelet_fill(const s2wav_tiling *tiling, int i, int L, s2_complex *flm)
{
  int N = s2wav_tiling_N(tiling), scaling = i == S2WAV_SCALING;
  const double *kappa = s2wav_tiling_kappa(tiling, i);
  s2_complex *row = s2_priv_alloc(2 * (size_t)N - 1, sizeof *row);
  if (row == NULL) return S2_FAIL(S2_ERR_MEMORY, "row of N = %d", N);
  const double *s = (const double *)row;
  s2_status status = S2_OK;
  memset(flm, 0, (size_t)L * (2 * (size_t)L - 1) * sizeof *flm);
  for (int l = 0; l < L && status == S2_OK; ++l) {
    double scale = sqrt((2 * l + 1) / (scaling ? 4 * S2_PI : 8 * S2_PI * S2_PI)) * kappa[l];
    double *f = (double *)flm + 2 * ((int64_t)l * (2 * L - 1) + L - 1);
    int most = scaling ? -1 : l < N - 1 ? l : N - 1;
    if (scaling) f[0] = scale;
    if (!scaling) status = s2wav_tiling_row(tiling, l, row);
    for (int n = -most; n <= most; ++n) {
      f[2 * n] = scale * s[2 * (N - 1 + n)];
      f[2 * n + 1] = scale * s[2 * (N - 1 + n) + 1];
    }
  }
  s2_priv_free(row);
  return status;
}

s2_status s2wav_wavelet(const s2wav_tiling *tiling, int i, const s2fft_euler *angles,
                        s2_complex *flm)
{
  S2_REQUIRE(tiling != NULL && flm != NULL, "%s is NULL", tiling == NULL ? "tiling" : "flm");
  int n = s2wav_tiling_nscales(tiling), L = s2wav_tiling_L(tiling);
  S2_REQUIRE(i >= S2WAV_SCALING && i < n, "i = %d is outside %d .. %d", i, S2WAV_SCALING, n - 1);
  S2_TRY(wavelet_fill(tiling, i, L, flm));
  return angles == NULL ? S2_OK : s2fft_rotate_complex(L, angles, flm, flm, NULL);
}
