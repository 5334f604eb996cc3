// SPDX-License-Identifier: MIT
/// @file
/// Rader's algorithm: the transform of a prime length by two cyclic convolutions of half the
/// length.
///
/// Let h = (prime - 1) / 2 and r_a the residues of dft_residues(). With s_a and d_a the sum and the
/// difference of x at r_a and -r_a, the outputs at +-r_b are A_b -+ i B_b,
///
///     A_b = x_0 + sum_a cos(2 pi r_(a+b) / prime) s_a,
///     B_b = sum_a sin(2 pi r_(a+b) / prime) d_a.
///
/// For odd h both kernels have the period h. For even h the sine changes sign after h; factors
/// t^a, t = e^(-i pi / h), on d_a, their inverses on the sine and t^b on the result make it
/// periodic. Both sums by transforms of length h, side by side: A is x_0 plus the forward transform
/// of C times that of s, where C is the backward transform of the cosines over h; no order is
/// reversed. As C_0 = -1 / (prime - 1), the product's zero frequency also holds the sum of the
/// other inputs.
#ifndef S2FFT_DFT_RADER_H
#define S2FFT_DFT_RADER_H

#include "dft_plan.h"

/// Plan for a prime >= 5 whose h has no rough part.
s2_status dft_rader_create(dft_rader **rader, int prime);

/// NULL is allowed in all of these.
void dft_rader_destroy(dft_rader *rader);
int64_t dft_rader_bytes(const dft_rader *rader);

/// Scratch, in samples.
int64_t dft_rader_scratch(const dft_rader *rader);

#endif
