// SPDX-License-Identifier: MIT
#include "coefficients.h"
#include <math.h>
#include <s2fft/layout.h>
#include <s2fft/ring_weights.h>
#include <s2fft/spectra.h>
#include <stdlib.h>
#include <string.h>

static const double arcmin = 3.14159265358979323846 / 180 / 60;

int cli_band_limit(const cli_run *run, const s2_grid *grid)
{
  return run->options->L > 0 ? run->options->L : cli_natural_limit(grid);
}

int cli_natural_limit(const s2_grid *grid)
{
  if (s2_grid_nside(grid) > 0) return 3 * s2_grid_nside(grid);
  if (s2_grid_get_kind(grid) == S2_GRID_RINGS) return (s2_grid_nrings(grid) + 1) / 2;
  return s2_grid_exact_limit(grid);
}

int cli_iterations(const cli_run *run, const s2_grid *grid)
{
  if (run->options->iterations >= 0) return run->options->iterations;
  return s2_grid_nside(grid) > 0 ? 3 : 0;
}

static s2fft_options plan_options(cli_run *run, const s2_grid *grid, int spin, int mmax)
{
  s2fft_options o;
  s2fft_options_init(&o);
  o.spin = spin;
  o.mmax = mmax;
  o.nthreads = run->threads;
  o.iterations = cli_iterations(run, grid);
  o.progress = cli_progress;
  o.progress_user = run;
  return o;
}

s2_status cli_plan_create(cli_run *run, const s2_grid *grid, int L, int spin, int mmax,
                          s2fft_plan **plan)
{
  s2fft_options o = plan_options(run, grid, spin, mmax);
  double *weights = NULL;
  if (run->options->ring_weights) {
    weights = malloc((size_t)s2_grid_nrings(grid) * sizeof *weights);
    if (weights == NULL) return S2_FAIL(S2_ERR_MEMORY, "ring weights");
    s2_status status = s2fft_ring_weights(grid, -1, weights);
    if (status != S2_OK) {
      free(weights);
      return status;
    }
    o.ring_weights = weights;
  }
  s2_status status = s2fft_plan_create(plan, grid, L, &o);
  free(weights);
  return status;
}

s2_status cli_split_of(const cli_run *run, int count, cli_split *s)
{
  const cli_options *o = run->options;
  bool pol = o->pol || (count == 3 && o->spin == 0 && o->field == NULL);
  bool pair = o->spin != 0 || (o->field != NULL && strcmp(o->field, "pair") == 0);
  USAGE_REQUIRE(!o->pol || count >= 3, "--pol needs three maps or components, there are %d", count);
  USAGE_REQUIRE(!pair || pol || count % 2 == 0, "spin %d needs pairs, there are %d", o->spin,
                count);
  *s = pol    ? (cli_split){1, 1, 2}
       : pair ? (cli_split){0, count / 2, o->spin}
              : (cli_split){count, 0, 0};
  return S2_OK;
}

static s2_status analyse_split(cli_run *run, const cli_maps *maps, cli_split s, s2_alm_set *set)
{
  int L = set->lmax + 1;
  s2fft_plan *plan;
  if (s.scalars > 0) {
    s2fft_batch batch = {.count = s.scalars};
    S2_TRY(cli_plan_create(run, maps->grid, L, 0, set->mmax, &plan));
    s2_status status = s2fft_forward(plan, maps->values, set->values, &batch, NULL);
    cli_text(run, "exact", "%s", s2fft_plan_is_exact(plan) ? "yes" : "no (quadrature)");
    s2fft_plan_destroy(plan);
    if (status != S2_OK) return status;
  }
  if (s.pairs == 0) return S2_OK;
  S2_TRY(cli_plan_create(run, maps->grid, L, s.spin, set->mmax, &plan));
  s2_status status = S2_OK;
  for (int i = 0; i < s.pairs && status == S2_OK; i++) {
    int first = s.scalars + 2 * i;
    const double *q = maps->values + first * maps->size;
    status = s2fft_forward_pair(plan, q, q + maps->size, cli_component(set, first),
                                cli_component(set, first + 1), NULL, NULL);
  }
  s2fft_plan_destroy(plan);
  return status;
}

s2_status cli_analyse(cli_run *run, cli_maps *maps, s2_alm_set **set)
{
  S2_TRY(cli_maps_fill(run, maps));
  return cli_analyse_filled(run, maps, set);
}

s2_status cli_analyse_filled(cli_run *run, const cli_maps *maps, s2_alm_set **set)
{
  cli_split s = {0, 0, 0};
  S2_REQUIRE(!maps->is_complex, "the map is complex: give --field complex");
  S2_TRY(cli_split_of(run, maps->count, &s));
  int L = cli_band_limit(run, maps->grid), mmax = run->options->mmax;
  if (mmax < 0 || mmax >= L) mmax = L - 1;
  S2_TRY(s2_alm_set_create(set, L - 1, mmax, s.scalars + 2 * s.pairs));
  double start = cli_clock();
  s2_status status = analyse_split(run, maps, s, *set);
  cli_number(run, "band_limit", L);
  cli_number(run, "analysis_ms", 1e3 * (cli_clock() - start));
  if (status != S2_OK) {
    s2_alm_set_destroy(*set);
    *set = NULL;
  }
  return status;
}

