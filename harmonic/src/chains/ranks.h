// SPDX-License-Identifier: MIT
// Values replaced by what only depends on their order.
#ifndef HARMONIC_CHAINS_RANKS_H
#define HARMONIC_CHAINS_RANKS_H

#include <stdint.h>

/// A value and where it stood.
typedef struct ranked {
  double value;
  int64_t index;
} ranked;

/// Sort the n values x, ascending.
void rank_sort(int64_t n, const double *x, ranked *sorted);

/// Normal quantile of (rank - 3/8) / (n + 1/4) for every value, equal ones sharing the mean of
/// their ranks (Blom 1958).
void rank_normalise(int64_t n, const ranked *sorted, double *z);

/// Quantile p of sorted values, linear between neighbours (type 7 of Hyndman and Fan 1996).
double rank_quantile(int64_t n, const ranked *sorted, double p);

/// The x with Phi(x) = p, 0 < p < 1.
double normal_quantile(double p);

#endif
