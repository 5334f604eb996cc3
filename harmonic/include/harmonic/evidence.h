// SPDX-License-Identifier: MIT
/// @file
/// The harmonic mean in log space: an accumulator that takes points one lot at a time, and all its
/// statistics. cross_fit.h does a whole analysis with it; this header is for streams, for chains
/// that are still growing, and for comparison with published numbers.
///
/// With phi a normalised density and P = likelihood times prior, a = phi/P has the posterior mean
/// `rho = <a> = 1/z`. Chain j of total weight W_j gives `rho_j = sum w a / W_j`; with W = sum W_j
///
///     rho     = sum_j (W_j/W) rho_j                   n_eff  = W^2 / sum_j W_j^2
///     s^2     = sum_j (W_j/W) (rho_j - rho)^2         sigma^2 = s^2 / (n_eff - 1)
///     kappa   = sum_j (W_j/W) (rho_j - rho)^4 / s^4
///     nu^4    = s^4 / n_eff^3 [kappa - 1 + 2/(n_eff - 1)]
///
/// where sigma^2 is the variance of rho and nu^4 that of sigma^2 (McEwen et al. 2021, section 4).
/// Chains are the independent units: fewer than two leave the error undefined (split them into
/// blocks), and correlated ones make it too small. Everything is kept in logs relative to the
/// largest term, so that no ln z, of any size, over- or underflows.
#ifndef HARMONIC_EVIDENCE_H
#define HARMONIC_EVIDENCE_H

#include <harmonic/model.h>

S2_BEGIN_DECLS

/// Sums over the points of a number of chains; opaque. One thread at a time may change it.
typedef struct harmonic_evidence harmonic_evidence;

/// Smallest and largest value seen; NaN: none.
typedef struct harmonic_extremes {
  double min; ///< smallest
  double max; ///< largest
} harmonic_extremes;

/// What the sums say. Values marked (*) need two chains and are NaN without.
typedef struct harmonic_statistics {
  int64_t nchains;                     ///< independent units
  int64_t nsamples;                    ///< points added
  int64_t nonzero;                     ///< points with phi > 0
  double weight;                       ///< W
  double n_eff;                        ///< equivalent number of equally long chains
  double ln_inverse;                   ///< ln rho
  double ln_inverse_variance;          ///< ln sigma^2 (*)
  double ln_inverse_variance_variance; ///< ln nu^4 (*)
  double kurtosis;                     ///< kappa (*); about 3 if all is well
  double ln_kurtosis;                  ///< ln kappa (*)
  double relative_error;               ///< sigma/rho (*), the 1-sigma error of ln rho and of ln z
  double ln_inverse_lower; ///< ln(1 - sigma/rho) (*): error downwards of ln rho; -inf: no bound
  double ln_inverse_upper; ///< ln(1 + sigma/rho) (*): error upwards of ln rho
  double ln_evidence; ///< -ln rho + ln(1 + sigma^2/rho^2) (*), see harmonic_evidence_statistics()
  double ln_evidence_std;     ///< ln of the standard deviation of z (*), not the deviation of ln z
  double ln_evidence_lower;   ///< error downwards of ln z: -ln_inverse_upper (*)
  double ln_evidence_upper;   ///< error upwards of ln z: -ln_inverse_lower (*)
  double evidence;            ///< exp(ln_evidence) (*): 0 or inf where a double does not hold it
  double evidence_std;        ///< exp(ln_evidence_std) (*): as above
  double largest_share;       ///< largest w a over the sum of all, 0 .. 1
  harmonic_extremes ln_ratio; ///< ln a over points with phi > 0
  harmonic_extremes ln_post;  ///< ln P
  harmonic_extremes ln_phi;   ///< ln phi over points with phi > 0
  double mean_ln_ratio;       ///< unweighted mean of ln a over points with phi > 0
} harmonic_statistics;

/// One chain.
typedef struct harmonic_chain_statistics {
  int64_t nsamples;  ///< points added
  int64_t nonzero;   ///< points with phi > 0
  double weight;     ///< W_j
  double ln_inverse; ///< ln rho_j; -inf if phi = 0 at all points
} harmonic_chain_statistics;

