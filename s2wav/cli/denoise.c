// SPDX-License-Identifier: MIT
#include "setup.h"
#include <math.h>
#include <s2common/io.h>
#include <s2common/priv/memory.h>
#include <s2wav/denoise.h>

// Noise of equal or given size at every sample of the signal's map.
static s2_status noise_of_samples(cli_run *run, const cli_signal *signal, const cli_setup *setup,
                                  s2wav_noise **noise)
{
  const cli_options *o = run->options;
  cli_signal sigma = {0};
  USAGE_REQUIRE(signal->grid != NULL,
                "coefficients have no samples: give the spectrum of the noise, --noise-cl");
  int64_t n = s2_grid_map_size(signal->grid);
  double *variance = s2_priv_alloc((size_t)n, sizeof *variance);
  s2_status status = variance != NULL ? S2_OK : S2_FAIL(S2_ERR_MEMORY, "variances");
  if (status == S2_OK && o->noise_map != NULL) {
    status = cli_map_read(run, o->noise_map, &sigma);
    if (status == S2_OK && s2_grid_map_size(sigma.grid) != n)
      status = S2_FAIL(S2_ERR_ARGUMENT, "%s: %lld samples, the signal has %lld", o->noise_map,
                       (long long)s2_grid_map_size(sigma.grid), (long long)n);
  }
  for (int64_t p = 0; p < n && status == S2_OK; ++p) {
    double s = o->noise_map != NULL ? sigma.map[p] : o->noise;
    variance[p] = s * s;
  }
  if (status == S2_OK)
    status = s2wav_noise_create_map(noise, setup->plan, setup->tiling, signal->grid, variance);
  s2_priv_free(variance);
  cli_signal_free(&sigma);
  return status;
}

static s2_status noise_of_spectrum(const cli_run *run, int L, const cli_setup *setup,
                                   s2wav_noise **noise)
{
  const char *path = run->options->noise_cl;
  s2_cl_table *table;
  S2_TRY(s2_cl_read(&table, path));
  double *cl = s2_priv_alloc((size_t)L, sizeof *cl);
  s2_status status = cl != NULL ? S2_OK : S2_FAIL(S2_ERR_MEMORY, "spectrum");
  if (status == S2_OK && table->lmax < L - 1)
    status = S2_FAIL(S2_ERR_ARGUMENT, "%s: degrees up to %d, the signal has %d", path, table->lmax,
                     L - 1);
  for (int l = 0; l < L && status == S2_OK; ++l) cl[l] = table->values[l];
  if (status == S2_OK) status = s2wav_noise_create_cl(noise, setup->plan, setup->tiling, cl);
  s2_priv_free(cl);
  s2_cl_table_destroy(table);
  return status;
}

// 10 log10 of the powers of truth and of what differs from it.
static double decibels(int L, const s2_complex *alm, const s2_complex *truth)
{
  const double *a = (const double *)alm, *t = (const double *)truth;
  double signal = 0, rest = 0;
  for (int m = 0; m < L; ++m)
    for (int l = m; l < L; ++l, a += 2, t += 2) {
      int twice = m > 0 ? 2 : 1;
      signal += twice * (t[0] * t[0] + t[1] * t[1]);
      rest += twice * ((a[0] - t[0]) * (a[0] - t[0]) + (a[1] - t[1]) * (a[1] - t[1]));
    }
  return 10 * log10(signal / rest);
}

static s2_status compare(cli_run *run, const cli_signal *signal, const s2_complex *out)
{
  cli_signal truth;
  S2_TRY(cli_signal_read(run, run->options->truth, &truth));
  s2_status status = truth.L == signal->L
                         ? S2_OK
                         : S2_FAIL(S2_ERR_ARGUMENT, "%s: L = %d, the signal has %d",
                                   run->options->truth, truth.L, signal->L);
  if (status == S2_OK) {
    double before = decibels(signal->L, signal->alm, truth.alm);
    double after = decibels(signal->L, out, truth.alm);
    cli_number(run, "before_dB", before);
    cli_number(run, "after_dB", after);
    cli_number(run, "gain_dB", after - before);
  }
  cli_signal_free(&truth);
  return status;
}

static s2_status shrink(cli_run *run, const cli_signal *signal, const cli_setup *setup,
                        s2_complex *out)
{
  static const char *const rules[] = {"hard", "soft", "sure"};
  const cli_options *o = run->options;
  s2wav_noise *noise = NULL;
  s2wav_denoise_options d;
  int n = s2wav_nscales(setup->plan);
  s2wav_denoise_report *report = s2_priv_alloc((size_t)n, sizeof *report);
  s2wav_denoise_options_init(&d);
  d.factor = o->factor;
  d.progress = cli_progress;
  d.progress_user = run;
  for (int k = 0; o->rule != NULL && k < 3; ++k)
    if (o->rule[0] == rules[k][0] && o->rule[1] == rules[k][1]) d.rule = (s2wav_threshold)k;
  s2_status status = report != NULL ? S2_OK : S2_FAIL(S2_ERR_MEMORY, "report");
  if (status == S2_OK)
    status = o->noise_cl != NULL ? noise_of_spectrum(run, signal->L, setup, &noise)
                                 : noise_of_samples(run, signal, setup, &noise);
  if (status == S2_OK) status = s2wav_denoise(setup->plan, noise, &d, signal->alm, out, report);
  for (int i = 0; i < n && status == S2_OK; ++i) {
    s2wav_scale s;
    char key[24];
    status = s2wav_get_scale(setup->plan, i, &s);
    snprintf(key, sizeof key, "j_%d", s.j);
    cli_text(run, key, "noise %.3g, threshold %.3g of it, kept %.2f %%",
             sqrt(s2wav_noise_variance(noise, i)), report[i].threshold, 100 * report[i].kept);
  }
  s2wav_noise_destroy(noise);
  s2_priv_free(report);
  return status;
}

s2_status cli_denoise(cli_run *run)
{
  const cli_options *o = run->options;
  cli_signal signal;
  cli_setup setup;
  s2_grid *grid = NULL;
  int given = (o->noise >= 0) + (o->noise_map != NULL) + (o->noise_cl != NULL);
  USAGE_REQUIRE(o->output != NULL, "give the signal to write: -o FILE");
  USAGE_REQUIRE(given == 1,
                "say what the noise is: --noise, --noise-map or --noise-cl, one of them");
  s2_status status = cli_signal_read(run, run->operand[0], &signal);
  if (status == S2_OK) status = cli_setup_make(run, signal.L, NULL, &setup);
  if (status == S2_OK) {
    s2_complex *out = s2_priv_alloc((size_t)s2wav_lm_size(setup.plan, S2FFT_REAL), sizeof *out);
    status = out != NULL ? shrink(run, &signal, &setup, out) : S2_FAIL(S2_ERR_MEMORY, "signal");
    if (status == S2_OK && o->truth != NULL) status = compare(run, &signal, out);
    if (status == S2_OK) status = cli_output_grid(run, signal.L, signal.grid, &grid);
    if (status == S2_OK)
      status = cli_signal_write(run, o->output, signal.L, out, grid, signal.unit);
    s2_grid_destroy(grid);
    s2_priv_free(out);
    cli_setup_free(&setup);
  }
  cli_signal_free(&signal);
  return status;
}
