// SPDX-License-Identifier: MIT
/// @file
/// What the tests of rotations share: random coefficients, products, fields at points.
#ifndef S2FFT_TESTS_ROTATE_SUPPORT_H
#define S2FFT_TESTS_ROTATE_SUPPORT_H

#include "check.h"

#include <s2fft/layout.h>
#include <s2fft/rotate.h>

/// Coefficients with their shape: a triangle is a real field, a square a complex one.
typedef struct coefficients {
  int L;
  s2fft_layout layout;
  size_t size; ///< complex numbers
  double *f;   ///< [size][2]
} coefficients;

/// Angles of every kind: next to and on the poles, negative, beyond a turn, ordinary.
extern const s2fft_euler rotations[];
extern const size_t rotations_count;

/// Zeros, or random numbers for l >= lmin; elements of a square with |m| > l are 99.
coefficients new_coefficients(s2fft_layout layout, int L);
coefficients random_coefficients(s2fft_layout layout, int L, int lmin, uint64_t seed);

/// The rotation of new coefficients by the function of the layout.
coefficients rotated(const coefficients *a, const s2fft_euler *angles);

/// A real field as a complex one.
coefficients as_complex(const coefficients *real);

/// Coefficient (l, m), inside the layout.
double *coefficient_at(const coefficients *a, int l, int m);

/// Re sum conj(a) b over all (l, m), negative m of a real field included.
double inner_product(const coefficients *a, const coefficients *b);

/// max |a - b| over the stored (l, m).
double coefficients_apart(const coefficients *a, const coefficients *b);

/// The field of spin s at (theta, phi), as (re, im).
void field_at(const coefficients *a, int spin, double theta, double phi, double value[2]);

#endif
