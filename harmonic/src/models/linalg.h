// SPDX-License-Identifier: MIT
/// @file
/// Lower triangular matrices: Cholesky's factor, and products with many points at once.
#ifndef HARMONIC_MODELS_LINALG_H
#define HARMONIC_MODELS_LINALG_H

/// Points that one pass over a matrix carries: their coordinates lie side by side, [n][LANES], and
/// each point's arithmetic is that of a pass of its own.
enum { LANES = 8 };

/// Replace the symmetric matrix a [n][n] (the lower triangle is read) by L, a = L L^T, with zeros
/// above the diagonal.
/// @return -1; or the first row whose pivot is not above `smallest` of its diagonal element
///         (singular, or not positive definite), where `a` is spoiled
int cholesky(int n, double *a, double smallest);

/// z <- L^-1 z for LANES points z [n][LANES].
void lower_solve(int n, const double *lower, double *z);

/// z <- L z for LANES points z [n][LANES].
void lower_multiply(int n, const double *lower, double *z);

#endif
