// SPDX-License-Identifier: MIT
// Numbers of s2wav and s2let: maps, adjoints, a gradient.
#include "waves.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct golden {
  const char *file, *name;
  wave_case c;
  int full_resolution;
} golden;

static const golden cases[] = {
#define MW2(name, N, J, s, field, full)                                                            \
  {"s2wav_maps", name, {16, N, J, s, 2, S2_GRID_MW, field, {0}}, full},
    MW2("L16_N1_Jmin0_lam2_spin0_mw_multires_complex", 1, 0, 0, S2FFT_COMPLEX,
        0) MW2("L16_N1_Jmin0_lam2_spin0_mw_multires_real", 1, 0, 0, S2FFT_REAL,
               0) MW2("L16_N3_Jmin0_lam2_spin0_mw_multires_complex", 3, 0, 0, S2FFT_COMPLEX,
                      0) MW2("L16_N3_Jmin0_lam2_spin0_mw_multires_real", 3, 0, 0, S2FFT_REAL, 0)
        MW2("L16_N3_Jmin2_lam2_spin0_mw_upsampled_complex", 3, 2, 0, S2FFT_COMPLEX,
            1) MW2("L16_N3_Jmin2_lam2_spin0_mw_upsampled_real", 3, 2, 0, S2FFT_REAL,
                   1) MW2("L16_N3_Jmin2_lam2_spin2_mw_multires_complex", 3, 2, 2, S2FFT_COMPLEX, 0)
            MW2("L16_N3_Jmin2_lam2_spin2_mw_upsampled_complex", 3, 2, 2, S2FFT_COMPLEX,
                1) MW2("L16_N4_Jmin0_lam2_spin0_mw_multires_complex", 4, 0, 0, S2FFT_COMPLEX,
                       0) MW2("L16_N4_Jmin0_lam2_spin0_mw_multires_real", 4, 0, 0, S2FFT_REAL, 0)
                MW2("L16_N4_Jmin2_lam2_spin0_mw_multires_real", 4, 2, 0, S2FFT_REAL,
                    0) MW2("L16_N4_Jmin2_lam2_spin2_mw_multires_complex", 4, 2, 2, S2FFT_COMPLEX, 0)
#undef MW2
#define ON(name, L, N, J, lambda, grid, field, full)                                               \
  {"s2wav_grids", name, {L, N, J, 0, lambda, grid, field, {0}}, full},
                    ON("L16_N3_Jmin0_lam3_spin0_mw_multires_real", 16, 3, 0, 3, S2_GRID_MW,
                       S2FFT_REAL, 0) ON("L16_N3_Jmin2_lam3_spin0_mw_multires_complex", 16, 3, 2, 3,
                                         S2_GRID_MW, S2FFT_COMPLEX, 0)
                        ON("L16_N3_Jmin2_lam2_spin0_mwss_multires_real", 16, 3, 2, 2, S2_GRID_MWSS,
                           S2FFT_REAL, 0) ON("L16_N3_Jmin2_lam2_spin0_dh_multires_real", 16, 3, 2,
                                             2, S2_GRID_DH, S2FFT_REAL, 0)
                            ON("L16_N3_Jmin2_lam2_spin0_gl_multires_real", 16, 3, 2, 2, S2_GRID_GL,
                               S2FFT_REAL, 0) ON("L32_N1_Jmin2_lam2_spin0_mw_multires_real", 32, 1,
                                                 2, 2, S2_GRID_MW, S2FFT_REAL, 0)
                                ON("L32_N1_Jmin3_lam2_spin0_healpix16_upsampled_real", 32, 1, 3, 2,
                                   S2_GRID_HEALPIX, S2FFT_REAL, 1)
                                    ON("L32_N3_Jmin4_lam2_spin0_healpix16_upsampled_real", 32, 3, 4,
                                       2, S2_GRID_HEALPIX, S2FFT_REAL, 1)
#undef ON
};

static waves make_golden(const golden *g, s2wav_scaling scaling)
{
  wave_case c = g->c;
  c.options = wave_options(S2WAV_FULL, g->full_resolution);
  c.options.scaling = scaling;
  return make_waves(&c);
}

/// Doubles of scale i.
static size_t size_of(const waves *w, int i, size_t *offset)
{
  s2wav_scale s;
  assert_ok(s2wav_get_scale(w->plan, i, &s));
  size_t width = w->field == S2FFT_REAL ? 1 : 2;
  *offset = (size_t)s.offset * width;
  return (size_t)s.size * width;
}

