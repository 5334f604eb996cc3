// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "moments.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

// BLOCK points are summed on their own, so that rounding grows with n / BLOCK; the covariance takes
// STEP points at a time and is shared out to threads in tiles of ROWS rows.
enum { BLOCK = 1024, STEP = 4, ROWS = 16 };

double effective_size(int64_t n, const double *weight)
{
  double sum = 0, squares = 0;
  for (int64_t i = 0; i < n; ++i) {
    sum += weight[i];
    squares += weight[i] * weight[i];
  }
  return squares > 0 ? sum * sum / squares : 0;
}

typedef struct sums {
  int64_t n;
  int ndim;
  const double *x, *weight;
  double total;       ///< sum of weights
  double *mean;       ///< [ndim]
  double *covariance; ///< [ndim][ndim]
} sums;

static double total_weight(int64_t n, const double *weight)
{
  double total = 0;
  for (int64_t first = 0; first < n; first += BLOCK) {
    double part = 0;
    for (int64_t i = first; i < n && i < first + BLOCK; ++i) part += weight[i];
    total += part;
  }
  return total;
}

static void sum_mean(const sums *s, double *part)
{
  int ndim = s->ndim;
  for (int d = 0; d < ndim; ++d) s->mean[d] = 0;
  for (int64_t first = 0; first < s->n; first += BLOCK) {
    for (int d = 0; d < ndim; ++d) part[d] = 0;
    for (int64_t i = first; i < s->n && i < first + BLOCK; ++i)
      for (int d = 0; d < ndim; ++d) part[d] += s->weight[i] * s->x[i * ndim + d];
    for (int d = 0; d < ndim; ++d) s->mean[d] += part[d];
  }
  for (int d = 0; d < ndim; ++d) s->mean[d] /= s->total;
}

/// Centred coordinates [STEP][to] of STEP points; those after the last have weight 0.
static void centre(const sums *s, int64_t first, int to, double *delta, double weight[STEP])
{
  for (int k = 0; k < STEP; ++k) {
    int inside = first + k < s->n;
    const double *x = s->x + (inside ? first + k : 0) * s->ndim;
    weight[k] = inside ? s->weight[first + k] : 0;
    for (int d = 0; d < to; ++d) delta[k * to + d] = x[d] - s->mean[d];
  }
}

/// Rows from .. to - 1 of the lower triangle; delta [STEP][to].
static void sum_rows(const sums *s, int from, int to, double *delta)
{
  double weight[STEP];
  for (int64_t first = 0; first < s->n; first += STEP) {
    centre(s, first, to, delta, weight);
    const double *d0 = delta, *d1 = d0 + to, *d2 = d1 + to, *d3 = d2 + to;
    for (int i = from; i < to; ++i) {
      double *row = s->covariance + (int64_t)i * s->ndim;
      double a = weight[0] * d0[i], b = weight[1] * d1[i];
      double c = weight[2] * d2[i], d = weight[3] * d3[i];
      for (int j = 0; j <= i; ++j) row[j] += (a * d0[j] + b * d1[j]) + (c * d2[j] + d * d3[j]);
    }
  }
  for (int i = from; i < to; ++i)
    for (int j = 0; j <= i; ++j) s->covariance[(int64_t)i * s->ndim + j] /= s->total;
}

static void sum_covariance(const sums *s, double *work)
{
  int ndim = s->ndim, tiles = (ndim + ROWS - 1) / ROWS;
  for (int64_t k = 0; k < (int64_t)ndim * ndim; ++k) s->covariance[k] = 0;
#ifdef _OPENMP
  int threads = s2_priv_threads(0);
#  pragma omp parallel for schedule(dynamic, 1) num_threads(threads) if (threads > 1 && tiles > 1)
#endif
  for (int t = tiles - 1; t >= 0; --t) {
    int to = (t + 1) * ROWS < ndim ? (t + 1) * ROWS : ndim;
    sum_rows(s, t * ROWS, to, work + (int64_t)t * STEP * ndim);
  }
  for (int i = 0; i < ndim; ++i)
    for (int j = 0; j < i; ++j)
      s->covariance[(int64_t)j * ndim + i] = s->covariance[(int64_t)i * ndim + j];
}

s2_status moments(int64_t n, int ndim, const double *x, const double *weight, double *mean,
                  double *covariance)
{
  sums s = {n, ndim, x, weight, total_weight(n, weight), mean, covariance};
  size_t tiles = (size_t)(ndim + ROWS - 1) / ROWS;
  double *work = s2_priv_alloc(tiles * STEP * (size_t)ndim, sizeof(double));
  if (work == NULL) return S2_FAIL(S2_ERR_MEMORY, "moments of %d parameters", ndim);
  sum_mean(&s, work);
  if (covariance != NULL) sum_covariance(&s, work);
  s2_priv_free(work);
  return S2_OK;
}
