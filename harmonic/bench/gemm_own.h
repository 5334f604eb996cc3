// SPDX-License-Identifier: MIT
/// @file
/// The library's small matrix products as its flows call them, for bench_gemm. Matrices are float
/// or double, `void *` here.
#ifndef HARMONIC_BENCH_GEMM_OWN_H
#define HARMONIC_BENCH_GEMM_OWN_H

/// A dense layer of `in` inputs and `out` outputs on `points` points, a multiple of 32. The
/// products are those of BLAS on whole matrices; `own` walks through tiles of 32 points.
typedef struct gemm_case {
  int in, out, points;
  int ld;         ///< of weights [out][ld], padded to a multiple of 16
  void *weights;  ///< [out][ld]
  void *inputs;   ///< [tiles][in][32]
  void *outputs;  ///< [tiles][out][32]; the gradient on the way back
  void *bias;     ///< [out]
  void *turned;   ///< [32][ld]
  void *gradient; ///< [out][ld] of the weights
} gemm_case;

typedef void gemm_product(const gemm_case *c);

/// Outputs from inputs, gradient of the weights, gradient of the inputs (into inputs).
typedef struct gemm_own {
  gemm_product *forward, *weights, *inputs;
} gemm_own;

#endif
