// SPDX-License-Identifier: MIT
// Hamiltonian motion, H(q, p) = -ln P(q) + p.M^-1 p / 2 (Neal 2011, sec. 2).
#ifndef HARMONIC_SAMPLE_LEAPFROG_H
#define HARMONIC_SAMPLE_LEAPFROG_H

#include "crew.h"
#include "density.h"
#include "metric.h"

/// A point of phase space. The velocity s = M^-1 p and the acceleration w = M^-1 g move along by
/// linearity: a step takes one product with M^-1, not two.
typedef struct phase {
  double *q, *p; ///< position, momentum
  double *g;     ///< gradient of ln P
  double *s, *w; ///< M^-1 p, M^-1 g
  double ln_post;
  double energy; ///< H
} phase;

/// What moves, and how it went.
typedef struct motion {
  density density;
  const metric *metric;
  crew *crew;   ///< asked before every call of the density; NULL: nobody to ask
  int failure;  ///< what the density failed with; 0: it did not
  bool stopped; ///< the crew stopped
} motion;

/// Take the arrays of a point.
void phase_place(phase *z, size_t n, s2_arena *arena);

void phase_copy(phase *to, const phase *from, size_t n);

/// Fresh momentum; s, w and the energy follow.
void phase_kindle(const motion *m, stream *random, phase *z);

/// One step. The energy is +inf where the point is outside the support, overflowed, or lost: then
/// nothing else of the point counts. False: the density failed or the crew stopped.
bool leapfrog(motion *m, phase *z, double step);

#endif