/// Wavelet maps of the file, one after another.
static double *golden_wav(npz *file, const golden *g, const waves *w)
{
  double *wav = zeros(w->wav);
  for (int i = 0; i < s2wav_nscales(w->plan); ++i) {
    size_t at, size = size_of(w, i, &at);
    const double *map = npz_get(file, size, "%s__wav_j%d", g->name, g->c.J_min + i);
    memcpy(wav + at, map, size * sizeof *map);
  }
  return wav;
}

static void check_case(const golden *g)
{
  npz *file = npz_open(g->file);
  waves w = make_golden(g, S2WAV_SCALING_SIGNAL);
  double *wav = golden_wav(file, g, &w), *own = zeros(w.wav), *scal = zeros(w.scal);
  double *f = zeros(w.map);
  const double *golden_scal = npz_get(file, w.scal, "%s__scal", g->name);
  const double *golden_f = npz_get(file, w.map, "%s__f", g->name);
  assert_ok(apply(&w, MAPS, ANALYSIS, (double *)golden_f, own, scal, NULL));
  assert_bound(relative(own, wav, w.wav), 1e-12, "wavelets, %s", g->name);
  assert_bound(relative(scal, golden_scal, w.scal), 1e-12, "scaling map, %s", g->name);
  if (g->c.kind == S2_GRID_HEALPIX) golden_f = npz_get(file, w.map, "%s__f_synthesised", g->name);
  assert_ok(apply(&w, MAPS, SYNTHESIS, f, wav, (double *)golden_scal, NULL));
  assert_bound(relative(f, golden_f, w.map), 1e-12, "synthesis, %s", g->name);
  free(wav);
  free(own);
  free(scal);
  free(f);
  free_waves(&w);
  npz_close(file);
}

static void maps_are_those_of_s2wav(void **state)
{
  (void)state;
  for (size_t i = 0; i < COUNT(cases); ++i) check_case(&cases[i]);
}

static void scaling_maps_of_spin_0_are_those_of_s2let(void **state)
{
  (void)state;
  int checked = 0;
  for (size_t i = 0; i < COUNT(cases); ++i) {
    const golden *g = &cases[i];
    if (g->c.spin == 0 || g->full_resolution) continue;
    npz *file = npz_open(g->file);
    waves w = make_golden(g, S2WAV_SCALING_SCALAR);
    double *wav = zeros(w.wav), *scal = zeros(w.scal);
    const double *expected = npz_get(file, w.scal, "%s__scal_pys2let_spin0", g->name);
    const double *f = npz_get(file, w.map, "%s__f", g->name);
    assert_ok(apply(&w, MAPS, ANALYSIS, (double *)f, wav, scal, NULL));
    assert_bound(relative(scal, expected, w.scal), 1e-12, "scaling map, %s", g->name);
    ++checked;
    free(wav);
    free(scal);
    free_waves(&w);
    npz_close(file);
  }
  assert_int_equal(checked, 2);
}

// ------------------------------------------------------------------ adjoints

/// Part of a ring whose orders m have one parity: of both packages' analyses of MW maps, ssht's (of
/// s2let) reads on the pole what no band-limited map can have there, m + spin odd, and s2fft's does
/// not. Its adjoint gives zero for it. Both are exact, and equal for all other samples.
static void keep_parity(double *ring, int nphi, int width, int parity)
{
  double *out = zeros(2 * (size_t)nphi);
  for (int m = -(nphi / 2); m <= nphi / 2; ++m) {
    double re = 0, im = 0;
    if ((m & 1) != parity) continue;
    for (int p = 0; p < nphi; ++p) {
      double c = cos(2 * PI * m * p / nphi), s = sin(2 * PI * m * p / nphi);
      double x = ring[width * p], y = width == 2 ? ring[2 * p + 1] : 0;
      re += (x * c + y * s) / nphi;
      im += (y * c - x * s) / nphi;
    }
    for (int p = 0; p < nphi; ++p) {
      double c = cos(2 * PI * m * p / nphi), s = sin(2 * PI * m * p / nphi);
      out[2 * p] += re * c - im * s;
      out[2 * p + 1] += re * s + im * c;
    }
  }
  for (int p = 0; p < nphi; ++p)
    for (int i = 0; i < width; ++i) ring[width * p + i] = out[2 * p + i];
  free(out);
}

/// A copy of MW maps of band-limit L, one after another, with that done on every pole.
static double *without_pole_excess(const double *maps, size_t count, int L, int width, int parity)
{
  size_t slice = (size_t)(L * (2 * L - 1) * width), ring = (size_t)((2 * L - 1) * width);
  double *copy = zeros(count * slice);
  memcpy(copy, maps, count * slice * sizeof *copy);
  for (size_t k = 1; k <= count; ++k)
    keep_parity(copy + k * slice - ring, 2 * L - 1, width, parity);
  return copy;
}

