// SPDX-License-Identifier: MIT
/// @file
/// The Bayes factor of two nested models from chains of the wider one alone.
///
/// M_0 is M_1 with some parameters fixed, eta = eta*. If the prior of M_1 is a product of that of
/// eta and that of the others, `z_0/z_1 = p(eta* | data, M_1) / pi(eta* | M_1)`: the posterior of
/// eta over its prior, at one point (Dickey 1971). The posterior density there is that of a model
/// learned from the chains, averaged over several trainings; its error comes from trainings on
/// resampled blocks of the chains. Where eta* lies far out in the tail, no density estimate is
/// reliable: look at the error.
#ifndef HARMONIC_SAVAGE_DICKEY_H
#define HARMONIC_SAVAGE_DICKEY_H

#include <harmonic/model.h>

S2_BEGIN_DECLS

/// z_0/z_1, and where its error comes from.
typedef struct harmonic_savage_dickey {
  double ln_factor;  ///< ln(z_0/z_1): positive: the data prefer the nested model
  double error;      ///< 1 sigma of ln_factor: `bootstrap` and `seeds / sqrt(trainings)` together
  double bootstrap;  ///< scatter over resampled chains, scaled to all of the chains
  double seeds;      ///< scatter over trainings on the same chains; NaN: only one
  double ln_density; ///< mean of ln p(eta* | data, M_1) over the trainings
} harmonic_savage_dickey;

/// How to estimate. Fill with harmonic_savage_dickey_options_init(), then change.
typedef struct harmonic_savage_dickey_options {
  size_t struct_size; ///< set by harmonic_savage_dickey_options_init()
  int trainings;      ///< on all of the chains, >= 1; default 5. Kinds of closed form need only 1
  int bootstraps;     ///< trainings on resampled chains, >= 2; default 10
  double proportion;  ///< size of a resampled set, of all, 0 < . <= 1; default 0.5
  int64_t blocks;     ///< stretches of time that are resampled as a whole, 2 .. 1e6; default 100
  uint64_t seed;      ///< of all random numbers; default 0
  const harmonic_fit_options *fit; ///< training; NULL (default): its defaults; its seed is replaced
  s2_progress_fn *progress;        ///< called after every training
  void *progress_user;             ///< handed to `progress`
} harmonic_savage_dickey_options;

/// Defaults, for the size that the caller was compiled with.
#define harmonic_savage_dickey_options_init(options)                                               \
  harmonic_savage_dickey_options_init_sized((options), sizeof *(options))

/// Work behind harmonic_savage_dickey_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(harmonic_savage_dickey_options) as the caller knows it
S2_EXPORT void harmonic_savage_dickey_options_init_sized(harmonic_savage_dickey_options *options,
                                                         size_t struct_size);

/// Savage-Dickey ratio.
///
/// @param[in]  chains    of the wider model M_1
/// @param[in]  count     parameters that M_0 fixes, 1 .. D
/// @param[in]  which     [count] their numbers within the chains, 0 .. D - 1, all different
/// @param[in]  value     [count] eta*, finite
/// @param[in]  ln_prior  ln pi(eta* | M_1), normalised
/// @param[in]  model     what to learn with, of `count` parameters; it is not changed
/// @param[in]  options   NULL: defaults
/// @param[out] result    result; unchanged on failure
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_CANCELLED, S2_ERR_NUMERIC (a density of 0
/// at
///         eta*, or what the model says)
/// @par Cost `trainings` + `bootstraps` fits
/// @par Source Lin et al. 2025, with the scatter of parts scaled to the whole
S2_NODISCARD S2_EXPORT s2_status harmonic_savage_dickey_ratio(
    const harmonic_chains *chains, int count, const int *which, const double *value,
    double ln_prior, const harmonic_model *model, const harmonic_savage_dickey_options *options,
    harmonic_savage_dickey *result);

S2_END_DECLS
#endif
