// SPDX-License-Identifier: MIT
/// @file
/// The map x = mean + L z that carries a normal distribution to the standard one: L L^T is its
/// covariance.
#ifndef HARMONIC_MODELS_AFFINE_H
#define HARMONIC_MODELS_AFFINE_H

#include <s2common/status.h>
#include <stdint.h>

typedef struct affine {
  int ndim;
  double *mean;  ///< [ndim]
  double *lower; ///< L [ndim][ndim], zero above the diagonal
  double ln_det; ///< ln det L = -ln|det dz/dx|
} affine;

/// How a covariance is made from points.
typedef struct affine_rule {
  int diagonal;     ///< no correlations
  double shrinkage; ///< correlations are multiplied by 1 - shrinkage; below 0: see affine_fit()
} affine_rule;

/// Mean 0, L = 0: to be filled by affine_fit() or affine_set(). Free with affine_free().
s2_status affine_create(affine *a, int ndim);

void affine_free(affine *a);

/// A copy with memory of its own.
s2_status affine_copy(affine *to, const affine *from);

/// Moments of weighted points. Without a given shrinkage, sets of 10 ndim points and more are taken
/// as they are; the correlations of smaller ones are multiplied by 1 - s with
/// s = sum_i<j (1 - r_ij^2)^2 / ((n - 1) sum_i<j r_ij^2), at most 1: the shrinkage of least
/// mean-square error for normal points (Schaefer & Strimmer 2005, eq. 10, with the variance of a
/// correlation in closed form), n the effective number of points.
///
/// @return S2_OK; S2_ERR_NUMERIC: the message names the parameter that does not vary or that the
///         ones before it determine; S2_ERR_MEMORY
s2_status affine_fit(affine *a, int64_t n, const double *x, const double *weight, affine_rule rule);

/// Given moments; covariance [ndim][ndim].
/// @return S2_OK; S2_ERR_NUMERIC: not positive definite; the message names the parameter
s2_status affine_set(affine *a, const double *mean, const double *covariance);

/// z = L^-1 (x - mean) for n points [n][ndim] (NULL: not wanted) and |z|^2 [n] (NULL: not wanted).
s2_status affine_latent(const affine *a, int64_t n, const double *x, double *z, double *z2);

/// x = mean + scale L z; x may be z.
s2_status affine_points(const affine *a, double scale, int64_t n, const double *z, double *x);

#endif
