// SPDX-License-Identifier: MIT
// Long runs against the exact distribution. Steps are so coarse that half of the energy is lost and
// found: a wrong weight anywhere in a trajectory, or factor in a move, shows in the third digit.
#include "support.h"

#include <harmonic/ensemble.h>
#include <harmonic/nuts.h>
#include <math.h>

enum { D = 2 };

/// x[0] is the logarithm of a gamma variate of shape 2, x[1] a unit normal, independent.
static int skewed_density(void *user, const double *x, double *ln_post, double *gradient)
{
  (void)user;
  double e = exp(x[0]);
  *ln_post = 2.0 * x[0] - e - 0.5 * x[1] * x[1];
  if (gradient != NULL) gradient[0] = 2.0 - e;
  if (gradient != NULL) gradient[1] = -x[1];
  return 0;
}

/// Functions of a point, and their means: psi(2), psi_1(2) + psi(2)^2, 1 - 2/e, 0, 1,
/// erf(1/sqrt(2)), 0, psi(2).
enum { MEANS = 8 };
static const double exact[MEANS] = {0.42278433509846714,
                                    0.82368006116364690,
                                    0.26424111765711533,
                                    0.0,
                                    1.0,
                                    0.68268949213708585,
                                    0.0,
                                    0.42278433509846714};

static void evaluate(const double *x, double f[MEANS])
{
  const double values[MEANS] = {x[0],        x[0] * x[0],      x[0] < 0.0,  x[1],
                                x[1] * x[1], fabs(x[1]) < 1.0, x[0] * x[1], x[0] * x[1] * x[1]};
  for (int i = 0; i < MEANS; ++i) f[i] = values[i];
}

/// Means of batches, collected.
typedef struct means {
  double sum[MEANS], squares[MEANS], count;
} means;

static void add_batch(means *m, const double *x, int64_t n)
{
  double batch[MEANS] = {0}, f[MEANS];
  for (int64_t i = 0; i < n; ++i) {
    evaluate(x + i * D, f);
    for (int k = 0; k < MEANS; ++k) batch[k] += f[k] / (double)n;
  }
  for (int k = 0; k < MEANS; ++k) {
    m->sum[k] += batch[k];
    m->squares[k] += batch[k] * batch[k];
  }
  m->count += 1.0;
}

static void check_means(const means *m, const char *what, double step)
{
  for (int k = 0; k < MEANS; ++k) {
    double mean = m->sum[k] / m->count;
    double error = sqrt((m->squares[k] / m->count - mean * mean) / (m->count - 1.0));
    assert_bound(fabs(mean - exact[k]), 4.0 * error, "%s, step %g: mean %d", what, step, k);
    assert_bound(error, 0.012, "%s, step %g: error of mean %d", what, step, k);
  }
}

enum { CHAINS = 4, DRAWS = 30000, BATCH = 200 };

static void check_nuts(const harmonic_nuts_options *o, const char *what)
{
  harmonic_nuts *s;
  means m = {0};
  assert_ok(harmonic_nuts_create(&s, D, skewed_density, NULL, o));
  assert_ok(harmonic_nuts_run(s, 0));
  for (int c = 0; c < CHAINS; ++c) {
    const double *x;
    int64_t n = harmonic_nuts_draws(s, c, &x, NULL);
    for (int64_t i = BATCH; i + BATCH <= n; i += BATCH) add_batch(&m, x + i * D, BATCH);
  }
  check_means(&m, what, o->step_size);
  harmonic_nuts_destroy(s);
}

static void trajectories_of_coarse_steps_are_exact(void **state)
{
  (void)state;
  static const double steps[] = {0.4, 0.9, 1.3};
  static const double matrix[D * D] = {0.7, 0.4, 0.4, 1.2};
  harmonic_nuts_options o;
  harmonic_nuts_options_init(&o);
  o.chains = CHAINS;
  o.warmup = 0;
  o.draws = DRAWS;
  for (size_t i = 0; i < COUNT(steps); ++i) {
    o.step_size = steps[i];
    o.metric = HARMONIC_NUTS_DIAGONAL;
    o.inverse_metric = NULL;
    check_nuts(&o, "unit metric");
    o.metric = HARMONIC_NUTS_DENSE;
    o.inverse_metric = matrix;
    check_nuts(&o, "dense metric");
  }
}

static void cut_trajectories_are_exact(void **state)
{
  (void)state;
  harmonic_nuts_options o;
  harmonic_nuts_options_init(&o);
  o.chains = CHAINS;
  o.warmup = 0;
  o.draws = DRAWS;
  for (int depth = 1; depth <= 3; ++depth) {
    o.max_depth = depth;
    o.step_size = 1.2 / depth;
    check_nuts(&o, "cut");
  }
}

static void moves_of_few_walkers_are_exact(void **state)
{
  (void)state;
  enum { WALKERS = 6, ITERATIONS = 60000 };
  for (int move = 0; move < HARMONIC_ENSEMBLE_MOVES; ++move) {
    harmonic_ensemble *s;
    const double *x;
    means m = {0};
    harmonic_ensemble_options o;
    harmonic_ensemble_options_init(&o);
    o.walkers = WALKERS;
    o.draws = ITERATIONS;
    o.threads = 1;
    for (int i = 0; i < HARMONIC_ENSEMBLE_MOVES; ++i) o.moves[i] = i == move ? 1.0 : 0.0;
    assert_ok(harmonic_ensemble_create(&s, D, skewed_density, NULL, &o));
    assert_ok(harmonic_ensemble_run(s, 0));
    int64_t n = harmonic_ensemble_draws(s, &x, NULL);
    for (int64_t i = 0; i + 2 * BATCH <= n; i += 2 * BATCH)
      add_batch(&m, x + i * WALKERS * D, (int64_t)2 * BATCH * WALKERS);
    check_means(&m, "move", move);
    harmonic_ensemble_destroy(s);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(trajectories_of_coarse_steps_are_exact),
      cmocka_unit_test(cut_trajectories_are_exact),
      cmocka_unit_test(moves_of_few_walkers_are_exact),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
