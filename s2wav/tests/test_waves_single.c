// SPDX-License-Identifier: MIT
// Single precision: the results of double, rounded.
#include "waves.h"

#include <stdlib.h>
#include <string.h>

static const wave_case shapes[] = {
    {20, 3, 1, 0, 2, S2_GRID_MW, S2FFT_REAL, {0}},
    {16, 4, 0, 0, 2, S2_GRID_GL, S2FFT_REAL, {0}},
    {16, 1, 0, 0, 2, S2_GRID_MWSS, S2FFT_REAL, {0}},
    {16, 3, 2, 2, 2, S2_GRID_MW, S2FFT_COMPLEX, {0}},
    {17, 1, 0, 1, 2, S2_GRID_DH, S2FFT_COMPLEX, {0}}, // the finest scale is empty
    {16, 2, 0, 0, 3, S2_GRID_HEALPIX, S2FFT_COMPLEX, {0}},
};

static waves make_shape(size_t k, s2wav_storage storage, int full_resolution, int nthreads)
{
  wave_case c = shapes[k];
  c.options = wave_options(storage, full_resolution);
  c.options.nthreads = nthreads;
  return make_waves(&c);
}

static float *to_single(const double *a, size_t n)
{
  float *out = malloc((n > 0 ? n : 1) * sizeof *out);
  assert_non_null(out);
  for (size_t i = 0; i < n; ++i) out[i] = (float)a[i];
  return out;
}

static double single_error(const float *a, const double *b, size_t n)
{
  double error = 0;
  for (size_t i = 0; i < n; ++i) {
    double d = (double)a[i] - b[i];
    if (!(d <= error && -d <= error)) error = d < 0 ? -d : d;
  }
  double scale = largest(b, n);
  return scale > 0 ? error / scale : error; // a scaling map below |spin| is zero
}

static void check_single(const waves *w, side s, operation op, size_t k)
{
  size_t size = s == MAPS ? w->map : w->lm;
  double *signal = s == MAPS ? random_map(w, 1) : random_lm(w, 1);
  double *wav = randoms(w->wav, 2), *scal = randoms(w->scal, 3);
  float *signalf = to_single(signal, size), *wavf = to_single(wav, w->wav);
  float *scalf = to_single(scal, w->scal);
  assert_ok(apply(w, s, op, signal, wav, scal, NULL));
  assert_ok(apply_single(w, s, op, signalf, wavf, scalf));
  assert_bound(single_error(signalf, signal, size), 1e-6, "signal, shape %zu op %d", k, (int)op);
  assert_bound(single_error(wavf, wav, w->wav), 1e-6, "wavelets, shape %zu op %d", k, (int)op);
  assert_bound(single_error(scalf, scal, w->scal), 1e-6, "scaling, shape %zu op %d", k, (int)op);
  free(signal);
  free(wav);
  free(scal);
  free(signalf);
  free(wavf);
  free(scalf);
}

static void single_precision_is_rounded_once(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(shapes); ++k) {
    waves w = make_shape(k, S2WAV_STEERABLE, 0, 1);
    for (int s = MAPS; s <= COEFFICIENTS; ++s)
      for (int op = ANALYSIS; op <= SYNTHESIS_ADJOINT; ++op)
        check_single(&w, (side)s, (operation)op, k);
    free_waves(&w);
  }
}

/// Coefficients of a scale alone, added to what is there.
static void one_scale_in_single_precision(void **state)
{
  (void)state;
  waves w = make_shape(0, S2WAV_STEERABLE, 0, 1);
  double *flm = random_lm(&w, 1), *map = zeros(w.wav);
  float *flmf = to_single(flm, w.lm), *mapf = to_single(map, w.wav);
  assert_ok(apply_scale(&w, ANALYSIS, 1, flm, map, NULL));
  assert_ok(s2wav_scale_analysisf(w.plan, 1, (s2_complexf *)flmf, mapf, NULL));
  assert_bound(single_error(mapf, map, w.wav), 1e-6, "map");
  assert_ok(apply_scale(&w, SYNTHESIS, 1, flm, map, NULL));
  assert_ok(s2wav_scale_synthesisf(w.plan, 1, mapf, (s2_complexf *)flmf, NULL));
  assert_bound(single_error(flmf, flm, w.lm), 1e-6, "coefficients");
  free(flm);
  free(map);
  free(flmf);
  free(mapf);
  free_waves(&w);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(single_precision_is_rounded_once),
      cmocka_unit_test(one_scale_in_single_precision),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
