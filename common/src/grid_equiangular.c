// SPDX-License-Identifier: MIT
// MW, MWSS, DH, Clenshaw-Curtis and Fejer 1: theta_t = pi a_t / P with integers a_t and the
// period P of the rings on the doubled circle, theta -> 2 pi - theta.
//   MW       a = 2t+1, P = 2n-1
//   DH, F1   a = 2t+1, P = 2n
//   MWSS, CC a = 2t,   P = 2(n-1)
#include "rings.h"
#include <math.h>
#include <s2common/priv/memory.h>
#include <stdbool.h>

// sin(pi p / q) for 0 <= p <= q, correctly rounded but for rare cases and symmetric about q/2.
static double sin_ratio(int64_t p, int64_t q)
{
  if (2 * p > q) p = q - p;
  if (4 * p > q) return (double)cosl(S2_PI_LONG * (long double)(q - 2 * p) / (long double)(2 * q));
  return (double)sinl(S2_PI_LONG * (long double)p / (long double)q);
}

// cos(pi p / q) for 0 <= p <= q; exactly 0 at p = q/2, exactly odd about it.
static double cos_ratio(int64_t p, int64_t q)
{
  return 2 * p > q ? -sin_ratio(2 * p - q, 2 * q) : sin_ratio(q - 2 * p, 2 * q);
}

// Every value is that of an exact fraction of pi, so a and P - a give mirror images.
static void set_angles(s2_ring *ring, int64_t a, int64_t period)
{
  ring->theta = (double)(S2_PI_LONG * (long double)a / (long double)period);
  ring->sin_theta = sin_ratio(a, period);
  ring->cos_theta = cos_ratio(a, period);
  ring->sin_half = sin_ratio(a, 2 * period);
  ring->cos_half = sin_ratio(period - a, 2 * period);
}

// The weight that integrates over z every cos(k theta) the rings resolve, k <= P/2:
//   q = c (4/P) (1 - 2 sum_{j=1}^{M} b_j cos(2j theta) / (4j^2-1)),   M = floor(P/4),
// c = 1/2 on a pole (there is no mirror ring to fold in), b_M = 1/2 if 4M = P (Nyquist), else 1.
// With 2 sin(theta) sin((2k+1) theta) = cos(2k theta) - cos((2k+2) theta) it becomes the sum of
// Driscoll & Healy 1994 plus a last term, and nothing cancels near the poles:
//   q = c (4/P) (2 sin(theta) sum_{k<M} sin((2k+1) theta) / (2k+1)
//                + cos(2M theta) (2M+1 - 2 b_M) / (4M^2-1)).
// `sines` holds sin(pi r / P), 0 <= r < 2P.
static double ring_integral(int64_t a, int64_t period, const double *sines)
{
  int64_t count = period / 4, turn = 2 * period;
  double sum = 0.0;
  for (int64_t k = 0, r = a; k < count; k++) {
    sum += sines[r] / (double)(2 * k + 1);
    r += 2 * a;
    if (r >= turn) r -= turn;
  }
  double m = (double)count;
  double nyquist = count > 0 && 4 * count == period ? 0.5 : 1.0;
  int64_t angle = 2 * count * a % turn;
  double last = cos_ratio(angle > period ? turn - angle : angle, period);
  double pole = a == 0 || a == period ? 0.5 : 1.0;
  double q = 2.0 * sines[a] * sum + last * (2.0 * m + 1.0 - 2.0 * nyquist) / (4.0 * m * m - 1.0);
  return pole * 4.0 / (double)period * q;
}

static double *sine_table(int64_t period)
{
  double *sines = s2_priv_alloc((size_t)(2 * period), sizeof *sines);
  if (sines == NULL) return NULL;
  for (int64_t r = 0; r < period; r++) {
    sines[r] = sin_ratio(r, period);
    sines[period + r] = -sines[r];
  }
  return sines;
}

s2_status s2_fill_equiangular(s2_grid_kind kind, int n, s2_ring *rings)
{
  bool poles = kind == S2_GRID_MWSS || kind == S2_GRID_CC;
  bool symmetric = kind != S2_GRID_MW;
  int64_t period = 2 * (int64_t)n - (kind == S2_GRID_MW ? 1 : poles ? 2 : 0);
  double *sines = sine_table(period);
  if (sines == NULL) return S2_ERR_MEMORY;
  for (int t = 0; t < n; t++) {
    int64_t a = 2 * (int64_t)t + (poles ? 0 : 1);
    set_angles(&rings[t], a, period);
    rings[t].weight =
        symmetric && 2 * a > period ? rings[n - 1 - t].weight : ring_integral(a, period, sines);
  }
  s2_priv_free(sines);
  return S2_OK;
}
