// SPDX-License-Identifier: MIT
/// @file
/// Directional scale-discretised wavelets on the sphere: analysis, synthesis and their adjoints.
///
/// Make a tiling (s2wav/tiling.h: which degrees a scale sees, how many orientations), make a plan
/// for it on a grid, transform as often as you like from as many threads as you like, destroy.
///
/// ~~~{.c}
/// s2wav_plan *plan;
/// if (s2wav_plan_create(&plan, tiling, grid, NULL) != S2_OK) return 1;
/// double *wav = malloc(s2wav_wav_size(plan) * sizeof *wav);
/// double *scal = malloc(s2wav_scal_size(plan) * sizeof *scal);
/// s2wav_analysis(plan, f, wav, scal, NULL, NULL);  // map to wavelets
/// s2wav_synthesis(plan, wav, scal, f, NULL, NULL); // and back: exact where the grid is
/// ~~~
///
/// **Definition.** With the kernels kappa_j(l), kappa0(l) and the directional rows s_ln of the
/// tiling, and the fields and harmonics of s2fft/conventions.h, over l < L_j, |m| <= l, |n| < N_j,
///
///     W_j(theta, phi, gamma) = sum_n e^{i n gamma} F_n(theta, phi),
///     F_n  = (-1)^n / sqrt(2 pi) sum_lm kappa_j(l) conj(s_ln) f_lm  -nY_lm,
///     W_0  = sum_lm kappa0(l) f_lm Y_lm                                      ("scaling map")
///
/// and back
///
///     f_lm = sqrt(2 pi) sum_jn (-1)^n kappa_j(l) s_ln (analysis of F_n)_lm + kappa0(l) W_0,lm.
///
/// `W_j(rho) = <f | R_rho psi_j>` is the wavelet transform on SO(3) with psi_j,ln = sqrt((2l+1)/8
/// pi^2) kappa_j(l) s_ln (McEwen et al. 2018, arXiv 1509.06749). The signal may have any spin; the
/// wavelet maps are scalars on SO(3). Tight frame: `sum_j int |W_j|^2 drho + int |W_0|^2 dOmega =
/// int |f|^2 dOmega`.
///
/// **Arrays.** All scales lie in one array, j ascending: each [ngamma][map of its own grid]
/// (::s2wav_scale). Slices are, by s2wav_options::storage,
/// - *steerable* (default): gamma_g = pi g / N_j, g = 0 .. N_j-1: all that there is, because only
///   orders n of the parity of N_j-1 exist;
/// - *full*: gamma_g = 2 pi g / (2N_j-1), g = 0 .. 2N_j-2 (s2wav, s2let).
///
/// The map of a scale has the band-limit L_j of the scale (multiresolution) or L (full resolution)
/// and the sampling of the signal; on HEALPix its nside_j is the smallest power of two that is at
/// least nside_ratio L_j. Coefficients of signals are arrays of s2wav_options::layout.
///
/// **Exactness.** MW, MWSS, DH, GL, CC, F1: synthesis(analysis(f)) = f for band-limited f. HEALPix
/// (coefficients to maps and back, nside_j = L_j / 2): 5 percent of the largest coefficient in one
/// pass, 1e-4 with 3 s2wav_options::iterations, 1e-9 with 10; exact in the harmonic form. On an MW
/// pole, which is a ring of samples, analyses ignore orders that no band-limited map has there.
///
/// **Adjoints** are exact for plain sums over samples and for the product of s2fft/conventions.h of
/// coefficients: the sum over all (l, m), m < 0 of real signals included. Gradients: with grad =
/// dL/dRe + i dL/dIm, the gradient with respect to the input of an operator is its adjoint applied
/// to the gradient with respect to its output.
///
/// More: plans and shapes (s2wav/plan.h), scale by scale (s2wav/scales.h), without pixels
/// (s2wav/harmonic.h), gradients with respect to kernels (s2wav/gradient.h).
#ifndef S2WAV_S2WAV_H
#define S2WAV_S2WAV_H

#include <s2wav/plan.h>

S2_BEGIN_DECLS

/// Several signals in one call. NULL in its place means one.
typedef struct s2wav_batch {
  int64_t count;         ///< number of signals, >= 1
  int64_t signal_stride; ///< elements from one signal to the next; 0: the size of one
  int64_t wav_stride;    ///< elements from one array of wavelet maps to the next; 0: its size
  int64_t scal_stride;   ///< elements from one scaling map to the next; 0: its size
} s2wav_batch;