/// An empty accumulator.
///
/// @param[out] evidence  new accumulator, owned by the caller; NULL on failure
/// @param[in]  nchains   number of chains, >= 1
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_evidence_create(harmonic_evidence **evidence,
                                                          int64_t nchains);

/// Free an accumulator. NULL is allowed.
/// @param[in] evidence  to be freed
S2_EXPORT void harmonic_evidence_destroy(harmonic_evidence *evidence);

/// Add points to one chain. Cutting a chain into several calls changes no bit of the result.
///
/// @param     evidence  any; unchanged on failure
/// @param[in] chain     0 .. nchains - 1
/// @param[in] n         points, >= 0
/// @param[in] ln_phi    [n] finite, or -inf: such a point adds 0 and counts
/// @param[in] ln_post   [n] finite
/// @param[in] weight    [n] finite, >= 0; NULL: all 1
/// @return S2_OK; S2_ERR_ARGUMENT (the message names the first bad point and its value)
/// @par Cost about 20 ns a point, no memory
S2_NODISCARD S2_EXPORT s2_status harmonic_evidence_add(harmonic_evidence *evidence, int64_t chain,
                                                       int64_t n, const double *ln_phi,
                                                       const double *ln_post, const double *weight);

/// Add chain i of a set to chain i, for all i, with phi from a model.
///
/// @param     evidence     of as many chains as `chains`; on failure parts may have been added
/// @param[in] chains       points that the model has *not* learned from
/// @param[in] model        fitted, of the same dimension
/// @param[in] temperature  of the model, 0 < T <= 1
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, what the model says
/// @par Memory O(1): the model is evaluated in blocks of points
S2_NODISCARD S2_EXPORT s2_status harmonic_evidence_add_chains(harmonic_evidence *evidence,
                                                              const harmonic_chains *chains,
                                                              const harmonic_model *model,
                                                              double temperature);

/// Add the sums of `other`, chain by chain: another process's share of the same chains.
///
/// @param     evidence  changed; unchanged on failure
/// @param[in] other     of as many chains
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status harmonic_evidence_merge(harmonic_evidence *evidence,
                                                         const harmonic_evidence *other);

/// Statistics of all points so far.
///
/// `ln_evidence` carries the second-order term of the original publication, which takes the mean of
/// 1/rho for z. The expectation of -ln rho is ln z *plus* half of sigma^2/rho^2, and cross_fit.h
/// subtracts that; for errors below 0.1 in ln z the difference does not matter.
///
/// @param[in]  evidence    with points in every chain
/// @param[out] statistics  result; unchanged on failure
/// @return S2_OK; S2_ERR_ARGUMENT (a chain is empty), S2_ERR_NUMERIC (phi = 0 at all points)
S2_NODISCARD S2_EXPORT s2_status harmonic_evidence_statistics(const harmonic_evidence *evidence,
                                                              harmonic_statistics *statistics);

/// Number of chains. @param[in] evidence any @return count, >= 1
S2_EXPORT int64_t harmonic_evidence_nchains(const harmonic_evidence *evidence);

/// Statistics of one chain.
///
/// @param[in]  evidence    any
/// @param[in]  chain       0 .. nchains - 1
/// @param[out] statistics  result; unchanged on failure
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status harmonic_evidence_chain(const harmonic_evidence *evidence,
                                                         int64_t chain,
                                                         harmonic_chain_statistics *statistics);

/// Write the sums to a file, to go on later: little-endian, versioned, with a checksum. The file is
/// written beside and renamed.
///
/// @param[in] evidence  any
/// @param[in] path      file to be made or replaced
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_FILE
S2_NODISCARD S2_EXPORT s2_status harmonic_evidence_save(const harmonic_evidence *evidence,
                                                        const char *path);

/// Read the sums that harmonic_evidence_save() wrote; they are the same to the bit.
///
/// @param[out] evidence  new accumulator, owned by the caller; NULL on failure
/// @param[in]  path      file
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_FILE (not such a file, damaged, another
///         version)
S2_NODISCARD S2_EXPORT s2_status harmonic_evidence_load(harmonic_evidence **evidence,
                                                        const char *path);

S2_END_DECLS
#endif
