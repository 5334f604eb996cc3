// SPDX-License-Identifier: MIT
// Tables of low-pass functions: checks, and tables from lists of peaks.
#include <s2wav/lowpass.h>

#include "lowpass.h"
#include <math.h>

s2_status lowpass_check_table(int L, const s2wav_tiling_options *o)
{
  S2_REQUIRE(o->lowpass != NULL, "lowpass is NULL");
  for (int j = 0; j <= o->J_max + 1; ++j)
    for (int l = 0; l < L; ++l) {
      double value = o->lowpass[(int64_t)j * L + l];
      S2_REQUIRE(value >= -LOWPASS_GUARD && value <= 1 + LOWPASS_GUARD,
                 "lowpass: K_%d(%d) = %.17g is outside 0 .. 1", j, l, value);
      double below = j > 0 ? o->lowpass[(int64_t)(j - 1) * L + l] : 0;
      S2_REQUIRE(value >= below - LOWPASS_GUARD,
                 "lowpass: K_%d(%d) = %.17g is less than K_%d(%d) = %.17g: the admissibility error "
                 "is %.3g at j = %d, l = %d",
                 j, l, value, j - 1, l, below, below - value, j - 1, l);
    }
  double mean = o->lowpass[(int64_t)o->J_min * L];
  S2_REQUIRE(mean >= 1 - LOWPASS_GUARD,
             "lowpass: K_%d(0) = %.17g, not 1: no wavelet sees l = 0, the admissibility error is "
             "%.3g at l = 0",
             o->J_min, mean, 1 - mean);
  for (int l = 0; l < L; ++l) {
    double last = o->lowpass[(int64_t)(o->J_max + 1) * L + l];
    S2_REQUIRE(
        fabs(1 - last) <= LOWPASS_GUARD,
        "lowpass: K_%d(%d) = %.17g, not 1: the admissibility error is %.3g at j = %d, l = %d",
        o->J_max + 1, l, last, 1 - last, o->J_max, l);
  }
  return S2_OK;
}

// ------------------------------------------------------------------ lists of peaks

static s2_status check_peaks(int L, s2wav_kernel kernel, int npeaks, const double *peaks)
{
  S2_REQUIRE(L >= 1 && L <= S2FFT_L_MAX, "L = %d is outside 1 .. %d", L, S2FFT_L_MAX);
  S2_REQUIRE(lowpass_is_step(kernel), "kernel = %d is not scale-discretised, needlet or cosine",
             (int)kernel);
  S2_REQUIRE(npeaks >= 2 && npeaks <= TILING_SCALES_MAX + 1, "npeaks = %d is outside 2 .. %d",
             npeaks, TILING_SCALES_MAX + 1);
  S2_REQUIRE(peaks != NULL, "peaks is NULL");
  S2_REQUIRE(peaks[0] > 0 || (peaks[0] == 0 && kernel == S2WAV_COSINE),
             "peaks[0] = %g is not positive (only cosine kernels begin at 0)", peaks[0]);
  for (int i = 1; i < npeaks; ++i)
    S2_REQUIRE(isfinite(peaks[i]) && peaks[i] > peaks[i - 1],
               "peaks[%d] = %g is not above peaks[%d] = %g", i, peaks[i], i - 1, peaks[i - 1]);
  return S2_OK;
}

s2_status s2wav_lowpass_from_peaks(int L, s2wav_kernel kernel, s2wav_quadrature rule, int npeaks,
                                   const double *peaks, double *lowpass)
{
  quadrature q;
  S2_TRY(check_peaks(L, kernel, npeaks, peaks));
  S2_REQUIRE(rule == S2WAV_TRAPEZOID || rule == S2WAV_EXACT, "rule = %d is outside 0 .. 1",
             (int)rule);
  S2_REQUIRE(lowpass != NULL, "lowpass is NULL");
  S2_TRY(quadrature_make(rule, &q));
  for (int i = 0; i + 1 < npeaks; ++i) {
    lowpass_step step = {peaks[i], peaks[i + 1], peaks[i + 1] / peaks[i]};
    lowpass_row(L, kernel, &q, &step, lowpass + (int64_t)i * L);
  }
  for (int l = 0; l < L; ++l) lowpass[(int64_t)(npeaks - 1) * L + l] = 1;
  return S2_OK;
}

// ------------------------------------------------------------------ hybrid tilings

static s2_status check_blocks(int L, int nblocks, const double *lambda, const double *transition)
{
  S2_REQUIRE(L >= 1 && L <= S2FFT_L_MAX, "L = %d is outside 1 .. %d", L, S2FFT_L_MAX);
  S2_REQUIRE(nblocks >= 1 && nblocks <= TILING_SCALES_MAX, "nblocks = %d is outside 1 .. %d",
             nblocks, TILING_SCALES_MAX);
  S2_REQUIRE(lambda != NULL && (transition != NULL || nblocks == 1),
             "lambda or transition is NULL");
  for (int k = 0; k < nblocks; ++k)
    S2_REQUIRE(lambda[k] > 1 && lambda[k] <= S2FFT_L_MAX, "lambda[%d] = %g is outside (1, %d]", k,
               lambda[k], S2FFT_L_MAX);
  for (int k = 0; k + 1 < nblocks; ++k)
    S2_REQUIRE(isfinite(transition[k]) && transition[k] > (k > 0 ? transition[k - 1] : 0),
               "transition[%d] = %g is not above %g", k, transition[k],
               k > 0 ? transition[k - 1] : 0);
  return S2_OK;
}

s2_status s2wav_hybrid_peaks(int L, int nblocks, const double *lambda, const double *transition,
                             int max_peaks, double *peaks, int *npeaks)
{
  S2_TRY(check_blocks(L, nblocks, lambda, transition));
  S2_REQUIRE(npeaks != NULL, "npeaks is NULL");
  S2_REQUIRE(max_peaks >= 0 && (peaks != NULL || max_peaks == 0), "peaks is NULL");
  double last = L * (1 - LOWPASS_GUARD), peak = 1 / lambda[0];
  int count = 0, k = 0;
  for (int more = 1; more; ++count) {
    S2_REQUIRE(count <= TILING_SCALES_MAX, "the tiling has more than %d scales", TILING_SCALES_MAX);
    if (count < max_peaks) peaks[count] = peak;
    more = count < 1 || peak < last;
    while (k + 1 < nblocks && peak >= transition[k] * (1 - LOWPASS_GUARD)) ++k;
    peak = count == 0 ? 1 : peak * lambda[k];
  }
  *npeaks = count;
  S2_REQUIRE(peaks == NULL || count <= max_peaks, "max_peaks = %d: there are %d peaks", max_peaks,
             count);
  return S2_OK;
}
