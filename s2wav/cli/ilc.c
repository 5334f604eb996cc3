// SPDX-License-Identifier: MIT
#include "setup.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/priv/memory.h>
#include <s2wav/ilc.h>
#include <stdlib.h>

// --factors: one number per map, separated by commas.
static s2_status read_factors(const char *text, int n, double *a)
{
  for (int k = 0; k < n; ++k) {
    char *end;
    a[k] = text != NULL ? strtod(text, &end) : 1;
    if (text == NULL) continue;
    USAGE_REQUIRE(end != text && *end == (k + 1 < n ? ',' : '\0'),
                  "--factors: give %d numbers separated by commas, one for each map", n);
    text = end + 1;
  }
  return S2_OK;
}

static s2_status combine(cli_run *run, const cli_signal *signal, const cli_setup *setup,
                         s2_complex *out)
{
  double a[CLI_OPERANDS_MAX];
  const s2_complex *flm[CLI_OPERANDS_MAX];
  s2wav_ilc_options o;
  int n = s2wav_nscales(setup->plan), channels = run->noperands;
  S2_TRY(read_factors(run->options->factors, channels, a));
  for (int k = 0; k < channels; ++k) flm[k] = signal[k].alm;
  s2wav_ilc_options_init(&o);
  o.bias = run->options->bias;
  o.progress = cli_progress;
  o.progress_user = run;
  s2wav_ilc_report *report = s2_priv_alloc((size_t)n + 1, sizeof *report);
  if (report == NULL) return S2_FAIL(S2_ERR_MEMORY, "report");
  s2_status status = s2wav_ilc(setup->plan, setup->tiling, channels, flm, a, &o, out, report);
  for (int i = S2WAV_SCALING; i < n && status == S2_OK; ++i) {
    s2wav_scale s;
    char key[24], width[32] = "of the whole sky";
    const s2wav_ilc_report *r = &report[i + 1];
    status = s2wav_get_scale(setup->plan, i, &s);
    snprintf(key, sizeof key, i == S2WAV_SCALING ? "scaling" : "j_%d", s.j);
    if (isfinite(r->fwhm))
      snprintf(width, sizeof width, "over %.1f degrees", r->fwhm * 180 / S2_PI);
    cli_text(run, key, "covariance %s, %.0f modes, %.2f %% of the power lost", width, r->modes,
             100 * r->bias);
  }
  s2_priv_free(report);
  return status;
}

static s2_status read_all(cli_run *run, cli_signal *signal)
{
  for (int k = 0; k < run->noperands; ++k) {
    S2_TRY(cli_signal_read(run, run->operand[k], &signal[k]));
    S2_REQUIRE(signal[k].L == signal[0].L, "%s: L = %d, %s has %d: give --band-limit",
               run->operand[k], signal[k].L, run->operand[0], signal[0].L);
  }
  return S2_OK;
}

s2_status cli_ilc(cli_run *run)
{
  cli_signal signal[CLI_OPERANDS_MAX] = {{0}};
  cli_setup setup;
  s2_grid *grid = NULL;
  USAGE_REQUIRE(run->options->output != NULL, "give the signal to write: -o FILE");
  s2_status status = read_all(run, signal);
  if (status == S2_OK) status = cli_setup_make(run, signal[0].L, NULL, &setup);
  if (status == S2_OK) {
    s2_complex *out = s2_priv_alloc((size_t)s2wav_lm_size(setup.plan, S2FFT_REAL), sizeof *out);
    status = out != NULL ? combine(run, signal, &setup, out) : S2_FAIL(S2_ERR_MEMORY, "signal");
    if (status == S2_OK) status = cli_output_grid(run, signal[0].L, signal[0].grid, &grid);
    if (status == S2_OK)
      status = cli_signal_write(run, run->options->output, signal[0].L, out, grid, signal[0].unit);
    s2_grid_destroy(grid);
    s2_priv_free(out);
    cli_setup_free(&setup);
  }
  for (int k = 0; k < CLI_OPERANDS_MAX; ++k) cli_signal_free(&signal[k]);
  return status;
}
