// SPDX-License-Identifier: MIT
// Correlated series in time: variance of their sum.
#ifndef HARMONIC_EVIDENCE_SERIES_H
#define HARMONIC_EVIDENCE_SERIES_H

#include <s2common/status.h>
#include <stdint.h>

/// Independent stretches of points.
typedef struct series {
  int64_t count;
  const int64_t *start; ///< [count + 1]
} series;

/// Number of blocks of series s when `blocks` are wanted of all, >= 1.
int64_t series_blocks(const series *s, int64_t number, int64_t blocks);

/// First point of block `block` of `blocks` of a series that begins at `start` and has n points.
static inline int64_t block_start(int64_t start, int64_t n, int64_t block, int64_t blocks)
{
  return start + block * (n / blocks) + (block < blocks ? 0 : n % blocks);
}

/// Variance of the sum of deviations u whose mean is known to be 0, and the integrated
/// autocorrelation time: variance = tau sum u^2.
s2_status series_variance(const series *s, const double *u, double *variance, double *tau);

#endif
