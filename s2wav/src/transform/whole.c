// SPDX-License-Identifier: MIT
// The transforms of whole signals (s2wav.h, single.h): the scaling map, then all scales.
#include "transforms.h"
#include <s2wav/single.h>

/// A typed function's arguments; either a map or coefficients of the signal.
typedef struct whole_call {
  wave_call c;
  int from_map; ///< the signal is a map
  void *signal, *wav, *scal;
  const s2wav_batch *batch;
} whole_call;

// ------------------------------------------------------------------ the scales

static size_t element(const wave_call *c)
{
  return (c->single ? sizeof(float) : sizeof(double)) * (c->field == S2FFT_REAL ? 1 : 2);
}

static void *map_at(const whole_call *t, int i)
{
  if (i == S2WAV_SCALING) return t->scal;
  return (char *)t->wav + (size_t)scale_at(t->c.plan, i)->shape.offset * element(&t->c);
}

/// Work of scales below i, as a fraction.
static double work_before(const s2wav_plan *plan, int i)
{
  double before = 0, all = 0;
  for (int k = S2WAV_SCALING; k < plan->nscales; ++k) {
    const band *b = band_of(plan, k);
    double work = (double)b->L * b->L * b->L * (b->orders.count + 1);
    all += work;
    if (k < i) before += work;
  }
  return before / all;
}

static s2_status report(const wave_call *c, int next)
{
  const s2wav_options *o = &c->plan->o;
  double done = work_before(c->plan, next);
  if (o->progress == NULL || o->progress(o->progress_user, done, "scales") == 0) return S2_OK;
  return s2_priv_fail(S2_ERR_CANCELLED, S2_LIBRARY, c->function, "cancelled at %.0f %%",
                      100 * done);
}

static s2_status run_group(const whole_call *t, wave_group g, const coefs *sums)
{
  const wave_call *c = &t->c;
  int to_maps = goes_to_maps(c->op);
  double *map[S2FFT_PRIV_BATCH_MAX];
  for (int k = 0; k < g.count; ++k) {
    void *user = map_at(t, g.first + k);
    map[k] = to_maps ? samples_out(c, user) : samples_in(c, g.first + k, user);
  }
  if (!to_maps) return engine_from_maps(c, g, map, sums);
  S2_TRY(engine_to_maps(c, g, c->work->signal, map));
  for (int k = 0; k < g.count; ++k) samples_leave(c, g.first + k, map[k], map_at(t, g.first + k));
  return S2_OK;
}

static s2_status run_scales(const whole_call *t, const coefs *sums)
{
  wave_group g;
  for (int i = t->scal != NULL ? S2WAV_SCALING : 0; i < t->c.plan->nscales; i += g.count) {
    g = group_at(&t->c, i);
    S2_TRY(run_group(t, g, sums));
    S2_TRY(report(&t->c, i + g.count));
  }
  return S2_OK;
}

// ------------------------------------------------------------------ the signal

typedef s2_status real_to_alm(const s2fft_plan *, const double *, s2_complex *, const s2fft_batch *,
                              s2fft_workspace *);
typedef s2_status real_to_map(const s2fft_plan *, const s2_complex *, double *, const s2fft_batch *,
                              s2fft_workspace *);
typedef s2_status complex_either(const s2fft_plan *, const s2_complex *, s2_complex *,
                                 const s2fft_batch *, s2fft_workspace *);

/// Coefficients of a map: its analysis, or the adjoint of its synthesis.
static s2_status map_to_signal(const whole_call *t)
{
  static real_to_alm *const of_real[] = {s2fft_forward, s2fft_inverse_adjoint};
  static complex_either *const of_complex[] = {s2fft_forward_complex,
                                               s2fft_inverse_adjoint_complex};
  const wave_call *c = &t->c;
  const s2wav_workspace *w = c->work;
  int adjoint = c->op == WAVE_SYNTHESIS_ADJOINT, real = c->field == S2FFT_REAL;
  const double *map = t->signal;
  if (c->single) {
    widen(c->plan->map_size * (real ? 1 : 2), t->signal, w->map);
    map = w->map;
  }
  if (real) return of_real[adjoint](c->plan->sht, map, w->signal, NULL, w->sht);
  return of_complex[adjoint](c->plan->sht, (const s2_complex *)map, w->signal, NULL, w->sht);
}

