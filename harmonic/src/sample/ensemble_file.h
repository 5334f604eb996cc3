// SPDX-License-Identifier: MIT
// Checkpoints of harmonic_ensemble, for the public functions and the fuzzer.
#ifndef HARMONIC_SAMPLE_ENSEMBLE_FILE_H
#define HARMONIC_SAMPLE_ENSEMBLE_FILE_H

#include "ensemble_state.h"
#include "record.h"

/// A sampler being read.
typedef struct ensemble_reading {
  density density;                   ///< without ndim, which the file holds
  harmonic_ensemble_options options; ///< threads and progress
  harmonic_ensemble *sampler;        ///< NULL until there is one
} ensemble_reading;

/// Visitor that fills an ensemble_reading.
extern record_visit *const ensemble_reader;

/// Check the density, or free what there is after a failure.
s2_status ensemble_finish_reading(ensemble_reading *reading, s2_status status);

#endif
