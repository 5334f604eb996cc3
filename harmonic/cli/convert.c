// SPDX-License-Identifier: MIT
#include "cli.h"

s2_status cli_convert(cli_run *run)
{
  harmonic_chains *chains;
  USAGE_REQUIRE(run->options->output != NULL, "give the chains to write: -o OUT");
  S2_TRY(cli_chains_read(run, run->operand[0], &chains));
  s2_status status = cli_chains_write(run, chains);
  harmonic_chains_destroy(chains);
  return status;
}
