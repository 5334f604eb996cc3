// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "coordinates.h"
#include <math.h>
#include <s2common/priv/error.h>

s2_status coordinates_create(coordinates *t, int ndim, const double *lower, const double *upper,
                             harmonic_whitening whitening)
{
  *t = (coordinates){.whitening = whitening};
  S2_TRY(bounds_create(&t->limits, ndim, lower, upper));
  return whitening != HARMONIC_WHITENING_NONE ? affine_create(&t->map, ndim) : S2_OK;
}

void coordinates_free(coordinates *t)
{
  bounds_free(&t->limits);
  affine_free(&t->map);
}

s2_status coordinates_forward(const coordinates *t, int64_t n, const double *x, double *v,
                              double *ln_det)
{
  int ndim = t->limits.ndim;
  for (int64_t i = 0; i < n; ++i)
    bounds_forward(&t->limits, x + i * ndim, v + i * ndim, ln_det + i);
  if (t->whitening == HARMONIC_WHITENING_NONE) return S2_OK;
  for (int64_t i = 0; i < n; ++i) ln_det[i] -= t->map.ln_det;
  return affine_latent(&t->map, n, v, v, NULL);
}

s2_status coordinates_backward(const coordinates *t, int64_t n, const double *v, double *x)
{
  int ndim = t->limits.ndim;
  const double *u = v;
  if (t->whitening != HARMONIC_WHITENING_NONE) {
    S2_TRY(affine_points(&t->map, 1, n, v, x));
    u = x;
  }
  for (int64_t i = 0; i < n; ++i) bounds_backward(&t->limits, u + i * ndim, x + i * ndim);
  return S2_OK;
}
