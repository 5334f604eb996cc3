// SPDX-License-Identifier: MIT
// What the tests of the DFTs share: the kernels of this machine, numbers, and the defining sum in
// long double.
#ifndef S2FFT_TESTS_DFT_SUMS_H
#define S2FFT_TESTS_DFT_SUMS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../src/dft.h"
#include <math.h>
#include <s2common/priv/memory.h>
#include <string.h>

static inline int kernels(const s2fft_dft_kernel *found[3])
{
  int count = 0;
  found[count++] = &s2fft_dft_kernel_base;
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    found[count++] = &s2fft_dft_kernel_avx2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl")) {
      found[count++] = &s2fft_dft_kernel_avx512;
    }
  }
#endif
  return count;
}

static inline double random_number(uint64_t *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (double)(int64_t)*state / 9223372036854775808.0;
}

static inline double *numbers(size_t count, uint64_t seed)
{
  double *x = s2_priv_alloc(count, sizeof *x);
  assert_non_null(x);
  for (size_t i = 0; i < count; i++) x[i] = random_number(&seed);
  return x;
}

static inline double *copy(const double *x, size_t count)
{
  double *y = s2_priv_alloc(count, sizeof *y);
  assert_non_null(y);
  memcpy(y, x, count * sizeof *y);
  return y;
}

// Roots of unity e^(sign 2 pi i j / n) for direct().
static inline long double *roots(int n, int sign)
{
  long double *w = s2_priv_alloc(2 * (size_t)n, sizeof *w);
  assert_non_null(w);
  for (int j = 0; j < n; j++) {
    long double x = sign * 2.0L * 3.14159265358979323846264338328L * j / n;
    w[2 * j] = cosl(x);
    w[2 * j + 1] = sinl(x);
  }
  return w;
}

// Error of outputs X[k] (k = 0, step, ...) relative to sqrt(n) |x|, the norm of all outputs, scaled
// as if every output had been summed. Samples `stride` doubles apart, imaginary parts at + im.
static inline double error_of(const double *x, const double *X, int n, ptrdiff_t stride,
                              ptrdiff_t im, int sign, int step)
{
  long double *w = roots(n, sign), norm = 0, error = 0;
  int count = 0;
  for (int j = 0; j < n; j++) {
    const double *a = x + stride * j;
    norm += (long double)a[0] * a[0] + (long double)a[im] * a[im];
  }
  for (int k = 0; k < n; k += step, count++) {
    long double re = 0, minus_im = 0;
    for (int j = 0; j < n; j++) {
      const long double *e = w + 2 * ((int64_t)j * k % n);
      re += x[stride * j] * e[0] - x[stride * j + im] * e[1];
      minus_im -= x[stride * j] * e[1] + x[stride * j + im] * e[0];
    }
    re -= X[stride * k];
    minus_im += X[stride * k + im];
    error += re * re + minus_im * minus_im;
  }
  s2_priv_free(w);
  return (double)sqrtl(error * n / count / (norm * n));
}

static inline double tolerance(int n)
{
  return 1.5e-16 * (1.0 + log2(n));
}

static inline void check_lanes(const s2fft_dft_kernel *kernel, int n, int step)
{
  s2fft_dft *dft;
  assert_int_equal(s2fft_dft_create(&dft, n), S2_OK);
  int V = kernel->lanes;
  size_t size = 2 * (size_t)V * (size_t)n;
  double *x = numbers(size, (uint64_t)n), *scratch = numbers(s2fft_dft_scratch(dft, V) + 1, 1);
  for (int sign = -1; sign <= 1; sign += 2) {
    double *X = copy(x, size);
    (sign < 0 ? kernel->forward : kernel->backward)(dft, X, scratch);
    for (int lane = 0; lane < V; lane += V - 1) {
      double error = error_of(x + lane, X + lane, n, 2 * V, V, sign, step);
      if (!(error < tolerance(n))) fail_msg("%s n = %d: error %.2e", kernel->isa, n, error);
    }
    s2_priv_free(X);
  }
  s2_priv_free(x);
  s2_priv_free(scratch);
  s2fft_dft_destroy(dft);
}

static inline void check_row(const s2fft_dft_kernel *kernel, int n, int step)
{
  s2fft_dft_row *row;
  assert_int_equal(s2fft_dft_row_create(&row, n), S2_OK);
  double *x = numbers(2 * (size_t)n, (uint64_t)n);
  double *scratch = numbers(s2fft_dft_row_scratch(row) + 1, 1);
  for (int sign = -1; sign <= 1; sign += 2) {
    double *X = copy(x, 2 * (size_t)n);
    (sign < 0 ? kernel->row_forward : kernel->row_backward)(row, X, X + n, scratch);
    double error = error_of(x, X, n, 1, n, sign, step);
    if (!(error < tolerance(n))) fail_msg("%s row n = %d: error %.2e", kernel->isa, n, error);
    s2_priv_free(X);
  }
  s2_priv_free(x);
  s2_priv_free(scratch);
  s2fft_dft_row_destroy(row);
}

#endif
