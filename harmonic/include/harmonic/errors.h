// SPDX-License-Identifier: MIT
/// @file
/// The error of ln of a mean of correlated, weighted terms, four ways. They agree where the terms
/// are well behaved and many; where they do not, none of them is to be trusted.
#ifndef HARMONIC_ERRORS_H
#define HARMONIC_ERRORS_H

#include <s2common/defs.h>
#include <s2common/status.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// Errors of `ln mean`, 1 sigma: standard deviations of the mean over the mean.
typedef struct harmonic_errors {
  double ln_mean;         ///< ln(sum w a / sum w)
  int64_t blocks;         ///< stretches of time behind `block` and `jackknife`
  double block;           ///< scatter of the means of blocks, as evidence.h does it for chains
  double jackknife;       ///< of ln mean with one block left out
  double jackknife_bias;  ///< expectation of ln mean minus ln of the expectation, from the same
  double batch;           ///< batch means, with batches of sqrt(length) of a series
  double autocorrelation; ///< integrated autocorrelation with Sokal's window
  double tau;             ///< integrated autocorrelation time of w (a - mean), in points
  double independent;     ///< number of independent points with the same error
} harmonic_errors;

/// Errors of ln of a mean.
///
/// @param[in]  nseries  chains, or parts of them that are treated as independent, >= 1
/// @param[in]  start    [nseries + 1] series s is the points start[s] .. start[s+1] - 1, in the
/// order of
///                      time; start[0] = 0, increasing
/// @param[in]  ln_a     [start[nseries]] ln of the terms; finite or -inf
/// @param[in]  weight   [start[nseries]] >= 0, not all 0; NULL: all 1
/// @param[in]  blocks   wanted number of blocks, >= 2; every series has at least one
/// @param[out] errors   result; unchanged on failure
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_NUMERIC (all terms are 0)
/// @par Cost O(100 n) time at most, 16 n bytes
/// @par Source Sokal 1997, section 3 (window of 5 tau); Flegal and Jones 2010 (batch means)
S2_NODISCARD S2_EXPORT s2_status harmonic_ln_mean_errors(int64_t nseries, const int64_t *start,
                                                         const double *ln_a, const double *weight,
                                                         int64_t blocks, harmonic_errors *errors);

S2_END_DECLS
#endif
