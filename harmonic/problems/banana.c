// SPDX-License-Identifier: MIT
// L = exp(-100 (y - x^2)^2 - (1 - x)^2), uniform prior over [-10, 10] x [-5, 15]. Over y the
// integral is an error function, over x it is done by quadrature.
#include "kinds.h"
#include <math.h>

#define AREA 400.0
enum { PANELS = 200 };

/// Integral of exp(-100 (y - x^2)^2) over y.
static double inner(const problem *p, double x)
{
  return 0.05 * sqrt(S2_PI) * (erf(10 * (p->upper[1] - x * x)) - erf(10 * (p->lower[1] - x * x)));
}

s2_status banana_create(problem *p)
{
  double x[PANELS * PANEL_NODES], w[PANELS * PANEL_NODES], sum = 0;
  S2_TRY(problem_bounds(p, -10, 10));
  p->lower[1] = -5;
  p->upper[1] = 15;
  panel_rule(p->lower[0], p->upper[0], PANELS, x, w);
  for (int i = 0; i < PANELS * PANEL_NODES; ++i)
    sum += w[i] * exp(-(1 - x[i]) * (1 - x[i])) * inner(p, x[i]);
  p->ln_z = log(sum / AREA);
  return S2_OK;
}

int banana_density(void *user, const double *x, double *ln_post, double *gradient)
{
  if (!problem_holds(user, x)) return 1;
  double off = x[1] - x[0] * x[0], rest = 1 - x[0];
  *ln_post = -100 * off * off - rest * rest - log(AREA);
  if (gradient != NULL) {
    gradient[0] = 400 * x[0] * off + 2 * rest;
    gradient[1] = -200 * off;
  }
  return 0;
}

/// Without the box, x ~ N(1, 1/2) and y ~ N(x^2, 1/200).
void banana_draw(const problem *p, uint64_t seed, int64_t index, double *x)
{
  source s = source_of(seed, index);
  do {
    x[0] = 1 + sqrt(0.5) * source_normal(&s);
    x[1] = x[0] * x[0] + sqrt(0.005) * source_normal(&s);
  } while (!problem_holds(p, x));
}
