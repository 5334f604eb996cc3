// SPDX-License-Identifier: MIT
// Pixel windows against HEALPix' files, against means over subpixels, against
// sums over all pixels.
#include "npz.h"
#include "support.h"

#include <math.h>
#include <s2fft/pixel_window.h>
#include <stdlib.h>

static double *new_window(int nside, int L, int spin)
{
  double *window = malloc((size_t)L * sizeof *window);
  assert_non_null(window);
  assert_ok(s2fft_window_pixel(nside, L, spin, window));
  return window;
}

// The files were made by quadrature too: nside 16 has 1.3e-13 left, 128 has
// less.
static void windows_are_those_of_the_healpix_files(void **state)
{
  (void)state;
  static const int nsides[] = {16, 128};
  static const double bounds[] = {2e-13, 2e-14};
  npz *file = npz_open("pixel_window");
  for (size_t i = 0; i < COUNT(nsides); ++i)
    for (int spin = nsides[i] > 16 ? 2 : 0; spin <= 2; spin += 2) {
      int L = 4 * nsides[i] + 1;
      double *window = new_window(nsides[i], L, spin);
      const double *wanted = npz_get(file, (size_t)L, "%c_n%d", spin == 0 ? 'T' : 'P', nsides[i]);
      assert_bound(difference(window, wanted, (size_t)L), bounds[i], "nside %d, spin %d", nsides[i],
                   spin);
      free(window);
    }
  npz_close(file);
}

/// Mean over pixels of |<u>|^2 and |<u u>|^2, with <> the mean over fine x fine subpixels.
static void subpixel_moments(int nside, int fine, double *first, double *second)
{
  s2_grid *grid = make_healpix(nside * fine);
  int64_t npix = 12 * (int64_t)nside * nside;
  double(*sum)[9] = calloc((size_t)npix, sizeof *sum); // x y z xx yy zz xy xz yz
  assert_non_null(sum);
  for (int r = 0; r < s2_grid_nrings(grid); ++r) {
    const s2_ring *ring = &s2_grid_rings(grid)[r];
    for (int p = 0; p < ring->nphi; ++p) {
      double phi = ring->phi0 + 2 * PI * p / ring->nphi;
      double u[] = {ring->sin_theta * cos(phi), ring->sin_theta * sin(phi), ring->cos_theta};
      double *s = sum[s2_healpix_pixel(nside, ring->theta, phi)];
      for (int i = 0; i < 3; ++i) {
        s[i] += u[i] / fine / fine;
        s[3 + i] += u[i] * u[i] / fine / fine;
        s[6 + i] += u[i < 2 ? 0 : 1] * u[i < 1 ? 1 : 2] / fine / fine;
      }
    }
  }
  *first = *second = 0.0;
  for (int64_t k = 0; k < npix; ++k)
    for (int i = 0; i < 9; ++i)
      *(i < 3 ? first : second) += (i < 6 ? 1.0 : 2.0) * sum[k][i] * sum[k][i] / (double)npix;
  free(sum);
  s2_grid_destroy(grid);
}

// w_l^2 = mean over pixels of <P_l(u v)>: w_1^2 = |<u>|^2, w_2^2 = (3 |<u u>|^2 - 1) / 2. Subpixels
// of 1/k give an error of 1/k^2, which two of them remove.
static void windows_are_means_over_subpixels(void **state)
{
  (void)state;
  static const int nsides[] = {1, 2, 3, 5};
  for (size_t i = 0; i < COUNT(nsides); ++i) {
    double coarse[2], fine[2];
    double *window = new_window(nsides[i], 3, 0);
    subpixel_moments(nsides[i], 8, &coarse[0], &coarse[1]);
    subpixel_moments(nsides[i], 16, &fine[0], &fine[1]);
    double first = (4 * fine[0] - coarse[0]) / 3, second = (4 * fine[1] - coarse[1]) / 3;
    double scale = 1.0 / nsides[i] / nsides[i];
    assert_bound(fabs(window[0] - 1.0), 1e-14, "nside %d", nsides[i]);
    assert_bound(fabs(window[1] - sqrt(first)), 1e-5 * scale, "nside %d, l = 1", nsides[i]);
    assert_bound(fabs(window[2] - sqrt((3 * second - 1) / 2)), 3e-5 * scale, "nside %d, l = 2",
                 nsides[i]);
    free(window);
  }
}

// The same moments summed over every pixel, without the rules that stand for far rings.
static void rules_for_far_rings_are_sums_over_all_pixels(void **state)
{
  (void)state;
  static const int l[] = {150, 300, 600, 900, 1200};
  static const double all[] = {0.988327789267565, 0.9541367796329239, 0.8270844128509441,
                               0.6460200139901855, 0.44651690279920386};
  double *window = new_window(300, 1201, 0);
  for (size_t k = 0; k < COUNT(l); ++k)
    assert_bound(fabs(window[l[k]] - all[k]), 3e-14, "l = %d", l[k]);
  free(window);
}

static void spins_start_at_their_degree_and_ignore_the_sign(void **state)
{
  (void)state;
  for (int spin = 0; spin <= 4; ++spin) {
    double *plus = new_window(3, 13, spin), *minus = new_window(3, 13, -spin);
    for (int l = 0; l < 13; ++l) {
      assert_true(plus[l] == minus[l]);
      assert_true((l < spin) == (plus[l] == 0.0) && plus[l] <= 1.0 + 1e-14);
      assert_true(l <= spin || plus[l] < plus[l - 1]);
    }
    free(plus);
    free(minus);
  }
}

static void impossible_requests_are_refused(void **state)
{
  (void)state;
  double window[18] = {0.0};
  assert_refused(s2fft_window_pixel(0, 1, 0, window), S2_ERR_ARGUMENT, "nside = 0", "1 .. 32768",
                 NULL);
  assert_refused(s2fft_window_pixel(40000, 1, 0, window), S2_ERR_ARGUMENT, "nside = 40000", NULL);
  assert_refused(s2fft_window_pixel(4, 18, 0, window), S2_ERR_ARGUMENT, "L = 18", "1 .. 17", NULL);
  assert_refused(s2fft_window_pixel(4, 0, 0, window), S2_ERR_ARGUMENT, "L = 0", NULL);
  assert_refused(s2fft_window_pixel(4, 3, -3, window), S2_ERR_ARGUMENT, "3", "L = 3", NULL);
  assert_refused(s2fft_window_pixel(4, 3, 0, NULL), S2_ERR_ARGUMENT, "window", NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(windows_are_those_of_the_healpix_files),
      cmocka_unit_test(windows_are_means_over_subpixels),
      cmocka_unit_test(rules_for_far_rings_are_sums_over_all_pixels),
      cmocka_unit_test(spins_start_at_their_degree_and_ignore_the_sign),
      cmocka_unit_test(impossible_requests_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
