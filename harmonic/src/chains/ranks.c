// SPDX-License-Identifier: MIT
#include "ranks.h"
#include <math.h>
#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
  const ranked *p = a, *q = b;
  if (p->value != q->value) return p->value < q->value ? -1 : 1;
  return (p->index > q->index) - (p->index < q->index);
}

void rank_sort(int64_t n, const double *x, ranked *sorted)
{
  for (int64_t i = 0; i < n; ++i) sorted[i] = (ranked){x[i], i};
  qsort(sorted, (size_t)n, sizeof *sorted, by_value);
}

void rank_normalise(int64_t n, const ranked *sorted, double *z)
{
  for (int64_t i = 0, end; i < n; i = end) {
    for (end = i + 1; end < n && sorted[end].value == sorted[i].value;) ++end;
    double rank = 0.5 * (double)(i + 1 + end); // mean of i + 1 .. end
    double quantile = normal_quantile((rank - 0.375) / ((double)n + 0.25));
    for (int64_t k = i; k < end; ++k) z[sorted[k].index] = quantile;
  }
}

double rank_quantile(int64_t n, const ranked *sorted, double p)
{
  double at = p * (double)(n - 1);
  int64_t i = (int64_t)floor(at);
  if (i >= n - 1) return sorted[n - 1].value;
  double part = at - (double)i;
  return (1 - part) * sorted[i].value + part * sorted[i + 1].value;
}

// ------------------------------------------------------------------ the normal distribution

/// A rational function, coefficients from the highest power.
typedef struct rational {
  double above[8], below[8];
} rational;

// Wichura 1988, algorithm AS 241 (PPND16): relative error below 1e-15.
static const rational centre = {
    {2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
     4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
     1.3314166789178437745e+2, 3.3871328727963666080e0},
    {5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4,
     2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2,
     4.2313330701600911252e+1, 1.0}};
static const rational middle = {
    {7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
     1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
     4.63033784615654529590e0, 1.42343711074968357734e0},
    {1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
     1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
     2.05319162663775882187e0, 1.0}};
static const rational tail = {
    {2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
     2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
     5.46378491116411436990e0, 6.65790464350110377720e0},
    {2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
     7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
     5.99832206555887937690e-1, 1.0}};

static double evaluate(const rational *f, double x)
{
  double above = 0, below = 0;
  for (int k = 0; k < 8; ++k) {
    above = above * x + f->above[k];
    below = below * x + f->below[k];
  }
  return above / below;
}

double normal_quantile(double p)
{
  double q = p - 0.5;
  if (fabs(q) <= 0.425) return q * evaluate(&centre, 0.180625 - q * q);
  double r = sqrt(-log(q < 0 ? p : 1 - p));
  double x = r <= 5 ? evaluate(&middle, r - 1.6) : evaluate(&tail, r - 5);
  return q < 0 ? -x : x;
}
