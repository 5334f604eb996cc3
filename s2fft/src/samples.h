// SPDX-License-Identifier: MIT
/// @file
/// Weights of the samples of a plan's maps, and sums over maps. What lies between rings is neither
/// read nor written, and what a sample of weight 0 holds, be it NaN, has no influence.
#ifndef S2FFT_SAMPLES_H
#define S2FFT_SAMPLES_H

#include "rings.h"

/// Which samples, and their weights.
typedef struct samples {
  const char *function; ///< for messages
  const s2fft_plan *plan;
  int width;          ///< doubles per sample: 2 for complex maps
  const double *mask; ///< [map_size] factor of the weights; NULL: 1
  double *sum;        ///< [2 * pairs of rings] scratch
} samples;

/// Refuse negative or non-finite weights, and weights that are all zero.
s2_status samples_check(const samples *s);

/// to = from
void samples_copy(const samples *s, const double *from, double *to);

/// y += alpha x
void samples_axpy(const samples *s, double alpha, const double *x, double *y);

/// y = W x, W the ring weights times the mask
void samples_weigh(const samples *s, const double *x, double *y);

/// sum W |x|^2, or sum mask |x|^2 where not `weighted`. The order of the sum does not depend on the
/// number of threads.
double samples_square(const samples *s, int weighted, const double *x);

#endif
