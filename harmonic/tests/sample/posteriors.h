// SPDX-License-Identifier: MIT
/// @file
/// Small posteriors with known moments, and callbacks that interrupt.
#ifndef HARMONIC_TESTS_POSTERIORS_H
#define HARMONIC_TESTS_POSTERIORS_H

#include <harmonic/density.h>

/// A normal distribution without correlations.
typedef struct normal {
  int ndim;
  const double *mean, *sd; ///< [ndim]
} normal;
harmonic_density_fn normal_density;

/// A normal distribution with unit variances and all correlations `rho`.
typedef struct correlated {
  int ndim;
  double rho;
} correlated;
harmonic_density_fn correlated_density;

/// correlated_density() by much work.
harmonic_density_fn laboured_density;

/// Neal's funnel: v = x[0] ~ N(0, 3), the other x ~ N(0, exp(v/2)); user: int *ndim.
harmonic_density_fn funnel_density;

/// Eight schools, not centred: x = mu, ln tau, eta[8]; mu ~ N(0, 5), tau ~ half-Cauchy(5),
/// y_j ~ N(mu + tau eta_j, sigma_j) (Rubin 1981; priors of posteriordb); user: not used.
enum { SCHOOLS = 8, SCHOOLS_NDIM = 10 };
harmonic_density_fn schools_density;

/// N(0, 1) in one dimension that misbehaves: fails with `number` at |x| > `edge`, by `kind`.
typedef enum trouble_kind { FAILS, LEAVES, NOT_A_NUMBER, INFINITE, LIES } trouble_kind;
typedef struct trouble {
  trouble_kind kind;
  double edge;
  int number;
} trouble;
harmonic_density_fn trouble_density;

/// correlated_density() that fails with 3 once, at the calls_left-th call.
typedef struct interrupted {
  correlated *target;
  int calls_left;
} interrupted;
harmonic_density_fn interrupted_density;

/// A progress callback that stops at its stop_at-th call, and notes what is wrong.
typedef struct watch {
  int calls, stop_at, wrong;
  double last;
} watch;
int look(void *user, double done, const char *what);

#endif
