// SPDX-License-Identifier: MIT
/// @file
/// The monotonic rational-quadratic spline (Gregory & Delbourgo 1982; Durkan et al. 2019) of one
/// vector of points, each with its own parameters: K widths and K heights, by softmax with a
/// smallest bin of 1e-4, and K+1 slopes, by softplus with a smallest of 1e-4. Parameters of 0 make
/// it the identity. Outside [lo, hi] it goes on as a straight line.
///
/// With bin k of width W and height H, s = H/W, xi = (x - x_k)/W, u = xi (1 - xi):
///
///     R = s xi^2 + d_k u      D = s + (d_k + d_k+1 - 2 s) u
///     Q = d_k+1 xi^2 + 2 s u + d_k (1 - xi)^2
///     y = y_k + H R / D       dy/dx = Q (s / D)^2
#ifndef HARMONIC_FLOW_SPLINE_H
#define HARMONIC_FLOW_SPLINE_H

#include "flow_vector.h"

#define LEAST_BIN ((real)1e-4)
#define LEAST_SLOPE ((real)1e-4)
#define SLOPE_OFFSET                                                                               \
  ((real)0.54116665233853113114) /* ln(e^(1 - 1e-4) - 1): slope 1 at parameter 0 */

typedef struct spline {
  int bins;
  real lo, hi;
  int fixed_slopes; ///< slopes of 1 at both ends
  real *rows;       ///< [3 bins + 1][TILE] parameters; bins become softmax values
} spline;

/// The bin that holds the points, of knots in x, or in y for the inverse.
typedef struct spline_bin {
  vec x, y, w, h;           ///< left end, width and height
  vec raw[2];               ///< parameters of the slopes at its ends
  vec slope[2], sigmoid[2]; ///< slopes and their derivatives
} spline_bin;

FLOW_INLINE real *spline_row(const spline *s, int row)
{
  return s->rows + (ptrdiff_t)row * TILE;
}

/// The limits of vexp() keep the sum finite, so that no largest element needs to be taken out.
static void spline_softmax(const spline *s, int first)
{
  vec sum = splat(0);
  for (int k = 0; k < s->bins; ++k) {
    vec e = vexp(load(spline_row(s, first + k)));
    store(spline_row(s, first + k), e);
    sum += e;
  }
  vec inverse = 1 / sum;
  for (int k = 0; k < s->bins; ++k)
    store(spline_row(s, first + k), load(spline_row(s, first + k)) * inverse);
}

FLOW_INLINE vec spline_raw_slope(const spline *s, int knot)
{
  int end = knot == 0 || knot == s->bins;
  return end && s->fixed_slopes ? splat(0) : load(spline_row(s, 2 * s->bins + knot));
}

/// Size of bin k (first = 0: in x; first = bins: in y) that begins at `start`; the last ends at hi.
FLOW_INLINE vec spline_size(const spline *s, int first, int k, vec start)
{
  real scale = s->hi - s->lo - (real)s->bins * LEAST_BIN;
  return k == s->bins - 1 ? s->hi - start : scale * load(spline_row(s, first + k)) + LEAST_BIN;
}

FLOW_INLINE spline_bin spline_find(const spline *s, vec at, int by_y)
{
  vec x = splat(s->lo), y = x;
  spline_bin bin = {.x = x, .y = y};
  for (int k = 0; k < s->bins; ++k) {
    vec w = spline_size(s, 0, k, x), h = spline_size(s, s->bins, k, y);
    lanes here = k == 0 ? (lanes)(at == at) : (lanes)(at >= (by_y ? y : x));
    bin.x = choose(here, x, bin.x);
    bin.y = choose(here, y, bin.y);
    bin.w = choose(here, w, bin.w);
    bin.h = choose(here, h, bin.h);
    for (int end = 0; end < 2; ++end)
      bin.raw[end] = choose(here, spline_raw_slope(s, k + end), bin.raw[end]);
    x += w;
    y += h;
  }
  for (int end = 0; end < 2; ++end)
    bin.slope[end] = vsoftplus(bin.raw[end] + SLOPE_OFFSET, &bin.sigmoid[end]) + LEAST_SLOPE;
  return bin;
}

/// Parameters in rows to y(x); *derivative is dy/dx.
FLOW_INLINE vec spline_forward(const spline *s, vec x, vec *derivative)
{
  spline_softmax(s, 0);
  spline_softmax(s, s->bins);
  vec inside = vmin(vmax(x, splat(s->lo)), splat(s->hi));
  spline_bin b = spline_find(s, inside, 0);
  vec slope = b.h / b.w, xi = (inside - b.x) / b.w, u = xi * (1 - xi);
  vec r = slope * xi * xi + b.slope[0] * u;
  vec d = slope + (b.slope[0] + b.slope[1] - 2 * slope) * u;
  vec q = b.slope[1] * xi * xi + 2 * slope * u + b.slope[0] * (1 - xi) * (1 - xi);
  vec ratio = slope / d;
  vec y = b.y + b.h * (r / d);
  *derivative = q * ratio * ratio;
  return y + choose(x < s->lo, b.slope[0], b.slope[1]) * (x - inside);
}

