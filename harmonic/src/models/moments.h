// SPDX-License-Identifier: MIT
/// @file
/// Mean and covariance of weighted points.
#ifndef HARMONIC_MODELS_MOMENTS_H
#define HARMONIC_MODELS_MOMENTS_H

#include <s2common/status.h>
#include <stdint.h>

/// Maximum-likelihood moments: with W = sum w, mean = sum w x / W and
/// covariance = sum w (x - mean)(x - mean)^T / W. A weight of 2 equals a point that occurs twice.
///
/// @param[in]  weight      [n] >= 0, not all 0
/// @param[out] mean        [ndim]
/// @param[out] covariance  [ndim][ndim], both triangles; NULL: not wanted
/// @return S2_OK; S2_ERR_MEMORY
/// @par Threads all of OpenMP's; the result does not depend on them
s2_status moments(int64_t n, int ndim, const double *x, const double *weight, double *mean,
                  double *covariance);

/// Points of equal weight that say as much: (sum w)^2 / sum w^2.
double effective_size(int64_t n, const double *weight);

#endif
