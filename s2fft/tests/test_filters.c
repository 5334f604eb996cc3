// SPDX-License-Identifier: MIT
// Band-pass windows; smoothing of maps against healpy, against windowed coefficients, and its
// adjoint.
#include "npz.h"
#include "support.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <s2fft/filters.h>
#include <s2fft/spectra.h>
#include <string.h>

static void bands_pass_and_fall_as_cosines(void **state)
{
  (void)state;
  const s2fft_band band = {.low = 4, .high = 6, .low_taper = 1, .high_taper = 3};
  double window[12];
  const double h = 0.5 * sqrt(0.5);
  const double wanted[12] = {0, 0, 0, 0.5, 1, 1, 1, 0.5 + h, 0.5, 0.5 - h, 0, 0};
  assert_ok(s2fft_window_band(12, &band, window));
  assert_bound(difference(window, wanted, 12), 1e-15, "window");
}

static void bands_without_tapers_are_sharp(void **state)
{
  (void)state;
  const s2fft_band low_pass = {.low = 0, .high = 5}, high_pass = {.low = 6, .high = 1 << 30};
  double low[12], high[12];
  assert_ok(s2fft_window_band(12, &low_pass, low));
  assert_ok(s2fft_window_band(12, &high_pass, high));
  for (int l = 0; l < 12; ++l) assert_true(low[l] == (l <= 5) && high[l] == (l > 5));
}

static void cosine_flanks_add_up_to_one(void **state)
{
  (void)state;
  const s2fft_band low_pass = {.low = 0, .high = 10, .high_taper = 7};
  const s2fft_band high_pass = {.low = 18, .high = 40, .low_taper = 7};
  double low[40], high[40];
  assert_ok(s2fft_window_band(40, &low_pass, low));
  assert_ok(s2fft_window_band(40, &high_pass, high));
  for (int l = 0; l < 40; ++l) assert_bound(fabs(low[l] + high[l] - 1.0), 1e-15, "l = %d", l);
}

// healpy 1.20.1: smoothing(map_TQU, fwhm, lmax=32, iter=3) at some pixels.
static const int pixels[] = {0, 100, 777, 1500, 2048, 3071};
static const double healpy_tqu[3][6] = {
    {-1.3343867424279865, -3.9617956916031805, -1.1978503773815352, -0.7353216006602619,
     0.26142311869034224, -0.10064450646416273},
    {-5.975255618753259, -4.472359694011558, -3.0421574663770956, -3.0276158372407895,
     6.446805559012454, -0.5872599435567907},
    {-3.7086484706883964, 0.9563000819572554, 6.072343922655869, 1.4329991388704013,
     0.18956849549035515, -11.982965230770485}};

static void maps_are_smoothed_as_by_healpy(void **state)
{
  (void)state;
  enum { NSIDE = 16, NPIX = 12 * NSIDE * NSIDE, L = 33 };
  static double out[3][NPIX];
  double T[L], P[L];
  const double fwhm = 0.14886195876453523;
  npz *file = npz_open("sht_healpy");
  const double *map = npz_get(file, (size_t)3 * NPIX, "map_TQU");
  s2_grid *grid = make_healpix(NSIDE);
  s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_DEFAULT);
  options.iterations = 3;
  s2fft_plan *scalar = make_plan(grid, L, &options);
  options.spin = 2;
  s2fft_plan *tensor = make_plan(grid, L, &options);
  assert_ok(s2fft_window_gaussian(L, fwhm, 0, T));
  assert_ok(s2fft_window_gaussian(L, fwhm, 2, P));
  assert_ok(s2fft_smooth(scalar, T, map, out[0], NULL));
  assert_ok(s2fft_smooth_pair(tensor, P, map + NPIX, map + 2 * NPIX, out[1], out[2], NULL));
  for (int i = 0; i < 3; ++i)
    for (size_t k = 0; k < COUNT(pixels); ++k)
      assert_bound(fabs(out[i][pixels[k]] - healpy_tqu[i][k]), 1e-12, "map %d, pixel %d", i,
                   pixels[k]);
  s2fft_plan_destroy(scalar);
  s2fft_plan_destroy(tensor);
  s2_grid_destroy(grid);
  npz_close(file);
}

