// SPDX-License-Identifier: MIT
#include "support.h"

#include <math.h>

// kappa_j(l), lambda = 2, L = 16, 300-panel trapezoid: compiled s2let 2.4.7.
static void kernels_are_those_of_s2let(void **state)
{
  (void)state;
  static const double j3[] = {0.3051459883550241,  0.73989687480888322, 0.96850019552638589, 1,
                              0.99770297467644287, 0.95230558424847822, 0.83869055383416991,
                              0.67272030937682248, 0.47050349779521267, 0.2490127933768711,
                              0.051804787255412682};
  static const double j4[] = {0.0677404924825417,  0.3051459883550241,  0.54460825820890135,
                              0.73989687480888322, 0.88239812928318828, 0.96850019552638589,
                              0.99865723049373722};
  s2wav_tiling *t = make_tiling(16, NULL);
  assert_int_equal(s2wav_tiling_J_max(t), 4);
  assert_bound(difference(s2wav_tiling_kappa(t, 3) + 5, j3, COUNT(j3)), 1e-14, "j = 3");
  assert_bound(difference(s2wav_tiling_kappa(t, 4) + 9, j4, COUNT(j4)), 1e-14, "j = 4");
  s2wav_tiling_destroy(t);
}

static void finest_scale_comes_from_multiplication(void **state)
{
  (void)state;
  static const struct {
    int L, lambda, J;
  } cases[] = {{27, 3, 3}, {729, 3, 6}, {729, 9, 3}, {125, 5, 3}, {1, 2, 0}, {1024, 2, 10}};
  for (size_t i = 0; i < COUNT(cases); ++i) {
    s2wav_tiling_options o = tiling_of(cases[i].lambda, 0, 1, 0);
    s2wav_tiling *t = make_tiling(cases[i].L, &o);
    assert_int_equal(s2wav_tiling_J_max(t), cases[i].J);
    s2wav_tiling_destroy(t);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(kernels_are_those_of_s2let),
      cmocka_unit_test(finest_scale_comes_from_multiplication),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
