// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "density.h"
#include <harmonic/chains.h>
#include <math.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <s2common/rng.h>

// Truncation h^2 f'''/6 and rounding 2e-16 |f| / h meet near eps^(1/3).
#define STEP 1e-5
#define STREAM UINT64_C(0x6772616400000000) // of the directions, in the user's seed

typedef struct check {
  density of;
  const double *x;
  double *gradient, *direction, *moved; // [ndim] each
} check;

static double scale(double x)
{
  return fmax(1.0, fabs(x));
}

static void draw_direction(const check *c, uint64_t seed, int number)
{
  int pairs = (c->of.ndim + 1) / 2;
  for (int k = 0; k < c->of.ndim; k++) {
    double z[2];
    s2_rng_normal2(seed, STREAM, (uint64_t)number * (uint64_t)pairs + (uint64_t)k / 2, z);
    c->direction[k] = z[k % 2] * scale(c->x[k]);
  }
}

static s2_status evaluate(const check *c, const double *x, double *ln_post, double *gradient)
{
  int failed = density_at(&c->of, x, ln_post, gradient);
  if (failed == DENSITY_INFINITE) return S2_FAIL(S2_ERR_NUMERIC, "ln_post = inf");
  if (failed != 0) return S2_FAIL(S2_ERR_NUMERIC, "the density returned %d", failed);
  return S2_OK;
}

// (f(x + h v) - f(x - h v)) / 2h; NaN outside the support.
static s2_status difference_quotient(const check *c, double *quotient)
{
  double side[2];
  for (int s = 0; s < 2; s++) {
    double h = s == 0 ? -STEP : STEP;
    for (int k = 0; k < c->of.ndim; k++) c->moved[k] = c->x[k] + h * c->direction[k];
    S2_TRY(evaluate(c, c->moved, &side[s], NULL));
  }
  *quotient = (side[1] - side[0]) / (2.0 * STEP);
  return S2_OK;
}

// The norm of the gradient in units of the scales of x.
static s2_status gradient_norm(const check *c, double *norm)
{
  double sum = 0.0;
  for (int k = 0; k < c->of.ndim; k++) {
    double g = c->gradient[k] * scale(c->x[k]);
    if (!isfinite(g))
      return S2_FAIL(S2_ERR_NUMERIC, "gradient[%d] = %g at x[%d] = %g", k, c->gradient[k], k,
                     c->x[k]);
    sum += g * g;
  }
  *norm = sqrt(sum);
  return S2_OK;
}

static s2_status compare(const check *c, int directions, uint64_t seed, double *error)
{
  double ln_post, norm = 0.0, worst = 0.0;
  S2_TRY(evaluate(c, c->x, &ln_post, c->gradient));
  S2_REQUIRE(ln_post > -INFINITY, "x is outside the support: ln_post = -inf");
  S2_TRY(gradient_norm(c, &norm));
  for (int i = 0; i < directions; i++) {
    double quotient, along = 0.0;
    draw_direction(c, seed, i);
    for (int k = 0; k < c->of.ndim; k++) along += c->gradient[k] * c->direction[k];
    S2_TRY(difference_quotient(c, &quotient));
    if (isfinite(quotient)) worst = fmax(worst, fabs(quotient - along));
  }
  *error = worst / fmax(1.0, norm);
  return S2_OK;
}

s2_status harmonic_check_gradient(int ndim, harmonic_density_fn *call, void *user, const double *x,
                                  int directions, uint64_t seed, double *error)
{
  S2_REQUIRE(ndim >= 1 && ndim <= HARMONIC_NDIM_MAX, "ndim = %d is outside 1 .. %d", ndim,
             HARMONIC_NDIM_MAX);
  S2_REQUIRE(call != NULL, "density = NULL");
  S2_REQUIRE(x != NULL && error != NULL, "x or error is NULL");
  S2_REQUIRE(directions >= 1, "directions = %d is less than 1", directions);
  for (int k = 0; k < ndim; k++) S2_REQUIRE(isfinite(x[k]), "x[%d] = %g is not finite", k, x[k]);
  size_t n = (size_t)ndim;
  double *memory = s2_priv_alloc(3 * n, sizeof *memory);
  if (memory == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %d parameters", ndim);
  check c = {{call, user, ndim}, x, memory, memory + n, memory + 2 * n};
  s2_status status = compare(&c, directions, seed, error);
  s2_priv_free(memory);
  return status;
}
