// SPDX-License-Identifier: MIT
// In place of pictures.c in a build without cairo.
#include "cli.h"

s2_status cli_draw_evidence(cli_run *run, const char *folder, const harmonic_chains *chains,
                            harmonic_model *const *models, const harmonic_result *result)
{
  (void)folder, (void)chains, (void)models, (void)result;
  cli_note(run, "no pictures: this harmonic was built without cairo");
  return S2_OK;
}
