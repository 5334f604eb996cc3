// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "log_sum.h"
#include <float.h>
#include <harmonic/pareto.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>

enum { FEWEST = 5, PRIOR = 10 }; // the prior is worth that many terms with k = 1/2

/// The largest `size` values seen, as a heap with the smallest of them on top.
typedef struct heap {
  double *value;
  int64_t size, used;
} heap;

static void sink(heap *h, int64_t at, double v)
{
  for (;;) {
    int64_t child = 2 * at + 1;
    if (child >= h->used) break;
    if (child + 1 < h->used && h->value[child + 1] < h->value[child]) child++;
    if (h->value[child] >= v) break;
    h->value[at] = h->value[child];
    at = child;
  }
  h->value[at] = v;
}

static void offer(heap *h, double v)
{
  if (h->used == h->size) {
    if (v > h->value[0]) sink(h, 0, v);
    return;
  }
  int64_t at = h->used++;
  for (; at > 0 && h->value[(at - 1) / 2] > v; at = (at - 1) / 2)
    h->value[at] = h->value[(at - 1) / 2];
  h->value[at] = v;
}

static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double mean_log(int64_t n, const double *x, double theta)
{
  double sum = 0.0;
  for (int64_t i = 0; i < n; i++) sum += log1p(-theta * x[i]);
  return sum / (double)n;
}

// Shape of a generalised Pareto distribution from exceedances x [n], ascending: posterior mean of
// theta = -k/sigma over Zhang and Stephens' grid, then the k of largest likelihood given theta.
static double shape(int64_t n, const double *x)
{
  int64_t grid = 30 + (int64_t)sqrt((double)n);
  double quartile = x[(int64_t)((double)n / 4.0 + 0.5) - 1], theta = 0.0;
  if (quartile <= 0.0) quartile = x[n - 1];
  log_sum norm = log_sum_zero();
  for (int pass = 0; pass < 2; pass++)
    for (int64_t j = 1; j <= grid; j++) {
      double t = 1.0 / x[n - 1] + (1.0 - sqrt((double)grid / ((double)j - 0.5))) / (3.0 * quartile);
      double k = mean_log(n, x, t), ln_likelihood = (double)n * (log(-t / k) - k - 1.0);
      if (isnan(ln_likelihood)) continue; // theta = 0 exactly
      if (pass == 0) log_sum_add(&norm, ln_likelihood, 1.0);
      if (pass == 1) theta += t * exp(ln_likelihood - log_sum_ln(&norm));
    }
  double k = mean_log(n, x, theta);
  return ((double)n * k + 0.5 * PRIOR) / ((double)n + PRIOR);
}

// value [count + 1], ascending: the first is the threshold.
static void fit(int64_t count, double *value, double ln_sum, harmonic_tail *tail)
{
  log_sum part = log_sum_zero();
  double threshold = value[0], top = value[count];
  for (int64_t i = 1; i <= count; i++) {
    log_sum_add(&part, value[i], 1.0);
    // In units of the largest term, so that nothing overflows.
    value[i] = exp(value[i] - top) - exp(threshold - top);
  }
  tail->count = count;
  tail->share = fmin(1.0, exp(log_sum_ln(&part) - ln_sum));
  tail->largest = fmin(1.0, exp(top - ln_sum));
  // Equal up to rounding: there is no tail.
  tail->k = count < FEWEST                     ? NAN
            : value[count] > 1e3 * DBL_EPSILON ? shape(count, value + 1)
                                               : -INFINITY;
}

static double ln_term(const double *ln_a, const double *weight, int64_t i)
{
  if (weight == NULL || weight[i] == 1.0) return ln_a[i];
  return weight[i] > 0.0 ? ln_a[i] + log(weight[i]) : -INFINITY;
}

static s2_status find_tail(int64_t n, const double *ln_a, const double *weight, int64_t nonzero,
                           harmonic_tail *tail)
{
  double root = 3.0 * sqrt((double)nonzero);
  int64_t count = (int64_t)fmin(0.2 * (double)nonzero, root);
  heap largest = {s2_priv_alloc((size_t)count + 1, sizeof(double)), count + 1, 0};
  if (largest.value == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for a tail of %lld", (long long)count);
  log_sum sum = log_sum_zero();
  for (int64_t i = 0; i < n; i++) {
    double v = ln_term(ln_a, weight, i);
    log_sum_add(&sum, v, 1.0);
    if (v > -INFINITY) offer(&largest, v);
  }
  qsort(largest.value, (size_t)count + 1, sizeof(double), ascending);
  fit(count, largest.value, log_sum_ln(&sum), tail);
  s2_priv_free(largest.value);
  return S2_OK;
}

s2_status harmonic_pareto_tail(int64_t n, const double *ln_a, const double *weight,
                               harmonic_tail *tail)
{
  S2_REQUIRE(n >= 1, "n = %lld is less than 1", (long long)n);
  S2_REQUIRE(ln_a != NULL && tail != NULL, "ln_a or tail is NULL");
  int64_t nonzero = 0;
  for (int64_t i = 0; i < n; i++) {
    S2_REQUIRE(ln_a[i] < INFINITY, "ln_a[%lld] = %g", (long long)i, ln_a[i]);
    S2_REQUIRE(weight == NULL || (weight[i] >= 0.0 && weight[i] < INFINITY),
               "weight[%lld] = %g is negative or not finite", (long long)i, weight[i]);
    nonzero += ln_term(ln_a, weight, i) > -INFINITY;
  }
  if (nonzero == 0) return S2_FAIL(S2_ERR_NUMERIC, "all %lld terms are 0", (long long)n);
  harmonic_tail own = {0};
  S2_TRY(find_tail(n, ln_a, weight, nonzero, &own));
  *tail = own;
  return S2_OK;
}
