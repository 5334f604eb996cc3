// SPDX-License-Identifier: MIT
/// @file
/// Coefficients of the caller, of any layout and either precision, to and from the linear arrays
/// that the engine works on.
#ifndef S2WAV_COEFS_H
#define S2WAV_COEFS_H

#include "plan.h"

/// An array of the caller.
typedef struct coefs {
  s2fft_layout layout; ///< triangle, square or linear
  int L;
  int real;   ///< coefficients of a real field
  int single; ///< elements are float
  void *data;
} coefs;

/// Elements of such an array.
int64_t coefs_size(const coefs *c);

/// One coefficient, m < 0 of a triangle and the imaginary part of m = 0 by the symmetry of real
/// fields.
void coefs_get(const coefs *c, int l, int m, double value[2]);
void coefs_put(const coefs *c, int l, int m, const double value[2]);

/// Degrees l < L of the caller's array, all m, to a linear one.
void coefs_load(const coefs *c, int L, s2_complex *linear);

/// Zeros everywhere.
void coefs_clear(const coefs *c);

/// All degrees of a linear array, all m, replace the caller's; a triangle takes m >= 0.
void coefs_store(const coefs *c, const s2_complex *linear);

/// Add degrees l < L of a linear array. Of a real field, the array holds the sum over n >= 0 with
/// n = 0 halved, and what it misses of n < 0 is (-1)^m conj of its own at -m.
void coefs_add(const coefs *c, int L, const s2_complex *sums);

#endif
