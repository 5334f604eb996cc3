// SPDX-License-Identifier: MIT
// Single precision: arrays in float; sums too in batches of spins up to 4, all else in double.
#include "support.h"

#include <math.h>
#include <stdlib.h>

/// Rounding in, arithmetic in double, rounding out.
static void single_field(const s2fft_plan *plan, s2fft_field field)
{
  vector alm = random_alm(plan, field, 0, 21);
  vector map = new_map(plan, field, 1), map_single = new_map(plan, field, 1);
  vector back = new_alm(plan, field, 1), other = new_alm(plan, field, 1);
  assert_ok(apply(plan, field, SYNTHESIS, &alm, &map, NULL, NULL));
  assert_ok(apply_single(plan, field, SYNTHESIS, &alm, &map_single));
  assert_bound(relative_error(&map_single, &map), 1e-6, "synthesis");
  assert_ok(apply_single(plan, field, ANALYSIS, &map_single, &back));
  assert_bound(relative_error(&back, &alm), 1e-6, "round trip");
  assert_ok(apply(plan, field, SYNTHESIS_ADJOINT, &map, &back, NULL, NULL));
  assert_ok(apply_single(plan, field, SYNTHESIS_ADJOINT, &map, &other));
  assert_bound(relative_error(&other, &back), 1e-6, "adjoint of the synthesis");
  assert_ok(apply(plan, field, ANALYSIS_ADJOINT, &alm, &map, NULL, NULL));
  assert_ok(apply_single(plan, field, ANALYSIS_ADJOINT, &alm, &map_single));
  assert_bound(relative_error(&map_single, &map), 1e-6, "adjoint of the analysis");
  free_vector(&alm);
  free_vector(&map);
  free_vector(&map_single);
  free_vector(&back);
  free_vector(&other);
}

static void single_precision_is_as_good_as_its_arrays(void **state)
{
  (void)state;
  static const int limits[] = {1, 5, 64, 530}; // the last sums in float
  for (size_t i = 0; i < COUNT(limits); ++i) {
    s2fft_plan *plan =
        plan_on(make_grid(i % 2 == 0 ? S2_GRID_GL : S2_GRID_MW, limits[i]), limits[i], 0);
    single_field(plan, S2FFT_REAL);
    single_field(plan, S2FFT_COMPLEX);
    single_field(plan, S2FFT_PAIR);
    s2fft_plan_destroy(plan);
    for (int spin = 2; spin <= 4 && limits[i] > 4; spin += 2) {
      plan = plan_on(make_grid(S2_GRID_MWSS, limits[i]), limits[i], spin);
      single_field(plan, S2FFT_COMPLEX);
      single_field(plan, S2FFT_PAIR);
      s2fft_plan_destroy(plan);
    }
  }
}

static void single_precision_gradient(void **state)
{
  (void)state;
  s2fft_plan *plan = plan_on(make_grid(S2_GRID_GL, 40), 40, 1);
  vector alm = random_alm(plan, S2FFT_PAIR, 0, 2), map = new_map(plan, S2FFT_PAIR, 1);
  vector back = new_alm(plan, S2FFT_PAIR, 1);
  float *small = calloc(alm.size, sizeof *small), *d = calloc(2 * map.size, sizeof *d);
  assert_true(small != NULL && d != NULL);
  for (size_t k = 0; k < alm.size; ++k) small[k] = (float)alm.part[0][k];
  assert_ok(s2fft_gradient(plan, (s2_complex *)alm.part[0], map.part[0], map.part[1], NULL, NULL));
  assert_ok(s2fft_gradientf(plan, (s2_complexf *)small, d, d + map.size, NULL, NULL));
  double scale = largest(map.part[0], map.size);
  for (size_t k = 0; k < map.size; ++k) {
    assert_bound(fabs(d[k] - map.part[0][k]), 1e-6 * scale, "d/dtheta");
    assert_bound(fabs(d[map.size + k] - map.part[1][k]), 1e-6 * scale, "d/dphi");
  }
  assert_ok(s2fft_gradient_adjoint(plan, map.part[0], map.part[1], (s2_complex *)back.part[0], NULL,
                                   NULL));
  assert_ok(s2fft_gradient_adjointf(plan, d, d + map.size, (s2_complexf *)small, NULL, NULL));
  scale = largest(back.part[0], back.size);
  for (size_t k = 0; k < back.size; ++k)
    assert_bound(fabs(small[k] - back.part[0][k]), 1e-6 * scale, "adjoint");
  free(small);
  free(d);
  free_vector(&alm);
  free_vector(&map);
  free_vector(&back);
  s2fft_plan_destroy(plan);
}

/// Batches of real fields take their sums in single precision, except next to the equator.
static void single_precision_batches(void **state)
{
  (void)state;
  enum { L = 520, count = 7 };
  s2fft_plan *plan = plan_on(make_grid(S2_GRID_GL, L), L, 0);
  s2fft_batch batch = {.count = count};
  vector alm = new_alm(plan, S2FFT_REAL, count), map = new_map(plan, S2FFT_REAL, count);
  vector back = new_alm(plan, S2FFT_REAL, count);
  float *a = calloc(alm.size, sizeof *a), *f = calloc(map.size, sizeof *f);
  assert_true(a != NULL && f != NULL);
  uint64_t seed = 8;
  for (size_t k = 0; k < alm.size; ++k) alm.part[0][k] = a[k] = (float)uniform(&seed);
  assert_ok(s2fft_inverse(plan, (s2_complex *)alm.part[0], map.part[0], &batch, NULL));
  assert_ok(s2fft_inversef(plan, (s2_complexf *)a, f, &batch, NULL));
  double scale = largest(map.part[0], map.size);
  for (size_t k = 0; k < map.size; ++k) {
    assert_bound(fabs(f[k] - map.part[0][k]), 4e-7 * scale, "synthesis");
    map.part[0][k] = f[k];
  }
  assert_ok(s2fft_inverse_adjoint(plan, map.part[0], (s2_complex *)back.part[0], &batch, NULL));
  assert_ok(s2fft_inverse_adjointf(plan, f, (s2_complexf *)a, &batch, NULL));
  scale = largest(back.part[0], back.size);
  for (size_t k = 0; k < back.size; ++k)
    assert_bound(fabs(a[k] - back.part[0][k]), 4e-7 * scale, "adjoint of the synthesis");
  free(a);
  free(f);
  free_vector(&alm);
  free_vector(&map);
  free_vector(&back);
  s2fft_plan_destroy(plan);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(single_precision_is_as_good_as_its_arrays),
      cmocka_unit_test(single_precision_gradient),
      cmocka_unit_test(single_precision_batches),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
