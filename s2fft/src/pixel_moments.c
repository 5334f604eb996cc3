// SPDX-License-Identifier: MIT
// Quadrature over one HEALPix pixel (Gorski et al. 2005, sec. 4).
//
// With sigma = a + b the distance of a point of a base pixel from the pole, in rings, and a, b its
// coordinates along the edges, in pixels, the map (a, b) -> sphere keeps areas:
//
//     cap   sin^2(theta/2) = sigma^2 / 6 nside^2,         phi = (pi/2) b / sigma
//     belt  cos theta = 4/3 - 2 sigma / 3 nside,          phi = (pi/4) (2b - sigma) / nside
//
// The pixel of ring i is i-1 < sigma < i+1, j < b < j+1, i-1-j < a < i-j. Both halves, north and
// south of its centre, are triangles on which the map is analytic, also around the pole and across
// the edge of the cap.
//
// The frame of a point is that of the pixel's centre c, moved along the great circle. Spinors of
// these frames overlap by
//
//     q = <u|v> = (1 + cu + cv + uv + i c (u x v)) / 2 sqrt((1 + cu)(1 + cv)),  |q|^2 = 1 - y,
//
// so that the harmonics of spin s have sum_m sY_lm(u) conj sY_lm(v)
// = (2l+1)/4pi q^2s 2F1(s-l, s+l+1; 1; y), where 2F1 is a polynomial in y.
#include "pixel_moments.h"
#include <math.h>
#include <string.h>

enum { SIDE = 10, NODES = 2 * SIDE * SIDE, LANES = 8 };

/// Points of a pixel, times nside, in the frame of its centre: south, east, and down from the
/// tangent plane. Differences of neighbours keep their digits however small the pixel.
typedef struct pixel_nodes {
  double nside;
  double south[NODES], east[NODES], down[NODES];
  double weight[NODES];
} pixel_nodes;

/// sin(theta/2), cos(theta/2) of the latitude `sigma`.
static void half_angle(const pixel_place *at, double sigma, double half[2])
{
  double n = at->nside,
         square = sigma <= n ? sigma * sigma / (6.0 * n * n) : sigma / (3.0 * n) - 1.0 / 6.0;
  half[0] = sqrt(square);
  half[1] = sqrt(1.0 - square);
}

/// One point, sigma = ring + tau, b = centre + beta.
static void place_node(const pixel_place *at, double tau, double beta, pixel_nodes *nodes, int k)
{
  const double quarter = 0.78539816339744830962; // pi/4
  double n = at->nside, i = at->ring, sigma = i + tau, centre[2], half[2];
  int cap = i + 0.5 * tau < n;
  half_angle(at, i, centre);
  half_angle(at, sigma, half);
  double squares = cap ? tau * (2.0 * i + tau) / (6.0 * n * n) : tau / (3.0 * n);
  double sin_half = squares / (half[0] * centre[1] + half[1] * centre[0]);
  double dphi = cap ? 2.0 * quarter * (beta * i - (at->j + 0.5) * tau) / (sigma * i)
                    : quarter * (2.0 * beta - tau) / n;
  double sin_theta = 2.0 * half[0] * half[1], bow = 2.0 * sin(0.5 * dphi) * sin(0.5 * dphi);
  double cos_centre = (centre[1] - centre[0]) * (centre[1] + centre[0]);
  double sin_delta = 2.0 * sin_half * sqrt(1.0 - sin_half * sin_half);
  nodes->south[k] = n * (sin_delta - sin_theta * cos_centre * bow);
  nodes->east[k] = n * sin_theta * sin(dphi);
  nodes->down[k] = n * (2.0 * sin_half * sin_half + sin_theta * 2.0 * centre[0] * centre[1] * bow);
}

static void place_nodes(const pixel_place *at, pixel_nodes *nodes)
{
  gauss_rule rule;
  gauss_rule_fill(&rule, SIDE, INFINITY);
  nodes->nside = at->nside;
  for (int k = 0; k < NODES; ++k) {
    int row = k / SIDE, half = row / SIDE; // 0: north of the centre, 1: south
    double x = rule.x[row % SIDE], y = rule.x[k % SIDE];
    double tau = 0.5 * (half == 0 ? x - 1.0 : x + 1.0), width = 1.0 - fabs(tau);
    place_node(at, tau, 0.5 * tau + 0.5 * width * y, nodes, k); // beta between the two edges
    nodes->weight[k] = rule.weight[row % SIDE] * rule.weight[k % SIDE] * width;
  }
}

/// y and Re(q^2s) times the weight of the pairs of node a with nodes b .. b+LANES-1.
static void pairs(const pixel_nodes *nodes, int spin, int a, int b, double y[LANES],
                  double f[LANES])
{
  double inverse = 1.0 / nodes->nside, twice = b > a ? 2.0 : 1.0;
  for (int i = 0; i < LANES; ++i) {
    double south = nodes->south[b + i], east = nodes->east[b + i], down = nodes->down[b + i];
    double ds = south - nodes->south[a], de = east - nodes->east[a], dd = down - nodes->down[a];
    y[i] = 0.25 * (ds * ds + de * de + dd * dd);
    f[i] = twice * nodes->weight[a] * nodes->weight[b + i];
    double da = inverse * nodes->down[a], db = inverse * down;
    double re = 4.0 - da - db - 2.0 * inverse * inverse * y[i];
    double im = inverse * inverse * (nodes->south[a] * east - nodes->east[a] * south);
    double scale = 0.25 / ((2.0 - da) * (2.0 - db));
    double square[2] = {scale * (re * re - im * im), scale * 2.0 * re * im}, power[2] = {1.0, 0.0};
    for (int s = 0; s < spin; ++s) {
      double product = power[0] * square[0] - power[1] * square[1];
      power[1] = power[0] * square[1] + power[1] * square[0];
      power[0] = product;
    }
    f[i] *= power[0];
  }
}

void pixel_moments(const pixel_place *place, int spin, double moment[PIXEL_MOMENTS])
{
  pixel_nodes nodes;
  double sum[PIXEL_MOMENTS][LANES];
  place_nodes(place, &nodes);
  memset(sum, 0, sizeof sum);
  for (int a = 0; a < NODES; ++a)
    for (int b = a / LANES * LANES; b < NODES; b += LANES) { // both orders within a's own lanes
      double y[LANES], f[LANES];
      pairs(&nodes, spin, a, b, y, f);
      for (int k = 0; k < PIXEL_MOMENTS; ++k)
        for (int i = 0; i < LANES; ++i) {
          sum[k][i] += f[i];
          f[i] *= y[i];
        }
    }
  for (int k = 0; k < PIXEL_MOMENTS; ++k) {
    moment[k] = 0.0;
    for (int i = 0; i < LANES; ++i) moment[k] += sum[k][i];
  }
}
