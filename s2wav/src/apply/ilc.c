// SPDX-License-Identifier: MIT
// Internal linear combination, one scale at a time.
#include "ilc.h"
#include <math.h>
#include <s2common/priv/options.h>
#include <s2wav/scales.h>
#include <string.h>

static const s2wav_ilc_options defaults = {
    .struct_size = sizeof defaults,
    .bias = 0.01,
};

void s2wav_ilc_options_init_sized(s2wav_ilc_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

typedef struct ilc_call {
  const s2wav_plan *plan;
  const s2wav_tiling *tiling;
  int channels;
  const s2_complex *const *flm;
  const double *a;
  s2wav_ilc_options o;
  s2_complex *out;
  s2wav_workspace *work;
} ilc_call;

// ------------------------------------------------------------------ how wide an average

/// Independent coefficients of a scale on the whole sphere: (sum (2l+1) k^2)^2 / sum (2l+1) k^4.
static double modes_of(const ilc_call *c, int i)
{
  const double *kappa = s2wav_tiling_kappa(c->tiling, i);
  double two = 0, four = 0;
  for (int l = 0; l < c->plan->L; ++l) {
    double k = kappa[l] * kappa[l];
    two += (2 * l + 1) * k;
    four += (2 * l + 1) * k * k;
  }
  return four > 0 ? two * two / four : 0;
}

/// The average of one scale.
typedef struct average {
  double sigma; ///< of the Gaussian [rad]; infinite: uniform
  int degrees;  ///< not 0: too few modes, from all degrees below
  s2wav_ilc_report report;
} average;

/// A Gaussian of width sigma holds the part sigma^2 of the modes of the sphere; wider than 60
/// degrees it is uniform.
static average average_of(const ilc_call *c, int i)
{
  double lost = c->channels - 1, modes = modes_of(c, i), needed = lost / c->o.bias;
  average v = {.sigma = sqrt(needed / modes)};
  double narrow = 4.0 / scale_at(c->plan, i)->shape.L; // a Gaussian that the degrees can follow
  if (v.sigma < narrow) v.sigma = narrow;
  if (!(v.sigma < 1)) v.sigma = INFINITY;
  v.report.modes = modes * fmin(1, v.sigma * v.sigma);
  if (isinf(v.sigma) && modes < 4 * c->channels) {
    v.degrees = 2;
    while (v.degrees < c->plan->L && (double)v.degrees * v.degrees < 4.0 * c->channels) ++v.degrees;
    v.report.modes = (double)v.degrees * v.degrees - 1;
  }
  v.report.fwhm = v.sigma * sqrt(8 * log(2));
  v.report.bias = lost > 0 ? fmin(1, lost / v.report.modes) : 0;
  return v;
}

// ------------------------------------------------------------------ one scale

static void scale_free(ilc_scale *s)
{
  for (int c = 0; s->map != NULL && c < s->channels; ++c) s2_priv_free(s->map[c]);
  s2_priv_free(s->map);
  s2_priv_free(s->covariance);
}

static s2_status scale_take(const ilc_call *c, int i, const average *v, ilc_scale *s)
{
  int pairs = c->channels * (c->channels + 1) / 2, ok;
  *s = (ilc_scale){.channels = c->channels,
                   .shape = &scale_at(c->plan, i)->shape,
                   .grid = band_of(c->plan, i)->grid,
                   .uniform = isinf(v->sigma)};
  int64_t samples = pairs * (s->uniform ? 1 : s->shape->slice);
  s->map = s2_priv_alloc((size_t)c->channels, sizeof *s->map);
  s->covariance = s2_priv_alloc((size_t)samples, sizeof *s->covariance);
  ok = s->map != NULL && s->covariance != NULL;
  for (int k = 0; ok && k < c->channels; ++k) {
    s->map[k] = s2_priv_alloc((size_t)s->shape->size, sizeof **s->map);
    ok = s->map[k] != NULL;
  }
  if (ok) return S2_OK;
  scale_free(s);
  return S2_FAIL(S2_ERR_MEMORY, "%d channels of %lld samples", c->channels,
                 (long long)s->shape->size);
}

static s2_status run_scale(const ilc_call *c, int i, const average *v, const ilc_scale *s)
{
  for (int k = 0; k < c->channels; ++k)
    S2_TRY(s2wav_scale_analysis(c->plan, i, c->flm[k], s->map[k], c->work));
  if (v->degrees > 0)
    ilc_covariance_degrees(s, c->plan, c->flm, v->degrees);
  else
    S2_TRY(s->uniform ? ilc_covariance_uniform(s) : ilc_covariance_local(s, v->sigma));
  S2_TRY(ilc_combine(s, c->a));
  return s2wav_scale_synthesis(c->plan, i, s->map[0], c->out, c->work);
}

static s2_status one_scale(const ilc_call *c, int i, s2wav_ilc_report *report)
{
  ilc_scale s;
  average v = average_of(c, i);
  if (report != NULL) *report = v.report;
  if (scale_at(c->plan, i)->shape.empty) return S2_OK;
  S2_TRY(scale_take(c, i, &v, &s));
  s2_status status = run_scale(c, i, &v, &s);
  scale_free(&s);
  return status;
}

// ------------------------------------------------------------------ all scales

static s2_status check(const ilc_call *c)
{
  S2_REQUIRE(c->plan != NULL && c->tiling != NULL, "%s is NULL",
             c->plan == NULL ? "plan" : "tiling");
  S2_REQUIRE(s2wav_tiling_L(c->tiling) == c->plan->L &&
                 s2wav_tiling_nscales(c->tiling) == c->plan->nscales,
             "the tiling has L = %d and %d scales, the plan L = %d and %d",
             s2wav_tiling_L(c->tiling), s2wav_tiling_nscales(c->tiling), c->plan->L,
             c->plan->nscales);
  S2_REQUIRE(c->channels >= 1 && c->channels <= S2WAV_ILC_MAX, "channels = %d is outside 1 .. %d",
             c->channels, S2WAV_ILC_MAX);
  S2_REQUIRE(c->flm != NULL && c->a != NULL && c->out != NULL, "flm, a or out is NULL");
  S2_REQUIRE(c->o.bias > 0 && c->o.bias < 1, "bias = %g is outside (0, 1)", c->o.bias);
  double largest = 0;
  for (int k = 0; k < c->channels; ++k) {
    S2_REQUIRE(c->flm[k] != NULL && c->flm[k] != c->out, "flm[%d] is NULL or out", k);
    S2_REQUIRE(isfinite(c->a[k]), "a[%d] = %g is not finite", k, c->a[k]);
    largest = fmax(largest, fabs(c->a[k]));
  }
  S2_REQUIRE(largest > 0, "all %d factors a are 0", c->channels);
  return S2_OK;
}

s2_status s2wav_ilc(const s2wav_plan *plan, const s2wav_tiling *tiling, int channels,
                    const s2_complex *const *flm, const double *a, const s2wav_ilc_options *options,
                    s2_complex *out, s2wav_ilc_report *report)
{
  ilc_call c = {plan, tiling, channels, flm, a, defaults, out, NULL};
  S2_ADOPT_OPTIONS("s2wav_ilc_options_init()", options, defaults, &c.o);
  S2_TRY(check(&c));
  S2_TRY(s2wav_workspace_create(&c.work, plan, S2FFT_REAL, S2WAV_USE_STREAM));
  memset(out, 0, (size_t)s2wav_lm_size(plan, S2FFT_REAL) * sizeof *out);
  s2_status status = S2_OK;
  for (int i = S2WAV_SCALING; i < plan->nscales && status == S2_OK; ++i) {
    status = one_scale(&c, i, report != NULL ? report + i - S2WAV_SCALING : NULL);
    double done = (i + 2.0) / (plan->nscales + 1);
    if (status == S2_OK && c.o.progress != NULL &&
        c.o.progress(c.o.progress_user, done, "combine") != 0)
      status = S2_FAIL(S2_ERR_CANCELLED, "cancelled at %.0f %%", 100 * done);
  }
  s2wav_workspace_destroy(c.work);
  return status;
}
