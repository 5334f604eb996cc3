// SPDX-License-Identifier: MIT
// Transforms against arrays that s2fft, ssht, ducc0 and healpy computed (data/README.md).
#include "npz.h"
#include "support.h"

#include <math.h>
#include <s2fft/ring_weights.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOLERANCE 1e-12

/// A stored array seen as a vector of `nparts` equal parts; not to be freed.
static vector stored(const double *values, int nparts, size_t size)
{
  double *data = (double *)values;
  return (vector){{data, nparts == 2 ? data + size : NULL}, nparts, size};
}

/// Run one transform on stored numbers and compare with stored numbers.
static void expect(const s2fft_plan *plan, s2fft_field field, operation what, const double *in,
                   const double *wanted, const char *name)
{
  int to_map = what == SYNTHESIS || what == ANALYSIS_ADJOINT;
  vector alm = new_alm(plan, field, 1), map = new_map(plan, field, 1);
  vector *out = to_map ? &map : &alm;
  vector from = stored(in, out->nparts, to_map ? alm.size : map.size);
  vector reference = stored(wanted, out->nparts, out->size);
  assert_ok(apply(plan, field, what, &from, out, NULL, NULL));
  assert_bound(relative_error(out, &reference), TOLERANCE, "%s, operation %d", name, (int)what);
  free_vector(&alm);
  free_vector(&map);
}

/// "spin2", "spinm2".
static const char *spin_name(int spin)
{
  static char text[16];
  snprintf(text, sizeof text, "spin%s%d", spin < 0 ? "m" : "", abs(spin));
  return text;
}

static const int s2fft_spins[] = {0, -2, 2, 3, 5};

static void s2fft_grid(npz *file, s2_grid *grid, const char *kind)
{
  char name[64];
  for (size_t s = 0; s < COUNT(s2fft_spins); ++s) {
    s2fft_options options = options_of(s2fft_spins[s], -1, 0, S2FFT_LAYOUT_SQUARE);
    s2fft_plan *plan = make_plan(grid, 16, &options);
    const char *spin = spin_name(options.spin);
    size_t samples = 2 * (size_t)s2fft_map_size(plan);
    const double *flm = npz_get(file, 2 * 16 * 31, "flm_%s", spin);
    const double *f = npz_get(file, samples, "f_%s_%s", kind, spin);
    snprintf(name, sizeof name, "s2fft %s %s", kind, spin);
    expect(plan, S2FFT_COMPLEX, SYNTHESIS, flm, f, name);
    if (s2fft_plan_is_exact(plan)) expect(plan, S2FFT_COMPLEX, ANALYSIS, f, flm, name);
    s2fft_plan_destroy(plan);
  }
}

/// Spin 0 of a real map; s2fft stores real maps as complex or as real arrays.
static void s2fft_real(npz *file, s2_grid *grid, const char *kind)
{
  char name[64];
  s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_SQUARE);
  s2fft_plan *plan = make_plan(grid, 16, &options);
  size_t samples = (size_t)s2fft_map_size(plan);
  const double *flm = npz_get(file, 2 * 16 * 31, "flm_real");
  snprintf(name, sizeof name, "f_%s_real", kind);
  size_t stride = npz_count(file, name) / samples;
  const double *f = npz_get(file, stride * samples, "%s", name);
  double *real = malloc(samples * sizeof *real);
  assert_non_null(real);
  for (size_t k = 0; k < samples; ++k) real[k] = f[stride * k];
  expect(plan, S2FFT_REAL, SYNTHESIS, flm, real, name);
  if (s2fft_plan_is_exact(plan)) expect(plan, S2FFT_REAL, ANALYSIS, real, flm, name);
  free(real);
  s2fft_plan_destroy(plan);
}

static void s2fft_on_exact_grids(void **state)
{
  (void)state;
  static const s2_grid_kind kinds[] = {S2_GRID_MW, S2_GRID_MWSS, S2_GRID_DH, S2_GRID_GL};
  npz *file = npz_open("sht_s2fft");
  for (size_t k = 0; k < COUNT(kinds); ++k) {
    s2_grid *grid = make_grid(kinds[k], 16);
    s2fft_grid(file, grid, s2_grid_kind_name(kinds[k]));
    s2fft_real(file, grid, s2_grid_kind_name(kinds[k]));
    s2_grid_destroy(grid);
  }
  npz_close(file);
}

