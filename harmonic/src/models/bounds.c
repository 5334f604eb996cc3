// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "bounds.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <string.h>

static s2_status check(int ndim, const double *lower, const double *upper)
{
  for (int d = 0; d < ndim; ++d)
    S2_REQUIRE(lower[d] < upper[d] && lower[d] < INFINITY && upper[d] > -INFINITY,
               "parameter %d (counted from 0): lower = %g is not below upper = %g", d, lower[d],
               upper[d]);
  return S2_OK;
}

s2_status bounds_create(bounds *b, int ndim, const double *lower, const double *upper)
{
  *b = (bounds){.ndim = ndim};
  b->lower = s2_priv_alloc((size_t)ndim, sizeof(double));
  b->upper = s2_priv_alloc((size_t)ndim, sizeof(double));
  b->turn = s2_priv_alloc((size_t)ndim, sizeof(double));
  s2_status status = S2_OK;
  if (b->lower == NULL || b->upper == NULL || b->turn == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "%d bounds", ndim);
  for (int d = 0; d < ndim && status == S2_OK; ++d) {
    b->lower[d] = lower != NULL ? lower[d] : -INFINITY;
    b->upper[d] = upper != NULL ? upper[d] : INFINITY;
    b->turn[d] = NAN;
  }
  if (status == S2_OK) status = check(ndim, b->lower, b->upper);
  if (status != S2_OK) bounds_free(b);
  return status;
}

void bounds_free(bounds *b)
{
  s2_priv_free(b->lower);
  s2_priv_free(b->upper);
  s2_priv_free(b->turn);
  *b = (bounds){0};
}

int bounds_beyond(const bounds *b, const double *x)
{
  for (int d = 0; d < b->ndim; ++d)
    if (!(x[d] >= b->lower[d] && x[d] <= b->upper[d])) return d;
  return -1;
}

int bounds_is_circular(const bounds *b, int parameter)
{
  return !isnan(b->turn[parameter]);
}

/// A circular parameter turned by `turn`, within its bounds.
static double turned(const bounds *b, int d, double x, double turn)
{
  double lower = b->lower[d], upper = b->upper[d], sum = x + turn;
  return sum > upper ? sum - (upper - lower) : sum < lower ? sum + (upper - lower) : sum;
}

int bounds_forward(const bounds *b, const double *x, double *u, double *ln_det)
{
  double sum = 0;
  for (int d = 0; d < b->ndim; ++d) {
    int outside = !(x[d] >= b->lower[d] && x[d] <= b->upper[d]);
    double at = bounds_is_circular(b, d) && !outside ? turned(b, d, x[d], b->turn[d]) : x[d];
    double above = at - b->lower[d], below = b->upper[d] - at;
    if (!(above > 0 && below > 0)) {
      memset(u, 0, (size_t)b->ndim * sizeof *u);
      *ln_det = -INFINITY;
      return 0;
    }
    // An infinite distance stands for a bound that is not there.
    double ln_above = isinf(above) ? 0 : log(above), ln_below = isinf(below) ? 0 : log(below);
    int bounded = isfinite(above) + isfinite(below);
    u[d] = bounded == 0 ? x[d] : ln_above - ln_below;
    if (bounded > 0) sum -= ln_above + ln_below;
    if (bounded == 2) sum += log(b->upper[d] - b->lower[d]);
  }
  *ln_det = sum;
  return 1;
}

/// 1 / (1 + exp(-u)).
static double logistic(double u)
{
  return u >= 0 ? 1 / (1 + exp(-u)) : exp(u) / (1 + exp(u));
}

void bounds_backward(const bounds *b, const double *u, double *x)
{
  for (int d = 0; d < b->ndim; ++d) {
    double lower = b->lower[d], upper = b->upper[d], value = u[d];
    if (isfinite(lower) && isfinite(upper))
      // From the nearer bound, so that the distance to it keeps its digits.
      value = u[d] < 0 ? lower + (upper - lower) * logistic(u[d])
                       : upper - (upper - lower) * logistic(-u[d]);
    else if (isfinite(lower))
      value = lower + exp(u[d]);
    else if (isfinite(upper))
      value = upper - exp(-u[d]);
    x[d] = fmin(fmax(value, nextafter(lower, INFINITY)), nextafter(upper, -INFINITY));
    if (bounds_is_circular(b, d)) x[d] = turned(b, d, x[d], -b->turn[d]);
  }
}
