// SPDX-License-Identifier: MIT
#include "setup.h"
#include <string.h>

void cli_setup_free(cli_setup *setup)
{
  s2wav_plan_destroy(setup->plan);
  s2wav_tiling_destroy(setup->tiling);
}

s2_status cli_tiling_options(const cli_run *run, s2wav_tiling_options *o)
{
  static const struct {
    const char *name;
    s2wav_kernel kernel;
  } families[] = {{"scale-discretised", S2WAV_SCALE_DISCRETISED},
                  {"needlet", S2WAV_NEEDLET},
                  {"spline", S2WAV_SPLINE},
                  {"cosine", S2WAV_COSINE}};
  const cli_options *c = run->options;
  s2wav_tiling_options_init(o);
  for (size_t i = 0; c->kernel != NULL && i < sizeof families / sizeof *families; ++i)
    if (strcmp(c->kernel, families[i].name) == 0) o->kernel = families[i].kernel;
  o->lambda = c->lambda;
  o->J_min = c->J_min;
  o->N = c->orientations;
  o->quadrature = c->exact ? S2WAV_EXACT : S2WAV_TRAPEZOID;
  return S2_OK;
}

s2_status cli_setup_plan(cli_setup *setup, int L, const s2_grid *grid)
{
  S2_TRY(s2wav_tiling_create(&setup->tiling, L, &setup->tile));
  s2_status status = s2wav_plan_create(&setup->plan, setup->tiling, grid, &setup->o);
  if (status != S2_OK) s2wav_tiling_destroy(setup->tiling);
  return status;
}

s2_status cli_setup_options(const cli_run *run, const s2_grid *grid, cli_setup *setup)
{
  const cli_options *c = run->options;
  *setup = (cli_setup){0};
  S2_TRY(cli_tiling_options(run, &setup->tile));
  s2wav_options *o = &setup->o;
  s2wav_options_init(o);
  o->storage = c->full_gamma ? S2WAV_FULL : S2WAV_STEERABLE;
  o->full_resolution = c->full_resolution;
  o->layout = S2FFT_LAYOUT_TRIANGLE;
  o->nthreads = run->threads;
  s2_grid_kind kind = grid != NULL ? s2_grid_get_kind(grid) : S2_GRID_MW;
  if (c->wavelet_sampling != NULL) S2_TRY(s2_grid_kind_from_name(c->wavelet_sampling, &kind));
  o->sampling = (int)kind;
  o->iterations = c->iterations >= 0 ? c->iterations : kind == S2_GRID_HEALPIX ? 3 : 0;
  return S2_OK;
}

s2_status cli_setup_make(cli_run *run, int L, const s2_grid *grid, cli_setup *setup)
{
  S2_TRY(cli_setup_options(run, grid, setup));
  return cli_setup_plan(setup, L, NULL);
}
