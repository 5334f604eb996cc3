// SPDX-License-Identifier: MIT
/// @file
/// Whether chains have converged, and how much they know: rank-normalised split R-hat, effective
/// sample sizes, Monte Carlo errors, autocorrelation time.
///
/// With S steps in M chains, `n` of them in each: every chain is split in halves; values are
/// replaced by the normal quantiles of their ranks over all chains ("bulk"), or by those of their
/// distance from the median ("folded"). R-hat compares the variance between half chains with that
/// within. Effective sizes come from the sum of autocorrelations, cut by Geyer's initial monotone
/// sequence. Trust a chain with rhat < 1.01 and ess_bulk, ess_tail > 100 M; below that the numbers
/// themselves are rough.
///
/// Whole weights are repeats of a Metropolis chain: each point counts for as many steps. Of chains
/// of different lengths the last n steps are used, n being those of the shortest. If any weight is
/// not whole, the points are no series in time, and what needs one is NaN.
///
/// @par Source Vehtari, Gelman, Simpson, Carpenter, Buerkner 2021, Bayesian Analysis 16, 667;
///      Geyer 1992; Sokal 1997
#ifndef HARMONIC_DIAGNOSTICS_H
#define HARMONIC_DIAGNOSTICS_H

#include <harmonic/chains.h>

S2_BEGIN_DECLS

/// What the chains tell of one parameter, or of ln P. A constant has NaN for R-hats and S for
/// sizes.
typedef struct harmonic_diagnosis {
  double mean;        ///< weighted, over all points
  double sd;          ///< standard deviation, likewise
  double rhat;        ///< the larger one of the next two
  double rhat_bulk;   ///< do the chains agree in location?
  double rhat_folded; ///< in scale?
  double ess_bulk;    ///< effective size for location
  double ess_tail;    ///< the smaller one of those for the 5 % and 95 % quantiles
  double ess_mean;    ///< for the mean; weights that are not whole: (sum w)^2 / sum w^2
  double mcse_mean;   ///< standard error of mean: sd / sqrt(ess_mean)
  double tau;         ///< integrated autocorrelation time in steps, harmonic_autocorrelation_time()
} harmonic_diagnosis;

/// Diagnose all parameters and ln P.
/// @param[in]  chains     chains of at least 4 steps
/// @param[in]  threads    0: OpenMP's choice; the result does not depend on it
/// @param[out] diagnosis  [ndim + 1] parameters, then ln P; unspecified on failure
/// @return S2_OK; S2_ERR_ARGUMENT (also: more than 2^30 steps: thin first), S2_ERR_MEMORY
/// @par Cost O(S ln S) per parameter, about 1 microsecond a step
/// @par Memory 60 bytes per step and thread
S2_NODISCARD S2_EXPORT s2_status harmonic_diagnose(const harmonic_chains *chains, int threads,
                                                   harmonic_diagnosis *diagnosis);

/// Integrated autocorrelation time of one series: 1 + 2 sum of its autocorrelations up to the first
/// lag that is at least 5 times the sum so far (Sokal's window). n / tau points are worth as much
/// as independent ones. A series shorter than 50 tau underestimates it.
/// @param[in]  n    points, >= 2
/// @param[in]  x    [n] finite
/// @param[out] tau  in points; 1 for a constant; unchanged on failure
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
/// @par Cost O(n ln n)
S2_NODISCARD S2_EXPORT s2_status harmonic_autocorrelation_time(int64_t n, const double *x,
                                                               double *tau);

/// Effective number of weighted points, were they independent: (sum w)^2 / sum w^2 over all chains.
/// @param[in] chains  any
/// @return 0 for a set without points
S2_EXPORT double harmonic_chains_weighted_size(const harmonic_chains *chains);

S2_END_DECLS
#endif
