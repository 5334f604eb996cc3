// SPDX-License-Identifier: MIT
// What the ensemble sampler draws: moments by each move, affine invariance, modes.
#include "samplers.h"
#include "support.h"

#include <math.h>
#include <string.h>

static double above(const double *x, int parameter)
{
  return x[parameter] > 0.0;
}

static void every_move_alone_gives_the_moments(void **state)
{
  (void)state;
  enum { D = 5 };
  correlated target = {D, 0.9};
  for (int move = 0; move <= HARMONIC_ENSEMBLE_MOVES; ++move) { // the last: all of them
    harmonic_ensemble_options o = ensemble_options(40, 500, 4000, 6);
    for (int i = 0; i < HARMONIC_ENSEMBLE_MOVES && move < HARMONIC_ENSEMBLE_MOVES; ++i)
      o.moves[i] = i == move;
    harmonic_ensemble *s = ensemble_run(D, correlated_density, &target, &o);
    for (int i = 0; i < D; ++i) {
      estimate m = ensemble_expect(s, D, value, i), m2 = ensemble_expect(s, D, square, i);
      assert_bound(fabs(m.mean), 4.0 * m.error, "mean of x[%d], move %d", i, move);
      assert_bound(fabs(m2.mean - 1.0), 4.0 * m2.error, "square of x[%d], move %d", i, move);
      assert_true(m.error < 0.06);
    }
    harmonic_ensemble_summary sum = ensemble_summary(s);
    assert_true(sum.accept > 0.15 && sum.accept < 0.7 && sum.advice == NULL);
    assert_int_equal(sum.draws, 40 * 4000);
    assert_int_equal(sum.iterations, 4500);
    for (int i = 0; i < HARMONIC_ENSEMBLE_MOVES; ++i)
      assert_true(isnan(sum.accept_of[i]) == (move < HARMONIC_ENSEMBLE_MOVES && move != i));
    harmonic_ensemble_destroy(s);
  }
}

/// ln P(x) = f(A^-1 x), A lower triangular with 1 on the diagonal.
enum { AFFINE = 3 };
static const double slope[AFFINE] = {0.0, 1e3, -2e4};

static void to_affine(const double *x, double *y)
{
  for (int i = 0; i < AFFINE; ++i) y[i] = x[i] + slope[i] * (i > 0 ? x[i - 1] : 0.0);
}

static int affine_density(void *user, const double *y, double *ln_post, double *gradient)
{
  double x[AFFINE];
  for (int i = 0; i < AFFINE; ++i) x[i] = y[i] - slope[i] * (i > 0 ? x[i - 1] : 0.0);
  return correlated_density(user, x, ln_post, gradient);
}

// Lines and differences do not see the coordinates: the draws are the transformed draws. The
// snooker move does, by its projection.
static void draws_are_affine_invariant(void **state)
{
  (void)state;
  enum { WALKERS = 10 };
  correlated target = {AFFINE, 0.3};
  double start[WALKERS * AFFINE], moved[WALKERS * AFFINE];
  uint64_t seed = 1;
  for (int i = 0; i < WALKERS * AFFINE; ++i) start[i] = uniform(&seed);
  for (int k = 0; k < WALKERS; ++k) to_affine(start + k * AFFINE, moved + k * AFFINE);
  harmonic_ensemble_options o = ensemble_options(WALKERS, 0, 50, 6);
  o.moves[HARMONIC_ENSEMBLE_SNOOKER] = 0.0;
  o.start = start;
  harmonic_ensemble *plain = ensemble_run(AFFINE, correlated_density, &target, &o);
  o.start = moved;
  harmonic_ensemble *affine = ensemble_run(AFFINE, affine_density, &target, &o);
  const double *x, *y;
  int64_t n = harmonic_ensemble_draws(plain, &x, NULL);
  assert_int_equal(harmonic_ensemble_draws(affine, &y, NULL), n);
  for (int64_t i = 0; i < n * WALKERS; ++i) {
    double expected[AFFINE];
    to_affine(x + i * AFFINE, expected);
    for (int k = 0; k < AFFINE; ++k)
      assert_bound(fabs(y[i * AFFINE + k] - expected[k]), 1e-6, "draw %ld", (long)i);
  }
  harmonic_ensemble_destroy(plain);
  harmonic_ensemble_destroy(affine);
}

