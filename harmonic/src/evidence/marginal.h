// SPDX-License-Identifier: MIT
// Some of the parameters of chains, and blocks of them drawn with replacement.
#ifndef HARMONIC_EVIDENCE_MARGINAL_H
#define HARMONIC_EVIDENCE_MARGINAL_H

#include <harmonic/chains.h>

/// Chains of the parameters which[count] alone.
s2_status marginal_chains(const harmonic_chains *chains, int count, const int *which,
                          harmonic_chains **marginal);

/// About `proportion` of the points: of `blocks` blocks in time, as many as that takes, drawn with
/// replacement; each a chain of its own. Resample number `number` of `seed`.
s2_status marginal_resample(const harmonic_chains *chains, int64_t blocks, double proportion,
                            uint64_t seed, int number, harmonic_chains **resample);

#endif
