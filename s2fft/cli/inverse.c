// SPDX-License-Identifier: MIT
#include "coefficients.h"
#include <string.h>

static s2_status read_and_synthesise(cli_run *run, cli_maps *maps)
{
  const cli_options *o = run->options;
  if (o->field != NULL && strcmp(o->field, "complex") == 0)
    return cli_synthesise_complex(run, run->operand[0], maps);
  s2_alm_set *set;
  s2_grid *grid;
  S2_TRY(cli_alm_read(run, run->operand[0], &set));
  s2_status status = cli_grid(run, o->sampling, o->L > 0 ? o->L : set->lmax + 1, &grid);
  if (status == S2_OK) status = cli_synthesise(run, set, grid, maps);
  s2_alm_set_destroy(set);
  return status;
}

s2_status cli_inverse(cli_run *run)
{
  const cli_options *o = run->options;
  USAGE_REQUIRE(o->output != NULL, "give the map to write: -o MAP");
  cli_maps maps = {0};
  s2_status status = read_and_synthesise(run, &maps);
  if (status == S2_OK) status = cli_maps_write(run, o->output, &maps);
  if (status == S2_OK && o->picture != NULL) status = cli_draw_maps(run, o->picture, &maps);
  if (status == S2_OK) {
    cli_statistics s = cli_maps_statistics(&maps, 0);
    cli_number(run, "rms", s.rms);
    cli_text(run, "output", "%s", o->output);
  }
  cli_maps_free(&maps);
  return status;
}