enum { BAND = 14 };
static double test_window[BAND];

static void fill_window(void)
{
  for (int l = 0; l < BAND; ++l) test_window[l] = cos(0.3 * l) + 0.01 * l;
}

static s2_status smooth(const s2fft_plan *plan, s2fft_field field, int adjoint, const vector *in,
                        const vector *out, s2fft_workspace *work)
{
  double *const *f = in->part, *const *g = out->part;
  if (field == S2FFT_PAIR)
    return (adjoint ? s2fft_smooth_adjoint_pair : s2fft_smooth_pair)(plan, test_window, f[0], f[1],
                                                                     g[0], g[1], work);
  if (field == S2FFT_COMPLEX)
    return (adjoint ? s2fft_smooth_adjoint_complex : s2fft_smooth_complex)(
        plan, test_window, (const s2_complex *)f[0], (s2_complex *)g[0], work);
  return (adjoint ? s2fft_smooth_adjoint : s2fft_smooth)(plan, test_window, f[0], g[0], work);
}

/// A field, a layout that holds it and a spin.
typedef struct kind {
  s2fft_field field;
  int spin;
  s2fft_layout layout;
} kind;

static const kind kinds[] = {
    {S2FFT_REAL, 0, S2FFT_LAYOUT_TRIANGLE},   {S2FFT_REAL, 0, S2FFT_LAYOUT_LINEAR},
    {S2FFT_PAIR, 2, S2FFT_LAYOUT_TRIANGLE},   {S2FFT_PAIR, 1, S2FFT_LAYOUT_SQUARE},
    {S2FFT_COMPLEX, -1, S2FFT_LAYOUT_SQUARE}, {S2FFT_COMPLEX, 3, S2FFT_LAYOUT_LINEAR}};

static s2fft_plan *plan_of(const s2_grid *grid, const kind *k)
{
  s2fft_options options = options_of(k->spin, 11, 0, k->layout);
  options.iterations = 1;
  return make_plan(grid, BAND, &options);
}

static void smoothing_multiplies_the_coefficients(void **state)
{
  (void)state;
  fill_window();
  s2_grid *grid = make_grid(S2_GRID_MW, BAND);
  for (size_t i = 0; i < COUNT(kinds); ++i) {
    s2fft_plan *plan = plan_of(grid, &kinds[i]);
    vector alm = random_alm(plan, kinds[i].field, 0, 3);
    vector map = new_map(plan, kinds[i].field, 1), wanted = new_map(plan, kinds[i].field, 1);
    assert_ok(apply(plan, kinds[i].field, SYNTHESIS, &alm, &map, NULL, NULL));
    assert_ok(smooth(plan, kinds[i].field, 0, &map, &map, NULL)); // in place
    for (int p = 0; p < alm.nparts; ++p)
      for (int l = 0; l < BAND; ++l)
        for (int m = -11; m <= 11; ++m) {
          double *a = coefficient(plan, kinds[i].field, &alm, p, l, m);
          if (a == NULL) continue;
          a[0] *= test_window[l];
          a[1] *= test_window[l];
        }
    assert_ok(apply(plan, kinds[i].field, SYNTHESIS, &alm, &wanted, NULL, NULL));
    assert_bound(relative_error(&map, &wanted), 1e-13, "kind %zu", i);
    free_vector(&alm);
    free_vector(&map);
    free_vector(&wanted);
    s2fft_plan_destroy(plan);
  }
  s2_grid_destroy(grid);
}

