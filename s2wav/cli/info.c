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
static double work_of(const s2wav_scale *shapes, int nscales)
{
  double work = 0;
  for (const s2wav_scale *s = shapes + 1; s <= shapes + nscales; ++s)
    if (!s->empty) work += 0.5 * (s->N > 1 ? s->N : 1) * (double)s->L * s->L * s->L;
  return work;
}

// The scaling map, then the scales.
static void describe(cli_run *run, const s2wav_tiling *tiling, const s2wav_scale *shapes)
{
  double samples = 0;
  cli_number(run, "band_limit", s2wav_tiling_L(tiling));
  cli_number(run, "orientations", s2wav_tiling_N(tiling));
  for (int i = 0; i <= s2wav_tiling_nscales(tiling); ++i) {
    const s2wav_scale *s = &shapes[i];
    char key[24];
    snprintf(key, sizeof key, i == 0 ? "scaling" : "j_%d", s->j);
    if (s->nside > 0)
      cli_text(run, key, "L = %d, nside = %d, %d orientations", s->L, s->nside, s->ngamma);
    else
      cli_text(run, key, "L = %d, %d x %d x %d samples", s->L, s->ngamma, s->nrings, s->nphi);
    samples += (double)s->size;
  }
  cli_number(run, "coefficients_MB", 8e-6 * samples);
}

static s2_status estimate(cli_run *run, const cli_setup *setup, const s2wav_scale *shapes)
{
  int64_t plan, whole, stream;
  const s2wav_tiling *tiling = setup->tiling;
  int L = s2wav_tiling_L(tiling), small = L < PROBE_L ? L : PROBE_L;
  double seconds;
  S2_TRY(s2wav_estimate(tiling, NULL, &setup->o, S2FFT_REAL, S2WAV_USE_WHOLE, &plan, &whole));
  S2_TRY(s2wav_estimate(tiling, NULL, &setup->o, S2FFT_REAL, S2WAV_USE_STREAM, &plan, &stream));
  cli_number(run, "plan_MB", 1e-6 * (double)plan);
  cli_number(run, "workspace_MB", 1e-6 * (double)whole);
  cli_number(run, "workspace_one_scale_MB", 1e-6 * (double)stream);
  S2_TRY(probe(run, small, &seconds));
  cli_number(run, "analysis_seconds_about",
             seconds * work_of(shapes, s2wav_tiling_nscales(tiling)) /
                 ((double)small * small * small));
  return S2_OK;
}

// The tiling that the options name; no plan.
static s2_status open_options(cli_run *run, cli_setup *setup)
{
  const cli_options *o = run->options;
  s2_grid *grid = NULL;
  USAGE_REQUIRE(o->L > 0, "give a file, or a band-limit: --band-limit L");
  if (o->sampling != NULL || o->nside > 0) S2_TRY(cli_output_grid(run, o->L, NULL, &grid));
  s2_status status = cli_setup_options(run, grid, setup);
  s2_grid_destroy(grid);
  return status == S2_OK ? s2wav_tiling_create(&setup->tiling, o->L, &setup->tile) : status;
}

static s2_status tell(cli_run *run, const cli_setup *setup)
{
  size_t count = (size_t)s2wav_tiling_nscales(setup->tiling) + 1;
  s2wav_scale *shapes = s2_priv_alloc(count, sizeof *shapes);
  if (shapes == NULL) return S2_FAIL(S2_ERR_MEMORY, "shapes of %zu maps", count);
  s2_status status = s2wav_shapes(setup->tiling, NULL, &setup->o, shapes);
  if (status == S2_OK) describe(run, setup->tiling, shapes);
  if (status == S2_OK && run->noperands == 0) status = estimate(run, setup, shapes);
  s2_priv_free(shapes);
  return status;
}

s2_status cli_info(cli_run *run)
{
  cli_store store;
  cli_setup setup;
  S2_TRY(run->noperands == 1 ? cli_store_open(run, run->operand[0], &store, &setup)
                             : open_options(run, &setup));
  s2_status status = tell(run, &setup);
  cli_setup_free(&setup);
  return status;
}