/// x(y), the same branch of the quadratic equation at either sign of its linear term.
FLOW_INLINE vec spline_inverse(const spline *s, vec y)
{
  spline_softmax(s, 0);
  spline_softmax(s, s->bins);
  vec inside = vmin(vmax(y, splat(s->lo)), splat(s->hi));
  spline_bin bin = spline_find(s, inside, 1);
  vec slope = bin.h / bin.w, eta = (inside - bin.y) / bin.h;
  vec c = -slope * eta, b = bin.slope[0] - (bin.slope[0] + bin.slope[1] - 2 * slope) * eta;
  vec a = slope - b, root = vmax(b * b - 4 * a * c, splat(0));
  root = vsqrt(root);
  vec xi = choose(b >= 0, 2 * c / (-b - root), (root - b) / (2 * a));
  xi = vmin(vmax(xi, splat(0)), splat(1));
  vec x = bin.x + bin.w * xi;
  return x + (y - inside) / choose(y < s->lo, bin.slope[0], bin.slope[1]);
}

/// d loss / d the bin that holds the point, and the point itself.
typedef struct spline_gradient {
  vec x, x_k, y_k, w, h, slope[2];
} spline_gradient;

/// From gy = d loss / dy and gl = d loss / d ln(dy/dx); s and xi are functions of W, H and x_k.
FLOW_INLINE spline_gradient spline_bin_gradient(const spline *s, const spline_bin *b, vec x, vec gy,
                                                vec gl)
{
  vec inside = vmin(vmax(x, splat(s->lo)), splat(s->hi));
  lanes below = x<s->lo, above = x> s->hi, out = below | above;
  vec slope = b->h / b->w, xi = (inside - b->x) / b->w, v = 1 - xi, u = xi * v;
  vec sum = b->slope[0] + b->slope[1] - 2 * slope, turn = 1 - 2 * xi;
  vec r = slope * xi * xi + b->slope[0] * u, d = 1 / (slope + sum * u), rd = r * d;
  vec q = 1 / (b->slope[1] * xi * xi + 2 * slope * u + b->slope[0] * v * v);
  vec r_xi = 2 * slope * xi + b->slope[0] * turn, d_xi = sum * turn;
  vec q_xi = 2 * (b->slope[1] * xi + slope * turn - b->slope[0] * v);
  vec gh = gy * b->h * d, outer = gy * (x - inside);
  vec g_xi = where(~out, gh * (r_xi - rd * d_xi) + gl * (q_xi * q - 2 * d_xi * d));
  vec g_s = gh * (xi * xi - rd * (1 - 2 * u)) + 2 * gl * (1 / slope + u * q - (1 - 2 * u) * d);
  spline_gradient g = {.y_k = gy, .x_k = -g_xi / b->w};
  g.x = choose(out, gy * choose(below, b->slope[0], b->slope[1]), -g.x_k);
  g.h = gy * rd + g_s / b->w;
  g.w = -(g_xi * xi + g_s * slope) / b->w;
  g.slope[0] = gh * u * (1 - rd) + gl * (v * v * q - 2 * u * d) + where(below, outer);
  g.slope[1] = gl * (xi * xi * q - 2 * u * d) - gh * u * rd + where(above, outer);
  return g;
}

/// Through the softmax: twice over the bins, for sum p g and for the result. Bins left of the
/// point's own move its left end. The second pass also spreads the slopes' gradients.
FLOW_INLINE void spline_spread(const spline *s, vec inside, const spline_gradient *g, vec slope[2])
{
  real scale = s->hi - s->lo - (real)s->bins * LEAST_BIN;
  vec mean[2] = {splat(0), splat(0)};
  for (int last = 0; last < 2; ++last) {
    vec left = splat(s->lo), carry = splat(0);
    lanes entered = (lanes)(left == left);
    for (int k = 0; k < s->bins; ++k) {
      vec p[2] = {load(spline_row(s, k)), load(spline_row(s, s->bins + k))};
      left += spline_size(s, 0, k, left);
      lanes passed = k < s->bins - 1 ? (lanes)(inside >= left) : (lanes){0};
      lanes own = entered & ~passed;
      vec bin[2] = {choose(passed, g->x_k, where(own, g->w)),
                    choose(passed, g->y_k, where(own, g->h))};
      for (int i = 0; i < 2; ++i) {
        if (last) store(spline_row(s, i * s->bins + k), scale * p[i] * (bin[i] - mean[i]));
        if (!last) mean[i] += p[i] * bin[i];
      }
      if (last) store(spline_row(s, 2 * s->bins + k), where(own, slope[0]) + carry);
      carry = where(own, slope[1]);
      entered = passed;
    }
    if (last) store(spline_row(s, 3 * s->bins), carry);
  }
}

/// After spline_forward(): rows become d loss / d parameters; returns d loss / dx.
FLOW_INLINE vec spline_backward(const spline *s, vec x, vec gy, vec gl)
{
  vec inside = vmin(vmax(x, splat(s->lo)), splat(s->hi));
  spline_bin b = spline_find(s, inside, 0);
  spline_gradient g = spline_bin_gradient(s, &b, x, gy, gl);
  spline_spread(s, inside, &g, (vec[]){g.slope[0] * b.sigmoid[0], g.slope[1] * b.sigmoid[1]});
  for (int end = 0; end < 2 && s->fixed_slopes; ++end)
    store(spline_row(s, (2 + end) * s->bins), splat(0));
  return g.x;
}

#endif
