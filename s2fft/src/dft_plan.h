// SPDX-License-Identifier: MIT
/// @file
/// What a DFT plan holds: shared by its maker (dft.c) and its kernels (dft_kernel.c) only.
///
/// A length whose primes have butterflies, small, direct or Rader's (dft_rader.h), is one chain of
/// Stockham passes: streams through memory that the hardware foresees, faster here than splitting
/// the work into cache-sized pieces. Otherwise n = n1 n2, n2 the product of the other primes: n2
/// column transforms of length n1, a multiplication by the twist w_n^(j2 k1), and n1 row transforms
/// of length n2 by Bluestein's convolution, which store to their transposed places. dft_cost.h
/// chooses.
#ifndef S2FFT_DFT_PLAN_H
#define S2FFT_DFT_PLAN_H

#include "dft.h"

/// Passes of a chain: in the worst case every factor is 3.
#define DFT_MAX_PASSES 18

/// Largest prime factor with a direct butterfly: bounds the stack of the kernels.
#define DFT_MAX_PRIME 199

/// Lanes that one sequence is decimated into.
#define DFT_ROW_LANES 4

/// Butterflies: an index of the kernels' table up to DFT_RADIX_ANY.
enum {
  DFT_RADIX_2,
  DFT_RADIX_4,
  DFT_RADIX_8,
  DFT_RADIX_3,
  DFT_RADIX_9,
  DFT_RADIX_5,
  DFT_RADIX_7,
  DFT_RADIX_11,
  DFT_RADIX_13,
  DFT_RADIX_ANY,   ///< a prime up to DFT_MAX_PRIME, directly
  DFT_RADIX_RADER, ///< a prime through dft_rader
  DFT_RADIX_NONE   ///< none: Bluestein
};

/// Rader's convolutions of one prime: see dft_rader.h.
typedef struct dft_rader {
  int half;         ///< (prime - 1) / 2
  s2fft_dft *pair;  ///< two interleaved sequences of length half
  int *order;       ///< [half] r_a
  double *twist;    ///< [half][2] e^(-i pi a / half); NULL if half is odd
  double *spectrum; ///< [half][2][2] transforms of cosines and of sines, divided by half
  void *block;      ///< owns the tables
  int64_t bytes;    ///< of all of this
} dft_rader;

/// One Stockham pass: butterflies over x[q + s (p + m j)], j < radix, stored to
/// y[q + s (radix p + k)], k < radix, times w_(radix m)^(p k).
typedef struct dft_pass {
  int radix, kind, m, s;
  dft_rader *rader; ///< of DFT_RADIX_RADER, else NULL
  double *twiddle;  ///< [m][radix - 1][2] w_(radix m)^(p k), k >= 1; NULL in the last pass
  int *order;       ///< [radix] residues r_j (dft_residues.h) of DFT_RADIX_ANY, else NULL
  double *root;     ///< [radix][2] cos and sin of 2 pi j / radix, r_j instead of j if there is an
                    ///< order; NULL for radices below 5 and for 8 and 9
} dft_pass;

typedef struct dft_leaf {
  int n, npasses;
  int64_t work_at; ///< samples of scratch before those of Rader passes
  dft_pass pass[DFT_MAX_PASSES];
  s2fft_dft *convolution; ///< Bluestein only, else NULL: cyclic convolution of length M >= 2 n - 1
  double *chirp;          ///< [n][2] e^(-i pi j^2 / n)
  double *spectrum;       ///< [M][2] transform of the conjugate chirp, divided by M
} dft_leaf;

struct s2fft_dft {
  int n, n1, n2;   ///< n = n1 n2; n1 = 1: no columns
  int batch;       ///< interleaved sequences of length n: 2 in dft_rader, else 1
  dft_leaf column; ///< length n1
  dft_leaf row;    ///< length n2
  double *twist;   ///< [n2][n1][2] w_n^(j2 k1)
  void *block;     ///< owns all tables
  int64_t bytes;   ///< of this plan and its convolutions
  int64_t scratch; ///< samples
  int64_t leaf_at; ///< samples of scratch before those of the leaves
};

struct s2fft_dft_row {
  int n, lanes, m; ///< n = lanes m; lanes = 4, 2 or 1
  s2fft_dft *dft;  ///< length m
  double *twiddle; ///< [lanes - 1][2][m rounded up to 4] w_n^(r k), r >= 1
};

/// w = e^(-2 pi i j / n), each part to about an ulp; j >= 0.
void dft_root_of_unity(int64_t j, int64_t n, double *w);

/// Row length of the twiddle table and of the buffer of a row transform: m rounded up.
static inline int64_t dft_row_pitch(const s2fft_dft_row *row)
{
  return ((int64_t)row->m + DFT_ROW_LANES - 1) / DFT_ROW_LANES * DFT_ROW_LANES;
}

/// Samples from one row of the twisted columns to the next: odd, against cache conflicts.
static inline int64_t dft_pitch(const s2fft_dft *dft)
{
  return ((int64_t)dft->n2) | 1;
}

#endif
