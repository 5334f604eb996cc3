// SPDX-License-Identifier: MIT
#define _GNU_SOURCE // secure_getenv
#include <s2common/priv/isa.h>
#include <stdlib.h>
#include <string.h>

static int is_usable(s2_isa isa)
{
#if defined(__x86_64__)
  int fma = __builtin_cpu_supports("fma") != 0;
  if (isa == S2_ISA_AVX512)
    return fma && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
  if (isa == S2_ISA_AVX2) return fma && __builtin_cpu_supports("avx2");
#endif
  return isa == S2_ISA_BASE;
}

s2_isa s2_priv_isa(void)
{
  static const char *const names[S2_ISA_COUNT] = {"avx512", "avx2", "base"};
  const char *wanted = secure_getenv("S2_ISA");
  s2_isa best = S2_ISA_BASE;
  for (int i = S2_ISA_COUNT - 1; i >= 0; --i) {
    if (!is_usable((s2_isa)i)) continue;
    best = (s2_isa)i;
  }
  for (int i = 0; wanted != NULL && i < S2_ISA_COUNT; ++i)
    if (strcmp(wanted, names[i]) == 0 && is_usable((s2_isa)i)) return (s2_isa)i;
  return best;
}
