// SPDX-License-Identifier: MIT
#include "seasonal_cycle.h"
#include <math.h>
#include <stddef.h>

#define TWO_PI 6.283185307179586

typedef struct normal {
  double mean, sigma;
} normal;

static const normal of_mean = {15.0, 10.0}, of_coefficient = {0.0, 5.0};
static const normal of_ln_sigma = {-0.6931471805599453, 1.0}; // ln 0.5

int seasonal_parameters(const seasonal_cycle *cycle)
{
  return 2 + 2 * cycle->harmonics;
}

static double ln_normal(double x, normal p)
{
  double z = (x - p.mean) / p.sigma;
  return -0.5 * (log(TWO_PI) + z * z) - log(p.sigma);
}

// What multiplies the linear parameters at one time: 1, cos, sin, ...
static void row_at(const seasonal_cycle *cycle, double year, double *row)
{
  row[0] = 1.0;
  for (int h = 1; h <= cycle->harmonics; h++) {
    row[2 * h - 1] = cos(TWO_PI * h * year);
    row[2 * h] = sin(TWO_PI * h * year);
  }
}

static normal prior_of(const seasonal_cycle *cycle, int k)
{
  return k == 0 ? of_mean : k <= 2 * cycle->harmonics ? of_coefficient : of_ln_sigma;
}

int seasonal_density(void *user, const double *x, double *ln_post, double *gradient)
{
  const seasonal_cycle *cycle = user;
  int last = seasonal_parameters(cycle) - 1;
  double row[SEASONAL_PARAMETERS], chi2 = 0.0, ln_prior = 0.0, sigma = exp(x[last]);
  for (int k = 0; k <= last; k++) {
    normal prior = prior_of(cycle, k);
    ln_prior += ln_normal(x[k], prior);
    if (gradient != NULL) gradient[k] = -(x[k] - prior.mean) / (prior.sigma * prior.sigma);
  }
  for (int i = 0; i < cycle->n; i++) {
    double z = cycle->temperature[i];
    row_at(cycle, cycle->year[i], row);
    for (int k = 0; k < last; k++) z -= x[k] * row[k];
    z /= sigma;
    chi2 += z * z;
    for (int k = 0; k < last && gradient != NULL; k++) gradient[k] += z / sigma * row[k];
  }
  if (gradient != NULL) gradient[last] += chi2 - cycle->n;
  *ln_post = ln_prior - 0.5 * chi2 - cycle->n * (0.5 * log(TWO_PI) + x[last]);
  return 0;
}

// ------------------------------------------------------------------ the exact evidence

// Cholesky factor of a in its lower triangle, then a^-1/2 b in b; ln det a.
static double factor(int n, double a[][SEASONAL_PARAMETERS], double *b)
{
  double ln_det = 0.0;
  for (int i = 0; i < n; i++) {
    for (int j = 0; j <= i; j++) {
      for (int k = 0; k < j; k++) a[i][j] -= a[i][k] * a[j][k];
      a[i][j] = i == j ? sqrt(a[i][i]) : a[i][j] / a[j][j];
    }
    for (int k = 0; k < i; k++) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
    ln_det += 2.0 * log(a[i][i]);
  }
  return ln_det;
}

// ln of the likelihood averaged over the prior of all but ln sigma, times that of ln sigma: with
// residuals r from the prior mean, design F and prior covariance S,
// A = F'F/sigma^2 + S^-1, b = F'r/sigma^2: exp(-r'r/(2 sigma^2) + b'A^-1 b/2) / sqrt(|S| |A|) ...
static double ln_given_sigma(const seasonal_cycle *cycle, double ln_sigma)
{
  int n = seasonal_parameters(cycle) - 1;
  double a[SEASONAL_PARAMETERS][SEASONAL_PARAMETERS] = {{0}}, b[SEASONAL_PARAMETERS] = {0};
  double row[SEASONAL_PARAMETERS], precision = exp(-2.0 * ln_sigma), rr = 0.0;
  double ln_z = ln_normal(ln_sigma, of_ln_sigma) - cycle->n * (0.5 * log(TWO_PI) + ln_sigma);
  for (int k = 0; k < n; k++) {
    normal prior = prior_of(cycle, k);
    a[k][k] = 1.0 / (prior.sigma * prior.sigma);
    ln_z -= log(prior.sigma);
  }
  for (int i = 0; i < cycle->n; i++) {
    double r = cycle->temperature[i] - of_mean.mean;
    row_at(cycle, cycle->year[i], row);
    rr += r * r;
    for (int k = 0; k < n; k++) {
      b[k] += precision * row[k] * r;
      for (int l = 0; l <= k; l++) a[k][l] += precision * row[k] * row[l];
    }
  }
  ln_z -= 0.5 * (precision * rr + factor(n, a, b));
  for (int k = 0; k < n; k++) ln_z += 0.5 * b[k] * b[k];
  return ln_z;
}

// The integrand is smooth and vanishes at both ends: the trapezoidal rule converges geometrically.
double seasonal_exact(const seasonal_cycle *cycle)
{
  enum { STEPS = 1000 };
  double low = of_ln_sigma.mean - 8.0 * of_ln_sigma.sigma;
  double step = 16.0 * of_ln_sigma.sigma / STEPS, value[STEPS + 1], top = -INFINITY, sum = 0.0;
  for (int i = 0; i <= STEPS; i++) {
    value[i] = ln_given_sigma(cycle, low + i * step);
    top = fmax(top, value[i]);
  }
  for (int i = 0; i <= STEPS; i++) sum += exp(value[i] - top);
  return top + log(sum * step);
}
