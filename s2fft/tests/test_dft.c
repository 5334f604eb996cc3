// SPDX-License-Identifier: MIT
// The lane and row transforms against the defining sum in long double, for every instruction set
// that this machine has.
#include "dft_sums.h"

static const int lengths[] = {97, 101, 127, 128, 211, 243, 255, 256, 384, 508, 509, 511, 512, 1018};
static const int long_lengths[] = {1023, 1024, 2044, 1536, 2047, 2048, 4095, 4096, 2 * 211 * 223};
enum { NLENGTHS = 64 + sizeof lengths / sizeof *lengths };
enum { NLONG = sizeof long_lengths / sizeof *long_lengths };

// 1 .. 64, then the table.
static int length(int i)
{
  return i < 64 ? i + 1 : lengths[i - 64];
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

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lanes_are_the_defining_sum),
      cmocka_unit_test(rows_are_the_defining_sum),
      cmocka_unit_test(backward_undoes_forward_times_n),
      cmocka_unit_test(views_change_only_where_samples_lie),
      cmocka_unit_test(rows_change_only_their_samples),
      cmocka_unit_test(forward_is_linear),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
