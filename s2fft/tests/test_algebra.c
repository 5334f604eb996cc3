// SPDX-License-Identifier: MIT
// Inner products of coefficients against their definition, between layouts, and against integrals.
#include "support.h"

#include <math.h>
#include <s2fft/algebra.h>
#include <s2fft/layout.h>
#include <stdlib.h>
#include <string.h>

enum { L = 13 };
static const int mmaxs[] = {L - 1, 5, 0};

static size_t size_of(const s2fft_shape *shape)
{
  return (size_t)s2fft_layout_size(shape->layout, shape->L, shape->mmax);
}

/// Random elements where there are coefficients, NaN elsewhere.
static s2_complex *new_random(const s2fft_shape *shape, uint64_t seed)
{
  s2_complex *a = malloc(size_of(shape) * sizeof *a);
  assert_non_null(a);
  for (size_t k = 0; k < size_of(shape); ++k) a[k] = NAN;
  for (int l = 0; l < L; ++l)
    for (int m = -l; m <= l; ++m) {
      int64_t k = s2fft_layout_index(shape->layout, L, shape->mmax, l, m);
      if (k < 0) continue;
      ((double *)(a + k))[0] = uniform(&seed);
      ((double *)(a + k))[1] = uniform(&seed);
    }
  return a;
}

/// sum conj(a) b over all (l, m), a triangle being a real field.
static void defining_sum(const s2fft_shape *shape, const s2_complex *a, const s2_complex *b,
                         double sum[2])
{
  int real = shape->layout == S2FFT_LAYOUT_TRIANGLE;
  sum[0] = sum[1] = 0.0;
  for (int l = 0; l < L; ++l)
    for (int m = -l; m <= l; ++m) {
      int64_t k = s2fft_layout_index(shape->layout, L, shape->mmax, l, real ? abs(m) : m);
      if (k < 0) continue;
      const double *x = (const double *)(a + k), *y = (const double *)(b + k);
      if (real && m == 0) {
        sum[0] += x[0] * y[0];
        continue;
      }
      sum[0] += x[0] * y[0] + x[1] * y[1];
      sum[1] += (real && m < 0 ? -1.0 : 1.0) * (x[0] * y[1] - x[1] * y[0]);
    }
}

static void products_are_sums_over_all_orders(void **state)
{
  (void)state;
  for (int layout = S2FFT_LAYOUT_TRIANGLE; layout <= S2FFT_LAYOUT_LINEAR; ++layout)
    for (size_t i = 0; i < COUNT(mmaxs); ++i) {
      const s2fft_shape shape = {(s2fft_layout)layout, L, mmaxs[i]};
      s2_complex *a = new_random(&shape, 1), *b = new_random(&shape, 2), dot, turned;
      double wanted[2], square[2], norm;
      defining_sum(&shape, a, b, wanted);
      defining_sum(&shape, a, a, square);
      assert_ok(s2fft_dot(&shape, a, b, &dot));
      assert_ok(s2fft_dot(&shape, b, a, &turned));
      assert_bound(difference((double *)&dot, wanted, 2), 1e-15 * square[0], "layout %d, mmax %d",
                   layout, mmaxs[i]);
      const double mirrored[] = {((double *)&turned)[0], -((double *)&turned)[1]};
      assert_bound(difference((double *)&dot, mirrored, 2), 1e-15 * square[0], "turned");
      assert_ok(s2fft_norm(&shape, a, &norm));
      assert_bound(fabs(norm / sqrt(square[0]) - 1.0), 1e-15, "norm, layout %d", layout);
      free(a);
      free(b);
    }
}

static void real_fields_have_one_product_in_all_layouts(void **state)
{
  (void)state;
  const s2fft_shape triangle = {S2FFT_LAYOUT_TRIANGLE, L, -1};
  s2_complex *a = new_random(&triangle, 3), *b = new_random(&triangle, 4), dot;
  assert_ok(s2fft_dot(&triangle, a, b, &dot));
  for (int layout = S2FFT_LAYOUT_SQUARE; layout <= S2FFT_LAYOUT_LINEAR; ++layout) {
    const s2fft_shape full = {(s2fft_layout)layout, L, -1};
    s2_complex *x = new_random(&full, 5), *y = new_random(&full, 6), other;
    assert_ok(s2fft_layout_convert(&triangle, a, &full, x));
    assert_ok(s2fft_layout_convert(&triangle, b, &full, y));
    assert_ok(s2fft_dot(&full, x, y, &other));
    assert_bound(difference((double *)&dot, (double *)&other, 2), 1e-13, "layout %d", layout);
    free(x);
    free(y);
  }
  free(a);
  free(b);
}

