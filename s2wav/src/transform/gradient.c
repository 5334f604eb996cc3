// SPDX-License-Identifier: MIT
// Gradients with respect to kernels. With c_n the coefficients of order n that the adjoint of the
// analysis, or the synthesis, gives without a window, f those of the signal (or of its gradient),
// and t_n = (-1)^n / sqrt(2 pi), or (-1)^n sqrt(2 pi) / G:
//
//     H_n(l) = sum_m conj(c_n,lm) f_lm,
//     dE/dkappa_j(l) = sum_n t_n Re(conj(s_ln) H_n(l)),    dE/ds_ln = sum_j t_n kappa_j(l) H_n(l).
//
// Of real signals, H_{-n} = (-1)^n conj(H_n).
#include "transforms.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2wav/gradient.h>
#include <stdlib.h>
#include <string.h>

/// A typed function's arguments.
typedef struct gradient_call {
  wave_call c;
  const void *wav, *scal;
  const s2_complex *flm;
  const s2wav_filter_gradient *out;
} gradient_call;

static double order_factor(const gradient_call *t, const band *b, int n)
{
  double sign = n & 1 ? -1 : 1, root = sqrt(2 * S2_PI);
  return t->c.op == WAVE_ANALYSIS_ADJOINT ? sign / root : sign * root / b->G;
}

/// H_n of one degree.
static void degree_product(int l, const s2_complex *c, const s2_complex *f, double h[2])
{
  int64_t row = 2 * ((int64_t)l * l);
  const double *a = (const double *)c + row, *b = (const double *)f + row;
  h[0] = h[1] = 0;
  for (ptrdiff_t k = 0; k < pairs(2 * l + 1); k += 2) {
    h[0] += a[k] * b[k] + a[k + 1] * b[k + 1];
    h[1] += a[k] * b[k + 1] - a[k + 1] * b[k];
  }
}

// ------------------------------------------------------------------ what an order gives

static void add_kappa(const gradient_call *t, int i, int l, int n, const double h[2])
{
  if (t->out->kappa == NULL) return;
  const s2wav_plan *plan = t->c.plan;
  const double *s = direction_at(plan, l, n);
  double both = t->c.field == S2FFT_REAL && n > 0 ? 2 : 1; // n and -n of a real signal
  t->out->kappa[i * (int64_t)plan->L + l] += both * (s[0] * h[0] + s[1] * h[1]);
}

static void add_direction(const gradient_call *t, int i, int l, int n, const double h[2])
{
  if (t->out->direction == NULL) return;
  const s2wav_plan *plan = t->c.plan;
  double kappa = scale_at(plan, i)->kappa[l], sign = n & 1 ? -1 : 1;
  double *zero = (double *)(t->out->direction + l * (2 * (int64_t)plan->N - 1) + plan->N - 1);
  double *plus = zero + pairs(n), *minus = zero + pairs(-n);
  plus[0] += kappa * h[0];
  plus[1] += kappa * h[1];
  if (t->c.field == S2FFT_COMPLEX || n == 0) return;
  minus[0] += sign * kappa * h[0];
  minus[1] -= sign * kappa * h[1];
}

static void add_order(const gradient_call *t, int i, int n)
{
  const s2wav_plan *plan = t->c.plan;
  const band *b = band_of(plan, i);
  double factor = order_factor(t, b, n), h[2];
  int least = abs(plan->spin) > abs(n) ? abs(plan->spin) : abs(n);
  for (int l = least; l < b->L; ++l) {
    degree_product(l, t->c.work->sums, t->c.work->signal, h);
    h[0] *= factor;
    h[1] *= factor;
    add_kappa(t, i, l, n, h);
    add_direction(t, i, l, n, h);
  }
}

static void add_scaling(const gradient_call *t)
{
  double h[2];
  const s2wav_plan *plan = t->c.plan;
  for (int l = abs(plan->spin); l < plan->band[0].L; ++l) {
    degree_product(l, t->c.work->sums, t->c.work->signal, h);
    if (t->out->kappa0 != NULL) t->out->kappa0[l] = h[0];
  }
}

// ------------------------------------------------------------------ run

