// SPDX-License-Identifier: MIT
// One chain of the no-U-turn sampler: its state between transitions, and how it moves on.
#ifndef HARMONIC_SAMPLE_CHAIN_H
#define HARMONIC_SAMPLE_CHAIN_H

#include "adapt.h"
#include "fault.h"
#include "tree.h"

/// State between transitions, all of it saved, and scratch memory, none of it.
typedef struct chain {
  stream random;
  int64_t done;      ///< transitions made, warm-up included
  int64_t leapfrogs; ///< steps of all of them
  bool given;        ///< q is the user's start
  bool placed;       ///< the chain stands at a point inside the support
  bool searching;    ///< a step size must be searched before the next transition
  double step;       ///< 0: unknown
  averaging averaging;
  moments moments;
  metric metric;
  double *q, *g; ///< position and gradient, padded
  double ln_post;
  int64_t capacity;          ///< draws that fit
  double *x;                 ///< [kept][ndim] draws
  harmonic_nuts_draw *draws; ///< [kept]
  tree tree;                 ///< scratch
  fault fault;
} chain;

/// Draws kept so far.
int64_t chain_kept(const chain *c, int64_t warmup);

/// Room for so many draws; false: no memory, nothing is lost.
bool chain_reserve(chain *c, int64_t kept, int64_t count);

/// Find the point where the chain starts.
fault chain_start(chain *c);

/// One transition, with what must come before it; on a fault the chain is as before.
fault chain_advance(chain *c, const harmonic_nuts_options *o);

#endif
