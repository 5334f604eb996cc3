// SPDX-License-Identifier: MIT
#include "quadrature.h"
#define S2_LIBRARY "s2wav"
#include <s2common/grid.h>
#include <s2common/priv/error.h>

/// The rings of a Gauss-Legendre grid are such a rule.
s2_status quadrature_make(s2wav_quadrature kind, quadrature *q)
{
  s2_grid *grid;
  *q = (quadrature){.kind = kind};
  if (kind == S2WAV_TRAPEZOID) return S2_OK;
  S2_TRY(s2_grid_create_shape(&grid, S2_GRID_GL, QUADRATURE_NODES, 1));
  const s2_ring *ring = s2_grid_rings(grid);
  double sum = 0;
  for (int i = 0; i < QUADRATURE_NODES; ++i) sum += ring[i].weight;
  for (int i = 0; i < QUADRATURE_NODES; ++i) {
    q->node[i] = ring[i].cos_theta;
    q->weight[i] = 2 * ring[i].weight / sum;
  }
  s2_grid_destroy(grid);
  return S2_OK;
}

static double gauss(const quadrature *q, integrand *f, double lambda, double a, double b)
{
  double sum = 0, middle = 0.5 * (a + b), half = 0.5 * (b - a);
  for (int i = 0; i < QUADRATURE_NODES; ++i)
    sum += q->weight[i] * f(middle + half * q->node[i], lambda);
  return half * sum;
}

double quadrature_integrate(const quadrature *q, integrand *f, double lambda, double a, double b,
                            double low, double high)
{
  if (q->kind == S2WAV_EXACT) return gauss(q, f, lambda, a, b);
  double sum = 0, h = (b - a) / QUADRATURE_PANELS, left = a, at_left = f(a, lambda);
  for (int i = 1; i <= QUADRATURE_PANELS; ++i) {
    double right = a + i * h, at_right = f(right, lambda);
    if (left != low && left != high && right != low && right != high)
      sum += (at_left + at_right) * h / 2;
    left = right;
    at_left = at_right;
  }
  return sum;
}
