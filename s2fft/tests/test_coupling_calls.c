// SPDX-License-Identifier: MIT
// The mode-coupling matrix as an object: rules it obeys, NaMaster's numbers, threads, misuse.
#include "npz.h"
#include "support.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <s2fft/coupling.h>
#include <stdlib.h>
#include <string.h>

enum { L = 24, N = L * L };

static s2fft_coupling_options spins(int a, int b)
{
  s2fft_coupling_options options;
  s2fft_coupling_options_init(&options);
  options.spin_a = a;
  options.spin_b = b;
  return options;
}

static void matrices_are_those_of_NaMaster(void **state)
{
  (void)state;
  static const int pairs[][2] = {{0, 0}, {0, 2}, {2, 2}};
  npz *file = npz_open("namaster");
  const double *cl = npz_get(file, L, "mask_cl");
  for (size_t i = 0; i < COUNT(pairs); ++i) {
    int a = pairs[i][0], b = pairs[i][1];
    s2fft_coupling_options options = spins(a, b);
    options.beam_a = npz_get(file, L, "beam_%d", a);
    options.beam_b = npz_get(file, L, "beam_%d", b);
    s2fft_coupling *coupling;
    assert_ok(s2fft_coupling_create(&coupling, L, L, cl, &options));
    size_t n = (size_t)s2fft_coupling_nspectra(coupling);
    const double *theirs = npz_get(file, n * L * n * L, "coupling_%d%d", a, b); // without beams
    double ours[N];
    for (size_t to = 0; to < n; ++to)
      for (size_t from = 0; from < n; ++from) {
        assert_ok(s2fft_coupling_block(coupling, (int)to, (int)from, ours));
        for (size_t l = 0; l < L; ++l)
          for (size_t k = 0; k < L; ++k) {
            double expected = theirs[((to * L + l) * n + from) * L + k];
            expected *= options.beam_a[k] * options.beam_b[k];
            assert_bound(fabs(ours[l * L + k] - expected), 1e-14, "spins %d %d", a, b);
          }
      }
    double pseudo[4 * L];
    assert_ok(s2fft_coupling_apply(coupling, npz_get(file, n * L, "pseudo_%d%d", a, b), pseudo));
    assert_bound(difference(pseudo, npz_get(file, n * L, "coupled_%d%d", a, b), n * L), 1e-14,
                 "spins %d %d", a, b);
    s2fft_coupling_destroy(coupling);
  }
  npz_close(file);
}

/// Sum of a row over all columns that the mask reaches: the mean square of the mask. For pairs,
/// EE gets it from EE and BB together.
static void rows_sum_to_the_mean_square_of_the_mask(void **state)
{
  (void)state;
  enum { REACH = 9 };
  const double cl[REACH] = {3.0, 1.0, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02};
  double square = 0.0, even[N], odd[N];
  for (int j = 0; j < REACH; ++j) square += (2 * j + 1) * cl[j] / (4.0 * PI);
  for (int s = 0; s <= 3; ++s) {
    s2fft_coupling_options options = spins(s, s);
    s2fft_coupling *coupling;
    assert_ok(s2fft_coupling_create(&coupling, L, REACH, cl, &options));
    assert_ok(s2fft_coupling_block(coupling, 0, 0, even));
    memset(odd, 0, sizeof odd);
    if (s > 0) assert_ok(s2fft_coupling_block(coupling, 0, 3, odd));
    for (int l = s; l + REACH <= L; ++l) {
      double sum = 0.0;
      for (int k = 0; k < L; ++k) sum += even[l * L + k] + odd[l * L + k];
      assert_bound(fabs(sum - square), 1e-14, "spin %d row %d", s, l);
    }
    s2fft_coupling_destroy(coupling);
  }
}

static s2fft_coupling *make_coupling(int a, int b, int nthreads, const double *beam)
{
  double cl[2 * L - 1];
  for (int j = 0; j < 2 * L - 1; ++j) cl[j] = 1.0 / (1.0 + j * j);
  s2fft_coupling_options options = spins(a, b);
  options.nthreads = nthreads;
  options.beam_b = beam;
  s2fft_coupling *coupling;
  assert_ok(s2fft_coupling_create(&coupling, L, 2 * L - 1, cl, &options));
  return coupling;
}

