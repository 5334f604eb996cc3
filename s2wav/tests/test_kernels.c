// SPDX-License-Identifier: MIT
// Values of the kernel families.
#include "support.h"

#include <math.h>
#include <s2wav/lowpass.h>

// kappa_j(l), lambda = 2, L = 16, 300-panel trapezoid: compiled s2let 2.4.7.
static void kernels_are_those_of_s2let(void **state)
{
  (void)state;
  static const double j1[] = {1, 0.67272030937682248};
  static const double j2[] = {0.73989687480888322, 1, 0.95230558424847822, 0.67272030937682248,
                              0.2490127933768711};
  static const double j3[] = {
      0.3051459883550241,  0.73989687480888322, 0.96850019552638589, 1,
      0.99770297467644287, 0.95230558424847822, 0.83869055383416991, 0.67272030937682248,
      0.47050349779521267, 0.2490127933768711,  0.051804787255412682};
  static const double j4[] = {0.0677404924825417,  0.3051459883550241,  0.54460825820890135,
                              0.73989687480888322, 0.88239812928318828, 0.96850019552638589,
                              0.99865723049373722};
  s2wav_tiling *t = make_tiling(16, NULL);
  assert_int_equal(s2wav_tiling_J_max(t), 4);
  assert_true(s2wav_tiling_kappa(t, 0)[1] == 1);
  assert_bound(difference(s2wav_tiling_kappa(t, 1) + 2, j1, COUNT(j1)), 1e-14, "j = 1");
  assert_bound(difference(s2wav_tiling_kappa(t, 2) + 3, j2, COUNT(j2)), 1e-14, "j = 2");
  assert_bound(difference(s2wav_tiling_kappa(t, 3) + 5, j3, COUNT(j3)), 1e-14, "j = 3");
  assert_bound(difference(s2wav_tiling_kappa(t, 4) + 9, j4, COUNT(j4)), 1e-14, "j = 4");
  s2wav_tiling_destroy(t);
}

static void kernels_of_other_dilations_are_too(void **state)
{
  (void)state;
  static const double j1[] = {0.7563481141342974, 1,
                              0.9886182541982744, 0.8716924774796353,
                              0.6541693437065756, 0.38133646103730234,
                              0.10309440986675995};
  s2wav_tiling_options o = tiling_of(3, 0, 1, 0);
  s2wav_tiling *t = make_tiling(16, &o);
  assert_bound(fabs(s2wav_tiling_kappa(t, 0)[2] - 0.6541693437065756), 1e-14, "j = 0");
  assert_bound(difference(s2wav_tiling_kappa(t, 1) + 2, j1, COUNT(j1)), 1e-14, "j = 1");
  assert_bound(fabs(s2wav_tiling_kappa(t, 3)[10] - 0.003182561171605563), 1e-12, "j = 3 l = 10");
  assert_bound(fabs(s2wav_tiling_kappa(t, 3)[15] - 0.4900532876182094), 1e-14, "j = 3 l = 15");
  s2wav_tiling_destroy(t);
}

/// K at l / high of a step that falls between `low` and `high`.
static double step_at(s2wav_kernel kernel, s2wav_quadrature rule, double low, double high, int l)
{
  double peaks[] = {low, high}, table[2 * 64];
  assert_true(l < 64);
  assert_ok(s2wav_lowpass_from_peaks(64, kernel, rule, 2, peaks, table));
  return table[l];
}

