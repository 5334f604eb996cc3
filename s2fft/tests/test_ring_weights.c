// SPDX-License-Identifier: MIT
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <s2fft/ring_weights.h>
#include <stdlib.h>
#include <string.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

#define PI 3.14159265358979323846

// weight_ring_n00004.fits and weight_ring_n00016.fits of healpy-data 1.16.1 (lmax 8 and 48).
static const double healpix_4[] = {
    0.1198278418678476,    -0.006522111720581221,  -0.019313102241032352,  -0.007416988937133082,
    -0.004196618284304841, -0.0032493521318515527, 0.00021848132186830832, 0.004866800211048284};
static const double healpix_16[] = {
    0.16577668974206086,     -0.07241365388456841,   0.032798142674439305,   -0.011670263996078286,
    0.0004449462534636817,   0.0045353355276667225,  -0.005604019795376474,  0.004537239639803385,
    -0.0026724176702003465,  0.0008999868473764953,  0.0003185893938678463,  -0.0008775969973986384,
    0.0009247998200597113,   -0.000796143247546713,  0.0012235842548669145,  -0.006416322557291754,
    -0.00045589787966496677, 0.0021537866566224734,  -0.002474227333454936,  0.001693370193559692,
    -0.0001703101859741348,  -0.0012672784426888207, 0.0016874038002156976,  -0.0007811028291175414,
    -0.0007168792940999682,  0.001499239266486558,   -0.0008404515222695474, -0.0006238565975406689,
    0.0014145087225287227,   -0.0006770802161094261, -0.000882908608348996,  0.001675905926809355};

static double *new_weights(const s2_grid *grid, int lmax)
{
  double *weights = malloc((size_t)s2_grid_nrings(grid) * sizeof *weights);
  assert_non_null(weights);
  if (s2fft_ring_weights(grid, lmax, weights) != S2_OK) fail_msg("%s", s2_error_message());
  return weights;
}

// |sum over all samples of w P_l(cos theta) - 4 pi delta_l0|, by the textbook recursion.
static double missed(const s2_grid *grid, const double *weights, int l)
{
  const s2_ring *rings = s2_grid_rings(grid);
  double sum = l == 0 ? -4.0 * PI : 0.0;
  for (int i = 0; i < s2_grid_nrings(grid); ++i) {
    double before = 0.0, p = 1.0;
    for (int k = 0; k < l; ++k) {
      double next = ((2 * k + 1) * rings[i].cos_theta * p - k * before) / (k + 1);
      before = p;
      p = next;
    }
    sum += weights[i] * rings[i].nphi * p;
  }
  return fabs(sum);
}

static double worst_missed(const s2_grid *grid, const double *weights, int lmax)
{
  double worst = 0.0;
  for (int l = 0; l <= lmax; ++l) worst = fmax(worst, missed(grid, weights, l));
  return worst;
}

static void healpix_sums_are_exact_up_to_lmax(void **state)
{
  (void)state;
  static const int cases[][2] = {{1, 2}, {2, 2}, {3, 9}, {8, 24}, {17, 51}, {32, 100}, {64, 226}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    s2_grid *grid;
    assert_int_equal(s2_grid_create_healpix(&grid, cases[i][0]), S2_OK);
    double *weights = new_weights(grid, cases[i][1]);
    assert_true(worst_missed(grid, weights, cases[i][1]) < 2e-13);
    free(weights);
    s2_grid_destroy(grid);
  }
}

static void equal_weights_would_fail_that_test(void **state)
{
  (void)state;
  s2_grid *grid;
  assert_int_equal(s2_grid_create_healpix(&grid, 8), S2_OK);
  double *weights = new_weights(grid, 0); // P_0 alone: the grid's own weights
  assert_true(fabs(weights[0] - 4.0 * PI / 768) < 1e-16);
  assert_true(missed(grid, weights, 2) > 1e-3);
  free(weights);
  s2_grid_destroy(grid);
}

static void check_file(int nside, int lmax, const double *file)
{
  s2_grid *grid;
  assert_int_equal(s2_grid_create_healpix(&grid, nside), S2_OK);
  double *weights = new_weights(grid, lmax), equal = 4.0 * PI / (12.0 * nside * nside);
  for (int i = 0; i < 2 * nside; ++i) {
    assert_true(fabs(weights[i] / equal - 1.0 - file[i]) < 1e-12);
    assert_true(weights[i] == weights[4 * nside - 2 - i]);
  }
  free(weights);
  s2_grid_destroy(grid);
}

static void weights_are_those_of_the_healpix_files(void **state)
{
  (void)state;
  check_file(4, 8, healpix_4);
  check_file(16, 48, healpix_16);
  check_file(16, -1, healpix_16);
}

static void grids_that_are_exact_keep_their_weights(void **state)
{
  (void)state;
  s2_grid *grid;
  assert_int_equal(s2_grid_create(&grid, S2_GRID_GL, 33), S2_OK);
  double *weights = new_weights(grid, 32);
  for (int i = 0; i < 33; ++i)
    assert_true(fabs(weights[i] / s2_grid_rings(grid)[i].weight - 1.0) < 1e-12);
  free(weights);
  s2_grid_destroy(grid);
}

