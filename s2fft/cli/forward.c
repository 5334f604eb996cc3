// SPDX-License-Identifier: MIT
#include "coefficients.h"
#include <string.h>

s2_status cli_forward(cli_run *run)
{
  const cli_options *o = run->options;
  USAGE_REQUIRE(o->output != NULL, "give the file of coefficients to write: -o ALM");
  cli_maps maps = {0};
  s2_alm_set *set;
  s2_status status = cli_maps_read_all(run, o->sampling, cli_wanted_maps(o), &maps);
  if (status == S2_OK && o->field != NULL && strcmp(o->field, "complex") == 0) {
    status = cli_analyse_complex(run, &maps, o->output);
  } else if (status == S2_OK) {
    status = cli_analyse(run, &maps, &set);
    if (status == S2_OK) {
      status = cli_alm_write(run, o->output, set);
      s2_alm_set_destroy(set);
    }
  }
  if (status == S2_OK && o->picture != NULL) status = cli_draw_maps(run, o->picture, &maps);
  if (status == S2_OK) cli_text(run, "output", "%s", o->output);
  cli_maps_free(&maps);
  return status;
}
