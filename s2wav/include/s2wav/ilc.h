// SPDX-License-Identifier: MIT
/// @file
/// Internal linear combination in wavelet space (NILC): one sky component from maps at several
/// frequencies, by the weights that have the least variance at every scale and place.
///
/// The channels see the component with known factors a_c. With the covariance R of the channels'
/// wavelet coefficients around a place, estimated by a Gaussian average, the combination
///
///     sum_c w_c W_c,   w = R^{-1} a / (a^T R^{-1} a),
///
/// keeps the component (w . a = 1) and lets through as little else as possible (Delabrouille et
/// al. 2009).
///
/// *Bias.* Since the weights come from the same data, they also fit chance correlations with the
/// component: of its power the part `(channels - 1) / modes` is lost (their eq. (30)), modes the
/// number of independent coefficients in the average. The width of the average is made such that
/// this part is at most s2wav_ilc_options::bias where the sphere is large enough; the report says
/// what it is.
#ifndef S2WAV_ILC_H
#define S2WAV_ILC_H

#include <s2wav/s2wav.h>

S2_BEGIN_DECLS

/// Most channels.
#define S2WAV_ILC_MAX 64

/// How to combine. Fill with s2wav_ilc_options_init(), then change.
typedef struct s2wav_ilc_options {
  size_t struct_size;       ///< set by s2wav_ilc_options_init()
  double bias;              ///< largest lost part of the power, in (0, 1); default 0.01
  s2_progress_fn *progress; ///< called after each scale; default NULL
  void *progress_user;      ///< handed to `progress`
} s2wav_ilc_options;

/// What was done at one scale.
typedef struct s2wav_ilc_report {
  double fwhm;  ///< of the Gaussian average [rad]; infinite: all of the sphere
  double modes; ///< independent coefficients in the average
  double bias;  ///< part of the component's power that is lost
} s2wav_ilc_report;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define s2wav_ilc_options_init(options) s2wav_ilc_options_init_sized((options), sizeof *(options))

/// Work behind s2wav_ilc_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(s2wav_ilc_options) as the caller knows it
S2_EXPORT void s2wav_ilc_options_init_sized(s2wav_ilc_options *options, size_t struct_size);

/// Combine channels of one resolution (deconvolved to a common beam).
///
/// @param[in]  plan      any plan for signals of spin 0
/// @param[in]  tiling    that of the plan
/// @param[in]  channels  1 .. ::S2WAV_ILC_MAX
/// @param[in]  flm       [channels] coefficients of each channel, [s2wav_lm_size()]
/// @param[in]  a         [channels] factor of the component in each, finite, not all 0
/// @param[in]  options   NULL: defaults
/// @param[out] out       [s2wav_lm_size()] coefficients of the component; none of `flm`
/// @param[out] report    [s2wav_nscales() + 1] the scaling map first; NULL: not wanted
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_CANCELLED, S2_ERR_NUMERIC (channels that
///         depend on each other: their covariance is singular)
/// @par Cost per scale, channels analyses, one synthesis and channels (channels + 1) scalar
/// transforms; memory of one scale of all channels
S2_NODISCARD S2_EXPORT s2_status s2wav_ilc(const s2wav_plan *plan, const s2wav_tiling *tiling,
                                           int channels, const s2_complex *const *flm,
                                           const double *a, const s2wav_ilc_options *options,
                                           s2_complex *out, s2wav_ilc_report *report);

S2_END_DECLS
#endif
