// SPDX-License-Identifier: MIT
#include "rows.h"
#include <math.h>
#include <s2fft/algebra.h>

#define REQUIRE_SHAPE(shape)                                                                       \
  do {                                                                                             \
    S2_REQUIRE((shape) != NULL, "shape is NULL");                                                  \
    S2_REQUIRE((int)(shape)->layout >= S2FFT_LAYOUT_TRIANGLE &&                                    \
                   (shape)->layout <= S2FFT_LAYOUT_LINEAR,                                         \
               "layout = %d is outside %d .. %d", (int)(shape)->layout, S2FFT_LAYOUT_TRIANGLE,     \
               S2FFT_LAYOUT_LINEAR);                                                               \
    S2FFT_REQUIRE_BAND((shape)->L, (shape)->mmax);                                                 \
  } while (0)

s2_status s2fft_dot(const s2fft_shape *shape, const s2_complex *a, const s2_complex *b,
                    s2_complex *dot)
{
  REQUIRE_SHAPE(shape);
  S2_REQUIRE(a != NULL && b != NULL && dot != NULL, "an array is NULL");
  rows_dot(shape, a, b, (double *)dot);
  return S2_OK;
}

s2_status s2fft_norm(const s2fft_shape *shape, const s2_complex *a, double *norm)
{
  REQUIRE_SHAPE(shape);
  S2_REQUIRE(a != NULL && norm != NULL, "an array is NULL");
  double square[2];
  rows_dot(shape, a, a, square);
  *norm = sqrt(square[0]);
  return S2_OK;
}

s2_status s2fft_axpy(const s2fft_shape *shape, double alpha, const s2_complex *x, s2_complex *y)
{
  REQUIRE_SHAPE(shape);
  S2_REQUIRE(x != NULL && y != NULL, "an array is NULL");
  rows_axpy(shape, alpha, x, y);
  return S2_OK;
}
