// SPDX-License-Identifier: MIT
// Kernels against those of the package s2wav (data/README.md).
#include "support.h"

#include <math.h>
#include <stdio.h>

enum { L = 32 };
static const double TOLERANCE = 1e-13;

/// psi of one scale and degree from the tiling: sqrt((2l+1) / 8 pi^2) kappa s.
static void psi_row(const s2wav_tiling *t, int i, int l, double *out)
{
  double scale = sqrt((2 * l + 1) / (8 * PI * PI)) * s2wav_tiling_kappa(t, i)[l];
  assert_ok(s2wav_tiling_row(t, l, (s2_complex *)out));
  for (int n = 0; n < 2 * (2 * s2wav_tiling_N(t) - 1); ++n) out[n] *= scale;
}

static void compare(npz *file, int lambda, int J_min, int N, int spin)
{
  s2wav_tiling_options o = tiling_of(lambda, J_min, N, spin);
  s2wav_tiling *t = make_tiling(L, &o);
  int J = s2wav_tiling_J_max(t), width = 2 * (2 * N - 1);
  char name[64];
  snprintf(name, sizeof name, "lam%d_Jmin%d_N%d_spin%d", lambda, J_min, N, spin);
  const double *psi = npz_get(file, (size_t)((J + 1) * L * width), "psi_%s", name);
  const double *phi = npz_get(file, L, "phi_%s", name);
  for (int l = 0; l < L; ++l) {
    double row[14];
    for (int i = 0; i < s2wav_tiling_nscales(t); ++i) {
      psi_row(t, i, l, row);
      assert_bound(difference(row, psi + ((J_min + i) * L + l) * width, (size_t)width), TOLERANCE,
                   "%s j %d l %d", name, J_min + i, l);
    }
    double scaling = sqrt((2 * l + 1) / (4 * PI)) * s2wav_tiling_kappa(t, S2WAV_SCALING)[l];
    assert_bound(fabs(scaling - phi[l]), TOLERANCE, "%s phi l %d", name, l);
  }
  s2wav_tiling_destroy(t);
}

static void filters_are_those_of_s2wav(void **state)
{
  (void)state;
  npz *file = npz_open("s2wav_filters");
  static const int orientations[] = {1, 3, 4};
  for (int k = 0; k < 24; ++k)
    compare(file, 2 + k % 2, k / 2 % 2 * 2, orientations[k / 8], k / 4 % 2 * 2);
  npz_close(file);
}

static void axisymmetric_kernels_are_those_of_s2wav(void **state)
{
  (void)state;
  npz *file = npz_open("s2wav_filters");
  for (int k = 0; k < 4; ++k) {
    int lambda = 2 + k % 2, J_min = k / 2 * 2;
    s2wav_tiling_options o = tiling_of(lambda, J_min, 1, 0);
    s2wav_tiling *t = make_tiling(L, &o);
    size_t rows = (size_t)s2wav_tiling_J_max(t) + 1;
    const double *kappa = npz_get(file, rows * L, "kappa_lam%d_Jmin%d", lambda, J_min);
    const double *kappa0 = npz_get(file, L, "kappa0_lam%d_Jmin%d", lambda, J_min);
    for (int i = 0; i < s2wav_tiling_nscales(t); ++i)
      assert_bound(difference(s2wav_tiling_kappa(t, i), kappa + (J_min + i) * L, L), TOLERANCE,
                   "lambda %d scale %d", lambda, i);
    assert_bound(difference(s2wav_tiling_kappa(t, S2WAV_SCALING), kappa0, L), TOLERANCE,
                 "lambda %d scaling", lambda);
    s2wav_tiling_destroy(t);
  }
  npz_close(file);
}

/// Each row of the table is the square of a scaling function; the last, of one and of the kernel
/// above it.
static void lowpass_tables_are_those_of_s2wav(void **state)
{
  (void)state;
  npz *file = npz_open("s2wav_filters");
  for (int lambda = 2; lambda <= 3; ++lambda) {
    int J = lambda == 2 ? 5 : 4;
    const double *table = npz_get(file, (size_t)((J + 2) * L), "k_table_lam%d", lambda);
    for (int j = 0; j <= J; ++j) {
      s2wav_tiling_options o = tiling_of(lambda, j < J ? j : J - 1, 1, 0);
      s2wav_tiling *t = make_tiling(L, &o);
      assert_int_equal(s2wav_tiling_J_max(t), J);
      for (int l = 0; l < L; ++l)
        assert_bound(fabs(lowpass_at(t, j, l) - table[j * L + l]), TOLERANCE, "lambda %d K_%d(%d)",
                     lambda, j, l);
      s2wav_tiling_destroy(t);
    }
    for (int l = 0; l < L; ++l) assert_true(table[(J + 1) * L + l] == 1);
  }
  npz_close(file);
}

static void directional_rows_are_those_of_s2wav(void **state)
{
  (void)state;
  npz *file = npz_open("s2wav_filters");
  static const int orientations[] = {1, 3, 4};
  for (size_t k = 0; k < COUNT(orientations); ++k) {
    int N = orientations[k], width = 2 * (2 * N - 1);
    s2wav_tiling_options o = tiling_of(2, 0, N, 0);
    s2wav_tiling *t = make_tiling(L, &o);
    const double *direction = npz_get(file, (size_t)(L * width), "direction_N%d", N);
    for (int l = 0; l < L; ++l) {
      double row[14];
      assert_ok(s2wav_tiling_row(t, l, (s2_complex *)row));
      assert_bound(difference(row, direction + l * width, (size_t)width), TOLERANCE, "N %d l %d", N,
                   l);
    }
    s2wav_tiling_destroy(t);
  }
  npz_close(file);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(filters_are_those_of_s2wav),
      cmocka_unit_test(axisymmetric_kernels_are_those_of_s2wav),
      cmocka_unit_test(lowpass_tables_are_those_of_s2wav),
      cmocka_unit_test(directional_rows_are_those_of_s2wav),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
