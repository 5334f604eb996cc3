// SPDX-License-Identifier: MIT
// Corner plots: densities, levels and lines as numbers, then the picture pixel by pixel.
#include "corner.h"
#include "picture_pixels.h"
#include "surface.h"
#include <s2common/priv/memory.h>
#include <s2common/rng.h>

enum { POINTS = 20000, N = PICTURE_CELLS };

// Independent standard normal points, [n][2].
static double *normal_points(int n)
{
  double *x = calloc((size_t)n * 2, sizeof *x);
  assert_non_null(x);
  for (int i = 0; i < n; i++) s2_rng_normal2(1, 0, (uint64_t)i, x + 2 * i);
  return x;
}

static void axes_hold_all_but_a_thousandth_at_each_end(void **state)
{
  double x[2001];
  s2_picture_span span = {-INFINITY, INFINITY};
  (void)state;
  for (int i = 0; i <= 2000; i++) x[i] = i; // 2 points lie below 2, and 2 above 1998
  s2_picture_samples samples = {.n = 2001, .x = x, .stride = 1};
  assert_int_equal(s2_picture_span_find(1, &samples, 0, &span), S2_OK);
  CHECK_NEAR(span.low, 2 - 0.08 * 1996, 4);
  CHECK_NEAR(span.high, 1998 + 0.08 * 1996, 4);
}

static void points_without_a_weight_do_not_widen_an_axis(void **state)
{
  const double x[4] = {0, 1, 1000, NAN}, weight[4] = {1, 1, 0, 1};
  s2_picture_samples samples = {.n = 4, .x = x, .stride = 1, .weight = weight};
  s2_picture_span span = {-INFINITY, INFINITY};
  (void)state;
  assert_int_equal(s2_picture_span_find(1, &samples, 0, &span), S2_OK);
  CHECK_NEAR(span.high, 1.08, 1e-12);
  CHECK_NEAR(span.low, -0.08, 1e-12);
}

static void axes_end_at_bounds_and_so_do_densities(void **state)
{
  double x[1000], f[N];
  s2_picture_span span = {0, INFINITY};
  (void)state;
  for (int i = 0; i < 1000; i++) x[i] = i / 999.0;
  s2_picture_samples samples = {.n = 1000, .x = x, .stride = 1};
  assert_int_equal(s2_picture_span_find(1, &samples, 0, &span), S2_OK);
  CHECK_NEAR(span.low, 0, 0);
  assert_true(span.high > 1);
  span.high = 1;
  s2_picture_density_1d(&samples, 0, &span, f); // even, up to the bounds
  for (int i = 0; i < N; i++) CHECK_NEAR(f[i] * N, 1, 0.06);
}

static void the_density_of_normal_points_is_normal(void **state)
{
  double f[N], *x = normal_points(POINTS), mean = 0, square = 0, sum = 0;
  s2_picture_samples samples = {.n = POINTS, .x = x, .stride = 2};
  s2_picture_span span = {-5, 5};
  (void)state;
  s2_picture_density_1d(&samples, 1, &span, f);
  for (int i = 0; i < N; i++) {
    double at = span.low + 10 * (i + 0.5) / N;
    sum += f[i];
    mean += f[i] * at;
    square += f[i] * at * at;
  }
  // The kernel adds its own variance, (0.8 n^(-1/5) 10/7)^2, and a cell a twelfth of its square.
  double h = 0.8 * pow(POINTS, -0.2) * 10 / 7, cell = 10.0 / N;
  CHECK_NEAR(sum, 1, 1e-12);
  CHECK_NEAR(mean, 0, 0.03);
  CHECK_NEAR(square, 1 + h * h + cell * cell / 12, 0.05);
  free(x);
}

