// SPDX-License-Identifier: MIT
/// @file
/// Wavelet transforms scale by scale: the memory of one scale at a time.
///
/// ~~~{.c}
/// for (int i = S2WAV_SCALING; i < s2wav_nscales(plan); ++i) {
///   s2wav_scale_analysis(plan, i, flm, map, work);  // scale i alone
///   ... change map ...
///   s2wav_scale_synthesis(plan, i, map, out, work); // adds to out, zero at the start
/// }
/// ~~~
///
/// Results are those of the transforms of s2wav/s2wav.h, bit for bit: a synthesis takes the scaling
/// map first, then the scales in ascending order. A workspace of ::S2WAV_USE_STREAM serves, for
/// callbacks one of ::S2WAV_USE_CALLBACK. Beside the map of the scale and the coefficients of the
/// signal it holds the fields of one |n|, not those of the scale: see ::s2wav_use.
#ifndef S2WAV_SCALES_H
#define S2WAV_SCALES_H

#include <s2wav/s2wav.h>

S2_BEGIN_DECLS

/// @name One scale
/// `map` is [s2wav_scale::size], `flm` [s2wav_lm_size()]. Synthesis and adjoint of the analysis
/// *add* to `flm`. Errors as in s2wav_analysis(), and an i out of range.
/// @{

/// Analysis of one scale of real signals.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  flm  coefficients of the signal
/// @param[out] map  samples of the scale
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_analysis(const s2wav_plan *plan, int i,
                                                      const s2_complex *flm, double *map,
                                                      s2wav_workspace *work);

/// Synthesis of one scale of real signals.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  map  samples of the scale
/// @param[in,out] flm coefficients of the signal, added to
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_synthesis(const s2wav_plan *plan, int i,
                                                       const double *map, s2_complex *flm,
                                                       s2wav_workspace *work);

/// Adjoint of the analysis of one scale of real signals.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  map  samples of the scale
/// @param[in,out] flm coefficients of the signal, added to
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_analysis_adjoint(const s2wav_plan *plan, int i,
                                                              const double *map, s2_complex *flm,
                                                              s2wav_workspace *work);

/// Adjoint of the synthesis of one scale of real signals.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  flm  coefficients of the signal
/// @param[out] map  samples of the scale
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_synthesis_adjoint(const s2wav_plan *plan, int i,
                                                               const s2_complex *flm, double *map,
                                                               s2wav_workspace *work);

/// Analysis of one scale of complex signals.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  flm  coefficients of the signal
/// @param[out] map  samples of the scale
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_analysis_complex(const s2wav_plan *plan, int i,
                                                              const s2_complex *flm,
                                                              s2_complex *map,
                                                              s2wav_workspace *work);

/// Synthesis of one scale of complex signals.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  map  samples of the scale
/// @param[in,out] flm coefficients of the signal, added to
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_synthesis_complex(const s2wav_plan *plan, int i,
                                                               const s2_complex *map,
                                                               s2_complex *flm,
                                                               s2wav_workspace *work);

/// Adjoint of the analysis of one scale of complex signals.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  map  samples of the scale
/// @param[in,out] flm coefficients of the signal, added to
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_analysis_adjoint_complex(const s2wav_plan *plan, int i,
                                                                      const s2_complex *map,
                                                                      s2_complex *flm,
                                                                      s2wav_workspace *work);

/// Adjoint of the synthesis of one scale of complex signals.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  flm  coefficients of the signal
/// @param[out] map  samples of the scale
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_synthesis_adjoint_complex(const s2wav_plan *plan,
                                                                       int i, const s2_complex *flm,
                                                                       s2_complex *map,
                                                                       s2wav_workspace *work);

/// @}

/// @name All scales through a callback
/// @{

/// Receives one scale of real signals.
/// @param user   the pointer given beside the callback
/// @param i      scale, or ::S2WAV_SCALING (which comes first)
/// @param scale  its shape
/// @param map    [scale->size] its samples, to be changed at will; they live until the return
/// @return S2_OK to go on; else the transform stops and returns it
typedef s2_status s2wav_scale_fn(void *user, int i, const s2wav_scale *scale, double *map);

/// Receives one scale of complex signals; see ::s2wav_scale_fn.
typedef s2_status s2wav_scale_fn_complex(void *user, int i, const s2wav_scale *scale,
                                         s2_complex *map);

/// Analysis of real signals, from a map, handing over one scale at a time.
/// @param[in]  plan any plan with a grid
/// @param[in]  f    samples of the signal
/// @param[in]  take called for the scaling map, then for each scale
/// @param      user handed to `take`
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis(); what `take` returned
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_each(const s2wav_plan *plan, const double *f,
                                                     s2wav_scale_fn *take, void *user,
                                                     s2wav_workspace *work);

/// Analysis of real signals, from coefficients, handing over one scale at a time.
/// @param[in]  plan any plan
/// @param[in]  flm  coefficients of the signal
/// @param[in]  take called for the scaling map, then for each scale
/// @param      user handed to `take`
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis(); what `take` returned
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis_each(const s2wav_plan *plan,
                                                        const s2_complex *flm, s2wav_scale_fn *take,
                                                        void *user, s2wav_workspace *work);

/// Analysis of complex signals, from a map, handing over one scale at a time.
/// @param[in]  plan any plan with a grid
/// @param[in]  f    samples of the signal
/// @param[in]  take called for the scaling map, then for each scale
/// @param      user handed to `take`
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis(); what `take` returned
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_each_complex(const s2wav_plan *plan,
                                                             const s2_complex *f,
                                                             s2wav_scale_fn_complex *take,
                                                             void *user, s2wav_workspace *work);

/// Analysis of complex signals, from coefficients, handing over one scale at a time.
/// @param[in]  plan any plan
/// @param[in]  flm  coefficients of the signal
/// @param[in]  take called for the scaling map, then for each scale
/// @param      user handed to `take`
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis(); what `take` returned
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis_each_complex(const s2wav_plan *plan,
                                                                const s2_complex *flm,
                                                                s2wav_scale_fn_complex *take,
                                                                void *user, s2wav_workspace *work);

/// @}

S2_END_DECLS
#endif
