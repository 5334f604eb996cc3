// SPDX-License-Identifier: MIT
// Strength of 42 Radiata pines against density or adjusted density (Williams 1959), by a line
// y ~ N(alpha + beta (x - mean x), 1/tau) with the conjugate prior alpha ~ N(3000, 1/(0.06 tau)),
// beta ~ N(185, 1/(6 tau)), tau ~ Gamma(3, rate 2 300^2) (Friel & Pettitt 2008).
#include "kinds.h"
#include <math.h>

/// Strength, density, adjusted density.
static const double trees[][3] = {
    {3040, 29.2, 25.4}, {2470, 24.7, 22.2}, {3610, 32.3, 32.2}, {3480, 31.3, 31},
    {3810, 31.5, 30.9}, {2330, 24.5, 23.9}, {1800, 19.9, 19.2}, {3110, 27.3, 27.2},
    {3670, 32.3, 29},   {2310, 24, 23.9},   {4360, 33.8, 33.2}, {1880, 21.5, 21},
    {3670, 32.2, 29},   {1740, 22.5, 22},   {2250, 27.5, 23.8}, {2650, 25.6, 25.3},
    {4970, 34.5, 34.2}, {2620, 26.2, 25.7}, {2900, 26.7, 26.4}, {1670, 21.1, 20},
    {2540, 24.1, 23.9}, {3840, 30.7, 30.7}, {3800, 32.7, 32.6}, {4600, 32.6, 32.5},
    {1900, 22.1, 20.8}, {2530, 25.3, 23.1}, {2920, 30.8, 29.8}, {4990, 38.9, 38.1},
    {1670, 22.1, 21.3}, {3310, 29.2, 28.5}, {3450, 30.1, 29.2}, {3600, 31.4, 31.4},
    {2850, 26.7, 25.9}, {1590, 22.1, 21.4}, {3770, 30.3, 29.8}, {3850, 32, 30.6},
    {2480, 23.2, 22.6}, {3570, 30.3, 30.3}, {2620, 29.9, 23.8}, {1890, 20.8, 18.4},
    {3030, 33.2, 29.4}, {3030, 28.2, 28.2},
};
enum { TREES = sizeof trees / sizeof *trees };

// Of alpha and beta: prior means, and prior precisions in units of tau; of tau: shape and rate.
static const double mean[2] = {3000, 185}, precision[2] = {0.06, 6};
#define SHAPE 3.0
#define RATE (2 * 300.0 * 300.0)

/// Sums over the trees, x counted from its mean; and the posterior, which is of the prior's form.
typedef struct line {
  double y_mean, yy, xy, xx; ///< yy from the mean of y
  double best[2], weight[2]; ///< means and precisions, in units of tau, of alpha and beta
  double shape, rate;        ///< of tau
} line;

static void sum_trees(line *q, int column)
{
  double x_mean = 0;
  for (int i = 0; i < TREES; ++i) {
    x_mean += trees[i][column] / TREES;
    q->y_mean += trees[i][0] / TREES;
  }
  for (int i = 0; i < TREES; ++i) {
    double x = trees[i][column] - x_mean, y = trees[i][0] - q->y_mean;
    q->yy += y * y;
    q->xy += x * y;
    q->xx += x * x;
  }
}

s2_status radiata_create(problem *p)
{
  S2_TRY(problem_bounds(p, -INFINITY, INFINITY));
  S2_TRY(problem_data(p, sizeof(line) / sizeof(double)));
  line *q = p->data;
  p->lower[2] = 0;
  sum_trees(q, (int)p->kind->setting);
  q->weight[0] = TREES + precision[0];
  q->weight[1] = q->xx + precision[1];
  q->best[0] = (TREES * q->y_mean + precision[0] * mean[0]) / q->weight[0];
  q->best[1] = (q->xy + precision[1] * mean[1]) / q->weight[1];
  // The sum of squares at the best line, data and prior.
  double a = q->best[0] - q->y_mean, b = q->best[1], squares;
  squares = q->yy + TREES * a * a - 2 * b * q->xy + b * b * q->xx;
  for (int k = 0; k < 2; ++k)
    squares += precision[k] * (q->best[k] - mean[k]) * (q->best[k] - mean[k]);
  q->shape = SHAPE + 0.5 * TREES;
  q->rate = RATE + 0.5 * squares;
  p->ln_z = -0.5 * TREES * log(2 * S2_PI) + lgamma(q->shape) - lgamma(SHAPE) + SHAPE * log(RATE) -
            q->shape * log(q->rate);
  for (int k = 0; k < 2; ++k) p->ln_z += 0.5 * log(precision[k] / q->weight[k]);
  return S2_OK;
}

int radiata_density(void *user, const double *x, double *ln_post, double *gradient)
{
  const problem *p = user;
  const line *q = p->data;
  double a = x[0] - q->y_mean, b = x[1], tau = x[2];
  if (!(tau > 0)) return 1;
  double squares = q->yy + TREES * a * a - 2 * b * q->xy + b * b * q->xx;
  double constants = SHAPE * log(RATE) - lgamma(SHAPE) - 0.5 * TREES * log(2 * S2_PI);
  for (int k = 0; k < 2; ++k) {
    squares += precision[k] * (x[k] - mean[k]) * (x[k] - mean[k]);
    constants += 0.5 * log(precision[k] / (2 * S2_PI));
  }
  // tau to the power of half the trees, of 1/2 for alpha and for beta, and of its own prior.
  double power = 0.5 * TREES + SHAPE;
  *ln_post = constants + power * log(tau) - tau * (RATE + 0.5 * squares);
  if (gradient != NULL) {
    gradient[0] = -tau * (TREES * a + precision[0] * (x[0] - mean[0]));
    gradient[1] = -tau * (b * q->xx - q->xy + precision[1] * (b - mean[1]));
    gradient[2] = power / tau - RATE - 0.5 * squares;
  }
  return 0;
}

void radiata_draw(const problem *p, uint64_t seed, int64_t index, double *x)
{
  const line *q = p->data;
  source s = source_of(seed, index);
  x[2] = source_gamma(&s, q->shape) / q->rate;
  for (int k = 0; k < 2; ++k) x[k] = q->best[k] + source_normal(&s) / sqrt(q->weight[k] * x[2]);
}
