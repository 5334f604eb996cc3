// SPDX-License-Identifier: MIT
// How rotations are called: batches, in place, threads, progress, misuse; and the derivatives.
#include "rotate_support.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>
#include <string.h>

static const s2fft_layout layouts[] = {S2FFT_LAYOUT_TRIANGLE, S2FFT_LAYOUT_SQUARE};
static const s2fft_euler angles = {0.3, 1.1, 2.1};

static s2_status call(const coefficients *a, double *out, const s2fft_rotate_options *options)
{
  if (a->layout == S2FFT_LAYOUT_TRIANGLE)
    return s2fft_rotate(a->L, &angles, (s2_complex *)a->f, (s2_complex *)out, options);
  return s2fft_rotate_complex(a->L, &angles, (s2_complex *)a->f, (s2_complex *)out, options);
}

static s2fft_rotate_options batch_of(int64_t count, int64_t stride, int nthreads)
{
  s2fft_rotate_options options;
  s2fft_rotate_options_init(&options);
  options.count = count;
  options.stride = stride;
  options.nthreads = nthreads;
  return options;
}

static void a_batch_is_its_arrays(void **state)
{
  (void)state;
  enum { L = 37, COUNT_OF = 5, GAP = 3 };
  for (size_t i = 0; i < COUNT(layouts); ++i) {
    size_t stride = (size_t)s2fft_layout_size(layouts[i], L, -1) + GAP;
    double *all = malloc(COUNT_OF * stride * 2 * sizeof *all);
    assert_non_null(all);
    coefficients a[COUNT_OF];
    for (size_t k = 0; k < COUNT_OF; ++k) {
      a[k] = random_coefficients(layouts[i], L, 0, k);
      memcpy(all + 2 * k * stride, a[k].f, 2 * a[k].size * sizeof *all);
      for (size_t j = 2 * a[k].size; j < 2 * stride; ++j) all[2 * k * stride + j] = 77;
    }
    coefficients whole = {.L = L, .layout = layouts[i], .size = 0, .f = all};
    s2fft_rotate_options options = batch_of(COUNT_OF, (int64_t)stride, 0);
    assert_ok(call(&whole, all, &options)); // in place
    for (size_t k = 0; k < COUNT_OF; ++k) {
      coefficients alone = rotated(&a[k], &angles), one = alone;
      one.f = all + 2 * k * stride;
      assert_bound(coefficients_apart(&alone, &one), 1e-14, "array %zu", k);
      for (size_t j = 2 * alone.size; j < 2 * stride; ++j) assert_true(one.f[j] == 77);
      free(alone.f);
      free(a[k].f);
    }
    free(all);
  }
}

static void in_place_and_threads_change_no_bit(void **state)
{
  (void)state;
  for (size_t i = 0; i < COUNT(layouts); ++i) {
    coefficients a = random_coefficients(layouts[i], 70, 0, 8),
                 wanted = new_coefficients(layouts[i], 70);
    coefficients other = new_coefficients(layouts[i], 70);
    s2fft_rotate_options one = batch_of(1, 0, 1), two = batch_of(1, 0, 2),
                         many = batch_of(1, 0, 13);
    size_t bytes = 2 * a.size * sizeof *a.f;
    assert_ok(call(&a, wanted.f, &one));
    assert_ok(call(&a, other.f, &two));
    assert_memory_equal(other.f, wanted.f, bytes);
    assert_ok(call(&a, other.f, &many));
    assert_memory_equal(other.f, wanted.f, bytes);
    assert_ok(call(&a, a.f, NULL));
    assert_memory_equal(a.f, wanted.f, bytes); // elements with |m| > l stay
    free(a.f);
    free(wanted.f);
    free(other.f);
  }
}

static void zero_degrees_stay_zero_and_m_zero_real(void **state)
{
  (void)state;
  coefficients a = random_coefficients(S2FFT_LAYOUT_TRIANGLE, 20, 7, 9), b;
  coefficient_at(&a, 9, 0)[1] = 55; // ignored
  b = rotated(&a, &angles);
  coefficient_at(&a, 9, 0)[1] = 0;
  coefficients c = rotated(&a, &angles);
  assert_memory_equal(b.f, c.f, 2 * a.size * sizeof *a.f);
  for (int l = 0; l < 20; ++l) {
    assert_true(coefficient_at(&b, l, 0)[1] == 0);
    for (int m = 0; l < 7 && m <= l; ++m) assert_true(coefficient_at(&b, l, m)[0] == 0);
  }
  free(a.f);
  free(b.f);
  free(c.f);
}