static void s2fft_on_healpix(void **state)
{
  (void)state;
  npz *file = npz_open("sht_s2fft");
  s2_grid *grid = make_healpix(8);
  s2fft_grid(file, grid, "healpix");
  s2fft_real(file, grid, "healpix");
  for (int iterations = 0; iterations <= 3; iterations += 3)
    for (size_t s = 0; s < COUNT(s2fft_spins); ++s) {
      s2fft_options options = options_of(s2fft_spins[s], -1, 0, S2FFT_LAYOUT_SQUARE);
      options.iterations = iterations;
      s2fft_plan *plan = make_plan(grid, 16, &options);
      const char *spin = spin_name(options.spin);
      expect(plan, S2FFT_COMPLEX, ANALYSIS, npz_get(file, 2 * 768, "f_healpix_%s", spin),
             npz_get(file, 2 * 16 * 31, "flm_healpix_forward_iter%d_%s", iterations, spin), spin);
      s2fft_plan_destroy(plan);
    }
  s2_grid_destroy(grid);
  npz_close(file);
}

static void s2fft_of_real_maps_on_healpix(void **state)
{
  (void)state;
  npz *file = npz_open("sht_s2fft");
  s2_grid *grid = make_healpix(8);
  size_t stride = npz_count(file, "f_healpix_real") / 768;
  const double *f = npz_get(file, stride * 768, "f_healpix_real");
  double real[768];
  for (size_t k = 0; k < 768; ++k) real[k] = f[stride * k];
  for (int iterations = 0; iterations <= 3; iterations += 3) {
    s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_SQUARE);
    options.iterations = iterations;
    s2fft_plan *plan = make_plan(grid, 16, &options);
    expect(plan, S2FFT_REAL, ANALYSIS, real,
           npz_get(file, 2 * 16 * 31, "flm_healpix_forward_iter%d_real", iterations), "real");
    s2fft_plan_destroy(plan);
  }
  s2_grid_destroy(grid);
  npz_close(file);
}

static void ssht_case(npz *file, s2_grid_kind kind, int spin)
{
  s2_grid *grid = make_grid(kind, 32);
  s2fft_options options = options_of(spin, -1, 0, S2FFT_LAYOUT_LINEAR);
  s2fft_plan *plan = make_plan(grid, 32, &options);
  const char *text = spin_name(spin), *sampling = s2_grid_kind_name(kind);
  size_t samples = 2 * (size_t)s2fft_map_size(plan);
  const double *flm = npz_get(file, 2 * 1024, "flm_%s", text);
  const double *f = npz_get(file, samples, "f_%s_%s", sampling, text);
  expect(plan, S2FFT_COMPLEX, SYNTHESIS, flm, f, text);
  expect(plan, S2FFT_COMPLEX, ANALYSIS, f, flm, text);
  if (spin == 0 || spin == -2)
    expect(plan, S2FFT_COMPLEX, SYNTHESIS_ADJOINT,
           npz_get(file, samples, "random_map_%s_%s", sampling, text),
           npz_get(file, 2 * 1024, "flm_inverse_adjoint_random_map_%s_%s", sampling, text), text);
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
}

static void ssht_on_mw_and_mwss(void **state)
{
  (void)state;
  static const int spins[] = {0, 1, -2, 9, 31};
  npz *file = npz_open("sht_ssht");
  for (size_t s = 0; s < COUNT(spins); ++s) {
    ssht_case(file, S2_GRID_MW, spins[s]);
    ssht_case(file, S2_GRID_MWSS, spins[s]);
  }
  npz_close(file);
}

static void ssht_of_real_maps(void **state)
{
  (void)state;
  static const s2_grid_kind kinds[] = {S2_GRID_MW, S2_GRID_MWSS};
  npz *file = npz_open("sht_ssht");
  for (size_t k = 0; k < COUNT(kinds); ++k) {
    s2_grid *grid = make_grid(kinds[k], 32);
    s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_LINEAR);
    s2fft_plan *plan = make_plan(grid, 32, &options);
    size_t samples = (size_t)s2fft_map_size(plan);
    const char *sampling = s2_grid_kind_name(kinds[k]);
    const double *flm = npz_get(file, 2 * 1024, "flm_real");
    const double *f = npz_get(file, samples, "f_%s_real", sampling);
    expect(plan, S2FFT_REAL, SYNTHESIS, flm, f, sampling);
    expect(plan, S2FFT_REAL, ANALYSIS, f, flm, sampling);
    s2fft_plan_destroy(plan);
    s2_grid_destroy(grid);
  }
  npz_close(file);
}

enum { ducc_L = 24, ducc_mmax = 12, ducc_nphi = 27, ducc_size = 234 };

static const int ducc_spins[] = {0, 1, 2, 3, 7};

