// SPDX-License-Identifier: MIT
// Why a chain stopped. Set on the chain's thread, told on the caller's.
#ifndef HARMONIC_SAMPLE_FAULT_H
#define HARMONIC_SAMPLE_FAULT_H

#include <s2common/status.h>
#include <stdint.h>

typedef enum fault {
  FAULT_NONE,
  FAULT_STOPPED, ///< another chain failed, or the user cancelled
  FAULT_DENSITY, ///< the density failed
  FAULT_START,   ///< ln P is not finite at the start given
  FAULT_STARTS,  ///< nor at any random one
  FAULT_STEP,    ///< no step size is accepted
  FAULT_FLAT,    ///< every step size is accepted
  FAULT_METRIC,  ///< the covariance of a window is not finite
} fault;

/// Where a fault struck.
typedef struct fault_place {
  fault what;
  int failure;        ///< the number of the density, see density.h
  const char *unit;   ///< "chain" or "walker"
  int64_t number;     ///< of the chain or walker
  const char *moment; ///< "transition" or "iteration"
  int64_t time;       ///< transitions or iterations made before
} fault_place;

/// The status of a fault, with its message in the calling thread.
s2_status fault_report(const char *function, const fault_place *at);

#endif
