// SPDX-License-Identifier: MIT
#include "quadrature.h"
#include "support.h"
#include <math.h>
#include <stdlib.h>

enum { NODES = 361, ANGLES = 200, RADII = 400 };

// Nodes of one interval. t runs over -3.9 .. 3.9 for a finite interval and less for infinite ones,
// where the weights are double exponential upwards.
static void rule(double lower, double upper, double *x, double *w)
{
  int finite = isfinite(lower) && isfinite(upper), line = isinf(lower) && isinf(upper);
  double end = finite ? 3.2 : 2.6, h = 2 * end / (NODES - 1);
  for (int i = 0; i < NODES; i++) {
    double t = -end + i * h, s = 0.5 * PI * sinh(t), ds = 0.5 * PI * cosh(t);
    if (finite) {
      x[i] = lower + (upper - lower) / (1 + exp(-2 * s));
      w[i] = h * ds * 0.5 * (upper - lower) / (cosh(s) * cosh(s));
    } else if (line) {
      x[i] = sinh(s);
      w[i] = h * ds * cosh(s);
    } else {
      x[i] = isfinite(lower) ? lower + exp(2 * s) : upper - exp(2 * s);
      w[i] = h * ds * 2 * exp(2 * s);
    }
  }
}

double integrate_box(const harmonic_model *model, double temperature, const double *lower,
                     const double *upper)
{
  static double x[2][NODES], w[2][NODES], point[NODES * NODES * 2], ln_phi[NODES * NODES];
  int ndim = harmonic_model_ndim(model), n = ndim == 2 ? NODES * NODES : NODES;
  for (int d = 0; d < ndim; d++) rule(lower[d], upper[d], x[d], w[d]);
  for (int i = 0; i < n; i++) {
    point[i * ndim] = x[0][i % NODES];
    if (ndim == 2) point[2 * i + 1] = x[1][i / NODES];
  }
  assert_ok(harmonic_model_ln_density(model, temperature, n, point, ln_phi));
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += w[0][i % NODES] * (ndim == 2 ? w[1][i / NODES] : 1) * exp(ln_phi[i]);
  return sum;
}

static double density_at(const harmonic_model *model, const double centre[2], double angle,
                         double r)
{
  double x[2] = {centre[0] + r * cos(angle), centre[1] + r * sin(angle)}, ln_phi;
  assert_ok(harmonic_model_ln_density(model, 1, 1, x, &ln_phi));
  return exp(ln_phi);
}

static double edge(const harmonic_model *model, const double centre[2], double angle)
{
  double inside = 0, outside = 100;
  for (int i = 0; i < 60; i++) {
    double middle = 0.5 * (inside + outside);
    if (density_at(model, centre, angle, middle) > 0)
      inside = middle;
    else
      outside = middle;
  }
  return inside;
}

// Simpson's rule along the radius, the trapezoidal rule around the circle.
double integrate_star(const harmonic_model *model, const double centre[2])
{
  double sum = 0;
  for (int a = 0; a < ANGLES; a++) {
    double angle = 2 * PI * a / ANGLES, end = edge(model, centre, angle), h = end / RADII;
    for (int i = 0; i <= RADII; i++) {
      double weight = i == 0 || i == RADII ? 1 : i % 2 ? 4 : 2;
      double r = i == RADII ? end : i * h;
      sum += 2 * PI / ANGLES * weight * h / 3 * r * density_at(model, centre, angle, r);
    }
  }
  return sum;
}

double integrate_importance(const harmonic_model *model, double temperature,
                            const harmonic_model *wide, int64_t n, double *error)
{
  int ndim = harmonic_model_ndim(model);
  double *x = malloc((size_t)(n * (ndim + 2)) * sizeof *x), *p = x + n * ndim, *q = p + n;
  assert_ok(harmonic_model_sample(wide, 1, 42, 0, n, x));
  assert_ok(harmonic_model_ln_density(wide, 1, n, x, q));
  assert_ok(harmonic_model_ln_density(model, temperature, n, x, p));
  double sum = 0, squares = 0;
  for (int64_t i = 0; i < n; i++) {
    double ratio = exp(p[i] - q[i]);
    sum += ratio;
    squares += ratio * ratio;
  }
  free(x);
  *error = sqrt((squares / (double)n - sum * sum / ((double)n * (double)n)) / (double)n);
  return sum / (double)n;
}