/// The grids of ducc0 by its own names.
static s2_grid *ducc_grid(npz *file, const char *name)
{
  if (strcmp(name, "GL") == 0) return make_shape(S2_GRID_GL, 24, ducc_nphi);
  if (strcmp(name, "CC") == 0) return make_shape(S2_GRID_CC, 26, ducc_nphi);
  if (strcmp(name, "F1") == 0) return make_shape(S2_GRID_F1, 25, ducc_nphi);
  if (strcmp(name, "MW") == 0) return make_shape(S2_GRID_MW, 24, ducc_nphi);
  if (strcmp(name, "MWflip") == 0)
    return make_rings(24, npz_get(file, 24, "theta_MWflip"), ducc_nphi, NULL);
  double weight[48];
  const double *ring_weight = npz_get(file, 48, "ring_weight_DH");
  for (int r = 0; r < 48; ++r) weight[r] = ring_weight[r] / ducc_nphi;
  return make_rings(48, npz_get(file, 48, "theta_DH"), ducc_nphi, weight);
}

static void ducc_case(npz *file, const char *name, int spin)
{
  s2_grid *grid = ducc_grid(file, name);
  s2fft_options options = options_of(spin, ducc_mmax, 0, S2FFT_LAYOUT_TRIANGLE);
  s2fft_plan *plan = make_plan(grid, ducc_L, &options);
  s2fft_field field = spin == 0 ? S2FFT_REAL : S2FFT_PAIR;
  size_t parts = spin == 0 ? 1 : 2, samples = (size_t)s2fft_map_size(plan);
  const double *alm = npz_get(file, 2 * parts * ducc_size, "alm_spin%d", spin);
  const double *map = npz_get(file, parts * samples, "map_%s_spin%d", name, spin);
  const double *random = npz_get(file, 2 * samples, "random_map_%s", name);
  expect(plan, field, SYNTHESIS, alm, map, name);
  expect(plan, field, SYNTHESIS_ADJOINT, random,
         npz_get(file, 2 * parts * ducc_size, "adjoint_alm_%s_spin%d", name, spin), name);
  if (strcmp(name, "MWflip") != 0) expect(plan, field, ANALYSIS, map, alm, name);
  if (strcmp(name, "GL") == 0 || strcmp(name, "DH") == 0) // a weighted adjoint: unique for any map
    expect(plan, field, ANALYSIS, random,
           npz_get(file, 2 * parts * ducc_size, "analysis_alm_%s_spin%d", name, spin), name);
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
}

static void ducc_on_all_its_grids(void **state)
{
  (void)state;
  static const char *const names[] = {"GL", "CC", "F1", "DH", "MW", "MWflip"};
  npz *file = npz_open("sht_ducc");
  for (size_t n = 0; n < COUNT(names); ++n)
    for (size_t s = 0; s < COUNT(ducc_spins); ++s) ducc_case(file, names[n], ducc_spins[s]);
  npz_close(file);
}

static void ducc_gradient(void **state)
{
  (void)state;
  npz *file = npz_open("sht_ducc");
  s2_grid *grid = ducc_grid(file, "GL");
  s2fft_options options = options_of(1, ducc_mmax, 0, S2FFT_LAYOUT_TRIANGLE);
  s2fft_plan *plan = make_plan(grid, ducc_L, &options);
  const size_t samples = 24 * ducc_nphi;
  const double *alm = npz_get(file, 2 * ducc_size, "alm_spin0");
  vector map = new_map(plan, S2FFT_PAIR, 1);
  vector wanted = stored(npz_get(file, 2 * samples, "gradient_map_GL"), 2, samples);
  assert_ok(s2fft_gradient(plan, (const s2_complex *)alm, map.part[0], map.part[1], NULL, NULL));
  assert_bound(relative_error(&map, &wanted), TOLERANCE, "gradient");
  free_vector(&map);
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
  npz_close(file);
}

static void ducc_on_healpix(void **state)
{
  (void)state;
  npz *file = npz_open("sht_ducc");
  s2_grid *grid = make_healpix(8);
  for (int spin = 0; spin <= 2; spin += 2) {
    s2fft_options options = options_of(spin, ducc_mmax, 0, S2FFT_LAYOUT_TRIANGLE);
    s2fft_plan *plan = make_plan(grid, ducc_L, &options);
    s2fft_field field = spin == 0 ? S2FFT_REAL : S2FFT_PAIR;
    size_t parts = spin == 0 ? 1 : 2;
    expect(plan, field, SYNTHESIS, npz_get(file, 2 * parts * ducc_size, "alm_spin%d", spin),
           npz_get(file, parts * 768, "healpix_map_spin%d", spin), "healpix");
    expect(plan, field, SYNTHESIS_ADJOINT, npz_get(file, 2 * 768, "healpix_random_map"),
           npz_get(file, 2 * parts * ducc_size, "healpix_adjoint_alm_spin%d", spin), "healpix");
    s2fft_plan_destroy(plan);
  }
  s2_grid_destroy(grid);
  npz_close(file);
}

