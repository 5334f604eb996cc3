// SPDX-License-Identifier: MIT
/// @file
/// Comparison of two models of the same data, in logs: ln B = ln z_1 - ln z_2 of any size.
#ifndef HARMONIC_BAYES_FACTOR_H
#define HARMONIC_BAYES_FACTOR_H

#include <harmonic/cross_fit.h>
#include <harmonic/evidence.h>

S2_BEGIN_DECLS

/// B = z_1 / z_2.
typedef struct harmonic_bayes_factor {
  double ln_factor;   ///< ln B; positive: the data prefer the first model
  double error;       ///< 1 sigma of ln B
  double probability; ///< of the first model, if both were equally probable before: B / (1 + B)
  double ln_std;      ///< ln of the standard deviation of B, to first order
} harmonic_bayes_factor;

/// Bayes factor of two estimates. They must come from independent chains.
///
/// @param[in]  first   z_1
/// @param[in]  second  z_2
/// @param[out] factor  result
/// @return S2_OK; S2_ERR_ARGUMENT (an ln z or error is not finite)
S2_NODISCARD S2_EXPORT s2_status harmonic_ln_bayes_factor(const harmonic_result *first,
                                                          const harmonic_result *second,
                                                          harmonic_bayes_factor *factor);

/// Bayes factor from the statistics of evidence.h, as the original defines it: with rho = 1/z and
/// x = sigma^2/rho^2, `ln B = ln rho_2 - ln rho_1 + ln(1 + x_1)`, which is not antisymmetric.
///
/// @param[in]  first   z_1
/// @param[in]  second  z_2
/// @param[out] factor  result
/// @return S2_OK; S2_ERR_ARGUMENT (an error is undefined: fewer than two chains)
S2_NODISCARD S2_EXPORT s2_status harmonic_ln_bayes_factor_of_statistics(
    const harmonic_statistics *first, const harmonic_statistics *second,
    harmonic_bayes_factor *factor);

S2_END_DECLS
#endif
