// SPDX-License-Identifier: MIT
/// @file
/// The evidence from draws of a fitted model, where the posterior can be called: importance
/// sampling and bridge sampling. Both also see what the harmonic mean cannot: parts of phi that no
/// sample of the posterior has reached.
#ifndef HARMONIC_BRIDGE_H
#define HARMONIC_BRIDGE_H

#include <harmonic/density.h>
#include <harmonic/model.h>

S2_BEGIN_DECLS

/// Evidence from draws. Errors are 1 sigma of ln z.
typedef struct harmonic_bridge {
  int64_t draws;                 ///< points drawn from phi, at temperature 1
  double ln_evidence;            ///< bridge sampling with the optimal bridge
  double error;                  ///< from both samples, with the autocorrelation of the chains
  int iterations;                ///< until the bridge was fixed
  double importance_ln_evidence; ///< ln of the mean of P/phi over the draws
  double importance_error;       ///< from the scatter of P/phi
  double importance_draws;       ///< effective number of draws
  double outside;                ///< part of the draws outside the support, P = 0
  double unseen; ///< part of the draws with phi/P above that of every sample: about the
                 ///< part of z that the harmonic mean overestimates
} harmonic_bridge;

/// Draws from a model, compared with samples that it has not learned from.
///
/// @param[in]  chains   samples of the posterior that `model` has not learned from
/// @param[in]  model    fitted, of a kind that can be drawn from, of the same dimension
/// @param[in]  density  the posterior, as the chains hold it; called from several threads
/// @param[in]  user     handed to `density`
/// @param[in]  draws    number of calls, >= 100
/// @param[in]  seed     of the draws
/// @param[out] bridge   result; unchanged on failure
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_UNSUPPORTED (the kind cannot be drawn
/// from),
///         S2_ERR_NUMERIC (the density failed; P = 0 at all draws)
/// @par Source Meng and Wong 1996; error: Fruehwirth-Schnatter 2004
S2_NODISCARD S2_EXPORT s2_status harmonic_bridge_sample(const harmonic_chains *chains,
                                                        const harmonic_model *model,
                                                        harmonic_density_fn *density, void *user,
                                                        int64_t draws, uint64_t seed,
                                                        harmonic_bridge *bridge);

S2_END_DECLS
#endif
