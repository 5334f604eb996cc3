// SPDX-License-Identifier: MIT
#include "cli.h"
#include <harmonic/ensemble.h>
#include <harmonic/nuts.h>
#include <stdint.h>
#include <string.h>

enum { CHAINS_USUAL = 4 };

// Densities take their problem as it is; the type of the pointer is the callback's.
static void *user_of(const problem *p)
{
  return (void *)(uintptr_t)p;
}

static int chains_of(const cli_run *run)
{
  return run->options->chains > 0 ? run->options->chains : CHAINS_USUAL;
}

static s2_status by_direct(cli_run *run, const problem *p, uint64_t seed, harmonic_chains **chains)
{
  cli_text(run, "sampler", "direct");
  return problem_chains(p, seed, chains_of(run), run->options->draws, chains);
}

static s2_status by_nuts(cli_run *run, const problem *p, uint64_t seed, harmonic_chains **chains)
{
  const cli_options *o = run->options;
  harmonic_nuts_options nuts;
  harmonic_nuts_summary summary;
  harmonic_nuts_options_init(&nuts);
  nuts.chains = chains_of(run);
  nuts.warmup = o->warmup;
  nuts.draws = o->draws;
  if (o->metric != NULL && strcmp(o->metric, "dense") == 0) nuts.metric = HARMONIC_NUTS_DENSE;
  nuts.seed = seed;
  nuts.threads = run->threads;
  nuts.progress = cli_progress;
  nuts.progress_user = run;
  S2_TRY(harmonic_nuts_sample(chains, &summary, p->ndim, problem_density, user_of(p), &nuts));
  cli_text(run, "sampler", "nuts");
  cli_number(run, "divergences", (double)summary.divergences);
  cli_number(run, "outside", (double)summary.outside);
  cli_number(run, "depth_hits", (double)summary.depth_hits);
  cli_number(run, "ebfmi", summary.ebfmi);
  cli_number(run, "acceptance", summary.accept);
  cli_number(run, "leapfrog_steps", (double)summary.leapfrogs);
  return S2_OK;
}

static s2_status run_ensemble(cli_run *run, harmonic_ensemble *sampler, harmonic_chains **chains)
{
  harmonic_ensemble_summary summary;
  S2_TRY(harmonic_ensemble_run(sampler, 0));
  S2_TRY(harmonic_ensemble_chains(chains, sampler, 0));
  harmonic_ensemble_summarise(sampler, &summary);
  cli_text(run, "sampler", "ensemble");
  cli_number(run, "walkers", harmonic_ensemble_walkers(sampler));
  cli_number(run, "acceptance", summary.accept);
  if (summary.advice != NULL) cli_text(run, "advice", "%s", summary.advice);
  return S2_OK;
}

static s2_status by_ensemble(cli_run *run, const problem *p, uint64_t seed,
                             harmonic_chains **chains)
{
  const cli_options *o = run->options;
  harmonic_ensemble_options ensemble;
  harmonic_ensemble *sampler;
  harmonic_ensemble_options_init(&ensemble);
  ensemble.walkers = o->chains;
  ensemble.burnin = o->warmup;
  ensemble.draws = o->draws;
  ensemble.seed = seed;
  ensemble.threads = run->threads;
  ensemble.progress = cli_progress;
  ensemble.progress_user = run;
  S2_TRY(harmonic_ensemble_create(&sampler, p->ndim, problem_density, user_of(p), &ensemble));
  s2_status status = run_ensemble(run, sampler, chains);
  harmonic_ensemble_destroy(sampler);
  return status;
}

static const struct {
  const char *name;
  s2_status (*sample)(cli_run *run, const problem *p, uint64_t seed, harmonic_chains **chains);
} samplers[] = {{"direct", by_direct}, {"nuts", by_nuts}, {"ensemble", by_ensemble}};

static s2_status set_ranges(const problem *p, harmonic_chains *chains)
{
  for (int d = 0; d < p->ndim && p->lower != NULL; d++) {
    harmonic_parameter parameter = harmonic_chains_parameter(chains, d);
    parameter.lower = p->lower[d];
    parameter.upper = p->upper[d];
    S2_TRY(harmonic_chains_set_parameter(chains, d, &parameter));
  }
  return S2_OK;
}

s2_status cli_problem_chains(cli_run *run, const problem *p, uint64_t seed,
                             harmonic_chains **chains)
{
  const cli_options *o = run->options;
  const char *wanted = o->sampler != NULL ? o->sampler : p->kind->draw != NULL ? "direct" : "nuts";
  size_t k = 0;
  USAGE_REQUIRE(o->metric == NULL || strcmp(wanted, "nuts") == 0, "--metric is of --sampler nuts");
  while (strcmp(wanted, samplers[k].name) != 0) k++; // the option is one of these
  *chains = NULL;
  s2_status status = samplers[k].sample(run, p, seed, chains);
  if (status == S2_OK) status = set_ranges(p, *chains);
  if (status == S2_OK) return S2_OK;
  harmonic_chains_destroy(*chains);
  *chains = NULL;
  return status;
}
