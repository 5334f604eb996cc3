// SPDX-License-Identifier: MIT
/// @file
/// Coefficients of any layout as a list of rows without gaps, and sums over them.
#ifndef S2FFT_ROWS_H
#define S2FFT_ROWS_H

#define S2_LIBRARY "s2fft"
#include "band.h"
#include <s2fft/layout.h>

/// Neighbours in memory: order m of the triangle (l = m .. L-1), or degree l of the others
/// (m = -min(l, mmax) .. min(l, mmax)).
typedef struct row {
  int64_t start; ///< index of the first element
  int count;
  int l, l_step; ///< degree of the first element, and from one to the next
  double factor; ///< of the elements in sums over all (l, m): 2 where they stand for -m too
  int imaginary; ///< 0 where the imaginary part does not count: m = 0 of a real field
} row;

/// Number of rows of a shape.
static inline int rows_count(const s2fft_shape *shape)
{
  return shape->layout == S2FFT_LAYOUT_TRIANGLE ? s2fft_band_mmax(shape->L, shape->mmax) + 1
                                                : shape->L;
}

/// Row r of a shape.
row rows_get(const s2fft_shape *shape, int r);

/// `sum conj(a) b` over all (l, m): real and imaginary part. The order of the sum is fixed.
void rows_dot(const s2fft_shape *shape, const s2_complex *a, const s2_complex *b, double sum[2]);

/// y += alpha x
void rows_axpy(const s2fft_shape *shape, double alpha, const s2_complex *x, s2_complex *y);

/// a_lm *= window[l]
void rows_window(const s2fft_shape *shape, const double *window, s2_complex *a);

#endif
