// SPDX-License-Identifier: MIT
// The window from the moments of all pixels: with x = sin^2 of half the distance of two points of a
// pixel, `w_l^2 = <q^2s 2F1(s-l, s+l+1; 1; x)>` (pixel_moments.c), a power series in x.
//
// The moments are smooth functions of the ring and the place within the ring, so that sums over
// rings and pixels become Gauss rules for sums: nothing grows with nside but the number of blocks
// of rings, each twice as wide as the one before. Short sums, near the pole, remain the sums that
// they are.
#include "pixel_moments.h"
#define S2_LIBRARY "s2fft"
#include "band.h"
#include <math.h>
#include <s2fft/pixel_window.h>
#include <stdlib.h>

enum {
  NSIDE_MAX = 32768,
  CAP_NODES = 10, ///< of a block of rings, and of a ring
  BELT_NODES = 16 ///< of all rings of the belt; half of them are mirror images
};

/// Sum over pixels; `count` of them so far.
typedef struct total {
  int nside, spin;
  double count, moment[PIXEL_MOMENTS];
} total;

static void add_pixel(total *t, double ring, double j, double count)
{
  double moment[PIXEL_MOMENTS];
  pixel_moments(&(pixel_place){t->nside, ring, j}, t->spin, moment);
  for (int k = 0; k < PIXEL_MOMENTS; ++k) t->moment[k] += count * moment[k];
  t->count += count;
}

/// All `ring` pixels of a quadrant's ring in the cap, times `count`. They are mirror images in
/// pairs.
static void add_cap_ring(total *t, double ring, double count)
{
  gauss_rule rule;
  gauss_rule_fill(&rule, CAP_NODES, ring);
  for (int k = 0; 2 * k < rule.n; ++k) {
    double both = 2 * k + 1 == rule.n ? 1.0 : 2.0;
    add_pixel(t, ring, 0.5 * (ring - 1.0 + ring * rule.x[k]), count * ring * both * rule.weight[k]);
  }
}

/// Rings first .. last of the caps, 8 quadrants.
static void add_cap_block(total *t, int first, int last)
{
  gauss_rule rule;
  double rings = last - first + 1.0;
  gauss_rule_fill(&rule, CAP_NODES, rings);
  for (int k = 0; k < rule.n; ++k)
    add_cap_ring(t, 0.5 * (first + last + rings * rule.x[k]), 8.0 * rings * rule.weight[k]);
}

/// Rings nside+1 .. 3 nside-1: one pixel stands for its ring, a northern for a southern ring.
static void add_belt(total *t)
{
  gauss_rule rule;
  double n = t->nside, rings = 2.0 * n - 1.0;
  gauss_rule_fill(&rule, BELT_NODES, rings);
  for (int k = 0; k < (rule.n + 1) / 2; ++k) {
    double both = 2 * k + 1 == rule.n ? 1.0 : 2.0;
    add_pixel(t, 2.0 * n - 0.5 * rings * rule.x[k], 0.0, 4.0 * n * rings * both * rule.weight[k]);
  }
}

static void add_all(total *t)
{
  int n = t->nside;
  for (int ring = 1; ring < n; ring *= 2)
    add_cap_block(t, ring, 2 * ring < n ? 2 * ring - 1 : n - 1);
  add_cap_ring(t, n, 8.0); // its pixels lie half in the cap, half in the belt
  add_belt(t);
}

/// w_l^2 = sum_k moment_k / nside^2k (s-l)_k (s+l+1)_k / k!^2
static double square_of_window(const total *t, int l)
{
  double n = t->nside, factor = 1.0, sum = 0.0;
  for (int k = 0; k < PIXEL_MOMENTS; ++k) {
    sum += factor * t->moment[k] / t->count;
    factor *= -((double)(l - t->spin - k) / n) * ((l + t->spin + k + 1.0) / n);
    factor /= (k + 1.0) * (k + 1.0);
  }
  return sum;
}

s2_status s2fft_window_pixel(int nside, int L, int spin, double *window)
{
  S2_REQUIRE(nside >= 1 && nside <= NSIDE_MAX, "nside = %d is outside 1 .. %d", nside, NSIDE_MAX);
  S2_REQUIRE(L >= 1 && L <= 4 * nside + 1, "L = %d is outside 1 .. %d (4 nside + 1)", L,
             4 * nside + 1);
  S2_REQUIRE(spin > -L && spin < L, "|spin| = %d is not below L = %d", abs(spin), L);
  S2_REQUIRE(window != NULL, "window is NULL");
  total t = {.nside = nside, .spin = abs(spin)};
  add_all(&t);
  for (int l = 0; l < L; ++l)
    window[l] = l < t.spin ? 0.0 : sqrt(fmax(square_of_window(&t, l), 0.0));
  return S2_OK;
}
