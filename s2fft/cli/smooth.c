// SPDX-License-Identifier: MIT
#include "coefficients.h"
#include <s2fft/filters.h>
#include <s2fft/spectra.h>
#include <stdlib.h>

// The band that passes, 1 or 0 for each degree.
static s2_status band_of(const cli_options *o, int L, double *band)
{
  int low = o->lmin > 0 ? o->lmin : 0, high = o->pass_lmax >= 0 ? o->pass_lmax : L - 1;
  USAGE_REQUIRE(low <= high && low < L, "--lmin %d: give at most %d", low, high < L ? high : L - 1);
  return s2fft_window_band(L, &(s2fft_band){.low = low, .high = high}, band);
}

// Multiply a component by the band, and by its column of the window: of T, E, B the files of beams
// and pixels have one or three columns, or T and one for both others.
static s2_status filter(s2_alm_set *set, int i, const double *band, const s2_cl_table *window,
                        double *factors)
{
  int L = set->lmax + 1;
  const double *column = NULL;
  if (window != NULL) {
    int c = i < window->ncolumns ? i : window->ncolumns - 1;
    column = window->values + (int64_t)c * (window->lmax + 1);
  }
  for (int l = 0; l < L; l++) factors[l] = column != NULL ? band[l] * column[l] : band[l];
  return s2fft_window_apply(L, set->mmax, factors, cli_component(set, i), cli_component(set, i));
}

static s2_status filter_all(cli_run *run, s2_alm_set *set)
{
  const cli_options *o = run->options;
  int L = set->lmax + 1;
  s2_cl_table *window = NULL;
  if (o->window != NULL) S2_TRY(s2_cl_read(&window, o->window));
  double *band = malloc(2 * (size_t)L * sizeof *band);
  s2_status status = band == NULL ? S2_FAIL(S2_ERR_MEMORY, "window of %d degrees", L) : S2_OK;
  if (status == S2_OK && window != NULL && window->lmax < L - 1)
    status = S2_FAIL(S2_ERR_ARGUMENT, "%s ends at l = %d, the map has l < %d: give --band-limit",
                     o->window, window->lmax, L);
  if (status == S2_OK) status = band_of(o, L, band);
  for (int i = 0; i < set->ncomponents && status == S2_OK; i++)
    status = filter(set, i, band, window, band + L);
  free(band);
  s2_cl_table_destroy(window);
  return status;
}

s2_status cli_smooth(cli_run *run)
{
  const cli_options *o = run->options;
  USAGE_REQUIRE(o->output != NULL, "give the map to write: -o MAP");
  USAGE_REQUIRE(o->fwhm > 0 || o->window != NULL || o->lmin >= 0 || o->pass_lmax >= 0,
                "give what to do: --fwhm, --window, --lmin or --lmax");
  cli_maps maps;
  s2_alm_set *set = NULL;
  s2_status status = cli_maps_read(run, run->operand[0], o->sampling, cli_wanted_maps(o), &maps);
  if (status == S2_OK) status = cli_analyse(run, &maps, &set);
  if (status == S2_OK) status = filter_all(run, set);
  if (status == S2_OK) status = cli_resynthesise(run, set, NULL, &maps); // with the beam of --fwhm
  if (status == S2_OK) status = cli_maps_write(run, o->output, &maps);
  if (status == S2_OK && o->picture != NULL) status = cli_draw_maps(run, o->picture, &maps);
  if (status == S2_OK) {
    cli_number(run, "rms", cli_maps_statistics(&maps, 0).rms);
    cli_text(run, "output", "%s", o->output);
  }
  s2_alm_set_destroy(set);
  cli_maps_free(&maps);
  return status;
}
