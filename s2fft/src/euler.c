// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/priv/error.h>
#include <s2fft/euler.h>
#include <stddef.h>

/// Half-angles (of unit quaternions) that rounding cannot tell from 0.
#define NOTHING 4e-16

/// A unit quaternion: q[0] + q[1] i + q[2] j + q[3] k.
typedef struct rotor {
  double q[4];
} rotor;

static s2_status check(const s2fft_euler *a)
{
  S2_REQUIRE(a != NULL, "angles is NULL");
  S2_REQUIRE(isfinite(a->alpha) && isfinite(a->beta) && isfinite(a->gamma),
             "angles %g, %g, %g must be finite", a->alpha, a->beta, a->gamma);
  return S2_OK;
}

static rotor product(const rotor *x, const rotor *y)
{
  const double *a = x->q, *b = y->q;
  return (rotor){{a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3],
                  a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2],
                  a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1],
                  a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0]}};
}

static rotor from_euler(const s2fft_euler *e)
{
  rotor a = {{cos(e->alpha / 2), 0, 0, sin(e->alpha / 2)}};
  rotor b = {{cos(e->beta / 2), 0, sin(e->beta / 2), 0}};
  rotor c = {{cos(e->gamma / 2), 0, 0, sin(e->gamma / 2)}};
  rotor ab = product(&a, &b);
  return product(&ab, &c);
}

/// q = cos(beta/2) (cos, sin)((alpha + gamma)/2) in (1, k),
///     sin(beta/2) (-sin, cos)((alpha - gamma)/2) in (i, j)
static s2fft_euler to_euler(const rotor *r)
{
  const double *q = r->q;
  double c = hypot(q[0], q[3]), s = hypot(q[1], q[2]);
  double half_sum = atan2(q[3], q[0]), half_difference = atan2(-q[1], q[2]);
  if (s < NOTHING) {
    s = 0;
    half_difference = half_sum;
  } else if (c < NOTHING) {
    c = 0;
    half_sum = half_difference;
  }
  return (s2fft_euler){.alpha = remainder(half_sum + half_difference, (2 * S2_PI)),
                       .beta = 2 * atan2(s, c),
                       .gamma = remainder(half_sum - half_difference, (2 * S2_PI))};
}

s2_status s2fft_euler_to_matrix(const s2fft_euler *angles, double *matrix)
{
  S2_TRY(check(angles));
  S2_REQUIRE(matrix != NULL, "matrix is NULL");
  double ca = cos(angles->alpha), sa = sin(angles->alpha), cb = cos(angles->beta);
  double sb = sin(angles->beta), cg = cos(angles->gamma), sg = sin(angles->gamma);
  const double rows[9] = {ca * cb * cg - sa * sg,
                          -ca * cb * sg - sa * cg,
                          ca * sb,
                          sa * cb * cg + ca * sg,
                          -sa * cb * sg + ca * cg,
                          sa * sb,
                          -sb * cg,
                          sb * sg,
                          cb};
  for (int k = 0; k < 9; ++k) matrix[k] = rows[k];
  return S2_OK;
}

/// Largest element of |R R^T - 1|; NaN if there is one.
static double skewness(const double *R)
{
  double worst = 0;
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) {
      double sum = i == j ? -1 : 0;
      for (int k = 0; k < 3; ++k) sum += R[3 * i + k] * R[3 * j + k];
      if (!(fabs(sum) <= worst)) worst = fabs(sum);
    }
  return worst;
}

static double determinant(const double *R)
{
  return R[0] * (R[4] * R[8] - R[5] * R[7]) - R[1] * (R[3] * R[8] - R[5] * R[6]) +
         R[2] * (R[3] * R[7] - R[4] * R[6]);
}

/// The rows of the symmetric matrix 4 q q^T are all multiples of q: take the largest (Shepperd
/// 1978).
static rotor from_matrix(const double *R)
{
  double x = R[7] - R[5], y = R[2] - R[6], z = R[3] - R[1];
  double xy = R[1] + R[3], xz = R[2] + R[6], yz = R[5] + R[7];
  const double rows[4][4] = {{1 + R[0] + R[4] + R[8], x, y, z},
                             {x, 1 + R[0] - R[4] - R[8], xy, xz},
                             {y, xy, 1 - R[0] + R[4] - R[8], yz},
                             {z, xz, yz, 1 - R[0] - R[4] + R[8]}};
  int best = 0;
  for (int k = 1; k < 4; ++k)
    if (rows[k][k] > rows[best][best]) best = k;
  double norm = 0;
  for (int k = 0; k < 4; ++k) norm += rows[best][k] * rows[best][k];
  rotor r;
  for (int k = 0; k < 4; ++k) r.q[k] = rows[best][k] / sqrt(norm);
  return r;
}

s2_status s2fft_euler_from_matrix(const double *matrix, s2fft_euler *angles)
{
  S2_REQUIRE(matrix != NULL && angles != NULL, "an argument is NULL");
  double skew = skewness(matrix);
  S2_REQUIRE(skew <= 1e-6, "the matrix is not orthogonal: R R^T differs from 1 by %g", skew);
  S2_REQUIRE(determinant(matrix) > 0, "the matrix is a reflection: its determinant is %g",
             determinant(matrix));
  rotor r = from_matrix(matrix);
  *angles = to_euler(&r);
  return S2_OK;
}

s2_status s2fft_euler_compose(const s2fft_euler *first, const s2fft_euler *second,
                              s2fft_euler *product_angles)
{
  S2_TRY(check(first));
  S2_TRY(check(second));
  S2_REQUIRE(product_angles != NULL, "product is NULL");
  rotor a = from_euler(first), b = from_euler(second), ba = product(&b, &a);
  *product_angles = to_euler(&ba);
  return S2_OK;
}

s2_status s2fft_euler_inverse(const s2fft_euler *angles, s2fft_euler *inverse)
{
  S2_TRY(check(angles));
  S2_REQUIRE(inverse != NULL, "inverse is NULL");
  *inverse = (s2fft_euler){-angles->gamma, -angles->beta, -angles->alpha};
  return S2_OK;
}

s2_status s2fft_euler_coordinates(s2fft_coordinates from, s2fft_coordinates to, s2fft_euler *angles)
{
  // From the ecliptic: zyz angles of the matrices that astropy 8.0.2 gives for its frame
  // barycentricmeanecliptic (J2000), made orthogonal in 30 digits.
  static const s2fft_euler from_ecliptic[] = {
      [S2FFT_GALACTIC] = {1.68221794936309058, 1.05048844472720784, -0.000405288547182002678},
      [S2FFT_ECLIPTIC] = {0, 0, 0},
      [S2FFT_EQUATORIAL] = {-1.57079657413412609, 0.40909253718211388, 1.57079664023737518}};
  S2_REQUIRE((int)from >= S2FFT_GALACTIC && from <= S2FFT_EQUATORIAL && (int)to >= S2FFT_GALACTIC &&
                 to <= S2FFT_EQUATORIAL,
             "coordinates %d, %d must be galactic (0), ecliptic (1) or equatorial (2)", (int)from,
             (int)to);
  S2_REQUIRE(angles != NULL, "angles is NULL");
  if (from == to) {
    *angles = (s2fft_euler){0, 0, 0};
    return S2_OK;
  }
  s2fft_euler to_ecliptic;
  S2_TRY(s2fft_euler_inverse(&from_ecliptic[from], &to_ecliptic));
  return s2fft_euler_compose(&to_ecliptic, &from_ecliptic[to], angles);
}
