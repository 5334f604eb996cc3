// SPDX-License-Identifier: MIT
/// @file
/// The evidence from chains, with all of its error budget: the whole analysis in one call.
///
///     harmonic_result result;
///     s2_status status = harmonic_evidence_estimate(chains, model, NULL, &result);
///     if (status == S2_OK) printf("ln z = %g +- %g\n", result.ln_evidence, result.error);
///
/// *Cross-fitting.* Every chain is cut in time into K folds. For each fold a fresh model learns
/// from the other folds and is then evaluated on this one, so that every point is used both ways,
/// but never its own: with a = phi/P, `ln z = -ln <a>` over all points.
///
/// *The shape* of phi (temperature, or a radius: shape.h) comes from one pass for all shapes. One
/// is chosen for each fold, from the points of all other folds: among the shapes whose ln z agrees
/// within 4 sigma (of the difference) with that of every more compact shape whose own error can be
/// trusted (variance of a below a thousandth of the independent points), and whose tail has k <
/// 0.5, the one with the least variance of a; if none qualifies, the one with the smallest k.
/// Temperature 1, the density as it was learned, is kept if it qualifies and has at most 9 / N more
/// variance than the least, N the independent points outside the fold: that much may be had by
/// undoing what chance did to the scale of the model, and since the points that are averaged were
/// learned from for other folds, it would make ln z too large by a fifth of its error where models
/// are nearly perfect. The median of the K choices is used for all, for the same reason.
///
/// *The error* is the larger one of jackknife, less its own chance error, and autocorrelation
/// (errors.h), with the training error added in quadrature: points of two folds meet in both
/// models, which makes fold means correlated. Its size is found by evaluating each fold once more
/// with a model that has learned from it: the mean of a rises by d, and the variance of ln z by d /
/// (independent points), or if training was stopped by points that were kept back, by that for the
/// part of d that the D (D + 3)/2 moments explain and half of it for the rest. Without it,
/// errors are too small by up to sqrt(2) where the model is nearly perfect. What differences
/// between shapes exceed 2.5 of their sigma is added as well: it is 0 nearly always, unless phi
/// leaves the posterior.
///
/// *Mass without samples.* Where phi has mass and the posterior next to none, between modes or
/// beyond a tail, ln z is too large by that mass, and nothing about the samples' own a shows it. So
/// phi is drawn from (1000 to 20 000 points, fewer in many dimensions), and the draws are compared
/// with the samples weighted by a, which are the same distribution if all is well: how many are
/// where phi (distance of the nearest point learned from)^D is large? The largest excess of draws
/// is `uncovered`; above 3 sigma it is added to the error in quadrature, which chance does in about
/// 1 of 100 sets. Of 10 000 points, a cluster of draws outside the samples is seen from 1 % of the
/// mass in 2 to 5 dimensions and from 5 % in 10 and 20. Mass between samples is seen less well, and
/// hardly in 10 dimensions and more, where the nearest point is as far away as most. It takes about
/// a tenth of the training of a small flow.
#ifndef HARMONIC_CROSS_FIT_H
#define HARMONIC_CROSS_FIT_H

#include <harmonic/bridge.h>
#include <harmonic/errors.h>
#include <harmonic/model.h>
#include <harmonic/pareto.h>
#include <harmonic/shape.h>

S2_BEGIN_DECLS

/// Most folds.
#define HARMONIC_FOLDS_MAX 32

/// Most shapes of a curve.
#define HARMONIC_CURVE_MAX 24

/// Whether to believe a result.
typedef enum harmonic_verdict {
  HARMONIC_GOOD = 0,     ///< nothing is known against it
  HARMONIC_DOUBTFUL = 1, ///< the error may be too small
  HARMONIC_BAD = 2,      ///< not to be used
} harmonic_verdict;

