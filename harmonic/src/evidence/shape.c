// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "shape.h"
#include "chi2.h"
#include <s2common/priv/constants.h>
#include <s2common/priv/error.h>
#include <stddef.h>

static base model(int ndim, double parameter)
{
  (void)ndim;
  (void)parameter;
  return (base){0.0, 0.0, INFINITY};
}

static base gaussian(int ndim, double temperature)
{
  return (base){-0.5 * ndim * log(2.0 * S2_PI * temperature), 0.5 / temperature, INFINITY};
}

static base truncated(int ndim, double mass)
{
  double limit = chi2_quantile(ndim, mass);
  return (base){-0.5 * ndim * log(2.0 * S2_PI) - log(chi2_mass(ndim, limit)), 0.5, limit};
}

static base ball(int ndim, double parameter)
{
  double limit = parameter * (ndim + 1.0);
  double ln_volume = 0.5 * ndim * log(S2_PI * limit) - lgamma(0.5 * ndim + 1.0);
  return (base){-ln_volume, 0.0, limit};
}

/// A kind of shape.
typedef struct kind {
  const char *name;
  double above, to; ///< above < parameter <= to; of the model, any
  base (*prepare)(int ndim, double parameter);
} kind;

static const kind kinds[] = {
    [HARMONIC_SHAPE_MODEL] = {"model", -INFINITY, INFINITY, model},
    [HARMONIC_SHAPE_GAUSSIAN] = {"gaussian", 0.0, 1.0, gaussian},
    [HARMONIC_SHAPE_TRUNCATED] = {"truncated", 0.0, 0.9999999, truncated},
    [HARMONIC_SHAPE_BALL] = {"ball", 0.0, 1e6, ball},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

const char *harmonic_shape_name(harmonic_shape_kind kind)
{
  return (unsigned)kind < KINDS ? kinds[kind].name : "unknown";
}

s2_status shape_prepare(const harmonic_shape *shape, int ndim, base *prepared)
{
  S2_REQUIRE((unsigned)shape->kind < KINDS, "shape %d is outside 0 .. %d", (int)shape->kind,
             KINDS - 1);
  S2_REQUIRE(ndim >= 1, "ndim = %d is less than 1", ndim);
  const kind *k = &kinds[shape->kind];
  S2_REQUIRE(shape->kind == HARMONIC_SHAPE_MODEL ||
                 (shape->parameter > k->above && shape->parameter <= k->to),
             "parameter %g of shape %s is outside %g .. %g", shape->parameter, k->name, k->above,
             k->to);
  *prepared = k->prepare(ndim, shape->parameter);
  return S2_OK;
}

s2_status harmonic_shape_ln_density(const harmonic_shape *shape, int ndim, int64_t n,
                                    const double *z2, const double *ln_det, double *ln_phi)
{
  S2_REQUIRE(shape != NULL, "shape = NULL");
  S2_REQUIRE(n >= 0, "n = %lld is negative", (long long)n);
  S2_REQUIRE(n == 0 || (ln_det != NULL && ln_phi != NULL), "ln_det or ln_phi is NULL");
  S2_REQUIRE(n == 0 || z2 != NULL || shape->kind == HARMONIC_SHAPE_MODEL, "z2 = NULL");
  base b;
  S2_TRY(shape_prepare(shape, ndim, &b));
  for (int64_t i = 0; i < n; i++)
    ln_phi[i] = base_ln_density(&b, shape->kind == HARMONIC_SHAPE_MODEL ? 0.0 : z2[i], ln_det[i]);
  return S2_OK;
}
