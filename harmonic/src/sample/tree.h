// SPDX-License-Identifier: MIT
// One transition of the no-U-turn sampler: multinomial choice within a trajectory that doubles
// until it turns back (Hoffman & Gelman 2014; Betancourt 2017, appendix A; checks across subtrees
// as in Stan).
#ifndef HARMONIC_SAMPLE_TREE_H
#define HARMONIC_SAMPLE_TREE_H

#include "leapfrog.h"
#include <harmonic/nuts.h>

/// A stretch of the trajectory. Its ends are in the order in which it was integrated.
typedef struct branch {
  double *first_p, *first_s, *last_p, *last_s; ///< momenta and velocities of the ends
  double *rho;                                 ///< sum of all momenta
  double *q, *g;                               ///< the point chosen from it
  double ln_post, energy;                      ///< of that point
  double weight;                               ///< ln of the sum of exp(H_0 - H) over its points
} branch;

/// Memory of a transition, and its settings.
typedef struct tree {
  motion motion;
  size_t n; ///< padded ndim
  int max_depth;
  double max_error; ///< energy error of a divergence
  double step;
  double start;            ///< H_0
  phase end[2];            ///< of the trajectory: backward, forward
  branch whole;            ///< first: backward end; holds the chosen point afterwards
  branch *stack;           ///< [max_depth] finished subtrees, each smaller than the one before
  double accepted;         ///< sum of min(1, exp(H_0 - H))
  harmonic_nuts_draw draw; ///< statistics of the transition
} tree;

/// Take the arrays; n and max_depth are set.
void tree_place(tree *t, s2_arena *arena);

/// A transition from the point (q, g, ln P) of `end[0]`; step is set. The new point is
/// (whole.q, whole.g, draw.ln_post). False: the density failed or the crew stopped, see `motion`.
bool tree_transition(tree *t, stream *random);

#endif
