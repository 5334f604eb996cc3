// SPDX-License-Identifier: MIT
#include "rows.h"

/// Partial sums, so that additions need not wait for each other; less rounding too.
enum { LANES = 8 };

row rows_get(const s2fft_shape *shape, int r)
{
  int L = shape->L, mmax = s2fft_band_mmax(L, shape->mmax);
  if (shape->layout == S2FFT_LAYOUT_TRIANGLE)
    return (row){s2fft_triangle_row(L, r) + r, L - r, r, 1, r > 0 ? 2.0 : 1.0, r > 0};
  int top = r < mmax ? r : mmax;
  int64_t start = s2fft_layout_index(shape->layout, L, shape->mmax, r, -top);
  return (row){start, 2 * top + 1, r, 0, 1.0, 1};
}

static void row_dot(const row *r, const double *a, const double *b, double sum[2])
{
  double re[LANES] = {0.0}, im[LANES] = {0.0};
  double keep = r->imaginary ? 1.0 : 0.0;
  for (int64_t k = 0; k < r->count; ++k) {
    const double *x = a + 2 * k, *y = b + 2 * k;
    re[k % LANES] += x[0] * y[0] + keep * x[1] * y[1];
    im[k % LANES] += x[0] * y[1] - x[1] * y[0];
  }
  sum[0] = sum[1] = 0.0;
  for (int i = 0; i < LANES; ++i) {
    sum[0] += r->factor * re[i];
    sum[1] += r->factor * im[i];
  }
}

void rows_dot(const s2fft_shape *shape, const s2_complex *a, const s2_complex *b, double sum[2])
{
  sum[0] = sum[1] = 0.0;
  for (int i = 0; i < rows_count(shape); ++i) {
    row r = rows_get(shape, i);
    double part[2];
    row_dot(&r, (const double *)(a + r.start), (const double *)(b + r.start), part);
    sum[0] += part[0];
    sum[1] += shape->layout == S2FFT_LAYOUT_TRIANGLE ? 0.0 : part[1]; // m and -m cancel
  }
}

void rows_axpy(const s2fft_shape *shape, double alpha, const s2_complex *x, s2_complex *y)
{
  for (int i = 0; i < rows_count(shape); ++i) {
    row r = rows_get(shape, i);
    const double *from = (const double *)(x + r.start);
    double *to = (double *)(y + r.start);
    for (int64_t k = 0; k < 2 * (int64_t)r.count; ++k) to[k] += alpha * from[k];
  }
}

void rows_window(const s2fft_shape *shape, const double *window, s2_complex *a)
{
  for (int i = 0; i < rows_count(shape); ++i) {
    row r = rows_get(shape, i);
    double *x = (double *)(a + r.start);
    for (int64_t k = 0; k < r.count; ++k) {
      x[2 * k] *= window[r.l + k * r.l_step];
      x[2 * k + 1] *= window[r.l + k * r.l_step];
    }
  }
}
