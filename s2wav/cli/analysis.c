// SPDX-License-Identifier: MIT
// Scale by scale: the memory of one, and a folder can be resumed after an interruption.
#include "store.h"
#include <s2common/priv/memory.h>
#include <s2fft/layout.h>
#include <s2wav/scales.h>
#include <string.h>

// A number that another signal, be it this one with other signs, does not have.
static double mark_of(const cli_signal *signal)
{
  const double *a = (const double *)signal->alm;
  double sum = 0;
  for (int m = 0; m < signal->L; ++m)
    for (int l = m; l < signal->L; ++l, a += 2) sum += (l + 1) * a[0] + (m + 0.5) * a[1];
  return sum;
}

// A folder that is resumed must have come from the same signal and options.
static s2_status check_same(const char *path, const double *parameters)
{
  double old[CLI_PARAMETERS];
  S2_TRY(cli_store_read_parameters(path, old));
  for (int k = 0; k < CLI_PARAMETERS; ++k)
    S2_REQUIRE(
        old[k] == parameters[k],
        "%s: was begun with another signal or other options (parameter %d: %.17g, not %.17g)", path,
        k, old[k], parameters[k]);
  return S2_OK;
}

static s2_status all_scales(cli_run *run, const cli_setup *setup, const cli_signal *signal,
                            cli_store *store)
{
  s2wav_workspace *work;
  s2wav_scale shape;
  int n = s2wav_nscales(setup->plan), kept = 0;
  int64_t most = s2wav_scal_size(setup->plan);
  for (int i = 0; i < n; ++i) {
    S2_TRY(s2wav_get_scale(setup->plan, i, &shape));
    most = shape.size > most ? shape.size : most;
  }
  S2_TRY(s2wav_workspace_create(&work, setup->plan, S2FFT_REAL, S2WAV_USE_STREAM));
  double *map = s2_priv_alloc((size_t)most, sizeof *map);
  s2_status status = map != NULL ? S2_OK : S2_FAIL(S2_ERR_MEMORY, "%lld samples", (long long)most);
  for (int i = S2WAV_SCALING; i < n && status == S2_OK; ++i) {
    bool has = run->options->resume && cli_store_has(store, setup->plan, i);
    kept += has;
    if (!has) status = s2wav_scale_analysis(setup->plan, i, signal->alm, map, work);
    if (!has && status == S2_OK) status = cli_store_put(store, setup->plan, i, map);
    cli_progress(run, (i + 2.0) / (n + 1), "analysis");
  }
  if (run->options->resume) cli_number(run, "kept", kept);
  s2_priv_free(map);
  s2wav_workspace_destroy(work);
  return status;
}

static s2_status analyse(cli_run *run, const cli_setup *setup, const cli_signal *signal)
{
  const cli_options *o = run->options;
  cli_store store;
  double parameters[CLI_PARAMETERS];
  cli_store_parameters(setup, mark_of(signal), parameters);
  bool resumed = o->resume && cli_store_is_begun(o->output);
  if (resumed) S2_TRY(check_same(o->output, parameters));
  S2_TRY(cli_store_create(o->output, &store));
  s2_status status = resumed ? S2_OK : cli_store_clear(&store);
  if (status == S2_OK && !resumed) status = cli_store_put_parameters(&store, parameters);
  if (status == S2_OK) status = all_scales(run, setup, signal, &store);
  if (status == S2_OK) status = cli_store_finish(&store);
  cli_store_free(&store);
  return status;
}

s2_status cli_analysis(cli_run *run)
{
  const cli_options *o = run->options;
  cli_signal signal;
  cli_setup setup;
  USAGE_REQUIRE(o->output != NULL, "give the file of wavelets to write: -o FILE.npz or -o FOLDER/");
  USAGE_REQUIRE(cli_is_store(o->output), "%s: wavelets are written to a .npz file or a FOLDER/",
                o->output);
  USAGE_REQUIRE(!o->resume || s2_file_format(o->output) != S2_FORMAT_NPZ,
                "%s: --resume is of a FOLDER/, a .npz file is written as a whole", o->output);
  s2_status status = cli_signal_read(run, run->operand[0], &signal);
  if (status == S2_OK) status = cli_setup_make(run, signal.L, signal.grid, &setup);
  if (status == S2_OK) {
    status = analyse(run, &setup, &signal);
    cli_number(run, "band_limit", signal.L);
    cli_number(run, "scales", s2wav_nscales(setup.plan));
    cli_number(run, "orientations", s2wav_tiling_N(setup.tiling));
    cli_number(run, "samples", (double)(s2wav_wav_size(setup.plan) + s2wav_scal_size(setup.plan)));
    cli_setup_free(&setup);
  }
  if (status == S2_OK) cli_text(run, "output", "%s", o->output);
  cli_signal_free(&signal);
  return status;
}
