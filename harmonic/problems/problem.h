// SPDX-License-Identifier: MIT
/// @file
/// Posteriors whose evidence is known, to try samplers, models and estimators on: for the tests and
/// for the command, not installed.
///
/// A problem is a density ln P(x) = ln L(x) + ln pi(x) with its gradient, the exact ln z from a
/// formula or a quadrature of its own, and, where the posterior can be drawn from without a chain,
/// a direct sampler: independent points, so that what is tested is the estimator alone.
#ifndef HARMONIC_PROBLEMS_PROBLEM_H
#define HARMONIC_PROBLEMS_PROBLEM_H

#include <harmonic/chains.h>
#include <harmonic/density.h>

typedef struct problem problem;

/// A family of problems: one line of the table.
typedef struct problem_kind {
  const char *name, *summary;
  int least, most, usual;          ///< numbers of parameters
  double setting;                  ///< what tells apart kinds of the same functions
  s2_status (*create)(problem *p); ///< fills ln_z, lower, upper and data
  harmonic_density_fn *density;    ///< its user is the problem
  /// One point, number `index` of those that `seed` starts; NULL: needs a chain.
  void (*draw)(const problem *p, uint64_t seed, int64_t index, double *x);
} problem_kind;

struct problem {
  const problem_kind *kind;
  int ndim;
  double ln_z;   ///< exact
  double *lower; ///< [ndim], infinite where there is no bound; NULL: no bounds
  double *upper;
  void *data; ///< one block of the kind's own
};

/// The table.
/// @param[out] count  of kinds
/// @return [count]
const problem_kind *problem_kinds(int *count);

/// A problem by name.
///
/// @param[out] p     new problem, freed by problem_destroy(); NULL on failure
/// @param[in]  name  of a kind
/// @param[in]  ndim  parameters; 0: the usual number of the kind
/// @return S2_OK; S2_ERR_ARGUMENT (the message lists the names or the legal numbers), S2_ERR_MEMORY
S2_NODISCARD s2_status problem_create(problem **p, const char *name, int ndim);

/// Free a problem. NULL is allowed.
void problem_destroy(problem *p);

/// ln P and its gradient; for all problems: `user` is the problem.
harmonic_density_fn problem_density;

/// Independent points number first .. first + n - 1 of the posterior, x [n][ndim].
/// @return S2_OK; S2_ERR_UNSUPPORTED: this posterior needs a chain
S2_NODISCARD s2_status problem_draw(const problem *p, uint64_t seed, int64_t first, int64_t n,
                                    double *x);

/// Such points with their ln P as `nchains` chains of n points each.
S2_NODISCARD s2_status problem_chains(const problem *p, uint64_t seed, int nchains, int64_t n,
                                      harmonic_chains **chains);

#endif
