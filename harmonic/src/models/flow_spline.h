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
  real *rows;       ///< [3 bins + 1][TILE] parameters; bins become their exp
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

/// exp of one row of the widths and one of the heights, of two vectors of points, in place.
FLOW_INLINE void spline_exp(const spline *s, int k)
{
  real *row[] = {spline_row(s, k), spline_row(s, s->bins + k)};
  vec e[4];
  FOR_GROUP(v, 4) e[v] = load(row[v / 2] + v % 2 * VL);
  group_exp(4, e, e);
  FOR_GROUP(v, 4) store(row[v / 2] + v % 2 * VL, e[v]);
}

/// The softmax but for its sums, of two vectors of points. The limits of exp keep these finite, so
/// that no largest element needs to be taken out.
static void spline_exps(const spline *s)
{
  for (int k = 0; k < s->bins; ++k) spline_exp(s, k);
}

/// Widths (first = 0) or heights (first = bins) of bins are LEAST_BIN + this for each exp.
FLOW_INLINE vec spline_scale(const spline *s, int first)
{
  vec sum = load(spline_row(s, first));
  for (int k = 1; k < s->bins; ++k) sum += load(spline_row(s, first + k));
  return (s->hi - s->lo - (real)s->bins * LEAST_BIN) / sum;
}

FLOW_INLINE vec spline_raw_slope(const spline *s, int knot)
{
  int end = knot == 0 || knot == s->bins;
  return end && s->fixed_slopes ? splat(0) : load(spline_row(s, 2 * s->bins + knot));
}

/// Size of bin k (first = 0: in x; first = bins: in y) that begins at `start`; the last ends at hi.
FLOW_INLINE vec spline_size(const spline *s, vec scale, int first, int k, vec start)
{
  return k == s->bins - 1 ? s->hi - start : scale * load(spline_row(s, first + k)) + LEAST_BIN;
}

/// After spline_exps(): all of the bin but its slopes.
FLOW_INLINE spline_bin spline_find(const spline *s, vec at, int by_y)
{
  vec x = splat(s->lo), y = x, scale[2] = {spline_scale(s, 0), spline_scale(s, s->bins)};
  spline_bin bin = {.x = x, .y = y};
  for (int k = 0; k < s->bins; ++k) {
    vec w = spline_size(s, scale[0], 0, k, x), h = spline_size(s, scale[1], s->bins, k, y);
    mask here = k == 0 ? EVERY_LANE : reaches(at, by_y ? y : x);
    bin.x = choose(here, x, bin.x);
    bin.y = choose(here, y, bin.y);
    bin.w = choose(here, w, bin.w);
    bin.h = choose(here, h, bin.h);
    for (int end = 0; end < 2; ++end)
      bin.raw[end] = choose(here, spline_raw_slope(s, k + end), bin.raw[end]);
    x += w;
    y += h;
  }
  return bin;
}

/// Slopes of two bins at once, or of one.
FLOW_INLINE void spline_slopes(int count, spline_bin *bin)
{
  vec raw[GROUP], slope[GROUP], sigmoid[GROUP];
  FOR_GROUP(v, 2 * count) raw[v] = bin[v / 2].raw[v % 2] + SLOPE_OFFSET;
  group_softplus(2 * count, raw, slope, sigmoid);
  FOR_GROUP(v, 2 * count) bin[v / 2].slope[v % 2] = slope[v] + LEAST_SLOPE;
  FOR_GROUP(v, 2 * count) bin[v / 2].sigmoid[v % 2] = sigmoid[v];
}

FLOW_INLINE vec spline_inside(const spline *s, vec x)
{
  return vmin(vmax(x, splat(s->lo)), splat(s->hi));
}

/// y(x) in its bin; *derivative is dy/dx.
FLOW_INLINE vec spline_value(const spline *s, const spline_bin *b, vec x, vec *derivative)
{
  vec inside = spline_inside(s, x), inverse = 1 / b->w, slope = b->h * inverse;
  vec xi = (inside - b->x) * inverse, u = xi * (1 - xi);
  vec r = slope * xi * xi + b->slope[0] * u;
  vec d = 1 / (slope + (b->slope[0] + b->slope[1] - 2 * slope) * u);
  vec q = b->slope[1] * xi * xi + 2 * slope * u + b->slope[0] * (1 - xi) * (1 - xi);
  vec ratio = slope * d;
  vec y = b->y + b->h * (r * d);
  *derivative = q * ratio * ratio;
  return y + choose(below(x, splat(s->lo)), b->slope[0], b->slope[1]) * (x - inside);
}

/// After spline_exps(): x(y), the same branch of the quadratic equation at either sign of its
/// linear term.
FLOW_INLINE vec spline_inverse(const spline *s, vec y)
{
  vec inside = spline_inside(s, y);
  spline_bin bin = spline_find(s, inside, 1);
  spline_slopes(1, &bin);
  vec slope = bin.h / bin.w, eta = (inside - bin.y) / bin.h;
  vec c = -slope * eta, b = bin.slope[0] - (bin.slope[0] + bin.slope[1] - 2 * slope) * eta;
  vec a = slope - b, root = vmax(b * b - 4 * a * c, splat(0));
  root = vsqrt(root);
  vec xi = choose(reaches(b, splat(0)), 2 * c / (-b - root), (root - b) / (2 * a));
  xi = vmin(vmax(xi, splat(0)), splat(1));
  vec x = bin.x + bin.w * xi;
  return x + (y - inside) / choose(below(y, splat(s->lo)), bin.slope[0], bin.slope[1]);
}

