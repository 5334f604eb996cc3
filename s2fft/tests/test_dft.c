// SPDX-License-Identifier: MIT
// The lane and row transforms against the defining sum in long double, for every instruction set
// that this machine has.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <s2common/priv/memory.h>
#include <s2common/status.h>
#include <string.h>

#include "../src/dft.h"

static const int lengths[] = {97, 101, 127, 128, 211, 243, 255, 256, 384, 508, 509, 511, 512, 1018};
static const int long_lengths[] = {1023, 1024, 2044, 1536, 2047, 2048, 4095, 4096, 2 * 211 * 223};
enum { NLENGTHS = 64 + sizeof lengths / sizeof *lengths };
enum { NLONG = sizeof long_lengths / sizeof *long_lengths };

// 1 .. 64, then the table.
static int length(int i)
{
  return i < 64 ? i + 1 : lengths[i - 64];
}

static int kernels(const s2fft_dft_kernel *found[3])
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

static double random_number(uint64_t *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (double)(int64_t)*state / 9223372036854775808.0;
}

static double *numbers(size_t count, uint64_t seed)
{
  double *x = s2_priv_alloc(count, sizeof *x);
  assert_non_null(x);
  for (size_t i = 0; i < count; i++) x[i] = random_number(&seed);
  return x;
}

static double *copy(const double *x, size_t count)
{
  double *y = s2_priv_alloc(count, sizeof *y);
  assert_non_null(y);
  memcpy(y, x, count * sizeof *y);
  return y;
}

// Roots of unity e^(sign 2 pi i j / n) for direct().
static long double *roots(int n, int sign)
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
static double error_of(const double *x, const double *X, int n, ptrdiff_t stride, ptrdiff_t im,
                       int sign, int step)
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

static double tolerance(int n)
{
  return 1.5e-16 * (1.0 + log2(n));
}

static void check_lanes(const s2fft_dft_kernel *kernel, int n, int step)
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

static void check_row(const s2fft_dft_kernel *kernel, int n, int step)
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

static void for_all(void (*check)(const s2fft_dft_kernel *, int n, int step))
{
  const s2fft_dft_kernel *found[3];
  for (int i = 0, count = kernels(found); i < count; i++) {
    for (int j = 0; j < NLENGTHS; j++) check(found[i], length(j), 1 + length(j) / 60);
    for (int j = 0; j < NLONG; j++) check(found[i], long_lengths[j], long_lengths[j] / 13);
  }
}

static void lanes_are_the_defining_sum(void **state)
{
  (void)state;
  for_all(check_lanes);
}

static void rows_are_the_defining_sum(void **state)
{
  (void)state;
  for_all(check_row);
}

static void check_round_trip(const s2fft_dft_kernel *kernel, int n, int step)
{
  (void)step;
  s2fft_dft *dft;
  assert_int_equal(s2fft_dft_create(&dft, n), S2_OK);
  size_t V = (size_t)kernel->lanes, size = 2 * V * (size_t)n;
  double *x = numbers(size, 3), *X = copy(x, size), norm = 0.0, error = 0.0;
  double *scratch = numbers(s2fft_dft_scratch(dft, kernel->lanes) + 1, 1);
  kernel->forward(dft, X, scratch);
  kernel->backward(dft, X, scratch);
  for (size_t i = 0; i < size; i++) {
    norm += x[i] * x[i];
    error += (X[i] / n - x[i]) * (X[i] / n - x[i]);
  }
  assert_true(sqrt(error / norm) < 2.0 * tolerance(n));
  s2_priv_free(x);
  s2_priv_free(X);
  s2_priv_free(scratch);
  s2fft_dft_destroy(dft);
}

static void backward_undoes_forward_times_n(void **state)
{
  (void)state;
  for_all(check_round_trip);
}

// From one memory layout to another; the input stays, nothing but the samples is written, and
// scratch is not overrun.
static void check_views(const s2fft_dft_kernel *kernel, int n, int step)
{
  (void)step;
  s2fft_dft *dft;
  assert_int_equal(s2fft_dft_create(&dft, n), S2_OK);
  ptrdiff_t V = kernel->lanes, si = 3 * V + 1, so = V + 3;
  size_t nscratch = s2fft_dft_scratch(dft, kernel->lanes), in_size = (size_t)(si * n + 2 * V);
  size_t out_size = (size_t)(so * n), plain = (size_t)(2 * V * n);
  double *scratch = numbers(nscratch + 8, 1), *guard = copy(scratch + nscratch, 8);
  double *in = numbers(in_size, 5), *kept = copy(in, in_size), *x = numbers(plain, 1);
  double *re = numbers(out_size, 7), *im = copy(re, out_size), *before = copy(re, out_size);
  for (ptrdiff_t j = 0; j < n; j++) {
    memcpy(x + 2 * V * j, in + si * j, (size_t)V * sizeof *x);
    memcpy(x + 2 * V * j + V, in + si * j + 2 * V, (size_t)V * sizeof *x);
  }
  s2fft_dft_view from = {in, in + 2 * V, si}, to = {re, im, so};
  kernel->execute(dft, from, to, scratch);
  assert_memory_equal(scratch + nscratch, guard, 8 * sizeof *guard);
  kernel->forward(dft, x, scratch);
  assert_memory_equal(in, kept, in_size * sizeof *in);
  for (ptrdiff_t j = 0; j < n; j++) {
    assert_memory_equal(re + so * j, x + 2 * V * j, (size_t)V * sizeof *x);
    assert_memory_equal(im + so * j, x + 2 * V * j + V, (size_t)V * sizeof *x);
    assert_memory_equal(re + so * j + V, before + so * j + V, (size_t)(so - V) * sizeof *x);
  }
  double *all[] = {scratch, guard, in, kept, x, re, im, before};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) s2_priv_free(all[i]);
  s2fft_dft_destroy(dft);
}

