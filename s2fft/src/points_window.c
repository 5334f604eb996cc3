// SPDX-License-Identifier: MIT
#include "points_window.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <string.h>

/// I0 by its power series in y = x^2 / 4: all terms are positive.
static long double bessel_i0(long double y)
{
  long double term = 1, sum = 1;
  for (int k = 1; term > 1e-22L * sum; ++k) {
    term *= y / ((long double)k * k);
    sum += term;
  }
  return sum;
}

double points_window_beta(int width, double edge)
{
  double reach = width * (1 - edge);
  return (double)S2_PI_LONG * sqrt(fmax(reach * reach - 0.8, 0.25 * reach * reach));
}

double points_window_transform(int width, double beta, double xi)
{
  double a = (double)S2_PI_LONG * width * xi, square = beta * beta - a * a, q = sqrt(fabs(square));
  double shape = q < 1e-6 ? 1 : square > 0 ? sinh(q) / q : sin(q) / q;
  return width * exp(-beta) * shape;
}

double points_window_error(int width, double beta, double edge)
{
  enum { STEPS = 8, ALIASES = 10 };
  double worst = 0;
  for (int i = 0; i <= STEPS; ++i) {
    double xi = edge * i / STEPS, sum = 0;
    for (int n = 1; n <= ALIASES; ++n) {
      double above = points_window_transform(width, beta, n + xi);
      double below = points_window_transform(width, beta, n - xi);
      sum += above * above + below * below;
    }
    worst = fmax(worst, sqrt(sum) / points_window_transform(width, beta, xi));
  }
  return worst;
}

/// psi at tap j and z, without the constant e^-beta.
static long double tap(int width, double beta, int j, long double z)
{
  long double x = 2 * (j - 0.5L * width + 0.5L * (1 + z)) / width;
  return bessel_i0(0.25L * beta * beta * (1 - x * x));
}

/// Zeros of the Chebyshev polynomial that the fit interpolates at.
enum { NODES = POINTS_DEGREE_MAX + 1 };

/// cosine[j] = cos(pi j / (2 NODES)).
static void fill_cosines(long double *cosine)
{
  for (int j = 0; j < 4 * NODES; ++j) cosine[j] = cosl(S2_PI_LONG * j / (2 * NODES));
}

/// Chebyshev coefficients of tap j: c_k = 2/n sum_i f(z_i) cos(k t_i), z_i = cos(t_i), t_i = pi (2i
/// + 1) / 2n; half of that for k = 0.
static void chebyshev(int width, double beta, int j, const long double *cosine, long double *c)
{
  long double value[NODES];
  for (int i = 0; i < NODES; ++i) value[i] = tap(width, beta, j, cosine[2 * i + 1]);
  for (int k = 0; k < NODES; ++k) {
    c[k] = 0;
    for (int i = 0; i < NODES; ++i) c[k] += value[i] * cosine[k * (2 * i + 1) % (4 * NODES)];
    c[k] *= (k > 0 ? 2.0L : 1.0L) / NODES;
  }
}

/// Monomial coefficients of sum_k c_k T_k(z), k <= degree, by T_{k+1} = 2 z T_k - T_{k-1}.
static void monomials(const long double *c, int degree, long double *out)
{
  long double first[POINTS_DEGREE_MAX + 3] = {1}, second[POINTS_DEGREE_MAX + 3] = {0, 1};
  long double *before = first, *now = second; // T_{k-1}, T_k
  memset(out, 0, (POINTS_DEGREE_MAX + 1) * sizeof *out);
  out[0] = c[0];
  for (int k = 1; k <= degree; ++k) {
    for (int d = 0; d <= k; ++d) out[d] += c[k] * now[d];
    for (int d = k + 1; d >= 0; --d) before[d] = (d > 0 ? 2 * now[d - 1] : 0) - before[d];
    long double *swap = before;
    before = now;
    now = swap;
  }
}

/// Least degree from which on the coefficients of all taps add up to less than `bound`.
static int enough(long double (*c)[NODES], int taps, long double bound)
{
  int degree = 0;
  for (int j = 0; j < taps; ++j) {
    long double tail = 0;
    int d = POINTS_DEGREE_MAX;
    while (d > 0 && (tail += fabsl(c[j][d])) <= bound) --d;
    if (d > degree) degree = d;
  }
  return degree;
}

void points_window_fit(points_window *window, int width, double beta, double tolerance)
{
  long double cosine[4 * NODES], c[POINTS_WIDTH_MAX / 2][NODES], power[NODES];
  long double scale = expl(-beta);
  int half = (width + 1) / 2; // the other taps are mirrored
  *window = (points_window){.width = width, .beta = beta};
  fill_cosines(cosine);
  for (int j = 0; j < half; ++j) chebyshev(width, beta, j, cosine, c[j]);
  window->degree = enough(c, half, tolerance / scale);
  for (int j = 0; j < half; ++j) {
    monomials(c[j], window->degree, power);
    for (int d = 0; d <= window->degree; ++d) {
      double value = (double)(scale * power[d]);
      window->coef[d][width - 1 - j] = d % 2 == 0 ? value : -value;
      window->coef[d][j] = value;
    }
  }
}