static void weights_count_like_repeated_points(void **state)
{
  const double twice[4] = {0.2, 0.2, 0.7, 0.9}, once[3] = {0.2, 0.7, 0.9}, weight[3] = {2, 1, 1};
  double f[N], g[N];
  s2_picture_span span = {0, 1};
  s2_picture_samples a = {.n = 4, .x = twice, .stride = 1};
  s2_picture_samples b = {.n = 3, .x = once, .stride = 1, .weight = weight};
  (void)state;
  CHECK_NEAR(s2_picture_effective(&a), 4, 1e-14);
  CHECK_NEAR(s2_picture_effective(&b), 16.0 / 6, 1e-14);
  s2_picture_density_1d(&a, 0, &span, f);
  s2_picture_density_1d(&b, 0, &span, g); // wider, as it is worth fewer points
  double left_f = 0, left_g = 0;
  for (int i = 0; i < N / 2; i++) {
    left_f += f[i];
    left_g += g[i];
  }
  CHECK_NEAR(left_f, 0.5, 0.05);
  CHECK_NEAR(left_g, 0.5, 0.05);
}

// A normal density on the cells, standard deviation 6 of them.
static void normal_cells(double *f)
{
  double sum = 0;
  for (int i = 0; i < N * N; i++) {
    double u = (i % N + 0.5 - N / 2.0) / 6, v = (i / N + 0.5 - N / 2.0) / 6;
    f[i] = exp(-0.5 * (u * u + v * v));
    sum += f[i];
  }
  for (int i = 0; i < N * N; i++) f[i] /= sum;
}

static void the_level_of_a_normal_density_is_its_quantile(void **state)
{
  static double f[N * N], scratch[N * N];
  (void)state;
  normal_cells(f);
  // Inside the radius r sigma lies the mass 1 - exp(-r^2/2).
  for (int k = 1; k <= 2; k++) {
    double mass = k == 1 ? 0.683 : 0.954;
    double level = s2_picture_level(f, mass, scratch);
    CHECK_NEAR(level * 2 * PICTURE_PI * 36, 1 - mass, 0.02);
  }
}

static void the_line_of_a_level_is_where_the_density_has_it(void **state)
{
  static double f[N * N];
  cairo_t *cr;
  double x1, y1, x2, y2, r = 6 * sqrt(2 * log(4)); // half of the highest density, squared
  s2_picture_box box = {100, 50, 4 * N, 2 * N};
  (void)state;
  normal_cells(f);
  assert_int_equal(s2_picture_sheet_make(&cr, 500, 300), S2_OK);
  s2_picture_trace_level(cr, &box, f, 1 / (2 * PICTURE_PI * 36) / 4);
  cairo_path_extents(cr, &x1, &y1, &x2, &y2);
  CHECK_NEAR(x1, 100 + 4 * (N / 2.0 - r), 0.2);
  CHECK_NEAR(x2, 100 + 4 * (N / 2.0 + r), 0.2);
  CHECK_NEAR(y1, 50 + 2 * (N / 2.0 - r), 0.1);
  CHECK_NEAR(y2, 50 + 2 * (N / 2.0 + r), 0.1);
  cairo_destroy(cr);
}

static void the_line_of_a_saddle_keeps_its_sides_apart(void **state)
{
  static double f[N * N];
  cairo_t *cr;
  s2_picture_box box = {0, 0, N, N};
  (void)state;
  // Two high cells that touch at a corner only, just above the level: their mean of four is below.
  f[10 * N + 10] = f[11 * N + 11] = 1.1;
  assert_int_equal(s2_picture_sheet_make(&cr, N, N), S2_OK);
  s2_picture_trace_level(cr, &box, f, 1);
  cairo_path_t *path = cairo_copy_path(cr);
  // The saddle's middle, (11, N - 11) on the page, is outside both: no piece may come near it.
  for (int i = 0; i < path->num_data; i += path->data[i].header.length)
    assert_true(hypot(path->data[i + 1].point.x - 11, path->data[i + 1].point.y - (N - 11)) > 0.3);
  assert_int_equal(path->num_data, 2 * 16); // two diamonds of four pieces
  cairo_path_destroy(path);
  cairo_destroy(cr);
}

