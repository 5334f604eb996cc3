// SPDX-License-Identifier: MIT
// Draws of phi and samples, with a score that tells where phi has mass and samples are missing.
#ifndef HARMONIC_EVIDENCE_UNCOVERED_H
#define HARMONIC_EVIDENCE_UNCOVERED_H

#include "cross.h"

/// A draw or a sample.
typedef struct point {
  double score;  ///< ln phi + D ln r, r the distance of points that phi has learned from
  double weight; ///< of a draw: phi over the density it comes from; of a sample: w a / <a>
} point;

/// Draws of all folds and some of the samples, each against its fold's model.
typedef struct cover {
  const analysis *of;
  int64_t step; ///< every so many samples
  int64_t draws, samples;
  point *draw, *sample; ///< [draws], [samples] in the order of time
  int64_t *start;       ///< [segments + 1] samples
} cover;

/// Draw and score. S2_ERR_UNSUPPORTED: the model cannot be drawn from; S2_ERR_NUMERIC: the
/// covariance of points is singular. cover_free() in any case.
s2_status cover_fill(cover *c, const analysis *a);

void cover_free(cover *c);

#endif
