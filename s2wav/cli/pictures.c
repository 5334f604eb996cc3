// SPDX-License-Identifier: MIT
#include "pictures.h"
#include <s2common/picture.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>

static s2_status map_options(const cli_run *run, s2_picture_map_options *o)
{
  const cli_options *c = run->options;
  s2_picture_map_options_init(o);
  o->range = S2_PICTURE_SYMMETRIC;
  o->colours = S2_PICTURE_DIVERGING;
  if (c->colours != NULL) S2_TRY(s2_picture_colours_from_name(c->colours, &o->colours));
  o->factor = c->scale;
  o->units = c->units;
  o->geographic = c->geographic;
  return S2_OK;
}

s2_status cli_draw_map(cli_run *run, const char *path, const s2_grid *grid, const double *map,
                       const char *unit)
{
  s2_picture_map_options o;
  S2_TRY(map_options(run, &o));
  if (o.units == NULL && unit != NULL && unit[0] != '\0') o.units = unit;
  if (run->options->width > 0) o.width = run->options->width;
  o.title = run->options->title;
  S2_TRY(s2_picture_map(path, grid, map, &o));
  cli_text(run, "picture", "%s", path);
  return S2_OK;
}

s2_status cli_draw_tiling(cli_run *run, const char *path, const s2wav_tiling *tiling)
{
  int n = s2wav_tiling_nscales(tiling), L = s2wav_tiling_L(tiling);
  s2_picture_lines_options o;
  s2_picture_series *series = s2_priv_alloc((size_t)n + 1, sizeof *series);
  char(*label)[24] = s2_priv_alloc((size_t)n + 1, sizeof *label);
  s2_status status = series != NULL && label != NULL ? S2_OK : S2_FAIL(S2_ERR_MEMORY, "kernels");
  for (int i = S2WAV_SCALING; i < n && status == S2_OK; ++i) {
    s2wav_band band;
    status = s2wav_tiling_band(tiling, i, &band);
    snprintf(label[i + 1], sizeof *label, i == S2WAV_SCALING ? "scaling" : "j = %d", band.j);
    series[i + 1] = (s2_picture_series){
        .n = L, .y = s2wav_tiling_kappa(tiling, i), .label = n <= 12 ? label[i + 1] : NULL};
  }
  s2_picture_lines_options_init(&o);
  o.x_log = L > 32;
  o.x_min = o.x_log ? 1 : 0;
  o.x_max = L - 1 > o.x_min ? L - 1 : L;
  o.title = run->options->title != NULL ? run->options->title : "Kernels of the scales";
  o.x_title = "degree l";
  o.y_title = "kernel";
  if (run->options->width > 0) o.width = run->options->width;
  if (status == S2_OK) status = s2_picture_lines(path, n + 1, series, &o);
  if (status == S2_OK) cli_text(run, "picture", "%s", path);
  s2_priv_free(series);
  s2_priv_free(label);
  return status;
}

enum { COLUMNS_MAX = 16 };

// "j = 4, l = 9 .. 31, γ = 60°": the degrees that the scale sees, the angle of the slice.
static void write_title(const s2wav_band *band, int ngamma, int g, char *title, size_t size)
{
  int n = snprintf(title, size, "j = %d, l = %d .. %d", band->j, band->lmin, band->L - 1);
  if (band->N > 1)
    snprintf(title + n, size - (size_t)n, ", γ = %.4g°",
             (ngamma == band->N ? 180.0 : 360.0) * g / ngamma);
}

s2_status cli_draw_scales(cli_run *run, const char *path, const cli_setup *setup,
                          double *const *map)
{
  s2_picture_map_options base, *o;
  s2_picture_grid_options grid;
  s2wav_scale shape;
  s2wav_band band;
  const s2wav_plan *plan = setup->plan;
  int n = s2wav_nscales(plan), columns = 1, rows = 1, row = 0; // no row for an empty scale
  S2_TRY(map_options(run, &base));
  for (int i = 0; i < n; ++i) {
    S2_TRY(s2wav_get_scale(plan, i, &shape));
    rows += !shape.empty;
    columns = shape.ngamma > columns ? shape.ngamma : columns;
  }
  S2_REQUIRE(columns <= COLUMNS_MAX, "%d orientations do not fit into a picture: at most %d",
             columns, COLUMNS_MAX);
  size_t tiles = (size_t)rows * (size_t)columns;
  s2_picture_panel *panel = s2_priv_alloc(tiles, sizeof *panel);
  char(*title)[64] = s2_priv_alloc(tiles, sizeof *title);
  o = s2_priv_alloc(tiles, sizeof *o);
  s2_status status =
      panel != NULL && title != NULL && o != NULL ? S2_OK : S2_FAIL(S2_ERR_MEMORY, "panels");
  for (int i = S2WAV_SCALING; i < n && status == S2_OK; ++i) {
    status = s2wav_get_scale(plan, i, &shape);
    if (status == S2_OK) status = s2wav_tiling_band(setup->tiling, i, &band);
    if (status == S2_OK && i != S2WAV_SCALING && shape.empty) continue;
    for (int g = 0, k = row * columns; g < shape.ngamma && status == S2_OK; ++g, ++k) {
      write_title(&band, shape.ngamma, g, title[k], sizeof *title);
      if (i == S2WAV_SCALING) snprintf(title[k], sizeof *title, "scaling, l < %d", band.L);
      o[k] = base;
      o[k].title = title[k];
      panel[k] = (s2_picture_panel){s2wav_scale_grid(plan, i), map[i + 1] + g * shape.slice, &o[k]};
    }
    ++row;
  }
  s2_picture_grid_options_init(&grid);
  grid.title = run->options->title;
  if (run->options->width > 0) grid.width = run->options->width;
  if (status == S2_OK) status = s2_picture_grid(path, rows, columns, panel, &grid);
  if (status == S2_OK) cli_text(run, "picture", "%s", path);
  s2_priv_free(panel);
  s2_priv_free(title);
  s2_priv_free(o);
  return status;
}