static void adjoint_is_exact(void **state)
{
  (void)state;
  static const int pairs[][2] = {{0, 0}, {3, 0}, {1, 2}};
  double x[4 * L], y[4 * L], Mx[4 * L], My[4 * L], beam[L];
  uint64_t seed = 4;
  for (int l = 0; l < L; ++l) beam[l] = uniform(&seed);
  for (size_t i = 0; i < COUNT(pairs); ++i) {
    s2fft_coupling *coupling = make_coupling(pairs[i][0], pairs[i][1], 0, beam);
    int size = L * s2fft_coupling_nspectra(coupling);
    double left = 0.0, right = 0.0;
    for (int k = 0; k < size; ++k) {
      x[k] = uniform(&seed);
      y[k] = uniform(&seed);
    }
    assert_ok(s2fft_coupling_apply(coupling, x, Mx));
    assert_ok(s2fft_coupling_adjoint(coupling, y, My));
    for (int k = 0; k < size; ++k) {
      left += y[k] * Mx[k];
      right += My[k] * x[k];
    }
    assert_bound(fabs(left - right), 1e-13 * fabs(left), "case %zu", i);
    s2fft_coupling_destroy(coupling);
  }
}

static void result_does_not_depend_on_the_number_of_threads(void **state)
{
  (void)state;
  double a[N], b[N];
  s2fft_coupling *one = make_coupling(2, 2, 1, NULL), *three = make_coupling(2, 2, 3, NULL);
  for (int from = 0; from < 4; from += 3) {
    assert_ok(s2fft_coupling_block(one, 0, from, a));
    assert_ok(s2fft_coupling_block(three, 0, from, b));
    assert_memory_equal(a, b, sizeof a);
  }
  s2fft_coupling_destroy(one);
  s2fft_coupling_destroy(three);
}

/// What a progress callback has seen.
typedef struct watch {
  int calls, stop_at;
  double last;
} watch;

static int look(void *user, double done, const char *what)
{
  watch *w = user;
  assert_string_equal(what, "coupling");
  assert_true(done >= w->last && done <= 1.0);
  w->last = done;
  return ++w->calls == w->stop_at;
}

static void progress_is_told_and_can_stop(void **state)
{
  (void)state;
  const double cl = 1.0;
  watch whole = {0}, stopped = {.stop_at = 2};
  s2fft_coupling_options options = spins(2, 2);
  s2fft_coupling *coupling;
  options.nthreads = 1;
  options.progress = look;
  options.progress_user = &whole;
  assert_ok(s2fft_coupling_create(&coupling, L, 1, &cl, &options));
  s2fft_coupling_destroy(coupling);
  assert_int_equal(whole.calls, L);
  assert_true(whole.last == 1.0);
  options.progress_user = &stopped;
  assert_refused(s2fft_coupling_create(&coupling, L, 1, &cl, &options), S2_ERR_CANCELLED,
                 "coupling: cancelled at 3 %", NULL); // (24 + 2 * 23) / 2600
  assert_null(coupling);
  assert_int_equal(stopped.calls, 2);
}

static void failing_memory_is_reported(void **state)
{
  (void)state;
  const double cl = 1.0;
  s2fft_coupling_options options = spins(2, 2);
  options.nthreads = 1;
  for (int n = 0; n < 9; ++n) {
    s2fft_coupling *coupling = (s2fft_coupling *)&options;
    s2_priv_fail_after(n);
    s2_status status = s2fft_coupling_create(&coupling, L, 1, &cl, &options);
    s2_priv_fail_after(-1);
    if (status == S2_OK) {
      assert_int_equal(n, 5);
      s2fft_coupling_destroy(coupling);
      return;
    }
    assert_refused(status, S2_ERR_MEMORY, "no memory", NULL);
    assert_null(coupling);
  }
  fail_msg("creation never succeeds");
}

