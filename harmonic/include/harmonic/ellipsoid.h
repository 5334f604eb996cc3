// SPDX-License-Identifier: MIT
/// @file
/// Densities that end at an ellipsoid around the samples: phi is 0 outside, so that the tails of
/// the posterior cannot harm. The baseline beside every flow: no training, and for posteriors near
/// a normal one a relative variance of a harmonic mean that grows like sqrt(D) only.
///
/// The ellipsoid is `(x - mean)^T C^-1 (x - mean) < R^2`, C the samples' covariance. It is filled
/// - uniformly, `phi = 1 / V`, `ln V = (D/2) ln pi - ln Gamma(D/2 + 1) + D ln R + ln det(C)/2`
///   (Metodiev et al. 2024: R^2 = D + 1 is best for a normal posterior); or
/// - with the normal distribution of the samples' moments cut off at R, whose mass inside is the
///   regularised incomplete gamma function P(D/2, R^2/2).
#ifndef HARMONIC_ELLIPSOID_H
#define HARMONIC_ELLIPSOID_H

#include <harmonic/model.h>

S2_BEGIN_DECLS

/// What is inside.
typedef enum harmonic_filling {
  HARMONIC_FILLING_UNIFORM = 0, ///< the same density everywhere
  HARMONIC_FILLING_NORMAL = 1,  ///< a normal distribution, cut off
} harmonic_filling;

/// Settings of a model of kind "ellipsoid". Fill with harmonic_ellipsoid_options_init().
typedef struct harmonic_ellipsoid_options {
  size_t struct_size;       ///< set by harmonic_ellipsoid_options_init()
  harmonic_filling filling; ///< of the ellipsoid; default uniform
  int diagonal;             ///< 1: axes along the parameters
  double shrinkage;         ///< of the correlations, as in gaussian.h; negative: automatic
  double radius; ///< R > 0; 0: sqrt(D + 1); of the normal filling, that of nine tenths of its mass
  /// 1: choose R so that the second moment of phi / P over the training points is smallest, by the
  /// exact search over all radii (`radius` is not used). Needs ln P of the training points.
  int optimise;
} harmonic_ellipsoid_options;

/// Defaults.
/// @param[out] options      to be filled: uniform, all correlations, automatic shrinkage and radius
/// @param[in]  struct_size  sizeof *options
S2_EXPORT void harmonic_ellipsoid_options_init_sized(harmonic_ellipsoid_options *options,
                                                     size_t struct_size);

/// Defaults, for the size that the caller was compiled with.
#define harmonic_ellipsoid_options_init(options)                                                   \
  harmonic_ellipsoid_options_init_sized((options), sizeof(harmonic_ellipsoid_options))

/// An unfitted ellipsoid, for harmonic_model_fit(). It has no temperature.
///
/// The optimal radius minimises
/// `J(R) = n(R)^-2 sum_{r_i < R} w_i (q(x_i) / P(x_i))^2`, n(R) the normaliser and q the density
/// before it. Between two neighbouring distances r_i of training points J only falls, so that its
/// minimum is at one of them: they are sorted, and J is a running sum in logarithms. Radii with
/// less than D + 1 points inside are not considered. The same points must not be used for an
/// evidence.
///
/// @param[out] model    new model, owned by the caller; NULL on failure
/// @param[in]  ndim     D, parameters, 1 .. ::HARMONIC_NDIM_MAX
/// @param[in]  options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY. The fit gives S2_ERR_NUMERIC for a singular
///         covariance (the message names the parameter), S2_ERR_ARGUMENT where `optimise` has less
///         than D + 2 points. The loss of its report is infinite unless all points are inside.
/// @par Cost fit O(N D^2 + D^3 + N log N), density O(D^2) a point, memory O(D^2)
S2_NODISCARD S2_EXPORT s2_status harmonic_ellipsoid_create(
    harmonic_model **model, int ndim, const harmonic_ellipsoid_options *options);

/// The ellipsoid of given moments, ready for use.
///
/// @param[out] model       new model, owned by the caller; NULL on failure
/// @param[in]  ndim        D, parameters, 1 .. ::HARMONIC_NDIM_MAX
/// @param[in]  centre      [D], finite
/// @param[in]  covariance  [D][D]; its lower triangle is read
/// @param[in]  options     filling and radius; what says how to learn serves
///                         harmonic_model_fresh(). NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_NUMERIC (not positive definite: the
///         message names the parameter)
S2_NODISCARD S2_EXPORT s2_status harmonic_ellipsoid_create_given(
    harmonic_model **model, int ndim, const double *centre, const double *covariance,
    const harmonic_ellipsoid_options *options);

/// The uniform ellipsoid with axes along the parameters, from the parameters that the Python
/// package's HyperSphere has.
///
/// @param[out] model             new model, ready for use, owned by the caller; NULL on failure
/// @param[in]  ndim              D, parameters, 1 .. ::HARMONIC_NDIM_MAX
/// @param[in]  centre            [D], finite
/// @param[in]  inverse_variance  [D] > 0: diagonal of C^-1
/// @param[in]  radius            R > 0
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_hypersphere_create(harmonic_model **model, int ndim,
                                                             const double *centre,
                                                             const double *inverse_variance,
                                                             double radius);

/// Radius and volume of a fitted ellipsoid.
///
/// @param[in]  model      fitted, of kind "ellipsoid"
/// @param[out] radius     R
/// @param[out] ln_volume  ln V
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status harmonic_ellipsoid_size(const harmonic_model *model,
                                                         double *radius, double *ln_volume);

S2_END_DECLS
#endif
