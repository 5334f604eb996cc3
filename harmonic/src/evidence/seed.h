// SPDX-License-Identifier: MIT
// Seeds for the parts of a computation.
#ifndef HARMONIC_EVIDENCE_SEED_H
#define HARMONIC_EVIDENCE_SEED_H

#include <stdint.h>

/// Seed of part `part`: neighbouring seeds of users must not share the seeds of their parts.
static inline uint64_t seed_part(uint64_t seed, int part)
{
  return seed + (uint64_t)part * UINT64_C(0x9e3779b97f4a7c15); // 2^64 / golden ratio, odd
}

#endif