enum { healpy_L = 33, healpy_samples = 3072, healpy_size = 2 * 561 };

/// T is row 0 of every array, (Q, U) resp. (E, B) the other two.
static void healpy_rows(npz *file, const s2fft_plan *plan, s2fft_field field, const char *source,
                        const char *result)
{
  size_t row = field == S2FFT_REAL ? 0 : 1;
  const double *map = npz_get(file, 3 * healpy_samples, "%s", source);
  const double *alm = npz_get(file, 3 * healpy_size, "%s", result);
  expect(plan, field, ANALYSIS, map + row * healpy_samples, alm + row * healpy_size, result);
}

static void healpy_analysis(void **state)
{
  (void)state;
  npz *file = npz_open("sht_healpy");
  s2_grid *grid = make_healpix(16);
  for (int iterations = 0; iterations <= 3; iterations += 3)
    for (int spin = 0; spin <= 2; spin += 2) {
      s2fft_options options = options_of(spin, -1, 0, S2FFT_LAYOUT_TRIANGLE);
      s2fft_field field = spin == 0 ? S2FFT_REAL : S2FFT_PAIR;
      options.iterations = iterations;
      s2fft_plan *plan = make_plan(grid, healpy_L, &options);
      int again = iterations != 0;
      healpy_rows(file, plan, field, "map_TQU",
                  again ? "alm_TEB_from_map_iter3" : "alm_TEB_from_map_iter0");
      healpy_rows(file, plan, field, "random_map_TQU",
                  again ? "alm_TEB_from_random_map_iter3" : "alm_TEB_from_random_map_iter0");
      s2fft_plan_destroy(plan);
    }
  s2_grid_destroy(grid);
  npz_close(file);
}

static void healpy_synthesis(void **state)
{
  (void)state;
  npz *file = npz_open("sht_healpy");
  s2_grid *grid = make_healpix(16);
  const double *alm = npz_get(file, 3 * healpy_size, "alm_TEB");
  const double *map = npz_get(file, 3 * healpy_samples, "map_TQU");
  const double *spin3 = npz_get(file, 2 * healpy_samples, "map_spin3_from_EB");
  for (int spin = 0; spin <= 3; ++spin) {
    if (spin == 1) continue;
    s2fft_options options = options_of(spin, -1, 0, S2FFT_LAYOUT_TRIANGLE);
    s2fft_plan *plan = make_plan(grid, healpy_L, &options);
    if (spin == 0) expect(plan, S2FFT_REAL, SYNTHESIS, alm, map, "T");
    if (spin == 2)
      expect(plan, S2FFT_PAIR, SYNTHESIS, alm + healpy_size, map + healpy_samples, "Q, U");
    if (spin == 3) expect(plan, S2FFT_PAIR, SYNTHESIS, alm + healpy_size, spin3, "spin 3");
    s2fft_plan_destroy(plan);
  }
  s2_grid_destroy(grid);
  npz_close(file);
}

/// healpy reads its ring weights from a file; ours come from the rule behind it (lmax = 48 there).
static void healpy_analysis_with_ring_weights(void **state)
{
  (void)state;
  npz *file = npz_open("sht_healpy");
  s2_grid *grid = make_healpix(16);
  double weights[4 * 16 - 1];
  assert_ok(s2fft_ring_weights(grid, 48, weights));
  for (int spin = 0; spin <= 2; spin += 2) {
    s2fft_options options = options_of(spin, -1, 0, S2FFT_LAYOUT_TRIANGLE);
    options.ring_weights = weights;
    s2fft_plan *plan = make_plan(grid, healpy_L, &options);
    healpy_rows(file, plan, spin == 0 ? S2FFT_REAL : S2FFT_PAIR, "random_map_TQU",
                "alm_TEB_from_random_map_ring_weights_iter0");
    s2fft_plan_destroy(plan);
  }
  s2_grid_destroy(grid);
  npz_close(file);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(s2fft_on_exact_grids),
      cmocka_unit_test(s2fft_on_healpix),
      cmocka_unit_test(s2fft_of_real_maps_on_healpix),
      cmocka_unit_test(ssht_on_mw_and_mwss),
      cmocka_unit_test(ssht_of_real_maps),
      cmocka_unit_test(ducc_on_all_its_grids),
      cmocka_unit_test(ducc_gradient),
      cmocka_unit_test(ducc_on_healpix),
      cmocka_unit_test(healpy_synthesis),
      cmocka_unit_test(healpy_analysis),
      cmocka_unit_test(healpy_analysis_with_ring_weights),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
