// SPDX-License-Identifier: MIT
// Potentials of pairs: E and B are theirs under eth, and gradients have the potential they are of.
#include "points_set.h"

#include <complex.h>
#include <s2fft/operators.h>
#include <stdlib.h>

enum { L = 14, SIZE = L * (2 * L - 1), TRIANGLE = L * (L + 1) / 2 };

static void pairs_are_minus_eth_of_their_potentials(void **state)
{
  (void)state;
  const s2fft_shape triangle = {S2FFT_LAYOUT_TRIANGLE, L, -1};
  const s2fft_shape square = {S2FFT_LAYOUT_SQUARE, L, -1};
  for (int s = 0; s <= 3; ++s) {
    s2_complex *Phi = random_triangle(L, 0, 15), *Psi = random_triangle(L, 0, 16);
    s2_complex *kept = random_triangle(L, s, 15), E[TRIANGLE], B[TRIANGLE];
    s2_complex pair[SIZE], sum[SIZE], part[SIZE], image[SIZE] = {0};
    assert_ok(s2fft_potential_to_pair(L, -1, s, Phi, E));
    assert_ok(s2fft_potential_to_pair(L, -1, s, Psi, B));
    assert_ok(s2fft_pair_to_complex(L, -1, s, E, B, pair));
    assert_ok(s2fft_layout_convert(&triangle, Phi, &square, sum));
    assert_ok(s2fft_layout_convert(&triangle, Psi, &square, part));
    for (int k = 0; k < SIZE; ++k) sum[k] = (s > 0 ? -1 : 1) * (sum[k] + I * part[k]);
    assert_ok(s2fft_spin_raise(L, s, sum, image));
    assert_bound(distance(pair, image, SIZE), 1e-15, "spin %d", s);
    assert_ok(s2fft_pair_to_potential(L, -1, s, E, E)); // in place
    assert_bound(distance(E, kept, TRIANGLE), 1e-15, "spin %d back", s);
    free(Phi);
    free(Psi);
    free(kept);
  }
}

static void gradients_have_the_potential_of_their_field(void **state)
{
  (void)state;
  s2fft_plan *plan = plan_on(make_grid(S2_GRID_GL, L), L, 1);
  vector alm = random_alm(plan, S2FFT_PAIR, 0, 17), gradient = new_map(plan, S2FFT_PAIR, 1);
  vector other = new_map(plan, S2FFT_PAIR, 1), pair = new_alm(plan, S2FFT_PAIR, 1);
  assert_ok(s2fft_gradient(plan, (s2_complex *)alm.part[0], gradient.part[0], gradient.part[1],
                           NULL, NULL));
  assert_ok(
      s2fft_potential_to_pair(L, -1, 1, (s2_complex *)alm.part[0], (s2_complex *)pair.part[0]));
  assert_ok(apply(plan, S2FFT_PAIR, SYNTHESIS, &pair, &other, NULL, NULL));
  assert_bound(relative_error(&other, &gradient), 1e-13, "gradient");
  free_vector(&alm);
  free_vector(&gradient);
  free_vector(&other);
  free_vector(&pair);
  s2fft_plan_destroy(plan);
}

static void orders_beyond_mmax_have_no_place(void **state)
{
  (void)state;
  enum { MMAX = 3, CUT = (MMAX + 1) * (2 * L - MMAX) / 2 };
  s2_complex *alm = random_triangle(L, 0, 18), cut[CUT + 1], full[TRIANGLE];
  cut[CUT] = 12.5;
  assert_ok(s2fft_potential_to_pair(L, -1, 2, alm, full));
  assert_ok(s2fft_potential_to_pair(L, MMAX, 2, alm, cut)); // the low orders come first
  for (int k = 0; k < CUT; ++k) assert_true(cut[k] == full[k]);
  assert_true(cut[CUT] == 12.5);
  free(alm);
}

static void bad_arguments_are_named(void **state)
{
  (void)state;
  s2_complex a[TRIANGLE] = {0};
  assert_refused(s2fft_potential_to_pair(L, -1, -1, a, a), S2_ERR_ARGUMENT, "spin = -1", "0 .. 13",
                 NULL);
  assert_refused(s2fft_potential_to_pair(L, -1, 0, a, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_pair_to_potential(L, 99, 0, a, a), S2_ERR_ARGUMENT, "mmax = 99", NULL);
  assert_refused(s2fft_pair_to_potential(2000, -1, 100, a, a), S2_ERR_ARGUMENT, "spin = 100",
                 "1e308", NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pairs_are_minus_eth_of_their_potentials),
      cmocka_unit_test(gradients_have_the_potential_of_their_field),
      cmocka_unit_test(orders_beyond_mmax_have_no_place),
      cmocka_unit_test(bad_arguments_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
