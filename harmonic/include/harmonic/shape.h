// SPDX-License-Identifier: MIT
/// @file
/// Shapes of phi in the latent space of a model: all of them from one pass of
/// harmonic_model_latent(), and all of them normalised, whatever the model has learned.
///
/// A model carries x to z with det = |dz/dx|. Any normalised density q(z) gives
/// `phi(x) = q(z(x)) det`. The harmonic mean wants phi inside the posterior; there are three ways:
/// - a Gaussian of covariance T: the usual one. Cold (T < 1) it stays inside, but the variance of
/// the
///   mean grows like [T (2 - T)]^(-D/2) even for a perfect model;
/// - the standard normal cut off at a radius that holds the part f of its mass: the tails, where a
///   model is least reliable, are gone, at a variance of 1/f - 1 in any dimension;
/// - a uniform ball: bounded ratios if the posterior is log-concave; variance grows like sqrt(D).
#ifndef HARMONIC_SHAPE_H
#define HARMONIC_SHAPE_H

#include <s2common/defs.h>
#include <s2common/status.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// Kind of a shape.
typedef enum harmonic_shape_kind {
  HARMONIC_SHAPE_MODEL = 0,     ///< the model's own density: for kinds without a latent space
  HARMONIC_SHAPE_GAUSSIAN = 1,  ///< N(0, T), parameter T, 0 < T <= 1
  HARMONIC_SHAPE_TRUNCATED = 2, ///< N(0, 1) inside the radius of mass f, parameter f, 0 < f < 1
  HARMONIC_SHAPE_BALL = 3,      ///< uniform in |z|^2 < R^2, parameter R^2 / (D + 1), > 0
} harmonic_shape_kind;

/// A density in the latent space.
typedef struct harmonic_shape {
  harmonic_shape_kind kind; ///< which family
  double parameter;         ///< as the kind says; not used by ::HARMONIC_SHAPE_MODEL
} harmonic_shape;

/// Fixed English name of a kind. @param[in] kind any value @return static text, never NULL
S2_EXPORT const char *harmonic_shape_name(harmonic_shape_kind kind);

/// ln phi of a shape from what harmonic_model_latent() gave.
///
/// @param[in]  shape   legal kind and parameter
/// @param[in]  ndim    D, >= 1
/// @param[in]  n       points, >= 0
/// @param[in]  z2      [n] |z|^2, >= 0 (not used by ::HARMONIC_SHAPE_MODEL, NULL allowed)
/// @param[in]  ln_det  [n] ln|det dz/dx|; for ::HARMONIC_SHAPE_MODEL ln phi itself
/// @param[out] ln_phi  [n] -inf outside the support; may be `ln_det`
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status harmonic_shape_ln_density(const harmonic_shape *shape, int ndim,
                                                           int64_t n, const double *z2,
                                                           const double *ln_det, double *ln_phi);

S2_END_DECLS
#endif
