// SPDX-License-Identifier: MIT
// Logistic regression of 40 simulated outcomes on an intercept and one or two covariates, prior
// theta ~ N(0, 2^2). ln z by the trapezoidal rule in coordinates in which the posterior is near the
// standard normal: its error falls faster than any power of the step.
#include "kinds.h"
#include "models/linalg.h"
#include <math.h>
#include <s2common/rng.h>

enum { OUTCOMES = 40, MOST = 3, STEPS = 20 };

#define PRIOR_SD 2.0
#define STEP 0.5
#define SEED 1958
enum { STREAM_COVARIATE, STREAM_OUTCOME };

static const double truth[MOST] = {0.5, 1.2, -0.8};

typedef struct outcomes {
  double x[OUTCOMES][MOST], y[OUTCOMES];
} outcomes;

static double predictor(const problem *p, const double *x, const double *theta)
{
  double sum = 0;
  for (int d = 0; d < p->ndim; ++d) sum += x[d] * theta[d];
  return sum;
}

/// ln(1 + e^eta) and 1 / (1 + e^-eta).
static double softplus(double eta)
{
  return eta > 0 ? eta + log1p(exp(-eta)) : log1p(exp(eta));
}

static double logistic(double eta)
{
  return eta > 0 ? 1 / (1 + exp(-eta)) : exp(eta) / (1 + exp(eta));
}

static void simulate(const problem *p, outcomes *o)
{
  for (int i = 0; i < OUTCOMES; ++i) {
    double u[2];
    o->x[i][0] = 1;
    s2_rng_normal2(SEED, STREAM_COVARIATE, (uint64_t)i, o->x[i] + 1);
    s2_rng_uniform2(SEED, STREAM_OUTCOME, (uint64_t)i, u);
    o->y[i] = u[0] < logistic(predictor(p, o->x[i], truth));
  }
}

int logistic_density(void *user, const double *theta, double *ln_post, double *gradient)
{
  const problem *p = user;
  const outcomes *o = p->data;
  double sum = -p->ndim * log(PRIOR_SD * sqrt(2 * S2_PI));
  for (int d = 0; d < p->ndim; ++d) {
    sum -= 0.5 * theta[d] * theta[d] / (PRIOR_SD * PRIOR_SD);
    if (gradient != NULL) gradient[d] = -theta[d] / (PRIOR_SD * PRIOR_SD);
  }
  for (int i = 0; i < OUTCOMES; ++i) {
    double eta = predictor(p, o->x[i], theta);
    sum += o->y[i] * eta - softplus(eta);
    for (int d = 0; d < p->ndim && gradient != NULL; ++d)
      gradient[d] += (o->y[i] - logistic(eta)) * o->x[i][d];
  }
  *ln_post = sum;
  return 0;
}

// ------------------------------------------------------------------ evidence

/// L of -d^2 ln P / d theta^2 = L L^T.
static void curvature(const problem *p, const double *theta, double *lower)
{
  const outcomes *o = p->data;
  int n = p->ndim;
  for (int k = 0; k < n * n; ++k) lower[k] = k % (n + 1) == 0 ? 1 / (PRIOR_SD * PRIOR_SD) : 0;
  for (int i = 0; i < OUTCOMES; ++i) {
    double q = logistic(predictor(p, o->x[i], theta)), w = q * (1 - q);
    for (int a = 0; a < n; ++a)
      for (int b = 0; b < n; ++b) lower[a * n + b] += w * o->x[i][a] * o->x[i][b];
  }
  (void)cholesky(n, lower, 0);
}

/// out = L^-T z.
static void solve_transposed(int n, const double *lower, const double *z, double *out)
{
  for (int i = n - 1; i >= 0; --i) {
    out[i] = z[i];
    for (int j = i + 1; j < n; ++j) out[i] -= lower[j * n + i] * out[j];
    out[i] /= lower[i * n + i];
  }
}

/// The peak, by Newton's method: ln P is concave.
static void climb(problem *p, double *theta)
{
  int n = p->ndim;
  for (int step = 0; step < 50; ++step) {
    double lower[MOST * MOST], gradient[MOST], value, move[MOST];
    (void)logistic_density(p, theta, &value, gradient);
    curvature(p, theta, lower);
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < i; ++j) gradient[i] -= lower[i * n + j] * gradient[j];
      gradient[i] /= lower[i * n + i];
    }
    solve_transposed(n, lower, gradient, move);
    for (int d = 0; d < n; ++d) theta[d] += move[d];
  }
}

s2_status logistic_create(problem *p)
{
  S2_TRY(problem_data(p, sizeof(outcomes) / sizeof(double)));
  simulate(p, p->data);
  int n = p->ndim, side = 2 * STEPS + 1, points = n == 2 ? side * side : side * side * side;
  double peak[MOST] = {0}, lower[MOST * MOST], top, sum = 0;
  climb(p, peak);
  curvature(p, peak, lower);
  (void)logistic_density(p, peak, &top, NULL);
  for (int k = 0; k < points; ++k) {
    double z[MOST], theta[MOST], value;
    for (int d = 0, rest = k; d < n; ++d, rest /= side) z[d] = STEP * (rest % side - STEPS);
    solve_transposed(n, lower, z, theta);
    for (int d = 0; d < n; ++d) theta[d] += peak[d];
    (void)logistic_density(p, theta, &value, NULL);
    sum += exp(value - top);
  }
  p->ln_z = top + log(sum) + n * log(STEP);
  for (int d = 0; d < n; ++d) p->ln_z -= log(lower[d * (n + 1)]);
  return S2_OK;
}
