// SPDX-License-Identifier: MIT
/// @file
/// Samples of a posterior, in any number of chains of any lengths, with or without weights.
///
/// A chain is n points x of D parameters, drawn from a posterior P(x) = L(x) pi(x), each with
/// ln P(x): the likelihood with all its constants times a *normalised* prior, both in the
/// parameters that the chain holds. A point may carry a weight w >= 0: the number of steps that a
/// Metropolis chain stayed, or an importance weight, e.g. of nested sampling. Everything in this
/// library is a weighted mean over points; chains are its independent units. Names and ranges of
/// parameters are in parameters.h, burn-in, thinning and cutting in edit.h, convergence in
/// diagnostics.h, files in chain_files.h.
#ifndef HARMONIC_CHAINS_H
#define HARMONIC_CHAINS_H

#include <s2common/defs.h>
#include <s2common/status.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// Most parameters of a chain.
#define HARMONIC_NDIM_MAX 10000

/// A set of chains of the same parameters; opaque. Readers (const) may share it between threads.
typedef struct harmonic_chains harmonic_chains;

/// One chain, seen but not owned: valid until the set is changed or freed.
typedef struct harmonic_chain {
  int64_t n;             ///< points
  const double *x;       ///< [n][ndim]
  const double *ln_post; ///< [n]
  const double *weight;  ///< [n]; NULL: all weights are 1
} harmonic_chain;

/// An empty set.
///
/// @param[out] chains  new set, owned by the caller; NULL on failure
/// @param[in]  ndim    parameters, 1 .. ::HARMONIC_NDIM_MAX
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_create(harmonic_chains **chains, int ndim);

/// Free a set. NULL is allowed.
/// @param[in] chains  to be freed
S2_EXPORT void harmonic_chains_destroy(harmonic_chains *chains);

/// Append one chain, copied. On failure the set is as before.
///
/// @param     chains   any set
/// @param[in] n        points, >= 1
/// @param[in] x        [n][ndim], finite
/// @param[in] ln_post  [n] ln of likelihood times prior; finite
/// @param[in] weight   [n] >= 0, finite, not all 0; NULL: all 1
/// @return S2_OK; S2_ERR_ARGUMENT (the message names the chain, the first bad point, the parameter
///         and its value), S2_ERR_MEMORY
/// @par Cost amortised O(n ndim)
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_add(harmonic_chains *chains, int64_t n,
                                                     const double *x, const double *ln_post,
                                                     const double *weight);

/// Parameters of a point.
/// @param[in] chains  any
/// @return D
S2_EXPORT int harmonic_chains_ndim(const harmonic_chains *chains);

/// Number of chains.
/// @param[in] chains  any
/// @return count, >= 0
S2_EXPORT int64_t harmonic_chains_count(const harmonic_chains *chains);

/// Points of all chains together.
/// @param[in] chains  any
/// @return count, >= 0
S2_EXPORT int64_t harmonic_chains_size(const harmonic_chains *chains);

/// Look at one chain.
/// @param[in] chains  any
/// @param[in] i       0 .. harmonic_chains_count() - 1
/// @return the chain; all zero if there is none of that number
S2_EXPORT harmonic_chain harmonic_chains_get(const harmonic_chains *chains, int64_t i);

S2_END_DECLS
#endif
