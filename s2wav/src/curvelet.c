// SPDX-License-Identifier: MIT
#include <s2wav/curvelet.h>

#include "lowpass.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2fft/wigner.h>
#include <string.h>

// ------------------------------------------------------------------ rows

static s2_status check(const s2wav_tiling *t, int i)
{
  S2_REQUIRE(t != NULL, "tiling is NULL");
  S2_REQUIRE(i >= 0 && i < t->nscales, "i = %d is outside 0 .. %d", i, t->nscales - 1);
  return S2_OK;
}

/// -spin / lambda^j; other families peak elsewhere.
static double cos_theta(const s2wav_tiling *t, int i)
{
  const s2wav_band *band = &t->band[i + 1];
  double peak = lowpass_is_step(t->o.kernel) ? lowpass_power(t->o.lambda, band->j) : band->peak;
  return peak > 0 ? fmax(-1, fmin(1, -t->o.spin / peak)) : 0;
}

/// `other` is scratch [2l+1].
static s2_status fill_row(int l, double cosine, double *row, double *other)
{
  if (l == 0) {
    row[0] = 0;
    return S2_OK;
  }
  double cos_half = sqrt((1 + cosine) / 2), sin_half = sqrt((1 - cosine) / 2);
  double sign = l % 2 == 0 ? 1 : -1;
  S2_TRY(s2fft_wigner_row(l, l, cos_half, sin_half, row));
  S2_TRY(s2fft_wigner_row(l, -l, cos_half, sin_half, other));
  for (int n = 0; n <= 2 * l; ++n) row[n] = sqrt(0.5) * (row[n] + sign * other[n]);
  return S2_OK;
}

s2_status s2wav_curvelet_row(const s2wav_tiling *tiling, int i, int l, double *row)
{
  S2_TRY(check(tiling, i));
  S2_REQUIRE(l >= 0 && l < tiling->L, "l = %d is outside 0 .. %d", l, tiling->L - 1);
  S2_REQUIRE(row != NULL, "row is NULL");
  double *other = s2_priv_alloc(2 * (size_t)l + 1, sizeof *other);
  if (other == NULL) return S2_FAIL(S2_ERR_MEMORY, "row of l = %d", l);
  s2_status status = fill_row(l, cos_theta(tiling, i), row, other);
  s2_priv_free(other);
  return status;
}

// ------------------------------------------------------------------ transforms

int64_t s2wav_curvelet_size(const s2wav_tiling *tiling, int i)
{
  if (i < 0 || i >= tiling->nscales) return 0;
  int64_t L = tiling->band[i + 1].L;
  return (2 * L - 1) * (2 * L - 1) * L;
}

/// One scale in one direction: `wlmn` from `flm` or back. `inverted`: the factor of degree l is
/// sqrt(8 pi^2 / (2l+1)) instead of its inverse.
typedef struct job {
  int to_curvelets, inverted;
  s2_complex *flm, *wlmn;
} job;

static void visit_degree(const job *w, int L, int l, double factor, const double *row)
{
  int64_t width = 2 * (int64_t)L - 1;
  for (int n = -l; n <= l; ++n) {
    s2_complex *f = w->flm + (int64_t)l * l + l;
    s2_complex *c = w->wlmn + ((L - 1 + n) * (int64_t)L + l) * width + L - 1;
    double r = factor * row[l + n];
    for (int m = -l; m <= l; ++m)
      if (w->to_curvelets)
        c[m] = r * f[m];
      else
        f[m] += r * c[m];
  }
}

static s2_status visit(const s2wav_tiling *t, int i, const job *w)
{
  S2_TRY(check(t, i));
  S2_REQUIRE(w->flm != NULL && w->wlmn != NULL, "%s is NULL", w->flm == NULL ? "flm" : "wlmn");
  int L = t->band[i + 1].L;
  double *row = s2_priv_alloc(2 * (2 * (size_t)L - 1), sizeof *row);
  if (row == NULL) return S2_FAIL(S2_ERR_MEMORY, "rows of L = %d", L);
  if (w->to_curvelets) memset(w->wlmn, 0, (size_t)s2wav_curvelet_size(t, i) * sizeof *w->wlmn);
  s2_status status = S2_OK;
  const double *kappa = s2wav_tiling_kappa(t, i);
  for (int l = 0; l < L && status == S2_OK; ++l) {
    double factor = sqrt((2 * l + 1) / (8 * S2_PI * S2_PI));
    if (kappa[l] == 0) continue;
    status = fill_row(l, cos_theta(t, i), row, row + 2 * L - 1);
    if (status == S2_OK) visit_degree(w, L, l, kappa[l] * (w->inverted ? 1 / factor : factor), row);
  }
  s2_priv_free(row);
  return status;
}

s2_status s2wav_curvelet_analysis(const s2wav_tiling *tiling, int i, const s2_complex *flm,
                                  s2_complex *wlmn)
{
  return visit(tiling, i, &(job){1, 1, (s2_complex *)flm, wlmn});
}

s2_status s2wav_curvelet_synthesis(const s2wav_tiling *tiling, int i, const s2_complex *wlmn,
                                   s2_complex *flm)
{
  return visit(tiling, i, &(job){0, 0, flm, (s2_complex *)wlmn});
}

s2_status s2wav_curvelet_analysis_adjoint(const s2wav_tiling *tiling, int i, const s2_complex *wlmn,
                                          s2_complex *flm)
{
  return visit(tiling, i, &(job){0, 1, flm, (s2_complex *)wlmn});
}

s2_status s2wav_curvelet_synthesis_adjoint(const s2wav_tiling *tiling, int i, const s2_complex *flm,
                                           s2_complex *wlmn)
{
  return visit(tiling, i, &(job){1, 0, (s2_complex *)flm, wlmn});
}
