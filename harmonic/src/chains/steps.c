// SPDX-License-Identifier: MIT
#include "steps.h"
#include <math.h>

#define MOST 0x1p30

s2_status steps_count(const harmonic_chains *c, int64_t *n)
{
  double shortest = INFINITY;
  *n = 0;
  for (int64_t j = 0; j < c->count; ++j) {
    double steps = 0;
    for (int64_t i = c->start[j]; i < c->start[j + 1]; ++i) {
      if (c->weight[i] != floor(c->weight[i])) return S2_OK;
      steps += c->weight[i];
    }
    S2_REQUIRE(steps >= 4, "chain %lld has %g steps, fewer than 4", (long long)j, steps);
    shortest = fmin(shortest, steps);
  }
  S2_REQUIRE(shortest * (double)c->count <= MOST,
             "%lld chains of %g steps are more than 2^30 steps: thin them first",
             (long long)c->count, shortest);
  *n = (int64_t)shortest;
  return S2_OK;
}

static double value(const harmonic_chains *c, int64_t i, int d)
{
  return d < c->ndim ? c->x[i * c->ndim + d] : c->ln_post[i];
}

void steps_halves(const harmonic_chains *c, int d, int64_t n, double *series)
{
  int64_t half = n / 2;
  double *middle = series + 2 * c->count * half;
  for (int64_t j = 0; j < c->count; ++j) {
    double *first = series + j * half, *second = series + (c->count + j) * half;
    int64_t left = n; // steps yet to be set, backwards in time
    for (int64_t i = c->start[j + 1]; left > 0 && i-- > c->start[j];)
      for (double w = c->weight[i]; w > 0 && left > 0; --w) {
        --left;
        double *to = left < half       ? first + left
                     : left < n - half ? middle + j
                                       : second + (left - (n - half));
        *to = value(c, i, d);
      }
  }
}
