// SPDX-License-Identifier: MIT
/// @file
/// Rotations of space as Euler angles: matrices, products, and the sky's coordinate systems.
///
/// A rotation is `R(alpha, beta, gamma) = R_z(alpha) R_y(beta) R_z(gamma)`: first by gamma about
/// the z axis, then by beta about the y axis, then by alpha about the z axis, the axes staying
/// where they are (active, zyz). A direction x goes to R x. All angles are in radians and may have
/// any finite value.
#ifndef S2FFT_EULER_H
#define S2FFT_EULER_H

#include <s2common/defs.h>
#include <s2common/status.h>

S2_BEGIN_DECLS

/// Euler angles of a rotation [rad].
///
/// The same rotation in other packages: healpy `rotate_alm(alm, psi=gamma, theta=beta, phi=alpha)`,
/// ducc0 `rotate_alm(alm, lmax, psi=gamma, theta=beta, phi=alpha)`, s2fft and ssht
/// `rotate_flms(flm, L, (alpha, beta, gamma))`.
typedef struct s2fft_euler {
  double alpha; ///< last, about z
  double beta;  ///< second, about y
  double gamma; ///< first, about z
} s2fft_euler;

/// Coordinate systems of the sky, J2000.
typedef enum s2fft_coordinates {
  S2FFT_GALACTIC = 0,  ///< l, b of the IAU 1958 system
  S2FFT_ECLIPTIC = 1,  ///< mean ecliptic and equinox of J2000
  S2FFT_EQUATORIAL = 2 ///< right ascension, declination; FK5, J2000
} s2fft_coordinates;

/// Rotation matrix of Euler angles.
///
/// @param[in]  angles  finite
/// @param[out] matrix  [3][3], row-major: x goes to `matrix x`
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_euler_to_matrix(const s2fft_euler *angles, double *matrix);

/// Euler angles of a rotation matrix.
///
/// @param[in]  matrix  [3][3], row-major; orthogonal to 1e-6, determinant +1
/// @param[out] angles  alpha and gamma in -pi .. pi, beta in 0 .. pi; where beta is 0 or pi and
///                     only alpha + gamma or alpha - gamma matters, gamma = 0
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Accuracy 1e-15 for every rotation, those next to beta = 0 and pi included
S2_NODISCARD S2_EXPORT s2_status s2fft_euler_from_matrix(const double *matrix, s2fft_euler *angles);

/// Product of two rotations, `R(product) = R(second) R(first)`: `first` acts first.
///
/// @param[in]  first    finite
/// @param[in]  second   finite
/// @param[out] product  ranges of s2fft_euler_from_matrix(); may be `first` or `second`
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Accuracy 1e-15, see s2fft_euler_from_matrix()
S2_NODISCARD S2_EXPORT s2_status s2fft_euler_compose(const s2fft_euler *first,
                                                     const s2fft_euler *second,
                                                     s2fft_euler *product);

/// Inverse rotation, exactly `(-gamma, -beta, -alpha)`.
///
/// @param[in]  angles   finite
/// @param[out] inverse  may be `angles`
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_euler_inverse(const s2fft_euler *angles,
                                                     s2fft_euler *inverse);

/// Rotation that takes coordinates of the sky to those of another system.
///
/// `R x` are the components in system `to` of the direction with components x in system `from`;
/// s2fft_rotate() with these angles turns coefficients of a map in system `from` into those of the
/// same sky in system `to`.
///
/// @param[in]  from    system of the given coordinates
/// @param[in]  to      system wanted
/// @param[out] angles  Euler angles
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Accuracy the angles of healpy's Rotator (version 1.16 and later) to 1e-14
/// @par Source ecliptic to galactic and to equatorial from astropy's BarycentricMeanEcliptic,
/// Galactic and FK5 frames (J2000), the frames that healpy uses; all others are products of these
S2_NODISCARD S2_EXPORT s2_status s2fft_euler_coordinates(s2fft_coordinates from,
                                                         s2fft_coordinates to, s2fft_euler *angles);

S2_END_DECLS
#endif
