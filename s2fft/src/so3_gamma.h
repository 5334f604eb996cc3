// SPDX-License-Identifier: MIT
/// @file
/// The Fourier transform in gamma: orders n <-> samples g, `f_g = sum_n F_n e^{i n gamma_g}`.
///
/// Every pixel is one DFT of length G across the slices. With n' the index of a bin,
///
///     full:      gamma_g = 2 pi g / G, G = 2N-1:  n' = n mod G
///     steerable: gamma_g = pi g / G,   G = N:     n' = floor(n / 2) mod G,  f_g = t_g DFT_g,
///
/// where t_g = e^{i pi g / G} if the orders are odd (N even), and 1 else.
///
/// Pixels are taken in tiles, a row of re and a row of im per bin, so that slices are read and
/// written in runs and the DFTs find their lanes in the rows. Complex functions hold the conjugates
/// of F_n for n < 0. Of real functions two pixels x, y go as x + i y: `Z_n = X_n + i Y_n` and
/// `Z_{-n} = conj(X_n) + i conj(Y_n)`.
#ifndef S2FFT_SO3_GAMMA_H
#define S2FFT_SO3_GAMMA_H

#include "kernel.h"
#include <s2common/priv/memory.h>
#include <s2fft/priv/gamma.h>

typedef s2fft_priv_orders order_list;

typedef struct gamma_stage {
  int G; ///< 0: there is no stage
  int steerable;
  const s2fft_dft_kernel *kernel;
  s2fft_dft *dft;
  double *twist; ///< [G][2] t_g; NULL: 1
} gamma_stage;

/// Scratch of one thread.
typedef struct gamma_scratch {
  double *x;    ///< [G] rows
  double *pad;  ///< a run of a slice that ends within a tile
  double *work; ///< of the DFT
} gamma_scratch;

/// What one transform does, see s2fft/priv/gamma.h. Slices of either array are slice (real) or 2 *
/// slice (complex) doubles apart; the two arrays are equal or disjoint.
typedef struct gamma_job {
  const gamma_stage *stage;
  int real;
  order_list orders;
  int64_t slice;   ///< pixels
  double *modes;   ///< F_n in the order of the list; of real functions in planes
  double *samples; ///< [G] slices
} gamma_job;

/// Build the stage for `G` samples of orders of either parity (full) or of that of G-1.
s2_status gamma_create(gamma_stage *stage, int G, int steerable);
void gamma_destroy(gamma_stage *stage);
int64_t gamma_bytes(const gamma_stage *stage);
void gamma_scratch_take(const gamma_stage *stage, s2_arena *arena, gamma_scratch *scratch);

/// Pixels of one tile.
int gamma_tile(int real);

/// Orders to samples, unnormalised, of pixels at .. at + n - 1, at most a tile.
void gamma_synthesis(const gamma_job *job, int64_t at, int n, const gamma_scratch *scratch);

/// Exact transpose: samples to orders, `F_n = sum_g f_g e^{-i n gamma_g}`.
void gamma_analysis(const gamma_job *job, int64_t at, int n, const gamma_scratch *scratch);

#endif
