// SPDX-License-Identifier: MIT
// Chains of fused multiply-adds at full vector width, one function per instruction set.
#ifndef S2FFT_BENCH_PEAK_H
#define S2FFT_BENCH_PEAK_H

#include <stdint.h>

// Independent chains: enough to hide the latency, few enough for 16 registers.
enum { PEAK_CHAINS = 12 };

typedef struct peak_kernel {
  const char *isa;
  int lanes;
  double (*run)(int64_t n); // 2 n PEAK_CHAINS lanes flops; returns something that depends on all
} peak_kernel;

extern const peak_kernel peak_base, peak_avx2, peak_avx512;

#endif
