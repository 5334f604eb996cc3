// SPDX-License-Identifier: MIT
// The sums of one chain.
#ifndef HARMONIC_EVIDENCE_TALLY_H
#define HARMONIC_EVIDENCE_TALLY_H

#include "log_sum.h"
#include <harmonic/evidence.h>

typedef struct tally {
  log_sum ratio;                         ///< sum of w a
  double weight;                         ///< sum of w
  double ln_ratio;                       ///< sum of ln a over points with phi > 0
  double largest;                        ///< largest ln(w a)
  harmonic_extremes ratios, posts, phis; ///< of ln a, ln P, ln phi; min > max: none
  int64_t n, nonzero;
} tally;

/// No points.
tally tally_empty(void);

/// One more point; ln_phi may be -inf.
void tally_add(tally *t, double ln_phi, double ln_post, double weight);

/// The points of `other`.
void tally_merge(tally *t, const tally *other);

#endif
