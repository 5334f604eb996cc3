// SPDX-License-Identifier: MIT
/// @file
/// A mixture of normal distributions with full covariances: for posteriors with several modes or
/// bent ones of few parameters. Fitted by expectation-maximisation in seconds.
#ifndef HARMONIC_MIXTURE_H
#define HARMONIC_MIXTURE_H

#include <harmonic/model.h>

S2_BEGIN_DECLS

/// Most components of a mixture.
#define HARMONIC_COMPONENTS_MAX 1000

/// Settings of a model of kind "mixture". Fill with harmonic_mixture_options_init().
typedef struct harmonic_mixture_options {
  size_t struct_size; ///< set by harmonic_mixture_options_init()
  int components;     ///< 0 .. ::HARMONIC_COMPONENTS_MAX; 0: as many as held-out points like best
  int most;           ///< largest number that 0 tries, 1 .. ::HARMONIC_COMPONENTS_MAX
  /// T, 0 < T <= 1: every covariance is scaled by it after learning. A mixture has no latent space,
  /// so that this is a setting and not the argument of harmonic_model_ln_density(), which is 1.
  double temperature;
  /// Points' worth of prior covariance of each component, >= 0; negative: D + 2 (Fraley & Raftery
  /// 2007). The prior is the covariance of all points, scaled by components^(-2/D): it keeps a
  /// component of few points from collapsing.
  double prior;
  int iterations;   ///< most steps of expectation-maximisation, >= 1
  double tolerance; ///< the steps end where mean ln phi gains less than this, > 0
} harmonic_mixture_options;

/// Defaults.
/// @param[out] options      to be filled: components chosen among 1 .. 10, T = 1, automatic prior,
///                          200 steps, tolerance 1e-4
/// @param[in]  struct_size  sizeof *options
S2_EXPORT void harmonic_mixture_options_init_sized(harmonic_mixture_options *options,
                                                   size_t struct_size);

/// Defaults, for the size that the caller was compiled with.
#define harmonic_mixture_options_init(options)                                                     \
  harmonic_mixture_options_init_sized((options), sizeof(harmonic_mixture_options))

/// An unfitted mixture, for harmonic_model_fit(): weighted points, k-means++ start in whitened
/// coordinates from the seed of fit.h. A number of components that is to be chosen is the best of
/// 1, 2, 3, 4, 6, 8, 11, ... (steps of 1 + K/4) on the held-out points, the search ends where two
/// in turn are worse; then all points are learned from.
///
/// @param[out] model    new model, owned by the caller; NULL on failure
/// @param[in]  ndim     D, parameters, 1 .. ::HARMONIC_NDIM_MAX
/// @param[in]  options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY. The fit gives S2_ERR_NUMERIC for a singular
///         covariance of all points (the message names the parameter), S2_ERR_CANCELLED. Its report
///         counts steps as epochs.
/// @par Cost O(N K D^2) a step, memory O(N (D + K) + K D^2)
S2_NODISCARD S2_EXPORT s2_status harmonic_mixture_create(harmonic_model **model, int ndim,
                                                         const harmonic_mixture_options *options);

/// The mixture of given components, ready for use.
///
/// @param[out] model        new model, owned by the caller; NULL on failure
/// @param[in]  ndim         D, parameters, 1 .. ::HARMONIC_NDIM_MAX
/// @param[in]  components   K, 1 .. ::HARMONIC_COMPONENTS_MAX
/// @param[in]  weights      [K] > 0; divided by their sum
/// @param[in]  means        [K][D], finite
/// @param[in]  covariances  [K][D][D]; lower triangles are read
/// @param[in]  options      temperature; what says how to learn serves harmonic_model_fresh().
/// NULL:
///                          defaults
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_NUMERIC (not positive definite: the
///         message names the parameter)
S2_NODISCARD S2_EXPORT s2_status harmonic_mixture_create_given(
    harmonic_model **model, int ndim, int components, const double *weights, const double *means,
    const double *covariances, const harmonic_mixture_options *options);

/// Number of components that a mixture has learned.
///
/// @param[in]  model       fitted, of kind "mixture"
/// @param[out] components  K
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status harmonic_mixture_size(const harmonic_model *model,
                                                       int *components);

S2_END_DECLS
#endif
