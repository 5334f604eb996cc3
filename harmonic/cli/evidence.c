// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#include "cli.h"
#include <errno.h>
#include <harmonic/report.h>
#include <harmonic/transform.h>
#include <s2common/io.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { EXIT_BAD = 3, PATH_LENGTH = 1024 };

typedef struct evidence {
  harmonic_chains *chains;
  harmonic_model *model;
  problem *posterior; // NULL: none
  harmonic_model *fitted[HARMONIC_FOLDS_MAX];
  harmonic_result result;
} evidence;

// The problem that the chains were drawn from, for bridge sampling.
static s2_status find_posterior(const cli_run *run, evidence *e)
{
  if (run->options->posterior == NULL) return S2_OK;
  return problem_create(&e->posterior, run->options->posterior, harmonic_chains_ndim(e->chains));
}

static s2_status estimate(cli_run *run, evidence *e)
{
  harmonic_fit_options fit = cli_fit_options(run);
  harmonic_evidence_options options;
  S2_TRY(cli_evidence_options(run, &fit, &options));
  S2_TRY(cli_chains_read(run, run->operand[0], &e->chains));
  S2_TRY(find_posterior(run, e));
  S2_TRY(cli_model(run, e->chains, &e->model));
  options.models = e->fitted;
  if (e->posterior != NULL) {
    options.density = problem_density;
    options.density_user = e->posterior;
  }
  double start = cli_clock();
  S2_TRY(harmonic_evidence_estimate(e->chains, e->model, &options, &e->result));
  cli_number(run, "seconds", cli_clock() - start);
  const harmonic_model *inner = harmonic_transformed_inner(e->model);
  if (inner != NULL) e->result.model = harmonic_model_kind(inner); // bounds are not worth a name
  return S2_OK;
}

static s2_status make_folder(const char *path)
{
  struct stat found;
  if (mkdir(path, 0777) == 0) return S2_OK;
  int reason = errno;
  if (reason == EEXIST && stat(path, &found) == 0 && S_ISDIR(found.st_mode)) return S2_OK;
  return S2_FAIL(S2_ERR_FILE, "%s: the folder cannot be made: %s", path, strerror(reason));
}

static s2_status write_folder(cli_run *run, const evidence *e, const char *json)
{
  const char *folder = run->options->output;
  char path[PATH_LENGTH];
  S2_REQUIRE(strlen(folder) < sizeof path - 32, "%.40s...: the name is too long", folder);
  S2_TRY(make_folder(folder));
  snprintf(path, sizeof path, "%s/result.json", folder);
  S2_TRY(s2_file_write(path, json, (int64_t)strlen(json)));
  if (!run->options->no_pictures)
    S2_TRY(cli_draw_evidence(run, folder, e->chains, e->fitted, &e->result));
  cli_text(run, "output", "%s", folder);
  return S2_OK;
}

static s2_status print_table(const harmonic_result *result)
{
  size_t size = harmonic_result_text(result, 0, NULL) + 1;
  char *table = malloc(size);
  if (table == NULL) return S2_FAIL(S2_ERR_MEMORY, "a table of %zu characters", size);
  harmonic_result_text(result, size, table);
  printf("%s\n", table);
  free(table);
  return S2_OK;
}

static s2_status show(cli_run *run, const evidence *e)
{
  char *json;
  S2_TRY(cli_result_json(&e->result, &json));
  cli_json(run, "result", json);
  s2_status status = run->options->output != NULL ? write_folder(run, e, json) : S2_OK;
  free(json);
  if (status != S2_OK || run->json || run->quiet) return status;
  cli_progress_end(run);
  return print_table(&e->result);
}

s2_status cli_evidence(cli_run *run)
{
  evidence *e = calloc(1, sizeof *e);
  if (e == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a result");
  s2_status status = estimate(run, e);
  if (status == S2_OK) status = show(run, e);
  if (status == S2_OK && run->options->strict && e->result.verdict == HARMONIC_BAD)
    run->exit_status = EXIT_BAD;
  for (int k = 0; k < HARMONIC_FOLDS_MAX; k++) harmonic_model_destroy(e->fitted[k]);
  harmonic_model_destroy(e->model);
  problem_destroy(e->posterior);
  harmonic_chains_destroy(e->chains);
  free(e);
  return status;
}
