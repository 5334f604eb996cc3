// SPDX-License-Identifier: MIT
#include "kinds.h"
#include <math.h>
#include <s2common/rng.h>

/// First of the streams of points; the stream of a point is its number beyond.
#define STREAM_POINTS (UINT64_C(1) << 40)

source source_of(uint64_t seed, int64_t index)
{
  return (source){seed, STREAM_POINTS + (uint64_t)index, 0};
}

double source_uniform(source *s)
{
  double u[2];
  s2_rng_uniform2(s->seed, s->index, s->next++, u);
  return u[0];
}

double source_normal(source *s)
{
  double z[2];
  s2_rng_normal2(s->seed, s->index, s->next++, z);
  return z[0];
}

double source_gamma(source *s, double a)
{
  double d = a - 1.0 / 3.0, c = 1 / sqrt(9 * d);
  for (;;) {
    double z = source_normal(s), v = 1 + c * z;
    if (v <= 0) continue;
    v = v * v * v;
    if (log(source_uniform(s)) < 0.5 * z * z + d - d * v + d * log(v)) return d * v;
  }
}

/// What steps stand above the ends of f.
#define MARGIN 0.2

void staircase_build(staircase *c, double upper)
{
  double highest = -INFINITY, left = c->f(c->user, c->lower), total = 0;
  c->width = (upper - c->lower) / c->steps;
  for (int k = 0; k < c->steps; ++k) {
    double right = c->f(c->user, c->lower + (k + 1) * c->width);
    c->height[k] = fmax(left, right) + MARGIN;
    highest = fmax(highest, c->height[k]);
    left = right;
  }
  for (int k = 0; k < c->steps; ++k) c->sum[k] = total += exp(c->height[k] - highest);
}

double staircase_draw(const staircase *c, source *s)
{
  for (;;) {
    double u = source_uniform(s) * c->sum[c->steps - 1];
    int low = 0, high = c->steps - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (c->sum[middle] < u)
        low = middle + 1;
      else
        high = middle;
    }
    double x = c->lower + (low + source_uniform(s)) * c->width;
    if (log(source_uniform(s)) < c->f(c->user, x) - c->height[low]) return x;
  }
}
