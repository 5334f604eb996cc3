// SPDX-License-Identifier: MIT
// Warm-up: step size by dual averaging, metric by the covariance of windows of draws.
#ifndef HARMONIC_SAMPLE_ADAPT_H
#define HARMONIC_SAMPLE_ADAPT_H

#include "metric.h"

/// Dual averaging of ln(step) (Hoffman & Gelman 2014, sec. 3.2).
typedef struct averaging {
  double mu;       ///< ln(step) is drawn to this
  double shortage; ///< averaged target - acceptance
  double ln_step;  ///< averaged ln(step)
  int64_t count;
  int64_t settled; ///< transitions of averaging_settle()
} averaging;

/// Forget, and explore from ten times `step`.
void averaging_start(averaging *a, double step);

/// Learn from the acceptance of a transition; returns the step of the next.
double averaging_learn(averaging *a, double target, double accept);

/// Learn with small steps, at the end: dual averaging wanders over a wide range of steps, and as
/// the acceptance is a concave function of ln(step), that of its average is above the target. This
/// is Robbins & Monro 1951 from there.
double averaging_settle(averaging *a, double target, double accept);

/// Moments of draws (Welford 1962).
typedef struct moments {
  int64_t count;
  double *mean;    ///< [n]
  double *squares; ///< centred sums of products, as metric.inverse; dense: lower triangle
} moments;

/// Take the arrays, for a metric of that shape.
void moments_place(moments *w, const metric *m, s2_arena *arena);

void moments_add(moments *w, const metric *m, const double *q);

/// Set the metric to the regularised covariance and forget the draws; false if that is not finite.
bool moments_finish(moments *w, metric *m);

/// What a warm-up does after a transition.
typedef struct window {
  bool learn;  ///< the draw belongs to a window of the metric
  bool close;  ///< the window ends with it
  bool settle; ///< the step size is settled, no longer explored
} window;

/// For transition number m (from 0) of a warm-up: 75 transitions for the step size, windows for the
/// metric that double from 25, then 50 or a tenth of all for the step size, the last half of them
/// to settle; 15, 75 and 10 % below 150.
window window_at(int64_t warmup, int64_t m);

#endif
