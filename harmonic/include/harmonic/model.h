// SPDX-License-Identifier: MIT
/// @file
/// Normalised densities phi(x) learned from samples: what every model can do, and how to bring
/// one's own.
///
/// A model is made by the constructor of its kind (ellipsoid.h, mixture.h, flow.h, ...), learns by
/// harmonic_model_fit() and is immutable afterwards: any number of threads may use it.
///
/// *Temperature.* Models that carry x to a latent z with a standard normal base give
/// `ln phi_T(x) = -(D/2) ln(2 pi T) - |z|^2 / (2T) + ln|det dz/dx|` for every temperature T, the
/// scale of the latent *covariance*, from one pass that returns |z|^2 and ln|det|: all of the
/// T-curve at the price of one evaluation. T < 1 draws phi into the bulk of the posterior, where
/// the harmonic mean needs it.
#ifndef HARMONIC_MODEL_H
#define HARMONIC_MODEL_H

#include <harmonic/chains.h>
#include <harmonic/fit.h>

S2_BEGIN_DECLS

/// A density; opaque.
typedef struct harmonic_model harmonic_model;

/// What a kind of model does, as functions of its own data `self`. Kinds of one's own fill it in
/// and call harmonic_model_create(). All functions of a fitted model are called from many threads
/// at once, and each point's result must not depend on its neighbours.
typedef struct harmonic_model_ops {
  size_t struct_size; ///< sizeof(harmonic_model_ops)
  const char *kind;   ///< name of the kind, static text
  /// ln phi at n points x [n][D], at the model's own temperature; -inf outside its support.
  s2_status (*ln_density)(const void *self, int64_t n, const double *x, double *ln_phi);
  /// |z|^2 [n] and ln|det dz/dx| [n] at T = 1; outside the support |z|^2 = inf and a finite
  /// determinant. NULL: the kind has no temperature.
  s2_status (*latent)(const void *self, int64_t n, const double *x, double *z2, double *ln_det);
  /// Points number first .. first + n - 1 of the sequence that `seed` starts, at temperature T
  /// (ignored without `latent`); NULL: cannot be drawn from.
  s2_status (*sample)(const void *self, double temperature, uint64_t seed, int64_t first, int64_t n,
                      double *x);
  /// Learn from `train`; `validate` (NULL: none) judges, it is never learned from.
  s2_status (*fit)(void *self, const harmonic_chains *train, const harmonic_chains *validate,
                   const harmonic_fit_options *options, harmonic_fit_report *report);
  /// A new unfitted `self` with the same settings.
  s2_status (*fresh)(const void *self, void **fresh);
  void (*destroy)(void *self); ///< free `self`
} harmonic_model_ops;

/// A model of one's own kind.
///
/// @param[out] model   new model, owned by the caller; NULL on failure (then `self` is not freed)
/// @param[in]  ndim    parameters, 1 .. ::HARMONIC_NDIM_MAX
/// @param[in]  ops     functions; kept by reference, must outlive the model
/// @param[in]  self    their data, owned by the model from now on
/// @param[in]  fitted  1: ready for use; 0: must be fitted first
/// @return S2_OK; S2_ERR_ARGUMENT (a required function is missing), S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_model_create(harmonic_model **model, int ndim,
                                                       const harmonic_model_ops *ops, void *self,
                                                       int fitted);

/// Free a model. NULL is allowed.
/// @param[in] model  to be freed
S2_EXPORT void harmonic_model_destroy(harmonic_model *model);

/// A new, unfitted model with the settings of this one: what cross-fitting trains per fold.
///
/// @param[out] fresh  new model, owned by the caller; NULL on failure
/// @param[in]  model  any, fitted or not
/// @return S2_OK; S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_model_fresh(harmonic_model **fresh,
                                                      const harmonic_model *model);

/// Learn from samples.
///
/// @param     model     fitted or not; on failure it is unfitted
/// @param[in] train     chains to learn from, with their weights
/// @param[in] validate  chains that judge progress (early stopping); NULL: a part of `train` is
///                      kept back as fit.h says
/// @param[in] options   NULL: defaults
/// @param[out] report   what happened; NULL: not wanted
/// @return S2_OK; S2_ERR_ARGUMENT (dimensions differ, no points), S2_ERR_MEMORY, S2_ERR_CANCELLED,
///         S2_ERR_NUMERIC (a covariance that is singular, a loss that is not finite)
S2_NODISCARD S2_EXPORT s2_status harmonic_model_fit(harmonic_model *model,
                                                    const harmonic_chains *train,
                                                    const harmonic_chains *validate,
                                                    const harmonic_fit_options *options,
                                                    harmonic_fit_report *report);

/// Name of the kind. @param[in] model any @return static text
S2_EXPORT const char *harmonic_model_kind(const harmonic_model *model);

/// Parameters of a point. @param[in] model any @return D
S2_EXPORT int harmonic_model_ndim(const harmonic_model *model);

/// Whether harmonic_model_fit() has succeeded. @param[in] model any @return 1 or 0
S2_EXPORT int harmonic_model_is_fitted(const harmonic_model *model);

/// Whether the density has a temperature. @param[in] model any @return 1 or 0
S2_EXPORT int harmonic_model_has_temperature(const harmonic_model *model);

/// ln phi at points.
///
/// @param[in]  model        fitted
/// @param[in]  temperature  0 < T <= 1; must be 1 for kinds without temperature
/// @param[in]  n            points, >= 0
/// @param[in]  x            [n][D]
/// @param[out] ln_phi       [n]; -inf outside the support
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY; what the kind returned for the first block of
///         points that failed, with its message
/// @par Threads runs on OpenMP's threads in blocks of 1024 points; the result does not depend on
///      them
S2_NODISCARD S2_EXPORT s2_status harmonic_model_ln_density(const harmonic_model *model,
                                                           double temperature, int64_t n,
                                                           const double *x, double *ln_phi);

/// |z|^2 and ln|det dz/dx| at points: ln phi at every temperature, see above.
///
/// @param[in]  model   fitted, with a temperature
/// @param[in]  n       points, >= 0
/// @param[in]  x       [n][D]
/// @param[out] z2      [n] >= 0; inf outside the support
/// @param[out] ln_det  [n] finite
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_model_latent(const harmonic_model *model, int64_t n,
                                                       const double *x, double *z2, double *ln_det);

/// Draw from phi.
///
/// @param[in]  model        fitted, of a kind that can be drawn from
/// @param[in]  temperature  0 < T <= 1
/// @param[in]  seed         starts a sequence of points
/// @param[in]  first        number of the first point within the sequence, >= 0
/// @param[in]  n            points, >= 0
/// @param[out] x            [n][D]; point `i` depends on seed and first + i alone
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_UNSUPPORTED
S2_NODISCARD S2_EXPORT s2_status harmonic_model_sample(const harmonic_model *model,
                                                       double temperature, uint64_t seed,
                                                       int64_t first, int64_t n, double *x);

S2_END_DECLS
#endif
