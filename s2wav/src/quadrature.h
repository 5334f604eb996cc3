// SPDX-License-Identifier: MIT
#ifndef S2WAV_QUADRATURE_H
#define S2WAV_QUADRATURE_H

#include <s2common/status.h>
#include <s2wav/tiling.h>

enum { QUADRATURE_PANELS = 300, QUADRATURE_NODES = 100 };

/// Nodes and weights on (-1, 1) for S2WAV_EXACT.
typedef struct quadrature {
  s2wav_quadrature kind;
  double node[QUADRATURE_NODES], weight[QUADRATURE_NODES];
} quadrature;

/// A function that vanishes with all derivatives at both ends of its support, where its formula is
/// singular: it gives 0 there and outside.
typedef double integrand(double t, double lambda);

s2_status quadrature_make(s2wav_quadrature kind, quadrature *q);

/// int_a^b f. The trapezoid's panels that touch `low` or `high`, the ends of the support, are left
/// out, as in s2let and s2wav.
double quadrature_integrate(const quadrature *q, integrand *f, double lambda, double a, double b,
                            double low, double high);

#endif
