// SPDX-License-Identifier: MIT
// R-hat and effective sizes of m series of n points, x[m][n] (Vehtari et al. 2021).
#ifndef HARMONIC_CHAINS_CONVERGENCE_H
#define HARMONIC_CHAINS_CONVERGENCE_H

#include <s2common/status.h>
#include <stdint.h>

/// sqrt of the pooled variance over that within series (eq. 4); NaN for a constant.
double convergence_rhat(int64_t m, int64_t n, const double *x);

/// Effective size (eqs 10, 11) by Geyer's initial monotone sequence; m n for a constant.
/// @param work  [n]
s2_status convergence_ess(int64_t m, int64_t n, const double *x, double *work, double *ess);

/// Integrated autocorrelation time by Sokal's window, of m series together.
/// @param work  [n]
s2_status convergence_tau(int64_t m, int64_t n, const double *x, double *work, double *tau);

#endif
