// SPDX-License-Identifier: MIT
/// @file
/// What the kinds of problems share among themselves: their functions, memory, random variates.
#ifndef HARMONIC_PROBLEMS_KINDS_H
#define HARMONIC_PROBLEMS_KINDS_H

#define S2_LIBRARY "harmonic"
#include "problem.h"
#include <s2common/priv/constants.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

typedef s2_status problem_create_fn(problem *p);
typedef void problem_draw_fn(const problem *p, uint64_t seed, int64_t index, double *x);

problem_create_fn tridiagonal_create, factors_create, truncated_create, modes_create, banana_create,
    rosenbrock_create, rastrigin_create, normal_gamma_create, radiata_create, logistic_create;
harmonic_density_fn tridiagonal_density, factors_density, truncated_density, modes_density,
    banana_density, rosenbrock_density, rastrigin_density, normal_gamma_density, radiata_density,
    logistic_density;
problem_draw_fn tridiagonal_draw, factors_draw, truncated_draw, modes_draw, banana_draw,
    rosenbrock_draw, rastrigin_draw, normal_gamma_draw, radiata_draw;

/// p->data as `count` zeroed doubles.
s2_status problem_data(problem *p, size_t count);

/// Bounds of all parameters, to be changed by the kind.
s2_status problem_bounds(problem *p, double lower, double upper);

/// Whether x is within the bounds.
int problem_holds(const problem *p, const double *x);

// ------------------------------------------------------------------ variates

/// Where a point's random numbers are taken: each call takes the next ones.
typedef struct source {
  uint64_t seed, index; ///< stream of one point
  uint64_t next;
} source;

source source_of(uint64_t seed, int64_t index);
double source_uniform(source *s);
double source_normal(source *s);

/// Gamma distribution of shape a >= 1 and rate 1 (Marsaglia & Tsang 2000).
double source_gamma(source *s, double a);

/// A staircase over the density exp(f(x)) in (lower, upper), to draw from by rejection.
typedef struct staircase {
  double lower, width; ///< of the first step; of each
  int steps;
  double (*f)(const void *user, double x);
  const void *user;
  double *height, *sum; ///< [steps] ln of the steps, and running sums of their areas
} staircase;

/// Build the steps from lower to upper; the memory of height and sum is the caller's. f may rise
/// above the larger of its values at the two ends of a step by 0.2 at most.
void staircase_build(staircase *c, double upper);

double staircase_draw(const staircase *c, source *s);

// ------------------------------------------------------------------ quadrature

/// Nodes of the Gauss-Legendre rule in each of the equal panels of an interval.
enum { PANEL_NODES = 16 };

/// x and w [panels * PANEL_NODES].
void panel_rule(double lower, double upper, int panels, double *x, double *w);

#endif
