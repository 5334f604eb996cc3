// SPDX-License-Identifier: MIT
#include "convergence.h"
#include "autocovariance.h"
#include <math.h>

/// Mean and sum of squared deviations.
static void moments(int64_t n, const double *x, double *mean, double *squares)
{
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) sum += x[i];
  *mean = sum / (double)n;
  *squares = 0;
  for (int64_t i = 0; i < n; ++i) *squares += (x[i] - *mean) * (x[i] - *mean);
}

/// Variance of the means of m series, with m - 1; and the mean of their variances, with n - 1.
static void variances(int64_t m, int64_t n, const double *x, double *between, double *within)
{
  double first = 0, sum = 0, squares = 0;
  *within = 0;
  for (int64_t k = 0; k < m; ++k) {
    double mean, inside;
    moments(n, x + k * n, &mean, &inside);
    *within += inside / ((double)m * (double)(n - 1));
    if (k == 0) first = mean; // the origin of the means
    sum += mean - first;
    squares += (mean - first) * (mean - first);
  }
  *between = m > 1 ? fmax(0, squares - sum * sum / (double)m) / (double)(m - 1) : 0;
}

double convergence_rhat(int64_t m, int64_t n, const double *x)
{
  double between, within;
  variances(m, n, x, &between, &within);
  if (within == 0 && between == 0) return NAN;
  return sqrt((double)(n - 1) / (double)n + between / within);
}

// ------------------------------------------------------------------ effective size

static int is_constant(int64_t count, const double *x)
{
  for (int64_t i = 1; i < count; ++i)
    if (x[i] != x[0]) return 0;
  return 1;
}

/// rho[t] of autocovariances, in place: 1 - (W - mean of covariance[t]) / var+.
static void correlations(int64_t m, int64_t n, double between, double *rho)
{
  double mean_var = rho[0] / (double)m * (double)n / (double)(n - 1);
  double var_plus = rho[0] / (double)m + between;
  for (int64_t t = 1; t < n; ++t) rho[t] = 1 - (mean_var - rho[t] / (double)m) / var_plus;
  rho[0] = 1;
}

/// Geyer's sequence: pairs rho_2k + rho_2k+1 as long as they are positive, made monotone; and the
/// first correlation of the pair that ends it, if it is positive.
static double geyer_tau(int64_t n, const double *rho)
{
  double even = rho[0], odd = rho[1], least = INFINITY, sum = 0;
  for (int64_t t = 1; t < n - 3 && even + odd > 0; t += 2) {
    least = fmin(least, even + odd);
    sum += least;
    even = rho[t + 1];
    odd = rho[t + 2];
  }
  return -1 + 2 * sum + fmax(even, 0);
}

s2_status convergence_ess(int64_t m, int64_t n, const double *x, double *work, double *ess)
{
  double count = (double)m * (double)n, between, within;
  *ess = count;
  if (is_constant(m * n, x)) return S2_OK;
  s2_status status = autocovariance(m, n, x, work);
  if (status != S2_OK) return status;
  variances(m, n, x, &between, &within);
  correlations(m, n, between, work);
  *ess = count / fmax(geyer_tau(n, work), 1 / log10(count));
  return S2_OK;
}

// ------------------------------------------------------------------ autocorrelation time

enum { WINDOW = 5 };

s2_status convergence_tau(int64_t m, int64_t n, const double *x, double *work, double *tau)
{
  s2_status status = autocovariance(m, n, x, work);
  if (status != S2_OK) return status;
  double sum = 1;
  for (int64_t t = 1; t < n && work[0] > 0; ++t) {
    sum += 2 * work[t] / work[0];
    if ((double)t >= WINDOW * sum) break;
  }
  *tau = sum;
  return S2_OK;
}
