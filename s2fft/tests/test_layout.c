// SPDX-License-Identifier: MIT
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <complex.h>
#include <s2fft/layout.h>
#include <stdlib.h>
#include <string.h>

enum { L = 7 };
static const s2fft_layout layouts[] = {S2FFT_LAYOUT_TRIANGLE, S2FFT_LAYOUT_SQUARE,
                                       S2FFT_LAYOUT_LINEAR};

// Coefficients of field `which`, all m independent; small integers, so that sums are exact.
static s2_complex value(int which, int l, int m)
{
  return 100 * which + 10 * l + m + (m == 0 ? 0 : _Complex_I * (3 * l - 7 * m + which));
}

static s2_complex *new_array(const s2fft_shape *shape)
{
  int64_t n = s2fft_layout_size(shape->layout, shape->L, shape->mmax);
  s2_complex *data = malloc((size_t)n * sizeof *data);
  assert_non_null(data);
  memset(data, 0xff, (size_t)n * sizeof *data); // NaN: nothing may be left as it is
  return data;
}

static s2_complex get(const s2fft_shape *shape, const s2_complex *data, int l, int m)
{
  int64_t k = s2fft_layout_index(shape->layout, shape->L, shape->mmax, l, m);
  return k < 0 ? 0.0 : data[k];
}

static s2_complex *filled(const s2fft_shape *shape, int which)
{
  s2_complex *data = new_array(shape);
  for (int l = 0; l < shape->L; ++l)
    for (int m = -l; m <= l; ++m) {
      int64_t k = s2fft_layout_index(shape->layout, shape->L, shape->mmax, l, m);
      if (k >= 0) data[k] = value(which, l, m);
    }
  return data;
}

static void triangle_is_filled_in_order_and_without_gaps(void **state)
{
  (void)state;
  for (int mmax = 0; mmax < L; ++mmax) {
    int64_t next = 0;
    for (int m = 0; m <= mmax; ++m)
      for (int l = m; l < L; ++l)
        assert_int_equal(s2fft_layout_index(S2FFT_LAYOUT_TRIANGLE, L, mmax, l, m), next++);
    assert_int_equal(s2fft_layout_size(S2FFT_LAYOUT_TRIANGLE, L, mmax), next);
  }
}

static void square_and_linear_follow_the_conventions(void **state)
{
  (void)state;
  for (int l = 0; l < L; ++l)
    for (int m = -l; m <= l; ++m) {
      assert_int_equal(s2fft_layout_index(S2FFT_LAYOUT_SQUARE, L, -1, l, m),
                       l * (2 * L - 1) + L - 1 + m);
      assert_int_equal(s2fft_layout_index(S2FFT_LAYOUT_LINEAR, L, -1, l, m), l * l + l + m);
    }
  assert_int_equal(s2fft_layout_size(S2FFT_LAYOUT_SQUARE, L, 2), L * (2 * L - 1));
  assert_int_equal(s2fft_layout_size(S2FFT_LAYOUT_LINEAR, L, 2), L * L);
  assert_true(s2fft_layout_size(S2FFT_LAYOUT_SQUARE, 32768, -1) == 2147450880);
}

static void places_that_do_not_exist_have_no_index(void **state)
{
  (void)state;
  assert_int_equal(s2fft_layout_index(S2FFT_LAYOUT_TRIANGLE, L, -1, 3, -1), -1);
  for (size_t i = 0; i < 3; ++i) {
    assert_int_equal(s2fft_layout_index(layouts[i], L, 2, 4, 3), -1);
    assert_int_equal(s2fft_layout_index(layouts[i], L, -1, 2, 3), -1);
    assert_int_equal(s2fft_layout_index(layouts[i], L, -1, L, 0), -1);
    assert_int_equal(s2fft_layout_index(layouts[i], L, -1, -1, 0), -1);
    assert_int_equal(s2fft_layout_size(layouts[i], L, L), 0);
    assert_int_equal(s2fft_layout_size(layouts[i], 0, -1), 0);
  }
  assert_int_equal(s2fft_layout_size(S2FFT_LAYOUT_DEFAULT, L, -1), 0);
}

// What (l, m) must be after conversion, from the definition alone.
static s2_complex expected(const s2fft_shape *from, const s2fft_shape *to, int l, int m)
{
  int source = from->mmax < 0 ? from->L - 1 : from->mmax;
  int target = to->mmax < 0 ? to->L - 1 : to->mmax;
  if (l >= from->L || abs(m) > source || abs(m) > target) return 0.0;
  if (from->layout != S2FFT_LAYOUT_TRIANGLE || m >= 0) return value(1, l, m);
  return (m % 2 == 0 ? 1 : -1) * conj(value(1, l, -m));
}

static void check_conversion(const s2fft_shape *from, const s2fft_shape *to)
{
  s2_complex *in = filled(from, 1), *out = new_array(to);
  int64_t nonzero = 0;
  assert_int_equal(s2fft_layout_convert(from, in, to, out), S2_OK);
  for (int l = 0; l < to->L; ++l)
    for (int m = to->layout == S2FFT_LAYOUT_TRIANGLE ? 0 : -l; m <= l; ++m) {
      s2_complex want = expected(from, to, l, m);
      assert_true(get(to, out, l, m) == want);
      nonzero += want != 0.0;
    }
  for (int64_t k = s2fft_layout_size(to->layout, to->L, to->mmax) - 1; k >= 0; --k) {
    assert_true(out[k] == out[k]);
    nonzero -= out[k] != 0.0;
  }
  assert_int_equal(nonzero, 0); // places without (l, m) are zero
  free(in);
  free(out);
}

