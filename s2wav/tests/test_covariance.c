// SPDX-License-Identifier: MIT
// Variances and covariances of isotropic fields against the definition of the coefficients.
#include "support.h"

#include <complex.h>
#include <math.h>
#include <s2fft/wigner.h>

enum { L = 12, LM = L * L };

static const double cl[L] = {3, 1, 0.5, 2, 0.25, 0.1, 1, 0, 0.7, 0.3, 0.2, 0.9};

/// The wavelet coefficient at one rotation as a linear form, W = sum_lm g_lm f_lm:
/// g_lm = sum_n conj(psi_ln D^l_mn), and of the scaling map conj(Phi_l D^l_m0).
static void form(const s2wav_tiling *t, int i, const s2fft_euler *at, s2_complex *g)
{
  s2_complex D[(2 * L - 1) * (2 * L - 1)], row[2 * L - 1];
  int N = s2wav_tiling_N(t), scaling = i == S2WAV_SCALING;
  for (int l = 0; l < L; ++l) {
    double size =
        sqrt((2 * l + 1) / (scaling ? 4 * PI : 8 * PI * PI)) * s2wav_tiling_kappa(t, i)[l];
    assert_ok(s2fft_wigner_D(l, at, D));
    assert_ok(s2wav_tiling_row(t, l, row));
    for (int m = -l; m <= l; ++m) {
      s2_complex sum = scaling ? D[(l + m) * (2 * l + 1) + l] : 0;
      for (int n = -l; n <= l && !scaling; ++n)
        if (n > -N && n < N) sum += row[N - 1 + n] * D[(l + m) * (2 * l + 1) + l + n];
      g[l * l + l + m] = size * conj(sum);
    }
  }
}

/// <W W'*> for <f_lm f_l'm'*> = C_l.
static s2_complex expected(const s2_complex *g, const s2_complex *h)
{
  s2_complex sum = 0;
  for (int l = 0; l < L; ++l)
    for (int k = l * l; k < (l + 1) * (l + 1); ++k) sum += cl[l] * g[k] * conj(h[k]);
  return sum;
}

static void check_pair(const s2wav_tiling *t, int i, int k, double gamma)
{
  s2_complex g[LM], h[LM];
  double value;
  form(t, i, &(s2fft_euler){0.3, 1.1, -0.4 + gamma}, g);
  form(t, k, &(s2fft_euler){0.3, 1.1, -0.4}, h);
  assert_ok(s2wav_tiling_covariance(t, cl, i, k, gamma, &value));
  s2_complex direct = expected(g, h);
  assert_bound(fabs(creal(direct) - value), 1e-14, "N %d scales %d %d", s2wav_tiling_N(t), i, k);
  assert_bound(fabs(cimag(direct)), 1e-14, "N %d scales %d %d", s2wav_tiling_N(t), i, k);
}

static void covariances_are_those_of_the_definition(void **state)
{
  (void)state;
  for (int N = 1; N <= 5; ++N) {
    s2wav_tiling_options o = tiling_of(2, N % 2, N, N > 3 ? 2 : 0);
    s2wav_tiling *t = make_tiling(L, &o);
    for (int i = S2WAV_SCALING; i < s2wav_tiling_nscales(t); ++i)
      for (int k = S2WAV_SCALING; k < s2wav_tiling_nscales(t); ++k) {
        check_pair(t, i, k, 0);
        check_pair(t, i, k, 0.7);
      }
    s2wav_tiling_destroy(t);
  }
}

static void variances_are_covariances_of_a_scale_with_itself(void **state)
{
  (void)state;
  for (int N = 1; N <= 4; ++N) {
    double variance[8], value;
    s2wav_tiling_options o = tiling_of(1.8, 1, N, 0);
    s2wav_tiling *t = make_tiling(L, &o);
    assert_true(s2wav_tiling_nscales(t) < 8);
    assert_ok(s2wav_tiling_variance(t, cl, variance));
    for (int i = S2WAV_SCALING; i < s2wav_tiling_nscales(t); ++i) {
      assert_ok(s2wav_tiling_covariance(t, cl, i, i, 0, &value));
      assert_bound(fabs(variance[i + 1] - value), 1e-15, "N %d scale %d", N, i);
    }
    s2wav_tiling_destroy(t);
  }
}

/// Energies: 8 pi^2 sum_j variance_j + 4 pi variance_scaling = sum_l (2l+1) C_l.
static void variances_add_up_to_that_of_the_field(void **state)
{
  (void)state;
  double variance[8], sum = 0, field = 0;
  s2wav_tiling_options o = tiling_of(2, 1, 3, 0);
  s2wav_tiling *t = make_tiling(L, &o);
  assert_ok(s2wav_tiling_variance(t, cl, variance));
  for (int i = S2WAV_SCALING; i < s2wav_tiling_nscales(t); ++i)
    sum += (i == S2WAV_SCALING ? 4 * PI : 8 * PI * PI) * variance[i + 1];
  for (int l = 0; l < L; ++l) field += (2 * l + 1) * cl[l];
  assert_bound(fabs(sum - field), 1e-13, "energy");
  s2wav_tiling_destroy(t);
}

static void bad_arguments_are_named(void **state)
{
  (void)state;
  double value = 7, variance[8] = {7}, bad[L];
  s2wav_tiling *t = make_tiling(L, NULL);
#define REFUSED(call, ...) assert_refused(call, S2_ERR_ARGUMENT, __VA_ARGS__, NULL)
  REFUSED(s2wav_tiling_variance(NULL, cl, variance), "tiling is NULL");
  REFUSED(s2wav_tiling_variance(t, NULL, variance), "cl is NULL");
  REFUSED(s2wav_tiling_variance(t, cl, NULL), "variance is NULL");
  REFUSED(s2wav_tiling_covariance(t, cl, -2, 0, 0, &value), "i = -2", "-1 .. 4");
  REFUSED(s2wav_tiling_covariance(t, cl, 0, 5, 0, &value), "k = 5", "-1 .. 4");
  REFUSED(s2wav_tiling_covariance(t, cl, 0, 0, INFINITY, &value), "gamma = inf");
  REFUSED(s2wav_tiling_covariance(t, cl, 0, 0, 0, NULL), "covariance is NULL");
  for (int l = 0; l < L; ++l) bad[l] = cl[l];
  bad[5] = -1;
  REFUSED(s2wav_tiling_variance(t, bad, variance), "cl[5] = -1");
  bad[5] = NAN;
  REFUSED(s2wav_tiling_covariance(t, bad, 0, 0, 0, &value), "cl[5] = nan");
#undef REFUSED
  assert_true(value == 7 && variance[0] == 7);
  s2wav_tiling_destroy(t);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(covariances_are_those_of_the_definition),
      cmocka_unit_test(variances_are_covariances_of_a_scale_with_itself),
      cmocka_unit_test(variances_add_up_to_that_of_the_field),
      cmocka_unit_test(bad_arguments_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