/// What speaks against a result: bits of harmonic_result::doubts and harmonic_result::faults.
typedef enum harmonic_flag {
  HARMONIC_FLAG_FEW_SAMPLES =
      1 << 0, ///< independent points, or `ess`: fewer than 20 + 10 D; fault: a
  ///< fifth
  HARMONIC_FLAG_HEAVY_TAIL = 1 << 1,      ///< k of the ratios above 0.5; fault: above 0.7.
                                          ///< Not if the largest term is next to nothing
  HARMONIC_FLAG_DOMINATED = 1 << 2,       ///< a point holds more than 5 % of the sum; fault: 30 %
  HARMONIC_FLAG_ERRORS_DISAGREE = 1 << 3, ///< error estimates differ twofold; fault: fourfold
  HARMONIC_FLAG_FOLDS_DISAGREE = 1 << 4,  ///< folds scatter more than their errors say
  HARMONIC_FLAG_CHAINS_DISAGREE = 1 << 5, ///< chains scatter more: not mixed, or a mode is missed
  HARMONIC_FLAG_SHAPES_DISAGREE = 1 << 6, ///< ln z depends on the shape: phi leaves the posterior
  HARMONIC_FLAG_UNSEEN = 1 << 7, ///< phi has mass where no sample went: `uncovered` above 3 of its
                                 ///< sigma and half the error, or bridge.unseen above 1 % and the
                                 ///< error; fault: ten times that
  HARMONIC_FLAG_BRIDGE_DISAGREES = 1 << 8, ///< bridge sampling differs by 3 sigma; fault: 5
  HARMONIC_FLAG_LARGE_ERROR = 1 << 9,      ///< error of ln z above 0.3; fault: above 1
  HARMONIC_FLAG_POOR_MODEL = 1 << 10, ///< variance of a above 2 + sqrt(D); fault: three times that
  HARMONIC_FLAG_NOT_MIXED = 1 << 11,  ///< R-hat of a parameter above 1.02, or `ess` below 100 for
                                      ///< each of up to four chains; fault: above 1.2, below 10
} harmonic_flag;

/// Number of flags.
#define HARMONIC_FLAGS 12

/// ln z by one shape.
typedef struct harmonic_curve_point {
  harmonic_shape shape; ///< of phi
  double ln_evidence;   ///< ln z
  double error;         ///< 1 sigma of ln_evidence, from the scatter of blocks
  double variance;      ///< of a in units of <a>^2, of one point
} harmonic_curve_point;

/// One fold.
typedef struct harmonic_fold {
  int64_t nsamples;           ///< points evaluated, not learned from
  harmonic_shape shape;       ///< best one for the other folds; the result uses the median
  double ln_evidence;         ///< from this fold alone, with the shape of the result
  double error;               ///< 1 sigma, from the scatter of blocks; NaN: fewer than two
  harmonic_fit_report report; ///< of the training on the other folds
} harmonic_fold;

