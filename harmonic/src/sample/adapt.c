// SPDX-License-Identifier: MIT
#include "adapt.h"
#include <math.h>
#include <string.h>

// Hoffman & Gelman 2014, sec. 3.2.1: gamma, t_0, kappa.
#define GAMMA 0.05
#define DELAY 10.0
#define FORGET 0.75

// Stan's warm-up, but for a longer end of long ones, in which the step size settles.
enum { FIRST = 75, WINDOW = 25, LAST = 50, LEAST = 20 };

void averaging_start(averaging *a, double step)
{
  *a = (averaging){.mu = log(10.0 * step)};
}

double averaging_learn(averaging *a, double target, double accept)
{
  double m = (double)++a->count;
  double eta = 1.0 / (m + DELAY);
  a->shortage += eta * (target - accept - a->shortage);
  double ln_step = a->mu - a->shortage * sqrt(m) / GAMMA;
  a->ln_step += pow(m, -FORGET) * (ln_step - a->ln_step);
  return exp(ln_step);
}

// The acceptance falls by 0.2 (few parameters) to 0.5 (many) per unit of ln(step): a gain of 4 / k
// reaches the target in 25 transitions in both cases, and 6 more keep the first steps small.
double averaging_settle(averaging *a, double target, double accept)
{
  double k = (double)++a->settled;
  a->ln_step += 4.0 / (k + 6.0) * (accept - target);
  return exp(a->ln_step);
}

void moments_place(moments *w, const metric *m, s2_arena *arena)
{
  w->mean = s2_arena_take(arena, m->n, sizeof(double));
  w->squares = s2_arena_take(arena, metric_size(m), sizeof(double));
}

// q - mean before the update times q - mean after it is (1 - 1/count) of the former squared.
static void add_products(const moments *w, const metric *m, const double *q, double rest)
{
  for (size_t i = 0; i < (size_t)m->ndim; i++) {
    double *row = w->squares + i * m->n, d = rest * (q[i] - w->mean[i]);
    for (size_t j = 0; j <= i; j++) row[j] += d * (q[j] - w->mean[j]);
  }
}

void moments_add(moments *w, const metric *m, const double *q)
{
  double weight = 1.0 / (double)++w->count, rest = 1.0 - weight;
  if (m->dense) add_products(w, m, q, rest);
  for (int i = 0; i < m->ndim; i++) {
    double d = q[i] - w->mean[i];
    if (!m->dense) w->squares[i] += rest * d * d;
    w->mean[i] += weight * d;
  }
}

static void forget(moments *w, const metric *m)
{
  w->count = 0;
  memset(w->mean, 0, m->n * sizeof(double));
  memset(w->squares, 0, metric_size(m) * sizeof(double));
}

// n/(n+5) of the covariance and 5/(n+5) of 1/1000: windows are short.
bool moments_finish(moments *w, metric *m)
{
  double n = (double)w->count, floor = 1e-3 * 5.0 / (n + 5.0);
  double factor = n / (n + 5.0) / (n - 1.0);
  size_t stride = m->dense ? m->n + 1 : 1;
  for (size_t i = 0; i < (size_t)m->ndim && m->dense; i++)
    for (size_t j = 0; j < i; j++)
      m->inverse[i * m->n + j] = m->inverse[j * m->n + i] = factor * w->squares[i * m->n + j];
  for (size_t i = 0; i < (size_t)m->ndim; i++)
    m->inverse[i * stride] = factor * w->squares[i * stride] + floor;
  forget(w, m);
  return metric_factor(m);
}

window window_at(int64_t warmup, int64_t m)
{
  int64_t first = FIRST, last = LAST, size = WINDOW;
  if (warmup < LEAST) return (window){.settle = m >= warmup - warmup / 2};
  if (warmup / 10 > last) last = warmup / 10;
  if (warmup < first + size + last) {
    first = 15 * warmup / 100;
    last = 10 * warmup / 100;
    size = warmup - first - last;
  }
  if (m < first) return (window){0};
  if (m >= warmup - last) return (window){.settle = m >= warmup - last / 2};
  int64_t end = first + size; // of the window; one that would leave less than the next is the last
  while (true) {
    bool is_last = end + 2 * size > warmup - last;
    if (is_last) end = warmup - last;
    if (m < end) return (window){.learn = true, .close = m == end - 1};
    size *= 2;
    end += size;
  }
}
