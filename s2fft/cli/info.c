// SPDX-License-Identifier: MIT
#include "coefficients.h"
#include <string.h>

// What a transform would take.
static s2_status info_transform(cli_run *run)
{
  const cli_options *o = run->options;
  USAGE_REQUIRE(o->L > 0 || o->nside > 0, "give a file, or --sampling and --band-limit");
  s2_grid *grid;
  s2fft_plan *plan;
  s2fft_options options;
  int64_t plan_bytes, work_bytes;
  S2_TRY(cli_grid(run, o->sampling, o->L, &grid));
  int L = cli_band_limit(run, grid);
  s2fft_options_init(&options);
  options.nthreads = run->threads;
  s2_status status = s2fft_estimate(grid, L, &options, S2FFT_REAL, 1, &plan_bytes, &work_bytes);
  cli_text(run, "sampling", "%s", s2_grid_kind_name(s2_grid_get_kind(grid)));
  cli_number(run, "band_limit", L);
  cli_number(run, "rings", s2_grid_nrings(grid));
  cli_number(run, "samples", (double)s2_grid_map_size(grid));
  if (status == S2_OK) {
    cli_number(run, "plan_bytes", (double)plan_bytes);
    cli_number(run, "workspace_bytes", (double)work_bytes);
    cli_number(run, "map_bytes", 8.0 * (double)s2_grid_map_size(grid));
    cli_number(run, "alm_bytes", 8.0 * L * (L + 1.0));
  }
  s2_grid *small = NULL; // exactness and instruction set: of the same kind, cheap
  s2_status probe = s2_grid_nside(grid) > 0 ? s2_grid_create_healpix(&small, 1)
                                            : s2_grid_create(&small, s2_grid_get_kind(grid), 4);
  if (probe == S2_OK && s2fft_plan_create(&plan, small, 4, NULL) == S2_OK) {
    cli_text(run, "exact", "%s", s2fft_plan_is_exact(plan) ? "yes" : "no (quadrature)");
    cli_text(run, "instruction_set", "%s", s2fft_plan_isa(plan));
    s2fft_plan_destroy(plan);
  }
  s2_grid_destroy(small);
  s2_grid_destroy(grid);
  return status;
}

static s2_status info_alm(cli_run *run, const s2_alm_set *set)
{
  cli_text(run, "holds", "coefficients");
  cli_number(run, "lmax", set->lmax);
  cli_number(run, "mmax", set->mmax);
  cli_number(run, "components", set->ncomponents);
  return S2_OK;
}

static s2_status info_maps(cli_run *run, cli_maps *maps)
{
  S2_TRY(cli_subtract(run, maps));
  cli_text(run, "holds", "%d map%s", maps->count, maps->count > 1 ? "s" : "");
  cli_text(run, "sampling", "%s", s2_grid_kind_name(s2_grid_get_kind(maps->grid)));
  if (s2_grid_nside(maps->grid) > 0) {
    cli_number(run, "nside", s2_grid_nside(maps->grid));
    cli_text(run, "ordering", "%s", maps->nested ? "nested" : "ring");
  } else {
    cli_number(run, "rings", s2_grid_nrings(maps->grid));
  }
  cli_number(run, "samples", (double)maps->size);
  if (maps->coordsys[0] != '\0') cli_text(run, "coordinates", "%s", maps->coordsys);
  cli_number(run, "missing", (double)maps->nbad);
  for (int i = 0; i < maps->count && i < 8; i++) {
    cli_statistics s = cli_maps_statistics(maps, i);
    char key[32];
    snprintf(key, sizeof key, "map_%d", i + 1);
    cli_text(run, key, "%s%s%s%smin %.6g, max %.6g, mean %.6g, rms %.6g", maps->column[i].name,
             maps->column[i].name[0] ? " " : "", maps->column[i].unit,
             maps->column[i].unit[0] ? " " : "", s.min, s.max, s.mean, s.rms);
    if (i == 0) cli_number(run, "rms", s.rms);
  }
  return S2_OK;
}

s2_status cli_info(cli_run *run)
{
  const cli_options *o = run->options;
  s2_alm_set *set;
  cli_maps maps;
  if (run->noperands == 0) return info_transform(run);
  cli_text(run, "file", "%s", run->operand[0]);
  cli_text(run, "format", "%s", s2_format_name(s2_file_format(run->operand[0])));
  s2_status status = cli_input_read(run, run->operand[0], o->sampling, CLI_MAPS_MAX, &set, &maps);
  if (status == S2_OK) status = set != NULL ? info_alm(run, set) : info_maps(run, &maps);
  s2_alm_set_destroy(set);
  cli_maps_free(&maps);
  return status;
}