/// Everything about an evidence. Errors are 1 sigma of ln z.
typedef struct harmonic_result {
  double ln_evidence;       ///< ln z, with the bias of the logarithm taken off
  double error;             ///< the error to quote
  double lower;             ///< asymmetric error, `-ln(1 + error)`
  double upper;             ///< asymmetric error, `-ln(1 - error)`; inf: no bound
  harmonic_verdict verdict; ///< worst of what the flags say
  uint32_t doubts;          ///< bits of ::harmonic_flag, those that are faults left out
  uint32_t faults;          ///< bits of ::harmonic_flag

  const char *model;    ///< kind, static text
  int ndim;             ///< D
  int folds;            ///< K
  int64_t nchains;      ///< chains given
  int64_t nsamples;     ///< points
  harmonic_shape shape; ///< of phi, see above
  double independent;   ///< independent points: the smaller one of a and of ln P
  double nonzero;       ///< part of the points with phi > 0
  double rhat; ///< largest R-hat of parameters and ln P, of thinned chains (diagnostics.h);
               ///< NaN: weights that are not whole, or fewer than 4 steps
  double ess;  ///< least bulk or tail effective size of them; inf: not small

  harmonic_errors errors; ///< of -ln z, four ways, before the training error is added
  double training;        ///< training error; see above
  double fold_scatter;    ///< standard error of the mean of folds, from their scatter
  double chain_scatter;   ///< the same of chains; NaN: only one
  double bias;            ///< what was taken off: half of error squared
  harmonic_tail tail;     ///< of the terms w a
  double variance;        ///< of a in units of <a>^2: how well phi fits
  double shape_tension; ///< largest difference to a more compact shape or to another kind, in sigma
  double shape_error;   ///< what differences to more compact shapes exceed 2.5 sigma by

  double uncovered;       ///< part of phi's mass where no samples are, as far as seen; see above.
                          ///< NaN: the model cannot be drawn from
  double uncovered_error; ///< 1 sigma of `uncovered` if there is no such mass
  double cover_error;     ///< `uncovered` if it is above 3 sigma, or 0: ln z may be too large by it

  harmonic_fold fold[HARMONIC_FOLDS_MAX]; ///< `folds` of them
  int curve_count;                        ///< shapes of the kind asked for, from compact to wide
  harmonic_curve_point curve[HARMONIC_CURVE_MAX]; ///< `curve_count` of them
  int other_count;                                ///< best shapes of the other kinds: 2 or 0
  harmonic_curve_point other[2];                  ///< `other_count` of them

  int called;             ///< 1: the posterior was called, and the rest is set
  harmonic_bridge bridge; ///< bridge and importance sampling with the same models
} harmonic_result;

/// How to estimate. Fill with harmonic_evidence_options_init(), then change.
typedef struct harmonic_evidence_options {
  size_t struct_size;   ///< set by harmonic_evidence_options_init()
  int folds;            ///< K, 2 .. ::HARMONIC_FOLDS_MAX; default 4
  int64_t blocks;       ///< stretches of time behind the errors, 2 .. 1e6; default 100
  harmonic_shape shape; ///< kind of the shapes (default Gaussian; models without a latent space
                        ///< ignore it); parameter 0 (default): chosen as described above
  uint64_t seed;        ///< of all random numbers; default 0
  const harmonic_fit_options *fit; ///< training; NULL (default): its defaults. Its seed, threads
                                   ///< and progress are replaced by those given here
  int threads;                     ///< 0 (default): OpenMP's choice
  harmonic_density_fn *density;    ///< the posterior, for the cross-checks; NULL (default): none
  void *density_user;              ///< handed to `density`
  int64_t draws;                   ///< calls of `density` at most, >= 100; default 10000
  harmonic_model **models;         ///< [folds] set to the fitted models, owned by the caller then;
                                   ///< NULL (default): freed
  s2_progress_fn *progress;        ///< called during training and evaluation
  void *progress_user;             ///< handed to `progress`
} harmonic_evidence_options;

/// Defaults, for the size that the caller was compiled with.
#define harmonic_evidence_options_init(options)                                                    \
  harmonic_evidence_options_init_sized((options), sizeof *(options))

/// Work behind harmonic_evidence_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(harmonic_evidence_options) as the caller knows it
S2_EXPORT void harmonic_evidence_options_init_sized(harmonic_evidence_options *options,
                                                    size_t struct_size);

/// The evidence of the posterior that the chains were drawn from.
///
/// @param[in]  chains   any number of chains, of K points or more altogether; ln P with all
///                      constants and a normalised prior
/// @param[in]  model    what to learn with: settings are taken from it, it is not changed
/// @param[in]  options  NULL: defaults
/// @param[out] result   result; unchanged on failure
/// @return S2_OK (also for a bad verdict); S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_CANCELLED,
///         S2_ERR_NUMERIC (phi = 0 at all points of a fold, or what a model or the density says)
/// @par Memory 24 bytes a point, a copy of the training points, K models
/// @par Threads the result does not depend on their number
S2_NODISCARD S2_EXPORT s2_status
harmonic_evidence_estimate(const harmonic_chains *chains, const harmonic_model *model,
                           const harmonic_evidence_options *options, harmonic_result *result);

S2_END_DECLS
#endif