static void regions_are_filled_where_the_samples_are(void **state)
{
  double *x = normal_points(POINTS);
  s2_picture_samples samples = {.n = POINTS, .x = x, .filled = 1, .colour = 2};
  s2_picture_corner_options o;
  cairo_surface_t *image;
  (void)state;
  s2_picture_corner_options_init(&o);
  o.width = 600;
  assert_int_equal(s2_picture_render_corner(&image, 2, 1, &samples, &o), S2_OK);
  // Areas of the two tones, in units of the variance: pi r^2 with exp(-r^2/2) = 1 - mass, where the
  // axes hold all but a thousandth at each end.
  s2_picture_span u = {-INFINITY, INFINITY}, v = u;
  samples.stride = 2;
  assert_int_equal(s2_picture_span_find(1, &samples, 0, &u), S2_OK);
  assert_int_equal(s2_picture_span_find(1, &samples, 1, &v), S2_OK);
  uint32_t rgb = s2_picture_series_colour(2, 0);
  int inner = count_colour(image, s2_picture_pale(rgb, s2_picture_paleness[1]));
  int outer = count_colour(image, s2_picture_pale(rgb, s2_picture_paleness[0]));
  assert_true(inner > 0);
  assert_true(outer > inner); // the diagonal panels have the outer tone too
  double font = s2_picture_font_size(600), size = (600 - 7.6 * font) / 2 - 0.3 * font;
  double radius = size * sqrt(-2 * log(1 - 0.683) / ((u.high - u.low) * (v.high - v.low)));
  radius -= 0.05 * font + 0.5; // the outline lies over the edge, and its rim is mixed
  CHECK_NEAR(inner / (PICTURE_PI * radius * radius), 1, 0.04);
  cairo_surface_destroy(image);
  free(x);
}

static void refused(s2_status status, const char *text)
{
  assert_int_equal(status, S2_ERR_ARGUMENT);
  if (strstr(s2_error_message(), text) == NULL)
    fail_msg("\"%s\" is not in \"%s\"", text, s2_error_message());
}

static void bad_input_is_refused(void **state)
{
  const double x[4] = {0, 1, 2, 1}; // two points (0, 1) and (2, 1)
  s2_picture_samples samples = {.n = 2, .x = x}, bad;
  s2_picture_corner_options o;
  (void)state;
  s2_picture_corner_options_init(&o);
  refused(s2_picture_corner("x.png", 0, 1, &samples, NULL), "parameters = 0");
  refused(s2_picture_corner("x.png", 17, 1, &samples, NULL), "1 .. 16");
  refused(s2_picture_corner("x.png", 2, 9, &samples, NULL), "count = 9");
  refused(s2_picture_corner("x.png", 2, 1, NULL, NULL), "samples is NULL");
  refused(s2_picture_corner(NULL, 2, 1, &samples, NULL), "path is NULL");
  refused(s2_picture_corner("x.png", 2, 1, &samples, NULL),
          "parameter 1 has no two different values");
  s2_priv_fail_after(0);
  assert_int_equal(s2_picture_corner("x.png", 1, 1, &samples, NULL), S2_ERR_MEMORY);
  s2_priv_fail_after(1);
  assert_int_equal(s2_picture_corner("x.png", 1, 1, &samples, NULL), S2_ERR_MEMORY);
  s2_priv_fail_after(-1);
  bad = samples;
  bad.stride = 1;
  refused(s2_picture_corner("x.png", 2, 1, &bad, NULL), "stride = 1");
  bad = samples;
  bad.n = 0;
  refused(s2_picture_corner("x.png", 2, 1, &bad, NULL), "n = 0");
  bad = samples;
  bad.colour = 9;
  refused(s2_picture_corner("x.png", 2, 1, &bad, NULL), "colour = 9");
  const double above[1] = {7};
  o.lower = above;
  refused(s2_picture_corner("x.png", 1, 1, &samples, &o), "no samples in 7 .. inf");
  o.width = 100;
  refused(s2_picture_corner("x.png", 1, 1, &samples, &o), "width = 100");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(axes_hold_all_but_a_thousandth_at_each_end),
      cmocka_unit_test(points_without_a_weight_do_not_widen_an_axis),
      cmocka_unit_test(axes_end_at_bounds_and_so_do_densities),
      cmocka_unit_test(the_density_of_normal_points_is_normal),
      cmocka_unit_test(weights_count_like_repeated_points),
      cmocka_unit_test(the_level_of_a_normal_density_is_its_quantile),
      cmocka_unit_test(the_line_of_a_level_is_where_the_density_has_it),
      cmocka_unit_test(the_line_of_a_saddle_keeps_its_sides_apart),
      cmocka_unit_test(regions_are_filled_where_the_samples_are),
      cmocka_unit_test(bad_input_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
