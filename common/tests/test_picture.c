// SPDX-License-Identifier: MIT
// Options, files and tiled panels of the picture library.
#define _POSIX_C_SOURCE 200809L
#include "picture_pixels.h"
#include <dirent.h>
#include <s2common/priv/memory.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "options.h"

static void check_refused(const s2_picture_map_options *options, const char *name)
{
  double map[12] = {0};
  cairo_surface_t *image;
  s2_grid *grid;
  assert_int_equal(s2_grid_create_healpix(&grid, 1), S2_OK);
  assert_int_equal(s2_picture_render_map(&image, grid, map, options), S2_ERR_ARGUMENT);
  assert_null(image);
  assert_non_null(strstr(s2_error_message(), name));
  s2_grid_destroy(grid);
}

#define REFUSED(field, value)                                                                      \
  do {                                                                                             \
    s2_picture_map_options options_ = plain();                                                     \
    options_.field = (value);                                                                      \
    check_refused(&options_, "options." #field);                                                   \
  } while (0)

static void options_out_of_range_are_named(void **state)
{
  static const double some[1] = {0};
  (void)state;
  REFUSED(struct_size, 0);
  REFUSED(projection, (s2_picture_projection)3);
  REFUSED(sampling, (s2_picture_sampling)-1);
  REFUSED(colours, (s2_picture_colours)99);
  REFUSED(scale, (s2_picture_scale)7);
  REFUSED(range, (s2_picture_range)4);
  REFUSED(width, 199);
  REFUSED(width, 16385);
  REFUSED(centre_lon, NAN);
  REFUSED(centre_lat, 91);
  REFUSED(factor, 0);
  REFUSED(factor, INFINITY);
  REFUSED(linear_width, -1);
  REFUSED(graticule, 1);
  REFUSED(vector_step, 0);
  REFUSED(min, 1);
  REFUSED(max, NAN);
  REFUSED(Q, some);
}

static void null_arguments_are_refused(void **state)
{
  double map[12] = {0};
  s2_picture_panel panel = {NULL, NULL, NULL};
  s2_grid *grid;
  (void)state;
  assert_int_equal(s2_grid_create_healpix(&grid, 1), S2_OK);
  assert_int_equal(s2_picture_map(NULL, grid, map, NULL), S2_ERR_ARGUMENT);
  assert_int_equal(s2_picture_map("x.png", NULL, map, NULL), S2_ERR_ARGUMENT);
  assert_int_equal(s2_picture_map("x.png", grid, NULL, NULL), S2_ERR_ARGUMENT);
  assert_int_equal(s2_picture_grid("x.png", 1, 1, NULL, NULL), S2_ERR_ARGUMENT);
  assert_int_equal(s2_picture_grid("x.png", 0, 1, &panel, NULL), S2_ERR_ARGUMENT);
  assert_int_equal(s2_picture_grid("x.png", 1, 20, &panel, NULL), S2_ERR_ARGUMENT);
  assert_int_equal(s2_picture_lines("x.png", 1, NULL, NULL), S2_ERR_ARGUMENT);
  assert_int_not_equal(access("x.png", F_OK), 0);
  s2_grid_destroy(grid);
}

static void options_of_an_older_program_are_completed(void **state)
{
  s2_picture_map_options old, full;
  size_t known = offsetof(s2_picture_map_options, geographic);
  (void)state;
  memset(&old, 0x5a, sizeof old);
  s2_picture_map_options_init_sized(&old, known);
  assert_int_equal(((unsigned char *)&old)[known], 0x5a);
  old.centre_lat = 12;
  assert_int_equal(s2_picture_map_options_read(&full, &old), S2_OK);
  assert_true(full.centre_lat == 12);
  assert_int_equal(full.width, 1600);
  assert_int_equal(full.graticule, 30);
  assert_null(full.title);
}

static void names_are_understood(void **state)
{
  s2_picture_projection projection;
  s2_picture_colours colours;
  s2_picture_scale scale;
  (void)state;
  assert_int_equal(s2_picture_projection_from_name("Orthographic", &projection), S2_OK);
  assert_int_equal(projection, S2_PICTURE_ORTHOGRAPHIC);
  assert_int_equal(s2_picture_colours_from_name("planck", &colours), S2_OK);
  assert_int_equal(colours, S2_PICTURE_PLANCK);
  assert_int_equal(s2_picture_scale_from_name("SYMLOG", &scale), S2_OK);
  assert_int_equal(scale, S2_PICTURE_SYMLOG);
  assert_int_equal(s2_picture_colours_from_name("planc", &colours), S2_ERR_ARGUMENT);
  assert_non_null(strstr(s2_error_message(), "'planc' is none of sequential, diverging"));
  assert_int_equal(s2_picture_scale_from_name(NULL, &scale), S2_ERR_ARGUMENT);
}

// Number of files in a folder.
static int files_in(const char *folder)
{
  DIR *dir = opendir(folder);
  struct dirent *entry;
  int count = 0;
  assert_non_null(dir);
  while ((entry = readdir(dir)) != NULL) count += entry->d_name[0] != '.';
  closedir(dir);
  return count;
}

static void files_appear_whole_or_not_at_all(void **state)
{
  char folder[] = "picture-XXXXXX", path[64], taken[64], nowhere[64];
  s2_picture_map_options options = plain();
  double map[12] = {0};
  cairo_surface_t *image;
  s2_grid *grid;
  (void)state;
  assert_int_equal(s2_grid_create_healpix(&grid, 1), S2_OK);
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/map.png", folder);
  snprintf(taken, sizeof taken, "%s/folder.png", folder);
  snprintf(nowhere, sizeof nowhere, "%s/absent/map.png", folder);
  assert_int_equal(mkdir(taken, 0700), 0);
  assert_int_equal(s2_picture_map(nowhere, grid, map, &options), S2_ERR_FILE);
  assert_non_null(strstr(s2_error_message(), nowhere));
  assert_int_equal(s2_picture_map(taken, grid, map, &options), S2_ERR_FILE);
  assert_int_equal(files_in(folder), 1);
  assert_int_equal(s2_picture_map(path, grid, map, &options), S2_OK);
  assert_int_equal(s2_picture_map(path, grid, map, &options), S2_OK); // replaces
  assert_int_equal(files_in(folder), 2);
  image = cairo_image_surface_create_from_png(path);
  assert_int_equal(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
  assert_int_equal(cairo_image_surface_get_width(image), options.width);
  cairo_surface_destroy(image);
  assert_int_equal(remove(path), 0);
  assert_int_equal(rmdir(taken), 0);
  assert_int_equal(rmdir(folder), 0);
  s2_grid_destroy(grid);
}

static void panels_are_tiled_row_by_row(void **state)
{
  char path[] = "panels-XXXXXX";
  s2_picture_map_options options = plain(), dark = plain();
  double map[12] = {0};
  s2_picture_panel panels[4] = {
      {NULL, NULL, NULL}, {NULL, map, &dark}, {NULL, map, &options}, {NULL, NULL, NULL}};
  s2_picture_grid_options whole;
  cairo_surface_t *image;
  s2_grid *grid;
  int height, made;
  (void)state;
  assert_int_equal(s2_grid_create_healpix(&grid, 1), S2_OK);
  panels[1].grid = panels[2].grid = grid;
  options.min = -1; // zero is mid-grey in the lower panel
  s2_picture_grid_options_init(&whole);
  whole.width = 400;
  made = mkstemp(path);
  assert_true(made >= 0);
  close(made);
  assert_int_equal(s2_picture_grid(path, 2, 2, panels, &whole), S2_OK);
  image = cairo_image_surface_create_from_png(path);
  height = cairo_image_surface_get_height(image);
  assert_int_equal(pixel_at(image, 100, height / 4), WHITE);
  assert_int_equal(pixel_at(image, 300, height / 4), BLACK);
  assert_in_range(pixel_at(image, 100, 3 * height / 4) & 255, 80, 170);
  assert_int_equal(pixel_at(image, 300, 3 * height / 4), WHITE);
  cairo_surface_destroy(image);
  assert_int_equal(remove(path), 0);
  s2_grid_destroy(grid);
}

static void every_failing_allocation_is_reported(void **state)
{
  s2_picture_map_options options = plain();
  double map[12] = {0};
  cairo_surface_t *image = NULL;
  s2_grid *grid;
  s2_status status = S2_ERR_MEMORY;
  int failures = 0;
  (void)state;
  options.range = S2_PICTURE_SYMMETRIC;
  options.Q = options.U = map;
  assert_int_equal(s2_grid_create_healpix(&grid, 1), S2_OK);
  while (status != S2_OK && failures < 100) {
    s2_priv_fail_after(failures);
    status = s2_picture_render_map(&image, grid, map, &options);
    s2_priv_fail_after(-1);
    if (status == S2_OK) break;
    assert_int_equal(status, S2_ERR_MEMORY);
    assert_null(image);
    failures++;
  }
  assert_in_range(failures, 5, 99);
  cairo_surface_destroy(image);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(options_out_of_range_are_named),
      cmocka_unit_test(null_arguments_are_refused),
      cmocka_unit_test(options_of_an_older_program_are_completed),
      cmocka_unit_test(names_are_understood),
      cmocka_unit_test(files_appear_whole_or_not_at_all),
      cmocka_unit_test(panels_are_tiled_row_by_row),
      cmocka_unit_test(every_failing_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
