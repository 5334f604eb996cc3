// SPDX-License-Identifier: MIT
/// @file
/// Normalising flows: densities of any shape, learned. A chain of invertible layers carries x to a
/// latent z that is standard normal, and the density follows from the Jacobian,
/// `ln phi(x) = ln N(z; 0, 1) + ln|det dz/dx|`. Every layer keeps about half of the coordinates and
/// transforms the others by monotonic functions that a small network makes of the kept ones.
///
/// - *Spline flow* (Durkan et al. 2019): the functions are rational-quadratic splines. The one to
///   use; it also bends a single coordinate (D = 1).
/// - *RealNVP* (Dinh et al. 2017): the functions are affine. Faster, and enough near a Gaussian.
///
/// *Layouts.* The mixing layout transforms complementary halves in turns and chooses the halves so
/// that after 2 ceil(log2 D) layers every coordinate has depended on every other one directly. It
/// begins as the identity, so that with full whitening the density before training is the Gaussian
/// of the samples' mean and covariance. The original layout is that of the Python package harmonic
/// 1.3, parameter by parameter: the same numbers come out. harmonic_model_import() of model_files.h
/// takes parameters from there.
///
/// *Temperature* scales the covariance of the latent, for both kinds. The original's RealNVP scales
/// its standard deviation instead: what it calls T is T^2 here.
#ifndef HARMONIC_FLOW_H
#define HARMONIC_FLOW_H

#include <harmonic/transform.h>

S2_BEGIN_DECLS

/// Most hidden layers of a network.
#define HARMONIC_FLOW_HIDDEN_MAX 8

/// How layers are arranged; see above.
typedef enum harmonic_flow_layout {
  HARMONIC_FLOW_MIXING,  ///< the default
  HARMONIC_FLOW_ORIGINAL ///< of the Python package
} harmonic_flow_layout;

/// Settings of a spline flow. Fill with harmonic_spline_flow_options_init(), then change.
typedef struct harmonic_spline_flow_options {
  size_t struct_size;                   ///< set by the init function
  harmonic_flow_layout layout;          ///< mixing
  harmonic_whitening whitening;         ///< full; of the training points, ahead of the layers
  int layers;                           ///< 8; 1 .. 1000
  int bins;                             ///< 8; 1 .. 1000 pieces of a spline
  int nhidden;                          ///< 2 hidden layers, 1 .. ::HARMONIC_FLOW_HIDDEN_MAX
  int hidden[HARMONIC_FLOW_HIDDEN_MAX]; ///< 64, 64; 1 .. 100000 neurons of each
  double range[2];     ///< splines live between, straight lines outside. 0, 0: -10, 10, or
                       ///< in the mixing layout as far as the whitened points reach, but at
                       ///< least 3 and at most 10 each way
  int fixed_slopes;    ///< 0; 1: the lines outside have slope 1, the identity
  int double_training; ///< 0: train in single precision; 1: in double, at half the speed.
                       ///< Evaluation is in double always
} harmonic_spline_flow_options;

/// Settings of RealNVP. Fill with harmonic_realnvp_options_init(), then change.
typedef struct harmonic_realnvp_options {
  size_t struct_size;           ///< set by the init function
  harmonic_flow_layout layout;  ///< mixing
  harmonic_whitening whitening; ///< full; of the training points, ahead of the layers
  int layers;                   ///< 6; 1 .. 1000
  int unscaled_layers;          ///< 4; of these, original layout only: the last ones only shift
  int nhidden;                  ///< 1 hidden layer, 1 .. ::HARMONIC_FLOW_HIDDEN_MAX
  int hidden[HARMONIC_FLOW_HIDDEN_MAX]; ///< 128; 1 .. 100000 neurons of each
  double bound;                         ///< 2; mixing: scales stay within exp(+-bound); > 0
  int double_training;                  ///< 0: as for splines
} harmonic_realnvp_options;

/// Defaults. @param[out] options to be filled @param[in] struct_size bytes of it
S2_EXPORT void harmonic_spline_flow_options_init_sized(harmonic_spline_flow_options *options,
                                                       size_t struct_size);

/// Defaults. @param[out] options to be filled @param[in] struct_size bytes of it
S2_EXPORT void harmonic_realnvp_options_init_sized(harmonic_realnvp_options *options,
                                                   size_t struct_size);

/// Defaults, for the size that the caller was compiled with.
#define harmonic_spline_flow_options_init(options)                                                 \
  harmonic_spline_flow_options_init_sized((options), sizeof(harmonic_spline_flow_options))

/// Defaults, for the size that the caller was compiled with.
#define harmonic_realnvp_options_init(options)                                                     \
  harmonic_realnvp_options_init_sized((options), sizeof(harmonic_realnvp_options))

/// An unfitted spline flow.
///
/// @param[out] model    new model, owned by the caller; NULL on failure
/// @param[in]  ndim     D, parameters, 1 .. ::HARMONIC_NDIM_MAX
/// @param[in]  options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
/// @par Cost of a point, layer and the defaults: about 2 (64^2 + 64 (3K+1) D/2) operations, three
///      times that in training
/// @par Source Durkan et al. 2019, arXiv:1906.04032
S2_NODISCARD S2_EXPORT s2_status harmonic_spline_flow_create(
    harmonic_model **model, int ndim, const harmonic_spline_flow_options *options);

/// An unfitted RealNVP.
///
/// @param[out] model    new model, owned by the caller; NULL on failure
/// @param[in]  ndim     D, parameters, 1 .. ::HARMONIC_NDIM_MAX; with D = 1 only Gaussians come out
/// @param[in]  options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
/// @par Cost of a point, layer and the defaults: about 2 * 128 * 3 D/2 operations, three times that
///      in training
/// @par Source Dinh et al. 2017, arXiv:1605.08803
S2_NODISCARD S2_EXPORT s2_status harmonic_realnvp_create(harmonic_model **model, int ndim,
                                                         const harmonic_realnvp_options *options);

S2_END_DECLS
#endif
