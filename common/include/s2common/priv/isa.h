// SPDX-License-Identifier: MIT
/// @file
/// Which of several builds of one source suits this processor, for the sibling libraries. Not for
/// applications.
#ifndef S2COMMON_PRIV_ISA_H
#define S2COMMON_PRIV_ISA_H

#include <s2common/defs.h>

S2_BEGIN_DECLS

/// Instruction set of a build, fastest first.
typedef enum s2_isa {
  S2_ISA_AVX512, ///< AVX-512 F, DQ and VL, FMA
  S2_ISA_AVX2,   ///< AVX2, FMA
  S2_ISA_BASE,   ///< the compiler's baseline: SSE2 or NEON
  S2_ISA_COUNT
} s2_isa;

/// The fastest that this processor has, or, if it has it, the one that S2_ISA in the environment
/// names: avx512, avx2 or base.
S2_EXPORT s2_isa s2_priv_isa(void);

S2_END_DECLS
#endif
