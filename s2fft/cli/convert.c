// SPDX-License-Identifier: MIT
#include "coefficients.h"
#include <math.h>
#include <string.h>

static s2_status convert_spectra(cli_run *run)
{
  s2_cl_table *table;
  S2_TRY(s2_cl_read(&table, run->operand[0]));
  s2_status status = s2_cl_write(run->options->output, table);
  s2_cl_table_destroy(table);
  return status;
}

s2_status cli_subtract(cli_run *run, cli_maps *maps)
{
  if (run->options->minus == NULL) return S2_OK;
  cli_maps other;
  const char *sampling = s2_grid_kind_name(s2_grid_get_kind(maps->grid));
  s2_status status = cli_maps_read(run, run->options->minus, sampling, maps->count, &other);
  if (status == S2_OK && (other.size != maps->size || other.count < maps->count))
    status = S2_FAIL(S2_ERR_ARGUMENT, "%s: %d maps of %lld samples, needed are %d of %lld",
                     run->options->minus, other.count, (long long)other.size, maps->count,
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
  const cli_options *o = run->options;
  bool other = o->nside > 0 || (o->sampling != NULL && o->input_sampling != NULL) ||
               (o->sampling != NULL && s2_grid_get_kind(maps->grid) >= S2_GRID_HEALPIX);
  if (!other) return S2_OK;
  s2_alm_set *set;
  s2_grid *grid;
  S2_TRY(cli_analyse(run, maps, &set));
  s2_status status = cli_grid(run, o->sampling, set->lmax + 1, &grid);
  if (status == S2_OK) status = cli_resynthesise(run, set, grid, maps);
  s2_alm_set_destroy(set);
  return status;
}

// The sampling that is meant for the input; a FITS map tells its own.
static const char *input_sampling(const cli_run *run)
{
  const cli_options *o = run->options;
  if (o->input_sampling != NULL) return o->input_sampling;
  return o->nside > 0 || s2_file_format(run->operand[0]) == S2_FORMAT_FITS ? NULL : o->sampling;
}

static s2_status convert_maps(cli_run *run, cli_maps *maps)
{
  const cli_options *o = run->options;
  S2_TRY(resample(run, maps));
  S2_TRY(cli_subtract(run, maps));
  S2_TRY(cli_maps_write(run, o->output, maps));
  if (o->picture != NULL) S2_TRY(cli_draw_maps(run, o->picture, maps));
  cli_number(run, "rms", cli_maps_statistics(maps, 0).rms);
  return S2_OK;
}

s2_status cli_convert(cli_run *run)
{
  const cli_options *o = run->options;
  s2_alm_set *set;
  cli_maps maps;
  USAGE_REQUIRE(o->output != NULL, "give the file to write: -o OUT");
  s2_status status;
  if (o->from != NULL && strcmp(o->from, "cl") == 0) {
    status = convert_spectra(run);
  } else {
    status = cli_input_read(run, run->operand[0], input_sampling(run), o->pol ? 3 : 1, &set, &maps);
    if (status == S2_OK)
      status = set != NULL ? cli_alm_write(run, o->output, set) : convert_maps(run, &maps);
    s2_alm_set_destroy(set);
    cli_maps_free(&maps);
  }
  if (status == S2_OK) cli_text(run, "output", "%s", o->output);
  return status;
}
