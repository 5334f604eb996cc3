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

/// Most steps of a staircase, and what its steps stand above the ends of f.
enum { CELLS = 1200 };
#define MARGIN 0.2

double source_cells(source *s, double lower, double upper, int cells,
                    double (*f)(const void *user, double x), const void *user)
{
  double step[CELLS], sum[CELLS], highest = -INFINITY, h = (upper - lower) / cells;
  double left = f(user, lower);
  for (int k = 0; k < cells; ++k) {
    double right = f(user, lower + (k + 1) * h);
    step[k] = fmax(left, right) + MARGIN;
    highest = fmax(highest, step[k]);
    left = right;
  }
  double total = 0;
  for (int k = 0; k < cells; ++k) sum[k] = total += exp(step[k] - highest);
  for (;;) {
    double u = source_uniform(s) * total;
    int low = 0, high = cells - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (sum[middle] < u)
        low = middle + 1;
      else
        high = middle;
    }
    double x = lower + (low + source_uniform(s)) * h;
    if (log(source_uniform(s)) < f(user, x) - step[low]) return x;
  }
}
