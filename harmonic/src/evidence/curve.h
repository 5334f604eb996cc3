// SPDX-License-Identifier: MIT
// Sums of a = phi/P per block for many shapes at once, and what any set of blocks says about ln z.
#ifndef HARMONIC_EVIDENCE_CURVE_H
#define HARMONIC_EVIDENCE_CURVE_H

#include "latents.h"

enum { CURVE_SHAPES = 36 }; // of all kinds

/// Sums over the points of one block, relative to exp(max).
typedef struct cell {
  double max;       ///< largest ln a; -inf: all a are 0
  double sum, sum2; ///< of w a and w a^2
} cell;

typedef struct curve {
  int ndim;
  int nshapes;
  harmonic_shape shape[CURVE_SHAPES]; ///< of a kind: one after another, from compact to wide
  int64_t blocks;
  int64_t *start; ///< [blocks + 1] first point
  int *fold;      ///< [blocks]
  double *weight; ///< [blocks] sum of w
  cell *cell;     ///< [nshapes][blocks]
  double *scale;  ///< [nshapes] largest max of a shape
} curve;

/// ln of the mean of a over some blocks.
typedef struct curve_mean {
  double ln_mean;  ///< -inf: all a are 0
  double error;    ///< of ln_mean, from the scatter of blocks; NaN: fewer than two
  double variance; ///< of a in units of mean^2
} curve_mean;

/// Which blocks: those of fold k, all others, or all.
typedef struct selection {
  int fold;   ///< -1: all
  int others; ///< 1: all but those of `fold`
} selection;

static inline int selected(const curve *c, selection s, int64_t block)
{
  return s.fold < 0 || (c->fold[block] == s.fold) != s.others;
}

/// All shapes of the kind wanted and of the other kinds, or the model's own; a parameter other than
/// 0 is the only one of its kind. Returns their number.
int curve_shapes(int ndim, int has_latent, const harmonic_shape *wanted, harmonic_shape *shapes);

/// Blocks from segments; the shapes are those of curve_shapes().
s2_status curve_create(curve *c, const folds *f, int64_t blocks, const harmonic_model *model,
                       const harmonic_shape *wanted);

void curve_free(curve *c);

/// Fill all cells.
s2_status curve_fill(curve *c, const latents *l, int threads);

/// Mean over selected blocks.
curve_mean curve_average(const curve *c, selection s, int shape);

/// Standard deviation of the difference of the ln means of two shapes over selected blocks.
double curve_difference_error(const curve *c, selection s, int a, int b);

#endif
