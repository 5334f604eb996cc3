// SPDX-License-Identifier: MIT
// Gradients with respect to kernels: E is linear in them, so differences are exact.
#include "waves.h"

#include <math.h>
#include <s2fft/layout.h>
#include <s2fft/so3.h>
#include <s2wav/gradient.h>
#include <stdlib.h>
#include <string.h>

enum { L = 16, J_MAX = 4 };

/// Low-pass functions whose kernels see every degree; `bend` changes them without changing that.
/// K_j(0) = 1: the scaling function sees the mean alone.
static s2wav_tiling *bent_tiling(int N, int spin, double bend)
{
  double lowpass[(J_MAX + 2) * L];
  for (int j = 0; j < J_MAX + 2; ++j)
    for (int l = 0; l < L; ++l) {
      double x = (j + 1.0) / (J_MAX + 2);
      lowpass[j * L + l] = l == 0 || j == J_MAX + 1 ? 1 : pow(x, 1 + bend * (1 + 0.1 * l));
    }
  s2wav_tiling_options o = tiling_of(2, 1, N, spin);
  o.kernel = S2WAV_TABLE;
  o.lowpass = lowpass;
  o.J_max = J_MAX;
  return make_tiling(L, &o);
}

static waves make_bent(s2fft_field field, s2wav_storage storage, const s2wav_tiling *tiling)
{
  waves w = {.field = field, .L = L, .spin = s2wav_tiling_spin(tiling)};
  s2wav_options o = wave_options(storage, 0);
  size_t width = field == S2FFT_REAL ? 1 : 2;
  assert_ok(s2_grid_create(&w.grid, S2_GRID_GL, L));
  assert_ok(s2wav_plan_create(&w.plan, tiling, w.grid, &o));
  w.wav = width * (size_t)s2wav_wav_size(w.plan);
  w.scal = width * (size_t)s2wav_scal_size(w.plan);
  w.lm = 2 * (size_t)s2wav_lm_size(w.plan, field);
  w.lmn = 2 * (size_t)s2wav_lmn_size(w.plan, field);
  w.scal_lm = 2 * (size_t)s2wav_scal_lm_size(w.plan, field);
  return w;
}

/// The signal, and arbitrary wavelet and scaling maps: input of one transform, and the gradient of
/// E = <given, output> with respect to the output.
typedef struct given {
  double *flm, *wav, *scal;
} given;

static given make_given(const waves *w)
{
  return (given){random_lm(w, 1), randoms(w->wav, 2), randoms(w->scal, 3)};
}

static void free_given(given *g)
{
  free(g->flm);
  free(g->wav);
  free(g->scal);
}

/// E of the analysis, or of the synthesis.
static double value(const waves *w, operation op, const given *g)
{
  double *flm = zeros(w->lm), *wav = zeros(w->wav), *scal = zeros(w->scal), sum;
  if (op == ANALYSIS) {
    assert_ok(apply(w, COEFFICIENTS, op, g->flm, wav, scal, NULL));
    sum = dot(g->wav, wav, w->wav) + dot(g->scal, scal, w->scal);
  } else {
    assert_ok(apply(w, COEFFICIENTS, op, flm, g->wav, g->scal, NULL));
    sum = lm_dot(w, L, g->flm, flm);
  }
  free(flm);
  free(wav);
  free(scal);
  return sum;
}

static s2_status gradient_of(const waves *w, operation op, const given *g,
                             const s2wav_filter_gradient *out, s2wav_workspace *work)
{
  const s2_complex *flm = (const s2_complex *)g->flm;
  const s2_complex *wav = (const s2_complex *)g->wav, *scal = (const s2_complex *)g->scal;
  if (w->field == S2FFT_REAL)
    return op == ANALYSIS
               ? s2wav_analysis_filter_gradient(w->plan, flm, g->wav, g->scal, out, work)
               : s2wav_synthesis_filter_gradient(w->plan, g->wav, g->scal, flm, out, work);
  return op == ANALYSIS
             ? s2wav_analysis_filter_gradient_complex(w->plan, flm, wav, scal, out, work)
             : s2wav_synthesis_filter_gradient_complex(w->plan, wav, scal, flm, out, work);
}

// ------------------------------------------------------------------ kappa

/// What the gradient says of the change from one tiling to the other; `size`: the sum of the
/// absolute values of its terms, which cancel.
static double predicted(const s2wav_tiling *from, const s2wav_tiling *to, const double *kappa,
                        const double *kappa0, double *size)
{
  double sum = *size = 0;
  for (int i = S2WAV_SCALING; i < s2wav_tiling_nscales(from); ++i)
    for (int l = 0; l < L; ++l) {
      double step = s2wav_tiling_kappa(to, i)[l] - s2wav_tiling_kappa(from, i)[l];
      double term = step * (i == S2WAV_SCALING ? kappa0[l] : kappa[i * L + l]);
      sum += term;
      *size += fabs(term);
    }
  return sum;
}

