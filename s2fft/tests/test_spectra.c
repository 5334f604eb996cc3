// SPDX-License-Identifier: MIT
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <s2fft/layout.h>
#include <s2fft/spectra.h>
#include <stdlib.h>
#include <string.h>

enum { L = 6, SIZE = L * (L + 1) / 2 };

// healpy 1.20.1, alm2cl of the fields of make_field(), mmax = 5 and 2; rows TT EE BB TE EB TB.
static const double healpy_cl[2][6][L] = {
    {{0.2919265817264289, 0.30867486622611656, 1.2376080985184323, 1.3445033277438705,
      0.13158199869697265, 1.3636836575992848},
     {0.9219269793662459, 1.2144629108565235, 0.041108030151965735, 1.405776147125351,
      1.1208366224444783, 0.6651884755139763},
     {1.958680268143677e-05, 1.272917977990413, 1.0793136208362035, 0.6239570649678454,
      0.89243527593122, 1.1195005040499586},
     {0.5187822199032655, -0.5943609148567855, -0.09880457684328496, -0.10993865634161258,
      0.004510397232323345, -0.8342284776683498},
     {0.00424942370581467, 0.03567028052769391, 0.056137901653126196, -0.8760113567138229,
      0.14549106281237995, 0.11125836519280224},
     {0.0023912148280198263, 0.09762116692276125, -1.1151949096609037, 0.2325612662214354,
      -0.061773781287795836, -0.52340089729089}},
    {{0.2919265817264289, 0.30867486622611656, 1.2376080985184323, 0.9430875987261068,
      0.03208636217661673, 0.6158664294585389},
     {0.9219269793662459, 1.2144629108565235, 0.041108030151965735, 1.0001637330329969,
      0.6618130293453336, 0.08140730140780772},
     {1.958680268143677e-05, 1.272917977990413, 1.0793136208362035, 0.3104904216784795,
      0.6329389782432508, 0.4589385471041417},
     {0.5187822199032655, -0.5943609148567855, -0.09880457684328496, -0.06505663517985812,
      -0.10660049689231701, -0.18858745491882517},
     {0.00424942370581467, 0.03567028052769391, 0.056137901653126196, -0.5199504539967378,
      0.04017174633693424, 0.09052361231695075},
     {0.0023912148280198263, 0.09762116692276125, -1.1151949096609037, 0.17423306173809006,
      0.01942250722707277, -0.44418494396167835}}};

static void make_field(int which, int mmax, s2_complex *alm)
{
  for (int m = 0; m <= mmax; ++m)
    for (int l = m; l < L; ++l) {
      double t = 1 + l + 3 * m + 5 * which;
      double *a = (double *)(alm + s2fft_layout_index(S2FFT_LAYOUT_TRIANGLE, L, mmax, l, m));
      a[0] = cos(t);
      a[1] = m > 0 ? sin(2 * t) : 0.0;
    }
}

static void spectra_are_those_of_healpy(void **state)
{
  (void)state;
  static const int mmax[] = {5, 2};
  for (int i = 0; i < 2; ++i) {
    s2_complex fields[3][SIZE];
    const s2_complex *alm[] = {fields[0], fields[1], fields[2]};
    double cl[6][L];
    for (int k = 0; k < 3; ++k) make_field(k, mmax[i], fields[k]);
    assert_int_equal(s2fft_spectra(L, mmax[i], 3, alm, cl[0]), S2_OK);
    for (int k = 0; k < 6; ++k)
      for (int l = 0; l < L; ++l) assert_true(fabs(cl[k][l] - healpy_cl[i][k][l]) < 1e-14);
  }
}

static void one_spectrum_is_a_row_of_all_spectra(void **state)
{
  (void)state;
  s2_complex a[SIZE], b[SIZE];
  double cl[L];
  make_field(0, L - 1, a);
  make_field(2, L - 1, b);
  ((double *)a)[1] = 99.0; // the imaginary part of m = 0 is ignored
  assert_int_equal(s2fft_spectrum(L, -1, a, b, cl), S2_OK);
  for (int l = 0; l < L; ++l) assert_true(fabs(cl[l] - healpy_cl[0][5][l]) < 1e-14);
}

