// SPDX-License-Identifier: MIT
#include "bands.h"
#include <math.h>
#include <s2fft/mask.h>
#include <string.h>

static const double degree = 3.14159265358979323846 / 180;

s2_status cli_mask_read(cli_run *run, const char *path, cli_maps *mask)
{
  S2_TRY(cli_maps_read(run, path, run->options->sampling, 1, mask));
  S2_REQUIRE(mask->count == 1 && !mask->is_complex, "%s: %d maps%s; a mask is one real map", path,
             mask->count, mask->is_complex ? " of complex numbers" : "");
  for (int64_t i = 0; i < mask->size; i++)
    if (isnan(mask->values[i])) mask->values[i] = 0; // no value: masked
  return S2_OK;
}

// Masked discs around masked samples, smoothed by the transforms of a plan.
static s2_status smooth_edges(cli_run *run, const cli_maps *mask, double sigma,
                              const s2fft_mask_options *options, double *out)
{
  s2fft_plan *plan;
  S2_TRY(cli_plan_create(run, mask->grid, cli_band_limit(run, mask->grid), 0, -1, &plan));
  s2_status status = s2fft_mask_smooth(plan, mask->grid, mask->values, sigma, options, out);
  s2fft_plan_destroy(plan);
  return status;
}

static s2_status apodise(cli_run *run, cli_maps *mask)
{
  const cli_options *o = run->options;
  const char *kind = o->kind != NULL ? o->kind : "c2";
  double width = o->apodise * degree;
  cli_maps result;
  s2_grid *grid = mask->grid;
  s2fft_mask_options options;
  s2fft_mask_options_init(&options);
  options.nthreads = run->threads;
  options.progress = cli_progress;
  options.progress_user = run;
  s2_status status = cli_maps_create(grid, 1, false, &result);
  if (status == S2_OK)
    status = strcmp(kind, "smooth") == 0
                 ? smooth_edges(run, mask, width, &options, result.values)
                 : s2fft_mask_apodise(grid, mask->values,
                                      strcmp(kind, "c1") == 0 ? S2FFT_APODISE_C1 : S2FFT_APODISE_C2,
                                      width, &options, result.values);
  if (status == S2_OK)
    memcpy(mask->values, result.values, (size_t)mask->size * sizeof *mask->values);
  result.grid = NULL; // it is the mask's
  cli_maps_free(&result);
  return status;
}

s2_status cli_mask(cli_run *run)
{
  const cli_options *o = run->options;
  cli_maps mask = {0};
  s2fft_moments m;
  USAGE_REQUIRE(o->output != NULL, "give the mask to write: -o OUT");
  USAGE_REQUIRE(o->kind == NULL || o->apodise >= 0, "--kind %s: give its width, --apodise DEG",
                o->kind);
  s2_status status = cli_mask_read(run, run->operand[0], &mask);
  if (status == S2_OK && o->apodise > 0) status = apodise(run, &mask);
  if (status == S2_OK) status = s2fft_mask_moments(mask.grid, mask.values, &m);
  if (status == S2_OK) status = cli_maps_write(run, o->output, &mask);
  if (status == S2_OK && o->picture != NULL) status = cli_draw_maps(run, o->picture, &mask);
  if (status == S2_OK) {
    cli_number(run, "f_sky", m.sky);
    cli_number(run, "w1", m.w1);
    cli_number(run, "w2", m.w2);
    cli_number(run, "f_sky_effective", m.effective);
    cli_text(run, "output", "%s", o->output);
  }
  cli_maps_free(&mask);
  return status;
}
