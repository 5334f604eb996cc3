// SPDX-License-Identifier: MIT
/// @file
/// Sums of products of two 3j symbols over a mask's spectrum, for a block of neighbouring l2.
///
/// The symbols w_k = ( j l1 l2 ; 0 s -s ), l1 <= l2, j = l2 - l1 + k, k = 0 .. 2 l1, obey (Schulten
/// & Gordon 1975)
///
///     e_{k+1} w_{k+1} = 2 s (2j+1) w_k - e_k w_{k-1},
///     e_k^2 = k (2 l2 - 2 l1 + k) (2 l1 + 1 - k) (2 l2 + 1 + k).
///
/// With W(n) = (n-1)!!/n!! and w_k = r_k y_k, r_k^2 = W(k) W(2 l2 - 2 l1 + k) W(2 l1 - k)
/// W(2 l2 + 1 + k), that becomes
///
///     y_{k+1} = 2 s t_k y_k - y_{k-1},  t_k = (2j+1) r_k^2,
///
/// without roots and divisions; t_k y_k^2 is (2j+1) w_k^2. k runs over the same numbers for every
/// l2: neighbouring l2 go in step, one per lane. As in wigner3j.c the recursion starts from both
/// ends, and is joined near j^2 = (l2 - l1) (l1 + l2 + 1), in the middle of the interval where w
/// oscillates.
#ifndef S2FFT_COUPLING_KERNEL_H
#define S2FFT_COUPLING_KERNEL_H

enum { COUPLING_LANES = 16 }; ///< neighbouring l2 of a block

typedef struct coupling_sums coupling_sums;

/// Sums for 1 <= l1 <= first; element i of even and odd [LANES] belongs to l2 = first + i. Parity
/// is that of l1 + l2 + j.
typedef void coupling_block(const coupling_sums *sums, int l1, int first, double *even,
                            double *odd);

/// What all blocks share.
struct coupling_sums {
  int L, spin[2];
  int mask_L;            ///< degrees of the mask's spectrum that count
  coupling_block *block; ///< for the processor at hand
  double *mask;          ///< [2L+LANES] (-1)^(spins) C_j / 4pi; 0 from mask_L on
  double *odd;           ///< [2L+LANES] 2j+1
  double *ratio[2];      ///< [2L+LANES] W(2n), W(2n+1)
};

extern coupling_block *const s2fft_coupling_block_base;
extern coupling_block *const s2fft_coupling_block_avx2;
extern coupling_block *const s2fft_coupling_block_avx512;

#endif