static void check_kappa(int N, int spin, s2fft_field field, s2wav_storage storage, operation op)
{
  s2wav_tiling *from = bent_tiling(N, spin, 0.2), *to = bent_tiling(N, spin, 0.6);
  waves w = make_bent(field, storage, from), v = make_bent(field, storage, to);
  given g = make_given(&w);
  double *kappa = randoms((size_t)(s2wav_nscales(w.plan) * L), 4), kappa0[L];
  s2wav_filter_gradient out = {kappa, kappa0, NULL};
  assert_ok(gradient_of(&w, op, &g, &out, NULL));
  double change = value(&v, op, &g) - value(&w, op, &g), size;
  double expected = predicted(from, to, kappa, kappa0, &size);
  assert_bound(fabs(expected - change) / size, 1e-13, "N %d spin %d field %d storage %d op %d", N,
               spin, (int)field, (int)storage, (int)op);
  free(kappa);
  free_given(&g);
  free_waves(&w);
  free_waves(&v);
  s2wav_tiling_destroy(from);
  s2wav_tiling_destroy(to);
}

static void differences_between_tilings_are_the_gradient(void **state)
{
  (void)state;
  for (int op = ANALYSIS; op <= SYNTHESIS; ++op)
    for (int storage = 0; storage < 2; ++storage)
      for (int N = 1; N <= 4; ++N) {
        check_kappa(N, 0, S2FFT_REAL, (s2wav_storage)storage, (operation)op);
        check_kappa(N, 0, S2FFT_COMPLEX, (s2wav_storage)storage, (operation)op);
        check_kappa(N, 2, S2FFT_COMPLEX, (s2wav_storage)storage, (operation)op);
      }
}

// ------------------------------------------------------------------ directions

/// sum_m f_lm conj(z_lm) of one order, both in their own layouts.
static void degree_product(const waves *w, const double *flm, const double *z,
                           const s2fft_so3_plan *plan, int l, int n, double h[2])
{
  h[0] = h[1] = 0;
  for (int m = -l; m <= l; ++m) {
    const double *f = flm + 2 * s2fft_layout_index(S2FFT_LAYOUT_SQUARE, w->L, -1, l, m);
    const double *c = z + 2 * s2fft_so3_flmn_index(plan, S2FFT_COMPLEX, l, m, n);
    h[0] += f[0] * c[0] + f[1] * c[1];
    h[1] += f[1] * c[0] - f[0] * c[1];
  }
}

/// Add what scale i gives: with Z the adjoint of the Wigner synthesis of the map, E = Re sum
/// conj(Z_lmn) sqrt(8 pi^2/(2l+1)) kappa conj(s_ln) f_lm.
static void add_expected(const waves *w, const s2wav_tiling *tiling, int i, const given *g,
                         double *direction)
{
  s2wav_scale s;
  s2fft_so3_plan *plan;
  s2fft_so3_options o;
  int N = s2wav_tiling_N(tiling);
  assert_ok(s2wav_get_scale(w->plan, i, &s));
  s2fft_so3_options_init(&o);
  o.storage = S2FFT_SO3_STEERABLE;
  o.nthreads = 1;
  assert_ok(s2fft_so3_plan_create(&plan, s2wav_scale_grid(w->plan, i), s.L, s.N, &o));
  double *z = zeros(2 * (size_t)s2fft_so3_flmn_size(plan, S2FFT_COMPLEX)), h[2];
  assert_ok(s2fft_so3_inverse_adjoint_complex(plan, (const s2_complex *)g->wav + s.offset,
                                              (s2_complex *)z, NULL));
  for (int l = 1; l < s.L; ++l)
    for (int n = 1 - s.N; n < s.N; ++n) {
      if (abs(n) > l) continue;
      double factor = sqrt(8 * PI * PI / (2 * l + 1)) * s2wav_tiling_kappa(tiling, i)[l];
      degree_product(w, g->flm, z, plan, l, n, h);
      direction[2 * (l * (2 * N - 1) + N - 1 + n)] += factor * h[0];
      direction[2 * (l * (2 * N - 1) + N - 1 + n) + 1] += factor * h[1];
    }
  free(z);
  s2fft_so3_plan_destroy(plan);
}

