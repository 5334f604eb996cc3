// SPDX-License-Identifier: MIT
#include "alm.h"
#include <s2common/priv/memory.h>
#include <s2fft/ring_weights.h>
#include <string.h>

// Fields that one plan serves: real, complex, or a pair of real maps.
typedef struct stage {
  s2fft_field field;
  int spin, first, count;
} stage;

// How the maps of a file go into plans, by --pol, --spin and --field.
static s2_status divide(const cli_options *o, int n, bool complex, stage out[2], int *nstages)
{
  bool pair = o->field != NULL && strcmp(o->field, "pair") == 0;
  bool real = o->field != NULL && strcmp(o->field, "real") == 0;
  bool wants_complex = o->field != NULL && strcmp(o->field, "complex") == 0;
  *nstages = 1;
  USAGE_REQUIRE(!wants_complex || complex, "--field complex: the input is not complex");
  USAGE_REQUIRE(!real || o->spin == 0, "--field real has spin 0, not %d", o->spin);
  if (complex) {
    USAGE_REQUIRE(!o->pol && !pair, "--pol and --field pair need real maps");
    out[0] = (stage){S2FFT_COMPLEX, o->spin, 0, n};
    return S2_OK;
  }
  if (o->pol) {
    USAGE_REQUIRE(n == 3, "--pol needs three maps (I, Q, U) or coefficients (T, E, B), not %d", n);
    out[0] = (stage){S2FFT_REAL, 0, 0, 1};
    out[1] = (stage){S2FFT_PAIR, o->spin != 0 ? o->spin : 2, 1, 2};
    *nstages = 2;
  } else if (o->spin != 0 || pair) {
    USAGE_REQUIRE(n == 2, "spin %d needs two real maps or coefficients (a pair), not %d", o->spin,
                  n);
    USAGE_REQUIRE(o->spin >= 0, "a pair has spin >= 0, not %d", o->spin);
    out[0] = (stage){S2FFT_PAIR, o->spin, 0, 2};
  } else {
    out[0] = (stage){S2FFT_REAL, 0, 0, n};
  }
  return S2_OK;
}

typedef struct job {
  cli_run *run;
  const s2_grid *grid;
  const double *weights;
  bool forward;
  cli_map *map;
  cli_alm *alm;
  double plan_s, transform_s;
  int64_t bytes;
  bool exact;
} job;

static s2_status call(const job *j, const stage *s, const s2fft_plan *plan, s2fft_workspace *work)
{
  s2_complex *a = j->alm->values + s->first * j->alm->size;
  double *f = cli_map_values(j->map, s->first);
  s2fft_batch batch = {.count = s->count, .alm_stride = j->alm->size, .map_stride = j->map->size};
  if (s->field == S2FFT_PAIR) {
    s2_complex *b = a + j->alm->size;
    double *u = f + j->map->size;
    return j->forward ? s2fft_forward_pair(plan, f, u, a, b, NULL, work)
                      : s2fft_inverse_pair(plan, a, b, f, u, NULL, work);
  }
  if (s->field == S2FFT_COMPLEX)
    return j->forward ? s2fft_forward_complex(plan, (s2_complex *)f, a, &batch, work)
                      : s2fft_inverse_complex(plan, a, (s2_complex *)f, &batch, work);
  return j->forward ? s2fft_forward(plan, f, a, &batch, work)
                    : s2fft_inverse(plan, a, f, &batch, work);
}

static s2_status run_stage(job *j, const stage *s, const s2fft_options *options)
{
  s2fft_plan *plan;
  s2fft_workspace *work = NULL;
  double start = cli_clock();
  S2_TRY(s2fft_plan_create(&plan, j->grid, j->alm->L, options));
  int nmaps = s->field == S2FFT_PAIR ? 1 : s->count;
  s2_status status = s2fft_workspace_create(&work, plan, s->field, nmaps);
  double planned = cli_clock();
  if (status == S2_OK) status = call(j, s, plan, work);
  j->plan_s += planned - start;
  j->transform_s += cli_clock() - planned;
  int64_t bytes = s2fft_plan_bytes(plan) + (status == S2_OK ? s2fft_workspace_bytes(work) : 0);
  if (bytes > j->bytes) j->bytes = bytes;
  j->exact = s2fft_plan_is_exact(plan);
  s2fft_workspace_destroy(work);
  s2fft_plan_destroy(plan);
  return status;
}

static s2_status run_job(job *j, int n, bool complex)
{
  const cli_options *o = &j->run->options;
  stage stages[2];
  int nstages;
  s2fft_options options;
  S2_TRY(divide(o, n, complex, stages, &nstages));
  s2fft_options_init(&options);
  options.mmax = j->alm->mmax;
  options.nthreads = o->threads;
  options.ring_weights = j->weights;
  options.progress = cli_progress;
  options.progress_user = j->run;
  // HEALPix needs iterations unless the user says otherwise; healpy's default is 3, too.
  options.iterations = o->iterations >= 0 ? o->iterations : s2_grid_nside(j->grid) > 0 ? 3 : 0;
  if (!j->forward) options.iterations = 0;
  for (int i = 0; i < nstages; i++) {
    options.spin = stages[i].spin;
    S2_TRY(run_stage(j, &stages[i], &options));
  }
  cli_number(j->run, j->forward ? "analysis_plan_ms" : "synthesis_plan_ms", 1e3 * j->plan_s);
  cli_number(j->run, j->forward ? "analysis_ms" : "synthesis_ms", 1e3 * j->transform_s);
  cli_number(j->run, j->forward ? "analysis_MiB" : "synthesis_MiB", (double)j->bytes / 1048576);
  return S2_OK;
}

