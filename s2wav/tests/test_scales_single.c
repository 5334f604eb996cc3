// SPDX-License-Identifier: MIT
// Scale by scale in single precision: the results of double, rounded, of all operators.
#include "waves.h"

#include <stdlib.h>

static const wave_case shapes[] = {
    {16, 4, 0, 0, 2, S2_GRID_GL, S2FFT_REAL, {0}},
    {16, 3, 1, 2, 2, S2_GRID_MW, S2FFT_COMPLEX, {0}},
};

#define CALL(suffix, T)                                                                            \
  do {                                                                                             \
    s2_complexf *f = (s2_complexf *)flm;                                                           \
    T *m = (T *)map;                                                                               \
    switch (op) {                                                                                  \
      case ANALYSIS: return s2wav_scale_analysis##suffix(w->plan, i, f, m, NULL);                  \
      case SYNTHESIS: return s2wav_scale_synthesis##suffix(w->plan, i, m, f, NULL);                \
      case ANALYSIS_ADJOINT: return s2wav_scale_analysis_adjoint##suffix(w->plan, i, m, f, NULL);  \
      default: return s2wav_scale_synthesis_adjoint##suffix(w->plan, i, f, m, NULL);               \
    }                                                                                              \
  } while (0)

static s2_status apply_scale_single(const waves *w, operation op, int i, float *flm, float *map)
{
  if (w->field == S2FFT_REAL) CALL(f, float);
  CALL(_complexf, s2_complexf);
}

static float *to_single(const double *a, size_t n)
{
  float *out = malloc((n > 0 ? n : 1) * sizeof *out);
  assert_non_null(out);
  for (size_t k = 0; k < n; ++k) out[k] = (float)a[k];
  return out;
}

static void assert_rounded(const float *a, const double *b, size_t n, int op, int i)
{
  double error = 0;
  for (size_t k = 0; k < n; ++k) {
    double d = (double)a[k] - b[k];
    if (!(d <= error && -d <= error)) error = d < 0 ? -d : d;
  }
  assert_true(largest(b, n) > 0);
  assert_bound(error / largest(b, n), 1e-6, "op %d of scale %d", op, i);
}

static void every_operator_of_a_scale_is_rounded_once(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(shapes); ++k) {
    wave_case c = shapes[k];
    c.options = wave_options(S2WAV_STEERABLE, 0);
    waves w = make_waves(&c);
    for (int i = 1; i < s2wav_nscales(w.plan); ++i)
      for (int op = ANALYSIS; op <= SYNTHESIS_ADJOINT; ++op) {
        s2wav_scale shape;
        assert_ok(s2wav_get_scale(w.plan, i, &shape));
        size_t size = (size_t)shape.size * (w.field == S2FFT_REAL ? 1 : 2);
        double *flm = random_lm(&w, 1), *map = randoms(size, 2);
        float *flmf = to_single(flm, w.lm), *mapf = to_single(map, size);
        assert_ok(apply_scale(&w, (operation)op, i, flm, map, NULL));
        assert_ok(apply_scale_single(&w, (operation)op, i, flmf, mapf));
        assert_rounded(flmf, flm, w.lm, op, i);
        assert_rounded(mapf, map, size, op, i);
        free(flm);
        free(map);
        free(flmf);
        free(mapf);
      }
    free_waves(&w);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_operator_of_a_scale_is_rounded_once)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
