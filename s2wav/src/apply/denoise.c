// SPDX-License-Identifier: MIT
// Denoising, one scale at a time: analysis, threshold, synthesis.
#include "denoise.h"
#include "noise.h"
#include <math.h>
#include <s2common/priv/options.h>
#include <s2wav/scales.h>
#include <string.h>

static const s2wav_denoise_options defaults = {
    .struct_size = sizeof defaults,
    .factor = 3,
};

void s2wav_denoise_options_init_sized(s2wav_denoise_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

/// A typed function's arguments.
typedef struct denoise_call {
  const char *function;
  s2fft_field field;
  const s2wav_plan *plan;
  const s2wav_noise *noise;
  s2wav_denoise_options o;
  const s2_complex *flm;
  s2_complex *out;
  s2wav_denoise_report *report;
  s2wav_workspace *work;
  double *map; ///< the largest scale
} denoise_call;

static s2_status check(const denoise_call *c)
{
  const s2wav_plan *plan = c->plan;
  REQUIRE_FOR(c->function, plan != NULL && c->noise != NULL, "%s is NULL",
              plan == NULL ? "plan" : "noise");
  REQUIRE_FOR(c->function, c->flm != NULL && c->out != NULL && c->flm != c->out,
              "flm or out is NULL, or both are one array");
  REQUIRE_FOR(c->function, (int)c->o.rule >= S2WAV_HARD && c->o.rule <= S2WAV_SURE,
              "rule = %d is outside 0 .. 2", (int)c->o.rule);
  REQUIRE_FOR(c->function, c->o.factor >= 0 && isfinite(c->o.factor),
              "factor = %g is not a finite number >= 0", c->o.factor);
  REQUIRE_FOR(c->function, c->noise->nscales == plan->nscales,
              "the noise is of %d scales, the plan has %d", c->noise->nscales, plan->nscales);
  for (int i = S2WAV_SCALING; i < plan->nscales; ++i)
    REQUIRE_FOR(c->function, c->noise->slice[i - S2WAV_SCALING] == scale_at(plan, i)->shape.slice,
                "the noise is of another plan: slices of scale %d have %lld samples, not %lld", i,
                (long long)c->noise->slice[i - S2WAV_SCALING],
                (long long)scale_at(plan, i)->shape.slice);
  return S2_OK;
}

static s2_status one_scale(const denoise_call *c, int i)
{
  int real = c->field == S2FFT_REAL;
  S2_TRY(real ? s2wav_scale_analysis(c->plan, i, c->flm, c->map, c->work)
              : s2wav_scale_analysis_complex(c->plan, i, c->flm, (s2_complex *)c->map, c->work));
  if (i != S2WAV_SCALING) {
    const s2wav_scale *shape = &scale_at(c->plan, i)->shape;
    shrink_job job = {.rule = c->o.rule,
                      .components = real ? 1 : 2,
                      .slices = shape->ngamma,
                      .slice = shape->slice,
                      .grid = band_of(c->plan, i)->grid,
                      .variance = s2wav_noise_variance(c->noise, i),
                      .map_variance = s2wav_noise_map(c->noise, i),
                      .threshold = c->o.factor};
    s2wav_denoise_report mine;
    if (shape->empty)
      mine = (s2wav_denoise_report){c->o.factor, 0};
    else
      S2_TRY(shrink(&job, c->map, &mine));
    if (c->report != NULL) c->report[i] = mine;
  }
  return real ? s2wav_scale_synthesis(c->plan, i, c->map, c->out, c->work)
              : s2wav_scale_synthesis_complex(c->plan, i, (s2_complex *)c->map, c->out, c->work);
}

static s2_status all_scales(const denoise_call *c)
{
  int n = c->plan->nscales;
  memset(c->out, 0, (size_t)s2wav_lm_size(c->plan, c->field) * sizeof *c->out);
  for (int i = S2WAV_SCALING; i < n; ++i) {
    S2_TRY(one_scale(c, i));
    double done = (i + 2.0) / (n + 1);
    if (c->o.progress != NULL && c->o.progress(c->o.progress_user, done, "denoise") != 0)
      return s2_priv_fail(S2_ERR_CANCELLED, S2_LIBRARY, c->function, "cancelled at %.0f %%",
                          100 * done);
  }
  return S2_OK;
}

static s2_status run(denoise_call *c)
{
  S2_TRY(check(c));
  int64_t most = 0;
  for (int i = S2WAV_SCALING; i < c->plan->nscales; ++i) {
    int64_t size = scale_at(c->plan, i)->shape.size;
    most = size > most ? size : most;
  }
  S2_TRY(s2wav_workspace_create(&c->work, c->plan, c->field, S2WAV_USE_STREAM));
  c->map = s2_priv_alloc((c->field == S2FFT_REAL ? 1 : 2) * (size_t)most, sizeof *c->map);
  s2_status status = c->map != NULL ? all_scales(c)
                                    : s2_priv_fail(S2_ERR_MEMORY, S2_LIBRARY, c->function,
                                                   "a scale of %lld samples", (long long)most);
  s2_priv_free(c->map);
  s2wav_workspace_destroy(c->work);
  return status;
}

#define DENOISE(name, field)                                                                       \
  s2_status name(const s2wav_plan *plan, const s2wav_noise *noise,                                 \
                 const s2wav_denoise_options *options, const s2_complex *flm, s2_complex *out,     \
                 s2wav_denoise_report *report)                                                     \
  {                                                                                                \
    denoise_call c = {__func__, field, plan, noise, defaults, flm, out, report, NULL, NULL};       \
    S2_ADOPT_OPTIONS("s2wav_denoise_options_init()", options, defaults, &c.o);                     \
    return run(&c);                                                                                \
  }

DENOISE(s2wav_denoise, S2FFT_REAL)
DENOISE(s2wav_denoise_complex, S2FFT_COMPLEX)
