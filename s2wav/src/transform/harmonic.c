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
  const double *s = direction_at(c->plan, l, n);
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

// ------------------------------------------------------------------ to scales

static coefs signal_of(const lmn_call *c)
{
  return (coefs){layout_of(c->plan, c->field), c->plan->L, c->field == S2FFT_REAL, 0, c->flm};
}

static coefs scaling_of(const lmn_call *c)
{
  coefs scaling = signal_of(c);
  scaling.L = c->plan->band[0].L;
  scaling.data = c->slm;
  return scaling;
}

/// Coefficient (l, m) of order n of scale i, for all n of one degree.
static void degree_to_scale(const lmn_call *c, int i, int l, const coefs *signal)
{
  const band *b = band_of(c->plan, i);
  s2fft_priv_orders o = orders_of(b, c->field);
  int64_t offset = scale_offset(c->plan, c->field, i), size = order_size(c->plan, i);
  for (int k = 0; k < o.count; ++k) {
    double f[2] = {0, 0}, v[2];
    double *w = (double *)(c->wlmn + offset + k * size + (int64_t)l * l + l);
    int n = o.first + k * o.step;
    if (l >= abs(n)) factor_of(c, i, l, n, f);
    for (int m = -l; m <= l; ++m) {
      coefs_get(signal, l, m, v);
      product(f, v, w + pairs(m));
    }
  }
}

static void degree_to_scaling(const lmn_call *c, int l, const coefs *signal, const coefs *scaling)
{
  double v[2], kappa = scale_at(c->plan, S2WAV_SCALING)->kappa[l];
  for (int m = scaling->layout == S2FFT_LAYOUT_TRIANGLE ? 0 : -l; m <= l; ++m) {
    coefs_get(signal, l, m, v);
    coefs_put(scaling, l, m, (double[2]){kappa * v[0], kappa * v[1]});
  }
}

static void to_scales(const lmn_call *c)
{
  coefs signal = signal_of(c), scaling = scaling_of(c);
  for (int i = 0; i < c->plan->nscales; ++i)
    for (int l = 0; l < band_of(c->plan, i)->L; ++l) degree_to_scale(c, i, l, &signal);
  if (c->slm == NULL) return;
  coefs_clear(&scaling);
  for (int l = 0; l < scaling.L; ++l) degree_to_scaling(c, l, &signal, &scaling);
}

// ------------------------------------------------------------------ from scales

/// What scale i gives to coefficient (l, m) of the signal through the orders that are kept.
static void sum_orders(const lmn_call *c, int i, int l, int m, double sum[2])
{
  const band *b = band_of(c->plan, i);
  s2fft_priv_orders o = orders_of(b, c->field);
  int64_t offset = scale_offset(c->plan, c->field, i), size = order_size(c->plan, i);
  for (int k = 0; k < o.count; ++k) {
    double f[2], v[2];
    int n = o.first + k * o.step;
    if (l < abs(n)) continue;
    factor_of(c, i, l, n, f);
    product(f, (double *)(c->wlmn + offset + k * size + (int64_t)l * l + l + m), v);
    double weight = c->field == S2FFT_REAL && n == 0 ? 0.5 : 1; // see fold()
    sum[0] += weight * v[0];
    sum[1] += weight * v[1];
  }
}

/// Orders n < 0 of a real signal: (-1)^m conj of what n > 0 gives at -m; n = 0 came in halves.
static void fold(int m, const double minus[2], double sum[2])
{
  double sign = m & 1 ? -1 : 1;
  sum[0] += sign * minus[0];
  sum[1] -= sign * minus[1];
}

static void signal_coefficient(const lmn_call *c, int l, int m, const coefs *scaling, double sum[2])
{
  double minus[2] = {0, 0}, v[2];
  for (int i = 0; i < c->plan->nscales; ++i) {
    if (l >= band_of(c->plan, i)->L) continue;
    sum_orders(c, i, l, m, sum);
    if (c->field == S2FFT_REAL) sum_orders(c, i, l, -m, minus);
  }
  if (c->field == S2FFT_REAL) fold(m, minus, sum);
  if (c->slm == NULL || l >= scaling->L) return;
  coefs_get(scaling, l, m, v);
  double kappa = scale_at(c->plan, S2WAV_SCALING)->kappa[l];
  sum[0] += kappa * v[0];
  sum[1] += kappa * v[1];
}

static void from_scales(const lmn_call *c)
{
  coefs signal = signal_of(c), scaling = scaling_of(c);
  coefs_clear(&signal);
  for (int l = 0; l < c->plan->L; ++l)
    for (int m = signal.layout == S2FFT_LAYOUT_TRIANGLE ? 0 : -l; m <= l; ++m) {
      double sum[2] = {0, 0};
      signal_coefficient(c, l, m, &scaling, sum);
      coefs_put(&signal, l, m, sum);
    }
}

// ------------------------------------------------------------------ typed functions

static s2_status run(const lmn_call *c)
{
  REQUIRE_FOR(c->function, c->plan != NULL, "plan is NULL");
  REQUIRE_FOR(c->function, c->flm != NULL, "flm is NULL");
  REQUIRE_FOR(c->function, c->wlmn != NULL, "wlmn is NULL");
  REQUIRE_FOR(c->function, c->field == S2FFT_COMPLEX || c->plan->spin == 0,
              "real signals have spin 0, the tiling is for spin = %d", c->plan->spin);
  (goes_to_maps(c->op) ? to_scales : from_scales)(c);
  return S2_OK;
}

#define RUN(op, field)                                                                             \
  return run(&(lmn_call){__func__, op, field, plan, (s2_complex *)flm, (s2_complex *)wlmn,         \
                         (s2_complex *)slm})

#define TO_SCALES(name, op, field)                                                                 \
  s2_status name(const s2wav_plan *plan, const s2_complex *flm, s2_complex *wlmn, s2_complex *slm) \
  {                                                                                                \
    RUN(op, field);                                                                                \
  }
#define FROM_SCALES(name, op, field)                                                               \
  s2_status name(const s2wav_plan *plan, const s2_complex *wlmn, const s2_complex *slm,            \
                 s2_complex *flm)                                                                  \
  {                                                                                                \
    RUN(op, field);                                                                                \
  }

TO_SCALES(s2wav_lmn_analysis, WAVE_ANALYSIS, S2FFT_REAL)
FROM_SCALES(s2wav_lmn_synthesis, WAVE_SYNTHESIS, S2FFT_REAL)
FROM_SCALES(s2wav_lmn_analysis_adjoint, WAVE_ANALYSIS_ADJOINT, S2FFT_REAL)
TO_SCALES(s2wav_lmn_synthesis_adjoint, WAVE_SYNTHESIS_ADJOINT, S2FFT_REAL)
TO_SCALES(s2wav_lmn_analysis_complex, WAVE_ANALYSIS, S2FFT_COMPLEX)
FROM_SCALES(s2wav_lmn_synthesis_complex, WAVE_SYNTHESIS, S2FFT_COMPLEX)
FROM_SCALES(s2wav_lmn_analysis_adjoint_complex, WAVE_ANALYSIS_ADJOINT, S2FFT_COMPLEX)
TO_SCALES(s2wav_lmn_synthesis_adjoint_complex, WAVE_SYNTHESIS_ADJOINT, S2FFT_COMPLEX)