// Rings without mirror images and without weights: at random colatitudes, near enough to resolve
// lmax = 20.
static s2_grid *lopsided_grid(void)
{
  enum { N = 60 };
  s2_ring rings[N] = {{0}};
  s2_grid *grid;
  int64_t offset = 0;
  for (int i = 0; i < N; ++i) {
    rings[i].theta = PI * (i + 0.5 + 0.3 * sin(3.0 * i * i)) / N;
    rings[i].nphi = 1 + (int)(100.0 * sin(rings[i].theta));
    rings[i].offset = offset;
    offset += rings[i].nphi;
  }
  assert_int_equal(s2_grid_create_rings(&grid, N, rings), S2_OK);
  return grid;
}

static void grids_without_symmetry_work_for_odd_degrees_too(void **state)
{
  (void)state;
  s2_grid *grid = lopsided_grid();
  double *weights = new_weights(grid, 20);
  assert_true(worst_missed(grid, weights, 20) < 1e-12);
  for (int i = 0; i < s2_grid_nrings(grid); ++i) assert_true(weights[i] > 0.0);
  free(weights);
  s2_grid_destroy(grid);
}

// The least change is orthogonal to every change that leaves the sums alone, which means that it
// is a combination of the P_l: its projection on P_0 .. P_lmax, by Gram-Schmidt, is all of it.
static void change_is_the_least_one(void **state)
{
  (void)state;
  enum { N = 60, LMAX = 20 };
  s2_grid *grid = lopsided_grid();
  const s2_ring *rings = s2_grid_rings(grid);
  double *weights = new_weights(grid, LMAX), x[N], basis[LMAX + 1][N], norm = 0.0, left = 0.0;
  double equal = 4.0 * PI / (double)s2_grid_map_size(grid);
  for (int i = 0; i < N; ++i) {
    x[i] = (weights[i] - equal) * rings[i].nphi;
    norm += x[i] * x[i];
  }
  for (int l = 0; l <= LMAX; ++l) {
    for (int i = 0; i < N; ++i) basis[l][i] = cos(l * rings[i].theta); // spans P_0 .. P_l
    for (int pass = 0; pass < 2 * l; ++pass) {
      double along = 0.0;
      for (int i = 0; i < N; ++i) along += basis[l][i] * basis[pass % l][i];
      for (int i = 0; i < N; ++i) basis[l][i] -= along * basis[pass % l][i];
    }
    double length = 0.0, part = 0.0;
    for (int i = 0; i < N; ++i) length += basis[l][i] * basis[l][i];
    for (int i = 0; i < N; ++i) basis[l][i] /= sqrt(length);
    for (int i = 0; i < N; ++i) part += basis[l][i] * x[i];
    for (int i = 0; i < N; ++i) x[i] -= part * basis[l][i];
  }
  for (int i = 0; i < N; ++i) left += x[i] * x[i];
  assert_true(norm > 1e-4);
  assert_true(sqrt(left / norm) < 1e-12);
  free(weights);
  s2_grid_destroy(grid);
}

#ifdef _OPENMP
static void result_does_not_depend_on_the_number_of_threads(void **state)
{
  (void)state;
  s2_grid *grid;
  int before = omp_get_max_threads();
  assert_int_equal(s2_grid_create_healpix(&grid, 40), S2_OK);
  omp_set_num_threads(1);
  double *a = new_weights(grid, -1);
  omp_set_num_threads(3);
  double *b = new_weights(grid, -1);
  omp_set_num_threads(before);
  assert_memory_equal(a, b, (size_t)s2_grid_nrings(grid) * sizeof *a);
  free(a);
  free(b);
  s2_grid_destroy(grid);
}
#endif

static void a_degree_that_the_rings_do_not_resolve_is_refused(void **state)
{
  (void)state;
  s2_grid *grid;
  double weights[255] = {0};
  assert_int_equal(s2_grid_create_healpix(&grid, 64), S2_OK);
  assert_int_equal(s2fft_ring_weights(grid, 254, weights), S2_ERR_NUMERIC);
  assert_non_null(strstr(s2_error_message(), "lmax = 254"));
  for (int i = 0; i < 255; ++i) assert_true(weights[i] == 0.0);
  s2_grid_destroy(grid);
}

static void impossible_requests_are_refused(void **state)
{
  (void)state;
  s2_grid *grid, *exact;
  double weights[63];
  assert_int_equal(s2_grid_create_healpix(&grid, 16), S2_OK);
  assert_int_equal(s2_grid_create(&exact, S2_GRID_GL, 4), S2_OK);
  assert_int_equal(s2fft_ring_weights(grid, 63, weights), S2_ERR_ARGUMENT);
  assert_non_null(strstr(s2_error_message(), "lmax = 63 is outside 0 .. 62"));
  assert_int_equal(s2fft_ring_weights(exact, -1, weights), S2_ERR_ARGUMENT);
  assert_int_equal(s2fft_ring_weights(NULL, 4, weights), S2_ERR_ARGUMENT);
  assert_int_equal(s2fft_ring_weights(grid, 4, NULL), S2_ERR_ARGUMENT);
  s2_grid_destroy(grid);
  s2_grid_destroy(exact);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(healpix_sums_are_exact_up_to_lmax),
      cmocka_unit_test(equal_weights_would_fail_that_test),
      cmocka_unit_test(weights_are_those_of_the_healpix_files),
      cmocka_unit_test(grids_that_are_exact_keep_their_weights),
      cmocka_unit_test(grids_without_symmetry_work_for_odd_degrees_too),
      cmocka_unit_test(change_is_the_least_one),
#ifdef _OPENMP
      cmocka_unit_test(result_does_not_depend_on_the_number_of_threads),
#endif
      cmocka_unit_test(a_degree_that_the_rings_do_not_resolve_is_refused),
      cmocka_unit_test(impossible_requests_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
