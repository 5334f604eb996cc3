// SPDX-License-Identifier: MIT
#include "coefficients.h"
#include <s2fft/spectra.h>

// Random coefficients from the spectra of a table: one field, or T, E, B with six spectra (four, TT
// EE BB TE, are completed by zeros).
static s2_status draw_coefficients(cli_run *run, const s2_cl_table *cl, s2_alm_set **set)
{
  const cli_options *o = run->options;
  int L = o->L > 0 ? o->L : cl->lmax + 1, n = o->pol ? 3 : 1;
  USAGE_REQUIRE(L <= cl->lmax + 1, "the spectra end at l = %d: give --lmax %d or less", cl->lmax,
                cl->lmax);
  USAGE_REQUIRE(!o->pol || cl->ncolumns >= 4, "--pol needs the spectra TT EE BB TE, there are %d",
                cl->ncolumns);
  int mmax = o->mmax < 0 || o->mmax >= L ? L - 1 : o->mmax;
  s2_cl_table *cut;
  S2_TRY(s2_cl_table_create(&cut, L - 1, n * (n + 1) / 2));
  for (int c = 0; c < cut->ncolumns && c < cl->ncolumns; c++)
    for (int l = 0; l < L; l++)
      cut->values[(int64_t)c * L + l] = cl->values[(int64_t)c * (cl->lmax + 1) + l];
  s2_status status = s2_alm_set_create(set, L - 1, mmax, n);
  if (status == S2_OK) {
    s2_complex *alm[3] = {NULL, NULL, NULL};
    for (int i = 0; i < n; i++) alm[i] = cli_component(*set, i);
    status = s2fft_random_alms(L, mmax, n, cut->values, (uint64_t)o->seed, (uint64_t)o->realisation,
                               alm);
    if (status != S2_OK) s2_alm_set_destroy(*set);
  }
  s2_cl_table_destroy(cut);
  return status;
}

static s2_status write_map(cli_run *run, const s2_alm_set *set)
{
  const cli_options *o = run->options;
  cli_maps maps = {0};
  s2_grid *grid;
  S2_TRY(cli_grid(run, o->sampling, set->lmax + 1, &grid));
  s2_status status = cli_synthesise(run, set, grid, &maps);
  if (status == S2_OK) status = cli_maps_write(run, o->output, &maps);
  if (status == S2_OK && o->picture != NULL) status = cli_draw_maps(run, o->picture, &maps);
  if (status == S2_OK) cli_number(run, "rms", cli_maps_statistics(&maps, 0).rms);
  cli_maps_free(&maps);
  return status;
}

s2_status cli_synth(cli_run *run)
{
  const cli_options *o = run->options;
  USAGE_REQUIRE(o->output != NULL || o->alm != NULL, "give what to write: -o MAP, --alm FILE");
  s2_cl_table *cl;
  s2_alm_set *set;
  S2_TRY(s2_cl_read(&cl, run->operand[0]));
  s2_status status = draw_coefficients(run, cl, &set);
  s2_cl_table_destroy(cl);
  if (status != S2_OK) return status;
  if (o->alm != NULL) status = cli_alm_write(run, o->alm, set);
  if (status == S2_OK && o->output != NULL) status = write_map(run, set);
  s2_alm_set_destroy(set);
  if (status == S2_OK) {
    cli_number(run, "seed", (double)o->seed);
    if (o->output != NULL) cli_text(run, "output", "%s", o->output);
  }
  return status;
}
