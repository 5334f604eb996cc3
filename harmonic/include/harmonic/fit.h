// SPDX-License-Identifier: MIT
/// @file
/// How a density model learns: settings of the optimiser, and the report of what it did. Kinds that
/// are fitted in closed form (gaussian.h, ellipsoid.h) use none of the settings, the mixture
/// `seed`, `validation`, `threads` and `progress`.
#ifndef HARMONIC_FIT_H
#define HARMONIC_FIT_H

#include <s2common/defs.h>
#include <s2common/progress.h>
#include <stddef.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// How the learning rate goes down.
typedef enum harmonic_schedule {
  HARMONIC_SCHEDULE_CONSTANT, ///< not at all
  HARMONIC_SCHEDULE_COSINE,   ///< half a cosine, from `learning_rate` to a hundredth of it
} harmonic_schedule;

/// Settings of harmonic_model_fit(). Fill with harmonic_fit_options_init(), then change.
typedef struct harmonic_fit_options {
  size_t struct_size;         ///< set by harmonic_fit_options_init()
  int epochs;                 ///< most passes over the training points, >= 1
  int batch;                  ///< points of one step, >= 1
  double learning_rate;       ///< of Adam, > 0
  double momentum;            ///< Adam's beta_1, 0 <= . < 1
  harmonic_schedule schedule; ///< of the learning rate
  double validation;        ///< part of the training points kept back to judge, 0 <= . < 1; 0: none
  int patience;             ///< epochs without a better validation loss before stopping, >= 1
  double clip;              ///< largest norm of a gradient, > 0
  uint64_t seed;            ///< start values, order of points
  int threads;              ///< 0: OpenMP's choice; the result does not depend on it
  s2_progress_fn *progress; ///< called after every epoch; NULL: silent
  void *user;               ///< handed to `progress`
  double *losses;           ///< [epochs] training loss of each epoch; NULL: not wanted
  double *validation_losses; ///< [epochs]; NULL: not wanted
} harmonic_fit_options;

/// What a fit did.
typedef struct harmonic_fit_report {
  int epochs;             ///< passes made; 0 for closed forms
  int best_epoch;         ///< the one whose parameters were kept
  double loss;            ///< mean of -ln phi over the training points
  double validation_loss; ///< over the points kept back; NaN without them
} harmonic_fit_report;

/// Defaults.
/// @param[out] options  to be filled: 30 epochs, batches of 64, rate 1e-3, momentum 0.9, cosine
///                      schedule, a tenth kept back, patience 5, gradients clipped at 10, seed 0
/// @param[in]  struct_size  sizeof(harmonic_fit_options) as the caller knows it
S2_EXPORT void harmonic_fit_options_init_sized(harmonic_fit_options *options, size_t struct_size);

/// Defaults, for the size that the caller was compiled with.
#define harmonic_fit_options_init(options)                                                         \
  harmonic_fit_options_init_sized((options), sizeof(harmonic_fit_options))

S2_END_DECLS
#endif
