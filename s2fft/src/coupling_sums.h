// SPDX-License-Identifier: MIT
// Rows of sums of products of two 3j symbols over a mask's spectrum.
#ifndef S2FFT_COUPLING_SUMS_H
#define S2FFT_COUPLING_SUMS_H

#include "coupling_kernel.h"
#include <s2common/status.h>

/// Fill the tables; coupling_sums_free() in any case.
s2_status coupling_sums_create(coupling_sums *sums, int L, const int spin[2], int mask_L,
                               const double *mask_cl);
void coupling_sums_free(coupling_sums *sums);

/// `sum_j (2j+1)/4pi C_j (-1)^(a+b) ( l1 l2 j ; a -a 0 ) ( l1 l2 j ; b -b 0 )` for spins a, b and
/// l2 = l1 .. L-1, apart for even and odd l1 + l2 + j. Element l2 of each array [L] is written; odd
/// may be NULL.
void coupling_sums_row(const coupling_sums *sums, int l1, double *even, double *odd);

#endif
