// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#include "cli.h"
#include <harmonic/calibration.h>
#include <harmonic/edit.h>
#include <harmonic/report.h>
#include <math.h>
#include <stdlib.h>

enum { EXIT_WRONG = 1 };
#define PULL_MAX 5 // of a good verdict

typedef struct validation {
  cli_run *run;
  const problem *problem;
  FILE *list; // JSON
  int count, wrong;
} validation;

static bool prints(const cli_run *run)
{
  return !run->json && !run->quiet;
}

static s2_status draw(void *user, uint64_t seed, harmonic_chains *chains)
{
  validation *v = user;
  harmonic_chains *drawn;
  int nreport = v->run->nreport; // what samplers report is of no interest here
  S2_TRY(cli_problem_chains(v->run, v->problem, seed, &drawn));
  v->run->nreport = nreport;
  s2_status status = harmonic_chains_append(chains, drawn);
  harmonic_chains_destroy(drawn);
  return status;
}

// The names of the columns, above the first problem.
static void print_head(const validation *v)
{
  if (!prints(v->run) || v->count > 0) return;
  if (v->run->options->repeat > 0)
    printf("%-18s %4s %6s %8s %8s %7s %7s %9s %9s  %s\n", "problem", "D", "sets", "in 1 sig",
           "in 2 sig", "bias", "width", "scatter", "stated", "good/doubtful/bad");
  else
    printf("%-18s %4s %14s %14s %9s %7s  %s\n", "problem", "D", "true ln z", "ln z", "error",
           "pull", "verdict");
}

static s2_status once(validation *v, const harmonic_chains *chains, const harmonic_model *model,
                      const harmonic_evidence_options *options)
{
  const problem *p = v->problem;
  harmonic_result *r = calloc(1, sizeof *r);
  if (r == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a result");
  s2_status status = harmonic_evidence_estimate(chains, model, options, r);
  if (status == S2_OK) {
    double pull = (r->ln_evidence - p->ln_z) / r->error;
    const char *verdict = harmonic_verdict_name(r->verdict);
    v->wrong += r->verdict == HARMONIC_GOOD && fabs(pull) > PULL_MAX;
    cli_progress_end(v->run);
    print_head(v);
    if (prints(v->run))
      printf("%-18s %4d %14.5f %14.5f %9.5f %7.2f  %s\n", p->kind->name, p->ndim, p->ln_z,
             r->ln_evidence, r->error, pull, verdict);
    fprintf(v->list,
            "%s{\"problem\": \"%s\", \"ndim\": %d, \"truth\": %.17g, \"ln_evidence\": %.17g,"
            " \"error\": %.17g, \"pull\": %.6g, \"verdict\": \"%s\"}",
            v->count > 0 ? ", " : "", p->kind->name, p->ndim, p->ln_z, r->ln_evidence, r->error,
            pull, verdict);
  }
  free(r);
  return status;
}

static s2_status many(validation *v, const harmonic_model *model,
                      const harmonic_evidence_options *options)
{
  const problem *p = v->problem;
  harmonic_calibration c;
  S2_TRY(harmonic_calibrate(p->ndim, draw, v, p->ln_z, model, options, v->run->options->repeat,
                            NULL, &c));
  cli_progress_end(v->run);
  print_head(v);
  if (prints(v->run))
    printf("%-18s %4d %6d %8.3f %8.3f %7.3f %7.3f %9.5f %9.5f  %d/%d/%d\n", p->kind->name, p->ndim,
           c.repetitions, c.coverage, c.coverage2, c.bias, c.width, c.scatter, c.stated,
           c.verdicts[0], c.verdicts[1], c.verdicts[2]);
  fprintf(v->list,
          "%s{\"problem\": \"%s\", \"ndim\": %d, \"repetitions\": %d, \"coverage\": %.6g,"
          " \"coverage2\": %.6g, \"bias\": %.6g, \"width\": %.6g, \"scatter\": %.6g,"
          " \"stated\": %.6g, \"good\": %d, \"doubtful\": %d, \"bad\": %d}",
          v->count > 0 ? ", " : "", p->kind->name, p->ndim, c.repetitions, c.coverage, c.coverage2,
          c.bias, c.width, c.scatter, c.stated, c.verdicts[0], c.verdicts[1], c.verdicts[2]);
  return S2_OK;
}

static s2_status validate_problem(validation *v)
{
  cli_run *run = v->run;
  harmonic_fit_options fit = cli_fit_options(run);
  harmonic_evidence_options options;
  harmonic_chains *chains;
  harmonic_model *model;
  int nreport = run->nreport;
  S2_TRY(cli_evidence_options(run, &fit, &options));
  S2_TRY(cli_problem_chains(run, v->problem, (uint64_t)run->options->seed, &chains));
  run->nreport = nreport;
  s2_status status = cli_model(run, chains, &model);
  if (status == S2_OK) {
    status = run->options->repeat > 0 ? many(v, model, &options) : once(v, chains, model, &options);
    harmonic_model_destroy(model);
  }
  harmonic_chains_destroy(chains);
  v->count++;
  return status;
}

static s2_status validate_name(validation *v, const char *name)
{
  problem *p;
  S2_TRY(problem_create(&p, name, v->run->options->ndim));
  v->problem = p;
  s2_status status = validate_problem(v);
  problem_destroy(p);
  return status;
}

static s2_status validate_all(validation *v)
{
  const cli_run *run = v->run;
  int count;
  const problem_kind *kinds = problem_kinds(&count);
  USAGE_REQUIRE(run->options->ndim == 0 || run->noperands > 0,
                "--ndim needs the name of a problem");
  for (int i = 0; i < (run->noperands > 0 ? run->noperands : count); i++)
    S2_TRY(validate_name(v, run->noperands > 0 ? run->operand[i] : kinds[i].name));
  return S2_OK;
}

static s2_status list_problems(cli_run *run)
{
  int count;
  const problem_kind *kinds = problem_kinds(&count);
  for (int i = 0; i < count; i++)
    cli_text(run, kinds[i].name, "%s; D = %d (%d .. %d)", kinds[i].summary, kinds[i].usual,
             kinds[i].least, kinds[i].most);
  return S2_OK;
}

s2_status cli_validate(cli_run *run)
{
  USAGE_REQUIRE(!run->options->list || run->noperands == 0, "--list takes no problems");
  if (run->options->list) return list_problems(run);
  char *json = NULL;
  size_t size;
  validation v = {.run = run, .list = open_memstream(&json, &size)};
  if (v.list == NULL) return S2_FAIL(S2_ERR_MEMORY, "a table of problems");
  fputc('[', v.list);
  s2_status status = validate_all(&v);
  fputc(']', v.list);
  if (fclose(v.list) != 0 && status == S2_OK)
    status = S2_FAIL(S2_ERR_MEMORY, "a table of problems");
  if (status == S2_OK) cli_json(run, "problems", json);
  free(json);
  if (v.wrong > 0) {
    cli_note(run, "%d of %d problems were called good and are off by more than %d sigma", v.wrong,
             v.count, PULL_MAX);
    run->exit_status = EXIT_WRONG;
  }
  return status;
}
