// SPDX-License-Identifier: MIT
// The accumulator behind <harmonic/evidence.h>.
#ifndef HARMONIC_EVIDENCE_EVIDENCE_H
#define HARMONIC_EVIDENCE_EVIDENCE_H

#include "tally.h"

struct harmonic_evidence {
  int64_t nchains;
  tally *chain; ///< [nchains]
};

#endif
