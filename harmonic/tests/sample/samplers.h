// SPDX-License-Identifier: MIT
/// @file
/// Samplers that several tests run, and means of what they draw.
#ifndef HARMONIC_TESTS_SAMPLERS_H
#define HARMONIC_TESTS_SAMPLERS_H

#include "posteriors.h"
#include <harmonic/ensemble.h>
#include <harmonic/nuts.h>

/// The defaults but for these.
harmonic_nuts_options nuts_options(int chains, int64_t warmup, int64_t draws, uint64_t seed);
harmonic_ensemble_options ensemble_options(int walkers, int64_t burnin, int64_t draws,
                                           uint64_t seed);

/// A sampler that has run to its end.
harmonic_nuts *nuts_run(int ndim, harmonic_density_fn *density, void *user,
                        const harmonic_nuts_options *o);
harmonic_ensemble *ensemble_run(int ndim, harmonic_density_fn *density, void *user,
                                const harmonic_ensemble_options *o);

harmonic_nuts_summary nuts_summary(const harmonic_nuts *s);
harmonic_ensemble_summary ensemble_summary(const harmonic_ensemble *s);

/// The small no-U-turn sampler that is cut and misused: its options, and one that has not run.
enum { CUT_NDIM = 5, CUT_CHAINS = 5, CUT_WARMUP = 120, CUT_DRAWS = 60 };
extern correlated cut_target;
harmonic_nuts_options cut_options(harmonic_nuts_metric metric);
harmonic_nuts *cut_create(const harmonic_nuts_options *o);

/// Mean of f(x) over all draws, with its standard error from means of parts of the draws.
typedef struct estimate {
  double mean, error;
} estimate;
typedef double function(const double *x, int parameter);
function value, square;

/// Parts of 50 draws.
estimate nuts_expect(const harmonic_nuts *s, int ndim, int chains, function *f, int parameter);

/// 20 parts in time.
estimate ensemble_expect(const harmonic_ensemble *s, int ndim, function *f, int parameter);

#endif
