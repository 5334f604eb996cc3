// SPDX-License-Identifier: MIT
#include "waves.h"

#include <math.h>
#include <s2fft/layout.h>
#include <stdlib.h>

s2wav_options wave_options(s2wav_storage storage, int full_resolution)
{
  s2wav_options o;
  s2wav_options_init(&o);
  o.storage = storage;
  o.full_resolution = full_resolution;
  o.nthreads = 1;
  return o;
}

// ------------------------------------------------------------------ make

static size_t of_field(s2fft_field field, int64_t size)
{
  return (size_t)size * (field == S2FFT_REAL ? 1 : 2);
}

waves make_waves(const wave_case *c)
{
  waves w = {.field = c->field, .L = c->L, .spin = c->spin};
  s2wav_tiling_options o = tiling_of(c->lambda, c->J_min, c->N, c->spin);
  s2wav_tiling *tiling = make_tiling(c->L, &o);
  if (c->kind == S2_GRID_HEALPIX)
    assert_ok(s2_grid_create_healpix(&w.grid, c->L / 2));
  else
    assert_ok(s2_grid_create(&w.grid, c->kind, c->L));
  s2wav_options defaults = wave_options(S2WAV_STEERABLE, 0);
  const s2wav_options *options = c->options.struct_size > 0 ? &c->options : &defaults;
  assert_ok(s2wav_plan_create(&w.plan, tiling, w.grid, options));
  s2wav_tiling_destroy(tiling);
  w.map = of_field(c->field, s2wav_map_size(w.plan));
  w.wav = of_field(c->field, s2wav_wav_size(w.plan));
  w.scal = of_field(c->field, s2wav_scal_size(w.plan));
  w.lm = 2 * (size_t)s2wav_lm_size(w.plan, c->field);
  w.lmn = 2 * (size_t)s2wav_lmn_size(w.plan, c->field);
  w.scal_lm = 2 * (size_t)s2wav_scal_lm_size(w.plan, c->field);
  return w;
}

void free_waves(waves *w)
{
  s2wav_plan_destroy(w->plan);
  s2_grid_destroy(w->grid);
}

// ------------------------------------------------------------------ call

/// stem##analysis##suffix and the others, in the order of `operation`
#define CALL(stem, suffix, S, T, ...)                                                              \
  do {                                                                                             \
    S *signal_ = (S *)signal;                                                                      \
    T *wav_ = (T *)wav, *scal_ = (T *)scal;                                                        \
    switch (op) {                                                                                  \
      case ANALYSIS: return stem##analysis##suffix(w->plan, signal_, wav_, scal_ __VA_ARGS__);     \
      case SYNTHESIS: return stem##synthesis##suffix(w->plan, wav_, scal_, signal_ __VA_ARGS__);   \
      case ANALYSIS_ADJOINT:                                                                       \
        return stem##analysis_adjoint##suffix(w->plan, wav_, scal_, signal_ __VA_ARGS__);          \
      default: return stem##synthesis_adjoint##suffix(w->plan, signal_, wav_, scal_ __VA_ARGS__);  \
    }                                                                                              \
  } while (0)
#define REST , NULL, work
#define SINGLE_REST , NULL, NULL
#define NO_REST

s2_status apply(const waves *w, side s, operation op, double *signal, double *wav, double *scal,
                s2wav_workspace *work)
{
  int real = w->field == S2FFT_REAL;
  if (s == MAPS && real) CALL(s2wav_, , double, double, REST);
  if (s == MAPS) CALL(s2wav_, _complex, s2_complex, s2_complex, REST);
  if (s == COEFFICIENTS && real) CALL(s2wav_lm_, , s2_complex, double, REST);
  if (s == COEFFICIENTS) CALL(s2wav_lm_, _complex, s2_complex, s2_complex, REST);
  if (real) CALL(s2wav_lmn_, , s2_complex, s2_complex, NO_REST);
  CALL(s2wav_lmn_, _complex, s2_complex, s2_complex, NO_REST);
}