/// @name From and to maps
/// `f` is [s2wav_map_size()], `wav` [s2wav_wav_size()], `scal` [s2wav_scal_size()]; elements are
/// real numbers, or complex ones (`_complex`). Single precision: s2wav/single.h.
///
/// Errors of all transforms: ::S2_ERR_ARGUMENT (NULL, real transforms with a tiling of spin other
/// than 0, maps without a grid, a bad batch, a workspace made for less or for another plan, an
/// analysis that the grid cannot do), ::S2_ERR_MEMORY, ::S2_ERR_CANCELLED. Outputs are unspecified
/// on failure.
/// @par Cost per scale, N_j spin transforms (real signals; complex: 2 N_j) of band-limit L_j: with
/// lambda = 2 the sum over scales is 15/7 that of the finest
/// @par Threads re-entrant; results do not depend on the number of threads, bit for bit, nor on
/// whether scales go in one call or one by one in ascending order
/// @{

/// Analysis of real signals: a map to its wavelet maps.
///
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis(const s2wav_plan *plan, const double *f,
                                                double *wav, double *scal, const s2wav_batch *batch,
                                                s2wav_workspace *work);

/// Synthesis of real signals; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis(const s2wav_plan *plan, const double *wav,
                                                 const double *scal, double *f,
                                                 const s2wav_batch *batch, s2wav_workspace *work);

/// Adjoint of the analysis of real signals; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_adjoint(const s2wav_plan *plan, const double *wav,
                                                        const double *scal, double *f,
                                                        const s2wav_batch *batch,
                                                        s2wav_workspace *work);

/// Adjoint of the synthesis of real signals; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis_adjoint(const s2wav_plan *plan, const double *f,
                                                         double *wav, double *scal,
                                                         const s2wav_batch *batch,
                                                         s2wav_workspace *work);

/// Analysis of complex signals; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_complex(const s2wav_plan *plan, const s2_complex *f,
                                                        s2_complex *wav, s2_complex *scal,
                                                        const s2wav_batch *batch,
                                                        s2wav_workspace *work);

/// Synthesis of complex signals; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis_complex(const s2wav_plan *plan,
                                                         const s2_complex *wav,
                                                         const s2_complex *scal, s2_complex *f,
                                                         const s2wav_batch *batch,
                                                         s2wav_workspace *work);

/// Adjoint of the analysis of complex signals; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_adjoint_complex(
    const s2wav_plan *plan, const s2_complex *wav, const s2_complex *scal, s2_complex *f,
    const s2wav_batch *batch, s2wav_workspace *work);

/// Adjoint of the synthesis of complex signals; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis_adjoint_complex(const s2wav_plan *plan,
                                                                 const s2_complex *f,
                                                                 s2_complex *wav, s2_complex *scal,
                                                                 const s2wav_batch *batch,
                                                                 s2wav_workspace *work);

/// @}

/// @name From and to coefficients
/// `flm` is [s2wav_lm_size()] in s2wav_options::layout; degrees l < |spin| are not read and become
/// zero. No grid of the signal is needed.
/// @{

/// Analysis of real signals: coefficients to wavelet maps.
///
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis(const s2wav_plan *plan, const s2_complex *flm,
                                                   double *wav, double *scal,
                                                   const s2wav_batch *batch, s2wav_workspace *work);

/// Synthesis of real signals; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_synthesis(const s2wav_plan *plan, const double *wav,
                                                    const double *scal, s2_complex *flm,
                                                    const s2wav_batch *batch,
                                                    s2wav_workspace *work);

/// Adjoint of the analysis of real signals; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis_adjoint(const s2wav_plan *plan,
                                                           const double *wav, const double *scal,
                                                           s2_complex *flm,
                                                           const s2wav_batch *batch,
                                                           s2wav_workspace *work);

/// Adjoint of the synthesis of real signals; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_synthesis_adjoint(const s2wav_plan *plan,
                                                            const s2_complex *flm, double *wav,
                                                            double *scal, const s2wav_batch *batch,
                                                            s2wav_workspace *work);

/// Analysis of complex signals; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis_complex(const s2wav_plan *plan,
                                                           const s2_complex *flm, s2_complex *wav,
                                                           s2_complex *scal,
                                                           const s2wav_batch *batch,
                                                           s2wav_workspace *work);

/// Synthesis of complex signals; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_synthesis_complex(const s2wav_plan *plan,
                                                            const s2_complex *wav,
                                                            const s2_complex *scal, s2_complex *flm,
                                                            const s2wav_batch *batch,
                                                            s2wav_workspace *work);

/// Adjoint of the analysis of complex signals; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis_adjoint_complex(
    const s2wav_plan *plan, const s2_complex *wav, const s2_complex *scal, s2_complex *flm,
    const s2wav_batch *batch, s2wav_workspace *work);

/// Adjoint of the synthesis of complex signals; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_synthesis_adjoint_complex(
    const s2wav_plan *plan, const s2_complex *flm, s2_complex *wav, s2_complex *scal,
    const s2wav_batch *batch, s2wav_workspace *work);

/// @}

S2_END_DECLS
#endif
