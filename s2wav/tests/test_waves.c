// SPDX-License-Identifier: MIT
// What every wavelet transform must satisfy: there and back, exact adjoints, a tight frame; on
// maps, on coefficients and in harmonic space.
#include "waves.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
  const char *name;
  s2_grid_kind kind;
} grids[] = {{"mw", S2_GRID_MW}, {"mwss", S2_GRID_MWSS}, {"dh", S2_GRID_DH},
             {"gl", S2_GRID_GL}, {"cc", S2_GRID_CC},     {"f1", S2_GRID_F1}};

/// Everything but the grid and the storage.
static const struct {
  int L, N, J_min, spin;
  double lambda;
  s2fft_field field;
  int full_resolution;
  s2wav_scaling scaling;
} shapes[] = {
    {16, 1, 0, 0, 2, S2FFT_REAL, 0, S2WAV_SCALING_SCALAR},
    {16, 3, 2, 0, 2, S2FFT_REAL, 0, S2WAV_SCALING_SCALAR},
    {17, 4, 1, 0, 2, S2FFT_REAL, 0, S2WAV_SCALING_SCALAR}, // the finest scale is empty
    {13, 5, 0, 0, 1.7, S2FFT_REAL, 1, S2WAV_SCALING_SCALAR},
    {10, 10, 1, 0, 3, S2FFT_REAL, 0, S2WAV_SCALING_SCALAR}, // N = L
    {2, 2, 0, 0, 2, S2FFT_REAL, 0, S2WAV_SCALING_SCALAR},
    {16, 1, 2, 0, 2, S2FFT_COMPLEX, 0, S2WAV_SCALING_SCALAR},
    {16, 2, 0, 1, 3, S2FFT_COMPLEX, 0, S2WAV_SCALING_SCALAR},
    {15, 3, 1, -2, 2, S2FFT_COMPLEX, 0, S2WAV_SCALING_SIGNAL}, // L of the scaling map <= |spin|
    {16, 4, 3, 2, 2, S2FFT_COMPLEX, 0, S2WAV_SCALING_SIGNAL},
    {12, 5, 0, 2, 2, S2FFT_COMPLEX, 1, S2WAV_SCALING_SCALAR},
    {9, 9, 0, 0, 1.5, S2FFT_COMPLEX, 0, S2WAV_SCALING_SCALAR},
};

static waves make_shape(size_t k, s2_grid_kind kind, s2wav_storage storage)
{
  wave_case c = {.L = shapes[k].L,
                 .N = shapes[k].N,
                 .J_min = shapes[k].J_min,
                 .spin = shapes[k].spin,
                 .lambda = shapes[k].lambda,
                 .kind = kind,
                 .field = shapes[k].field,
                 .options = wave_options(storage, shapes[k].full_resolution)};
  c.options.scaling = shapes[k].scaling;
  return make_waves(&c);
}

static const char *name_of(size_t k, const char *grid, int storage)
{
  static char name[96];
  snprintf(name, sizeof name, "%s L%d N%d J_min%d spin%d %s %s%s", grid, shapes[k].L, shapes[k].N,
           shapes[k].J_min, shapes[k].spin, shapes[k].field == S2FFT_REAL ? "real" : "complex",
           storage == S2WAV_FULL ? "full" : "steerable", shapes[k].full_resolution ? " up" : "");
  return name;
}

/// Runs a check on every shape, grid and storage.
typedef void check_fn(const waves *w, const char *name);

static void on_all(check_fn *check)
{
  for (size_t k = 0; k < COUNT(shapes); ++k)
    for (size_t g = 0; g < COUNT(grids); ++g)
      for (int storage = 0; storage < 2; ++storage) {
        waves w = make_shape(k, grids[g].kind, (s2wav_storage)storage);
        check(&w, name_of(k, grids[g].name, storage));
        free_waves(&w);
      }
}

// ------------------------------------------------------------------ there and back

