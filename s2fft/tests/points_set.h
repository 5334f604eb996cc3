// SPDX-License-Identifier: MIT
/// @file
/// Points on the sphere and spin fields at points, for the tests of points.h.
#ifndef S2FFT_TESTS_POINTS_SET_H
#define S2FFT_TESTS_POINTS_SET_H

#include "support.h"

#include <s2fft/layout.h>
#include <s2fft/points.h>

/// Directions; freed by free_points().
typedef struct point_set {
  int n;
  double *theta, *phi;
} point_set;

/// Random directions, uniform on the sphere; the first ones are the poles (several longitudes), the
/// equator, and longitudes far outside 0 .. 2 pi.
point_set make_points(int n, uint64_t seed);
void free_points(point_set *points);

/// Plan for points that must succeed.
s2fft_points_plan *points_plan(int L, const point_set *points, double epsilon,
                               const s2fft_options *options);

/// Random coefficients of a complex field, square, zero for l < max(|spin|, lmin); free() them.
s2_complex *random_square(int L, int spin, int lmin, uint64_t seed);

/// Random coefficients of a real field, triangle, zero for l < spin; free() them.
s2_complex *random_triangle(int L, int spin, uint64_t seed);

/// n random complex numbers; free() them.
s2_complex *random_complex(size_t n, uint64_t seed);

/// Zeros; free() them.
void *zeros(size_t n, size_t size);

/// sum f_lm sY_lm at one direction, from the definition; f is square.
s2_complex direct_value(int L, int spin, const s2_complex *flm, double theta, double phi);

/// |a - b| / |b| in the 2-norm, over n complex numbers.
double distance(const s2_complex *a, const s2_complex *b, size_t n);

/// Re sum conj(a) b.
double dot(const s2_complex *a, const s2_complex *b, size_t n);

#endif
