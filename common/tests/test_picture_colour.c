// SPDX-License-Identifier: MIT
// From values to colours: ranges, scales and colour maps.
#include "check.h"

#include "norm.h"
#include "palette.h"

static double chord(const double a[3], const double b[3])
{
  return hypot(hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
}

static void quantiles_are_numpys(void **state)
{
  static const double sorted[] = {1, 2, 4, 8, 16};
  (void)state;
  CHECK_NEAR(s2_picture_quantile(sorted, 5, 0), 1, 0);
  CHECK_NEAR(s2_picture_quantile(sorted, 5, 1), 16, 0);
  CHECK_NEAR(s2_picture_quantile(sorted, 5, 0.5), 4, 0);
  CHECK_NEAR(s2_picture_quantile(sorted, 5, 0.9), 12.8, 1e-14);
  CHECK_NEAR(s2_picture_quantile(sorted, 1, 0.3), 1, 0);
}

// A grid of 101 samples with the values -20 .. 80 in a scrambled order, one of them missing.
typedef struct hundred {
  s2_grid *grid;
  double map[102];
} hundred;

static void make_hundred(hundred *h)
{
  assert_int_equal(s2_grid_create_shape(&h->grid, S2_GRID_GL, 2, 51), S2_OK);
  for (int i = 0; i < 101; i++) h->map[i] = (i * 37) % 101 - 20;
  h->map[101] = -1.6375e30;
}

static s2_picture_norm norm_of(const hundred *h, s2_picture_scale scale, s2_picture_range range,
                               s2_picture_colours colours)
{
  s2_picture_map_options options;
  s2_picture_norm norm;
  s2_picture_map_options_init(&options);
  options.scale = scale;
  options.range = range;
  options.colours = colours;
  assert_int_equal(s2_picture_norm_make(&norm, h->grid, h->map, &options), S2_OK);
  return norm;
}

static void ranges_follow_the_samples(void **state)
{
  hundred h;
  s2_picture_norm norm;
  (void)state;
  make_hundred(&h);
  norm = norm_of(&h, S2_PICTURE_LINEAR, S2_PICTURE_PERCENTILES, S2_PICTURE_GREY);
  CHECK_NEAR(norm.low, -19, 1e-12);
  CHECK_NEAR(norm.high, 79, 1e-12);
  assert_true(norm.below && norm.above);
  norm = norm_of(&h, S2_PICTURE_LINEAR, S2_PICTURE_EXTREMES, S2_PICTURE_GREY);
  CHECK_NEAR(norm.low, -20, 0);
  CHECK_NEAR(norm.high, 80, 0);
  assert_false(norm.below || norm.above);
  norm = norm_of(&h, S2_PICTURE_LINEAR, S2_PICTURE_SYMMETRIC, S2_PICTURE_GREY);
  CHECK_NEAR(norm.high, 78, 1e-12);
  CHECK_NEAR(norm.low, -78, 1e-12);
  for (int i = 0; i < 102; i++) h.map[i] = 7;
  norm = norm_of(&h, S2_PICTURE_LINEAR, S2_PICTURE_PERCENTILES, S2_PICTURE_GREY);
  assert_true(norm.low < 7 && norm.high > 7);
  for (int i = 0; i < 102; i++) h.map[i] = NAN;
  norm = norm_of(&h, S2_PICTURE_LINEAR, S2_PICTURE_PERCENTILES, S2_PICTURE_GREY);
  assert_true(norm.low < norm.high);
  s2_grid_destroy(h.grid);
}

static void scales_place_values_in_order(void **state)
{
  hundred h;
  (void)state;
  make_hundred(&h);
  for (int k = 0; k < 6; k++) {
    s2_picture_norm norm = norm_of(&h, (s2_picture_scale)(k % 3), S2_PICTURE_EXTREMES,
                                   k < 3 ? S2_PICTURE_GREY : S2_PICTURE_TERRAIN);
    double last = 0;
    for (double v = -20; v <= 80; v += 0.25) {
      double place = s2_picture_norm_place(&norm, v);
      assert_true(place >= last && place <= 1);
      last = place;
    }
    CHECK_NEAR(s2_picture_norm_place(&norm, -20), 0, 1e-15);
    CHECK_NEAR(s2_picture_norm_place(&norm, -1e9), 0, 1e-15);
    CHECK_NEAR(s2_picture_norm_place(&norm, 80), 1, 1e-15);
    CHECK_NEAR(s2_picture_norm_place(&norm, 1e300), 1, 1e-15);
  }
  s2_grid_destroy(h.grid);
}

static void scales_have_their_fixed_points(void **state)
{
  hundred h;
  s2_picture_norm norm;
  (void)state;
  make_hundred(&h);
  norm = norm_of(&h, S2_PICTURE_LINEAR, S2_PICTURE_EXTREMES, S2_PICTURE_TERRAIN);
  CHECK_NEAR(s2_picture_norm_place(&norm, 0), 0.5, 1e-15);
  CHECK_NEAR(s2_picture_norm_place(&norm, -10), 0.25, 1e-15);
  CHECK_NEAR(s2_picture_norm_place(&norm, 40), 0.75, 1e-15);
  norm = norm_of(&h, S2_PICTURE_LINEAR, S2_PICTURE_EXTREMES, S2_PICTURE_GREY);
  CHECK_NEAR(s2_picture_norm_place(&norm, 5), 0.25, 1e-15);
  norm = norm_of(&h, S2_PICTURE_SYMLOG, S2_PICTURE_SYMMETRIC, S2_PICTURE_GREY);
  CHECK_NEAR(s2_picture_norm_place(&norm, 0), 0.5, 1e-15);
  CHECK_NEAR(s2_picture_norm_place(&norm, 30) + s2_picture_norm_place(&norm, -30), 1, 1e-14);
  for (int i = 0; i < 102; i++) h.map[i] = pow(2, h.map[i] == -1.6375e30 ? 3 : h.map[i] / 4);
  norm = norm_of(&h, S2_PICTURE_EQUALISED, S2_PICTURE_EXTREMES, S2_PICTURE_GREY);
  CHECK_NEAR(s2_picture_norm_place(&norm, pow(2, 7.5)), 0.5, 0.01); // the median of 2^(i/4)
  s2_grid_destroy(h.grid);
}

static void oklab_has_its_published_values(void **state)
{
  // Red, green and blue as in CSS Color 4, section 9.
  static const double expected[][4] = {{0xff0000, 0.62796, 0.22486, 0.12585},
                                       {0x00ff00, 0.86644, -0.23389, 0.17950},
                                       {0x0000ff, 0.45201, -0.03246, -0.31153},
                                       {0xffffff, 1, 0, 0}};
  (void)state;
  for (int i = 0; i < (int)COUNT(expected); i++) {
    double lab[3];
    s2_picture_oklab((uint32_t)expected[i][0], lab);
    for (int c = 0; c < 3; c++) CHECK_NEAR(lab[c], expected[i][c + 1], 2e-5);
  }
  for (uint32_t rgb = 0; rgb <= 0xffffff; rgb += 9973) {
    double lab[3];
    s2_picture_oklab(rgb, lab);
    assert_int_equal(s2_picture_rgb(lab), rgb);
  }
}

static void colour_steps_are_even_to_the_eye(void **state)
{
  static const int branches[][3] = {
      {S2_PICTURE_SEQUENTIAL, 0, 1023},  {S2_PICTURE_DIVERGING, 0, 511},
      {S2_PICTURE_DIVERGING, 512, 1023}, {S2_PICTURE_PLANCK, 0, 511},
      {S2_PICTURE_PLANCK, 512, 1023},    {S2_PICTURE_GREY, 192, 1023}};
  (void)state;
  for (int b = 0; b < (int)COUNT(branches); b++) {
    uint32_t table[PICTURE_COLOURS];
    double least = INFINITY, most = 0;
    s2_picture_palette(table, (s2_picture_colours)branches[b][0]);
    for (int i = branches[b][1]; i + 48 <= branches[b][2]; i += 48) {
      double from[3], to[3];
      s2_picture_oklab(table[i], from);
      s2_picture_oklab(table[i + 48], to);
      least = fmin(least, chord(from, to));
      most = fmax(most, chord(from, to));
      if (branches[b][0] == S2_PICTURE_SEQUENTIAL) assert_true(to[0] > from[0]);
    }
    assert_true(most < 1.25 * least);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(quantiles_are_numpys),
      cmocka_unit_test(ranges_follow_the_samples),
      cmocka_unit_test(scales_place_values_in_order),
      cmocka_unit_test(scales_have_their_fixed_points),
      cmocka_unit_test(oklab_has_its_published_values),
      cmocka_unit_test(colour_steps_are_even_to_the_eye),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
