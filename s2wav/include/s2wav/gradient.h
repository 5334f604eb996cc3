// SPDX-License-Identifier: MIT
/// @file
/// Gradients with respect to the kernels: for wavelets that are learned.
///
/// Both transforms are linear in kappa_j(l), kappa0(l) and (anti)linear in s_ln. Of a real function
/// E of the outputs, whose gradient with respect to them is given (dE/dRe + i dE/dIm for every
/// element, as the adjoints take it), these functions return
///
///     dE/dkappa_j(l),   dE/dkappa0(l),   dE/dRe s_ln + i dE/dIm s_ln
///
/// as if all these numbers were independent: also where kappa_j is zero, l < L_j, but not where the
/// band-limit of a scale cuts it, nor at l < |spin|, l < |n|; all these are zero. Chain them to
/// what is learned (keep sum_j kappa_j^2 + kappa0^2 = 1 by learning low-pass functions).
#ifndef S2WAV_GRADIENT_H
#define S2WAV_GRADIENT_H

#include <s2wav/s2wav.h>

S2_BEGIN_DECLS

/// Where a gradient goes. NULL: not wanted.
typedef struct s2wav_filter_gradient {
  double *kappa;         ///< [s2wav_nscales()][L]
  double *kappa0;        ///< [L]
  s2_complex *direction; ///< [L][2N-1], n = -(N-1) .. N-1
} s2wav_filter_gradient;

/// @name Gradients
/// Errors as in s2wav_analysis(). Any workspace serves.
/// @par Cost that of the adjoint of the analysis, or of the synthesis
/// @{

/// Of s2wav_lm_analysis().
/// @param[in]  plan      any plan
/// @param[in]  flm       its input
/// @param[in]  wav       gradient with respect to the wavelet maps
/// @param[in]  scal      gradient with respect to the scaling map; NULL: zero
/// @param[out] gradient  what is wanted
/// @param      work      NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_filter_gradient(
    const s2wav_plan *plan, const s2_complex *flm, const double *wav, const double *scal,
    const s2wav_filter_gradient *gradient, s2wav_workspace *work);

/// Of s2wav_lm_synthesis().
/// @param[in]  plan      any plan
/// @param[in]  wav       its input: wavelet maps
/// @param[in]  scal      its input: scaling map; NULL: zero
/// @param[in]  flm       gradient with respect to the coefficients
/// @param[out] gradient  what is wanted
/// @param      work      NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis_filter_gradient(
    const s2wav_plan *plan, const double *wav, const double *scal, const s2_complex *flm,
    const s2wav_filter_gradient *gradient, s2wav_workspace *work);

/// Of s2wav_lm_analysis_complex(); see s2wav_analysis_filter_gradient().
/// @param[in]  plan      any plan
/// @param[in]  flm       its input
/// @param[in]  wav       gradient with respect to the wavelet maps
/// @param[in]  scal      gradient with respect to the scaling map; NULL: zero
/// @param[out] gradient  what is wanted
/// @param      work      NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_filter_gradient_complex(
    const s2wav_plan *plan, const s2_complex *flm, const s2_complex *wav, const s2_complex *scal,
    const s2wav_filter_gradient *gradient, s2wav_workspace *work);

/// Of s2wav_lm_synthesis_complex(); see s2wav_synthesis_filter_gradient().
/// @param[in]  plan      any plan
/// @param[in]  wav       its input: wavelet maps
/// @param[in]  scal      its input: scaling map; NULL: zero
/// @param[in]  flm       gradient with respect to the coefficients
/// @param[out] gradient  what is wanted
/// @param      work      NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis_filter_gradient_complex(
    const s2wav_plan *plan, const s2_complex *wav, const s2_complex *scal, const s2_complex *flm,
    const s2wav_filter_gradient *gradient, s2wav_workspace *work);
/// @}

S2_END_DECLS
#endif