/// A map from coefficients: their synthesis, or the adjoint of the analysis.
static s2_status signal_to_map(const whole_call *t)
{
  static real_to_map *const of_real[] = {s2fft_inverse, s2fft_forward_adjoint};
  static complex_either *const of_complex[] = {s2fft_inverse_complex,
                                               s2fft_forward_adjoint_complex};
  const wave_call *c = &t->c;
  const s2wav_workspace *w = c->work;
  int adjoint = c->op == WAVE_ANALYSIS_ADJOINT, real = c->field == S2FFT_REAL;
  double *map = c->single ? w->map : t->signal;
  if (real)
    S2_TRY(of_real[adjoint](c->plan->sht, w->signal, map, NULL, w->sht));
  else
    S2_TRY(of_complex[adjoint](c->plan->sht, w->signal, (s2_complex *)map, NULL, w->sht));
  if (c->single) narrow(c->plan->map_size * (real ? 1 : 2), map, t->signal);
  return S2_OK;
}

/// The engine's own array of the signal's coefficients.
static coefs own_signal(const wave_call *c)
{
  return (coefs){S2FFT_LAYOUT_LINEAR, c->plan->L, c->field == S2FFT_REAL, 0, c->work->signal};
}

static s2_status run_one(const whole_call *t)
{
  const wave_call *c = &t->c;
  coefs user = coefs_of(c, t->signal), own = own_signal(c);
  if (goes_to_maps(c->op)) {
    if (t->from_map)
      S2_TRY(map_to_signal(t));
    else
      coefs_load(&user, c->plan->L, c->work->signal);
    return run_scales(t, NULL);
  }
  coefs_clear(&own);
  S2_TRY(run_scales(t, &own));
  if (t->from_map) return signal_to_map(t);
  coefs_store(&user, c->work->signal);
  return S2_OK;
}

// ------------------------------------------------------------------ batches

static int64_t signal_size(const whole_call *t)
{
  return t->from_map ? t->c.plan->map_size : s2wav_lm_size(t->c.plan, t->c.field);
}

/// A stride of the batch, and that it is no smaller than what it strides over.
static s2_status stride(const whole_call *t, const char *name, int64_t given, int64_t size,
                        int64_t *own)
{
  REQUIRE_FOR(t->c.function, given == 0 || given >= size, "%s = %lld is less than %lld", name,
              (long long)given, (long long)size);
  *own = given == 0 ? size : given;
  return S2_OK;
}

static s2_status run_batch(whole_call *t)
{
  static const s2wav_batch one = {.count = 1};
  const s2wav_batch *given = t->batch != NULL ? t->batch : &one;
  const s2wav_plan *plan = t->c.plan;
  s2wav_batch b = *given;
  REQUIRE_FOR(t->c.function, b.count >= 1, "batch.count = %lld is less than 1", (long long)b.count);
  S2_TRY(stride(t, "batch.signal_stride", given->signal_stride, signal_size(t), &b.signal_stride));
  S2_TRY(stride(t, "batch.wav_stride", given->wav_stride, plan->wav_size, &b.wav_stride));
  S2_TRY(stride(t, "batch.scal_stride", given->scal_stride, s2wav_scal_size(plan), &b.scal_stride));
  size_t size = element(&t->c),
         complex_size = t->c.single ? sizeof(s2_complexf) : sizeof(s2_complex);
  for (int64_t k = 0; k < b.count; ++k) {
    S2_TRY(run_one(t));
    t->signal = (char *)t->signal + (size_t)b.signal_stride * (t->from_map ? size : complex_size);
    t->wav = (char *)t->wav + (size_t)b.wav_stride * size;
    if (t->scal != NULL) t->scal = (char *)t->scal + (size_t)b.scal_stride * size;
  }
  return S2_OK;
}