static void views_change_only_where_samples_lie(void **state)
{
  (void)state;
  for_all(check_views);
}

// A row transform writes its n samples and its scratch, nothing behind them.
static void check_row_bounds(const s2fft_dft_kernel *kernel, int n, int step)
{
  (void)step;
  s2fft_dft_row *row;
  assert_int_equal(s2fft_dft_row_create(&row, n), S2_OK);
  size_t N = (size_t)n, nscratch = s2fft_dft_row_scratch(row);
  double *x = numbers(2 * N + 16, 2), *before = copy(x, 2 * N + 16);
  double *scratch = numbers(nscratch + 8, 1), *guard = copy(scratch + nscratch, 8);
  kernel->row_forward(row, x, x + N + 8, scratch);
  assert_memory_equal(x + N, before + N, 8 * sizeof *x);
  assert_memory_equal(x + 2 * N + 8, before + 2 * N + 8, 8 * sizeof *x);
  assert_memory_equal(scratch + nscratch, guard, 8 * sizeof *x);
  double *all[] = {x, before, scratch, guard};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) s2_priv_free(all[i]);
  s2fft_dft_row_destroy(row);
}

static void rows_change_only_their_samples(void **state)
{
  (void)state;
  for_all(check_row_bounds);
}

static void check_linearity(const s2fft_dft_kernel *kernel, int n, int step)
{
  (void)step;
  s2fft_dft *dft;
  assert_int_equal(s2fft_dft_create(&dft, n), S2_OK);
  size_t size = 2 * (size_t)kernel->lanes * (size_t)n;
  double *x = numbers(size, 11), *y = numbers(size, 13), *z = copy(x, size), error = 0.0,
         norm = 0.0;
  double *scratch = numbers(s2fft_dft_scratch(dft, kernel->lanes) + 1, 1);
  for (size_t i = 0; i < size; i++) z[i] = 2.0 * x[i] - 3.0 * y[i];
  kernel->forward(dft, x, scratch);
  kernel->forward(dft, y, scratch);
  kernel->forward(dft, z, scratch);
  for (size_t i = 0; i < size; i++) {
    double sum = 2.0 * x[i] - 3.0 * y[i];
    norm += sum * sum;
    error += (sum - z[i]) * (sum - z[i]);
  }
  assert_true(sqrt(error / norm) < 2.0 * tolerance(n));
  double *all[] = {x, y, z, scratch};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) s2_priv_free(all[i]);
  s2fft_dft_destroy(dft);
}

static void forward_is_linear(void **state)
{
  (void)state;
  for_all(check_linearity);
}

static void lengths_out_of_range_are_refused(void **state)
{
  (void)state;
  s2fft_dft *dft = (s2fft_dft *)state;
  s2fft_dft_row *row = (s2fft_dft_row *)state;
  assert_int_equal(s2fft_dft_create(&dft, 0), S2_ERR_ARGUMENT);
  assert_null(dft);
  assert_int_equal(s2fft_dft_create(&dft, S2FFT_DFT_MAX + 1), S2_ERR_ARGUMENT);
  assert_int_equal(s2fft_dft_row_create(&row, -4), S2_ERR_ARGUMENT);
  assert_null(row);
  assert_string_equal(s2_error_message(),
                      "s2fft: s2fft_dft_row_create: n = -4 is outside 1 .. 268435456");
  s2fft_dft_destroy(NULL);
  s2fft_dft_row_destroy(NULL);
}

// 4 * 223: a Bluestein factor, so every kind of table. Each allocation in turn fails.
static void failed_allocations_leave_no_plan(void **state)
{
  (void)state;
  s2_status status = S2_ERR_MEMORY;
  int failures = 0;
  for (; status != S2_OK; failures++) {
    s2fft_dft_row *row;
    s2_priv_fail_after(failures);
    status = s2fft_dft_row_create(&row, 4 * 223);
    s2_priv_fail_after(-1);
    assert_true(status == S2_OK || (status == S2_ERR_MEMORY && row == NULL));
    s2fft_dft_row_destroy(row);
  }
  assert_true(failures > 5);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lanes_are_the_defining_sum),
      cmocka_unit_test(rows_are_the_defining_sum),
      cmocka_unit_test(backward_undoes_forward_times_n),
      cmocka_unit_test(views_change_only_where_samples_lie),
      cmocka_unit_test(rows_change_only_their_samples),
      cmocka_unit_test(forward_is_linear),
      cmocka_unit_test(lengths_out_of_range_are_refused),
      cmocka_unit_test(failed_allocations_leave_no_plan),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
