// SPDX-License-Identifier: MIT
#define _GNU_SOURCE // secure_getenv
#include "kernel.h"
#include <stdlib.h>
#include <string.h>

typedef struct candidate {
  const sample_kernel *kernel;
  int usable;
} candidate;

const sample_kernel *sample_kernel_select(void)
{
  const char *wanted = secure_getenv("S2_ISA");
  const candidate all[] = {
#if defined(__x86_64__)
    {&harmonic_sample_kernel_avx512, __builtin_cpu_supports("avx512f")},
    {&harmonic_sample_kernel_avx2, __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")},
#endif
    {&harmonic_sample_kernel_base, 1},
  };
  const sample_kernel *best = NULL;
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    if (!all[i].usable) continue;
    if (best == NULL) best = all[i].kernel;
    if (wanted != NULL && strcmp(wanted, all[i].kernel->isa) == 0) return all[i].kernel;
  }
  return best;
}
