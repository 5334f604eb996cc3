// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "affine.h"
#include "linalg.h"
#include "moments.h"
#include <float.h>
#include <math.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <string.h>

// ------------------------------------------------------------------ life

s2_status affine_create(affine *a, int ndim)
{
  size_t n = (size_t)ndim;
  *a = (affine){.ndim = ndim};
  a->mean = s2_priv_alloc(n, sizeof(double));
  a->lower = s2_priv_alloc(n * n, sizeof(double));
  if (a->mean != NULL && a->lower != NULL) return S2_OK;
  affine_free(a);
  return S2_FAIL(S2_ERR_MEMORY, "covariance of %d parameters", ndim);
}

void affine_free(affine *a)
{
  s2_priv_free(a->mean);
  s2_priv_free(a->lower);
  *a = (affine){0};
}

s2_status affine_copy(affine *to, const affine *from)
{
  size_t n = (size_t)from->ndim;
  S2_TRY(affine_create(to, from->ndim));
  memcpy(to->mean, from->mean, n * sizeof(double));
  memcpy(to->lower, from->lower, n * n * sizeof(double));
  to->ln_det = from->ln_det;
  return S2_OK;
}

// ------------------------------------------------------------------ factor

static double sum_of_squares(double r)
{
  return r * r;
}

static double sum_of_variances(double r)
{
  return (1 - r * r) * (1 - r * r);
}

/// Sum over the pairs i > j.
static double over_pairs(const affine *a, double (*term)(double))
{
  double sum = 0;
  for (int i = 0; i < a->ndim; ++i)
    for (int j = 0; j < i; ++j) sum += term(a->lower[(size_t)i * (size_t)a->ndim + (size_t)j]);
  return sum;
}

/// Schaefer & Strimmer 2005, see affine.h; `lower` holds correlations.
static double automatic_shrinkage(const affine *a, double n)
{
  if (n >= 10.0 * a->ndim || a->ndim == 1) return 0;
  double squares = over_pairs(a, sum_of_squares), variances = over_pairs(a, sum_of_variances);
  return fmin(1, variances / ((n - 1) * squares));
}

/// Divide or multiply row i and column i of the lower triangle by sd[i].
static void to_correlations(affine *a, const double *sd)
{
  for (int i = 0; i < a->ndim; ++i)
    for (int j = 0; j <= i; ++j) a->lower[(size_t)i * (size_t)a->ndim + (size_t)j] /= sd[i] * sd[j];
}

/// L from the correlations in `lower`, on whose scale "singular" has one meaning for parameters of
/// any units.
static s2_status factor(affine *a, const double *sd)
{
  int ndim = a->ndim, bad = cholesky(ndim, a->lower, 16 * ndim * DBL_EPSILON);
  if (bad >= 0)
    return S2_FAIL(S2_ERR_NUMERIC,
                   "the covariance is singular: parameter %d (counted from 0) is a linear "
                   "combination of those before it",
                   bad);
  a->ln_det = 0;
  for (int i = 0; i < ndim; ++i) {
    double *row = a->lower + (size_t)i * (size_t)ndim;
    for (int j = 0; j <= i; ++j) row[j] *= sd[i];
    a->ln_det += log(row[i]);
  }
  return S2_OK;
}

/// Standard deviations; refuses parameters that rounding alone can move.
static s2_status deviations(const affine *a, double *sd)
{
  for (int i = 0; i < a->ndim; ++i) {
    double variance = a->lower[(size_t)i * (size_t)a->ndim + (size_t)i];
    sd[i] = variance > 0 ? sqrt(variance) : 0;
    if (!(sd[i] > 8 * DBL_EPSILON * fabs(a->mean[i]) && isfinite(sd[i])))
      return S2_FAIL(S2_ERR_NUMERIC,
                     "parameter %d (counted from 0) does not vary: mean %g, standard deviation %g",
                     i, a->mean[i], sd[i]);
  }
  return S2_OK;
}

static s2_status shrink_and_factor(affine *a, double *sd, double n, affine_rule rule)
{
  S2_TRY(deviations(a, sd));
  to_correlations(a, sd);
  double keep = rule.diagonal         ? 0
                : rule.shrinkage >= 0 ? 1 - rule.shrinkage
                                      : 1 - automatic_shrinkage(a, n);
  for (int i = 0; i < a->ndim; ++i)
    for (int j = 0; j < i; ++j) a->lower[(size_t)i * (size_t)a->ndim + (size_t)j] *= keep;
  return factor(a, sd);
}

