// SPDX-License-Identifier: MIT
// Sums of w exp(v) for v of any size: sum = exp(max) (head + tail), head and tail by Neumaier's
// compensated summation.
#ifndef HARMONIC_EVIDENCE_LOG_SUM_H
#define HARMONIC_EVIDENCE_LOG_SUM_H

#include <math.h>

typedef struct log_sum {
  double max;        ///< largest v so far; -inf: the sum is 0
  double head, tail; ///< sum of w exp(v - max), and what rounding took from it
} log_sum;

static inline log_sum log_sum_zero(void)
{
  return (log_sum){-INFINITY, 0.0, 0.0};
}

static inline void log_sum_term(log_sum *s, double term)
{
  double sum = s->head + term;
  s->tail += fabs(s->head) >= fabs(term) ? (s->head - sum) + term : (term - sum) + s->head;
  s->head = sum;
}

static inline void log_sum_raise(log_sum *s, double max)
{
  double factor = exp(s->max - max);
  s->head *= factor;
  s->tail *= factor;
  s->max = max;
}

/// Add w exp(v); v = -inf adds 0.
static inline void log_sum_add(log_sum *s, double v, double w)
{
  if (v == -INFINITY || w == 0.0) return;
  if (v > s->max) log_sum_raise(s, v);
  log_sum_term(s, w * exp(v - s->max));
}

/// Add another sum.
static inline void log_sum_merge(log_sum *s, const log_sum *other)
{
  if (other->max == -INFINITY) return;
  if (other->max > s->max) log_sum_raise(s, other->max);
  double factor = exp(other->max - s->max);
  log_sum_term(s, other->head * factor);
  s->tail += other->tail * factor;
}

/// ln of the sum; -inf for 0.
static inline double log_sum_ln(const log_sum *s)
{
  return s->max == -INFINITY ? -INFINITY : s->max + log(s->head + s->tail);
}

/// ln(exp(a) + exp(b)).
static inline double log_add(double a, double b)
{
  double high = fmax(a, b);
  return high == -INFINITY ? high : high + log1p(exp(fmin(a, b) - high));
}

#endif
