// SPDX-License-Identifier: MIT
// The sub-commands of harmonic, and what they share; what is common to all commands is in
// s2common/priv/cli.h.
#ifndef CLI_H
#define CLI_H

#include "options.h"
#include <harmonic/cross_fit.h>
#include <harmonic/parameters.h>
#include <problem.h>

s2_status cli_evidence(cli_run *run);
s2_status cli_compare(cli_run *run);
s2_status cli_fit(cli_run *run);
s2_status cli_sample(cli_run *run);
s2_status cli_diagnose(cli_run *run);
s2_status cli_validate(cli_run *run);
s2_status cli_convert(cli_run *run);

// ------------------------------------------------------------------ chains

// Chains of a file or root as the options want them, without burn-in, thinned.
s2_status cli_chains_read(cli_run *run, const char *path, harmonic_chains **chains);

// Write to --output, and what there is to the report. Refuses a root under which other chains would
// be read too.
s2_status cli_chains_write(cli_run *run, const harmonic_chains *chains);

// ------------------------------------------------------------------ models

// The unfitted model of the options for these chains, in their bounds.
s2_status cli_model(const cli_run *run, const harmonic_chains *chains, harmonic_model **model);

// Settings of training from the options.
harmonic_fit_options cli_fit_options(cli_run *run);

// ------------------------------------------------------------------ evidence

// Settings of an estimate from the options; `fit` must live as long.
s2_status cli_evidence_options(cli_run *run, const harmonic_fit_options *fit,
                               harmonic_evidence_options *options);

// Everything about a result as JSON, to be freed by free().
s2_status cli_result_json(const harmonic_result *result, char **text);

// ln z, its error and verdict (doubtful if there is none) from a file of cli_result_json() or a
// report of evidence --json; the rest of `result` is 0.
s2_status cli_result_read(const char *path, harmonic_result *result);

// The same from the content of the file, for the fuzzer.
s2_status cli_result_parse(const char *path, const char *text, harmonic_result *result);

// The pictures of an evidence in a folder; `models` [folds].
s2_status cli_draw_evidence(cli_run *run, const char *folder, const harmonic_chains *chains,
                            harmonic_model *const *models, const harmonic_result *result);

// ------------------------------------------------------------------ problems

// Chains of a problem by the sampler of the options, with names and ranges; what the sampler says
// about itself goes to the report.
s2_status cli_problem_chains(cli_run *run, const problem *p, uint64_t seed,
                             harmonic_chains **chains);

#endif
