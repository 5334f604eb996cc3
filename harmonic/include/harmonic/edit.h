// SPDX-License-Identifier: MIT
/// @file
/// From the chains of a sampler to the chains of an estimate: burn-in, thinning, blocks, parts,
/// other posteriors. Functions with an output make a new set, owned by the caller, that keeps names
/// and ranges, and leave their input alone; those without change their set in place, and on failure
/// leave it as it was.
///
/// *Steps.* A point of weight w in a Metropolis chain stands for w steps of the sampler: such
/// weights are whole numbers. Weights that are not (nested sampling, importance) have no time
/// behind them.
#ifndef HARMONIC_EDIT_H
#define HARMONIC_EDIT_H

#include <harmonic/parameters.h>

S2_BEGIN_DECLS

/// A copy.
/// @param[out] out     new set; NULL on failure
/// @param[in]  chains  any
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_copy(harmonic_chains **out,
                                                      const harmonic_chains *chains);

/// Append all chains of another set.
/// @param     chains  any
/// @param[in] other   of as many parameters; may not be `chains`
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_append(harmonic_chains *chains,
                                                        const harmonic_chains *other);

/// Drop the first points of every chain.
/// @param     chains  any
/// @param[in] npoints >= 0, less than the points of the shortest chain
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_burn(harmonic_chains *chains, int64_t npoints);

/// Drop the first floor(fraction n) points of every chain of n points.
/// @param     chains    any
/// @param[in] fraction  0 <= fraction < 1
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_burn_fraction(harmonic_chains *chains,
                                                               double fraction);

/// Keep the steps 0, every, 2 every, ... of every chain. A point of weight w (1 without weights)
/// lasts w steps; its new weight is the number of kept steps that it lasts, and points without any
/// are dropped.
/// @param     chains  weights, if any, whole numbers
/// @param[in] every   >= 1
/// @return S2_OK; S2_ERR_ARGUMENT (names the first weight that is not whole)
/// @note Thinning throws information away; do it to save memory, not for a better estimate
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_thin(harmonic_chains *chains, int64_t every);

/// Cut the chains in time into blocks, each of which is a chain of the result: more independent
/// units for the errors of an estimate.
///
/// Chain j of n_j out of N points gets round(nblocks n_j / N) blocks (half to even; at least 1),
/// and the chain of most blocks makes up for the sum. Its blocks have floor(n_j / blocks) points,
/// the last one also the rest.
/// @param[out] out      new set of nblocks chains; NULL on failure
/// @param[in]  chains   any
/// @param[in]  nblocks  >= number of chains, <= points
/// @return S2_OK; S2_ERR_ARGUMENT (also: a chain gets more blocks than it has points, a block has
///         only weights of 0), S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_blocks(harmonic_chains **out,
                                                        const harmonic_chains *chains,
                                                        int64_t nblocks);

/// Some of the chains, in the order given.
/// @param[out] out     new set; NULL on failure
/// @param[in]  chains  any
/// @param[in]  n       chains wanted, >= 1
/// @param[in]  number  [n] their numbers
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_select(harmonic_chains **out,
                                                        const harmonic_chains *chains, int64_t n,
                                                        const int64_t *number);

/// Share the chains out: floor(fraction count) of them to train a model, the rest for inference.
/// @param[out] train      new set; NULL on failure
/// @param[out] infer      new set; NULL on failure
/// @param[in]  chains     two or more; cut a single one by harmonic_chains_blocks()
/// @param[in]  fraction   in (0, 1), such that both get a chain
/// @param[in]  seed       0: the first ones train; else a random choice that only the seed decides.
///                        The order of the chains is kept
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_split(harmonic_chains **train,
                                                       harmonic_chains **infer,
                                                       const harmonic_chains *chains,
                                                       double fraction, uint64_t seed);

/// Some of the parameters, in the order given; ln P stays that of all. For the removal of derived
/// parameters, or for a marginal distribution.
/// @param[out] out     new set; NULL on failure
/// @param[in]  chains  any
/// @param[in]  n       parameters wanted, >= 1
/// @param[in]  number  [n] their numbers, all different
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_marginal(harmonic_chains **out,
                                                          const harmonic_chains *chains, int n,
                                                          const int *number);

/// Add a constant to ln P of every point: a constant of the likelihood that the sampler left out,
/// or minus the ln volume of a flat prior.
/// @param     chains  any
/// @param[in] shift   finite
/// @return S2_OK; S2_ERR_ARGUMENT (also: a sum overflows)
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_shift_ln_post(harmonic_chains *chains,
                                                               double shift);

/// Make samples of P from chains that a sampler of temperature T drew from P^(1/T): every weight is
/// multiplied by P^(1 - 1/T) / max P^(1 - 1/T). ln P is that of P, before and after.
/// @param     chains       any; all have weights afterwards
/// @param[in] temperature  T > 0, finite
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_NUMERIC (nothing is left of a chain, which is named),
///         S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_untemper(harmonic_chains *chains,
                                                          double temperature);

/// Make samples of another posterior Q: every weight is multiplied by Q / P over its largest value,
/// and ln P becomes ln Q.
/// @param     chains       any; all have weights afterwards
/// @param[in] new_ln_post  [harmonic_chains_size()] ln Q, chain after chain; finite, or -INFINITY:
///                         the point is dropped
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_NUMERIC (nothing is left of a chain, which is named),
///         S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_reweight(harmonic_chains *chains,
                                                          const double *new_ln_post);

S2_END_DECLS
#endif
