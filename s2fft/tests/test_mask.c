// SPDX-License-Identifier: MIT
// Masks against their definitions: apodisation against NaMaster, moments in closed form.
#include "mask_points.h"
#include "npz.h"

#include <math.h>
#include <s2fft/mask.h>
#include <s2fft/spectra.h>
#include <stdlib.h>
#include <string.h>

static void apodised_masks_are_those_of_NaMaster(void **state)
{
  (void)state;
  npz *file = npz_open("namaster");
  s2_grid *grid = make_healpix(8);
  const double *mask = npz_get(file, 768, "mask"), *radius = npz_get(file, 1, "radius");
  double out[768];
  for (int type = 1; type <= 2; ++type) {
    const double *expected = npz_get(file, 768, "mask_C%d", type);
    assert_ok(s2fft_mask_apodise(grid, mask, (s2fft_apodisation)(type - 1), *radius, NULL, out));
    // NaMaster takes 1 - cos from a dot product, whose rounding the root enlarges to 1e-14
    assert_bound(difference(out, expected, 768), 1e-13, "C%d", type);
  }
  assert_ok(s2fft_mask_apodise(grid, mask, S2FFT_APODISE_C1, 0.0, NULL, out));
  assert_memory_equal(out, mask, sizeof out);
  s2_grid_destroy(grid);
  npz_close(file);
}

/// A binary mask with one masked sample rises as the formula says.
static void functions_of_the_distance_are_as_documented(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(8);
  double mask[768], distance[768], c1[768], c2[768], radius = 1.1;
  for (int k = 0; k < 768; ++k) mask[k] = k == 333 ? 0.0 : 2.0;
  assert_ok(s2fft_mask_distance(grid, mask, PI, NULL, distance));
  assert_ok(s2fft_mask_apodise(grid, mask, S2FFT_APODISE_C1, radius, NULL, c1));
  assert_ok(s2fft_mask_apodise(grid, mask, S2FFT_APODISE_C2, radius, NULL, c2));
  for (int k = 0; k < 768; ++k) {
    double x = sqrt((1.0 - cos(distance[k])) / (1.0 - cos(radius)));
    double f1 = x < 1.0 ? x - sin(2.0 * PI * x) / (2.0 * PI) : 1.0;
    double f2 = x < 1.0 ? (1.0 - cos(PI * x)) / 2.0 : 1.0;
    assert_bound(fabs(c1[k] - mask[k] * f1), 1e-14, "C1 at %g", distance[k]);
    assert_bound(fabs(c2[k] - mask[k] * f2), 1e-14, "C2 at %g", distance[k]);
  }
  s2_grid_destroy(grid);
}

/// Zero within 2.5 sigma, Gaussian, times the mask: each step by other means than the library's.
static void smoothed_masks_follow_their_definition(void **state)
{
  (void)state;
  enum { L = 20 };
  const double sigma = 0.12;
  s2_grid *grid = make_grid(S2_GRID_GL, L);
  s2fft_plan *plan = make_plan(grid, L, NULL);
  points p = points_of(grid);
  double *mask = new_samples(grid), *out = new_samples(grid), *expected = new_samples(grid);
  double window[L];
  s2_complex alm[L * (L + 1) / 2];
  cut_mask(&p, 5, mask);
  for (size_t k = 0; k < p.count; ++k)
    expected[k] = brute_distance(&p, mask, k) < 2.5 * sigma ? 0.0 : mask[k];
  for (int l = 0; l < L; ++l) window[l] = exp(-0.5 * l * (l + 1) * sigma * sigma);
  assert_ok(s2fft_forward(plan, expected, alm, NULL, NULL));
  assert_ok(s2fft_window_apply(L, -1, window, alm, alm));
  assert_ok(s2fft_inverse(plan, alm, expected, NULL, NULL));
  assert_ok(s2fft_mask_smooth(plan, grid, mask, sigma, NULL, out));
  double moved = 0.0;
  for (size_t k = 0; k < p.count; ++k) {
    assert_bound(fabs(out[k] - mask[k] * expected[k]), 1e-13, "sample %zu", k);
    moved = fmax(moved, fabs(out[k] - mask[k]));
  }
  assert_true(moved > 0.3);
  assert_ok(s2fft_mask_smooth(plan, grid, mask, 0.0, NULL, out));
  assert_memory_equal(out, mask, p.count * sizeof *mask);
  free(p.xyz);
  free(mask);
  free(out);
  free(expected);
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
}

static void moments_of_a_polynomial_are_exact(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_GL, 12);
  double *mask = new_samples(grid);
  const s2_ring *rings = s2_grid_rings(grid);
  for (int r = 0; r < 12; ++r)
    for (int k = 0; k < rings[r].nphi; ++k) mask[rings[r].offset + k] = 1.0 + rings[r].cos_theta;
  s2fft_moments m;
  assert_ok(s2fft_mask_moments(grid, mask, &m));
  assert_bound(fabs(m.sky - 1.0), 1e-14, "sky");
  assert_bound(fabs(m.w1 - 1.0), 1e-14, "w1");
  assert_bound(fabs(m.w2 - 4.0 / 3.0), 1e-14, "w2");
  assert_bound(fabs(m.w4 - 16.0 / 5.0), 1e-14, "w4");
  assert_bound(fabs(m.effective - 5.0 / 9.0), 1e-14, "effective");
  free(mask);
  s2_grid_destroy(grid);
}

