// SPDX-License-Identifier: MIT
// Euler angles: every conversion against matrices, the sky's coordinates against healpy.
#include "check.h"

#include <math.h>
#include <s2fft/euler.h>
#include <string.h>

static void matrix_of(const s2fft_euler *angles, double R[9])
{
  assert_ok(s2fft_euler_to_matrix(angles, R));
}

static void multiply(const double A[9], const double B[9], double C[9])
{
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) {
      C[3 * i + j] = 0;
      for (int k = 0; k < 3; ++k) C[3 * i + j] += A[3 * i + k] * B[3 * k + j];
    }
}

/// Angles next to and on the poles, beyond a turn, negative, ordinary.
static const s2fft_euler some[] = {
    {0, 0, 0},          {0.3, 1.1, 2.1},        {-3.0, 2.7, 3.1},
    {1.0, -0.4, 0.2},   {2.0, 4.0, -1.0},       {0.7, 0.0, 0.5},
    {0.7, PI, 0.5},     {0.7, 1e-9, -2.5},      {0.7, PI - 1e-9, 2.5},
    {-2.5, 3e-17, 1.0}, {100.0, 50.0, -1000.0}, {0.5, PI / 2, 0}};

static void angles_are_turns_about_fixed_axes(void **state)
{
  (void)state;
  const double a = 0.3, b = 1.1, c = 2.1;
  const double Za[9] = {cos(a), -sin(a), 0, sin(a), cos(a), 0, 0, 0, 1};
  const double Yb[9] = {cos(b), 0, sin(b), 0, 1, 0, -sin(b), 0, cos(b)};
  const double Zc[9] = {cos(c), -sin(c), 0, sin(c), cos(c), 0, 0, 0, 1};
  double R[9], ZY[9], ZYZ[9];
  matrix_of(&some[1], R);
  multiply(Za, Yb, ZY);
  multiply(ZY, Zc, ZYZ);
  assert_bound(difference(R, ZYZ, 9), 4e-16, "R = Rz Ry Rz");
}

static void matrices_and_angles_are_inverse(void **state)
{
  (void)state;
  for (size_t i = 0; i < COUNT(some); ++i) {
    double R[9], again[9];
    s2fft_euler angles;
    matrix_of(&some[i], R);
    assert_ok(s2fft_euler_from_matrix(R, &angles));
    matrix_of(&angles, again);
    assert_bound(difference(R, again, 9), 2e-15, "rotation %zu", i);
    assert_true(fabs(angles.alpha) <= PI && fabs(angles.gamma) <= PI);
    assert_true(angles.beta >= 0 && angles.beta <= PI);
  }
}

static void small_angles_keep_their_digits(void **state)
{
  (void)state;
  s2fft_euler angles;
  double R[9];
  matrix_of(&some[7], R); // beta = 1e-9: cos(beta) = 1
  assert_ok(s2fft_euler_from_matrix(R, &angles));
  assert_bound(fabs(angles.beta - 1e-9), 1e-24, "beta");
  assert_bound(fabs(angles.alpha - 0.7), 1e-6, "alpha"); // of the order of 1e-16 / beta
}

static void on_the_poles_gamma_is_zero(void **state)
{
  (void)state;
  for (size_t i = 5; i <= 6; ++i) {
    s2fft_euler angles, identity = {0, 0, 0};
    assert_ok(s2fft_euler_compose(&some[i], &identity, &angles));
    assert_true(angles.gamma == 0);
    assert_bound(fabs(angles.beta - some[i].beta), 0, "beta");
    double wanted = i == 5 ? some[i].alpha + some[i].gamma : some[i].alpha - some[i].gamma;
    assert_bound(fabs(angles.alpha - wanted), 1e-15, "alpha");
  }
}

static void products_are_those_of_matrices(void **state)
{
  (void)state;
  for (size_t i = 0; i < COUNT(some); ++i)
    for (size_t j = 0; j < COUNT(some); ++j) {
      double A[9], B[9], BA[9], R[9];
      s2fft_euler angles;
      assert_ok(s2fft_euler_compose(&some[i], &some[j], &angles));
      matrix_of(&some[i], A);
      matrix_of(&some[j], B);
      multiply(B, A, BA);
      matrix_of(&angles, R);
      assert_bound(difference(R, BA, 9), 3e-15, "rotation %zu, then %zu", i, j);
    }
}

