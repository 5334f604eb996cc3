// SPDX-License-Identifier: MIT
// Curvelets: rows, frame, adjoints, maps.
#include "support.h"

#include <complex.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <s2fft/so3.h>
#include <s2fft/wigner.h>
#include <s2wav/curvelet.h>
#include <stdlib.h>

enum { L = 12, LM = L * L };

/// The definition: a wavelet with orders +-l alone, turned by theta_j.
static void rows_are_those_of_a_turned_wavelet(void **state)
{
  (void)state;
  for (int spin = -2; spin <= 2; ++spin) {
    s2wav_tiling_options o = tiling_of(2, 2, 1, spin);
    s2wav_tiling *t = make_tiling(L, &o);
    for (int i = 0; i < s2wav_tiling_nscales(t); ++i)
      for (int l = 1; l < L; ++l) {
        s2_complex D[(2 * L - 1) * (2 * L - 1)];
        double row[2 * L - 1], sum = 0;
        s2fft_euler turn = {0, acos(-spin / (double)(4 << i)), 0};
        assert_ok(s2wav_curvelet_row(t, i, l, row));
        assert_ok(s2fft_wigner_D(l, &turn, D));
        for (int n = 0; n <= 2 * l; ++n) {
          s2_complex low = D[n * (2 * l + 1)], high = D[n * (2 * l + 1) + 2 * l];
          double expected = creal(high + (l % 2 == 0 ? low : -low)) / sqrt(2);
          assert_bound(fabs(row[n] - expected), 1e-14, "spin %d scale %d l %d", spin, i, l);
          sum += row[n] * row[n];
          double sign = n % 2 == l % 2 ? 1 : -1;
          if (spin == 0) assert_bound(fabs(row[n] - sign * row[2 * l - n]), 1e-14, "real, l %d", l);
        }
        assert_bound(fabs(sum - 1), 1e-13, "spin %d scale %d l %d", spin, i, l);
      }
    s2wav_tiling_destroy(t);
  }
}

/// |psi| of the finest scale is largest at the pole (identity rotation: psi = sum_ln psi_ln Y_ln).
static void curvelets_sit_at_the_pole(void **state)
{
  (void)state;
  enum { limit = 33 };
  double row[2 * limit - 1], harmonic[2 * limit - 1], at_pole = 0, elsewhere = 0;
  s2wav_tiling *t = make_tiling(limit, NULL);
  int i = 4;
  for (int step = 0; step < 60; ++step) {
    double theta = PI * step / 60;
    s2_complex psi[4] = {0};
    for (int l = 0; l < limit; ++l) {
      assert_ok(s2wav_curvelet_row(t, i, l, row));
      assert_ok(s2fft_harmonic_row(l, 0, cos(theta / 2), sin(theta / 2), harmonic));
      for (int k = 0; k < 4; ++k) // four meridians
        for (int n = 0; n <= 2 * l; ++n)
          psi[k] += sqrt(2 * l + 1) * s2wav_tiling_kappa(t, i)[l] * row[n] * harmonic[n] *
                    cexp(I * (n - l) * k * PI / 4);
    }
    for (int k = 0; k < 4; ++k) {
      if (step == 0) at_pole = fmax(at_pole, cabs(psi[k]));
      if (step > 15) elsewhere = fmax(elsewhere, cabs(psi[k])); // 48 degrees and more away
    }
  }
  assert_true(at_pole > 10 * elsewhere);
  s2wav_tiling_destroy(t);
}

static void fill(size_t n, uint64_t seed, s2_complex *a)
{
  for (size_t i = 0; i < n; ++i) a[i] = uniform(&seed) + I * uniform(&seed);
}

/// Through the coefficients of every scale and, if there is a plan, its map on SO(3).
static void add_scale(const s2wav_tiling *t, int i, int maps, const s2_complex *flm,
                      s2_complex *back)
{
  s2wav_band band;
  assert_ok(s2wav_tiling_band(t, i, &band));
  s2_complex *wlmn = malloc((size_t)s2wav_curvelet_size(t, i) * sizeof *wlmn);
  assert_ok(s2wav_curvelet_analysis(t, i, flm, wlmn));
  if (maps) {
    s2_grid *grid;
    s2fft_so3_plan *plan;
    assert_ok(s2_grid_create(&grid, S2_GRID_MW, band.L));
    assert_ok(s2fft_so3_plan_create(&plan, grid, band.L, band.L, NULL));
    s2_complex *map = malloc((size_t)s2fft_so3_map_size(plan, S2FFT_COMPLEX) * sizeof *map);
    assert_int_equal(s2wav_curvelet_size(t, i), s2fft_so3_flmn_size(plan, S2FFT_COMPLEX));
    assert_ok(s2fft_so3_inverse_complex(plan, wlmn, map, NULL));
    assert_ok(s2fft_so3_forward_complex(plan, map, wlmn, NULL));
    free(map);
    s2fft_so3_plan_destroy(plan);
    s2_grid_destroy(grid);
  }
  assert_ok(s2wav_curvelet_synthesis(t, i, wlmn, back));
  free(wlmn);
}

