// SPDX-License-Identifier: MIT
// All scales of a signal, or of a file of wavelets, in one figure.
#include "pictures.h"
#include "store.h"
#include <s2common/priv/memory.h>
#include <s2wav/scales.h>

static s2_status fill(cli_run *run, const cli_store *store, const cli_signal *signal,
                      const s2wav_plan *plan, double **map)
{
  int n = s2wav_nscales(plan);
  s2_status status = S2_OK;
  for (int i = S2WAV_SCALING; i < n && status == S2_OK; ++i) {
    s2wav_scale shape;
    S2_TRY(s2wav_get_scale(plan, i, &shape));
    map[i + 1] = s2_priv_alloc((size_t)shape.size, sizeof **map);
    if (map[i + 1] == NULL) return S2_FAIL(S2_ERR_MEMORY, "%lld samples", (long long)shape.size);
    status = signal->alm != NULL ? s2wav_scale_analysis(plan, i, signal->alm, map[i + 1], NULL)
                                 : cli_store_get(store, plan, i, map[i + 1]);
    cli_progress(run, (i + 2.0) / (n + 1), "scales");
  }
  return status;
}

s2_status cli_picture(cli_run *run)
{
  cli_signal signal = {0};
  cli_store store = {0};
  cli_setup setup;
  const char *path = run->operand[0];
  USAGE_REQUIRE(run->options->output != NULL, "give the picture to write: -o FILE.png");
  s2_status status;
  if (cli_is_store(path)) {
    status = cli_store_open(run, path, &store, &setup);
  } else {
    status = cli_signal_read(run, path, &signal);
    if (status == S2_OK) status = cli_setup_make(run, signal.L, NULL, &setup); // smooth on MW rings
  }
  if (status == S2_OK) {
    size_t rows = (size_t)s2wav_nscales(setup.plan) + 1;
    double **map = s2_priv_alloc(rows, sizeof *map);
    status = map != NULL ? fill(run, &store, &signal, setup.plan, map)
                         : S2_FAIL(S2_ERR_MEMORY, "scales");
    if (status == S2_OK) status = cli_draw_scales(run, run->options->output, &setup, map);
    for (size_t k = 0; map != NULL && k < rows; ++k) s2_priv_free(map[k]);
    s2_priv_free(map);
    cli_setup_free(&setup);
  }
  cli_signal_free(&signal);
  return status;
}
