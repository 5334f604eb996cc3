// SPDX-License-Identifier: MIT
#include "coefficients.h"
#include <math.h>
#include <string.h>

static s2_status convert_spectra(cli_run *run)
{
  s2_cl_table *table;
  S2_TRY(s2_cl_read(&table, run->options.operand[0]));
  s2_status status = s2_cl_write(run->options.output, table);
  s2_cl_table_destroy(table);
  return status;
}

static s2_status convert_coefficients(cli_run *run, s2_alm_set *set)
{
  s2_status status = cli_alm_write(run, run->options.output, set);
  s2_alm_set_destroy(set);
  return status;
}

s2_status cli_subtract(cli_run *run, cli_maps *maps)
{
  if (run->options.minus == NULL) return S2_OK;
  cli_maps other;
  const char *sampling = s2_grid_kind_name(s2_grid_get_kind(maps->grid));
  s2_status status = cli_maps_read(run, run->options.minus, sampling, maps->count, &other);
  if (status == S2_OK && (other.size != maps->size || other.count < maps->count))
    status = S2_FAIL(S2_ERR_ARGUMENT, "%s: %d maps of %lld samples, needed are %d of %lld",
                     run->options.minus, other.count, (long long)other.size, maps->count,
                     (long long)maps->size);
  double largest = 0;
  for (int64_t i = 0; status == S2_OK && i < maps->count * maps->size; i++) {
    maps->values[i] -= other.values[i];
    if (fabs(maps->values[i]) > largest) largest = fabs(maps->values[i]);
  }
  if (status == S2_OK) cli_number(run, "largest_difference", largest);
  cli_maps_free(&other);
  return status;
}

// Onto another grid through coefficients; nothing to do if no other grid is named.
static s2_status resample(cli_run *run, cli_maps *maps)
{
  const cli_options *o = &run->options;
  bool other = o->nside > 0 || (o->sampling != NULL && o->input_sampling != NULL) ||
               (o->sampling != NULL && s2_grid_get_kind(maps->grid) >= S2_GRID_HEALPIX);
  if (!other) return S2_OK;
  s2_alm_set *set;
  s2_grid *grid;
  cli_maps result = {0};
  S2_TRY(cli_analyse(run, maps, &set));
  s2_status status = cli_grid(run, o->sampling, set->lmax + 1, &grid);
  if (status == S2_OK) status = cli_synthesise(run, set, grid, &result);
  s2_alm_set_destroy(set);
  if (status != S2_OK) {
    cli_maps_free(&result);
    return status;
  }
  for (int i = 0; i < result.count; i++) result.column[i] = maps->column[i];
  memcpy(result.coordsys, maps->coordsys, sizeof result.coordsys);
  cli_maps_free(maps);
  *maps = result;
  return S2_OK;
}

static s2_status convert_maps(cli_run *run)
{
  const cli_options *o = &run->options;
  cli_maps maps = {0};
  const char *input = o->input_sampling != NULL ? o->input_sampling
                      : o->nside > 0            ? NULL
                                                : o->sampling;
  if (s2_file_format(o->operand[0]) == S2_FORMAT_FITS && o->input_sampling == NULL) input = NULL;
  s2_status status = cli_maps_read(run, o->operand[0], input, o->pol ? 3 : 1, &maps);
  if (status == S2_OK) status = resample(run, &maps);
  if (status == S2_OK) status = cli_subtract(run, &maps);
  if (status == S2_OK) status = cli_maps_write(run, o->output, &maps);
  if (status == S2_OK && o->picture != NULL) status = cli_draw_maps(run, o->picture, &maps);
  if (status == S2_OK) cli_number(run, "rms", cli_maps_statistics(&maps, 0).rms);
  cli_maps_free(&maps);
  return status;
}

s2_status cli_convert(cli_run *run)
{
  const cli_options *o = &run->options;
  s2_alm_set *set;
  USAGE_REQUIRE(o->output != NULL, "give the file to write: -o OUT");
  bool alm = o->from != NULL ? strcmp(o->from, "alm") == 0 : o->input_layout != NULL;
  s2_status status;
  if (o->from != NULL && strcmp(o->from, "cl") == 0) {
    status = convert_spectra(run);
  } else if (alm) {
    status = cli_alm_read(run, o->operand[0], &set);
    if (status == S2_OK) status = convert_coefficients(run, set);
  } else if (o->from == NULL && s2_file_format(o->operand[0]) == S2_FORMAT_FITS &&
             s2_alm_read(&set, o->operand[0]) == S2_OK) {
    status = convert_coefficients(run, set);
  } else {
    status = convert_maps(run);
  }
  if (status == S2_OK) cli_text(run, "output", "%s", o->output);
  return status;
}
