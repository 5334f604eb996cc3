// SPDX-License-Identifier: MIT
// One degree of a rotation inside the library, for degrees whose arrays would be too large for a
// test, with every set of instructions that this processor has.
#define _POSIX_C_SOURCE 200809L // setenv
#include "check.h"

#include "rotate_degree.h"
#include <math.h>
#include <s2common/priv/memory.h>
#include <s2fft/wigner.h>
#include <stdlib.h>
#include <string.h>

/// Tables and scratch for degrees below L.
typedef struct bench {
  rotate_tables tables;
  rotate_scratch scratch;
  void *block;
} bench;

static size_t place(bench *b, int L, void *base)
{
  s2_arena arena = {base, 0};
  rotate_tables_place(&b->tables, &arena, L);
  rotate_scratch_place(&b->scratch, &arena, L);
  return arena.used;
}

static bench new_bench(int L, double beta)
{
  bench b;
  b.block = s2_priv_alloc(place(&b, L, NULL), 1);
  assert_non_null(b.block);
  place(&b, L, b.block);
  const s2fft_euler angles = {0, beta, 0};
  rotate_tables_fill(&b.tables, &angles);
  return b;
}

/// Rotate Re = 1 or Im = 1 at order n of degree l; the result is d_mn +- (-1)^n d_{m,-n}. With two
/// fields the second is the imaginary one.
static void compare_columns(bench *b, int l, int n, double beta)
{
  size_t numbers = 2 * ((size_t)l + 1), columns = 2 * (size_t)l + 1;
  double *f[] = {calloc(numbers, sizeof(double)), calloc(numbers, sizeof(double))};
  double *plus = malloc(columns * sizeof *plus), *minus = malloc(columns * sizeof *minus);
  assert_true(f[0] != NULL && f[1] != NULL && plus != NULL && minus != NULL);
  double c = (double)cosl(beta / 2.0L), s = (double)sinl(beta / 2.0L), sign = n % 2 == 0 ? 1 : -1;
  assert_ok(s2fft_wigner_row(l, n, c, s, plus));
  assert_ok(s2fft_wigner_row(l, -n, c, s, minus));
  for (int fields = 1; fields <= 2; ++fields) {
    memset(f[0], 0, numbers * sizeof(double));
    memset(f[1], 0, numbers * sizeof(double));
    f[0][2 * n] = 1;
    if (n > 0) f[1][2 * n + 1] = 1;
    rotate_degree_run(&b->tables, &b->scratch, l, fields, f);
    for (int m = 0; m <= l; ++m) {
      double p = plus[l + m], q = n > 0 ? sign * minus[l + m] : 0;
      double wrong = fabs(f[0][2 * m] - (p + q)) + fabs(f[0][2 * m + 1]);
      if (fields == 2 && n > 0) wrong += fabs(f[1][2 * m + 1] - (p - q)) + fabs(f[1][2 * m]);
      assert_bound(wrong, 6e-13, "%s: l %d m %d n %d beta %g", s2fft_kernel_select()->isa, l, m, n,
                   beta);
    }
  }
  free(f[0]);
  free(f[1]);
  free(plus);
  free(minus);
}

static void columns_are_those_of_the_rows(const int *degrees, size_t count)
{
  static const char *const isas[] = {"base", "neon", "avx2", "avx512"};
  static const double beta[] = {1e-12, 1e-6, 1e-3, 0.1, 0.4, 1.1, PI / 2, 2.0, 3.0, PI - 1e-7};
  int sets = 0;
  for (size_t i = 0; i < COUNT(isas); ++i) {
    assert_int_equal(setenv("S2_ISA", isas[i], 1), 0);
    if (strcmp(s2fft_kernel_select()->isa, isas[i]) != 0) continue;
    ++sets;
    for (size_t k = 0; k < count; ++k)
      for (size_t t = 0; t < COUNT(beta); ++t) {
        int l = degrees[k];
        const int orders[] = {0, 1, l / 3, l / 2, l - l / 20, l};
        bench b = new_bench(l + 1, beta[t]);
        for (size_t n = 0; n < COUNT(orders); ++n)
          if (orders[n] <= l) compare_columns(&b, l, orders[n], beta[t]);
        s2_priv_free(b.block);
      }
  }
  assert_int_equal(unsetenv("S2_ISA"), 0);
  assert_true(sets > 0);
}

static void small_degrees_are_right(void **state)
{
  (void)state;
  static const int degrees[] = {0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 100};
  columns_are_those_of_the_rows(degrees, COUNT(degrees));
}

static void middle_degrees_are_right(void **state)
{
  (void)state;
  static const int degrees[] = {700};
  columns_are_those_of_the_rows(degrees, COUNT(degrees));
}

/// Every element beside a random field: h_m = sum_n d_mn g_n over all n.
static void sums_of_degree_4095_are_right(void **state)
{
  (void)state;
  static const double beta[] = {0.3, 1.7};
  int l = 4095;
  size_t columns = 2 * (size_t)l + 1;
  double *f = malloc(2 * ((size_t)l + 1) * sizeof *f), *g = malloc(2 * ((size_t)l + 1) * sizeof *g);
  double *row = malloc(columns * sizeof *row);
  assert_true(f != NULL && g != NULL && row != NULL);
  for (size_t t = 0; t < COUNT(beta); ++t) {
    uint64_t seed = 5;
    for (int k = 0; k < 2 * (l + 1); ++k) f[k] = k == 1 ? 0 : uniform(&seed);
    memcpy(g, f, 2 * ((size_t)l + 1) * sizeof *f);
    bench b = new_bench(l + 1, beta[t]);
    double *const fields[] = {f, NULL};
    rotate_degree_run(&b.tables, &b.scratch, l, 1, fields);
    for (int m = 0; m <= l; m += 315) { // d_mn = (-1)^(m-n) d_nm
      double re = 0, im = 0;
      assert_ok(s2fft_wigner_row(l, m, cos(beta[t] / 2), sin(beta[t] / 2), row));
      for (int n = 0; n <= l; ++n) {
        double p = (m - n) % 2 == 0 ? row[l + n] : -row[l + n];
        double q = n == 0 ? 0 : m % 2 == 0 ? row[l - n] : -row[l - n];
        re += (p + q) * g[2 * n];
        im += (p - q) * g[2 * n + 1];
      }
      assert_bound(fabs(f[2 * m] - re) + fabs(f[2 * m + 1] - (m > 0 ? im : 0)), 1e-12, "m %d", m);
    }
    s2_priv_free(b.block);
  }
  free(f);
  free(g);
  free(row);
}

static void columns_of_degree_8191_are_right(void **state)
{
  (void)state;
  bench b = new_bench(8192, 1.1);
  compare_columns(&b, 8191, 3333, 1.1);
  s2_priv_free(b.block);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_degrees_are_right),
      cmocka_unit_test(middle_degrees_are_right),
      cmocka_unit_test(sums_of_degree_4095_are_right),
      cmocka_unit_test(columns_of_degree_8191_are_right),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