static void direction_gradients_are_those_of_the_wigner_transform(void **state)
{
  (void)state;
  for (int N = 1; N <= 5; ++N) {
    s2wav_tiling *tiling = bent_tiling(N, 0, 0.3);
    waves w = make_bent(S2FFT_COMPLEX, S2WAV_STEERABLE, tiling);
    given g = make_given(&w);
    size_t size = 2 * L * (2 * (size_t)N - 1);
    double *own = randoms(size, 4), *expected = zeros(size);
    s2wav_filter_gradient out = {NULL, NULL, (s2_complex *)own};
    assert_ok(gradient_of(&w, ANALYSIS, &g, &out, NULL));
    for (int i = 0; i < s2wav_nscales(w.plan); ++i) add_expected(&w, tiling, i, &g, expected);
    assert_bound(relative(own, expected, size), 1e-13, "N %d", N);
    free(own);
    free(expected);
    free_given(&g);
    free_waves(&w);
    s2wav_tiling_destroy(tiling);
  }
}

/// E is homogeneous in s: E = Re sum conj(dE/ds) s, without the scaling map.
static void check_homogeneous(int N, s2fft_field field, operation op)
{
  s2wav_tiling *tiling = bent_tiling(N, 0, 0.3);
  waves w = make_bent(field, S2WAV_FULL, tiling);
  given g = make_given(&w);
  memset(g.scal, 0, w.scal * sizeof *g.scal);
  size_t width = 2 * (2 * (size_t)N - 1);
  double *own = zeros(L * width), *row = zeros(width), sum = 0, size = 0;
  s2wav_filter_gradient out = {NULL, NULL, (s2_complex *)own};
  assert_ok(gradient_of(&w, op, &g, &out, NULL));
  for (size_t l = 0; l < L; ++l) {
    assert_ok(s2wav_tiling_row(tiling, (int)l, (s2_complex *)row));
    double term = dot(own + l * width, row, width);
    sum += term;
    size += fabs(term);
  }
  assert_bound(fabs(sum - value(&w, op, &g)) / size, 1e-13, "N %d field %d op %d", N, (int)field,
               (int)op);
  free(own);
  free(row);
  free_given(&g);
  free_waves(&w);
  s2wav_tiling_destroy(tiling);
}

static void direction_gradients_add_up(void **state)
{
  (void)state;
  for (int N = 1; N <= 4; ++N)
    for (int field = S2FFT_REAL; field <= S2FFT_COMPLEX; ++field)
      for (int op = ANALYSIS; op <= SYNTHESIS; ++op)
        check_homogeneous(N, (s2fft_field)field, (operation)op);
}

// ------------------------------------------------------------------ memory

/// With the memory of the orders of one |n|, which are then taken in another order.
static void check_stream(s2fft_field field, operation op)
{
  enum { N = 5, ROWS = 2 * L * (2 * N - 1), KAPPA = (J_MAX + 1) * L };
  s2wav_tiling *tiling = bent_tiling(N, 0, 0.3);
  waves w = make_bent(field, S2WAV_STEERABLE, tiling);
  given g = make_given(&w);
  double *out[2][2];
  for (int use = S2WAV_USE_WHOLE; use <= S2WAV_USE_STREAM; ++use) {
    s2wav_workspace *work;
    out[use][0] = zeros(KAPPA);
    out[use][1] = zeros(ROWS);
    s2wav_filter_gradient to = {out[use][0], NULL, (s2_complex *)out[use][1]};
    assert_ok(s2wav_workspace_create(&work, w.plan, field, (s2wav_use)use));
    assert_ok(gradient_of(&w, op, &g, &to, work));
    s2wav_workspace_destroy(work);
  }
  assert_bound(relative(out[1][0], out[0][0], KAPPA), 1e-14, "kappa, field %d", (int)field);
  assert_bound(relative(out[1][1], out[0][1], ROWS), 1e-14, "directions, field %d", (int)field);
  for (int k = 0; k < 4; ++k) free(out[k / 2][k % 2]);
  free_given(&g);
  free_waves(&w);
  s2wav_tiling_destroy(tiling);
}

static void little_memory_gives_the_same_gradients(void **state)
{
  (void)state;
  for (int field = S2FFT_REAL; field <= S2FFT_COMPLEX; ++field)
    for (int op = ANALYSIS; op <= SYNTHESIS; ++op) check_stream((s2fft_field)field, (operation)op);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(differences_between_tilings_are_the_gradient),
      cmocka_unit_test(direction_gradients_are_those_of_the_wigner_transform),
      cmocka_unit_test(direction_gradients_add_up),
      cmocka_unit_test(little_memory_gives_the_same_gradients),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