static void inverse_undoes(void **state)
{
  (void)state;
  for (size_t i = 0; i < COUNT(some); ++i) {
    s2fft_euler inverse, product = some[i];
    assert_ok(s2fft_euler_inverse(&some[i], &inverse));
    assert_ok(s2fft_euler_compose(&product, &inverse, &product)); // in place
    const double identity[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    double R[9];
    matrix_of(&product, R);
    assert_bound(difference(R, identity, 9), 1e-15, "rotation %zu", i);
  }
}

static void coordinates_are_those_of_healpy(void **state)
{
  (void)state;
  // healpy 1.20.1 with astropy 8.0.2, rotator.coordsys2euler_zyz(): psi, theta, phi
  static const double healpy[3][3][3] = {
      [S2FFT_GALACTIC] = {{0, 0, 0},
                          {1.4593747042267027, 1.0504884447272085, -3.141187365042611},
                          {0.9960259187845951, 1.097319023380916, -2.917152366437428}},
      [S2FFT_ECLIPTIC] = {{-0.0004052885471819574, 1.050488444727208, 1.6822179493630907},
                          {0, 0, 0},
                          {1.5707966402373752, 0.4090925371821138, -1.570796574134126}},
      [S2FFT_EQUATORIAL] = {{-0.2244402871523653, 1.0973190233809158, 2.145566734805198},
                            {-1.5707960794556672, 0.4090925371821138, 1.5707960133524181},
                            {0, 0, 0}}};
  for (int from = 0; from < 3; ++from)
    for (int to = 0; to < 3; ++to) {
      s2fft_euler angles;
      const double *h = healpy[from][to];
      assert_ok(s2fft_euler_coordinates((s2fft_coordinates)from, (s2fft_coordinates)to, &angles));
      const double ours[] = {angles.gamma, angles.beta, angles.alpha};
      assert_bound(difference(ours, h, 3), 1e-14, "from %d to %d", from, to);
    }
}

/// Unit vector of longitude and latitude in degrees.
static void direction(const double place[2], double x[3])
{
  double longitude = place[0] * PI / 180, latitude = place[1] * PI / 180;
  x[0] = cos(latitude) * cos(longitude);
  x[1] = cos(latitude) * sin(longitude);
  x[2] = sin(latitude);
}

static void known_places_are_found(void **state)
{
  (void)state;
  // Hipparcos catalogue (ESA 1997), vol. 1, sec. 1.5.3: the galactic pole is at RA 192.85948, dec
  // 27.12825 degrees, and the celestial pole at l = 122.93192.
  static const double places[][2] = {{192.85948, 27.12825}, {0, 90}};
  static const double galactic[][2] = {{0, 90}, {122.93192, 27.12825}};
  s2fft_euler angles;
  double R[9];
  assert_ok(s2fft_euler_coordinates(S2FFT_EQUATORIAL, S2FFT_GALACTIC, &angles));
  matrix_of(&angles, R);
  for (int i = 0; i < 2; ++i) {
    double x[3], y[3], wanted[3];
    direction(places[i], x);
    direction(galactic[i], wanted);
    for (int k = 0; k < 3; ++k) y[k] = R[3 * k] * x[0] + R[3 * k + 1] * x[1] + R[3 * k + 2] * x[2];
    assert_bound(difference(y, wanted, 3), 3e-7, "place %d", i);
  }
}

static void bad_arguments_are_named(void **state)
{
  (void)state;
  s2fft_euler angles = {1, 2, 3}, bad = {0, NAN, 0};
  double R[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  assert_refused(s2fft_euler_to_matrix(&bad, R), S2_ERR_ARGUMENT, "nan", "finite", NULL);
  assert_refused(s2fft_euler_to_matrix(NULL, R), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_euler_to_matrix(&angles, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_euler_compose(&angles, &bad, &angles), S2_ERR_ARGUMENT, "nan", NULL);
  assert_refused(s2fft_euler_compose(&bad, &angles, &angles), S2_ERR_ARGUMENT, "nan", NULL);
  assert_refused(s2fft_euler_inverse(&bad, &angles), S2_ERR_ARGUMENT, "nan", NULL);
  assert_refused(s2fft_euler_from_matrix(NULL, &angles), S2_ERR_ARGUMENT, "NULL", NULL);
  R[8] = -1;
  assert_refused(s2fft_euler_from_matrix(R, &angles), S2_ERR_ARGUMENT, "reflection", "-1", NULL);
  R[8] = 1.5;
  assert_refused(s2fft_euler_from_matrix(R, &angles), S2_ERR_ARGUMENT, "1.25", NULL);
  R[8] = NAN;
  assert_refused(s2fft_euler_from_matrix(R, &angles), S2_ERR_ARGUMENT, "nan", NULL);
  assert_refused(s2fft_euler_coordinates((s2fft_coordinates)3, S2FFT_ECLIPTIC, &angles),
                 S2_ERR_ARGUMENT, "3", "galactic", NULL);
  assert_refused(s2fft_euler_coordinates(S2FFT_ECLIPTIC, S2FFT_GALACTIC, NULL), S2_ERR_ARGUMENT,
                 "NULL", NULL);
  assert_true(angles.alpha == 1 && angles.beta == 2 && angles.gamma == 3);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(angles_are_turns_about_fixed_axes),
      cmocka_unit_test(matrices_and_angles_are_inverse),
      cmocka_unit_test(small_angles_keep_their_digits),
      cmocka_unit_test(on_the_poles_gamma_is_zero),
      cmocka_unit_test(products_are_those_of_matrices),
      cmocka_unit_test(inverse_undoes),
      cmocka_unit_test(coordinates_are_those_of_healpy),
      cmocka_unit_test(known_places_are_found),
      cmocka_unit_test(bad_arguments_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
