// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2picture"
#include "options.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define WIDTH_MIN 200
#define WIDTH_MAX 16384
#define HEIGHT_MIN 150

static const s2_picture_map_options map_defaults = {.struct_size = sizeof(s2_picture_map_options),
                                                    .factor = 1,
                                                    .width = 1600,
                                                    .graticule = 30,
                                                    .bar = 1,
                                                    .vector_step = 5};

static const s2_picture_grid_options grid_defaults = {
    .struct_size = sizeof(s2_picture_grid_options), .width = 1600};

static const s2_picture_lines_options lines_defaults = {.struct_size =
                                                            sizeof(s2_picture_lines_options),
                                                        .width = 1600,
                                                        .height = 1000,
                                                        .x_min = NAN,
                                                        .x_max = NAN,
                                                        .y_min = NAN,
                                                        .y_max = NAN};

static const s2_picture_corner_options corner_defaults = {
    .struct_size = sizeof(s2_picture_corner_options), .width = 1600};

// Give a caller that knows `size` bytes of the struct its defaults.
static void init(void *options, size_t size, const void *defaults, size_t own)
{
  if (options == NULL || size < sizeof size) return;
  memset(options, 0, size);
  memcpy(options, defaults, size < own ? size : own);
  memcpy(options, &size, sizeof size);
}

void s2_picture_map_options_init_sized(s2_picture_map_options *options, size_t struct_size)
{
  init(options, struct_size, &map_defaults, sizeof map_defaults);
}

void s2_picture_grid_options_init_sized(s2_picture_grid_options *options, size_t struct_size)
{
  init(options, struct_size, &grid_defaults, sizeof grid_defaults);
}

void s2_picture_lines_options_init_sized(s2_picture_lines_options *options, size_t struct_size)
{
  init(options, struct_size, &lines_defaults, sizeof lines_defaults);
}

void s2_picture_corner_options_init_sized(s2_picture_corner_options *options, size_t struct_size)
{
  init(options, struct_size, &corner_defaults, sizeof corner_defaults);
}

// Options of an older or newer program: what both know is copied over the defaults.
static s2_status read(void *own, const void *defaults, size_t own_size, const void *given)
{
  size_t size;
  memcpy(own, defaults, own_size);
  if (given == NULL) return S2_OK;
  memcpy(&size, given, sizeof size);
  S2_REQUIRE(size >= sizeof size && size < 65536,
             "options.struct_size = %zu: fill the options with their _init function first", size);
  memcpy(own, given, size < own_size ? size : own_size);
  return S2_OK;
}

static s2_status check_int(const char *name, int value, int low, int high)
{
  S2_REQUIRE(value >= low && value <= high, "options.%s = %d is outside %d .. %d", name, value, low,
             high);
  return S2_OK;
}

static s2_status check_double(const char *name, double value, double low, double high)
{
  S2_REQUIRE(value >= low && value <= high, "options.%s = %g is outside %g .. %g", name, value, low,
             high);
  return S2_OK;
}

s2_status s2_picture_map_options_read(s2_picture_map_options *own,
                                      const s2_picture_map_options *given)
{
  S2_TRY(read(own, &map_defaults, sizeof *own, given));
  S2_TRY(check_int("projection", (int)own->projection, 0, S2_PICTURE_HEMISPHERES));
  S2_TRY(check_int("sampling", (int)own->sampling, 0, S2_PICTURE_BILINEAR));
  S2_TRY(check_int("colours", (int)own->colours, 0, S2_PICTURE_GREY));
  S2_TRY(check_int("scale", (int)own->scale, 0, S2_PICTURE_EQUALISED));
  S2_TRY(check_int("range", (int)own->range, 0, S2_PICTURE_EXTREMES));
  S2_TRY(check_int("width", own->width, WIDTH_MIN, WIDTH_MAX));
  S2_TRY(check_double("centre_lon", own->centre_lon, -3600, 3600));
  S2_TRY(check_double("centre_lat", own->centre_lat, -90, 90));
  S2_TRY(check_double("linear_width", own->linear_width, 0, 1e300));
  S2_TRY(check_double("vector_step", own->vector_step, 1, 30));
  if (own->graticule != 0) S2_TRY(check_double("graticule", own->graticule, 5, 90));
  S2_REQUIRE(isfinite(own->factor) && own->factor != 0,
             "options.factor = %g must be finite and not zero", own->factor);
  S2_REQUIRE((own->Q == NULL) == (own->U == NULL), "options.Q and options.U come together");
  S2_REQUIRE(own->range != S2_PICTURE_GIVEN ||
                 (own->min < own->max && isfinite(own->min) && isfinite(own->max)),
             "options.min = %g must be below options.max = %g, both finite", own->min, own->max);
  return S2_OK;
}