/// d loss / d the bin that holds the point, and the point itself.
typedef struct spline_gradient {
  vec x, x_k, y_k, w, h, slope[2];
} spline_gradient;

/// From gy = d loss / dy and gl = d loss / d ln(dy/dx); s and xi are functions of W, H and x_k.
FLOW_INLINE spline_gradient spline_bin_gradient(const spline *s, const spline_bin *b, vec x, vec gy,
                                                vec gl)
{
  vec inside = spline_inside(s, x);
  mask left = below(x, splat(s->lo)), right = below(splat(s->hi), x), within = ~(left | right);
  vec inverse = 1 / b->w, slope = b->h * inverse, xi = (inside - b->x) * inverse;
  vec v = 1 - xi, u = xi * v;
  vec sum = b->slope[0] + b->slope[1] - 2 * slope, turn = 1 - 2 * xi;
  vec r = slope * xi * xi + b->slope[0] * u, d = 1 / (slope + sum * u), rd = r * d;
  vec q = 1 / (b->slope[1] * xi * xi + 2 * slope * u + b->slope[0] * v * v);
  vec r_xi = 2 * slope * xi + b->slope[0] * turn, d_xi = sum * turn;
  vec q_xi = 2 * (b->slope[1] * xi + slope * turn - b->slope[0] * v);
  vec gh = gy * b->h * d, outer = gy * (x - inside);
  vec g_xi = where(within, gh * (r_xi - rd * d_xi) + gl * (q_xi * q - 2 * d_xi * d));
  vec g_s = gh * (xi * xi - rd * (1 - 2 * u)) + 2 * gl * (1 / slope + u * q - (1 - 2 * u) * d);
  spline_gradient g = {.y_k = gy, .x_k = -g_xi * inverse};
  g.x = choose(within, -g.x_k, gy * choose(left, b->slope[0], b->slope[1]));
  g.h = gy * rd + g_s * inverse;
  g.w = -(g_xi * xi + g_s * slope) * inverse;
  g.slope[0] = gh * u * (1 - rd) + gl * (v * v * q - 2 * u * d) + where(left, outer);
  g.slope[1] = gl * (xi * xi * q - 2 * u * d) - gh * u * rd + where(right, outer);
  return g;
}

/// Through the softmax: twice over the bins, for sum p g and for the result. Bins left of the
/// point's own move its left end. The second pass also spreads the slopes' gradients.
FLOW_INLINE void spline_spread(const spline *s, vec inside, const spline_gradient *g, vec slope[2])
{
  vec scale[2] = {spline_scale(s, 0), spline_scale(s, s->bins)};
  vec whole = splat(1 / (s->hi - s->lo - (real)s->bins * LEAST_BIN));
  vec mean[2] = {splat(0), splat(0)};
  for (int last = 0; last < 2; ++last) {
    vec left = splat(s->lo), carry = splat(0);
    mask entered = EVERY_LANE;
    for (int k = 0; k < s->bins; ++k) {
      vec p[2] = {scale[0] * load(spline_row(s, k)), scale[1] * load(spline_row(s, s->bins + k))};
      left += spline_size(s, scale[0], 0, k, left);
      mask passed = k < s->bins - 1 ? reaches(inside, left) : NO_LANE;
      mask own = entered & ~passed;
      vec bin[2] = {choose(passed, g->x_k, where(own, g->w)),
                    choose(passed, g->y_k, where(own, g->h))};
      for (int i = 0; i < 2; ++i) {
        if (last) store(spline_row(s, i * s->bins + k), p[i] * (bin[i] - mean[i]));
        if (!last) mean[i] += whole * p[i] * bin[i];
      }
      if (last) store(spline_row(s, 2 * s->bins + k), where(own, slope[0]) + carry);
      carry = where(own, slope[1]);
      entered = passed;
    }
    if (last) store(spline_row(s, 3 * s->bins), carry);
  }
}

/// After spline_value(): rows become d loss / d parameters; returns d loss / dx.
FLOW_INLINE vec spline_backward(const spline *s, vec x, vec gy, vec gl)
{
  vec inside = spline_inside(s, x);
  spline_bin b = spline_find(s, inside, 0);
  spline_slopes(1, &b);
  spline_gradient g = spline_bin_gradient(s, &b, x, gy, gl);
  spline_spread(s, inside, &g, (vec[]){g.slope[0] * b.sigmoid[0], g.slope[1] * b.sigmoid[1]});
  for (int end = 0; end < 2 && s->fixed_slopes; ++end)
    store(spline_row(s, (2 + end) * s->bins), splat(0));
  return g.x;
}

#endif
