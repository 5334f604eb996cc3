// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#include "cli.h"
#include <harmonic/diagnostics.h>
#include <math.h>
#include <stdlib.h>

#define RHAT_MAX 1.01 // Vehtari et al. 2021
#define ESS_PER_CHAIN_MIN 100

static bool is_doubtful(const harmonic_diagnosis *d, int64_t chains)
{
  double least = (double)(ESS_PER_CHAIN_MIN * chains);
  return d->rhat > RHAT_MAX || d->ess_bulk < least || d->ess_tail < least;
}

static void put_json(FILE *list, const char *name, const harmonic_diagnosis *d)
{
  const struct {
    const char *name;
    double value;
  } members[] = {{"mean", d->mean},
                 {"sd", d->sd},
                 {"rhat", d->rhat},
                 {"rhat_bulk", d->rhat_bulk},
                 {"rhat_folded", d->rhat_folded},
                 {"ess_bulk", d->ess_bulk},
                 {"ess_tail", d->ess_tail},
                 {"ess_mean", d->ess_mean},
                 {"mcse_mean", d->mcse_mean},
                 {"tau", d->tau}};
  fputs("{\"name\": ", list);
  cli_put_string(list, name);
  for (size_t i = 0; i < sizeof members / sizeof *members; i++)
    if (isfinite(members[i].value))
      fprintf(list, ", \"%s\": %.12g", members[i].name, members[i].value);
    else
      fprintf(list, ", \"%s\": null", members[i].name);
  fputc('}', list);
}

static s2_status show(cli_run *run, const harmonic_chains *chains, const harmonic_diagnosis *d)
{
  int ndim = harmonic_chains_ndim(chains), doubtful = 0;
  bool text = !run->json && !run->quiet;
  char *json = NULL;
  size_t size;
  FILE *list = open_memstream(&json, &size);
  if (list == NULL) return S2_FAIL(S2_ERR_MEMORY, "a table of %d parameters", ndim);
  if (text)
    printf("%-20s %12s %11s %8s %9s %9s %11s %9s\n", "parameter", "mean", "sd", "R-hat", "ESS bulk",
           "ESS tail", "error mean", "tau");
  for (int i = 0; i <= ndim; i++) {
    const char *name = i < ndim ? harmonic_chains_parameter(chains, i).name : "ln P";
    bool doubt = is_doubtful(&d[i], harmonic_chains_count(chains));
    doubtful += doubt;
    fputs(i > 0 ? ", " : "[", list);
    put_json(list, name, &d[i]);
    if (text)
      printf("%-20s %12.6g %11.4g %8.4f %9.0f %9.0f %11.3g %9.2f%s\n", name, d[i].mean, d[i].sd,
             d[i].rhat, d[i].ess_bulk, d[i].ess_tail, d[i].mcse_mean, d[i].tau, doubt ? " !" : "");
  }
  fputc(']', list);
  s2_status status = fclose(list) == 0 ? S2_OK : S2_FAIL(S2_ERR_MEMORY, "a table of parameters");
  if (status == S2_OK) cli_json(run, "parameters", json);
  free(json);
  cli_number(run, "chains", (double)harmonic_chains_count(chains));
  cli_number(run, "points", (double)harmonic_chains_size(chains));
  cli_number(run, "doubtful", doubtful);
  if (doubtful > 0)
    cli_note(run, "marked by !: R-hat above %g, or fewer than %d effective points a chain",
             RHAT_MAX, ESS_PER_CHAIN_MIN);
  return status;
}

s2_status cli_diagnose(cli_run *run)
{
  harmonic_chains *chains;
  S2_TRY(cli_chains_read(run, run->operand[0], &chains));
  harmonic_diagnosis *d = malloc(((size_t)harmonic_chains_ndim(chains) + 1) * sizeof *d);
  s2_status status =
      d == NULL ? S2_FAIL(S2_ERR_MEMORY, "diagnoses") : harmonic_diagnose(chains, run->threads, d);
  if (status == S2_OK) status = show(run, chains, d);
  free(d);
  harmonic_chains_destroy(chains);
  return status;
}
