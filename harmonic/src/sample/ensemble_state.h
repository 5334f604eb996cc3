// SPDX-License-Identifier: MIT
// The sampler behind harmonic_ensemble.
#ifndef HARMONIC_SAMPLE_ENSEMBLE_STATE_H
#define HARMONIC_SAMPLE_ENSEMBLE_STATE_H

#include "crew.h"
#include "density.h"
#include "fault.h"
#include <harmonic/ensemble.h>

/// Positions of all walkers.
typedef struct swarm {
  double *x;       ///< [walkers][ndim]
  double *ln_post; ///< [walkers]
} swarm;

/// What a walker did in the iteration at hand.
typedef struct walker {
  harmonic_ensemble_move move;
  bool accepted;
  fault fault;
  int failure; ///< of the density
} walker;

/// How often a move was made, and accepted.
typedef struct tally {
  int64_t made, accepted;
} tally;

struct harmonic_ensemble {
  harmonic_ensemble_options options; ///< walkers is set; without `start`
  density density;
  bool given;   ///< `now` holds the user's start
  bool placed;  ///< ln P is known at `now`
  int64_t done; ///< iterations
  tally tally[HARMONIC_ENSEMBLE_MOVES];
  swarm now;  ///< after the last whole iteration
  swarm next; ///< after the one at hand
  walker *walkers;
  int64_t capacity;    ///< ensembles that fit
  double *x, *ln_post; ///< [kept][walkers][ndim], [kept][walkers]
  double cost;         ///< seconds that the last move of the first walker took
  crew *crew;          ///< of the run at hand
};

/// The caller's options; checked, with the number of walkers set.
s2_status ensemble_options_adopt(const harmonic_ensemble_options *given,
                                 harmonic_ensemble_options *own);
s2_status ensemble_options_check(int ndim, harmonic_ensemble_options *o);

/// A sampler with the walkers that `options` ask for; the density and the options are checked.
s2_status ensemble_new(harmonic_ensemble **sampler, const density *density,
                       const harmonic_ensemble_options *options);

/// Ensembles kept after `done` iterations.
int64_t ensemble_kept(const harmonic_ensemble_options *o, int64_t done);

/// Room for so many ensembles.
s2_status ensemble_reserve(harmonic_ensemble *s, int64_t count);

/// Move walker k into `next`, by those of the other half. The walkers of the first half move by
/// `now`, those of the second by what the first have become.
void ensemble_move(harmonic_ensemble *s, int k);

#endif