// Smooth one component by the beam of its spin.
static s2_status smooth(cli_run *run, s2_alm_set *set, int i, int spin)
{
  int L = set->lmax + 1;
  double *beam = malloc((size_t)L * sizeof *beam);
  if (beam == NULL) return S2_FAIL(S2_ERR_MEMORY, "beam");
  s2_status status = s2fft_window_gaussian(L, run->options->fwhm * arcmin, spin, beam);
  if (status == S2_OK)
    status = s2fft_window_apply(L, set->mmax, beam, cli_component(set, i), cli_component(set, i));
  free(beam);
  return status;
}

static s2_status synthesise_split(cli_run *run, const s2_alm_set *set, cli_split s, cli_maps *maps)
{
  int L = set->lmax + 1;
  s2fft_plan *plan;
  for (int i = 0; i < set->ncomponents && run->options->fwhm > 0; i++)
    S2_TRY(smooth(run, (s2_alm_set *)set, i, i < s.scalars ? 0 : s.spin));
  if (s.scalars > 0) {
    s2fft_batch batch = {.count = s.scalars};
    S2_TRY(cli_plan_create(run, maps->grid, L, 0, set->mmax, &plan));
    s2_status status = s2fft_inverse(plan, set->values, maps->values, &batch, NULL);
    s2fft_plan_destroy(plan);
    if (status != S2_OK) return status;
  }
  if (s.pairs == 0) return S2_OK;
  S2_TRY(cli_plan_create(run, maps->grid, L, s.spin, set->mmax, &plan));
  s2_status status = S2_OK;
  for (int i = 0; i < s.pairs && status == S2_OK; i++) {
    int first = s.scalars + 2 * i;
    double *q = maps->values + first * maps->size;
    status = s2fft_inverse_pair(plan, cli_component(set, first), cli_component(set, first + 1), q,
                                q + maps->size, NULL, NULL);
  }
  s2fft_plan_destroy(plan);
  return status;
}

s2_status cli_synthesise(cli_run *run, const s2_alm_set *set, s2_grid *grid, cli_maps *maps)
{
  static const char *const names[] = {"I_STOKES", "Q_STOKES", "U_STOKES"};
  cli_split s = {0, 0, 0};
  s2_status status = cli_maps_create(grid, set->ncomponents, false, maps);
  if (status == S2_OK) status = cli_split_of(run, set->ncomponents, &s);
  if (status != S2_OK) return status;
  for (int i = 0; i < maps->count && s.scalars == 1 && s.pairs == 1; i++)
    snprintf(maps->column[i].name, sizeof maps->column[i].name, "%s", names[i]);
  double start = cli_clock();
  S2_TRY(synthesise_split(run, set, s, maps));
  cli_number(run, "band_limit", set->lmax + 1);
  cli_number(run, "synthesis_ms", 1e3 * (cli_clock() - start));
  return S2_OK;
}

s2_status cli_resynthesise(cli_run *run, const s2_alm_set *set, s2_grid *grid, cli_maps *maps)
{
  cli_maps result = {0};
  if (grid == NULL) {
    grid = maps->grid;
    maps->grid = NULL;
  }
  s2_status status = cli_synthesise(run, set, grid, &result);
  if (status != S2_OK) {
    cli_maps_free(&result);
    return status;
  }
  for (int i = 0; i < result.count; i++) result.column[i] = maps->column[i];
  memcpy(result.coordsys, maps->coordsys, sizeof result.coordsys);
  cli_maps_free(maps);
  *maps = result;
  return S2_OK;
}

// ------------------------------------------------------------------ complex fields

s2_status cli_analyse_complex(cli_run *run, const cli_maps *maps, const char *path)
{
  S2_REQUIRE(maps->is_complex, "--field complex needs one complex map (.npy of complex numbers)");
  int L = cli_band_limit(run, maps->grid);
  int64_t shape[] = {L, 2 * (int64_t)L - 1};
  s2fft_plan *plan;
  s2_array *array;
  S2_TRY(cli_plan_create(run, maps->grid, L, run->options->spin, run->options->mmax, &plan));
  s2_status status = s2_array_create(&array, S2_DTYPE_C16, 2, shape);
  if (status == S2_OK) {
    status = s2fft_forward_complex(plan, (const s2_complex *)maps->values, array->data, NULL, NULL);
    if (status == S2_OK) status = s2_array_write(path, array);
    s2_array_destroy(array);
  }
  s2fft_plan_destroy(plan);
  cli_number(run, "band_limit", L);
  return status;
}

s2_status cli_synthesise_complex(cli_run *run, const char *path, cli_maps *maps)
{
  s2_array *array;
  s2_grid *grid;
  s2fft_plan *plan;
  S2_TRY(s2_array_read(&array, path, run->options->variable));
  int L = (int)array->shape[0];
  s2_status status =
      array->ndim == 2 && array->shape[1] == 2 * (int64_t)L - 1 && array->dtype == S2_DTYPE_C16
          ? cli_grid(run, run->options->sampling, L, &grid)
          : S2_FAIL(S2_ERR_FILE, "%s is not a complex array [L][2L-1]", path);
  if (status == S2_OK) status = cli_maps_create(grid, 1, true, maps);
  if (status == S2_OK) status = cli_plan_create(run, maps->grid, L, run->options->spin, -1, &plan);
  if (status == S2_OK) {
    status = s2fft_inverse_complex(plan, array->data, (s2_complex *)maps->values, NULL, NULL);
    s2fft_plan_destroy(plan);
  }
  s2_array_destroy(array);
  return status;
}