static void moments_of_a_binary_mask_are_its_sky_fraction(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(4);
  double mask[192];
  for (int k = 0; k < 192; ++k) mask[k] = k % 3 == 0 ? 0.0 : 1.0;
  s2fft_moments m;
  assert_ok(s2fft_mask_moments(grid, mask, &m));
  const double all[] = {m.sky, m.w1, m.w2, m.w4, m.effective};
  for (size_t i = 0; i < COUNT(all); ++i) assert_bound(fabs(all[i] - 2.0 / 3.0), 1e-14, "%zu", i);
  memset(mask, 0, sizeof mask);
  assert_ok(s2fft_mask_moments(grid, mask, &m));
  assert_true(m.sky == 0.0 && m.w2 == 0.0 && m.effective == 0.0);
  s2_grid_destroy(grid);
}

static void zeros_hide_whatever_the_map_holds(void **state)
{
  (void)state;
  s2_grid *grid = make_odd_rings();
  size_t size = (size_t)s2_grid_map_size(grid);
  points p = points_of(grid);
  double *mask = new_samples(grid), *map = new_samples(grid), *out = new_samples(grid);
  cut_mask(&p, 1, mask);
  for (size_t k = 0; k < size; ++k) map[k] = mask[k] == 0.0 ? NAN : (double)k;
  for (size_t k = 0; k < size; ++k) out[k] = -7.0;
  assert_ok(s2fft_mask_apply(grid, mask, map, out));
  for (size_t k = 0; k < size; ++k)
    assert_true(out[k] == (p.xyz[k][0] > 9.0 ? -7.0 : mask[k] == 0.0 ? 0.0 : mask[k] * (double)k));
  assert_ok(s2fft_mask_apply_pair(grid, mask, map, map, map, map)); // in place
  for (size_t k = 0; k < size; ++k)
    if (p.xyz[k][0] < 9.0) assert_true(map[k] == out[k] * (mask[k] == 0.0 ? 0.0 : mask[k]));
  free(p.xyz);
  free(mask);
  free(map);
  free(out);
  s2_grid_destroy(grid);
}

static void bad_arguments_are_refused(void **state)
{
  (void)state;
  s2_grid *grid = make_healpix(2), *other = make_healpix(4);
  s2fft_plan *plan = make_plan(grid, 4, NULL), *spin = plan_on(make_healpix(2), 4, 2);
  double mask[48], out[48] = {0}, inf[48], *no = NULL;
  for (int k = 0; k < 48; ++k) mask[k] = inf[k] = k < 5 ? 0.0 : 1.0;
  inf[17] = INFINITY;
  s2fft_moments m;
  const s2_status bad = S2_ERR_ARGUMENT;
  assert_refused(s2fft_mask_apply(grid, inf, mask, out), bad, "mask[17] = inf", "finite", NULL);
  assert_refused(s2fft_mask_apply(grid, mask, no, out), bad, "NULL", NULL);
  assert_refused(s2fft_mask_apply_pair(grid, inf, mask, mask, out, out), bad, "mask[17]", NULL);
  assert_refused(s2fft_mask_apply_pair(grid, mask, mask, no, out, out), bad, "NULL", NULL);
  assert_refused(s2fft_mask_moments(grid, inf, &m), bad, "mask[17]", NULL);
  assert_refused(s2fft_mask_moments(NULL, mask, &m), bad, "NULL", NULL);
  assert_refused(s2fft_mask_apodise(grid, mask, (s2fft_apodisation)2, 1, NULL, out), bad,
                 "type = 2", "0 .. 1", NULL);
  assert_refused(s2fft_mask_apodise(grid, mask, S2FFT_APODISE_C1, -0.1, NULL, out), bad,
                 "radius = -0.1", "0 .. pi", NULL);
  assert_refused(s2fft_mask_apodise(grid, mask, S2FFT_APODISE_C1, 1, NULL, mask), bad, "out is",
                 NULL);
  assert_refused(s2fft_mask_apodise(grid, inf, S2FFT_APODISE_C1, 0, NULL, out), bad, "mask[17]",
                 NULL);
  assert_refused(s2fft_mask_smooth(plan, other, mask, 0.1, NULL, out), bad, "192", "48", NULL);
  assert_refused(s2fft_mask_smooth(spin, grid, mask, 0.1, NULL, out), bad, "spin is 2", NULL);
  assert_refused(s2fft_mask_smooth(plan, grid, mask, 1.3, NULL, out), bad, "sigma = 1.3",
                 "pi / 2.5", NULL);
  for (int k = 0; k < 48; ++k) assert_true(out[k] == 0.0);
  s2fft_plan_destroy(plan);
  s2fft_plan_destroy(spin);
  s2_grid_destroy(grid);
  s2_grid_destroy(other);
}

static void a_grid_without_weights_has_no_moments(void **state)
{
  (void)state;
  static const double theta[] = {1.0, 2.0}, weight[] = {0.0, 0.0};
  s2_grid *grid = make_rings(2, theta, 3, weight);
  const double mask[6] = {1, 1, 1, 1, 1, 1};
  s2fft_moments m;
  assert_refused(s2fft_mask_moments(grid, mask, &m), S2_ERR_ARGUMENT, "no weights", NULL);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(apodised_masks_are_those_of_NaMaster),
      cmocka_unit_test(functions_of_the_distance_are_as_documented),
      cmocka_unit_test(smoothed_masks_follow_their_definition),
      cmocka_unit_test(moments_of_a_polynomial_are_exact),
      cmocka_unit_test(moments_of_a_binary_mask_are_its_sky_fraction),
      cmocka_unit_test(zeros_hide_whatever_the_map_holds),
      cmocka_unit_test(bad_arguments_are_refused),
      cmocka_unit_test(a_grid_without_weights_has_no_moments),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