static void order_runs_along_the_diagonals(void **state)
{
  (void)state;
  for (int n = 1; n <= 5; ++n) {
    int next = 0;
    for (int d = 0; d < n; ++d)
      for (int i = 0; i + d < n; ++i) {
        assert_int_equal(s2fft_spectra_index(n, i, i + d), next);
        assert_int_equal(s2fft_spectra_index(n, i + d, i), next++);
      }
  }
  assert_int_equal(s2fft_spectra_index(3, 3, 0), -1);
  assert_int_equal(s2fft_spectra_index(0, 0, 0), -1);
}

static void beam_is_that_of_healpy(void **state)
{
  (void)state;
  // healpy 1.16.6, gauss_beam(fwhm, lmax=32, pol=True), columns T and E
  static const int l[] = {0, 1, 2, 10, 32};
  static const double T[] = {1.0, 0.9960117302356436, 0.9880828461554721, 0.8026845940406365,
                             0.12123591797204773};
  static const double E[] = {1.0080245134413799, 1.0040042397526916, 0.9960117302356436,
                             0.8091257473547042, 0.12220877722539246};
  const double fwhm = 0.14886195876453523;
  double beam[33], polarised[33], reversed[33];
  assert_int_equal(s2fft_window_gaussian(33, fwhm, 0, beam), S2_OK);
  assert_int_equal(s2fft_window_gaussian(33, fwhm, 2, polarised), S2_OK);
  assert_int_equal(s2fft_window_gaussian(33, fwhm, -2, reversed), S2_OK);
  for (size_t i = 0; i < sizeof l / sizeof *l; ++i) {
    assert_true(fabs(beam[l[i]] - T[i]) < 4e-16);
    assert_true(fabs(polarised[l[i]] - E[i]) < 4e-16);
  }
  assert_memory_equal(polarised, reversed, sizeof polarised);
}

static void window_multiplies_each_degree_also_in_place(void **state)
{
  (void)state;
  static const double window[L] = {1.0, -2.0, 0.0, 0.5, 3.0, 0.25};
  s2_complex alm[SIZE], out[SIZE];
  make_field(1, 3, alm);
  assert_int_equal(s2fft_window_apply(L, 3, window, alm, out), S2_OK);
  for (int m = 0; m <= 3; ++m)
    for (int l = m; l < L; ++l) {
      int64_t k = s2fft_layout_index(S2FFT_LAYOUT_TRIANGLE, L, 3, l, m);
      assert_true(out[k] == window[l] * alm[k]);
    }
  assert_int_equal(s2fft_window_apply(L, 3, window, alm, alm), S2_OK);
  assert_memory_equal(alm, out,
                      (size_t)s2fft_layout_size(S2FFT_LAYOUT_TRIANGLE, L, 3) * sizeof *out);
}

static void bad_arguments_are_named(void **state)
{
  (void)state;
  s2_complex alm[SIZE] = {0};
  const s2_complex *fields[] = {alm, NULL};
  double cl[3 * L];
  assert_int_equal(s2fft_spectrum(L, L, alm, alm, cl), S2_ERR_ARGUMENT);
  assert_int_equal(s2fft_spectrum(0, -1, alm, alm, cl), S2_ERR_ARGUMENT);
  assert_int_equal(s2fft_spectra(L, -1, 0, fields, cl), S2_ERR_ARGUMENT);
  assert_int_equal(s2fft_spectra(L, -1, 2, fields, cl), S2_ERR_ARGUMENT);
  assert_non_null(strstr(s2_error_message(), "field 1"));
  assert_int_equal(s2fft_window_gaussian(L, -1.0, 0, cl), S2_ERR_ARGUMENT);
  assert_int_equal(s2fft_window_gaussian(L, NAN, 0, cl), S2_ERR_ARGUMENT);
  assert_int_equal(s2fft_window_gaussian(L, 0.1, L, cl), S2_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spectra_are_those_of_healpy),
      cmocka_unit_test(one_spectrum_is_a_row_of_all_spectra),
      cmocka_unit_test(order_runs_along_the_diagonals),
      cmocka_unit_test(beam_is_that_of_healpy),
      cmocka_unit_test(window_multiplies_each_degree_also_in_place),
      cmocka_unit_test(bad_arguments_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
