// SPDX-License-Identifier: MIT
#include "flow_kernel.h"
#include <s2common/priv/isa.h>

extern const flow_kernel harmonic_flow_base_8, harmonic_flow_base_4;
#if defined(__x86_64__)
extern const flow_kernel harmonic_flow_avx2_8, harmonic_flow_avx2_4;
extern const flow_kernel harmonic_flow_avx512_8, harmonic_flow_avx512_4;
#  define BOTH(bytes)                                                                              \
    [S2_ISA_AVX512] = &harmonic_flow_avx512_##bytes, [S2_ISA_AVX2] = &harmonic_flow_avx2_##bytes
#else
#  define BOTH(bytes) [S2_ISA_AVX512] = 0, [S2_ISA_AVX2] = 0
#endif

const flow_kernel *flow_kernel_double(void)
{
  static const flow_kernel *const all[] = {BOTH(8), [S2_ISA_BASE] = &harmonic_flow_base_8};
  return all[s2_priv_isa()];
}

const flow_kernel *flow_kernel_float(void)
{
  static const flow_kernel *const all[] = {BOTH(4), [S2_ISA_BASE] = &harmonic_flow_base_4};
  return all[s2_priv_isa()];
}