static void check_round_trip(const waves *w, const char *name)
{
  double *f = random_map(w, 1), *back = zeros(w->map), *wav = randoms(w->wav, 2);
  double *scal = randoms(w->scal, 3);
  assert_true(s2wav_plan_is_exact(w->plan));
  assert_ok(apply(w, MAPS, ANALYSIS, f, wav, scal, NULL));
  assert_ok(apply(w, MAPS, SYNTHESIS, back, wav, scal, NULL));
  assert_bound(relative(back, f, w->map), 1e-13, "maps, %s", name);
  free(f);
  free(back);
  f = random_lm(w, 4);
  back = randoms(w->lm, 5);
  assert_ok(apply(w, COEFFICIENTS, ANALYSIS, f, wav, scal, NULL));
  assert_ok(apply(w, COEFFICIENTS, SYNTHESIS, back, wav, scal, NULL));
  assert_bound(relative(back, f, w->lm), 1e-13, "coefficients, %s", name);
  free(f);
  free(back);
  free(wav);
  free(scal);
}

static void synthesis_undoes_analysis(void **state)
{
  (void)state;
  on_all(check_round_trip);
}

static void harmonic_synthesis_undoes_harmonic_analysis(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(shapes); ++k) {
    waves w = make_shape(k, S2_GRID_MW, S2WAV_STEERABLE);
    double *f = random_lm(&w, 1), *back = randoms(w.lm, 2);
    double *wlmn = randoms(w.lmn, 3), *slm = randoms(w.scal_lm, 4);
    assert_ok(apply(&w, HARMONIC, ANALYSIS, f, wlmn, slm, NULL));
    assert_ok(apply(&w, HARMONIC, SYNTHESIS, back, wlmn, slm, NULL));
    assert_bound(relative(back, f, w.lm), 2e-15, "%s", name_of(k, "harmonic", 0));
    free(f);
    free(back);
    free(wlmn);
    free(slm);
    free_waves(&w);
  }
}

// ------------------------------------------------------------------ adjoints

/// `sum conj(a) b` over all (l, m, n) of W^l_mn, real part; (2l+1)/8 pi^2 of each, if weighted.
static double lmn_dot(const waves *w, int weighted, const double *a, const double *b)
{
  double sum = 0;
  for (int i = 0; i < s2wav_nscales(w->plan); ++i) {
    s2wav_scale s;
    assert_ok(s2wav_get_scale(w->plan, i, &s));
    for (int n = 1 - s.N; n < s.N; ++n)
      for (int l = 0; l < s.L; ++l) {
        int64_t at = s2wav_lmn_index(w->plan, w->field, i, l, -l, n);
        if (at < 0) continue;
        double weight = w->field == S2FFT_REAL && n > 0 ? 2 : 1;
        if (weighted) weight *= (2 * l + 1) / (8 * PI * PI);
        sum += weight * dot(a + 2 * at, b + 2 * at, 2 * (2 * (size_t)l + 1));
      }
  }
  return sum;
}

static double wav_dot(const waves *w, side s, const double *a, const double *b)
{
  return s == HARMONIC ? lmn_dot(w, 0, a, b) : dot(a, b, w->wav);
}

static double scal_dot(const waves *w, side s, const double *a, const double *b)
{
  s2wav_scale scaling;
  assert_ok(s2wav_get_scale(w->plan, S2WAV_SCALING, &scaling));
  return s == HARMONIC ? lm_dot(w, scaling.L, a, b) : dot(a, b, w->scal);
}

