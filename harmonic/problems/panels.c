// SPDX-License-Identifier: MIT
#include "kinds.h"
#include <math.h>

/// Nodes and weights on [-1, 1]: Newton's method on the Legendre polynomial.
static void legendre(double *x, double *w)
{
  const int n = PANEL_NODES;
  for (int i = 0; i < n; ++i) {
    double t = cos(S2_PI * (i + 0.75) / (n + 0.5)), slope = 1;
    for (int step = 0; step < 8; ++step) {
      double before = 1, p = t;
      for (int k = 2; k <= n; ++k) {
        double next = ((2 * k - 1) * t * p - (k - 1) * before) / k;
        before = p;
        p = next;
      }
      slope = n * (t * p - before) / (t * t - 1);
      t -= p / slope;
    }
    x[i] = t;
    w[i] = 2 / ((1 - t * t) * slope * slope);
  }
}

void panel_rule(double lower, double upper, int panels, double *x, double *w)
{
  double node[PANEL_NODES], weight[PANEL_NODES], half = 0.5 * (upper - lower) / panels;
  legendre(node, weight);
  for (int p = 0; p < panels; ++p)
    for (int i = 0; i < PANEL_NODES; ++i) {
      // The nodes of legendre() go down.
      x[p * PANEL_NODES + i] = lower + half * (2 * p + 1 - node[i]);
      w[p * PANEL_NODES + i] = half * weight[i];
    }
}