static void synthesis_undoes_analysis(void **state)
{
  (void)state;
  for (int spin = 0; spin <= 2; ++spin)
    for (int maps = 0; maps <= 1; ++maps) {
      s2wav_tiling_options o = tiling_of(2, 1, 1, spin);
      s2wav_tiling *t = make_tiling(L, &o);
      s2_complex flm[LM], back[LM] = {0};
      fill(LM, 1, flm);
      for (int k = 0; k < spin * spin; ++k) flm[k] = 0;
      for (int i = 0; i < s2wav_tiling_nscales(t); ++i) add_scale(t, i, maps, flm, back);
      for (int l = 0; l < L; ++l)
        for (int k = l * l; k < (l + 1) * (l + 1); ++k) {
          back[k] += pow(s2wav_tiling_kappa(t, S2WAV_SCALING)[l], 2) * flm[k];
          assert_bound(cabs(back[k] - flm[k]), 1e-13, "spin %d maps %d l %d", spin, maps, l);
        }
      s2wav_tiling_destroy(t);
    }
}

static s2_complex dot(size_t n, const s2_complex *a, const s2_complex *b)
{
  s2_complex sum = 0;
  for (size_t i = 0; i < n; ++i) sum += conj(a[i]) * b[i];
  return sum;
}

static void adjoints_are_exact(void **state)
{
  (void)state;
  s2wav_tiling *t = make_tiling(L, NULL);
  for (int i = 0; i < s2wav_tiling_nscales(t); ++i) {
    size_t size = (size_t)s2wav_curvelet_size(t, i);
    s2_complex flm[LM], back[LM] = {0}, *x = malloc(size * sizeof *x),
                        *y = malloc(size * sizeof *y);
    fill(LM, 1, flm);
    fill(size, 2, x);
    assert_ok(s2wav_curvelet_analysis(t, i, flm, y));
    assert_ok(s2wav_curvelet_analysis_adjoint(t, i, x, back));
    s2_complex left = dot(size, x, y), right = dot(LM, back, flm);
    assert_bound(cabs(left - right), 1e-13 * (1 + cabs(left)), "analysis, scale %d", i);
    for (int k = 0; k < LM; ++k) back[k] = 0;
    assert_ok(s2wav_curvelet_synthesis(t, i, x, back));
    assert_ok(s2wav_curvelet_synthesis_adjoint(t, i, flm, y));
    left = dot(size, x, y), right = dot(LM, back, flm);
    assert_bound(cabs(left - right), 1e-13 * (1 + cabs(left)), "synthesis, scale %d", i);
    free(x);
    free(y);
  }
  s2wav_tiling_destroy(t);
}

static void bad_arguments_are_named(void **state)
{
  (void)state;
  double row[2 * L - 1];
  s2_complex flm[LM], *wlmn;
  s2wav_tiling *t = make_tiling(L, NULL);
  wlmn = malloc((size_t)s2wav_curvelet_size(t, 4) * sizeof *wlmn);
#define REFUSED(call, ...) assert_refused(call, S2_ERR_ARGUMENT, __VA_ARGS__, NULL)
  REFUSED(s2wav_curvelet_row(NULL, 0, 0, row), "tiling is NULL");
  REFUSED(s2wav_curvelet_row(t, S2WAV_SCALING, 0, row), "i = -1", "0 .. 4");
  REFUSED(s2wav_curvelet_row(t, 5, 0, row), "i = 5");
  REFUSED(s2wav_curvelet_row(t, 0, L, row), "l = 12", "0 .. 11");
  REFUSED(s2wav_curvelet_row(t, 0, 1, NULL), "row is NULL");
  REFUSED(s2wav_curvelet_analysis(t, 5, flm, wlmn), "i = 5");
  REFUSED(s2wav_curvelet_analysis(t, 0, NULL, wlmn), "flm is NULL");
  REFUSED(s2wav_curvelet_synthesis(t, 0, NULL, flm), "wlmn is NULL");
#undef REFUSED
  assert_int_equal(s2wav_curvelet_size(t, 5), 0);
  for (int call = 0; call < 2; ++call) {
    s2_priv_fail_after(0);
    s2_status status =
        call == 0 ? s2wav_curvelet_row(t, 0, 3, row) : s2wav_curvelet_analysis(t, 0, flm, wlmn);
    s2_priv_fail_after(-1);
    assert_int_equal(status, S2_ERR_MEMORY);
  }
  free(wlmn);
  s2wav_tiling_destroy(t);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_are_those_of_a_turned_wavelet),
      cmocka_unit_test(curvelets_sit_at_the_pole),
      cmocka_unit_test(synthesis_undoes_analysis),
      cmocka_unit_test(adjoints_are_exact),
      cmocka_unit_test(bad_arguments_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
