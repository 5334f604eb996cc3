// SPDX-License-Identifier: MIT
#include "cli.h"

s2_status cli_sample(cli_run *run)
{
  const cli_options *o = run->options;
  problem *p;
  harmonic_chains *chains = NULL;
  USAGE_REQUIRE(o->output != NULL, "give the chains to write: -o ROOT");
  S2_TRY(problem_create(&p, run->operand[0], o->ndim));
  cli_text(run, "problem", "%s", p->kind->name);
  cli_number(run, "true_ln_evidence", p->ln_z);
  s2_status status = cli_problem_chains(run, p, (uint64_t)o->seed, &chains);
  problem_destroy(p);
  if (status == S2_OK) status = cli_chains_write(run, chains);
  harmonic_chains_destroy(chains);
  return status;
}