/// <A x, y> = <x, A^H y> with random x and y: y need not be in the range of A, nor band-limited.
static void check_adjoint(const waves *w, side s, operation to_maps, operation from_maps,
                          const char *name)
{
  size_t nsignal = s == MAPS ? w->map : w->lm, nwav = s == HARMONIC ? w->lmn : w->wav;
  size_t nscal = s == HARMONIC ? w->scal_lm : w->scal;
  double *x = s == MAPS ? randoms(w->map, 1) : random_lm(w, 1), *back = randoms(nsignal, 2);
  double *wav = randoms(nwav, 3), *scal = randoms(nscal, 4);
  double *image = randoms(nwav, 5), *scal_image = randoms(nscal, 6);
  assert_ok(apply(w, s, to_maps, x, image, scal_image, NULL));
  assert_ok(apply(w, s, from_maps, back, wav, scal, NULL));
  double right = s == MAPS ? dot(x, back, w->map) : lm_dot(w, w->L, x, back);
  double left = wav_dot(w, s, image, wav) + scal_dot(w, s, scal_image, scal);
  double size = sqrt((wav_dot(w, s, image, image) + scal_dot(w, s, scal_image, scal_image)) *
                     (wav_dot(w, s, wav, wav) + scal_dot(w, s, scal, scal)));
  assert_bound(fabs(left - right) / size, 1e-14, "side %d, to maps %d, %s", (int)s, (int)to_maps,
               name);
  free(x);
  free(back);
  free(wav);
  free(scal);
  free(image);
  free(scal_image);
}

static void check_adjoints(const waves *w, const char *name)
{
  for (int s = MAPS; s <= HARMONIC; ++s) {
    check_adjoint(w, (side)s, ANALYSIS, ANALYSIS_ADJOINT, name);
    check_adjoint(w, (side)s, SYNTHESIS_ADJOINT, SYNTHESIS, name);
  }
}

static void adjoints_are_exact(void **state)
{
  (void)state;
  on_all(check_adjoints);
}

// ------------------------------------------------------------------ the frame

/// Integral of |map|^2 over the rings and gamma of scale i.
static double integral(const waves *w, int i, const double *map)
{
  s2wav_scale s;
  assert_ok(s2wav_get_scale(w->plan, i, &s));
  const s2_grid *grid = s2wav_scale_grid(w->plan, i);
  size_t width = w->field == S2FFT_REAL ? 1 : 2;
  double sum = 0;
  for (int g = 0; g < s.ngamma; ++g)
    for (int r = 0; r < s.nrings; ++r) {
      const s2_ring *ring = &s2_grid_rings(grid)[r];
      const double *at = map + width * (size_t)(g * s.slice + ring->offset);
      sum += ring->weight * dot(at, at, width * (size_t)ring->nphi);
    }
  return i == S2WAV_SCALING ? sum : sum * 2 * PI / s.ngamma;
}

/// On twice the rings that the scales need, squares are integrated exactly.
static void energy_is_preserved(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(shapes); ++k) {
    waves w = make_shape(k, S2_GRID_GL, S2WAV_STEERABLE);
    double *f = random_lm(&w, 1), *wav = zeros(w.wav), *scal = zeros(w.scal);
    double *wlmn = zeros(w.lmn), *slm = zeros(w.scal_lm);
    assert_ok(apply(&w, COEFFICIENTS, ANALYSIS, f, wav, scal, NULL));
    assert_ok(apply(&w, HARMONIC, ANALYSIS, f, wlmn, slm, NULL));
    double energy = lm_dot(&w, w.L, f, f), sum = integral(&w, S2WAV_SCALING, scal);
    size_t width = w.field == S2FFT_REAL ? 1 : 2;
    for (int i = 0; i < s2wav_nscales(w.plan); ++i) {
      s2wav_scale s;
      assert_ok(s2wav_get_scale(w.plan, i, &s));
      sum += integral(&w, i, wav + width * (size_t)s.offset);
    }
    assert_bound(fabs(sum / energy - 1), 1e-13, "maps, %s", name_of(k, "gl", 0));
    sum = lmn_dot(&w, 1, wlmn, wlmn) + scal_dot(&w, HARMONIC, slm, slm);
    assert_bound(fabs(sum / energy - 1), 1e-14, "harmonic, %s", name_of(k, "gl", 0));
    free(f);
    free(wav);
    free(scal);
    free(wlmn);
    free(slm);
    free_waves(&w);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(synthesis_undoes_analysis),
      cmocka_unit_test(harmonic_synthesis_undoes_harmonic_analysis),
      cmocka_unit_test(adjoints_are_exact),
      cmocka_unit_test(energy_is_preserved),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
