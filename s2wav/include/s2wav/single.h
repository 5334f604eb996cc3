// SPDX-License-Identifier: MIT
/// @file
/// The transforms of s2wav/s2wav.h and s2wav/scales.h in single precision (suffix `f`): arrays are
/// float, all work is done in double, one scale at a time, and rounded once. A workspace of
/// ::S2WAV_USE_SINGLE serves them.
#ifndef S2WAV_SINGLE_H
#define S2WAV_SINGLE_H

#include <s2wav/scales.h>

S2_BEGIN_DECLS

/// @name From and to maps
/// @{

/// Analysis of real signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysisf(const s2wav_plan *plan, const float *f, float *wav,
                                                 float *scal, const s2wav_batch *batch,
                                                 s2wav_workspace *work);

/// Synthesis of real signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesisf(const s2wav_plan *plan, const float *wav,
                                                  const float *scal, float *f,
                                                  const s2wav_batch *batch, s2wav_workspace *work);

/// Adjoint of the analysis of real signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_adjointf(const s2wav_plan *plan, const float *wav,
                                                         const float *scal, float *f,
                                                         const s2wav_batch *batch,
                                                         s2wav_workspace *work);

/// Adjoint of the synthesis of real signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis_adjointf(const s2wav_plan *plan, const float *f,
                                                          float *wav, float *scal,
                                                          const s2wav_batch *batch,
                                                          s2wav_workspace *work);

/// Analysis of complex signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_complexf(const s2wav_plan *plan,
                                                         const s2_complexf *f, s2_complexf *wav,
                                                         s2_complexf *scal,
                                                         const s2wav_batch *batch,
                                                         s2wav_workspace *work);

/// Synthesis of complex signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis_complexf(const s2wav_plan *plan,
                                                          const s2_complexf *wav,
                                                          const s2_complexf *scal, s2_complexf *f,
                                                          const s2wav_batch *batch,
                                                          s2wav_workspace *work);

/// Adjoint of the analysis of complex signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_adjoint_complexf(
    const s2wav_plan *plan, const s2_complexf *wav, const s2_complexf *scal, s2_complexf *f,
    const s2wav_batch *batch, s2wav_workspace *work);

/// Adjoint of the synthesis of complex signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis_adjoint_complexf(
    const s2wav_plan *plan, const s2_complexf *f, s2_complexf *wav, s2_complexf *scal,
    const s2wav_batch *batch, s2wav_workspace *work);

/// @}

/// @name From and to coefficients
/// @{

/// Analysis of real signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysisf(const s2wav_plan *plan, const s2_complexf *flm,
                                                    float *wav, float *scal,
                                                    const s2wav_batch *batch,
                                                    s2wav_workspace *work);

/// Synthesis of real signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_synthesisf(const s2wav_plan *plan, const float *wav,
                                                     const float *scal, s2_complexf *flm,
                                                     const s2wav_batch *batch,
                                                     s2wav_workspace *work);

/// Adjoint of the analysis of real signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis_adjointf(const s2wav_plan *plan,
                                                            const float *wav, const float *scal,
                                                            s2_complexf *flm,
                                                            const s2wav_batch *batch,
                                                            s2wav_workspace *work);

/// Adjoint of the synthesis of real signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_synthesis_adjointf(const s2wav_plan *plan,
                                                             const s2_complexf *flm, float *wav,
                                                             float *scal, const s2wav_batch *batch,
                                                             s2wav_workspace *work);

/// Analysis of complex signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis_complexf(const s2wav_plan *plan,
                                                            const s2_complexf *flm,
                                                            s2_complexf *wav, s2_complexf *scal,
                                                            const s2wav_batch *batch,
                                                            s2wav_workspace *work);

/// Synthesis of complex signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status
s2wav_lm_synthesis_complexf(const s2wav_plan *plan, const s2_complexf *wav, const s2_complexf *scal,
                            s2_complexf *flm, const s2wav_batch *batch, s2wav_workspace *work);

/// Adjoint of the analysis of complex signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis_adjoint_complexf(
    const s2wav_plan *plan, const s2_complexf *wav, const s2_complexf *scal, s2_complexf *flm,
    const s2wav_batch *batch, s2wav_workspace *work);

/// Adjoint of the synthesis of complex signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_synthesis_adjoint_complexf(
    const s2wav_plan *plan, const s2_complexf *flm, s2_complexf *wav, s2_complexf *scal,
    const s2wav_batch *batch, s2wav_workspace *work);

/// @}

/// @name One scale
/// @{

/// Analysis of one scale of real signals, single precision.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  flm  coefficients of the signal
/// @param[out] map  samples of the scale
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_analysisf(const s2wav_plan *plan, int i,
                                                       const s2_complexf *flm, float *map,
                                                       s2wav_workspace *work);

/// Synthesis of one scale of real signals, single precision.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  map  samples of the scale
/// @param[in,out] flm coefficients of the signal, added to
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_synthesisf(const s2wav_plan *plan, int i,
                                                        const float *map, s2_complexf *flm,
                                                        s2wav_workspace *work);

/// Adjoint of the analysis of one scale of real signals, single precision.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  map  samples of the scale
/// @param[in,out] flm coefficients of the signal, added to
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_analysis_adjointf(const s2wav_plan *plan, int i,
                                                               const float *map, s2_complexf *flm,
                                                               s2wav_workspace *work);

/// Adjoint of the synthesis of one scale of real signals, single precision.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  flm  coefficients of the signal
/// @param[out] map  samples of the scale
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_synthesis_adjointf(const s2wav_plan *plan, int i,
                                                                const s2_complexf *flm, float *map,
                                                                s2wav_workspace *work);

/// Analysis of one scale of complex signals, single precision.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  flm  coefficients of the signal
/// @param[out] map  samples of the scale
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_analysis_complexf(const s2wav_plan *plan, int i,
                                                               const s2_complexf *flm,
                                                               s2_complexf *map,
                                                               s2wav_workspace *work);

/// Synthesis of one scale of complex signals, single precision.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  map  samples of the scale
/// @param[in,out] flm coefficients of the signal, added to
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_synthesis_complexf(const s2wav_plan *plan, int i,
                                                                const s2_complexf *map,
                                                                s2_complexf *flm,
                                                                s2wav_workspace *work);

/// Adjoint of the analysis of one scale of complex signals, single precision.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  map  samples of the scale
/// @param[in,out] flm coefficients of the signal, added to
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_analysis_adjoint_complexf(
    const s2wav_plan *plan, int i, const s2_complexf *map, s2_complexf *flm, s2wav_workspace *work);

/// Adjoint of the synthesis of one scale of complex signals, single precision.
/// @param[in]  plan any plan
/// @param[in]  i    scale, or ::S2WAV_SCALING
/// @param[in]  flm  coefficients of the signal
/// @param[out] map  samples of the scale
/// @param      work NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_scale_synthesis_adjoint_complexf(
    const s2wav_plan *plan, int i, const s2_complexf *flm, s2_complexf *map, s2wav_workspace *work);

/// @}

S2_END_DECLS
#endif
