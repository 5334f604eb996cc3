// SPDX-License-Identifier: MIT
/// @file
/// A flow that learns: parameters in the precision of the training, and the steps on them.
///
/// One step takes a batch through three stages (flow_stages.h): tiles forth and back; pieces of the
/// gradient, each summed over all tiles in their order; Adam on ranges of parameters. Nothing is
/// reduced across threads, so their number does not matter.
#ifndef HARMONIC_FLOW_TRAIN_H
#define HARMONIC_FLOW_TRAIN_H

#include "flow_model.h"
#include "flow_stages.h"

/// Tiles of a batch that are on tape at once.
enum { MOST_TILES = 16 };

typedef struct flow_trainer {
  const flow *f;
  const flow_kernel *kernel;
  int threads;
  int ntiles; ///< on tape at once
  int batch;
  int64_t steps; ///< of Adam so far
  double clip, momentum;
  void *p, *m, *v, *g;  ///< [nparameters] parameters, moments, gradient
  void *y, *g_y;        ///< [ntiles][d][TILE]
  void *ln_det, *g_det; ///< [ntiles][TILE]
  void *tapes;          ///< [ntiles][tape]
  void *scratch;        ///< [threads][scratch_size]
  ptrdiff_t scratch_size;
  double *squares; ///< [ntasks]
  double *losses;  ///< of each tile of a batch
  double loss;     ///< sum over batches
  stages stages;
  void *block; ///< all of them
} flow_trainer;

/// Memory for batches of `batch` points; parameters are those of f. Free with trainer_destroy().
s2_status trainer_create(flow_trainer *t, const flow *f, const harmonic_fit_options *options);

void trainer_destroy(flow_trainer *t);

/// Steps of Adam, each on the next n of the points `index` [steps][n] of `points` (whitened) at its
/// own rate [steps]: the mean loss of the batches, each before its step.
double trainer_steps(flow_trainer *t, int64_t steps, const double *rate, const model_points *points,
                     const int64_t *index, int n);

/// The loss of a batch and its gradient in t->g, without a step.
double trainer_gradient(flow_trainer *t, const model_points *points, const int64_t *index, int n);

/// Mean loss of all points; `sums` [n / TILE + 1] is for its use.
double trainer_judge(flow_trainer *t, const model_points *points, double *sums);

/// Parameters to doubles and back.
void trainer_get(const flow_trainer *t, double *parameters);
void trainer_set(flow_trainer *t, const double *parameters);

#endif
