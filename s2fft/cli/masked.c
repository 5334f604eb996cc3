// SPDX-License-Identifier: MIT
#include "bands.h"
#include <math.h>
#include <s2fft/mask.h>
#include <s2fft/spectra.h>
#include <stdlib.h>

void cli_masked_free(cli_masked *masked)
{
  s2_alm_set_destroy(masked->set);
  free(masked->mask_cl);
  *masked = (cli_masked){0};
}

// Spectrum of the mask up to 2L-1, where it stops to matter, or as far as the grid goes.
static s2_status mask_spectrum(cli_run *run, const cli_maps *mask, int L, cli_masked *masked)
{
  int limit = cli_natural_limit(mask->grid);
  int mask_L = 2 * L - 1 < limit ? 2 * L - 1 : limit;
  s2fft_plan *plan;
  s2_alm_set *w;
  masked->mask_cl = malloc((size_t)mask_L * sizeof *masked->mask_cl);
  masked->mask_L = mask_L;
  if (masked->mask_cl == NULL) return S2_FAIL(S2_ERR_MEMORY, "spectrum of the mask");
  S2_TRY(s2_alm_set_create(&w, mask_L - 1, mask_L - 1, 1));
  s2_status status = cli_plan_create(run, mask->grid, mask_L, 0, -1, &plan);
  if (status == S2_OK) {
    status = s2fft_forward(plan, mask->values, w->values, NULL, NULL);
    s2fft_plan_destroy(plan);
  }
  if (status == S2_OK) status = s2fft_spectrum(mask_L, -1, w->values, w->values, masked->mask_cl);
  s2_alm_set_destroy(w);
  return status;
}

// Multiply all maps; what lies under the mask counts as missing, so that the monopole is fitted
// outside.
static s2_status multiply(cli_run *run, const cli_maps *mask, cli_maps *maps)
{
  maps->nbad = 0;
  for (int64_t i = 0; i < maps->count * maps->size; i++) {
    if (mask->values[i % maps->size] == 0)
      maps->values[i] = NAN;
    else
      maps->nbad += isnan(maps->values[i]);
  }
  S2_TRY(cli_maps_fill(run, maps));
  for (int i = 0; i < maps->count; i++) {
    double *map = maps->values + i * maps->size;
    S2_TRY(s2fft_mask_apply(maps->grid, mask->values, map, map));
  }
  return S2_OK;
}

static s2_status read_masked(cli_run *run, cli_maps *maps, cli_maps *mask, cli_masked *masked)
{
  const cli_options *o = run->options;
  s2fft_moments m;
  S2_REQUIRE(masked->set == NULL && !maps->is_complex, "%s does not hold real maps to be masked",
             run->operand[0]);
  S2_REQUIRE(maps->count == 1 || maps->count == 3, "%s: %d maps; masked are T, or T, Q, U (--pol)",
             run->operand[0], maps->count);
  S2_TRY(cli_mask_read(run, o->mask, mask));
  S2_REQUIRE(cli_same_grid(maps->grid, mask->grid), "%s: not on the grid of %s", o->mask,
             run->operand[0]);
  S2_TRY(s2fft_mask_moments(mask->grid, mask->values, &m));
  S2_REQUIRE(m.w2 > 0, "%s masks the whole sky", o->mask);
  masked->w2 = m.w2;
  masked->f_sky = fmin(m.effective, 1); // rounded, if nothing is masked
  S2_TRY(multiply(run, mask, maps));
  S2_TRY(cli_analyse_filled(run, maps, &masked->set));
  return mask_spectrum(run, mask, masked->set->lmax + 1, masked);
}

s2_status cli_masked_read(cli_run *run, cli_masked *masked)
{
  const cli_options *o = run->options;
  cli_maps maps, mask = {0};
  *masked = (cli_masked){.w2 = 1, .f_sky = 1};
  s2_status status =
      cli_input_read(run, run->operand[0], o->sampling, o->pol ? 3 : 1, &masked->set, &maps);
  if (status == S2_OK && o->mask != NULL)
    status = read_masked(run, &maps, &mask, masked);
  else if (status == S2_OK && masked->set == NULL)
    status = cli_analyse(run, &maps, &masked->set);
  cli_maps_free(&maps);
  cli_maps_free(&mask);
  return status;
}
