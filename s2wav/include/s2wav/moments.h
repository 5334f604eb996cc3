// SPDX-License-Identifier: MIT
/// @file
/// Moments of the wavelet coefficients of a real signal, and how the energies of scales go
/// together, in one pass that holds one scale at a time.
///
/// Averages run over orientations and, by area, over the sphere. The energy of a scale is
/// `E_j(omega) = mean over gamma of W_j^2`, as a field of the band-limit of the scale; the energies
/// of two scales correlate by
///
///     c_jk = mean(E_j E_k) / (mean(E_j) mean(E_k)) - 1
///
/// over the degrees that both have: 0 on average between separate scales of a Gaussian field,
/// positive where structures show at several scales at once.
#ifndef S2WAV_MOMENTS_H
#define S2WAV_MOMENTS_H

#include <s2wav/s2wav.h>

S2_BEGIN_DECLS

/// Moments of one scale.
typedef struct s2wav_moments {
  double mean;     ///< average over the sphere (and over orientations)
  double variance; ///< mean square minus squared mean
  double skewness; ///< third central moment over variance^{3/2}; 0 where the variance is 0
  double kurtosis; ///< fourth central moment over variance^2, minus 3; 0 where the variance is 0
} s2wav_moments;

/// Moments of all scales.
///
/// @param[in]  plan     any plan for signals of spin 0
/// @param[in]  flm      [s2wav_lm_size()] coefficients of a real signal
/// @param[out] moments  [s2wav_nscales() + 1] the scaling map first
/// @param[out] energy   [s2wav_nscales()][s2wav_nscales()] c_jk; NULL: not wanted
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
/// @par Cost one analysis; with `energy` one more scalar transform of each scale
S2_NODISCARD S2_EXPORT s2_status s2wav_moments_compute(const s2wav_plan *plan,
                                                       const s2_complex *flm,
                                                       s2wav_moments *moments, double *energy);

S2_END_DECLS
#endif