/// 0.3 N(-8, 1) + 0.7 N(8, 1) in x[0], a unit normal in x[1].
static int modes_density(void *user, const double *x, double *ln_post, double *gradient)
{
  (void)user;
  (void)gradient;
  double left = -0.5 * (x[0] + 8.0) * (x[0] + 8.0), right = -0.5 * (x[0] - 8.0) * (x[0] - 8.0);
  double high = fmax(left, right);
  *ln_post = high + log(0.3 * exp(left - high) + 0.7 * exp(right - high)) - 0.5 * x[1] * x[1];
  return 0;
}

static void separated_modes_get_their_weights(void **state)
{
  (void)state;
  enum { WALKERS = 40 };
  double start[WALKERS][2];
  uint64_t seed = 8;
  for (int k = 0; k < WALKERS; ++k) {
    start[k][0] = (k % 2 == 0 ? -8.0 : 8.0) + uniform(&seed);
    start[k][1] = uniform(&seed);
  }
  harmonic_ensemble_options o = ensemble_options(WALKERS, 1000, 8000, 6);
  o.start = &start[0][0];
  harmonic_ensemble *s = ensemble_run(2, modes_density, NULL, &o);
  estimate right = ensemble_expect(s, 2, above, 0);
  assert_bound(fabs(right.mean - 0.7), 4.0 * right.error, "weight of the right mode");
  assert_true(right.error < 0.02);
  harmonic_ensemble_destroy(s);
}

static void draws_are_thinned_and_split(void **state)
{
  (void)state;
  correlated target = {2, 0.0};
  harmonic_ensemble_options o = ensemble_options(8, 10, 30, 6);
  harmonic_ensemble *all = ensemble_run(2, correlated_density, &target, &o);
  o.draws = 10;
  o.thin = 3;
  harmonic_ensemble *some = ensemble_run(2, correlated_density, &target, &o);
  const double *x, *l, *x3, *l3;
  assert_int_equal(harmonic_ensemble_draws(all, &x, &l), 30);
  assert_int_equal(harmonic_ensemble_draws(some, &x3, &l3), 10);
  for (int i = 0; i < 10; ++i) {
    assert_memory_equal(x3 + i * 16, x + (3 * i + 2) * 16, 16 * sizeof *x);
    assert_memory_equal(l3 + i * 8, l + (3 * i + 2) * 8, 8 * sizeof *l);
  }
  harmonic_chains *walkers, *blocks;
  assert_ok(harmonic_ensemble_chains(&walkers, some, 0));
  assert_ok(harmonic_ensemble_chains(&blocks, some, 3));
  assert_int_equal(harmonic_chains_count(walkers), 8);
  assert_int_equal(harmonic_chains_count(blocks), 3);
  assert_int_equal(harmonic_chains_size(blocks), 3 * 3 * 8);
  harmonic_chain w = harmonic_chains_get(walkers, 5), b = harmonic_chains_get(blocks, 0);
  assert_true(w.n == 10 && w.x[2 * 4] == x3[4 * 16 + 2 * 5] && w.ln_post[4] == l3[4 * 8 + 5]);
  assert_memory_equal(b.x, x3 + 16, 3 * 16 * sizeof *x); // the first is left out
  harmonic_chains_destroy(walkers);
  harmonic_chains_destroy(blocks);
  harmonic_ensemble_destroy(all);
  harmonic_ensemble_destroy(some);
}

static void many_parameters_are_advised_against(void **state)
{
  (void)state;
  correlated target = {21, 0.0};
  harmonic_ensemble_options o = ensemble_options(0, 1, 1, 6);
  harmonic_ensemble *s = ensemble_run(21, correlated_density, &target, &o);
  assert_int_equal(harmonic_ensemble_walkers(s), 84);
  assert_non_null(strstr(ensemble_summary(s).advice, "gradient"));
  harmonic_ensemble_destroy(s);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_move_alone_gives_the_moments),
      cmocka_unit_test(draws_are_affine_invariant),
      cmocka_unit_test(separated_modes_get_their_weights),
      cmocka_unit_test(draws_are_thinned_and_split),
      cmocka_unit_test(many_parameters_are_advised_against),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