s2_status s2_picture_grid_options_read(s2_picture_grid_options *own,
                                       const s2_picture_grid_options *given)
{
  S2_TRY(read(own, &grid_defaults, sizeof *own, given));
  return check_int("width", own->width, WIDTH_MIN, WIDTH_MAX);
}

static s2_status check_limits(const char *axis, double low, double high, int logarithmic)
{
  S2_REQUIRE(!isinf(low) && !isinf(high), "options.%s_min = %g and %s_max = %g must be finite",
             axis, low, axis, high);
  S2_REQUIRE(low != high, "options.%s_min and %s_max are both %g: they must differ", axis, axis,
             low);
  S2_REQUIRE(!logarithmic || (!(low <= 0) && !(high <= 0)),
             "options.%s_min = %g and %s_max = %g must be positive on a logarithmic axis", axis,
             low, axis, high);
  return S2_OK;
}

s2_status s2_picture_lines_options_read(s2_picture_lines_options *own,
                                        const s2_picture_lines_options *given)
{
  S2_TRY(read(own, &lines_defaults, sizeof *own, given));
  S2_TRY(check_int("width", own->width, WIDTH_MIN, WIDTH_MAX));
  S2_TRY(check_int("height", own->height, HEIGHT_MIN, WIDTH_MAX));
  S2_TRY(check_limits("x", own->x_min, own->x_max, own->x_log));
  return check_limits("y", own->y_min, own->y_max, own->y_log);
}

s2_status s2_picture_corner_options_read(s2_picture_corner_options *own,
                                         const s2_picture_corner_options *given)
{
  S2_TRY(read(own, &corner_defaults, sizeof *own, given));
  return check_int("width", own->width, WIDTH_MIN, WIDTH_MAX);
}

static bool same(const char *a, const char *b)
{
  for (; *a != '\0' && *b != '\0'; a++, b++) {
    char lower = *a >= 'A' && *a <= 'Z' ? (char)(*a - 'A' + 'a') : *a;
    if (lower != *b) return false;
  }
  return *a == *b;
}

// Index of a name in a table; names stand in the order of their values.
static s2_status find(const char *what, const char *name, const char *const *names, int count,
                      int *index)
{
  char known[128] = "";
  S2_REQUIRE(name != NULL, "%s is NULL", what);
  for (int i = 0; i < count; i++) {
    size_t used = strlen(known);
    *index = i;
    if (same(name, names[i])) return S2_OK;
    snprintf(known + used, sizeof known - used, "%s%s", i > 0 ? ", " : "", names[i]);
  }
  return S2_FAIL(S2_ERR_ARGUMENT, "%s '%.40s' is none of %s", what, name, known);
}

s2_status s2_picture_projection_from_name(const char *name, s2_picture_projection *projection)
{
  static const char *const names[] = {"mollweide", "orthographic", "hemispheres"};
  int i;
  S2_REQUIRE(projection != NULL, "projection is NULL");
  S2_TRY(find("projection", name, names, 3, &i));
  *projection = (s2_picture_projection)i;
  return S2_OK;
}

s2_status s2_picture_colours_from_name(const char *name, s2_picture_colours *colours)
{
  static const char *const names[] = {"sequential", "diverging", "terrain", "planck", "grey"};
  int i;
  S2_REQUIRE(colours != NULL, "colours is NULL");
  S2_TRY(find("colour map", name, names, 5, &i));
  *colours = (s2_picture_colours)i;
  return S2_OK;
}

s2_status s2_picture_scale_from_name(const char *name, s2_picture_scale *scale)
{
  static const char *const names[] = {"linear", "symlog", "equalised"};
  int i;
  S2_REQUIRE(scale != NULL, "scale is NULL");
  S2_TRY(find("scale", name, names, 3, &i));
  *scale = (s2_picture_scale)i;
  return S2_OK;
}
