// SPDX-License-Identifier: MIT
// Independent normal factors, some with their peak at an edge, under the uniform prior of the unit
// cube: ln z = sum ln[s (pi/2)^1/2 (erf((1 - m)/(2^1/2 s)) + erf(m/(2^1/2 s)))].
#include "kinds.h"
#include <math.h>

static const double means[] = {0, 0.3, 0.9, 0.5}, sds[] = {0.2, 0.1, 0.3, 0.05};

/// Mean and standard deviation of parameter d.
static double mean_of(int d)
{
  return means[d % 4];
}

static double sd_of(int d)
{
  return sds[d % 4];
}

/// erf of the distance from the peak, up to its factor the distribution function.
static double mass_below(int d, double x)
{
  return erf((x - mean_of(d)) / (sqrt(2) * sd_of(d)));
}

s2_status truncated_create(problem *p)
{
  S2_TRY(problem_bounds(p, 0, 1));
  for (int d = 0; d < p->ndim; ++d)
    p->ln_z += log(sd_of(d) * sqrt(0.5 * S2_PI) * (mass_below(d, 1) - mass_below(d, 0)));
  return S2_OK;
}

int truncated_density(void *user, const double *x, double *ln_post, double *gradient)
{
  const problem *p = user;
  if (!problem_holds(p, x)) return 1;
  double sum = 0;
  for (int d = 0; d < p->ndim; ++d) {
    double z = (x[d] - mean_of(d)) / sd_of(d);
    sum += z * z;
    if (gradient != NULL) gradient[d] = -z / sd_of(d);
  }
  *ln_post = -0.5 * sum;
  return 0;
}

void truncated_draw(const problem *p, uint64_t seed, int64_t index, double *x)
{
  source s = source_of(seed, index);
  for (int d = 0; d < p->ndim; ++d) {
    double low = 0, high = 1, from = mass_below(d, 0);
    double goal = from + source_uniform(&s) * (mass_below(d, 1) - from);
    for (int i = 0; i < 52; ++i) {
      double middle = 0.5 * (low + high);
      if (mass_below(d, middle) < goal)
        low = middle;
      else
        high = middle;
    }
    x[d] = 0.5 * (low + high);
  }
}