static void check_map(const double *own, const double *maps, size_t count, int L, int width,
                      int parity, const char *what)
{
  double *expected = without_pole_excess(maps, count, L, width, parity);
  size_t size = count * (size_t)(L * (2 * L - 1) * width);
  assert_bound(relative(own, expected, size), 1e-12, "%s", what);
  free(expected);
}

static void check_wavelets(const waves *w, const golden *g, const double *own, const double *wav)
{
  for (int i = 0; i < s2wav_nscales(w->plan); ++i) {
    s2wav_scale s;
    assert_ok(s2wav_get_scale(w->plan, i, &s));
    check_map(own + 2 * s.offset, wav + 2 * s.offset, (size_t)s.ngamma, s.L, 2, (g->c.N - 1) % 2,
              g->name);
  }
}

static void check_adjoints(npz *file, const golden *g)
{
  waves w = make_golden(g, S2WAV_SCALING_SCALAR);
  const double *f = npz_get(file, w.map, "%s__random_f", g->name);
  const double *wav = npz_get(file, w.wav, "%s__random_wav", g->name);
  const double *scal = npz_get(file, w.scal, "%s__random_scal", g->name);
  double *own = zeros(w.map), *own_wav = zeros(w.wav), *own_scal = zeros(w.scal);
  assert_ok(apply(&w, MAPS, ANALYSIS_ADJOINT, own, (double *)wav, (double *)scal, NULL));
  check_map(own, npz_get(file, w.map, "%s__analysis_adjoint", g->name), 1, 16, 2, g->c.spin % 2,
            "adjoint of the analysis");
  assert_ok(apply(&w, MAPS, SYNTHESIS_ADJOINT, (double *)f, own_wav, own_scal, NULL));
  check_wavelets(&w, g, own_wav, npz_get(file, w.wav, "%s__synthesis_adjoint_wav", g->name));
  check_map(own_scal, npz_get(file, w.scal, "%s__synthesis_adjoint_scal", g->name), 1, 4, 2, 0,
            "adjoint of the synthesis, scaling map");
  free(own);
  free(own_wav);
  free(own_scal);
  free_waves(&w);
}

static void adjoints_are_those_of_s2let(void **state)
{
  (void)state;
#define S2LET(name, N, s)                                                                          \
  {                                                                                                \
    "s2wav_adjoints", "pys2let_L16_" name "_mw_multires_complex",                                  \
        {16, N, 2, s, 2, S2_GRID_MW, S2FFT_COMPLEX, {0}}, 0                                        \
  }
  static const golden adjoints[] = {S2LET("N1_Jmin2_lam2_spin0", 1, 0),
                                    S2LET("N3_Jmin2_lam2_spin0", 3, 0),
                                    S2LET("N4_Jmin2_lam2_spin2", 4, 2)};
  npz *file = npz_open("s2wav_adjoints");
  for (size_t i = 0; i < COUNT(adjoints); ++i) check_adjoints(file, &adjoints[i]);
  npz_close(file);
}

/// The gradient of (sum |W|^2 + sum scal^2) / 2 is the adjoint of the analysis of both.
static void the_gradient_is_that_of_jax(void **state)
{
  (void)state;
  static const golden g = {"s2wav_adjoints",
                           "gradient_L16_N3_Jmin2_lam2_spin0_mw_multires_real",
                           {16, 3, 2, 0, 2, S2_GRID_MW, S2FFT_REAL, {0}},
                           0};
  npz *file = npz_open(g.file);
  waves w = make_golden(&g, S2WAV_SCALING_SCALAR);
  double *wav = zeros(w.wav), *scal = zeros(w.scal), *gradient = zeros(w.map);
  const double *f = npz_get(file, w.map, "%s__f", g.name);
  assert_ok(apply(&w, MAPS, ANALYSIS, (double *)f, wav, scal, NULL));
  double loss = (dot(wav, wav, w.wav) + dot(scal, scal, w.scal)) / 2;
  double expected = *npz_get(file, 1, "%s__half_sum_of_squares", g.name);
  assert_bound((loss - expected) / expected, 1e-12, "loss");
  assert_bound((expected - loss) / expected, 1e-12, "loss");
  assert_ok(apply(&w, MAPS, ANALYSIS_ADJOINT, gradient, wav, scal, NULL));
  check_map(gradient, npz_get(file, w.map, "%s__gradient", g.name), 1, 16, 1, 0, "gradient");
  free(wav);
  free(scal);
  free(gradient);
  free_waves(&w);
  npz_close(file);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(maps_are_those_of_s2wav),
      cmocka_unit_test(scaling_maps_of_spin_0_are_those_of_s2let),
      cmocka_unit_test(adjoints_are_those_of_s2let),
      cmocka_unit_test(the_gradient_is_that_of_jax),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
