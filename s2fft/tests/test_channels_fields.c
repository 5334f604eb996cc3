// SPDX-License-Identifier: MIT
// What a channel adds to a transform: windows, conjugates, planes, sums.
#include "channels_bank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// The conjugate of a field of spin s, through the plan of -s, is that of the plan of s.
static void conjugate_channels_hold_conjugate_maps(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_MWSS, L);
  for (int what = SYNTHESIS; what <= ANALYSIS_ADJOINT; ++what) {
    bank b = make_bank(grid, (operation)what, NULL);
    size_t n = 2 * (size_t)b.map_size;
    s2fft_priv_channel list[] = {channel_at(&b, 0, 0, 2),
                                 channel_at(&b, to_map(what) ? 0 : 1, 1, 2)};
    list[1].conjugate = 1;
    double *plain = list[0].map, *conjugate = list[1].map;
    for (size_t k = 0; k < n && !to_map(what); ++k) conjugate[k] = k & 1 ? -plain[k] : plain[k];
    assert_ok(transforms[what](b.channels, 2, list, NULL));
    for (size_t k = 0; k < n && to_map(what); ++k) conjugate[k] *= k & 1 ? -1 : 1;
    vector one = {{to_map(what) ? plain : (double *)list[0].alm}, 1, to_map(what) ? n : 2 * SQUARE};
    vector other = one;
    other.part[0] = to_map(what) ? conjugate : (double *)list[1].alm;
    assert_bound(relative_error(&other, &one), 1e-14, "operation %d", what);
    free_bank(&b);
  }
  s2_grid_destroy(grid);
}

/// Planes to pairs or back, samples of all channels.
static void interleave(const bank *planar, const bank *pairs, int back)
{
  for (int i = 0; i < CHANNELS; ++i)
    for (int64_t p = 0; p < 2 * planar->map_size; ++p) {
      double *plane = planar->map + i * planar->map_stride + p / 2 + (p & 1) * planar->map_size,
             *pair = pairs->map + i * pairs->map_stride + p;
      if (back)
        *plane = *pair;
      else
        *pair = *plane;
    }
}

static void check_planes(s2_grid *grid, operation what, const s2fft_options *options)
{
  bank planar = make_bank(grid, what, options), pairs = make_bank(grid, what, options);
  double *planes = planar.map, *copy = calloc((size_t)(CHANNELS * pairs.map_stride), sizeof *copy);
  s2fft_priv_channel list[CHANNELS], other[CHANNELS];
  assert_non_null(copy);
  for (int i = 0; i < CHANNELS; ++i) {
    list[i] = other[i] = channel_at(&planar, i, i, bank_spins[i % 4]);
    list[i].conjugate = other[i].conjugate = i == 5;
    list[i].planar = i != 2; // between those that are
    other[i].alm = (s2_complex *)(pairs.alm + i * pairs.alm_stride);
    other[i].map = pairs.map + i * pairs.map_stride;
  }
  interleave(&planar, &pairs, 1);
  memcpy(planes + 2 * planar.map_stride, pairs.map + 2 * pairs.map_stride,
         (size_t)planar.map_stride * sizeof *planes);
  assert_ok(transforms[what](planar.channels, CHANNELS, list, NULL));
  assert_ok(transforms[what](pairs.channels, CHANNELS, other, NULL));
  assert_memory_equal(planar.alm, pairs.alm, CHANNELS * planar.alm_stride * sizeof *planar.alm);
  memcpy(copy, pairs.map, (size_t)(CHANNELS * pairs.map_stride) * sizeof *copy);
  interleave(&planar, &pairs, 0);
  memcpy(pairs.map + 2 * pairs.map_stride, planes + 2 * planar.map_stride,
         (size_t)planar.map_stride * sizeof *planes);
  assert_memory_equal(copy, pairs.map, CHANNELS * pairs.map_stride * sizeof *copy);
  free(copy);
  free_bank(&planar);
  free_bank(&pairs);
}

static void planar_channels_give_the_bits_of_pairs(void **state)
{
  (void)state;
  s2_grid *grids[] = {make_grid(S2_GRID_MW, L), make_grid(S2_GRID_DH, L), make_odd_rings(),
                      make_healpix(6)};
  for (size_t g = 0; g < COUNT(grids); ++g) {
    s2fft_options options = single_options(0, S2FFT_LAYOUT_SQUARE);
    for (options.iterations = 0; options.iterations <= (g == 3 ? 2 : 0); options.iterations += 2)
      for (int what = SYNTHESIS; what <= ANALYSIS_ADJOINT; ++what)
        check_planes(grids[g], (operation)what, &options);
    s2_grid_destroy(grids[g]);
  }
}

