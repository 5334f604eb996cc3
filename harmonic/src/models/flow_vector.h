// SPDX-License-Identifier: MIT
/// @file
/// Vectors of REAL, and the functions of one variable that flows need, without branches. The file
/// is compiled with FLOW_REAL (4 or 8 bytes) and VECTOR_BYTES.
///
/// exp, log and tanh reduce as usual (ln 2 in two parts) to polynomials near the minimax ones;
/// their errors are below 2 units in the last place, softplus 3. Arguments of exp are clamped to
/// where a thousand results have a normal sum.
#ifndef HARMONIC_FLOW_VECTOR_H
#define HARMONIC_FLOW_VECTOR_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#define FLOW_INLINE static inline __attribute__((always_inline))

#if FLOW_REAL == 4
typedef float real;
typedef int32_t bits;
typedef uint32_t ubits;
enum { MANTISSA = 23, EXP_TERMS = 6, LOG_TERMS = 4 };
#  define EXP_LIMIT 80.0f
#  define TANH_LIMIT 10.0f
#  define LOG2E 1.44269504f
#  define LN2_HIGH 0x1.62e4p-1f
#  define LN2_LOW 1.42860677e-6f
#  define ROOT_HALF 0x3f3504f3
#  define ONE 0x3f800000
static const real exp_terms[EXP_TERMS] = {0.5f,
                                          0.16666666681614256f,
                                          0.04166646500604005f,
                                          0.008333310934448869f,
                                          0.0013933641031986701f,
                                          0.00019890980869750327f};
static const real log_terms[LOG_TERMS] = {0.6666666655449709f, 0.40000121839806124f,
                                          0.28550820815960665f, 0.23330467216303835f};
#else
typedef double real;
typedef int64_t bits;
typedef uint64_t ubits;
enum { MANTISSA = 52, EXP_TERMS = 11, LOG_TERMS = 8 };
#  define EXP_LIMIT 700.0
#  define TANH_LIMIT 20.0
#  define LOG2E 1.4426950408889634
#  define LN2_HIGH 6.93147180369123816490e-01
#  define LN2_LOW 1.90821492927058770002e-10
#  define ROOT_HALF 0x3fe6a09e667f3bcd
#  define ONE 0x3ff0000000000000
static const real exp_terms[EXP_TERMS] = {0.5,
                                          0.1666666666666667,
                                          0.04166666666666667,
                                          0.008333333333326141,
                                          0.0013888888888883752,
                                          0.00019841269874800493,
                                          2.4801587325533363e-05,
                                          2.7557255425746435e-06,
                                          2.7557273661348637e-07,
                                          2.510520637395701e-08,
                                          2.0914679376583935e-09};
static const real log_terms[LOG_TERMS] = {
    0.6666666666666666,  0.4000000000000088,  0.28571428570803614, 0.22222222391713917,
    0.18181795640132906, 0.15386239702814658, 0.13268773138656886, 0.13086626147840102};
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

/// m ? a : b, for the result m of a comparison.
FLOW_INLINE vec choose(lanes m, vec a, vec b)
{
  return (vec)((m & (lanes)a) | (~m & (lanes)b));
}

/// a where m, else 0.
FLOW_INLINE vec where(lanes m, vec a)
{
  return (vec)(m & (lanes)a);
}

FLOW_INLINE vec vmin(vec a, vec b)
{
  return choose(a < b, a, b);
}

FLOW_INLINE vec vmax(vec a, vec b)
{
  return choose(a > b, a, b);
}

FLOW_INLINE vec vabs(vec a)
{
  return (vec)((lanes)a & (bits)(((ubits)1 << (8 * FLOW_REAL - 1)) - 1));
}

FLOW_INLINE vec vsqrt(vec a)
{
  for (int i = 0; i < VL; ++i) a[i] = FLOW_REAL == 4 ? (real)sqrtf((float)a[i]) : (real)sqrt(a[i]);
  return a;
}

/// The number whose last bits count: x + magic rounds to an integer.
#define MAGIC ((real)(3 * ((int64_t)1 << (MANTISSA - 1))))

/// n and e^r - 1 of e^x = 2^n e^r, |r| <= ln 2 / 2; n is in the last bits of *shifted.
FLOW_INLINE vec reduced_expm1(vec x, vec *shifted)
{
  vec t = x * (real)LOG2E + MAGIC, n = t - MAGIC;
  vec r = (x - n * (real)LN2_HIGH) - n * (real)LN2_LOW;
  vec h = splat(exp_terms[EXP_TERMS - 1]);
#pragma GCC unroll 16
  for (int i = EXP_TERMS - 2; i >= 0; --i) h = h * r + exp_terms[i];
  *shifted = t;
  return r * r * h + r;
}

FLOW_INLINE vec vexp(vec x)
{
  vec t, q = reduced_expm1(vmax(vmin(x, splat(EXP_LIMIT)), splat(-EXP_LIMIT)), &t);
  return (vec)((lanes)(q + 1) + ((lanes)t << MANTISSA));
}

/// e^x - 1 for 0 <= x.
FLOW_INLINE vec vexpm1_positive(vec x)
{
  vec t, q = reduced_expm1(x, &t);
  vec power = (vec)(((lanes)t << MANTISSA) + (bits)ONE);
  return power * q + (power - 1);
}

/// Of normal numbers > 0.
FLOW_INLINE vec vlog(vec x)
{
  ulanes u = (ulanes)x + (ubits)(ONE - ROOT_HALF);
  ulanes exponent = (u >> MANTISSA) | (ulanes)splat((real)((int64_t)1 << MANTISSA));
  vec n = (vec)exponent - (real)(((int64_t)1 << MANTISSA) + (FLOW_REAL == 4 ? 127 : 1023));
  vec f = (vec)((u & (ubits)(((int64_t)1 << MANTISSA) - 1)) + (ubits)ROOT_HALF) - 1;
  vec s = f / (f + 2), z = s * s, half = (real)0.5 * f * f;
  vec p = splat(log_terms[LOG_TERMS - 1]);
#pragma GCC unroll 16
  for (int i = LOG_TERMS - 2; i >= 0; --i) p = p * z + log_terms[i];
  return n * (real)LN2_HIGH - ((half - (s * (half + z * p) + n * (real)LN2_LOW)) - f);
}

/// By e^2|x| - 1, which keeps the digits of small x.
FLOW_INLINE vec vtanh(vec x)
{
  vec e = vexpm1_positive(2 * vmin(vabs(x), splat(TANH_LIMIT)));
  vec t = e / (e + 2);
  return (vec)((lanes)t | ((lanes)x & (bits)((ubits)1 << (8 * FLOW_REAL - 1))));
}

/// ln(1 + e^x) and its derivative.
FLOW_INLINE vec vsoftplus(vec x, vec *derivative)
{
  vec e = vexp(-vabs(x)), u = 1 + e;
  *derivative = choose(x < 0, e, splat(1)) / u;
  return vmax(x, splat(0)) + vlog(u) + (e - (u - 1)) / u; // the last term: what u has lost
}

#endif