/// sum over samples of weight conj(f) g on Gauss-Legendre rings: the integral, exactly.
static void integral(const s2_grid *grid, const double *f, const double *g, double sum[2])
{
  sum[0] = sum[1] = 0.0;
  for (int r = 0; r < s2_grid_nrings(grid); ++r) {
    const s2_ring *ring = &s2_grid_rings(grid)[r];
    for (int64_t p = ring->offset; p < ring->offset + ring->nphi; ++p) {
      sum[0] += ring->weight * (f[2 * p] * g[2 * p] + f[2 * p + 1] * g[2 * p + 1]);
      sum[1] += ring->weight * (f[2 * p] * g[2 * p + 1] - f[2 * p + 1] * g[2 * p]);
    }
  }
}

static void products_are_integrals_of_the_fields(void **state)
{
  (void)state;
  const s2fft_shape shape = {S2FFT_LAYOUT_SQUARE, L, -1};
  s2_grid *grid = make_grid(S2_GRID_GL, L);
  s2fft_options options = options_of(-1, -1, 0, S2FFT_LAYOUT_SQUARE);
  s2fft_plan *plan = make_plan(grid, L, &options);
  vector a = random_alm(plan, S2FFT_COMPLEX, 0, 7), b = random_alm(plan, S2FFT_COMPLEX, 0, 8);
  vector f = new_map(plan, S2FFT_COMPLEX, 1), g = new_map(plan, S2FFT_COMPLEX, 1);
  double wanted[2];
  s2_complex dot;
  assert_ok(apply(plan, S2FFT_COMPLEX, SYNTHESIS, &a, &f, NULL, NULL));
  assert_ok(apply(plan, S2FFT_COMPLEX, SYNTHESIS, &b, &g, NULL, NULL));
  integral(grid, f.part[0], g.part[0], wanted);
  assert_ok(s2fft_dot(&shape, (s2_complex *)a.part[0], (s2_complex *)b.part[0], &dot));
  assert_bound(difference((double *)&dot, wanted, 2), 1e-12, "Parseval");
  free_vector(&a);
  free_vector(&b);
  free_vector(&f);
  free_vector(&g);
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
}

static void sums_add_within_the_shape_alone(void **state)
{
  (void)state;
  for (int layout = S2FFT_LAYOUT_TRIANGLE; layout <= S2FFT_LAYOUT_LINEAR; ++layout) {
    const s2fft_shape shape = {(s2fft_layout)layout, L, 5};
    s2_complex *x = new_random(&shape, 1), *y = new_random(&shape, 2), *sum = new_random(&shape, 2);
    assert_ok(s2fft_axpy(&shape, -2.5, x, sum));
    for (size_t k = 0; k < size_of(&shape); ++k)
      for (int part = 0; part < 2; ++part) {
        double a = ((double *)(x + k))[part], b = ((double *)(y + k))[part];
        double c = ((double *)(sum + k))[part];
        if (isnan(a))
          assert_true(isnan(c) == isnan(b));
        else
          assert_bound(fabs(c - (b - 2.5 * a)), 1e-15, "layout %d, element %zu", layout, k);
      }
    s2_complex dot; // NaN outside the shape is not read
    assert_ok(s2fft_dot(&shape, sum, sum, &dot));
    assert_true(isfinite(((double *)&dot)[0]));
    free(x);
    free(y);
    free(sum);
  }
}

static void bad_shapes_are_named(void **state)
{
  (void)state;
  const s2fft_shape none = {S2FFT_LAYOUT_DEFAULT, L, -1}, wide = {S2FFT_LAYOUT_LINEAR, L, L};
  const s2fft_shape empty = {S2FFT_LAYOUT_SQUARE, 0, -1}, good = {S2FFT_LAYOUT_SQUARE, L, -1};
  s2_complex a[1] = {0}, dot;
  double norm;
  assert_refused(s2fft_dot(&none, a, a, &dot), S2_ERR_ARGUMENT, "layout = 0", "1 .. 3", NULL);
  assert_refused(s2fft_norm(&wide, a, &norm), S2_ERR_ARGUMENT, "mmax = 13", NULL);
  assert_refused(s2fft_axpy(&empty, 1.0, a, a), S2_ERR_ARGUMENT, "L = 0", NULL);
  assert_refused(s2fft_dot(NULL, a, a, &dot), S2_ERR_ARGUMENT, "shape", NULL);
  assert_refused(s2fft_dot(&good, a, NULL, &dot), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_norm(&good, a, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_axpy(&good, 1.0, NULL, a), S2_ERR_ARGUMENT, "NULL", NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(products_are_sums_over_all_orders),
      cmocka_unit_test(real_fields_have_one_product_in_all_layouts),
      cmocka_unit_test(products_are_integrals_of_the_fields),
      cmocka_unit_test(sums_add_within_the_shape_alone),
      cmocka_unit_test(bad_shapes_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
