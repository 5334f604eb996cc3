// SPDX-License-Identifier: MIT
/// @file
/// Complex discrete Fourier transforms of any length, on several sequences at once.
///
/// `X_k = sum_{j < n} x_j e^{-+ 2 pi i j k / n}`: forward has the minus sign, backward the plus
/// sign, neither is normalised (the conventions of FFTW). Two kinds of plan:
///
/// - s2fft_dft transforms V sequences of one length side by side, V = s2fft_dft_kernel::lanes,
///   stored as [n][2][V]: V real parts, then V imaginary parts, of each sample. One SIMD register
///   holds one part of one sample of all sequences, so every length runs at full width.
/// - s2fft_dft_row transforms ONE sequence, stored as re[n] and im[n]. It is fast when 4 divides n
///   (four decimated subsequences become the lanes) and merely correct otherwise. It serves the
///   polar rings of HEALPix, whose lengths 4, 8, 12, ... have too few rings each to batch.
///
/// Plans are immutable, know nothing about instruction sets, and may be shared by threads; the
/// scratch memory belongs to the caller. A kernel table holds the code for one instruction set.
#ifndef S2FFT_DFT_H
#define S2FFT_DFT_H

#include <s2common/status.h>
#include <stddef.h>
#include <stdint.h>

/// Largest length of a plan.
#define S2FFT_DFT_MAX (1 << 28)

typedef struct s2fft_dft s2fft_dft;
typedef struct s2fft_dft_row s2fft_dft_row;

/// Where the samples of V sequences lie: sample j has its V real parts at `re + stride * j` and its
/// V imaginary parts at `im + stride * j`. Any alignment of doubles; 8 V bytes is fastest.
typedef struct s2fft_dft_view {
  double *re;       ///< [V] real parts of sample 0
  double *im;       ///< [V] imaginary parts of sample 0
  ptrdiff_t stride; ///< doubles from one sample to the next
} s2fft_dft_view;

/// The transforms compiled for one instruction set. All are re-entrant and allocate nothing;
/// `scratch` must be aligned to 8 V bytes (s2_priv_alloc() is) and holds s2fft_dft_scratch() or
/// s2fft_dft_row_scratch() doubles. Relative error in the 2-norm: about 1e-16 log2(n).
typedef struct s2fft_dft_kernel {
  const char *isa; ///< "base", "neon", "avx2" or "avx512"
  int lanes;       ///< V: 2, 4 or 8

  /// In place on x [n][2][V], natural order in and out.
  void (*forward)(const s2fft_dft *dft, double *x, double *scratch);
  void (*backward)(const s2fft_dft *dft, double *x, double *scratch);

  /// Forward from `in` (not changed unless it is `out`) to `out`; the two are equal or disjoint.
  /// Swap `re` and `im` in both views for backward.
  void (*execute)(const s2fft_dft *dft, s2fft_dft_view in, s2fft_dft_view out, double *scratch);

  /// In place on one sequence re [n], im [n]; any alignment.
  void (*row_forward)(const s2fft_dft_row *row, double *re, double *im, double *scratch);
  void (*row_backward)(const s2fft_dft_row *row, double *re, double *im, double *scratch);
} s2fft_dft_kernel;

extern const s2fft_dft_kernel s2fft_dft_kernel_base;   ///< the compiler's baseline (NEON), V = 2
extern const s2fft_dft_kernel s2fft_dft_kernel_avx2;   ///< AVX2 + FMA, V = 4; x86-64 only
extern const s2fft_dft_kernel s2fft_dft_kernel_avx512; ///< AVX-512 F + DQ + VL, V = 8; x86-64 only

/// Plan for V sequences side by side.
/// @param[out] dft  the new plan, owned by the caller: s2fft_dft_destroy(); NULL on failure
/// @param[in]  n    length, 1 .. ::S2FFT_DFT_MAX
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
/// @par Cost O(n) time and memory: 2 KiB and about 20 n bytes, up to 110 n with a large prime
/// factor.
s2_status s2fft_dft_create(s2fft_dft **dft, int n);

/// Free a plan. NULL is allowed.
void s2fft_dft_destroy(s2fft_dft *dft);

/// Bytes that a plan holds.
int64_t s2fft_dft_bytes(const s2fft_dft *dft);

/// Doubles of scratch for kernels of `lanes` lanes: about 2 n lanes, up to 12 n lanes with a large
/// prime factor.
size_t s2fft_dft_scratch(const s2fft_dft *dft, int lanes);

/// Plan for one sequence.
/// @param[out] row  the new plan, owned by the caller: s2fft_dft_row_destroy(); NULL on failure
/// @param[in]  n    length, 1 .. ::S2FFT_DFT_MAX
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
/// @par Cost O(n) time and memory: about 17 n bytes if 4 divides n, up to 40 n with a large prime.
s2_status s2fft_dft_row_create(s2fft_dft_row **row, int n);

/// Free a plan. NULL is allowed.
void s2fft_dft_row_destroy(s2fft_dft_row *row);

/// Bytes that a plan holds.
int64_t s2fft_dft_row_bytes(const s2fft_dft_row *row);

/// Doubles of scratch for the row transforms of every kernel: about 4 n if 4 divides n, up to 14 n
/// with a large prime factor.
size_t s2fft_dft_row_scratch(const s2fft_dft_row *row);

#endif
