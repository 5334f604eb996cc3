// SPDX-License-Identifier: MIT
#include "lowpass.h"
#include <math.h>
#include <s2common/priv/options.h>
#include <stdlib.h>

// ------------------------------------------------------------------ options

static const s2wav_tiling_options defaults = {
    .struct_size = sizeof defaults,
    .lambda = 2,
    .N = 1,
};

void s2wav_tiling_options_init_sized(s2wav_tiling_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

static int largest_spin(const s2wav_tiling_options *o)
{
  return abs(o->spin) > abs(o->spin0) ? abs(o->spin) : abs(o->spin0);
}

static s2_status check_families(const s2wav_tiling_options *o)
{
  S2_REQUIRE((int)o->kernel >= 0 && o->kernel <= S2WAV_TABLE, "kernel = %d is outside 0 .. %d",
             (int)o->kernel, S2WAV_TABLE);
  S2_REQUIRE(o->quadrature == S2WAV_TRAPEZOID || o->quadrature == S2WAV_EXACT,
             "quadrature = %d is outside 0 .. 1", (int)o->quadrature);
  S2_REQUIRE((int)o->bandlimits >= 0 && o->bandlimits <= S2WAV_BANDLIMITS_TIGHT,
             "bandlimits = %d is outside 0 .. 2", (int)o->bandlimits);
  S2_REQUIRE(o->kernel == S2WAV_TABLE || (o->lambda > 1 && o->lambda <= S2FFT_L_MAX),
             "lambda = %g is outside (1, %d]", o->lambda, S2FFT_L_MAX);
  return S2_OK;
}

/// (-1)^s sqrt((l+s)! / (l-s)!), inverted for s < 0: s spin-lowering steps.
static double lowering(int l, int s)
{
  double product = 1;
  for (int k = 1 - abs(s); k <= abs(s); ++k) product *= sqrt(l + k);
  return (s & 1 ? -1 : 1) * (s >= 0 ? product : 1 / product);
}

static s2_status check(int L, s2wav_tiling_options *o)
{
  S2_REQUIRE(L >= 2 && L <= S2FFT_L_MAX, "L = %d is outside 2 .. %d", L, S2FFT_L_MAX);
  S2_TRY(check_families(o));
  S2_REQUIRE(o->N >= 1 && o->N <= L, "N = %d is outside 1 .. L = %d", o->N, L);
  S2_REQUIRE(o->spin > -L && o->spin < L, "spin = %d is outside %d .. %d", o->spin, 1 - L, L - 1);
  S2_REQUIRE(o->spin0 > -L && o->spin0 < L, "spin0 = %d is outside %d .. %d", o->spin0, 1 - L,
             L - 1);
  S2_REQUIRE(isnormal(lowering(L - 1, o->spin0)), "spin0 = %d: its factor overflows at l = %d",
             o->spin0, L - 1);
  if (o->kernel != S2WAV_TABLE) {
    S2_REQUIRE(log(L) / log(o->lambda) < TILING_SCALES_MAX,
               "lambda = %.17g makes more than %d scales", o->lambda, TILING_SCALES_MAX);
    o->J_max = lowpass_J_max(L, o->lambda);
  }
  S2_REQUIRE(o->J_max >= 1 && o->J_max < TILING_SCALES_MAX, "J_max = %d is outside 1 .. %d",
             o->J_max, TILING_SCALES_MAX - 1);
  S2_REQUIRE(o->J_min >= 0 && o->J_min < o->J_max,
             "J_min = %d is outside 0 .. %d: it must be less than J = %d", o->J_min, o->J_max - 1,
             o->J_max);
  return S2_OK;
}

// ------------------------------------------------------------------ kernels

static void fill_kappa(s2wav_tiling *t, const double *K)
{
  int lmin = largest_spin(&t->o);
  for (int l = 0; l < t->L; ++l) {
    double below = 0, sum = 0, factor = l < lmin ? 0 : lowering(l, t->o.spin0);
    for (int i = S2WAV_SCALING; i < t->nscales; ++i) {
      double low = K[(int64_t)(t->o.J_min + i + 1) * t->L + l];
      double kappa = sqrt(fmax(0, low - below));
      sum += kappa * kappa;
      t->kappa[(int64_t)(i + 1) * t->L + l] = factor * kappa;
      below = low;
    }
    t->error = fmax(t->error, fabs(1 - sum));
  }
}

static s2_status fill(s2wav_tiling *t)
{
  double *K;
  size_t rows = (size_t)t->nscales + 1;
  t->kappa = s2_priv_alloc(rows * (size_t)t->L, sizeof *t->kappa);
  t->band = s2_priv_alloc(rows, sizeof *t->band);
  if (t->kappa == NULL || t->band == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "%d scales of %d degrees", t->nscales, t->L);
  S2_TRY(lowpass_create(t->L, &t->o, &K));
  fill_kappa(t, K);
  s2_priv_free(K);
  bands_fill(t);
  t->o.lowpass = NULL;
  return S2_OK;
}

s2_status s2wav_tiling_create(s2wav_tiling **tiling, int L, const s2wav_tiling_options *options)
{
  s2wav_tiling_options own;
  S2_REQUIRE(tiling != NULL, "tiling is NULL");
  *tiling = NULL;
  S2_ADOPT_OPTIONS("s2wav_tiling_options_init()", options, defaults, &own);
  S2_TRY(check(L, &own));
  s2wav_tiling *t = s2_priv_alloc(1, sizeof *t);
  if (t == NULL) return S2_FAIL(S2_ERR_MEMORY, "tiling");
  *t = (s2wav_tiling){.o = own, .L = L, .nscales = own.J_max - own.J_min + 1};
  s2_status status = fill(t);
  if (status != S2_OK) {
    s2wav_tiling_destroy(t);
    return status;
  }
  *tiling = t;
  return S2_OK;
}

void s2wav_tiling_destroy(s2wav_tiling *tiling)
{
  if (tiling == NULL) return;
  s2_priv_free(tiling->kappa);
  s2_priv_free(tiling->band);
  s2_priv_free(tiling);
}

// ------------------------------------------------------------------ questions

int s2wav_tiling_L(const s2wav_tiling *tiling)
{
  return tiling->L;
}
int s2wav_tiling_N(const s2wav_tiling *tiling)
{
  return tiling->o.N;
}
int s2wav_tiling_spin(const s2wav_tiling *tiling)
{
  return tiling->o.spin;
}
int s2wav_tiling_J_min(const s2wav_tiling *tiling)
{
  return tiling->o.J_min;
}
int s2wav_tiling_J_max(const s2wav_tiling *tiling)
{
  return tiling->o.J_max;
}
int s2wav_tiling_nscales(const s2wav_tiling *tiling)
{
  return tiling->nscales;
}
double s2wav_tiling_error(const s2wav_tiling *tiling)
{
  return tiling->error;
}

int64_t s2wav_tiling_bytes(const s2wav_tiling *tiling)
{
  int64_t rows = tiling->nscales + 1;
  return (int64_t)sizeof *tiling + rows * (int64_t)sizeof *tiling->band +
         rows * tiling->L * (int64_t)sizeof *tiling->kappa;
}

s2_status s2wav_tiling_band(const s2wav_tiling *tiling, int i, s2wav_band *band)
{
  S2_REQUIRE(tiling != NULL && band != NULL, "%s is NULL", tiling == NULL ? "tiling" : "band");
  S2_REQUIRE(tiling_has_scale(tiling, i), "i = %d is outside %d .. %d", i, S2WAV_SCALING,
             tiling->nscales - 1);
  *band = tiling->band[i + 1];
  return S2_OK;
}

const double *s2wav_tiling_kappa(const s2wav_tiling *tiling, int i)
{
  return tiling_has_scale(tiling, i) ? tiling->kappa + (int64_t)(i + 1) * tiling->L : NULL;
}
