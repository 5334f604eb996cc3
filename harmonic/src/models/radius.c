// SPDX-License-Identifier: MIT
#include "radius.h"
#include "evidence/chi2.h"
#include "evidence/log_sum.h"
#include <s2common/priv/constants.h>
#include <stdlib.h>

/// Mass inside the default radius of the normal filling.
#define DEFAULT_MASS 0.9

double radius_ln_ball(int ndim, double r2)
{
  double half = 0.5 * ndim;
  return half * log(S2_PI) - lgamma(half + 1) + half * log(r2);
}

double radius_ln_content(harmonic_filling filling, int ndim, double r2)
{
  return filling == HARMONIC_FILLING_NORMAL ? log(chi2_mass(ndim, r2)) : radius_ln_ball(ndim, r2);
}

double radius_default(harmonic_filling filling, int ndim)
{
  return filling == HARMONIC_FILLING_NORMAL ? chi2_quantile(ndim, DEFAULT_MASS) : ndim + 1.0;
}

/// A training point: how far out, and ln of its term of the second moment.
typedef struct term {
  double z2, ln;
} term;

static int by_distance(const void *a, const void *b)
{
  double x = ((const term *)a)->z2, y = ((const term *)b)->z2;
  return (x > y) - (x < y);
}

/// The normaliser falls out of the sum: J = sum of the nearest terms / content^2, and the content
/// is largest just before the next point.
static double search(harmonic_filling filling, int ndim, int64_t n, const term *terms)
{
  log_sum sum = log_sum_zero();
  double best = INFINITY, r2 = terms[n - 1].z2;
  for (int64_t k = 0; k + 1 < n; ++k) {
    log_sum_add(&sum, terms[k].ln, 1);
    if (k < ndim || !(terms[k + 1].z2 > terms[k].z2)) continue;
    double ln_j = log_sum_ln(&sum) - 2 * radius_ln_content(filling, ndim, terms[k + 1].z2);
    if (ln_j >= best) continue;
    best = ln_j;
    r2 = terms[k + 1].z2;
  }
  return r2;
}

s2_status radius_best(harmonic_filling filling, int ndim, const model_points *points,
                      const double *z2, double *r2)
{
  S2_REQUIRE(points->n >= ndim + 2, "%lld points, the best radius of %d parameters needs %d",
             (long long)points->n, ndim, ndim + 2);
  term *terms = s2_priv_alloc((size_t)points->n, sizeof *terms);
  if (terms == NULL) return S2_FAIL(S2_ERR_MEMORY, "%lld distances", (long long)points->n);
  for (int64_t i = 0; i < points->n; ++i) {
    double ln_q = filling == HARMONIC_FILLING_NORMAL ? -0.5 * z2[i] : 0;
    terms[i] = (term){z2[i], log(points->weight[i]) + 2 * (ln_q - points->ln_post[i])};
  }
  qsort(terms, (size_t)points->n, sizeof *terms, by_distance);
  *r2 = search(filling, ndim, points->n, terms);
  s2_priv_free(terms);
  return S2_OK;
}
