// SPDX-License-Identifier: MIT
#include "bands.h"
#include <s2fft/bins.h>
#include <s2fft/coupling.h>
#include <s2fft/spectra.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_WIDTH = 10, DEFAULT_LMIN = 2 };

void cli_bands_free(cli_bands *bands)
{
  free(bands->l);
  *bands = (cli_bands){0};
}

static s2_status bands_create(const s2fft_bins *bins, const s2_cl_table *table, bool dl,
                              cli_bands *bands)
{
  size_t n = (size_t)s2fft_bins_count(bins), m = (size_t)table->ncolumns;
  *bands = (cli_bands){.n = (int)n, .nspectra = (int)m, .dl = dl};
  bands->l = calloc(n * (1 + 2 * m), sizeof *bands->l);
  if (bands->l == NULL) return S2_FAIL(S2_ERR_MEMORY, "%zu bands of %zu spectra", n, m);
  bands->power = bands->l + n;
  bands->error = bands->power + n * m;
  for (size_t i = 0; i < m; i++)
    memcpy(bands->name[i], table->columns[i].name, sizeof bands->name[i]);
  return s2fft_bins_mean_l(bins, bands->l);
}

static s2_status bins_of(const cli_options *o, int L, s2fft_bins **bins)
{
  int first = o->lmin >= 0 ? o->lmin : DEFAULT_LMIN;
  int width = o->bin_width > 0 ? o->bin_width : DEFAULT_WIDTH;
  bool dl = o->bin_as != NULL && strcmp(o->bin_as, "dl") == 0;
  USAGE_REQUIRE(first < L, "--lmin %d: the spectra end at l = %d", first, L - 1);
  USAGE_REQUIRE(first > 0 || !dl, "--lmin 0: with --bin-as dl give at least 1");
  return s2fft_bins_create_linear(bins, first, L, width, dl ? S2FFT_BINS_POWER : S2FFT_BINS_MODES);
}

// Spectra of T, E, B that a mask couples, by their place among TT EE BB TE EB TB. BE is EB.
typedef struct group {
  int spin_a, spin_b, n, row[4];
} group;

static const group groups[] = {{0, 0, 1, {0}}, {0, 2, 2, {3, 5}}, {2, 2, 4, {1, 4, 4, 2}}};

