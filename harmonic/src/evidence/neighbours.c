// SPDX-License-Identifier: MIT
#include "neighbours.h"
#include <math.h>

enum { LEAF = 12 }; // points that are looked at one by one

static double coordinate(const neighbours *t, int64_t point, int axis)
{
  return t->x[point * t->ndim + axis];
}

static int widest_axis(const neighbours *t, int64_t from, int64_t to)
{
  int widest = 0;
  double width = -1.0;
  for (int d = 0; d < t->ndim; d++) {
    double low = INFINITY, high = -INFINITY;
    for (int64_t i = from; i < to; i++) {
      low = fmin(low, coordinate(t, i, d));
      high = fmax(high, coordinate(t, i, d));
    }
    if (high - low > width) {
      width = high - low;
      widest = d;
    }
  }
  return widest;
}

static void swap(neighbours *t, int64_t i, int64_t j)
{
  for (int d = 0; d < t->ndim; d++) {
    double keep = t->x[i * t->ndim + d];
    t->x[i * t->ndim + d] = t->x[j * t->ndim + d];
    t->x[j * t->ndim + d] = keep;
  }
}

// Points below `middle` are not above it along the axis, and the other way round.
static void divide(neighbours *t, int64_t from, int64_t to, int64_t middle, int axis)
{
  while (to - from > 1) {
    double pivot = coordinate(t, from + (to - from) / 2, axis);
    int64_t i = from, j = to - 1;
    while (i <= j) {
      while (coordinate(t, i, axis) < pivot) i++;
      while (coordinate(t, j, axis) > pivot) j--;
      if (i <= j) swap(t, i++, j--);
    }
    if (middle <= j)
      to = j + 1;
    else if (middle >= i)
      from = i;
    else
      return;
  }
}

static void build(neighbours *t, int64_t from, int64_t to)
{
  if (to - from <= LEAF) return;
  int64_t middle = from + (to - from) / 2;
  t->axis[middle] = widest_axis(t, from, to);
  divide(t, from, to, middle, t->axis[middle]);
  build(t, from, middle);
  build(t, middle + 1, to);
}

void neighbours_build(neighbours *t)
{
  build(t, 0, t->n);
}

/// The nearest point so far.
typedef struct search {
  const neighbours *tree;
  const double *at;
  double best; ///< squared distance
} search;

static void look_at(search *s, int64_t point)
{
  const double *x = s->tree->x + point * s->tree->ndim;
  double square = 0.0;
  for (int d = 0; d < s->tree->ndim && square < s->best; d++)
    square += (x[d] - s->at[d]) * (x[d] - s->at[d]);
  if (square < s->best) s->best = square;
}

// The side of the point first; the other one if it may be nearer.
static void descend(search *s, int64_t from, int64_t to)
{
  if (to - from <= LEAF) {
    for (int64_t i = from; i < to; i++) look_at(s, i);
    return;
  }
  int64_t middle = from + (to - from) / 2;
  int axis = s->tree->axis[middle];
  double beyond = s->at[axis] - coordinate(s->tree, middle, axis);
  if (beyond < 0.0)
    descend(s, from, middle);
  else
    descend(s, middle + 1, to);
  if (beyond * beyond >= s->best) return;
  look_at(s, middle);
  if (beyond < 0.0)
    descend(s, middle + 1, to);
  else
    descend(s, from, middle);
}

double neighbours_distance2(const neighbours *t, const double *at)
{
  search s = {t, at, INFINITY};
  descend(&s, 0, t->n);
  return s.best;
}
