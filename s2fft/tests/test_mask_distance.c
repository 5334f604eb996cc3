// SPDX-License-Identifier: MIT
// Distances from the nearest masked sample, by comparing all samples with all masked ones.
#include "mask_points.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <s2fft/mask.h>
#include <stdlib.h>
#include <string.h>

static void compare_distances(s2_grid *grid, uint64_t seed, double limit)
{
  points p = points_of(grid);
  double *mask = new_samples(grid), *distance = new_samples(grid);
  cut_mask(&p, seed, mask);
  for (size_t k = 0; k < p.count; ++k) distance[k] = -1.0;
  assert_ok(s2fft_mask_distance(grid, mask, limit, NULL, distance));
  for (size_t k = 0; k < p.count; ++k) {
    double expected = p.xyz[k][0] > 9.0 ? -1.0 : fmin(limit, brute_distance(&p, mask, k));
    assert_bound(fabs(distance[k] - expected), 1e-14, "%s sample %zu limit %g",
                 s2_grid_kind_name(s2_grid_get_kind(grid)), k, limit);
  }
  free(p.xyz);
  free(mask);
  free(distance);
  s2_grid_destroy(grid);
}

static void distances_are_those_of_a_full_search(void **state)
{
  (void)state;
  static const double limits[] = {0.05, 0.3, 1.0, PI};
  for (size_t i = 0; i < COUNT(limits); ++i) {
    compare_distances(make_healpix(8), 3 + i, limits[i]);
    compare_distances(make_healpix(16), 7 + i, limits[i]);
    compare_distances(make_grid(S2_GRID_GL, 16), 11 + i, limits[i]);
    compare_distances(make_grid(S2_GRID_MWSS, 12), 13 + i, limits[i]);
    compare_distances(make_odd_rings(), 17 + i, limits[i]);
  }
}

static void masks_without_and_with_nothing_but_zeros_have_constant_distance(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(4);
  double *mask = new_samples(grid), *distance = new_samples(grid);
  assert_ok(s2fft_mask_distance(grid, mask, 0.5, NULL, distance));
  for (int k = 0; k < 192; ++k) assert_true(distance[k] == 0.0);
  for (int k = 0; k < 192; ++k) mask[k] = 1.0;
  assert_ok(s2fft_mask_distance(grid, mask, 0.5, NULL, distance));
  for (int k = 0; k < 192; ++k) assert_true(distance[k] == 0.5);
  free(mask);
  free(distance);
  s2_grid_destroy(grid);
}

/// Far from all masked samples whole stretches of a ring share one search: a few small holes.
static void stretches_far_from_holes_are_right(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(16);
  points p = points_of(grid);
  double *mask = new_samples(grid), *distance = new_samples(grid);
  for (size_t k = 0; k < p.count; ++k) mask[k] = k == 0 || k == 1500 || k == 2990 ? 0.0 : 1.0;
  for (double limit = 0.06; limit < 1.5; limit *= 1.9) {
    assert_ok(s2fft_mask_distance(grid, mask, limit, NULL, distance));
    for (size_t k = 0; k < p.count; ++k)
      assert_bound(fabs(distance[k] - fmin(limit, brute_distance(&p, mask, k))), 1e-14,
                   "limit %g sample %zu", limit, k);
  }
  free(p.xyz);
  free(mask);
  free(distance);
  s2_grid_destroy(grid);
}

static s2fft_mask_options threads(int nthreads)
{
  s2fft_mask_options options;
  s2fft_mask_options_init(&options);
  options.nthreads = nthreads;
  return options;
}

static void result_does_not_depend_on_the_number_of_threads(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(16);
  points p = points_of(grid);
  double *mask = new_samples(grid), *a = new_samples(grid), *b = new_samples(grid);
  s2fft_mask_options one = threads(1), three = threads(3);
  cut_mask(&p, 2, mask);
  assert_ok(s2fft_mask_distance(grid, mask, 0.4, &one, a));
  assert_ok(s2fft_mask_distance(grid, mask, 0.4, &three, b));
  assert_memory_equal(a, b, p.count * sizeof *a);
  free(p.xyz);
  free(mask);
  free(a);
  free(b);
  s2_grid_destroy(grid);
}

