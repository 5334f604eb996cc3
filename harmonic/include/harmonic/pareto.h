// SPDX-License-Identifier: MIT
/// @file
/// How heavy the upper tail of positive terms is: whether their mean can be trusted.
///
/// The largest terms are compared with a generalised Pareto distribution of shape k. Moments of
/// order 1/k and above do not exist: for k > 1/2 the variance is infinite and an error estimated
/// from the sample is too small; for k > 0.7 the mean itself converges too slowly to be of use.
#ifndef HARMONIC_PARETO_H
#define HARMONIC_PARETO_H

#include <s2common/defs.h>
#include <s2common/status.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// The tail of a sum of terms.
typedef struct harmonic_tail {
  double k;       ///< shape; negative: bounded; NaN: fewer than 5 terms in the tail
  int64_t count;  ///< terms in the tail, M = min(n/5, 3 sqrt(n)) of n terms that are not 0
  double share;   ///< their part of the sum, 0 .. 1
  double largest; ///< part of the largest term, 0 .. 1
} harmonic_tail;

/// Shape and weight of the tail.
///
/// @param[in]  n       terms, >= 1
/// @param[in]  ln_a    [n] ln of the terms; finite or -inf
/// @param[in]  weight  [n] factor of each term, >= 0; NULL: all 1
/// @param[out] tail    result; unchanged on failure
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_NUMERIC (all terms are 0)
/// @par Cost O(n + M log n), 8 M bytes
/// @par Source Zhang and Stephens 2009; Vehtari et al. 2024, section 3 and appendix C (prior on k)
S2_NODISCARD S2_EXPORT s2_status harmonic_pareto_tail(int64_t n, const double *ln_a,
                                                      const double *weight, harmonic_tail *tail);

S2_END_DECLS
#endif
