// SPDX-License-Identifier: MIT
#include "metric.h"
#include <math.h>
#include <string.h>

size_t metric_size(const metric *m)
{
  return m->dense ? m->n * m->n : m->n;
}

void metric_place(metric *m, s2_arena *arena)
{
  m->inverse = s2_arena_take(arena, metric_size(m), sizeof(double));
  m->root = s2_arena_take(arena, metric_size(m), sizeof(double));
}

void metric_unit(metric *m)
{
  size_t stride = m->dense ? m->n + 1 : 1;
  memset(m->inverse, 0, metric_size(m) * sizeof(double));
  memset(m->root, 0, metric_size(m) * sizeof(double));
  for (int i = 0; i < m->ndim; i++)
    m->inverse[stride * (size_t)i] = m->root[stride * (size_t)i] = 1;
}

static bool factor_diagonal(metric *m)
{
  for (int i = 0; i < m->ndim; i++) {
    if (!(m->inverse[i] > 0.0 && m->inverse[i] < INFINITY)) return false;
    m->root[i] = 1.0 / sqrt(m->inverse[i]);
  }
  return true;
}

// Cholesky, row by row.
static bool factor_dense(metric *m)
{
  for (int i = 0; i < m->ndim; i++) {
    double *row = m->root + (size_t)i * m->n;
    for (int j = 0; j <= i; j++) {
      const double *other = m->root + (size_t)j * m->n;
      double rest = m->inverse[(size_t)i * m->n + (size_t)j];
      for (int k = 0; k < j; k++) rest -= row[k] * other[k];
      if (j < i)
        row[j] = rest / other[j];
      else if (rest > 0.0 && rest < INFINITY)
        row[j] = sqrt(rest);
      else
        return false;
    }
  }
  return true;
}

bool metric_factor(metric *m)
{
  return m->dense ? factor_dense(m) : factor_diagonal(m);
}

bool metric_set(metric *m, const double *matrix)
{
  size_t ndim = (size_t)m->ndim, rows = m->dense ? ndim : 1;
  for (size_t i = 0; i < rows; i++)
    memcpy(m->inverse + i * m->n, matrix + i * ndim, ndim * sizeof(double));
  return metric_factor(m);
}

void metric_apply(const metric *m, const double *x, double *y)
{
  if (m->dense)
    m->kernel->multiply(m->n, m->inverse, x, y);
  else
    m->kernel->scale(m->n, m->inverse, x, y);
}

// p = L^-T z: rows of L from the last up, each subtracted from what is left.
static void solve_transposed(const metric *m, double *p)
{
  for (int i = m->ndim - 1; i >= 0; i--) {
    const double *row = m->root + (size_t)i * m->n;
    p[i] /= row[i];
    for (int k = 0; k < i; k++) p[k] -= row[k] * p[i];
  }
}

void metric_momentum(const metric *m, stream *random, double *p)
{
  stream_normals(random, m->ndim, p);
  if (m->dense)
    solve_transposed(m, p);
  else
    for (int i = 0; i < m->ndim; i++) p[i] *= m->root[i];
}
