// SPDX-License-Identifier: MIT
#include "bands.h"
#include <s2fft/spectra.h>
#include <stdlib.h>
#include <string.h>

// Coefficients of a file: read, or analysed from its maps.
static s2_status coefficients_of(cli_run *run, const char *path, s2_alm_set **set)
{
  const cli_options *o = run->options;
  cli_maps maps;
  s2_status status = cli_input_read(run, path, o->sampling, o->pol ? 3 : 1, set, &maps);
  if (status == S2_OK && *set == NULL) status = cli_analyse(run, &maps, set);
  cli_maps_free(&maps);
  return status;
}

static s2_status name_columns(s2_cl_table *table, int n)
{
  static const char letters[][3] = {"T", "EB", "TEB"};
  for (int i = 0; i < n; i++)
    for (int j = i; j < n; j++) {
      int at = s2fft_spectra_index(n, i, j);
      const char *l = letters[n - 1];
      snprintf(table->columns[at].name, sizeof table->columns[at].name, "%c%c", l[i], l[j]);
    }
  return S2_OK;
}

s2_status cli_auto_spectra(const s2_alm_set *a, s2_cl_table **table)
{
  int n = a->ncomponents;
  const s2_complex *alm[3] = {NULL, NULL, NULL};
  S2_REQUIRE(n <= 3, "spectra of %d components: give at most 3", n);
  for (int i = 0; i < n; i++) alm[i] = cli_component(a, i);
  S2_TRY(s2_cl_table_create(table, a->lmax, n * (n + 1) / 2));
  s2_status status = s2fft_spectra(a->lmax + 1, a->mmax, n, alm, (*table)->values);
  if (status == S2_OK) return name_columns(*table, n);
  s2_cl_table_destroy(*table);
  return status;
}

// Component by component.
static s2_status cross_spectra(const s2_alm_set *a, const s2_alm_set *b, s2_cl_table **table)
{
  S2_REQUIRE(a->lmax == b->lmax && a->mmax == b->mmax,
             "band-limits differ: lmax %d, mmax %d and lmax %d, mmax %d; give --lmax", a->lmax,
             a->mmax, b->lmax, b->mmax);
  int n = a->ncomponents < b->ncomponents ? a->ncomponents : b->ncomponents;
  S2_TRY(s2_cl_table_create(table, a->lmax, n));
  s2_status status = S2_OK;
  for (int i = 0; i < n && status == S2_OK; i++) {
    snprintf((*table)->columns[i].name, sizeof(*table)->columns[i].name, "cross %d", i + 1);
    status = s2fft_spectrum(a->lmax + 1, a->mmax, cli_component(a, i), cli_component(b, i),
                            (*table)->values + (int64_t)i * (a->lmax + 1));
  }
  if (status != S2_OK) s2_cl_table_destroy(*table);
  return status;
}

static s2_status compute(cli_run *run, s2_cl_table **table)
{
  s2_alm_set *a, *b = NULL;
  S2_TRY(coefficients_of(run, run->operand[0], &a));
  s2_status status = S2_OK;
  if (run->noperands > 1) status = coefficients_of(run, run->operand[1], &b);
  if (status == S2_OK) status = b == NULL ? cli_auto_spectra(a, table) : cross_spectra(a, b, table);
  s2_alm_set_destroy(a);
  s2_alm_set_destroy(b);
  return status;
}

static s2_status draw(cli_run *run, const s2_cl_table *table)
{
  const cli_options *o = run->options;
  s2_cl_table *model = NULL;
  if (o->plot == NULL) return S2_OK;
  if (o->model != NULL) S2_TRY(s2_cl_read(&model, o->model));
  s2_status status = cli_draw_spectra(run, o->plot, table, model);
  s2_cl_table_destroy(model);
  return status;
}

s2_status cli_spectrum(cli_run *run)
{
  const cli_options *o = run->options;
  USAGE_REQUIRE(o->output != NULL || o->plot != NULL,
                "give the spectra to write: -o CL, or --plot");
  if (o->mask != NULL || o->bin_width > 0) return cli_band_powers(run);
  USAGE_REQUIRE(o->bin_as == NULL && o->lmin < 0, "--bin-as and --lmin need --bin or --mask");
  s2_cl_table *table;
  S2_TRY(compute(run, &table));
  s2_status status = o->output != NULL ? s2_cl_write(o->output, table) : S2_OK;
  if (status == S2_OK) status = draw(run, table);
  if (status == S2_OK) {
    double total = 0;
    for (int l = 0; l <= table->lmax; l++)
      total += (2 * l + 1) * table->values[l] / (4 * 3.14159265358979323846);
    cli_number(run, "spectra", table->ncolumns);
    cli_number(run, "mean_square", total);
    if (o->output != NULL) cli_text(run, "output", "%s", o->output);
  }
  s2_cl_table_destroy(table);
  return status;
}
