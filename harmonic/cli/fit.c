// SPDX-License-Identifier: MIT
#include "cli.h"
#include <harmonic/model_files.h>

static s2_status learn(cli_run *run, const harmonic_chains *chains, harmonic_model *model)
{
  harmonic_fit_report report;
  harmonic_fit_options fit = cli_fit_options(run);
  double start = cli_clock();
  S2_TRY(harmonic_model_fit(model, chains, NULL, &fit, &report));
  cli_text(run, "model", "%s", run->options->model);
  cli_number(run, "parameters", harmonic_model_ndim(model));
  cli_number(run, "loss", report.loss);
  if (report.epochs > 0) { // else a closed form
    cli_number(run, "validation_loss", report.validation_loss);
    cli_number(run, "epochs", report.epochs);
    cli_number(run, "best_epoch", report.best_epoch);
  }
  cli_number(run, "seconds", cli_clock() - start);
  if (run->options->output == NULL) return S2_OK;
  S2_TRY(harmonic_model_save(model, run->options->output));
  cli_text(run, "output", "%s", run->options->output);
  return S2_OK;
}

s2_status cli_fit(cli_run *run)
{
  harmonic_chains *chains;
  harmonic_model *model;
  S2_TRY(cli_chains_read(run, run->operand[0], &chains));
  s2_status status = cli_model(run, chains, &model);
  if (status == S2_OK) {
    status = learn(run, chains, model);
    harmonic_model_destroy(model);
  }
  harmonic_chains_destroy(chains);
  return status;
}