static s2_status run_whole(whole_call *t)
{
  const char *function = t->c.function;
  s2wav_workspace *own;
  REQUIRE_FOR(function, t->c.plan != NULL, "plan is NULL");
  REQUIRE_FOR(function, t->signal != NULL, "%s is NULL", t->from_map ? "f" : "flm");
  REQUIRE_FOR(function, t->wav != NULL, "wav is NULL");
  REQUIRE_FOR(function, !t->from_map || t->c.plan->sht != NULL,
              "the plan was made without a grid of the signal");
  S2_TRY(call_begin(&t->c, t->c.single ? S2WAV_USE_SINGLE : S2WAV_USE_WHOLE, &own));
  s2_status status = run_batch(t);
  s2wav_workspace_destroy(own);
  return status;
}

// ------------------------------------------------------------------ typed functions

#define RUN(op, field, single, from_map)                                                           \
  return run_whole(&(whole_call){{__func__, op, field, single, plan, work},                        \
                                 from_map,                                                         \
                                 (void *)signal,                                                   \
                                 (void *)wav,                                                      \
                                 (void *)scal,                                                     \
                                 batch})

/// name(plan, signal, wav, scal): from the signal to its wavelet maps
#define TO_MAPS(name, op, field, single, from_map, signal_type, map_type)                          \
  s2_status name(const s2wav_plan *plan, const signal_type *signal, map_type *wav, map_type *scal, \
                 const s2wav_batch *batch, s2wav_workspace *work)                                  \
  {                                                                                                \
    RUN(op, field, single, from_map);                                                              \
  }
/// name(plan, wav, scal, signal): from wavelet maps to the signal
#define FROM_MAPS(name, op, field, single, from_map, signal_type, map_type)                        \
  s2_status name(const s2wav_plan *plan, const map_type *wav, const map_type *scal,                \
                 signal_type *signal, const s2wav_batch *batch, s2wav_workspace *work)             \
  {                                                                                                \
    RUN(op, field, single, from_map);                                                              \
  }

/// The four operators, with a signal of samples or of coefficients
#define FAMILY(stem, suffix, field, single, from_map, signal_type, map_type)                       \
  TO_MAPS(stem##analysis##suffix, WAVE_ANALYSIS, field, single, from_map, signal_type, map_type)   \
  FROM_MAPS(stem##synthesis##suffix, WAVE_SYNTHESIS, field, single, from_map, signal_type,         \
            map_type)                                                                              \
  FROM_MAPS(stem##analysis_adjoint##suffix, WAVE_ANALYSIS_ADJOINT, field, single, from_map,        \
            signal_type, map_type)                                                                 \
  TO_MAPS(stem##synthesis_adjoint##suffix, WAVE_SYNTHESIS_ADJOINT, field, single, from_map,        \
          signal_type, map_type)

FAMILY(s2wav_, , S2FFT_REAL, 0, 1, double, double)
FAMILY(s2wav_, _complex, S2FFT_COMPLEX, 0, 1, s2_complex, s2_complex)
FAMILY(s2wav_, f, S2FFT_REAL, 1, 1, float, float)
FAMILY(s2wav_, _complexf, S2FFT_COMPLEX, 1, 1, s2_complexf, s2_complexf)
FAMILY(s2wav_lm_, , S2FFT_REAL, 0, 0, s2_complex, double)
FAMILY(s2wav_lm_, _complex, S2FFT_COMPLEX, 0, 0, s2_complex, s2_complex)
FAMILY(s2wav_lm_, f, S2FFT_REAL, 1, 0, s2_complexf, float)
FAMILY(s2wav_lm_, _complexf, S2FFT_COMPLEX, 1, 0, s2_complexf, s2_complexf)
