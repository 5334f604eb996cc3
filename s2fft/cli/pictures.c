// SPDX-License-Identifier: MIT
#include "coefficients.h"
#include <math.h>
#include <s2common/picture.h>
#include <string.h>

// --range: "MIN,MAX", or the name of a rule.
static s2_status set_range(const char *text, s2_picture_map_options *o)
{
  static const struct {
    const char *name;
    s2_picture_range range;
  } rules[] = {{"percentiles", S2_PICTURE_PERCENTILES},
               {"symmetric", S2_PICTURE_SYMMETRIC},
               {"extremes", S2_PICTURE_EXTREMES}};
  if (text == NULL) return S2_OK;
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
    if (strcmp(text, rules[i].name) == 0) {
      o->range = rules[i].range;
      return S2_OK;
    }
  int used = 0;
  USAGE_REQUIRE(sscanf(text, "%lf,%lf%n", &o->min, &o->max, &used) == 2 && text[used] == '\0' &&
                    o->min < o->max,
                "--range %s: give MIN,MAX with MIN < MAX, percentiles, symmetric or extremes",
                text);
  o->range = S2_PICTURE_GIVEN;
  return S2_OK;
}

static s2_status set_centre(const char *text, s2_picture_map_options *o)
{
  int used = 0;
  if (text == NULL) return S2_OK;
  USAGE_REQUIRE(sscanf(text, "%lf,%lf%n", &o->centre_lon, &o->centre_lat, &used) == 2 &&
                    text[used] == '\0' && fabs(o->centre_lat) <= 90,
                "--centre %s: give LON,LAT in degrees, |LAT| <= 90", text);
  return S2_OK;
}

static s2_status map_options(const cli_run *run, const cli_maps *maps, int i,
                             s2_picture_map_options *o)
{
  const cli_options *c = run->options;
  s2_picture_map_options_init(o);
  if (c->projection != NULL) S2_TRY(s2_picture_projection_from_name(c->projection, &o->projection));
  if (c->colours != NULL) S2_TRY(s2_picture_colours_from_name(c->colours, &o->colours));
  if (c->scale != NULL) S2_TRY(s2_picture_scale_from_name(c->scale, &o->scale));
  S2_TRY(set_range(c->range, o));
  S2_TRY(set_centre(c->centre, o));
  o->geographic = c->geographic;
  o->factor = c->factor;
  o->title = i < c->titles.n ? c->titles.word[i] : NULL;
  o->units = c->units != NULL ? c->units : maps->column[i].unit[0] ? maps->column[i].unit : NULL;
  if (c->width > 0) o->width = c->width;
  if (c->graticule >= 0) o->graticule = c->graticule;
  o->graticule_labels = c->labels;
  o->bar = !c->no_bar;
  if (c->vectors && maps->count >= 3) {
    o->Q = maps->values + maps->size;
    o->U = maps->values + 2 * maps->size;
  }
  return S2_OK;
}

static s2_status draw_tiles(const cli_run *run, const char *path, const cli_maps *maps)
{
  s2_picture_map_options options[CLI_MAPS_MAX];
  s2_picture_panel panels[2 * CLI_MAPS_MAX] = {{0}};
  s2_picture_grid_options grid;
  int columns = run->options->tile_columns > 0 ? run->options->tile_columns : 2;
  int rows = (maps->count + columns - 1) / columns;
  USAGE_REQUIRE(rows * columns <= 2 * CLI_MAPS_MAX, "--tile %d is too wide for %d maps", columns,
                maps->count);
  for (int i = 0; i < maps->count; i++) {
    S2_TRY(map_options(run, maps, i, &options[i]));
    options[i].Q = options[i].U = NULL;
    panels[i] = (s2_picture_panel){maps->grid, maps->values + i * maps->size, &options[i]};
  }
  s2_picture_grid_options_init(&grid);
  if (run->options->width > 0) grid.width = run->options->width;
  return s2_picture_grid(path, rows, columns, panels, &grid);
}

s2_status cli_draw_maps(cli_run *run, const char *path, const cli_maps *maps)
{
  S2_REQUIRE(!maps->is_complex, "%s: complex maps cannot be drawn", path);
  s2_picture_map_options o;
  bool tiles = strcmp(run->name, "picture") == 0 && maps->count > 1 && !run->options->vectors;
  if (tiles)
    S2_TRY(draw_tiles(run, path, maps));
  else {
    S2_TRY(map_options(run, maps, 0, &o));
    S2_TRY(s2_picture_map(path, maps->grid, maps->values, &o));
  }
  cli_text(run, "picture", "%s", path);
  return S2_OK;
}