/// What the callback saw; it stops the call once `stop_at` is done.
typedef struct progress {
  double last, stop_at;
  int calls, wrong;
} progress;

static int watch(void *user, double done, const char *what)
{
  progress *p = user;
  p->wrong |= !(done >= p->last && done <= 1) || strcmp(what, "rotate") != 0;
  p->last = done;
  ++p->calls;
  return done >= p->stop_at;
}

static void progress_rises_and_can_cancel(void **state)
{
  (void)state;
  coefficients a = random_coefficients(S2FFT_LAYOUT_TRIANGLE, 90, 0, 8), b = rotated(&a, &angles);
  for (int cancel = 0; cancel <= 1; ++cancel) {
    progress seen = {.last = 0, .stop_at = cancel ? 0.5 : 2};
    s2fft_rotate_options options = batch_of(1, 0, 1);
    options.progress = watch;
    options.progress_user = &seen;
    if (cancel)
      assert_refused(call(&a, b.f, &options), S2_ERR_CANCELLED, "cancelled", NULL);
    else
      assert_ok(call(&a, b.f, &options));
    assert_true(!seen.wrong && seen.calls > 1);
    assert_true(cancel ? seen.last < 1 : seen.last == 1);
  }
  free(a.f);
  free(b.f);
}

static void derive(const coefficients *a, const s2fft_euler *at, coefficients out[3])
{
  s2_complex *d[3], *in = (s2_complex *)a->f;
  for (int k = 0; k < 3; ++k) {
    out[k] = new_coefficients(a->layout, a->L);
    d[k] = (s2_complex *)out[k].f;
  }
  if (a->layout == S2FFT_LAYOUT_TRIANGLE)
    assert_ok(s2fft_rotate_derivative(a->L, at, in, d[0], d[1], d[2], NULL));
  else
    assert_ok(s2fft_rotate_derivative_complex(a->L, at, in, d[0], d[1], d[2], NULL));
}

/// f' at the angles with angle `which` moved by h, by Richardson's rule: error h^6 L^7 / 140.
static coefficients slope_of(const coefficients *a, const s2fft_euler *at, int which, double h)
{
  static const double weight[] = {0.75, -0.15, 1 / 60.0};
  coefficients sum = new_coefficients(a->layout, a->L);
  for (int k = 1; k <= 3; ++k)
    for (int side = -1; side <= 1; side += 2) {
      double moved[] = {at->alpha, at->beta, at->gamma};
      moved[which] += side * k * h;
      s2fft_euler near = {moved[0], moved[1], moved[2]};
      coefficients b = rotated(a, &near);
      for (size_t j = 0; j < 2 * a->size; ++j) sum.f[j] += side * weight[k - 1] / h * b.f[j];
      free(b.f);
    }
  return sum;
}

static void derivatives_are_those_of_differences(void **state)
{
  (void)state;
  static const s2fft_euler some[] = {{0.3, 1.1, 2.1}, {-2.5, 0.01, 5}, {1, -0.7, 0.2},
                                     {0.4, PI, 1},    {0.2, 0, 0.5},   {0, 4, -1}};
  for (size_t i = 0; i < COUNT(layouts); ++i)
    for (size_t k = 0; k < COUNT(some); ++k) {
      coefficients a = random_coefficients(layouts[i], 9, 0, 11), out[3];
      coefficients b = rotated(&a, &some[k]);
      derive(&b, &some[k], out);
      for (int which = 0; which < 3; ++which) {
        coefficients slope = slope_of(&a, &some[k], which, 2e-3);
        assert_bound(coefficients_apart(&slope, &out[which]), 2e-11, "rotation %zu angle %d", k,
                     which);
        free(slope.f);
        free(out[which].f);
      }
      free(a.f);
      free(b.f);
    }
}