static void adjoints_are_exact(void **state)
{
  (void)state;
  fill_window();
  s2_grid *grids[] = {make_healpix(8), make_grid(S2_GRID_MW, BAND), make_odd_rings()};
  for (size_t g = 0; g < COUNT(grids); ++g)
    for (size_t i = 0; i < COUNT(kinds); ++i) {
      s2fft_plan *plan = plan_of(grids[g], &kinds[i]);
      vector x = random_map(plan, kinds[i].field, 1), y = random_map(plan, kinds[i].field, 2);
      vector Tx = new_map(plan, kinds[i].field, 1), Ty = new_map(plan, kinds[i].field, 1);
      assert_ok(smooth(plan, kinds[i].field, 0, &x, &Tx, NULL));
      assert_ok(smooth(plan, kinds[i].field, 1, &y, &Ty, NULL));
      double scale = sqrt(map_product(&Tx, &Tx) * map_product(&y, &y));
      assert_bound(fabs(map_product(&Tx, &y) - map_product(&x, &Ty)), 1e-13 * scale,
                   "grid %zu, kind %zu", g, i);
      assert_true(map_product(&Tx, &Tx) > 0.0);
      free_vector(&x);
      free_vector(&y);
      free_vector(&Tx);
      free_vector(&Ty);
      s2fft_plan_destroy(plan);
    }
  for (size_t g = 0; g < COUNT(grids); ++g) s2_grid_destroy(grids[g]);
}

static void bad_arguments_are_named(void **state)
{
  (void)state;
  const s2fft_band crossed = {.low = 5, .high = 4}, negative = {.low = -1, .high = 4};
  const s2fft_band taper = {.low = 0, .high = 4, .high_taper = -2};
  double window[BAND];
  assert_refused(s2fft_window_band(BAND, &crossed, window), S2_ERR_ARGUMENT, "low = 5", "high = 4",
                 NULL);
  assert_refused(s2fft_window_band(BAND, &negative, window), S2_ERR_ARGUMENT, "low = -1", NULL);
  assert_refused(s2fft_window_band(BAND, &taper, window), S2_ERR_ARGUMENT, "high_taper = -2", NULL);
  assert_refused(s2fft_window_band(0, &taper, window), S2_ERR_ARGUMENT, "L = 0", NULL);
  assert_refused(s2fft_window_band(BAND, NULL, window), S2_ERR_ARGUMENT, "NULL", NULL);
}

static void bad_smoothings_are_named_and_leave_the_map(void **state)
{
  (void)state;
  fill_window();
  s2fft_plan *plan = plan_on(make_grid(S2_GRID_GL, BAND), BAND, 2);
  vector map = random_map(plan, S2FFT_PAIR, 1), copy = copy_of(&map);
  assert_refused(smooth(plan, S2FFT_REAL, 0, &map, &map, NULL), S2_ERR_ARGUMENT, "spin = 2", NULL);
  assert_refused(s2fft_smooth(NULL, test_window, map.part[0], map.part[0], NULL), S2_ERR_ARGUMENT,
                 "NULL", NULL);
  assert_refused(
      s2fft_smooth_pair(plan, NULL, map.part[0], map.part[1], map.part[0], map.part[1], NULL),
      S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(
      s2fft_smooth_pair(plan, test_window, map.part[0], NULL, map.part[0], map.part[1], NULL),
      S2_ERR_ARGUMENT, "NULL", NULL);
  for (int n = 0; n < 2; ++n) {
    s2_priv_fail_after(n);
    s2_status status = smooth(plan, S2FFT_PAIR, 0, &map, &map, NULL);
    s2_priv_fail_after(-1);
    assert_int_equal(status, S2_ERR_MEMORY);
  }
  assert_bound(relative_error(&map, &copy), 0.0, "the map has changed");
  free_vector(&map);
  free_vector(&copy);
  s2fft_plan_destroy(plan);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bands_pass_and_fall_as_cosines),
      cmocka_unit_test(bands_without_tapers_are_sharp),
      cmocka_unit_test(cosine_flanks_add_up_to_one),
      cmocka_unit_test(maps_are_smoothed_as_by_healpy),
      cmocka_unit_test(smoothing_multiplies_the_coefficients),
      cmocka_unit_test(adjoints_are_exact),
      cmocka_unit_test(bad_arguments_are_named),
      cmocka_unit_test(bad_smoothings_are_named_and_leave_the_map),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
