// SPDX-License-Identifier: MIT
// A normal distribution of mean m and covariance S (1 + B B^T) S, B [D][2] normal deviates and S
// the scales 10^u, -1 < u < 1: ln z = (D/2) ln 2 pi + ln det L.
#include "kinds.h"
#include "models/linalg.h"
#include <math.h>
#include <s2common/rng.h>

enum { MOST = 1000 };

/// Random numbers of the definition.
#define SEED 2405
enum { STREAM_LOADING, STREAM_PLACE };

/// Data: the mean, then L [ndim][ndim].
s2_status factors_create(problem *p)
{
  size_t n = (size_t)p->ndim;
  S2_TRY(problem_data(p, n + n * n));
  double *mean = p->data, *lower = mean + n, b[MOST][2], place[MOST][2];
  for (size_t d = 0; d < n; ++d) {
    s2_rng_normal2(SEED, STREAM_LOADING, d, b[d]);
    s2_rng_uniform2(SEED, STREAM_PLACE, d, place[d]);
    mean[d] = 6 * place[d][1] - 3;
  }
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j < n; ++j) {
      double scale = pow(10, 2 * (place[i][0] + place[j][0]) - 2);
      lower[i * n + j] = scale * ((i == j) + b[i][0] * b[j][0] + b[i][1] * b[j][1]);
    }
  if (cholesky(p->ndim, lower, 0) >= 0)
    return S2_FAIL(S2_ERR_INTERNAL, "problem %s", p->kind->name);
  p->ln_z = 0.5 * p->ndim * log(2 * S2_PI);
  for (size_t d = 0; d < n; ++d) p->ln_z += log(lower[d * (n + 1)]);
  return S2_OK;
}

int factors_density(void *user, const double *x, double *ln_post, double *gradient)
{
  const problem *p = user;
  int n = p->ndim;
  const double *mean = p->data, *lower = mean + n;
  double y[MOST], sum = 0;
  for (int i = 0; i < n; ++i) {
    double value = x[i] - mean[i];
    for (int j = 0; j < i; ++j) value -= lower[i * n + j] * y[j];
    y[i] = value / lower[i * n + i];
    sum += y[i] * y[i];
  }
  *ln_post = -0.5 * sum;
  // L^T g = -y, by columns of L^T.
  for (int i = n - 1; i >= 0 && gradient != NULL; --i) {
    gradient[i] = -y[i] / lower[i * n + i];
    for (int j = 0; j < i; ++j) y[j] += lower[i * n + j] * gradient[i];
  }
  return 0;
}

void factors_draw(const problem *p, uint64_t seed, int64_t index, double *x)
{
  int n = p->ndim;
  const double *mean = p->data, *lower = mean + n;
  source s = source_of(seed, index);
  for (int i = 0; i < n; ++i) x[i] = mean[i];
  for (int j = 0; j < n; ++j) {
    double z = source_normal(&s);
    for (int i = j; i < n; ++i) x[i] += lower[i * n + j] * z;
  }
}
