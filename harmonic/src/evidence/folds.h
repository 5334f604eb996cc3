// SPDX-License-Identifier: MIT
// Which points belong to which fold: chains cut in time.
#ifndef HARMONIC_EVIDENCE_FOLDS_H
#define HARMONIC_EVIDENCE_FOLDS_H

#include <harmonic/chains.h>

/// Segments in the order of chains and of time; points are numbered through all chains.
typedef struct folds {
  const harmonic_chains *chains;
  int count; ///< folds
  int64_t segments;
  int64_t *start; ///< [segments + 1] first point
  int64_t *chain; ///< [segments] chain it is a part of
  int64_t *first; ///< [segments] its first point within the chain
  int *fold;      ///< [segments]
} folds;

/// Chains of `count` points or more are cut into `count` segments; shorter ones go to one fold as
/// a whole, in turn.
s2_status folds_create(folds *f, const harmonic_chains *chains, int count);

void folds_free(folds *f);

/// One segment as a chain, seen but not owned.
harmonic_chain folds_segment(const folds *f, int64_t segment);

/// Copies of all segments that are not of fold `left_out`.
s2_status folds_training(const folds *f, int left_out, harmonic_chains **training);

#endif