static void refused(int limit, int mask_L, int a, int b, int nthreads, const char *says)
{
  static const double cl[8] = {1.0};
  s2fft_coupling *coupling = (s2fft_coupling *)&limit;
  s2fft_coupling_options options = spins(a, b);
  options.nthreads = nthreads;
  assert_refused(s2fft_coupling_create(&coupling, limit, mask_L, cl, &options), S2_ERR_ARGUMENT,
                 says, NULL);
  assert_null(coupling);
}

static void bad_arguments_are_refused(void **state)
{
  (void)state;
  refused(0, 8, 0, 0, 0, "L = 0 is outside 1 .. 32768");
  refused(32769, 8, 0, 0, 0, "L = 32769");
  refused(4, 0, 0, 0, 0, "mask_L = 0 is outside 1 .. 65536");
  refused(4, 8, 4, 0, 0, "spin_a = 4 is outside 0 .. 3");
  refused(4, 8, 0, -1, 0, "spin_b = -1");
  refused(4, 8, 0, 0, -1, "nthreads = -1");
  double cl[3] = {1.0, NAN, 0.0}, out[3 * 3], block[9] = {0};
  s2fft_coupling_options options = spins(0, 0), blank = {0};
  s2fft_coupling *coupling;
  const s2_status bad = S2_ERR_ARGUMENT;
  assert_refused(s2fft_coupling_create(&coupling, 3, 3, cl, NULL), bad, "mask_cl[1] = nan", NULL);
  cl[1] = 0.5;
  options.beam_b = (const double[]){1.0, 1.0, INFINITY};
  assert_refused(s2fft_coupling_create(&coupling, 3, 3, cl, &options), bad, "beam_b[2] = inf",
                 NULL);
  assert_refused(s2fft_coupling_create(&coupling, 3, 3, cl, &blank), bad, "struct_size = 0", NULL);
  assert_refused(s2fft_coupling_create(&coupling, 3, 3, NULL, NULL), bad, "mask_cl is NULL", NULL);
  assert_refused(s2fft_coupling_create(NULL, 3, 3, cl, NULL), bad, "coupling is NULL", NULL);
  assert_ok(s2fft_coupling_create(&coupling, 3, 3, cl, NULL));
  assert_refused(s2fft_coupling_block(coupling, 1, 0, block), bad, "to = 1", "0 .. 0", NULL);
  assert_refused(s2fft_coupling_block(coupling, 0, -1, block), bad, "from = -1", NULL);
  assert_refused(s2fft_coupling_block(coupling, 0, 0, NULL), bad, "NULL", NULL);
  assert_refused(s2fft_coupling_apply(coupling, cl, NULL), bad, "NULL", NULL);
  assert_refused(s2fft_coupling_apply(coupling, cl, cl), bad, "pseudo is cl", NULL);
  assert_refused(s2fft_coupling_adjoint(coupling, NULL, out), bad, "NULL", NULL);
  assert_refused(s2fft_coupling_adjoint(coupling, cl, cl), bad, "cl is pseudo", NULL);
  s2fft_coupling_destroy(coupling);
  s2fft_coupling_destroy(NULL);
}

static void bytes_are_told_beforehand(void **state)
{
  (void)state;
  int64_t matrix = (int64_t)1000 * 1000 * 8;
  assert_in_range(s2fft_coupling_bytes(1000, 0, 2), matrix, matrix + 10000);
  assert_in_range(s2fft_coupling_bytes(1000, 2, 2), 2 * matrix, 2 * matrix + 10000);
  assert_true(s2fft_coupling_bytes(S2FFT_L_MAX, 2, 2) > INT64_C(17179869184));
  assert_int_equal(s2fft_coupling_bytes(0, 0, 0), 0);
  assert_int_equal(s2fft_coupling_bytes(5, 5, 0), 0);
  assert_int_equal(s2fft_coupling_bytes(5, 0, -1), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(matrices_are_those_of_NaMaster),
      cmocka_unit_test(rows_sum_to_the_mean_square_of_the_mask),
      cmocka_unit_test(adjoint_is_exact),
      cmocka_unit_test(result_does_not_depend_on_the_number_of_threads),
      cmocka_unit_test(progress_is_told_and_can_stop),
      cmocka_unit_test(failing_memory_is_reported),
      cmocka_unit_test(bad_arguments_are_refused),
      cmocka_unit_test(bytes_are_told_beforehand),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
