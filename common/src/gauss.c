// SPDX-License-Identifier: MIT
// Gauss-Legendre rings in O(n): Newton on the recurrence for the few nodes next to the poles,
// Stieltjes' asymptotic series elsewhere. Every angle keeps its full relative accuracy, both
// next to the pole (theta) and next to the equator (pi/2 - theta).
#include "rings.h"
#include <math.h>

// Below SMALL every node comes from the recurrence, above it the first POLAR ones. From there on
// 2 (n + 1/2) sin(theta) > 80 and the first neglected term of the series is below 1e-17.
#define SMALL 100
#define POLAR 16
#define TERMS 16

typedef struct node {
  long double theta;      // colatitude
  long double complement; // pi/2 - theta
  double weight;          // 2 / (dP_n/dtheta)^2
} node;

// dP_n/dtheta and P_n / (dP_n/dtheta) by the three-term recurrence, rewritten for differences of
// neighbours with 1 - cos(theta) = 2 sin^2(theta/2): no cancellation for small theta.
static long double newton_step(int n, long double theta, long double *derivative)
{
  long double half = sinl(0.5L * theta), versine = 2.0L * half * half;
  long double p = 1.0L, difference = 0.0L;
  for (int k = 0; k < n; k++) {
    long double kk = (long double)k;
    difference = (kk * difference - (2.0L * kk + 1.0L) * versine * p) / (kk + 1.0L);
    p += difference;
  }
  // sin(theta) dP_n/dtheta = n (cos(theta) P_n - P_{n-1})
  *derivative = (long double)n * (difference - versine * p) / sinl(theta);
  return p / *derivative;
}

// Node k = 1, 2, .. from the north pole. Start: first term of the expansion in 1/(n+1/2).
static node polar_node(int n, int k)
{
  long double nu = (long double)n + 0.5L;
  long double theta = S2_PI_LONG * ((long double)k - 0.25L) / nu;
  theta += 1.0L / (8.0L * nu * nu * tanl(theta));
  long double derivative = 0.0L, step = theta;
  // The error after a step of relative size e is of order e^2.
  for (int i = 0; i < 6 && fabsl(step) > 1e-11L * theta; i++) {
    step = newton_step(n, theta, &derivative);
    derivative *= 1.0L + step / tanl(theta); // Legendre's equation: P'' = -cot(theta) P' at a zero
    theta -= step;
  }
  node found = {theta, 0.5L * S2_PI_LONG - theta, (double)(2.0L / (derivative * derivative))};
  return found;
}

// sin(theta), from whichever of theta and its complement is the smaller.
static long double sine(const node *at)
{
  return at->theta < at->complement ? sinl(at->theta) : cosl(at->complement);
}

// Z(theta) - 1 and dZ/dtheta, Z = sum_m d_m e^{-i m (pi/2 - theta)}.
typedef struct series {
  double re, im, slope_re, slope_im;
} series;

// Stieltjes (Szego 1975, section 8.21; Hale & Townsend 2013, section 3):
//   P_n(cos theta) = C (2 sin theta)^{-1/2} Re e^{i ((n+1/2) theta - pi/4)} Z(theta),
//   d_0 = 1, d_m = d_{m-1} (m-1/2)^2 / (m (n+m+1/2) 2 sin theta).
static series stieltjes(int n, const node *at)
{
  double c = (double)at->complement, s = (double)sine(at), cot = sin(c) / s;
  series z = {0.0, 0.0, 0.0, 0.0};
  double d = 1.0;
  for (int m = 1; m <= TERMS; m++) {
    d *= (m - 0.5) * (m - 0.5) / (m * (n + m + 0.5) * 2.0 * s);
    double re = d * cos(m * c), im = -d * sin(m * c);
    z.re += re;
    z.im += im;
    z.slope_re -= m * (cot * re + im);
    z.slope_im += m * (re - cot * im);
  }
  return z;
}

// 4 / C^2 = pi (Gamma(n+3/2) / Gamma(n+1))^2, from Stirling's series about n + 3/4.
static long double inverse_amplitude(int n)
{
  long double nu = (long double)n + 0.75L, x = 1.0L / (nu * nu);
  long double exponent = 2.0L * x * (1.0L / 64 - x * (5.0L / 2048 - x * (61.0L / 49152)));
  return S2_PI_LONG * nu * expl(exponent);
}

// 2 / (dP_n/dtheta)^2 with dP_n/dtheta = +-C (2 sin theta)^{-1/2} speed / |Z| at a zero.
static double interior_weight(int n, const node *at, const series *z)
{
  long double re = 1.0L + (long double)z->re, im = (long double)z->im;
  long double norm = re * re + im * im;
  long double speed = ((long double)n + 0.5L) * norm + re * (long double)z->slope_im -
                      im * (long double)z->slope_re;
  return (double)(inverse_amplitude(n) * sine(at) * norm / (speed * speed));
}

// A zero is where the phase (n+1/2) theta - pi/4 + arg Z is (k - 1/2) pi; arg Z is small and
// varies slowly, so iterating that equation gains at least four digits a round.
static node interior_node(int n, int k)
{
  long double nu = (long double)n + 0.5L, phase = 0.0L;
  node found = {0.0L, 0.0L, 0.0};
  series z = {0.0, 0.0, 0.0, 0.0};
  for (int i = 0; i < 5; i++) {
    found.theta = (S2_PI_LONG * ((long double)k - 0.25L) - phase) / nu;
    found.complement = (0.5L * S2_PI_LONG * (long double)(n + 1 - 2 * k) + phase) / nu;
    z = stieltjes(n, &found);
    phase = (long double)atan2(z.im, 1.0 + z.re);
  }
  found.weight = interior_weight(n, &found, &z);
  return found;
}

static void set_ring(s2_ring *ring, const node *found)
{
  ring->theta = (double)found->theta;
  ring->sin_theta = (double)sine(found);
  ring->cos_theta = (double)sinl(found->complement);
  ring->sin_half = (double)sinl(0.5L * found->theta);
  ring->cos_half = (double)cosl(0.5L * found->theta);
  ring->weight = found->weight;
}

// The middle node of an odd rule is known exactly; only its weight is not.
static void set_equator(s2_ring *ring)
{
  ring->theta = 0.5 * S2_PI;
  ring->sin_theta = 1.0;
  ring->cos_theta = 0.0;
  ring->sin_half = ring->cos_half = sqrt(0.5);
}

s2_status s2_fill_gauss(s2_grid_kind kind, int n, s2_ring *rings)
{
  (void)kind;
  for (int k = 1; 2 * k <= n + 1; k++) {
    s2_ring *north = &rings[k - 1], *south = &rings[n - k];
    node found = n < SMALL || k <= POLAR ? polar_node(n, k) : interior_node(n, k);
    set_ring(north, &found);
    if (south == north) {
      set_equator(north);
    } else {
      s2_ring_mirror(north, south);
    }
  }
  return S2_OK;
}
