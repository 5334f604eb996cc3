// SPDX-License-Identifier: MIT
/// @file
/// Counter-based random numbers: the same numbers on any thread count, CPU or device.
///
/// Philox4x32-10 (Salmon et al. 2011). Number `index` of stream (seed, stream) is a pure
/// function of its three arguments: no state is kept, so any thread may draw any number.
#ifndef S2COMMON_RNG_H
#define S2COMMON_RNG_H

#include <s2common/defs.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// The raw generator: one block of four 32-bit words.
/// @param[in]  key      [2] key; different keys give independent sequences
/// @param[in]  counter  [4] block counter, least significant word first
/// @param[out] out      [4] random words; may be `counter`
/// @par Source Salmon et al. 2011, section 3.3; passes the known answers of Random123
S2_EXPORT void s2_philox4x32(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4]);

/// Two independent uniform deviates in (0, 1): centres of 2^52 equal cells.
/// @param[in]  seed    user's seed
/// @param[in]  stream  independent stream, e.g. one per purpose
/// @param[in]  index   number of the pair within the stream
/// @param[out] u       [2] values, never exactly 0 or 1
S2_EXPORT void s2_rng_uniform2(uint64_t seed, uint64_t stream, uint64_t index, double u[2]);

/// Two independent standard normal deviates (Box-Muller).
/// @param[in]  seed    user's seed
/// @param[in]  stream  independent stream
/// @param[in]  index   number of the pair within the stream
/// @param[out] z       [2] values, |z| < 8.6; may differ in the last digits between C libraries
S2_EXPORT void s2_rng_normal2(uint64_t seed, uint64_t stream, uint64_t index, double z[2]);

S2_END_DECLS
#endif
