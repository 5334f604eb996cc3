// SPDX-License-Identifier: MIT
// Kernels against those of the package s2wav (data/README.md).
#include "support.h"

#include <math.h>
#include <stdio.h>

enum { L = 32 };

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
  const double *phi = npz_get(file, 0, "phi_%s", name);
  size_t step = npz_count(file, "phi_lam2_Jmin0_N1_spin0") / L; // real or complex
  for (int l = 0; l < L; ++l) {
    double row[14];
    for (int i = 0; i < s2wav_tiling_nscales(t); ++i) {
      psi_row(t, i, l, row);
      assert_bound(difference(row, psi + ((J_min + i) * L + l) * width, (size_t)width), 1e-13,
                   "%s j %d l %d", name, J_min + i, l);
    }
    double scaling = sqrt((2 * l + 1) / (4 * PI)) * s2wav_tiling_kappa(t, S2WAV_SCALING)[l];
    assert_bound(fabs(scaling - phi[(size_t)l * step]), 1e-13, "%s phi l %d", name, l);
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

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(filters_are_those_of_s2wav)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
