// SPDX-License-Identifier: MIT
// Autocovariance of several series by fast Fourier transforms.
#ifndef HARMONIC_CHAINS_AUTOCOVARIANCE_H
#define HARMONIC_CHAINS_AUTOCOVARIANCE_H

#include <s2common/status.h>
#include <stdint.h>

/// Sum over m series x[m][n] of sum_i (x_i - mean)(x_(i+t) - mean) / n, t = 0 .. n - 1, each with
/// its own mean.
s2_status autocovariance(int64_t m, int64_t n, const double *x, double *covariance);

#endif