s2_status affine_fit(affine *a, int64_t n, const double *x, const double *weight, affine_rule rule)
{
  double *sd = s2_priv_alloc((size_t)a->ndim, sizeof(double));
  if (sd == NULL) return S2_FAIL(S2_ERR_MEMORY, "covariance of %d parameters", a->ndim);
  s2_status status = moments(n, a->ndim, x, weight, a->mean, a->lower);
  if (status == S2_OK) status = shrink_and_factor(a, sd, effective_size(n, weight), rule);
  s2_priv_free(sd);
  return status;
}

s2_status affine_set(affine *a, const double *mean, const double *covariance)
{
  size_t n = (size_t)a->ndim;
  double *sd = s2_priv_alloc(n, sizeof(double));
  if (sd == NULL) return S2_FAIL(S2_ERR_MEMORY, "covariance of %d parameters", a->ndim);
  memcpy(a->mean, mean, n * sizeof(double));
  memcpy(a->lower, covariance, n * n * sizeof(double));
  s2_status status = shrink_and_factor(a, sd, 0, (affine_rule){.shrinkage = 0});
  s2_priv_free(sd);
  return status;
}

// ------------------------------------------------------------------ points

/// What one pass over LANES points does.
typedef struct pass {
  const affine *a;
  int64_t n;
  const double *in;
  double *out, *z2; ///< [n][ndim], [n]; NULL: not wanted
  double scale;
  double *lane; ///< [ndim][LANES]
} pass;

/// Lanes after the last point repeat it.
static void solve_lanes(const pass *p, int64_t first, int lanes)
{
  int ndim = p->a->ndim;
  for (int l = 0; l < LANES; ++l) {
    const double *x = p->in + (first + (l < lanes ? l : lanes - 1)) * ndim;
    for (int d = 0; d < ndim; ++d) p->lane[d * LANES + l] = x[d] - p->a->mean[d];
  }
  lower_solve(ndim, p->a->lower, p->lane);
  double sum[LANES] = {0};
  for (int d = 0; d < ndim; ++d)
    for (int l = 0; l < LANES; ++l) sum[l] += p->lane[d * LANES + l] * p->lane[d * LANES + l];
  for (int l = 0; l < lanes; ++l) {
    if (p->z2 != NULL) p->z2[first + l] = sum[l];
    for (int d = 0; d < ndim && p->out != NULL; ++d)
      p->out[(first + l) * ndim + d] = p->lane[d * LANES + l];
  }
}

static void multiply_lanes(const pass *p, int64_t first, int lanes)
{
  int ndim = p->a->ndim;
  for (int l = 0; l < LANES; ++l) {
    const double *z = p->in + (first + (l < lanes ? l : lanes - 1)) * ndim;
    for (int d = 0; d < ndim; ++d) p->lane[d * LANES + l] = p->scale * z[d];
  }
  lower_multiply(ndim, p->a->lower, p->lane);
  for (int l = 0; l < lanes; ++l)
    for (int d = 0; d < ndim; ++d)
      p->out[(first + l) * ndim + d] = p->a->mean[d] + p->lane[d * LANES + l];
}

static s2_status run(pass p, void (*lanes)(const pass *p, int64_t first, int lanes))
{
  p.lane = s2_priv_alloc((size_t)p.a->ndim * LANES, sizeof(double));
  if (p.lane == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d points", LANES);
  for (int64_t i = 0; i < p.n; i += LANES) lanes(&p, i, p.n - i < LANES ? (int)(p.n - i) : LANES);
  s2_priv_free(p.lane);
  return S2_OK;
}

s2_status affine_latent(const affine *a, int64_t n, const double *x, double *z, double *z2)
{
  return run((pass){.a = a, .n = n, .in = x, .out = z, .z2 = z2}, solve_lanes);
}

s2_status affine_points(const affine *a, double scale, int64_t n, const double *z, double *x)
{
  return run((pass){.a = a, .n = n, .in = z, .out = x, .scale = scale}, multiply_lanes);
}
