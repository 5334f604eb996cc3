// SPDX-License-Identifier: MIT
#include "alm.h"
#include <math.h>
#include <s2common/priv/memory.h>
#include <s2fft/spectra.h>
#include <string.h>

static s2fft_layout native(bool complex)
{
  return complex ? S2FFT_LAYOUT_SQUARE : S2FFT_LAYOUT_TRIANGLE;
}

s2_status cli_alm_create(cli_alm **alm, int L, int mmax, bool complex, int n)
{
  *alm = NULL;
  S2_REQUIRE(mmax < L, "--mmax %d is outside 0 .. L-1 = %d", mmax, L - 1);
  int64_t size = s2fft_layout_size(native(complex), L, mmax);
  S2_REQUIRE(size > 0 && n > 0, "band-limit %d is outside 1 .. %d", L, S2FFT_L_MAX);
  *alm = s2_priv_alloc(1, sizeof **alm);
  s2_complex *values = s2_priv_alloc((size_t)size * (size_t)n, sizeof *values);
  if (*alm == NULL || values == NULL) {
    s2_priv_free(values);
    s2_priv_free(*alm);
    *alm = NULL;
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %d x %lld coefficients", n, (long long)size);
  }
  **alm = (cli_alm){.L = L, .mmax = mmax < 0 ? L - 1 : mmax, .complex = complex, .n = n,
                    .size = size, .values = values};
  return S2_OK;
}

void cli_alm_destroy(cli_alm *alm)
{
  if (alm == NULL) return;
  s2_priv_free(alm->values);
  s2_priv_free(alm);
}

s2_status cli_alm_resize(cli_alm **alm, int L, int mmax)
{
  cli_alm *from = *alm, *to;
  if (mmax < 0) mmax = from->mmax < L - 1 ? from->mmax : L - 1;
  if (from->L == L && from->mmax == mmax) return S2_OK;
  S2_TRY(cli_alm_create(&to, L, mmax, from->complex, from->n));
  s2fft_shape old = {native(from->complex), from->L, from->mmax};
  s2fft_shape new = {native(from->complex), L, mmax};
  s2_status status = S2_OK;
  for (int i = 0; i < from->n && status == S2_OK; i++)
    status = s2fft_layout_convert(&old, from->values + i * from->size, &new,
                                  to->values + i * to->size);
  snprintf(to->about, sizeof to->about, "%s", from->about);
  *alm = to;
  cli_alm_destroy(from);
  return status;
}

s2_status cli_alm_subtract(cli_alm *alm, const cli_alm *other)
{
  S2_REQUIRE(alm->L == other->L && alm->mmax == other->mmax,
             "band-limits %d and %d (mmax %d and %d) differ: give --band-limit", alm->L, other->L,
             alm->mmax, other->mmax);
  S2_REQUIRE(alm->n == other->n && alm->complex == other->complex,
             "%d fields cannot be subtracted from %d", other->n, alm->n);
  double *a = (double *)alm->values;
  const double *b = (const double *)other->values;
  for (int64_t i = 0; i < 2 * alm->n * alm->size; i++) a[i] -= b[i];
  return S2_OK;
}

void cli_alm_statistics(const cli_alm *alm, double *max, double *rms)
{
  const double *a = (const double *)alm->values;
  int64_t count = alm->n * alm->size;
  double squares = 0;
  *max = 0;
  for (int64_t i = 0; i < count; i++) {
    *max = fmax(*max, hypot(a[2 * i], a[2 * i + 1]));
    squares += a[2 * i] * a[2 * i] + a[2 * i + 1] * a[2 * i + 1];
  }
  *rms = sqrt(squares / (double)count);
}

s2_status cli_alm_smooth(const cli_run *run, cli_alm *alm)
{
  const double arcmin = 2.908882086657216e-4;
  if (run->options.fwhm == 0) return S2_OK;
  USAGE_REQUIRE(!alm->complex, "--fwhm needs coefficients of real fields");
  double *beam = s2_priv_alloc((size_t)alm->L, sizeof *beam);
  s2_status status = beam != NULL ? S2_OK : S2_FAIL(S2_ERR_MEMORY, "no memory for a beam");
  for (int i = 0; i < alm->n && status == S2_OK; i++) {
    int spin = run->options.pol ? (i > 0 ? 2 : 0) : run->options.spin;
    s2_complex *field = alm->values + i * alm->size;
    status = s2fft_window_gaussian(alm->L, run->options.fwhm * arcmin, spin, beam);
    if (status == S2_OK) status = s2fft_window_apply(alm->L, alm->mmax, beam, field, field);
  }
  s2_priv_free(beam);
  return status;
}
