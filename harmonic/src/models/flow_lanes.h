// SPDX-License-Identifier: MIT
/// @file
/// Vectors of `real`: load, compare, choose. The file is compiled with FLOW_REAL (4 or 8 bytes) and
/// VECTOR_BYTES. GCC's vector extensions do the arithmetic; comparisons, minima and roots, of which
/// compilers make several instructions, are those of the instruction set where it is known.
#ifndef HARMONIC_FLOW_LANES_H
#define HARMONIC_FLOW_LANES_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#if defined(__x86_64__)
#  include <immintrin.h>
#endif

#define FLOW_INLINE static inline __attribute__((always_inline))

#if FLOW_REAL == 4
typedef float real;
typedef int32_t bits;
typedef uint32_t ubits;
#else
typedef double real;
typedef int64_t bits;
typedef uint64_t ubits;
#endif

enum { VL = VECTOR_BYTES / FLOW_REAL };
typedef real vec __attribute__((vector_size(VECTOR_BYTES), may_alias));
typedef bits lanes __attribute__((vector_size(VECTOR_BYTES), may_alias));
typedef ubits ulanes __attribute__((vector_size(VECTOR_BYTES), may_alias));

FLOW_INLINE vec splat(real x)
{
  return x - (vec){0};
}

FLOW_INLINE vec load(const real *p)
{
  return *(const vec *)p;
}

FLOW_INLINE void store(real *p, vec x)
{
  *(vec *)p = x;
}

FLOW_INLINE vec vabs(vec a)
{
  return (vec)((lanes)a & (bits)(((ubits)1 << (8 * FLOW_REAL - 1)) - 1));
}

// ------------------------------------------------------------------ names of the instruction set

#define JOIN_(a, b, c) a##b##c
#define JOIN(a, b, c) JOIN_(a, b, c)
#if FLOW_REAL == 4
#  define REAL_SUFFIX _ps
#else
#  define REAL_SUFFIX _pd
#endif
#if defined(__AVX512F__) && VECTOR_BYTES == 64
#  define SIMD(operation) JOIN(_mm512_, operation, REAL_SUFFIX)
#elif defined(__AVX2__) && VECTOR_BYTES == 32
#  define SIMD(operation) JOIN(_mm256_, operation, REAL_SUFFIX)
#elif defined(__SSE2__) && VECTOR_BYTES == 16
#  define SIMD(operation) JOIN(_mm_, operation, REAL_SUFFIX)
#endif

// ------------------------------------------------------------------ masks: one truth for each lane

#if VECTOR_BYTES == 64 && defined(SIMD)
#  if FLOW_REAL == 4
typedef __mmask16 mask;
#    define COMPARE _mm512_cmp_ps_mask
#  else
typedef __mmask8 mask;
#    define COMPARE _mm512_cmp_pd_mask
#  endif
#  define NO_LANE ((mask)0)
#  define EVERY_LANE ((mask)~0)

FLOW_INLINE mask below(vec a, vec b)
{
  return COMPARE(a, b, _CMP_LT_OQ);
}

/// a >= b.
FLOW_INLINE mask reaches(vec a, vec b)
{
  return COMPARE(a, b, _CMP_GE_OQ);
}

/// m ? a : b.
FLOW_INLINE vec choose(mask m, vec a, vec b)
{
  return SIMD(mask_blend)(m, b, a);
}

/// a where m, else 0.
FLOW_INLINE vec where(mask m, vec a)
{
  return SIMD(maskz_mov)(m, a);
}
#else
typedef lanes mask;
#  define NO_LANE ((mask){0})
#  define EVERY_LANE (~(mask){0})

FLOW_INLINE mask below(vec a, vec b)
{
  return (mask)(a < b);
}

/// a >= b.
FLOW_INLINE mask reaches(vec a, vec b)
{
  return (mask)(a >= b);
}

/// m ? a : b.
FLOW_INLINE vec choose(mask m, vec a, vec b)
{
#  if VECTOR_BYTES == 32 && defined(SIMD)
  return SIMD(blendv)(b, a, (vec)m);
#  else
  return (vec)((m & (lanes)a) | (~m & (lanes)b));
#  endif
}

/// a where m, else 0.
FLOW_INLINE vec where(mask m, vec a)
{
  return (vec)(m & (lanes)a);
}
#endif

// ------------------------------------------------------------------ least, most, root

#ifdef SIMD
/// a < b ? a : b.
FLOW_INLINE vec vmin(vec a, vec b)
{
  return SIMD(min)(a, b);
}

/// a > b ? a : b.
FLOW_INLINE vec vmax(vec a, vec b)
{
  return SIMD(max)(a, b);
}

FLOW_INLINE vec vsqrt(vec a)
{
  return SIMD(sqrt)(a);
}
#else
/// a < b ? a : b.
FLOW_INLINE vec vmin(vec a, vec b)
{
  return choose(below(a, b), a, b);
}

/// a > b ? a : b.
FLOW_INLINE vec vmax(vec a, vec b)
{
  return choose(below(b, a), a, b);
}

FLOW_INLINE vec vsqrt(vec a)
{
  for (int i = 0; i < VL; ++i) a[i] = FLOW_REAL == 4 ? (real)sqrtf((float)a[i]) : (real)sqrt(a[i]);
  return a;
}
#endif

#endif
