// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2picture"
#include "density.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { N = PICTURE_CELLS, LOOKED_AT = 20000, REACH = 4 };
#define TAIL 0.001 // left out at each end
#define ROOM 0.08  // added at each end, in parts of the axis
#define WIDTH 0.8  // of the kernel, in standard deviations of a normal density, times a power of n
#define SIGMAS 7.0 // that the axis of a normal density spans

static double value(const s2_picture_samples *s, int64_t i, int parameter)
{
  return s->x[i * s->stride + parameter];
}

static double weight(const s2_picture_samples *s, int64_t i)
{
  return s->weight == NULL ? 1 : s->weight[i];
}

typedef struct point {
  double x, weight;
} point;

static int by_value(const void *a, const void *b)
{
  double x = ((const point *)a)->x, y = ((const point *)b)->x;
  return (x > y) - (x < y);
}

// Ends of one density from points evenly spread through it.
static void widen(const s2_picture_samples *s, int parameter, point *points, s2_picture_span *span)
{
  int64_t step = s->n / LOOKED_AT + 1, n = 0;
  double total = 0, sum = 0;
  for (int64_t i = 0; i < s->n; i += step) {
    point p = {value(s, i, parameter), weight(s, i)};
    if (!isfinite(p.x) || !(p.weight > 0)) continue;
    points[n++] = p;
    total += p.weight;
  }
  qsort(points, (size_t)n, sizeof *points, by_value);
  for (int64_t i = 0; i < n; i++) {
    double before = sum;
    sum += points[i].weight;
    if (before <= TAIL * total && sum > TAIL * total) span->low = fmin(span->low, points[i].x);
    if (before < (1 - TAIL) * total) span->high = fmax(span->high, points[i].x);
  }
}

s2_status s2_picture_span_find(int count, const s2_picture_samples *samples, int parameter,
                               s2_picture_span *span)
{
  point *points = s2_priv_alloc(LOOKED_AT + 1, sizeof *points);
  if (points == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %d points", LOOKED_AT);
  const s2_picture_span bounds = *span;
  *span = (s2_picture_span){INFINITY, -INFINITY};
  for (int k = 0; k < count; k++) widen(&samples[k], parameter, points, span);
  s2_priv_free(points);
  double room = ROOM * (span->high - span->low);
  S2_REQUIRE(room > 0 && isfinite(room), "parameter %d has no two different values", parameter);
  span->low = fmax(span->low - room, bounds.low);
  span->high = fmin(span->high + room, bounds.high);
  return S2_OK;
}

double s2_picture_effective(const s2_picture_samples *s)
{
  double sum = 0, square = 0;
  for (int64_t i = 0; i < s->n; i++) {
    sum += weight(s, i);
    square += weight(s, i) * weight(s, i);
  }
  return square > 0 ? sum * sum / square : 1;
}

// Cell of a value, the ends of the axis included; -1: none.
static int cell(const s2_picture_span *span, double x)
{
  double at = N * ((x - span->low) / (span->high - span->low));
  return at >= 0 && at <= N ? (int)fmin(at, N - 1) : -1;
}

// Smooth N cells that are `stride` apart. What the kernel reaches beyond the ends counts as
// unknown, not as empty.
static void smooth(double *f, int stride, double h)
{
  double kernel[N], g[N];
  int reach = (int)fmin(ceil(REACH * h), N - 1);
  for (int k = 0; k <= reach; k++) kernel[k] = exp(-0.5 * k * k / (h * h));
  for (int i = 0; i < N; i++) {
    double sum = 0, norm = 0;
    for (int k = i > reach ? i - reach : 0; k <= i + reach && k < N; k++) {
      sum += kernel[abs(k - i)] * f[k * stride];
      norm += kernel[abs(k - i)];
    }
    g[i] = sum / norm;
  }
  for (int i = 0; i < N; i++) f[i * stride] = g[i];
}

static void normalise(int n, double *f)
{
  double sum = 0;
  for (int i = 0; i < n; i++) sum += f[i];
  for (int i = 0; i < n && sum > 0; i++) f[i] /= sum;
}

static double kernel_width(const s2_picture_samples *s, double power)
{
  return WIDTH * pow(s2_picture_effective(s), -power) * N / SIGMAS;
}

void s2_picture_density_1d(const s2_picture_samples *s, int parameter, const s2_picture_span *span,
                           double *f)
{
  memset(f, 0, N * sizeof *f);
  for (int64_t i = 0; i < s->n; i++) {
    int c = cell(span, value(s, i, parameter));
    if (c >= 0) f[c] += weight(s, i);
  }
  smooth(f, 1, kernel_width(s, 1.0 / 5));
  normalise(N, f);
}

void s2_picture_density_2d(const s2_picture_samples *s, int x, int y, const s2_picture_span *span_x,
                           const s2_picture_span *span_y, double *f)
{
  memset(f, 0, (size_t)N * N * sizeof *f);
  for (int64_t i = 0; i < s->n; i++) {
    int cx = cell(span_x, value(s, i, x)), cy = cell(span_y, value(s, i, y));
    if (cx >= 0 && cy >= 0) f[cy * N + cx] += weight(s, i);
  }
  double h = kernel_width(s, 1.0 / 6);
  for (int k = 0; k < N; k++) smooth(f + k * N, 1, h);
  for (int k = 0; k < N; k++) smooth(f + k, N, h);
  normalise(N * N, f);
}

static int falling(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x < y) - (x > y);
}

double s2_picture_level(const double *f, double mass, double *scratch)
{
  double sum = 0;
  int i = 0;
  memcpy(scratch, f, (size_t)N * N * sizeof *f);
  qsort(scratch, (size_t)N * N, sizeof *scratch, falling);
  for (; i < N * N - 1 && sum + scratch[i] < mass; i++) sum += scratch[i];
  return scratch[i];
}

double s2_picture_density_at(const double *f, double x, double y)
{
  double u = fmin(fmax(x - 0.5, 0), N - 1), v = fmin(fmax(y - 0.5, 0), N - 1);
  int i = (int)fmin(u, N - 2), j = (int)fmin(v, N - 2);
  const double *at = f + j * N + i;
  u -= i;
  v -= j;
  return (1 - v) * ((1 - u) * at[0] + u * at[1]) + v * ((1 - u) * at[N] + u * at[N + 1]);
}
