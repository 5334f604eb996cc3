// SPDX-License-Identifier: MIT
/// @file
/// How a length is factored and which algorithm a prime gets: by predicted cost.
#ifndef S2FFT_DFT_COST_H
#define S2FFT_DFT_COST_H

#include "dft_plan.h"

/// A factor of a length.
typedef struct dft_factor {
  int radix;
  int kind;    ///< a butterfly, or DFT_RADIX_NONE: a prime for Bluestein's convolution
  double cost; ///< of its pass, per sample
} dft_factor;

/// The passes of a chain of length n >= 1, at most DFT_MAX_PASSES, in their order. Returns their
/// number.
int dft_factors(int n, dft_factor *factors);

/// Product of the prime factors of n that have no butterfly.
int dft_rough_part(int n);

/// Cheapest length 2^a 3^b 5^c >= 2 n - 1 for the convolution of a Bluestein transform of length n.
int dft_convolution_length(int n);

#endif
