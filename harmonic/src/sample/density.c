// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "density.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <stddef.h>

#define SAME 1e-8

int density_at(const density *d, const double *x, double *ln_post, double *gradient)
{
  int result = d->call(d->user, x, ln_post, gradient);
  if (result != 0 && result != 1) return result;
  if (result == 1 || isnan(*ln_post)) *ln_post = -INFINITY;
  return *ln_post == INFINITY ? DENSITY_INFINITE : 0;
}

s2_status density_confirm(const density *d, const double *x, double ln_post, const char *function)
{
  double here;
  int failed = density_at(d, x, &here, NULL);
  if (failed != 0)
    return s2_priv_fail(S2_ERR_NUMERIC, S2_LIBRARY, function,
                        "the density failed with %d where the file stands", failed);
  if (fabs(here - ln_post) <= SAME * fmax(1.0, fabs(ln_post))) return S2_OK;
  return s2_priv_fail(S2_ERR_ARGUMENT, S2_LIBRARY, function,
                      "the file is of another density: ln P = %.17g, here %.17g", ln_post, here);
}
