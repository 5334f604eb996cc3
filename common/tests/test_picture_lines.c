// SPDX-License-Identifier: MIT
// Line plots read back pixel by pixel.
#include "picture_pixels.h"
#include "plot.h"

// Mean position of the pixels of one colour.
static void find_colour(cairo_surface_t *image, uint32_t rgb, double *x, double *y)
{
  int count = 0;
  *x = *y = 0;
  for (int j = 0; j < cairo_image_surface_get_height(image); j++) {
    for (int i = 0; i < cairo_image_surface_get_width(image); i++) {
      if (pixel_at(image, i, j) != rgb) continue;
      *x += i + 0.5;
      *y += j + 0.5;
      count++;
    }
  }
  assert_true(count > 0);
  *x /= count;
  *y /= count;
}

// Pixels of the corners of the frame: long dark runs in a row or column.
static void find_frame(cairo_surface_t *image, double *left, double *right, double *top,
                       double *bottom)
{
  int width = cairo_image_surface_get_width(image), height = cairo_image_surface_get_height(image);
  *left = *top = 1e9;
  *right = *bottom = -1e9;
  for (int i = 0; i < width; i++) {
    int dark = 0;
    for (int j = 0; j < height; j++) dark += (pixel_at(image, i, j) & 255) < 130;
    if (dark < height / 2) continue;
    *left = fmin(*left, i + 0.5);
    *right = fmax(*right, i + 0.5);
  }
  for (int j = 0; j < height; j++) {
    int dark = 0;
    for (int i = 0; i < width; i++) dark += (pixel_at(image, i, j) & 255) < 130;
    if (dark < width / 2) continue;
    *top = fmin(*top, j + 0.5);
    *bottom = fmax(*bottom, j + 0.5);
  }
}

static void points_lie_where_the_axes_say(void **state)
{
  static const double x[1] = {100}, y[1] = {1e-3};
  (void)state;
  for (int k = 0; k < 4; k++) { // logarithmic or not, reversed or not
    s2_picture_series series = {.n = 1, .x = x, .y = y, .style = S2_PICTURE_POINTS, .colour = 2};
    s2_picture_lines_options o;
    cairo_surface_t *image;
    double px, py, left, right, top, bottom, part = k % 2 ? 2.0 / 3 : 99.0 / 999;
    s2_picture_lines_options_init(&o);
    o.x_log = k % 2;
    o.y_log = 1;
    o.x_min = k < 2 ? 1 : 1000;
    o.x_max = k < 2 ? 1000 : 1;
    o.y_min = 1e-4;
    o.y_max = 1;
    o.width = 600;
    o.height = 400;
    assert_int_equal(s2_picture_render_lines(&image, 1, &series, &o), S2_OK);
    find_frame(image, &left, &right, &top, &bottom);
    find_colour(image, 0xd55e00, &px, &py);
    CHECK_NEAR((px - left) / (right - left), k < 2 ? part : 1 - part, 0.003);
    CHECK_NEAR((bottom - py) / (bottom - top), 0.25, 0.004);
    cairo_surface_destroy(image);
  }
}

static void points_without_a_place_are_left_out(void **state)
{
  static const double y[] = {NAN, -1, 0, INFINITY, 5};
  static const double none[] = {NAN, -1, 0};
  s2_picture_series series = {.n = 5, .y = y, .style = S2_PICTURE_POINTS, .colour = 3};
  s2_picture_lines_options o;
  cairo_surface_t *image;
  double px, py;
  (void)state;
  s2_picture_lines_options_init(&o);
  o.width = 400;
  o.height = 300;
  o.y_log = 1;
  assert_int_equal(s2_picture_render_lines(&image, 1, &series, &o), S2_OK);
  assert_in_range(count_colour(image, 0x009e73), 5, 200);
  find_colour(image, 0x009e73, &px, &py);
  assert_in_range(py, 100, 200); // the one point in the middle
  cairo_surface_destroy(image);
  series.y = none;
  series.n = 3;
  assert_int_equal(s2_picture_render_lines(&image, 1, &series, &o), S2_ERR_ARGUMENT);
  assert_non_null(strstr(s2_error_message(), "no point"));
}

static void impossible_axes_are_refused(void **state)
{
  static const double y[2] = {1, 2};
  s2_picture_series series = {.n = 2, .y = y};
  s2_picture_lines_options o;
  (void)state;
  s2_picture_lines_options_init(&o);
  o.x_min = o.x_max = 3;
  assert_int_equal(s2_picture_lines("x.png", 1, &series, &o), S2_ERR_ARGUMENT);
  assert_non_null(strstr(s2_error_message(), "must differ"));
  s2_picture_lines_options_init(&o);
  o.y_log = 1;
  o.y_min = -1;
  assert_int_equal(s2_picture_lines("x.png", 1, &series, &o), S2_ERR_ARGUMENT);
  assert_non_null(strstr(s2_error_message(), "positive"));
  s2_picture_lines_options_init(&o);
  series.colour = 9;
  assert_int_equal(s2_picture_lines("x.png", 1, &series, &o), S2_ERR_ARGUMENT);
  assert_non_null(strstr(s2_error_message(), "colour = 9"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(points_lie_where_the_axes_say),
      cmocka_unit_test(points_without_a_place_are_left_out),
      cmocka_unit_test(impossible_axes_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