/// Orders of one pass over a map.
static s2_status run_pass(const gradient_call *t, int i, int pass, double *map)
{
  const wave_call *c = &t->c;
  s2fft_priv_orders o = engine_take_apart(c, i, pass, map);
  for (int k = 0; k < o.count; ++k) {
    S2_TRY(engine_order(c, i, o, k, map, c->work->sums));
    add_order(t, i, o.first + k * o.step);
  }
  return S2_OK;
}

static s2_status run_scale(const gradient_call *t, int i)
{
  const wave_call *c = &t->c;
  size_t width = c->field == S2FFT_REAL ? 1 : 2;
  double *map = (double *)t->wav + width * (size_t)scale_at(c->plan, i)->shape.offset;
  if (band_of(c->plan, i)->channels == NULL) return S2_OK;
  for (int pass = 0; pass < engine_passes(c, i); ++pass) S2_TRY(run_pass(t, i, pass, map));
  return S2_OK;
}

static s2_status run_scaling(const gradient_call *t)
{
  if (t->scal == NULL || t->c.plan->band[0].channels == NULL) return S2_OK;
  s2fft_priv_orders zero = {0, 1, 1};
  S2_TRY(engine_order(&t->c, S2WAV_SCALING, zero, 0, (double *)t->scal, t->c.work->sums));
  add_scaling(t);
  return S2_OK;
}

static void clear(const gradient_call *t)
{
  const s2wav_plan *plan = t->c.plan;
  size_t L = (size_t)plan->L, width = 2 * (size_t)plan->N - 1;
  const s2wav_filter_gradient *out = t->out;
  if (out->kappa != NULL) memset(out->kappa, 0, (size_t)plan->nscales * L * sizeof *out->kappa);
  if (out->kappa0 != NULL) memset(out->kappa0, 0, L * sizeof *out->kappa0);
  if (out->direction != NULL) memset(out->direction, 0, L * width * sizeof *out->direction);
}

static s2_status run_all(const gradient_call *t)
{
  coefs user = coefs_of(&t->c, t->flm);
  clear(t);
  coefs_load(&user, t->c.plan->L, t->c.work->signal);
  S2_TRY(run_scaling(t));
  for (int i = 0; i < t->c.plan->nscales; ++i) S2_TRY(run_scale(t, i));
  return S2_OK;
}

static s2_status run(gradient_call *t)
{
  const char *function = t->c.function;
  s2wav_workspace *own;
  REQUIRE_FOR(function, t->c.plan != NULL, "plan is NULL");
  REQUIRE_FOR(function, t->flm != NULL, "flm is NULL");
  REQUIRE_FOR(function, t->wav != NULL, "wav is NULL");
  REQUIRE_FOR(function, t->out != NULL, "gradient is NULL");
  S2_TRY(call_begin(&t->c, S2WAV_USE_WHOLE, &own));
  s2_status status = run_all(t);
  s2wav_workspace_destroy(own);
  return status;
}

#define RUN(op, field)                                                                             \
  return run(&(gradient_call){{__func__, op, field, 0, plan, work}, wav, scal, flm, gradient})

#define OF_ANALYSIS_FN(name, field, type)                                                          \
  s2_status name(const s2wav_plan *plan, const s2_complex *flm, const type *wav, const type *scal, \
                 const s2wav_filter_gradient *gradient, s2wav_workspace *work)                     \
  {                                                                                                \
    RUN(WAVE_ANALYSIS_ADJOINT, field);                                                             \
  }
#define OF_SYNTHESIS_FN(name, field, type)                                                         \
  s2_status name(const s2wav_plan *plan, const type *wav, const type *scal, const s2_complex *flm, \
                 const s2wav_filter_gradient *gradient, s2wav_workspace *work)                     \
  {                                                                                                \
    RUN(WAVE_SYNTHESIS, field);                                                                    \
  }

OF_ANALYSIS_FN(s2wav_analysis_filter_gradient, S2FFT_REAL, double)
OF_SYNTHESIS_FN(s2wav_synthesis_filter_gradient, S2FFT_REAL, double)
OF_ANALYSIS_FN(s2wav_analysis_filter_gradient_complex, S2FFT_COMPLEX, s2_complex)
OF_SYNTHESIS_FN(s2wav_synthesis_filter_gradient_complex, S2FFT_COMPLEX, s2_complex)