static s2_status ring_weights(double **weights, const s2_grid *grid, int L)
{
  int nrings = s2_grid_nrings(grid), lmax = 2 * L - 2 < nrings - 1 ? 2 * L - 2 : nrings - 1;
  if (s2_grid_nside(grid) >= 2) lmax = -1;
  *weights = s2_priv_alloc((size_t)nrings, sizeof **weights);
  if (*weights == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %d weights", nrings);
  return s2fft_ring_weights(grid, lmax, *weights);
}

s2_status cli_analyse(cli_run *run, const cli_map *map, int L, cli_alm **alm)
{
  const cli_options *o = &run->options;
  double *weights = NULL;
  *alm = NULL;
  if (L == 0) L = o->L > 0 ? o->L : cli_grid_limit(map->grid);
  int limit = s2_grid_exact_limit(map->grid);
  S2_REQUIRE(limit == 0 || L <= limit,
             "band-limit %d is more than the map's rings resolve: give --band-limit %d or less", L,
             limit);
  if (s2_grid_get_kind(map->grid) == S2_GRID_RINGS && L > s2_grid_nrings(map->grid) / 2)
    cli_note(run, "the quadrature of %d rings is exact up to --band-limit %d only",
             s2_grid_nrings(map->grid), s2_grid_nrings(map->grid) / 2);
  S2_TRY(cli_alm_create(alm, L, o->mmax, map->complex, map->n));
  s2_status status = o->ring_weights ? ring_weights(&weights, map->grid, L) : S2_OK;
  cli_map *samples = (cli_map *)map; // only read by an analysis
  job j = {.run = run, .grid = map->grid, .weights = weights, .forward = true, .map = samples,
           .alm = *alm};
  if (status == S2_OK) status = run_job(&j, map->n, map->complex);
  s2_priv_free(weights);
  if (status != S2_OK) {
    cli_alm_destroy(*alm);
    *alm = NULL;
  }
  return status;
}

s2_status cli_synthesise(cli_run *run, const cli_alm *alm, s2_grid *grid, cli_map **map)
{
  S2_TRY(cli_map_create(map, grid, alm->n, alm->complex));
  cli_grid_about(grid, (*map)->about, sizeof (*map)->about);
  job j = {.run = run, .grid = grid, .map = *map, .alm = (cli_alm *)alm}; // alm is only read
  s2_status status = run_job(&j, alm->n, alm->complex);
  if (status != S2_OK) {
    cli_map_destroy(*map);
    *map = NULL;
  }
  return status;
}

// Join the second file of a pair to the first.
static s2_status join(cli_map **map, const cli_map *second)
{
  cli_map *both;
  cli_map *first = *map;
  S2_REQUIRE(cli_same_grid(first->grid, second->grid) && first->complex == second->complex,
             "the two files have different samplings: %s and %s", first->about, second->about);
  s2_grid *grid = first->grid;
  first->grid = NULL; // moves on
  *map = NULL;
  s2_status status = cli_map_create(&both, grid, first->n + second->n, first->complex);
  if (status == S2_OK) {
    size_t element = (size_t)first->size * (first->complex ? 2 : 1) * sizeof(double);
    memcpy(both->values, first->values, element * (size_t)first->n);
    memcpy(cli_map_values(both, first->n), second->values, element * (size_t)second->n);
    memcpy(both->columns, first->columns, (size_t)first->n * sizeof *both->columns);
    snprintf(both->about, sizeof both->about, "%s", first->about);
    *map = both;
  }
  cli_map_destroy(first);
  return status;
}

static s2_status read_and_join(cli_run *run, const char *path, const char *second, cli_map **map)
{
  const cli_options *o = &run->options;
  bool pair = o->spin != 0 || (o->field != NULL && strcmp(o->field, "pair") == 0);
  // Which columns of a table are meant, as long as the user does not say.
  const char *columns = o->pol ? "1,2,3" : pair && second == NULL ? "1,2" : "1";
  S2_TRY(cli_map_read(map, run, path, o->sampling, columns));
  if (second == NULL) return S2_OK;
  cli_map *other;
  S2_TRY(cli_map_read(&other, run, second, o->sampling, columns));
  s2_status status = join(map, other);
  cli_map_destroy(other);
  return status;
}

s2_status cli_analyse_file(cli_run *run, const char *path, const char *second, cli_alm **alm)
{
  const cli_options *o = &run->options;
  cli_map *map = NULL;
  *alm = NULL;
  s2_status status = read_and_join(run, path, second, &map);
  if (status == S2_OK) {
    cli_text(run, "map", "%s: %s", path, map->about);
    cli_number(run, "maps", map->n);
  }
  if (status == S2_OK && (o->remove_monopole || o->remove_dipole))
    status = cli_map_remove(run, map, o->remove_dipole);
  if (status == S2_OK) {
    cli_map_fill(run, map);
    status = cli_analyse(run, map, 0, alm);
  }
  if (status == S2_OK) cli_number(run, "band_limit", (*alm)->L);
  cli_map_destroy(map);
  return status;
}