s2_status apply_single(const waves *w, side s, operation op, float *signal, float *wav, float *scal)
{
  int real = w->field == S2FFT_REAL;
  if (s == MAPS && real) CALL(s2wav_, f, float, float, SINGLE_REST);
  if (s == MAPS) CALL(s2wav_, _complexf, s2_complexf, s2_complexf, SINGLE_REST);
  if (real) CALL(s2wav_lm_, f, s2_complexf, float, SINGLE_REST);
  CALL(s2wav_lm_, _complexf, s2_complexf, s2_complexf, SINGLE_REST);
}

#define SCALE_CALL(suffix, T)                                                                      \
  do {                                                                                             \
    s2_complex *f = (s2_complex *)flm;                                                             \
    T *m = (T *)map;                                                                               \
    switch (op) {                                                                                  \
      case ANALYSIS: return s2wav_scale_analysis##suffix(w->plan, i, f, m, work);                  \
      case SYNTHESIS: return s2wav_scale_synthesis##suffix(w->plan, i, m, f, work);                \
      case ANALYSIS_ADJOINT: return s2wav_scale_analysis_adjoint##suffix(w->plan, i, m, f, work);  \
      default: return s2wav_scale_synthesis_adjoint##suffix(w->plan, i, f, m, work);               \
    }                                                                                              \
  } while (0)

s2_status apply_scale(const waves *w, operation op, int i, double *flm, double *map,
                      s2wav_workspace *work)
{
  if (w->field == S2FFT_REAL) SCALE_CALL(, double);
  SCALE_CALL(_complex, s2_complex);
}

// ------------------------------------------------------------------ arrays

double *zeros(size_t n)
{
  double *a = calloc(n > 0 ? n : 1, sizeof *a);
  assert_non_null(a);
  return a;
}

double *randoms(size_t n, uint64_t seed)
{
  double *a = zeros(n);
  for (size_t i = 0; i < n; ++i) a[i] = uniform(&seed);
  return a;
}

static s2fft_layout layout_of(const waves *w)
{
  return w->field == S2FFT_REAL ? S2FFT_LAYOUT_TRIANGLE : S2FFT_LAYOUT_SQUARE;
}

double *random_lm(const waves *w, uint64_t seed)
{
  double *a = zeros(w->lm);
  for (int l = abs(w->spin); l < w->L; ++l)
    for (int m = w->field == S2FFT_REAL ? 0 : -l; m <= l; ++m) {
      double *v = a + 2 * s2fft_layout_index(layout_of(w), w->L, -1, l, m);
      v[0] = uniform(&seed);
      v[1] = w->field == S2FFT_REAL && m == 0 ? 0 : uniform(&seed);
    }
  return a;
}

double *random_map(const waves *w, uint64_t seed)
{
  s2fft_options o;
  s2fft_options_init(&o);
  o.spin = w->spin;
  o.nthreads = 1;
  s2fft_plan *plan;
  double *lm = random_lm(w, seed), *map = zeros(w->map);
  assert_ok(s2fft_plan_create(&plan, w->grid, w->L, &o));
  if (w->field == S2FFT_REAL)
    assert_ok(s2fft_inverse(plan, (s2_complex *)lm, map, NULL, NULL));
  else
    assert_ok(s2fft_inverse_complex(plan, (s2_complex *)lm, (s2_complex *)map, NULL, NULL));
  s2fft_plan_destroy(plan);
  free(lm);
  return map;
}

double relative(const double *a, const double *b, size_t n)
{
  return difference(a, b, n) / largest(b, n);
}

double dot(const double *a, const double *b, size_t n)
{
  double sum = 0;
  for (size_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

double lm_dot(const waves *w, int L, const double *a, const double *b)
{
  double sum = 0;
  for (int l = 0; l < L; ++l)
    for (int m = w->field == S2FFT_REAL ? 0 : -l; m <= l; ++m) {
      size_t at = 2 * (size_t)s2fft_layout_index(layout_of(w), L, -1, l, m);
      double weight = w->field == S2FFT_REAL && m > 0 ? 2 : 1;
      sum += weight * dot(a + at, b + at, m == 0 && w->field == S2FFT_REAL ? 1 : 2);
    }
  return sum;
}
