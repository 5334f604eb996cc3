// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#include "cli.h"
#include <harmonic/bayes_factor.h>
#include <harmonic/report.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_LENGTH = 1024 };

// Jeffreys' scale as Trotta 2008, table 1, gives it.
static const struct {
  double least; // |ln B|
  const char *word;
} grades[] = {{5, "strong"}, {2.5, "moderate"}, {1, "weak"}, {0, "inconclusive"}};

static const char *word_of(double ln_factor)
{
  size_t k = 0;
  while (fabs(ln_factor) < grades[k].least) k++;
  return grades[k].word;
}

static s2_status estimate(cli_run *run, const char *path, harmonic_result *result)
{
  harmonic_fit_options fit = cli_fit_options(run);
  harmonic_evidence_options options;
  harmonic_chains *chains;
  harmonic_model *model;
  S2_TRY(cli_evidence_options(run, &fit, &options));
  S2_TRY(cli_chains_read(run, path, &chains));
  s2_status status = cli_model(run, chains, &model);
  if (status == S2_OK) {
    status = harmonic_evidence_estimate(chains, model, &options, result);
    harmonic_model_destroy(model);
  }
  harmonic_chains_destroy(chains);
  return status;
}

// A folder of evidence -o, a file of JSON, or chains.
static s2_status obtain(cli_run *run, const char *path, harmonic_result *result)
{
  char file[PATH_LENGTH];
  struct stat found;
  size_t length = strlen(path);
  snprintf(file, sizeof file, "%s/result.json", path);
  if (length < sizeof file - 16 && stat(file, &found) == 0) return cli_result_read(file, result);
  if (length > 5 && strcmp(path + length - 5, ".json") == 0) return cli_result_read(path, result);
  return estimate(run, path, result);
}

static s2_status show(cli_run *run, const harmonic_result *results, int best)
{
  char *json = NULL;
  size_t size;
  FILE *list = open_memstream(&json, &size);
  if (list == NULL) return S2_FAIL(S2_ERR_MEMORY, "a table of %d models", run->noperands);
  bool text = !run->json && !run->quiet;
  cli_progress_end(run);
  if (text)
    printf("%-24s %14s %8s   %12s %8s%s\n", "model", "ln z", "error", "ln B to best", "error",
           run->options->words ? "   evidence against" : "");
  s2_status status = S2_OK;
  for (int i = 0; i < run->noperands && status == S2_OK; i++) {
    const harmonic_result *r = &results[i];
    harmonic_bayes_factor b;
    status = harmonic_ln_bayes_factor(r, &results[best], &b);
    if (status != S2_OK) break;
    if (i == best) b.ln_factor = b.error = 0;
    const char *word = i == best ? "-" : word_of(b.ln_factor);
    fputs(i > 0 ? ", {\"name\": " : "[{\"name\": ", list);
    cli_put_string(list, run->operand[i]);
    fprintf(list,
            ", \"ln_evidence\": %.17g, \"error\": %.17g, \"ln_factor\": %.17g,"
            " \"factor_error\": %.17g, \"word\": \"%s\", \"verdict\": \"%s\"}",
            r->ln_evidence, r->error, b.ln_factor, b.error, word,
            harmonic_verdict_name(r->verdict));
    if (!text) continue;
    printf("%-24s %14.4f %8.4f   %12.4f %8.4f", run->operand[i], r->ln_evidence, r->error,
           b.ln_factor, b.error);
    printf("%s%s%s\n", run->options->words ? "   " : "", run->options->words ? word : "",
           r->verdict == HARMONIC_GOOD  ? ""
           : r->verdict == HARMONIC_BAD ? "   (bad)"
                                        : "   (doubtful)");
  }
  fputc(']', list);
  if (fclose(list) != 0 && status == S2_OK) status = S2_FAIL(S2_ERR_MEMORY, "a table of models");
  if (status == S2_OK) cli_json(run, "models", json);
  free(json);
  return status;
}

s2_status cli_compare(cli_run *run)
{
  int n = run->noperands, best = 0;
  harmonic_result *results = calloc((size_t)n, sizeof *results);
  harmonic_bayes_factor b;
  if (results == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d results", n);
  s2_status status = S2_OK;
  for (int i = 0; i < n && status == S2_OK; i++) {
    status = obtain(run, run->operand[i], &results[i]);
    if (results[i].ln_evidence > results[best].ln_evidence) best = i;
  }
  if (status == S2_OK) status = show(run, results, best);
  if (status == S2_OK) status = harmonic_ln_bayes_factor(&results[0], &results[1], &b);
  if (status == S2_OK && n == 2) {
    cli_text(run, "best", "%s", run->operand[best]);
    cli_number(run, "ln_bayes_factor", b.ln_factor);
    cli_number(run, "error", b.error);
    cli_number(run, "probability_of_first", b.probability);
  }
  free(results);
  return status;
}
