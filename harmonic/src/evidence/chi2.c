// SPDX-License-Identifier: MIT
// Series and continued fraction of Abramowitz and Stegun 6.5.29 and 6.5.31.
#include "chi2.h"
#include <float.h>
#include <math.h>

static double ln_prefactor(double a, double x)
{
  return a * log(x) - x - lgamma(a);
}

// P(a, x) for x < a + 1.
static double series(double a, double x)
{
  double term = 1.0 / a, sum = term;
  for (double k = a + 1.0; term > sum * DBL_EPSILON / 4.0; k += 1.0) sum += term *= x / k;
  return sum * exp(ln_prefactor(a, x));
}

// Q(a, x) for x >= a + 1, by the modified Lentz method.
static double fraction(double a, double x)
{
  double b = x + 1.0 - a, c = 1.0 / DBL_MIN, d = 1.0 / b, h = d, step = 0.0;
  for (int i = 1; i < 100000 && fabs(step - 1.0) > DBL_EPSILON; i++) {
    double numerator = i * (a - i);
    b += 2.0;
    d = 1.0 / (numerator * d + b);
    c = b + numerator / c;
    step = c * d;
    h *= step;
  }
  return h * exp(ln_prefactor(a, x));
}

double chi2_mass(int ndim, double x)
{
  double a = 0.5 * ndim, y = 0.5 * x;
  if (y <= 0.0) return 0.0;
  return y < a + 1.0 ? series(a, y) : 1.0 - fraction(a, y);
}

// Bisection in ln x: the mass is monotonic, and this runs once per radius.
double chi2_quantile(int ndim, double mass)
{
  double low = -800.0, high = log(ndim + 1.0) + 8.0;
  for (int i = 0; i < 200 && high - low > 1e-15 * fmax(1.0, fabs(high)); i++) {
    double middle = 0.5 * (low + high);
    if (chi2_mass(ndim, exp(middle)) < mass)
      low = middle;
    else
      high = middle;
  }
  return exp(0.5 * (low + high));
}
