// SPDX-License-Identifier: MIT
// Checkpoints of harmonic_nuts, for the public functions and the fuzzer.
#ifndef HARMONIC_SAMPLE_NUTS_FILE_H
#define HARMONIC_SAMPLE_NUTS_FILE_H

#include "nuts_state.h"
#include "record.h"

/// A sampler being read.
typedef struct nuts_reading {
  density density;               ///< without ndim, which the file holds
  harmonic_nuts_options options; ///< threads and progress
  harmonic_nuts *sampler;        ///< NULL until there is one
} nuts_reading;

/// Visitor that fills a nuts_reading.
extern record_visit *const nuts_reader;

/// Check the density, or free what there is after a failure.
s2_status nuts_finish_reading(nuts_reading *reading, s2_status status);

#endif