// k_lambda(t) by adaptive quadrature in extended precision, and by the trapezoid.
static void the_generating_function_is_right_in_both_quadratures(void **state)
{
  (void)state;
  static const struct {
    double low, high;
    int l;
    double exact, trapezoid;
  } cases[] = {{4, 8, 5, 0.9068899910756538, 0.9068859257908356},
               {4, 8, 6, 0.4525523048640284, 0.45255261464804797},
               {4, 8, 7, 0.06200697851377872, 0.06200737126535232},
               {2, 6, 3, 0.8951743505247258, NAN},
               {2, 6, 4, 0.42793707351573707, NAN},
               {2, 6, 5, 0.05627607490467201, NAN}};
  for (size_t k = 0; k < COUNT(cases); ++k) {
    double low = cases[k].low, high = cases[k].high;
    double exact = step_at(S2WAV_SCALE_DISCRETISED, S2WAV_EXACT, low, high, cases[k].l);
    double panels = step_at(S2WAV_SCALE_DISCRETISED, S2WAV_TRAPEZOID, low, high, cases[k].l);
    assert_bound(fabs(exact - cases[k].exact), 5e-15, "exact, case %zu", k);
    assert_bound(fabs(panels - cases[k].exact), 7e-6, "trapezoid, case %zu", k);
    if (!isnan(cases[k].trapezoid))
      assert_bound(fabs(panels - cases[k].trapezoid), 2e-15, "trapezoid, case %zu", k);
  }
}

/// int exp(-1/(1-t^2)) over (-1, u), by the trapezoid with very many panels (which converges fast
/// from end to end, and as h^2 else).
static double bump_integral(double u)
{
  enum { panels = 200000 };
  double sum = 0, h = (u + 1) / panels;
  for (int i = 1; i <= panels; ++i) {
    double t = -1 + i * h, inside = 1 - t * t;
    if (inside > 0) sum += (i == panels ? 0.5 : 1) * exp(-1 / inside);
  }
  return sum * h;
}

static void needlets_integrate_the_bump_in_the_degree(void **state)
{
  (void)state;
  for (int l = 10; l <= 40; l += 3) {
    double u = 1 - 2 * (l - 10) / 30.0, expected = bump_integral(u) / bump_integral(1);
    assert_bound(fabs(step_at(S2WAV_NEEDLET, S2WAV_EXACT, 10, 40, l) - expected), 1e-10, "l %d", l);
    assert_bound(fabs(step_at(S2WAV_NEEDLET, S2WAV_TRAPEZOID, 10, 40, l) - expected), 1e-5, "l %d",
                 l);
  }
}

static void cosine_kernels_are_quarter_waves_from_peak_to_peak(void **state)
{
  (void)state;
  s2wav_tiling_options o = tiling_of(2, 2, 1, 0);
  o.kernel = S2WAV_COSINE;
  s2wav_tiling *t = make_tiling(64, &o);
  const double *kappa = s2wav_tiling_kappa(t, 2); // j = 4: from 8 over 16 to 32
  for (int l = 0; l < 64; ++l) {
    double x = l < 16 ? (16 - l) / 8.0 : (l - 16) / 16.0;
    assert_bound(fabs(kappa[l] - (x < 1 ? cos(PI / 2 * x) : 0)), 1e-15, "l %d", l);
  }
  s2wav_tiling_destroy(t);
}

/// lambda = 2, L = 8, J = 3: K_j(l) = 3/2 B_3(2 l / b), b = 2^{j+1}; B_3(x) is (4 - 6 x^2 + 3
/// x^3)/6 below 1 and (2 - x)^3 / 6 from there to 2.
static void splines_are_cubic(void **state)
{
  (void)state;
  for (int j = 0; j <= 3; ++j) {
    s2wav_tiling_options o = tiling_of(2, j < 3 ? j : 2, 1, 0);
    o.kernel = S2WAV_SPLINE;
    s2wav_tiling *t = make_tiling(8, &o);
    for (int l = 0; l < 8; ++l) {
      double x = 2.0 * l / (2 << j), below = 1 - 1.5 * x * x + 0.75 * x * x * x;
      double expected = x < 1 ? below : x < 2 ? pow(2 - x, 3) / 4 : 0;
      assert_bound(fabs(lowpass_at(t, j, l) - expected), 1e-15, "j %d l %d", j, l);
    }
    s2wav_tiling_destroy(t);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(kernels_are_those_of_s2let),
      cmocka_unit_test(kernels_of_other_dilations_are_too),
      cmocka_unit_test(the_generating_function_is_right_in_both_quadratures),
      cmocka_unit_test(needlets_integrate_the_bump_in_the_degree),
      cmocka_unit_test(cosine_kernels_are_quarter_waves_from_peak_to_peak),
      cmocka_unit_test(splines_are_cubic),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
