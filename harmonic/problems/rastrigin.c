// SPDX-License-Identifier: MIT
// L = exp(-sum [10 + x^2 - 10 cos 2 pi x]), uniform prior over [-6, 6]^D: a product of integrals
// over one parameter.
#include "kinds.h"
#include <math.h>

#define EDGE 6.0
enum { PANELS = 96, STEPS = 600 };

static double ln_factor(const void *user, double x)
{
  (void)user;
  return -10 - x * x + 10 * cos(2 * S2_PI * x);
}

/// Steps over one parameter, in the problem's data.
static staircase steps_of(const problem *p)
{
  double *data = p->data;
  return (staircase){.lower = -EDGE,
                     .width = 2 * EDGE / STEPS,
                     .steps = STEPS,
                     .f = ln_factor,
                     .height = data,
                     .sum = data + STEPS};
}

/// Data: a staircase over the density of one parameter.
s2_status rastrigin_create(problem *p)
{
  double x[PANELS * PANEL_NODES], w[PANELS * PANEL_NODES], sum = 0;
  S2_TRY(problem_bounds(p, -EDGE, EDGE));
  panel_rule(-EDGE, EDGE, PANELS, x, w);
  for (int i = 0; i < PANELS * PANEL_NODES; ++i) sum += w[i] * exp(ln_factor(NULL, x[i]));
  p->ln_z = p->ndim * log(sum / (2 * EDGE));
  S2_TRY(problem_data(p, 2 * STEPS));
  staircase steps = steps_of(p);
  staircase_build(&steps, EDGE);
  return S2_OK;
}

int rastrigin_density(void *user, const double *x, double *ln_post, double *gradient)
{
  const problem *p = user;
  if (!problem_holds(p, x)) return 1;
  *ln_post = -p->ndim * log(2 * EDGE);
  for (int d = 0; d < p->ndim; ++d) {
    *ln_post += ln_factor(NULL, x[d]);
    if (gradient != NULL) gradient[d] = -2 * x[d] - 20 * S2_PI * sin(2 * S2_PI * x[d]);
  }
  return 0;
}

void rastrigin_draw(const problem *p, uint64_t seed, int64_t index, double *x)
{
  source s = source_of(seed, index);
  const staircase steps = steps_of(p);
  for (int d = 0; d < p->ndim; ++d) x[d] = staircase_draw(&steps, &s);
}
