// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L // setenv
// Many more latitudes than L: the Legendre stage works on fewer rings of its own and the values are
// interpolated. The same rings in parts too small for that are the reference.
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { L = 520, RINGS = 840, PARTS = 3, NPHI = 5 };

typedef struct field_case {
  s2fft_field field;
  int spin;
} field_case;

static const field_case cases[] = {
    {S2FFT_REAL, 0}, {S2FFT_COMPLEX, 1}, {S2FFT_PAIR, 2}, {S2FFT_COMPLEX, -7}};

// On a pole, next to it, on the equator and next to it, and in N-S pairs.
static const double special[] = {0,         1e-9, 1e-3, PI / 2,  PI / 2 - 1e-7,
                                 PI - 1e-3, PI,   0.7,  PI - 0.7};

static void fill_colatitudes(double *theta)
{
  uint64_t seed = 5;
  for (int r = 0; r < RINGS; ++r)
    theta[r] = r < (int)COUNT(special) ? special[r] : PI / 2 * (1 + uniform(&seed));
}

/// The rings first .. first+count-1 with samples of unequal weights.
static s2fft_plan *plan_of(const double *theta, int first, int count, int spin)
{
  double weight[RINGS];
  for (int r = 0; r < count; ++r) weight[r] = 1 + 0.001 * (first + r);
  return plan_on(make_rings(count, theta + first, NPHI, weight), L, spin);
}

/// Maps of the parts, one after the other.
static vector parts_synthesis(const double *theta, const field_case *c, operation what,
                              const vector *alm, const vector *like)
{
  vector map = copy_of(like);
  size_t at = 0;
  for (int p = 0; p < PARTS; ++p) {
    s2fft_plan *plan = plan_of(theta, p * RINGS / PARTS, RINGS / PARTS, c->spin);
    vector part = new_map(plan, c->field, 1);
    assert_ok(apply(plan, c->field, what, alm, &part, NULL, NULL));
    for (int i = 0; i < part.nparts; ++i)
      memcpy(map.part[i] + at, part.part[i], part.size * sizeof(double));
    at += part.size;
    free_vector(&part);
    s2fft_plan_destroy(plan);
  }
  return map;
}

/// Sum of the coefficients of the parts.
static vector parts_analysis(const double *theta, const field_case *c, operation what,
                             const vector *map, const vector *like)
{
  vector sum = copy_of(like);
  size_t at = 0;
  for (int i = 0; i < sum.nparts; ++i) memset(sum.part[i], 0, sum.size * sizeof(double));
  for (int p = 0; p < PARTS; ++p) {
    s2fft_plan *plan = plan_of(theta, p * RINGS / PARTS, RINGS / PARTS, c->spin);
    vector part = new_map(plan, c->field, 1), alm = new_alm(plan, c->field, 1);
    for (int i = 0; i < part.nparts; ++i)
      memcpy(part.part[i], map->part[i] + at, part.size * sizeof(double));
    at += part.size;
    assert_ok(apply(plan, c->field, what, &part, &alm, NULL, NULL));
    for (int i = 0; i < sum.nparts; ++i)
      for (size_t k = 0; k < sum.size; ++k) sum.part[i][k] += alm.part[i][k];
    free_vector(&part);
    free_vector(&alm);
    s2fft_plan_destroy(plan);
  }
  return sum;
}

static void compare(const double *theta, const field_case *c, const char *isa)
{
  s2fft_plan *plan = plan_of(theta, 0, RINGS, c->spin);
  for (int weighted = 0; weighted < 2; ++weighted) {
    operation to_map = weighted ? ANALYSIS_ADJOINT : SYNTHESIS,
              to_alm = weighted ? ANALYSIS : SYNTHESIS_ADJOINT;
    vector alm = random_alm(plan, c->field, 0, 3), map = random_map(plan, c->field, 4),
           found_map = new_map(plan, c->field, 1), found_alm = new_alm(plan, c->field, 1);
    assert_ok(apply(plan, c->field, to_map, &alm, &found_map, NULL, NULL));
    assert_ok(apply(plan, c->field, to_alm, &map, &found_alm, NULL, NULL));
    vector true_map = parts_synthesis(theta, c, to_map, &alm, &found_map),
           true_alm = parts_analysis(theta, c, to_alm, &map, &found_alm);
    assert_bound(relative_error(&found_map, &true_map), 5e-13, "%s spin %d to maps", isa, c->spin);
    assert_bound(relative_error(&found_alm, &true_alm), 5e-13, "%s spin %d to alm", isa, c->spin);
    double one = map_product(&map, &found_map), two = alm_product(plan, c->field, &found_alm, &alm);
    assert_bound(one - two,
                 1e-13 * sqrt(map_product(&map, &map) * map_product(&found_map, &found_map)),
                 "%s spin %d adjoint", isa, c->spin);
    vector *all[] = {&alm, &map, &found_map, &found_alm, &true_map, &true_alm};
    for (size_t i = 0; i < COUNT(all); ++i) free_vector(all[i]);
  }
  s2fft_plan_destroy(plan);
}

static void many_rings_agree_with_few(void **state)
{
  (void)state;
  double theta[RINGS];
  fill_colatitudes(theta);
  for (size_t i = 0; i < COUNT(cases); ++i) compare(theta, &cases[i], "best");
}

static void many_rings_agree_with_few_in_baseline(void **state)
{
  (void)state;
  double theta[RINGS];
  fill_colatitudes(theta);
  assert_int_equal(setenv("S2_ISA", "base", 1), 0);
  compare(theta, &cases[0], "base");
  compare(theta, &cases[2], "base");
  assert_int_equal(unsetenv("S2_ISA"), 0);
}

static void excess_rings_take_no_more_start_values(void **state)
{
  (void)state;
  int64_t few, many;
  s2_grid *gl = make_shape(S2_GRID_GL, 2 * L, 16), *enough = make_shape(S2_GRID_GL, L, 16);
  assert_ok(s2fft_estimate(enough, L, NULL, S2FFT_REAL, 1, &few, NULL));
  assert_ok(s2fft_estimate(gl, L, NULL, S2FFT_REAL, 1, &many, NULL));
  assert_true(many < few + few / 10);
  s2_grid_destroy(gl);
  s2_grid_destroy(enough);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(many_rings_agree_with_few),
      cmocka_unit_test(many_rings_agree_with_few_in_baseline),
      cmocka_unit_test(excess_rings_take_no_more_start_values),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