/// What a progress callback has seen.
typedef struct watch {
  int calls, stop_at;
  double last;
} watch;

static int look(void *user, double done, const char *what)
{
  watch *w = user;
  assert_string_equal(what, "distance");
  assert_true(done >= w->last && done <= 1.0);
  w->last = done;
  return ++w->calls == w->stop_at;
}

static void progress_is_told_and_can_stop(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(8);
  double mask[768] = {0}, distance[768];
  watch whole = {0}, stopped = {.stop_at = 3};
  s2fft_mask_options options = threads(1);
  options.progress = look;
  options.progress_user = &whole;
  assert_ok(s2fft_mask_distance(grid, mask, 0.4, &options, distance));
  assert_int_equal(whole.calls, 31);
  assert_true(whole.last == 1.0);
  options.progress_user = &stopped;
  assert_refused(s2fft_mask_distance(grid, mask, 0.4, &options, distance), S2_ERR_CANCELLED,
                 "cancelled at 3 %", NULL);
  assert_int_equal(stopped.calls, 3);
  s2_grid_destroy(grid);
}

static void failing_memory_is_reported(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(2);
  double mask[48] = {0}, distance[48];
  for (int n = 0; n < 2; ++n) {
    s2_priv_fail_after(n);
    s2_status status = s2fft_mask_distance(grid, mask, 0.4, NULL, distance);
    s2_priv_fail_after(-1);
    assert_refused(status, S2_ERR_MEMORY, "7 rings", NULL);
  }
  s2_grid_destroy(grid);
}

static void bad_arguments_are_refused(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(1);
  double mask[12] = {0}, out[12] = {0};
  s2fft_mask_options options = threads(4097), blank = {0};
  const s2_status bad = S2_ERR_ARGUMENT;
  assert_refused(s2fft_mask_distance(NULL, mask, 1, NULL, out), bad, "NULL", NULL);
  assert_refused(s2fft_mask_distance(grid, NULL, 1, NULL, out), bad, "NULL", NULL);
  assert_refused(s2fft_mask_distance(grid, mask, 1, NULL, NULL), bad, "NULL", NULL);
  assert_refused(s2fft_mask_distance(grid, mask, 0, NULL, out), bad, "limit = 0", "pi", NULL);
  assert_refused(s2fft_mask_distance(grid, mask, 3.2, NULL, out), bad, "limit = 3.2", NULL);
  assert_refused(s2fft_mask_distance(grid, mask, NAN, NULL, out), bad, "limit = nan", NULL);
  assert_refused(s2fft_mask_distance(grid, mask, 1, &options, out), bad, "nthreads = 4097", NULL);
  assert_refused(s2fft_mask_distance(grid, mask, 1, &blank, out), bad, "struct_size = 0", NULL);
  mask[7] = -0.5;
  assert_refused(s2fft_mask_distance(grid, mask, 1, NULL, out), bad, "mask[7] = -0.5", ">= 0",
                 NULL);
  mask[7] = NAN;
  assert_refused(s2fft_mask_distance(grid, mask, 1, NULL, out), bad, "mask[7] = nan", NULL);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(distances_are_those_of_a_full_search),
      cmocka_unit_test(masks_without_and_with_nothing_but_zeros_have_constant_distance),
      cmocka_unit_test(stretches_far_from_holes_are_right),
      cmocka_unit_test(result_does_not_depend_on_the_number_of_threads),
      cmocka_unit_test(progress_is_told_and_can_stop),
      cmocka_unit_test(failing_memory_is_reported),
      cmocka_unit_test(bad_arguments_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