static void every_conversion_follows_the_definition(void **state)
{
  (void)state;
  static const int bands[][2] = {{L, -1}, {L, 3}, {4, -1}, {4, 1}, {9, 5}, {1, 0}};
  enum { NBANDS = sizeof bands / sizeof *bands };
  for (int i = 0; i < 3 * NBANDS; ++i)
    for (int j = 0; j < 3 * NBANDS; ++j) {
      const s2fft_shape from = {layouts[i % 3], bands[i / 3][0], bands[i / 3][1]};
      const s2fft_shape to = {layouts[j % 3], bands[j / 3][0], bands[j / 3][1]};
      check_conversion(&from, &to);
    }
}

static void leaving_the_triangle_makes_m_zero_real(void **state)
{
  (void)state;
  const s2fft_shape from = {S2FFT_LAYOUT_TRIANGLE, 1, 0}, to = {S2FFT_LAYOUT_SQUARE, 1, 0};
  s2_complex in = 2.0 + 3.0 * _Complex_I, out = 0.0;
  assert_int_equal(s2fft_layout_convert(&from, &in, &to, &out), S2_OK);
  assert_true(creal(out) == 2.0 && cimag(out) == 0.0);
}

static void bad_shapes_are_refused_by_name(void **state)
{
  (void)state;
  s2_complex a[1] = {0}, b[1] = {0};
  const s2fft_shape good = {S2FFT_LAYOUT_LINEAR, 1, 0};
  const s2fft_shape vague = {S2FFT_LAYOUT_DEFAULT, 1, 0}, wide = {S2FFT_LAYOUT_LINEAR, 1, 1};
  assert_int_equal(s2fft_layout_convert(&good, a, &good, a), S2_ERR_ARGUMENT);
  assert_int_equal(s2fft_layout_convert(&good, NULL, &good, b), S2_ERR_ARGUMENT);
  assert_int_equal(s2fft_layout_convert(&vague, a, &good, b), S2_ERR_ARGUMENT);
  assert_int_equal(s2fft_layout_convert(&good, a, &wide, b), S2_ERR_ARGUMENT);
  assert_non_null(strstr(s2_error_message(), "mmax = 1 is outside -1 .. 0"));
}

// f = -(E + iB) for every m, E and B continued to m < 0 as real fields.
static void pair_becomes_the_complex_field_of_the_conventions(void **state)
{
  (void)state;
  const s2fft_shape triangle = {S2FFT_LAYOUT_TRIANGLE, L, 4}, square = {S2FFT_LAYOUT_SQUARE, L, 4};
  for (int spin = 0; spin < 3; ++spin) {
    s2_complex *E = filled(&triangle, 1), *B = filled(&triangle, 2), *flm = new_array(&square);
    s2_complex *e = new_array(&square), *b = new_array(&square);
    assert_int_equal(s2fft_layout_convert(&triangle, E, &square, e), S2_OK);
    assert_int_equal(s2fft_layout_convert(&triangle, B, &square, b), S2_OK);
    assert_int_equal(s2fft_pair_to_complex(L, 4, spin, E, B, flm), S2_OK);
    for (int l = 0; l < L; ++l)
      for (int m = -L + 1; m < L; ++m) {
        int64_t k = l * (2 * L - 1) + L - 1 + m;
        s2_complex sum = e[k] + _Complex_I * b[k];
        assert_true(flm[k] == (l < spin ? 0.0 : spin > 0 ? -sum : sum));
      }
    free(E), free(B), free(flm), free(e), free(b);
  }
}

static void pair_survives_the_round_trip(void **state)
{
  (void)state;
  const s2fft_shape triangle = {S2FFT_LAYOUT_TRIANGLE, L, 4}, square = {S2FFT_LAYOUT_SQUARE, L, 4};
  for (int spin = 0; spin < 3; ++spin) {
    s2_complex *E = filled(&triangle, 1), *B = filled(&triangle, 2), *flm = new_array(&square);
    s2_complex *e = new_array(&triangle), *b = new_array(&triangle);
    assert_int_equal(s2fft_pair_to_complex(L, 4, spin, E, B, flm), S2_OK);
    assert_int_equal(s2fft_pair_from_complex(L, 4, spin, flm, e, b), S2_OK);
    for (int l = 0; l < L; ++l)
      for (int m = 0; m <= l; ++m) {
        assert_true(get(&triangle, e, l, m) == (l < spin ? 0.0 : get(&triangle, E, l, m)));
        assert_true(get(&triangle, b, l, m) == (l < spin ? 0.0 : get(&triangle, B, l, m)));
      }
    free(E), free(B), free(flm), free(e), free(b);
  }
}

static void pair_refuses_a_spin_beyond_the_band(void **state)
{
  (void)state;
  s2_complex a[1] = {0}, b[1] = {0}, c[1] = {0};
  assert_int_equal(s2fft_pair_to_complex(1, -1, 1, a, b, c), S2_ERR_ARGUMENT);
  assert_int_equal(s2fft_pair_from_complex(1, -1, -1, a, b, c), S2_ERR_ARGUMENT);
  assert_int_equal(s2fft_pair_from_complex(1, -1, 0, a, b, b), S2_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(triangle_is_filled_in_order_and_without_gaps),
      cmocka_unit_test(square_and_linear_follow_the_conventions),
      cmocka_unit_test(places_that_do_not_exist_have_no_index),
      cmocka_unit_test(every_conversion_follows_the_definition),
      cmocka_unit_test(leaving_the_triangle_makes_m_zero_real),
      cmocka_unit_test(bad_shapes_are_refused_by_name),
      cmocka_unit_test(pair_becomes_the_complex_field_of_the_conventions),
      cmocka_unit_test(pair_survives_the_round_trip),
      cmocka_unit_test(pair_refuses_a_spin_beyond_the_band),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
