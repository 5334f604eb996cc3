// SPDX-License-Identifier: MIT
// Analyses that hand over one scale at a time (scales.h).
#include "transforms.h"
#include <s2wav/scales.h>

/// A typed function's arguments; of the two callbacks the one of the field.
typedef struct each_call {
  wave_call c;
  const void *f, *flm; ///< the signal: one of them is NULL
  s2wav_scale_fn *take;
  s2wav_scale_fn_complex *take_complex;
  void *user;
} each_call;

static s2_status load_signal(const each_call *t)
{
  const s2wav_plan *plan = t->c.plan;
  const s2wav_workspace *w = t->c.work;
  coefs user = coefs_of(&t->c, t->flm);
  if (t->flm != NULL) {
    coefs_load(&user, plan->L, w->signal);
    return S2_OK;
  }
  if (t->c.field == S2FFT_REAL) return s2fft_forward(plan->sht, t->f, w->signal, NULL, w->sht);
  return s2fft_forward_complex(plan->sht, t->f, w->signal, NULL, w->sht);
}

static s2_status run_each(const each_call *t)
{
  const wave_call *c = &t->c;
  double *map = c->work->samples;
  S2_TRY(load_signal(t));
  for (int i = S2WAV_SCALING; i < c->plan->nscales; ++i) {
    S2_TRY(engine_to_maps(c, (wave_group){i, 1}, c->work->signal, &map));
    const s2wav_scale *shape = &scale_at(c->plan, i)->shape;
    S2_TRY(t->take != NULL ? t->take(t->user, i, shape, map)
                           : t->take_complex(t->user, i, shape, (s2_complex *)map));
  }
  return S2_OK;
}

static s2_status run(each_call *t)
{
  const char *function = t->c.function;
  s2wav_workspace *own;
  REQUIRE_FOR(function, t->c.plan != NULL, "plan is NULL");
  REQUIRE_FOR(function, t->f != NULL || t->flm != NULL, "signal is NULL");
  REQUIRE_FOR(function, t->take != NULL || t->take_complex != NULL, "take is NULL");
  REQUIRE_FOR(function, t->f == NULL || t->c.plan->sht != NULL,
              "the plan was made without a grid of the signal");
  S2_TRY(call_begin(&t->c, S2WAV_USE_CALLBACK, &own));
  s2_status status = run_each(t);
  s2wav_workspace_destroy(own);
  return status;
}

#define CALL(field) __func__, WAVE_ANALYSIS, field, 0, plan, work

s2_status s2wav_analysis_each(const s2wav_plan *plan, const double *f, s2wav_scale_fn *take,
                              void *user, s2wav_workspace *work)
{
  return run(&(each_call){{CALL(S2FFT_REAL)}, f, NULL, take, NULL, user});
}

s2_status s2wav_lm_analysis_each(const s2wav_plan *plan, const s2_complex *flm,
                                 s2wav_scale_fn *take, void *user, s2wav_workspace *work)
{
  return run(&(each_call){{CALL(S2FFT_REAL)}, NULL, flm, take, NULL, user});
}

s2_status s2wav_analysis_each_complex(const s2wav_plan *plan, const s2_complex *f,
                                      s2wav_scale_fn_complex *take, void *user,
                                      s2wav_workspace *work)
{
  return run(&(each_call){{CALL(S2FFT_COMPLEX)}, f, NULL, NULL, take, user});
}

s2_status s2wav_lm_analysis_each_complex(const s2wav_plan *plan, const s2_complex *flm,
                                         s2wav_scale_fn_complex *take, void *user,
                                         s2wav_workspace *work)
{
  return run(&(each_call){{CALL(S2FFT_COMPLEX)}, NULL, flm, NULL, take, user});
}