static double product(const double *a, const double *b, int64_t n)
{
  long double sum = 0;
  for (int64_t k = 0; k < n; ++k) sum += (long double)a[k] * b[k];
  return (double)sum;
}

/// Several channels with windows that read, or add to, one array of coefficients.
static void check_adjoint(s2_grid *grid, operation up, operation down)
{
  enum { fan = 4 };
  bank a = make_bank(grid, up, NULL), f = make_bank(grid, down, NULL);
  s2_complex window[fan][L];
  s2fft_priv_channel there[fan], back[fan];
  uint64_t seed = 4;
  for (int64_t k = 0; k < 2 * SQUARE; ++k) { // |m| > l is not read
    int64_t l = k / 2 / (2 * L - 1), m = k / 2 % (2 * L - 1) - (L - 1);
    f.alm[k] = 0;
    if (llabs(m) > l) a.alm[k] = 0;
  }
  for (int64_t k = 0; k < a.map_size * 2; ++k) // gaps stay
    for (int i = 0; i < fan; ++i) a.map[i * a.map_stride + k] = 0;
  for (int i = 0; i < fan; ++i) {
    for (int l = 0; l < 2 * L; ++l) ((double *)window[i])[l] = uniform(&seed);
    there[i] = channel_at(&a, 0, i, bank_spins[i]);
    back[i] = channel_at(&f, 0, i, bank_spins[i]);
    there[i].window = back[i].window = window[i];
    there[i].conjugate = back[i].conjugate = i == 1; // a plan of spin -2 there is
    back[i].add = 1;
  }
  assert_ok(transforms[up](a.channels, fan, there, NULL));
  assert_ok(transforms[down](f.channels, fan, back, NULL));
  double in_alm = product(a.alm, f.alm, 2 * SQUARE), in_map = 0, size = 0;
  for (int i = 0; i < fan; ++i) {
    const double *x = a.map + i * a.map_stride, *y = f.map + i * f.map_stride;
    in_map += product(x, y, 2 * a.map_size);
    size += sqrt(product(x, x, 2 * a.map_size) * product(y, y, 2 * a.map_size));
  }
  assert_bound(fabs(in_map - in_alm) / size, 1e-13, "operation %d: %g, %g", (int)up, in_map,
               in_alm);
  free_bank(&a);
  free_bank(&f);
}

static void adjoints_are_exact_with_windows_and_shared_arrays(void **state)
{
  (void)state;
  s2_grid *grids[] = {make_grid(S2_GRID_MW, L), make_grid(S2_GRID_DH, L), make_odd_rings()};
  for (size_t g = 0; g < COUNT(grids); ++g) {
    check_adjoint(grids[g], SYNTHESIS, SYNTHESIS_ADJOINT);
    check_adjoint(grids[g], ANALYSIS_ADJOINT, ANALYSIS);
    s2_grid_destroy(grids[g]);
  }
}

/// S w alone: the window multiplies each degree; a real field takes its real part.
static void windows_multiply_degrees(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_GL, L);
  bank b = make_bank(grid, SYNTHESIS, NULL);
  double w[2 * L];
  for (int l = 0; l < L; ++l) {
    w[2 * l] = 0.5 + l;
    w[2 * l + 1] = -1.0 / (1 + l);
  }
  for (int field = S2FFT_REAL; field <= S2FFT_COMPLEX; ++field) {
    s2fft_priv_channel list[] = {channel_at(&b, 0, 0, 0), channel_at(&b, 1, 1, 0)};
    double wi = field == S2FFT_REAL ? 0 : 1;
    list[0].field = list[1].field = (s2fft_field)field;
    list[0].window = (s2_complex *)w;
    for (int64_t k = 0; k < SQUARE; ++k) {
      const double *a = b.alm + 2 * k;
      double *out = b.alm + b.alm_stride + 2 * k, re = w[2 * (k / (2 * L - 1))],
             im = wi * w[2 * (k / (2 * L - 1)) + 1];
      out[0] = re * a[0] - im * a[1];
      out[1] = re * a[1] + im * a[0];
    }
    assert_ok(s2fft_priv_channels_inverse(b.channels, 2, list, NULL));
    vector one = {{list[0].map}, 1, (field == S2FFT_REAL ? 1 : 2) * (size_t)b.map_size};
    vector two = {{list[1].map}, 1, one.size};
    assert_bound(relative_error(&one, &two), 1e-15, "field %d", field);
  }
  free_bank(&b);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(conjugate_channels_hold_conjugate_maps),
      cmocka_unit_test(planar_channels_give_the_bits_of_pairs),
      cmocka_unit_test(adjoints_are_exact_with_windows_and_shared_arrays),
      cmocka_unit_test(windows_multiply_degrees),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
