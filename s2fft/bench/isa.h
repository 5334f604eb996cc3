// SPDX-License-Identifier: MIT
// Which of the instruction sets that kernels are compiled for run on this processor.
#ifndef S2FFT_BENCH_ISA_H
#define S2FFT_BENCH_ISA_H

// `lanes`: doubles per vector, which tells the instruction sets apart.
static inline int isa_runs_here(int lanes)
{
#ifdef __x86_64__
  if (lanes == 8) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
  }
  if (lanes == 4) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
  return lanes == 2;
}

#endif
