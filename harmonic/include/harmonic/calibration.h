// SPDX-License-Identifier: MIT
/// @file
/// Whether stated errors are honest: the evidence of a problem whose ln z is known, from many
/// independent sets of chains.
#ifndef HARMONIC_CALIBRATION_H
#define HARMONIC_CALIBRATION_H

#include <harmonic/cross_fit.h>

S2_BEGIN_DECLS

/// Fill empty chains with samples of a posterior.
///
/// @param[in] user    the pointer given beside the function
/// @param[in] seed    different for every set
/// @param     chains  empty, to be filled
/// @return S2_OK, or a status that ends the calibration
typedef s2_status harmonic_draw_fn(void *user, uint64_t seed, harmonic_chains *chains);

/// Statistics of pulls (ln z - truth)/error over repetitions.
typedef struct harmonic_calibration {
  int repetitions;  ///< made
  double coverage;  ///< part of the pulls within 1; honest: 0.683 +- sqrt(0.22/repetitions)
  double coverage2; ///< part of the pulls within 2; honest: 0.954
  double bias;      ///< mean pull; honest: 0 +- 1/sqrt(repetitions)
  double width;     ///< root mean square pull; honest: 1 +- 1/sqrt(2 repetitions)
  double scatter;   ///< standard deviation of ln z
  double stated;    ///< root mean square of the stated errors
  int verdicts[3];  ///< number of each ::harmonic_verdict
} harmonic_calibration;

/// Calibrate.
///
/// @param[in]  ndim         D
/// @param[in]  draw         fills chains
/// @param[in]  draw_user    handed to `draw`
/// @param[in]  ln_evidence  true ln z
/// @param[in]  model        what to learn with
/// @param[in]  options      of every estimate; repetition i uses seed + i, also for `draw`;
/// `models`
///                          must be NULL; progress counts repetitions. NULL: defaults
/// @param[in]  repetitions  >= 2
/// @param[out] results      [repetitions] every estimate; NULL: not wanted
/// @param[out] calibration  result; unchanged on failure
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_CANCELLED, what `draw` or an estimate says
S2_NODISCARD S2_EXPORT s2_status harmonic_calibrate(int ndim, harmonic_draw_fn *draw,
                                                    void *draw_user, double ln_evidence,
                                                    const harmonic_model *model,
                                                    const harmonic_evidence_options *options,
                                                    int repetitions, harmonic_result *results,
                                                    harmonic_calibration *calibration);

S2_END_DECLS
#endif
