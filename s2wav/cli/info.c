// SPDX-License-Identifier: MIT
// What a file of wavelets holds, or what a transform would take: memory by the library's count,
// time from one small transform, times the work.
#include "store.h"
#include <s2common/priv/memory.h>

enum { PROBE_L = 256, PROBES = 8 };

// Seconds of one complex spin transform of band-limit L, the fastest of some.
static s2_status probe(const cli_run *run, int L, double *seconds)
{
  s2_grid *grid;
  s2fft_plan *plan = NULL;
  s2fft_options o;
  s2fft_options_init(&o);
  o.spin = L > 2 ? 2 : 0;
  o.nthreads = run->threads;
  S2_TRY(s2_grid_create(&grid, S2_GRID_MW, L));
  s2_status status = s2fft_plan_create(&plan, grid, L, &o);
  s2_grid_destroy(grid);
  if (status != S2_OK) return status;
  s2_complex *alm = s2_priv_alloc((size_t)s2fft_alm_size(plan, S2FFT_COMPLEX), sizeof *alm);
  s2_complex *map = s2_priv_alloc((size_t)s2fft_map_size(plan), sizeof *map);
  if (alm == NULL || map == NULL) status = S2_FAIL(S2_ERR_MEMORY, "transform of L = %d", L);
  for (int k = 0; k < PROBES && status == S2_OK; ++k) {
    double start = cli_clock();
    status = s2fft_inverse_complex(plan, alm, map, NULL, NULL);
    double took = cli_clock() - start;
    *seconds = k == 0 || took < *seconds ? took : *seconds;
  }
  s2_priv_free(alm);
  s2_priv_free(map);
  s2fft_plan_destroy(plan);
  return status;
}

// Real signals: about N_j / 2 complex transforms a scale.
static double work_of(const s2wav_plan *plan)
{
  s2wav_scale shape;
  double work = 0;
  for (int i = 0; i < s2wav_nscales(plan); ++i)
    if (s2wav_get_scale(plan, i, &shape) == S2_OK && !shape.empty)
      work += 0.5 * (shape.N > 1 ? shape.N : 1) * (double)shape.L * shape.L * shape.L;
  return work;
}

static s2_status describe(cli_run *run, const cli_setup *setup)
{
  const s2wav_plan *plan = setup->plan;
  cli_number(run, "band_limit", s2wav_tiling_L(setup->tiling));
  cli_number(run, "orientations", s2wav_tiling_N(setup->tiling));
  for (int i = S2WAV_SCALING; i < s2wav_nscales(plan); ++i) {
    s2wav_scale s;
    char key[24];
    S2_TRY(s2wav_get_scale(plan, i, &s));
    snprintf(key, sizeof key, i == S2WAV_SCALING ? "scaling" : "j_%d", s.j);
    if (s.nside > 0)
      cli_text(run, key, "L = %d, nside = %d, %d orientations", s.L, s.nside, s.ngamma);
    else
      cli_text(run, key, "L = %d, %d x %d x %d samples", s.L, s.ngamma, s.nrings, s.nphi);
  }
  cli_number(run, "coefficients_MB", 8e-6 * (double)(s2wav_wav_size(plan) + s2wav_scal_size(plan)));
  return S2_OK;
}

static s2_status estimate(cli_run *run, const cli_setup *setup)
{
  int64_t plan, whole, stream;
  int L = s2wav_tiling_L(setup->tiling), small = L < PROBE_L ? L : PROBE_L;
  double seconds;
  S2_TRY(
      s2wav_estimate(setup->tiling, NULL, &setup->o, S2FFT_REAL, S2WAV_USE_WHOLE, &plan, &whole));
  S2_TRY(
      s2wav_estimate(setup->tiling, NULL, &setup->o, S2FFT_REAL, S2WAV_USE_STREAM, &plan, &stream));
  cli_number(run, "plan_MB", 1e-6 * (double)plan);
  cli_number(run, "workspace_MB", 1e-6 * (double)whole);
  cli_number(run, "workspace_one_scale_MB", 1e-6 * (double)stream);
  S2_TRY(probe(run, small, &seconds));
  cli_number(run, "analysis_seconds_about",
             seconds * work_of(setup->plan) / ((double)small * small * small));
  return S2_OK;
}

s2_status cli_info(cli_run *run)
{
  cli_store store;
  cli_setup setup;
  s2_status status;
  s2_grid *grid = NULL;
  if (run->noperands == 1) {
    S2_TRY(cli_store_open(run, run->operand[0], &store, &setup));
    status = describe(run, &setup);
  } else {
    const cli_options *o = run->options;
    USAGE_REQUIRE(o->L > 0, "give a file, or a band-limit: --band-limit L");
    if (o->sampling != NULL || o->nside > 0) S2_TRY(cli_output_grid(run, o->L, NULL, &grid));
    status = cli_setup_make(run, o->L, grid, &setup);
    s2_grid_destroy(grid);
    if (status != S2_OK) return status;
    status = describe(run, &setup);
    if (status == S2_OK) status = estimate(run, &setup);
  }
  cli_setup_free(&setup);
  return status;
}
