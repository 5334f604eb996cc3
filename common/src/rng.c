// SPDX-License-Identifier: MIT
#include "rings.h"
#include <math.h>
#include <s2common/rng.h>

// Salmon et al. 2011, section 3.3 and table 1: ten rounds of Philox4x32.
#define ROUNDS 10
#define MULTIPLY_0 UINT32_C(0xD2511F53)
#define MULTIPLY_1 UINT32_C(0xCD9E8D57)
#define WEYL_0 UINT32_C(0x9E3779B9)
#define WEYL_1 UINT32_C(0xBB67AE85)

void s2_philox4x32(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4])
{
  uint32_t k0 = key[0], k1 = key[1];
  uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
  for (int round = 0; round < ROUNDS; round++) {
    uint64_t p0 = (uint64_t)MULTIPLY_0 * c0;
    uint64_t p1 = (uint64_t)MULTIPLY_1 * c2;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    c1 = (uint32_t)p1;
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c3 = (uint32_t)p0;
    k0 += WEYL_0;
    k1 += WEYL_1;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

// Centre of one of 2^52 equal cells of (0, 1). With 53 bits the last centre would round to 1.
static double unit_interval(uint32_t high, uint32_t low)
{
  uint64_t bits = ((uint64_t)high << 32 | low) >> 12;
  return ((double)bits + 0.5) * 0x1p-52;
}

void s2_rng_uniform2(uint64_t seed, uint64_t stream, uint64_t index, double u[2])
{
  const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
  const uint32_t counter[4] = {(uint32_t)index, (uint32_t)(index >> 32), (uint32_t)stream,
                               (uint32_t)(stream >> 32)};
  uint32_t words[4];
  s2_philox4x32(key, counter, words);
  u[0] = unit_interval(words[0], words[1]);
  u[1] = unit_interval(words[2], words[3]);
}

void s2_rng_normal2(uint64_t seed, uint64_t stream, uint64_t index, double z[2])
{
  double u[2];
  s2_rng_uniform2(seed, stream, index, u);
  double radius = sqrt(-2.0 * log(u[0]));
  double angle = 2.0 * S2_PI * u[1];
  z[0] = radius * cos(angle);
  z[1] = radius * sin(angle);
}
