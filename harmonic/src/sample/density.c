// SPDX-License-Identifier: MIT
#include "density.h"
#include <math.h>

int density_at(const density *d, const double *x, double *ln_post, double *gradient)
{
  int result = d->call(d->user, x, ln_post, gradient);
  if (result != 0 && result != 1) return result;
  if (result == 1 || isnan(*ln_post)) *ln_post = -INFINITY;
  return *ln_post == INFINITY ? DENSITY_INFINITE : 0;
}
