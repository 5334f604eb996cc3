// SPDX-License-Identifier: MIT
#include "store.h"
#include <s2common/priv/memory.h>
#include <s2wav/scales.h>

static s2_status all_scales(cli_run *run, const cli_store *store, const s2wav_plan *plan,
                            s2_complex *alm)
{
  int n = s2wav_nscales(plan);
  s2_status status = S2_OK;
  for (int i = S2WAV_SCALING; i < n && status == S2_OK; ++i) {
    s2wav_scale shape;
    S2_TRY(s2wav_get_scale(plan, i, &shape));
    double *map = s2_priv_alloc((size_t)shape.size, sizeof *map);
    if (map == NULL) return S2_FAIL(S2_ERR_MEMORY, "%lld samples", (long long)shape.size);
    status = cli_store_get(store, plan, i, map);
    if (status == S2_OK) status = s2wav_scale_synthesis(plan, i, map, alm, NULL);
    s2_priv_free(map);
    cli_progress(run, (i + 2.0) / (n + 1), "synthesis");
  }
  return status;
}

s2_status cli_synthesis(cli_run *run)
{
  const cli_options *o = run->options;
  cli_store store;
  cli_setup setup;
  s2_grid *grid = NULL;
  USAGE_REQUIRE(o->output != NULL, "give the signal to write: -o FILE");
  S2_TRY(cli_store_open(run, run->operand[0], &store, &setup));
  int L = s2wav_tiling_L(setup.tiling);
  s2_complex *alm = s2_priv_alloc((size_t)s2wav_lm_size(setup.plan, S2FFT_REAL), sizeof *alm);
  s2_status status = alm != NULL ? all_scales(run, &store, setup.plan, alm)
                                 : S2_FAIL(S2_ERR_MEMORY, "coefficients of L = %d", L);
  if (status == S2_OK) status = cli_output_grid(run, L, NULL, &grid);
  if (status == S2_OK) status = cli_signal_write(run, o->output, L, alm, grid, NULL);
  s2_grid_destroy(grid);
  s2_priv_free(alm);
  cli_setup_free(&setup);
  return status;
}
