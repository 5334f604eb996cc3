// SPDX-License-Identifier: MIT
/// @file
/// The normal distribution of the samples' mean and covariance: exact for normal posteriors, fitted
/// in milliseconds, with a temperature.
#ifndef HARMONIC_GAUSSIAN_H
#define HARMONIC_GAUSSIAN_H

#include <harmonic/model.h>

S2_BEGIN_DECLS

/// Settings of a model of kind "gaussian". Fill with harmonic_gaussian_options_init().
typedef struct harmonic_gaussian_options {
  size_t struct_size; ///< set by harmonic_gaussian_options_init()
  int diagonal;       ///< 1: without correlations
  /// Part of every correlation that is taken away, 0 .. 1. Negative: none for 10 D effective points
  /// and more, else the shrinkage of least mean-square error (Schaefer & Strimmer 2005), so that
  /// fewer points than parameters still give a density.
  double shrinkage;
} harmonic_gaussian_options;

/// Defaults.
/// @param[out] options      to be filled: all correlations, automatic shrinkage
/// @param[in]  struct_size  sizeof *options
S2_EXPORT void harmonic_gaussian_options_init_sized(harmonic_gaussian_options *options,
                                                    size_t struct_size);

/// Defaults, for the size that the caller was compiled with.
#define harmonic_gaussian_options_init(options)                                                    \
  harmonic_gaussian_options_init_sized((options), sizeof(harmonic_gaussian_options))

/// An unfitted normal distribution, for harmonic_model_fit(). Weighted moments, of maximum
/// likelihood (divided by the sum of the weights).
///
/// @param[out] model    new model, owned by the caller; NULL on failure
/// @param[in]  ndim     D, parameters, 1 .. ::HARMONIC_NDIM_MAX
/// @param[in]  options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY. The fit gives S2_ERR_NUMERIC for a singular
///         covariance and names the parameter that does not vary, or that others determine
/// @par Cost fit O(N D^2 + D^3), density O(D^2) a point, memory O(D^2)
S2_NODISCARD S2_EXPORT s2_status harmonic_gaussian_create(harmonic_model **model, int ndim,
                                                          const harmonic_gaussian_options *options);

/// The normal distribution of given moments, ready for use.
///
/// @param[out] model       new model, owned by the caller; NULL on failure
/// @param[in]  ndim        D, parameters, 1 .. ::HARMONIC_NDIM_MAX
/// @param[in]  mean        [D], finite
/// @param[in]  covariance  [D][D]; its lower triangle is read
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_NUMERIC (not positive definite: the
///         message names the parameter)
S2_NODISCARD S2_EXPORT s2_status harmonic_gaussian_create_given(harmonic_model **model, int ndim,
                                                                const double *mean,
                                                                const double *covariance);

S2_END_DECLS
#endif
