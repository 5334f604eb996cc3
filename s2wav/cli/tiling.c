// SPDX-License-Identifier: MIT
#include "pictures.h"
#include <s2common/io.h>
#include <s2common/priv/memory.h>

// Degrees in rows: l, the scaling function, the scales.
static s2_status write_table(const char *path, const s2wav_tiling *tiling)
{
  s2_array *table;
  int n = s2wav_tiling_nscales(tiling), L = s2wav_tiling_L(tiling);
  int64_t shape[2] = {L, n + 2};
  S2_TRY(s2_array_create(&table, S2_DTYPE_F8, 2, shape));
  double *row = table->data;
  for (int l = 0; l < L; ++l, row += n + 2) {
    row[0] = l;
    for (int i = S2WAV_SCALING; i < n; ++i) row[i + 2] = s2wav_tiling_kappa(tiling, i)[l];
  }
  s2_status status = s2_array_write(path, table);
  s2_array_destroy(table);
  return status;
}

s2_status cli_tiling(cli_run *run)
{
  const cli_options *o = run->options;
  s2wav_tiling_options t;
  s2wav_tiling *tiling;
  USAGE_REQUIRE(o->L > 0, "give the band-limit: --band-limit L");
  S2_TRY(cli_tiling_options(run, &t));
  S2_TRY(s2wav_tiling_create(&tiling, o->L, &t));
  s2_status status = o->output != NULL ? write_table(o->output, tiling) : S2_OK;
  if (status == S2_OK && o->picture != NULL) status = cli_draw_tiling(run, o->picture, tiling);
  for (int i = S2WAV_SCALING; i < s2wav_tiling_nscales(tiling) && status == S2_OK; ++i) {
    s2wav_band b;
    char key[24];
    status = s2wav_tiling_band(tiling, i, &b);
    snprintf(key, sizeof key, i == S2WAV_SCALING ? "scaling" : "j_%d", b.j);
    cli_text(run, key, b.empty ? "empty" : "l = %d .. %d, peak %d, orientations %d", b.lmin,
             b.L - 1, b.peak, b.N);
  }
  cli_number(run, "admissibility_error", s2wav_tiling_error(tiling));
  if (o->output != NULL) cli_text(run, "output", "%s", o->output);
  s2wav_tiling_destroy(tiling);
  return status;
}
