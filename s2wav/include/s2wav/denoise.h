// SPDX-License-Identifier: MIT
/// @file
/// Denoising by thresholds on wavelet coefficients: where a coefficient w is not larger than the
/// noise of its scale and place (s2wav/noise.h), it goes.
///
/// | rule | what becomes of w, with sigma its noise |
/// | --- | --- |
/// | hard | 0 if `|w| <= t sigma`, else w |
/// | soft | `w (1 - t sigma / |w|)`, 0 if that is negative |
/// | SURE | soft, with the t of each scale that has the least estimate of the risk |
///
/// SURE (Stein 1981; Donoho & Johnstone 1995): with x = |w| / sigma of d = 1 (real) or 2 (complex)
/// components of variance 1/d, the risk of a threshold t is the mean of `x^2 - 1` where x <= t and
/// of `1 + t^2 - 2 t (d-1) / (d x)` elsewhere, here weighted by the area of samples.
#ifndef S2WAV_DENOISE_H
#define S2WAV_DENOISE_H

#include <s2wav/noise.h>

S2_BEGIN_DECLS

/// Rule of a threshold; see above.
typedef enum s2wav_threshold { S2WAV_HARD = 0, S2WAV_SOFT = 1, S2WAV_SURE = 2 } s2wav_threshold;

/// How to denoise. Fill with s2wav_denoise_options_init(), then change.
typedef struct s2wav_denoise_options {
  size_t struct_size;       ///< set by s2wav_denoise_options_init()
  s2wav_threshold rule;     ///< default hard
  double factor;            ///< t of the rules hard and soft, >= 0; default 3
  s2_progress_fn *progress; ///< called after each scale; default NULL
  void *progress_user;      ///< handed to `progress`
} s2wav_denoise_options;

/// What became of one scale.
typedef struct s2wav_denoise_report {
  double threshold; ///< t, in units of the noise
  double kept;      ///< part of the area whose coefficients are not zero
} s2wav_denoise_report;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define s2wav_denoise_options_init(options)                                                        \
  s2wav_denoise_options_init_sized((options), sizeof *(options))

/// Work behind s2wav_denoise_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(s2wav_denoise_options) as the caller knows it
S2_EXPORT void s2wav_denoise_options_init_sized(s2wav_denoise_options *options, size_t struct_size);

/// Denoise a real signal, scale by scale. The scaling map passes unchanged.
///
/// @param[in]  plan     any plan for signals of spin 0
/// @param[in]  noise    of the same plan
/// @param[in]  options  NULL: defaults
/// @param[in]  flm      [s2wav_lm_size()] coefficients of the signal with its noise
/// @param[out] out      [s2wav_lm_size()] coefficients without most of it; not `flm`
/// @param[out] report   [s2wav_nscales()]; NULL: not wanted
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_CANCELLED
/// @par Cost one analysis and one synthesis, a sort of each scale (SURE); memory of one scale
S2_NODISCARD S2_EXPORT s2_status s2wav_denoise(const s2wav_plan *plan, const s2wav_noise *noise,
                                               const s2wav_denoise_options *options,
                                               const s2_complex *flm, s2_complex *out,
                                               s2wav_denoise_report *report);

/// Denoise a complex signal of any spin; see s2wav_denoise().
/// @param[in]  plan     any plan
/// @param[in]  noise    of the same plan
/// @param[in]  options  NULL: defaults
/// @param[in]  flm      [s2wav_lm_size()] coefficients of the signal with its noise
/// @param[out] out      [s2wav_lm_size()] coefficients without most of it; not `flm`
/// @param[out] report   [s2wav_nscales()]; NULL: not wanted
/// @return status, see s2wav_denoise()
S2_NODISCARD S2_EXPORT s2_status s2wav_denoise_complex(const s2wav_plan *plan,
                                                       const s2wav_noise *noise,
                                                       const s2wav_denoise_options *options,
                                                       const s2_complex *flm, s2_complex *out,
                                                       s2wav_denoise_report *report);

S2_END_DECLS
#endif