static void derivatives_of_batches_and_of_one_angle(void **state)
{
  (void)state;
  enum { L = 100 }; // more than one thread
  for (size_t i = 0; i < COUNT(layouts); ++i) {
    coefficients a = random_coefficients(layouts[i], L, 0, 12), out[3];
    double *two = malloc(4 * a.size * sizeof *two), *slopes = calloc(4 * a.size, sizeof *slopes);
    assert_true(two != NULL && slopes != NULL);
    for (size_t j = 0; j < 2 * a.size; ++j) two[j] = two[2 * a.size + j] = a.f[j];
    derive(&a, &angles, out);
    s2fft_rotate_options options = batch_of(2, 0, 2);
    s2_complex *in = (s2_complex *)two, *d = (s2_complex *)slopes;
    if (layouts[i] == S2FFT_LAYOUT_TRIANGLE)
      assert_ok(s2fft_rotate_derivative(L, &angles, in, NULL, d, NULL, &options));
    else
      assert_ok(s2fft_rotate_derivative_complex(L, &angles, in, NULL, d, NULL, &options));
    for (size_t copy = 0; copy < 2; ++copy) {
      coefficients one = a;
      one.f = slopes + 2 * copy * a.size;
      assert_bound(coefficients_apart(&one, &out[1]), 0, "copy %zu", copy);
    }
    for (int k = 0; k < 3; ++k) free(out[k].f);
    free(two);
    free(slopes);
    free(a.f);
  }
}

static void bad_arguments_are_named(void **state)
{
  (void)state;
  double alm[64], out[64];
  s2_complex *a = (s2_complex *)alm, *b = (s2_complex *)out;
  s2fft_euler bad = {0, NAN, 0};
  for (int k = 0; k < 64; ++k) alm[k] = out[k] = k;
  assert_refused(s2fft_rotate(0, &angles, a, b, NULL), S2_ERR_ARGUMENT, "L = 0", "32768", NULL);
  assert_refused(s2fft_rotate(32769, &angles, a, b, NULL), S2_ERR_ARGUMENT, "32769", NULL);
  assert_refused(s2fft_rotate(3, NULL, a, b, NULL), S2_ERR_ARGUMENT, "angles", NULL);
  assert_refused(s2fft_rotate(3, &bad, a, b, NULL), S2_ERR_ARGUMENT, "nan", "finite", NULL);
  assert_refused(s2fft_rotate(3, &angles, NULL, b, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_rotate(3, &angles, a, NULL, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_rotate(3, &angles, a, a + 2, NULL), S2_ERR_ARGUMENT, "overlap", NULL);
  assert_refused(s2fft_rotate_complex(2, &angles, a + 5, a, NULL), S2_ERR_ARGUMENT, "overlap",
                 NULL);
  s2fft_rotate_options options = batch_of(0, 0, 0);
  assert_refused(s2fft_rotate(3, &angles, a, b, &options), S2_ERR_ARGUMENT, "count = 0", NULL);
  options = batch_of(2, 5, 0);
  assert_refused(s2fft_rotate(3, &angles, a, b, &options), S2_ERR_ARGUMENT, "stride = 5", "6",
                 NULL);
  options = batch_of(INT64_MAX / 2, 6, 0);
  assert_refused(s2fft_rotate(3, &angles, a, b, &options), S2_ERR_ARGUMENT, "memory", NULL);
  options = batch_of(1, 0, -1);
  assert_refused(s2fft_rotate(3, &angles, a, b, &options), S2_ERR_ARGUMENT, "nthreads = -1", NULL);
  options.struct_size = 0;
  assert_refused(s2fft_rotate(3, &angles, a, b, &options), S2_ERR_ARGUMENT, "struct_size", NULL);
  assert_refused(s2fft_rotate_derivative(3, &angles, NULL, b, NULL, NULL, NULL), S2_ERR_ARGUMENT,
                 "rotated", NULL);
  assert_refused(s2fft_rotate_derivative(3, &angles, a, NULL, a, NULL, NULL), S2_ERR_ARGUMENT,
                 "overlaps", NULL);
  assert_refused(s2fft_rotate_derivative_complex(2, &angles, a, b, NULL, b + 3, NULL),
                 S2_ERR_ARGUMENT, "overlap", NULL);
  for (int64_t n = 0; n < 2; ++n) {
    s2_priv_fail_after(n);
    assert_refused(s2fft_rotate(3, &angles, a, b, NULL), S2_ERR_MEMORY, "memory", NULL);
    s2_priv_fail_after(-1);
  }
  for (int k = 0; k < 64; ++k) assert_true(alm[k] == k && out[k] == k);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_batch_is_its_arrays),
      cmocka_unit_test(in_place_and_threads_change_no_bit),
      cmocka_unit_test(zero_degrees_stay_zero_and_m_zero_real),
      cmocka_unit_test(progress_rises_and_can_cancel),
      cmocka_unit_test(derivatives_are_those_of_differences),
      cmocka_unit_test(derivatives_of_batches_and_of_one_angle),
      cmocka_unit_test(bad_arguments_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
