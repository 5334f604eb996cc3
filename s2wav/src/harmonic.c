// SPDX-License-Identifier: MIT
// Wavelet coefficients without pixels: diagonal in (l, m, n).
#include "coefs.h"
#include "engine.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2wav/harmonic.h>
#include <stdlib.h>

/// A typed function's arguments.
typedef struct lmn_call {
  const char *function;
  wave_op op;
  s2fft_field field;
  const s2wav_plan *plan;
  s2_complex *flm, *wlmn, *slm;
} lmn_call;

// ------------------------------------------------------------------ places

static int64_t order_size(const s2wav_plan *plan, int i)
{
  int64_t L = band_of(plan, i)->L;
  return L * L;
}

static int64_t scale_offset(const s2wav_plan *plan, s2fft_field field, int i)
{
  int64_t offset = 0;
  for (int k = 0; k < i; ++k)
    offset += order_size(plan, k) * orders_of(band_of(plan, k), field).count;
  return offset;
}

int64_t s2wav_lmn_size(const s2wav_plan *plan, s2fft_field field)
{
  if (field != S2FFT_REAL && field != S2FFT_COMPLEX) return 0;
  return scale_offset(plan, field, plan->nscales);
}

int64_t s2wav_lmn_index(const s2wav_plan *plan, s2fft_field field, int i, int l, int m, int n)
{
  if (s2wav_lmn_size(plan, field) == 0 || i < 0 || i >= plan->nscales) return -1;
  const band *b = band_of(plan, i);
  s2fft_priv_orders o = orders_of(b, field);
  int k = (n - o.first) / o.step;
  if (n < o.first || (n - o.first) % o.step != 0 || k >= o.count) return -1;
  if (l < 0 || l >= b->L || m < -l || m > l) return -1;
  return scale_offset(plan, field, i) + k * order_size(plan, i) + (int64_t)l * l + l + m;
}

// ------------------------------------------------------------------ factors

/// Complex factor of one degree: sqrt(8 pi^2/(2l+1)) kappa conj(s) of the analysis, sqrt((2l+1)/8
/// pi^2) kappa s of the synthesis, and the conjugates of both.
static void factor_of(const lmn_call *c, int i, int l, int n, double f[2])
{
  const double *s = direction_row(c->plan, l) + 2 * (c->plan->N - 1 + n);
  double root = sqrt(8 * S2_PI * S2_PI / (2 * l + 1)), kappa = scale_at(c->plan, i)->kappa[l];
  int analysis = c->op == WAVE_ANALYSIS || c->op == WAVE_ANALYSIS_ADJOINT;
  double size = analysis ? root * kappa : kappa / root;
  f[0] = size * s[0];
  f[1] = goes_to_maps(c->op) ? -size * s[1] : size * s[1];
}

/// to = f a
static void product(const double f[2], const double *a, double *to)
{
  double re = f[0] * a[0] - f[1] * a[1];
  to[1] = f[0] * a[1] + f[1] * a[0];
  to[0] = re;
}

// ------------------------------------------------------------------ one degree

/// One degree of one order of a scale.
static void degree_to_scale(const double f[2], int l, const double *row, double *w)
{
  for (int m = -l; m <= l; ++m) product(f, row + 2 * m, w + 2 * m);
}

/// Added; of real signals n = 0 counts half, see coefs_add().
static void degree_to_signal(const double f[2], int l, const double *w, double *row)
{
  for (int m = -l; m <= l; ++m) {
    double v[2];
    product(f, w + 2 * m, v);
    row[2 * m] += v[0];
    row[2 * m + 1] += v[1];
  }
}