// Decouple one group of pseudo-spectra.
static s2_status decouple_group(cli_run *run, const cli_masked *masked, const s2fft_bins *bins,
                                const s2_cl_table *pseudo, const group *g, cli_bands *bands)
{
  int L = pseudo->lmax + 1;
  s2fft_coupling *coupling;
  s2fft_bandpowers *inverse = NULL;
  s2fft_coupling_options o;
  s2fft_coupling_options_init(&o);
  o.spin_a = g->spin_a;
  o.spin_b = g->spin_b;
  o.nthreads = run->threads;
  o.progress = cli_progress;
  o.progress_user = run;
  size_t n = (size_t)bands->n, k = (size_t)g->n;
  double *in = malloc(k * ((size_t)L + n) * sizeof *in);
  if (in == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d spectra", g->n);
  double *out = in + k * (size_t)L;
  s2_status status = s2fft_coupling_create(&coupling, L, masked->mask_L, masked->mask_cl, &o);
  if (status == S2_OK) {
    status = s2fft_bandpowers_create(&inverse, coupling, bins);
    s2fft_coupling_destroy(coupling);
  }
  for (size_t i = 0; i < k; i++)
    memcpy(in + i * (size_t)L, pseudo->values + (int64_t)g->row[i] * L, (size_t)L * sizeof *in);
  if (status == S2_OK) status = s2fft_bandpowers_decouple(inverse, in, NULL, out);
  for (size_t i = 0; i < k && status == S2_OK; i++)
    memcpy(bands->power + (size_t)g->row[i] * n, out + i * n, n * sizeof *out);
  s2fft_bandpowers_destroy(inverse);
  free(in);
  return status;
}

static s2_status measure(cli_run *run, const cli_masked *masked, const s2fft_bins *bins,
                         const s2_cl_table *pseudo, cli_bands *bands)
{
  int L = pseudo->lmax + 1;
  if (masked->mask_cl != NULL) {
    size_t count = pseudo->ncolumns == 1 ? 1 : sizeof groups / sizeof *groups;
    for (size_t i = 0; i < count; i++)
      S2_TRY(decouple_group(run, masked, bins, pseudo, &groups[i], bands));
    return S2_OK;
  }
  for (int i = 0; i < bands->nspectra; i++)
    S2_TRY(s2fft_bins_apply(bins, L, pseudo->values + (int64_t)i * L,
                            bands->power + (int64_t)i * bands->n));
  return S2_OK;
}

// Error bars: of the pseudo-spectra over w2, which estimate the spectra and are never negative.
static s2_status estimate_errors(const cli_masked *masked, const s2fft_bins *bins,
                                 s2_cl_table *pseudo, cli_bands *bands)
{
  int L = pseudo->lmax + 1, fields = masked->set->ncomponents;
  for (int64_t i = 0; i < (int64_t)pseudo->ncolumns * L; i++) pseudo->values[i] /= masked->w2;
  for (int i = 0; i < fields; i++)
    for (int j = i; j < fields; j++) {
      int64_t at = s2fft_spectra_index(fields, i, j);
      S2_TRY(s2fft_bins_error(bins, L, pseudo->values + at * L,
                              pseudo->values + (int64_t)s2fft_spectra_index(fields, i, i) * L,
                              pseudo->values + (int64_t)s2fft_spectra_index(fields, j, j) * L,
                              masked->f_sky, bands->error + at * bands->n));
    }
  return S2_OK;
}

static s2_status bands_of(cli_run *run, const cli_masked *masked, cli_bands *bands)
{
  s2_cl_table *pseudo;
  s2fft_bins *bins = NULL;
  S2_TRY(cli_auto_spectra(masked->set, &pseudo));
  s2_status status = bins_of(run->options, pseudo->lmax + 1, &bins);
  bool dl = run->options->bin_as != NULL && strcmp(run->options->bin_as, "dl") == 0;
  if (status == S2_OK) status = bands_create(bins, pseudo, dl, bands);
  if (status == S2_OK) status = measure(run, masked, bins, pseudo, bands);
  if (status == S2_OK) status = estimate_errors(masked, bins, pseudo, bands);
  s2fft_bins_destroy(bins);
  s2_cl_table_destroy(pseudo);
  return status;
}

// Rows l, then band power and error of each spectrum.
static s2_status bands_write(const char *path, const cli_bands *bands)
{
  char header[CLI_BANDS_SPECTRA * (2 * S2_TEXT_SIZE + 8) + 2] = "l";
  int64_t n = bands->n, columns = 1 + 2 * (int64_t)bands->nspectra, shape[] = {n, columns};
  s2_array *array;
  for (int i = 0; i < bands->nspectra; i++) {
    size_t used = strlen(header);
    snprintf(header + used, sizeof header - used, " %s %s_error", bands->name[i], bands->name[i]);
  }
  S2_TRY(s2_array_create(&array, S2_DTYPE_F8, 2, shape));
  double *rows = array->data;
  for (int64_t b = 0; b < n; b++) {
    rows[b * columns] = bands->l[b];
    for (int64_t i = 0; i < bands->nspectra; i++) {
      rows[b * columns + 1 + 2 * i] = bands->power[i * n + b];
      rows[b * columns + 2 + 2 * i] = bands->error[i * n + b];
    }
  }
  s2_status status = s2_file_format(path) == S2_FORMAT_TEXT ? s2_text_write(path, array, header)
                                                            : s2_array_write(path, array);
  s2_array_destroy(array);
  return status;
}

static s2_status draw(cli_run *run, const cli_bands *bands)
{
  const cli_options *o = run->options;
  s2_cl_table *model = NULL;
  if (o->plot == NULL) return S2_OK;
  if (o->model != NULL) S2_TRY(s2_cl_read(&model, o->model));
  s2_status status = cli_draw_bands(run, o->plot, bands, model);
  s2_cl_table_destroy(model);
  return status;
}

s2_status cli_band_powers(cli_run *run)
{
  const cli_options *o = run->options;
  USAGE_REQUIRE(run->noperands == 1, "--mask and --bin take one map, not two");
  USAGE_REQUIRE(o->mask == NULL || o->mmax < 0, "--mmax %d: a mask mixes all orders", o->mmax);
  cli_masked masked;
  cli_bands bands = {0};
  s2_status status = cli_masked_read(run, &masked);
  if (status == S2_OK) status = bands_of(run, &masked, &bands);
  if (status == S2_OK && o->output != NULL) status = bands_write(o->output, &bands);
  if (status == S2_OK) status = draw(run, &bands);
  if (status == S2_OK) {
    cli_number(run, "spectra", bands.nspectra);
    cli_number(run, "bands", bands.n);
    cli_number(run, "w2", masked.w2);
    cli_number(run, "f_sky_effective", masked.f_sky);
    if (o->output != NULL) cli_text(run, "output", "%s", o->output);
  }
  cli_bands_free(&bands);
  cli_masked_free(&masked);
  return status;
}
