// SPDX-License-Identifier: MIT
// One scale at a time (scales.h, single.h).
#include "transforms.h"
#include <s2wav/single.h>

/// A typed function's arguments.
typedef struct scale_call {
  wave_call c;
  int i;
  void *flm, *map;
} scale_call;

static s2_status run_one(const scale_call *t)
{
  const wave_call *c = &t->c;
  coefs user = coefs_of(c, t->flm);
  wave_group one = {t->i, 1};
  if (!goes_to_maps(c->op)) {
    double *map = samples_in(c, t->i, t->map);
    return engine_from_maps(c, one, &map, &user);
  }
  double *map = samples_out(c, t->map);
  coefs_load(&user, band_of(c->plan, t->i)->L, c->work->signal);
  S2_TRY(engine_to_maps(c, one, c->work->signal, &map));
  samples_leave(c, t->i, map, t->map);
  return S2_OK;
}

static s2_status run_scale(scale_call *t)
{
  const char *function = t->c.function;
  const s2wav_plan *plan = t->c.plan;
  s2wav_workspace *own;
  REQUIRE_FOR(function, plan != NULL, "plan is NULL");
  REQUIRE_FOR(function, t->flm != NULL, "flm is NULL");
  REQUIRE_FOR(function, t->map != NULL, "map is NULL");
  REQUIRE_FOR(function, t->i >= S2WAV_SCALING && t->i < plan->nscales, "i = %d is outside %d .. %d",
              t->i, S2WAV_SCALING, plan->nscales - 1);
  S2_TRY(call_begin(&t->c, t->c.single ? S2WAV_USE_SINGLE : S2WAV_USE_STREAM, &own));
  s2_status status = run_one(t);
  s2wav_workspace_destroy(own);
  return status;
}

#define RUN(op, field, single)                                                                     \
  return run_scale(                                                                                \
      &(scale_call){{__func__, op, field, single, plan, work}, i, (void *)flm, (void *)map})

/// name(plan, i, flm, map): from coefficients to the samples of a scale
#define TO_MAP(name, op, field, single, alm_type, map_type)                                        \
  s2_status name(const s2wav_plan *plan, int i, const alm_type *flm, map_type *map,                \
                 s2wav_workspace *work)                                                            \
  {                                                                                                \
    RUN(op, field, single);                                                                        \
  }
/// name(plan, i, map, flm): from the samples of a scale, added to coefficients
#define FROM_MAP(name, op, field, single, alm_type, map_type)                                      \
  s2_status name(const s2wav_plan *plan, int i, const map_type *map, alm_type *flm,                \
                 s2wav_workspace *work)                                                            \
  {                                                                                                \
    RUN(op, field, single);                                                                        \
  }
#define FAMILY(suffix, field, single, alm_type, map_type)                                          \
  TO_MAP(s2wav_scale_analysis##suffix, WAVE_ANALYSIS, field, single, alm_type, map_type)           \
  FROM_MAP(s2wav_scale_synthesis##suffix, WAVE_SYNTHESIS, field, single, alm_type, map_type)       \
  FROM_MAP(s2wav_scale_analysis_adjoint##suffix, WAVE_ANALYSIS_ADJOINT, field, single, alm_type,   \
           map_type)                                                                               \
  TO_MAP(s2wav_scale_synthesis_adjoint##suffix, WAVE_SYNTHESIS_ADJOINT, field, single, alm_type,   \
         map_type)

FAMILY(, S2FFT_REAL, 0, s2_complex, double)
FAMILY(_complex, S2FFT_COMPLEX, 0, s2_complex, s2_complex)
FAMILY(f, S2FFT_REAL, 1, s2_complexf, float)
FAMILY(_complexf, S2FFT_COMPLEX, 1, s2_complexf, s2_complexf)
