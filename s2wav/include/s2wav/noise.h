// SPDX-License-Identifier: MIT
/// @file
/// What noise does to wavelet coefficients: its variance at every scale, and where it differs over
/// the sky at every sample.
///
/// - *Isotropic noise* of spectrum C_l (white: constant) has the same variance at every rotation,
///   `sum_l C_l (2l+1) / (8 pi^2) kappa_j(l)^2`; exact.
/// - *Noise that is independent from sample to sample*, of variance v(omega), has the variance
///   `int |psi_j|^2(rho^{-1} omega) v(omega) dA(omega)`, dA the area of a sample: v dA is convolved
///   with the square of the wavelet. The square is averaged over orientations and cut at the
///   band-limit of the scale, which is exact up to the change of v within one wavelet.
#ifndef S2WAV_NOISE_H
#define S2WAV_NOISE_H

#include <s2wav/s2wav.h>

S2_BEGIN_DECLS

/// Variances of all scales of a plan; opaque and immutable.
typedef struct s2wav_noise s2wav_noise;

/// Isotropic noise.
///
/// @param[out] noise   owned by the caller; NULL on failure
/// @param[in]  plan    whose coefficients it describes
/// @param[in]  tiling  that of the plan
/// @param[in]  cl      [L] spectrum, finite and >= 0
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2wav_noise_create_cl(s2wav_noise **noise, const s2wav_plan *plan,
                                                       const s2wav_tiling *tiling,
                                                       const double *cl);

/// Noise that is independent from sample to sample.
///
/// @param[out] noise     owned by the caller; NULL on failure
/// @param[in]  plan      whose coefficients it describes
/// @param[in]  tiling    that of the plan, of spin 0
/// @param[in]  grid      grid of the signal
/// @param[in]  variance  [s2_grid_map_size()] of each sample, finite and >= 0
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
/// @par Cost one scalar transform of each scale, and one of the signal
S2_NODISCARD S2_EXPORT s2_status s2wav_noise_create_map(s2wav_noise **noise, const s2wav_plan *plan,
                                                        const s2wav_tiling *tiling,
                                                        const s2_grid *grid,
                                                        const double *variance);

/// Free. NULL is allowed.
/// @param[in] noise  to be freed
S2_EXPORT void s2wav_noise_destroy(s2wav_noise *noise);

/// Mean variance of a scale over the sphere.
/// @param[in] noise  any
/// @param[in] i      scale, or ::S2WAV_SCALING
/// @return variance of a coefficient (complex ones: of re plus im); NaN if i is out of range
S2_EXPORT double s2wav_noise_variance(const s2wav_noise *noise, int i);

/// Variance at every sample of a slice of a scale.
/// @param[in] noise  any
/// @param[in] i      scale, or ::S2WAV_SCALING
/// @return [s2wav_scale::slice], owned by `noise`; NULL: it is s2wav_noise_variance() everywhere
S2_EXPORT const double *s2wav_noise_map(const s2wav_noise *noise, int i);

S2_END_DECLS
#endif
