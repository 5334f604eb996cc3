// SPDX-License-Identifier: MIT
/// @file
/// The functions of one variable that flows need, of vectors and without branches.
///
/// exp, log and tanh reduce as usual (ln 2 in two parts) to polynomials near the minimax ones;
/// their errors are below 2 units in the last place, softplus 3. Arguments of exp are clamped to
/// where a thousand results have a normal sum.
#ifndef HARMONIC_FLOW_VECTOR_H
#define HARMONIC_FLOW_VECTOR_H

#include "flow_lanes.h"

#if FLOW_REAL == 4
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

/// The number whose last bits count: x + magic rounds to an integer.
#define MAGIC ((real)(3 * ((int64_t)1 << (MANTISSA - 1))))

/// Vectors that go through a chain of operations side by side: one chain alone leaves the units
/// idle for its latencies, and the processor looks too few operations ahead to overlap the next.
enum { GROUP = 4 };

/// For the constant n of a group: operations on v = 0 .. n-1, unrolled.
#define FOR_GROUP(v, n) _Pragma("GCC unroll 4") for (int v = 0; v < (n); ++v)

/// n and q = e^r - 1 of e^x = 2^n e^r, |r| <= ln 2 / 2; n is in the last bits of shifted.
FLOW_INLINE void group_reduced_expm1(int count, const vec *x, vec *q, vec *shifted)
{
  vec r[GROUP], h[GROUP];
  FOR_GROUP(v, count) shifted[v] = x[v] * (real)LOG2E + MAGIC;
  FOR_GROUP(v, count) r[v] = shifted[v] - MAGIC;
  FOR_GROUP(v, count) r[v] = (x[v] - r[v] * (real)LN2_HIGH) - r[v] * (real)LN2_LOW;
  FOR_GROUP(v, count) h[v] = exp_terms[EXP_TERMS - 1] * r[v] + exp_terms[EXP_TERMS - 2];
#pragma GCC unroll 16
  for (int i = EXP_TERMS - 3; i >= 0; --i) FOR_GROUP(v, count) h[v] = h[v] * r[v] + exp_terms[i];
  FOR_GROUP(v, count) q[v] = r[v] * r[v] * h[v] + r[v];
}

FLOW_INLINE void group_exp(int count, const vec *x, vec *e)
{
  vec t[GROUP], q[GROUP], within[GROUP];
  FOR_GROUP(v, count) within[v] = vmax(vmin(x[v], splat(EXP_LIMIT)), splat(-EXP_LIMIT));
  group_reduced_expm1(count, within, q, t);
  FOR_GROUP(v, count) e[v] = (vec)((lanes)(q[v] + 1) + ((lanes)t[v] << MANTISSA));
}

/// e^x - 1 for 0 <= x.
FLOW_INLINE void group_expm1_positive(int count, const vec *x, vec *e)
{
  vec t[GROUP], q[GROUP];
  group_reduced_expm1(count, x, q, t);
  FOR_GROUP(v, count)
  {
    vec power = (vec)(((lanes)t[v] << MANTISSA) + (bits)ONE);
    e[v] = power * q[v] + (power - 1);
  }
}

/// By e^2|x| - 1, which keeps the digits of small x.
FLOW_INLINE void group_tanh(int count, const vec *x, vec *f)
{
  vec e[GROUP], twice[GROUP];
  FOR_GROUP(v, count) twice[v] = 2 * vmin(vabs(x[v]), splat(TANH_LIMIT));
  group_expm1_positive(count, twice, e);
  FOR_GROUP(v, count)
  {
    vec t = e[v] / (e[v] + 2);
    f[v] = (vec)((lanes)t | ((lanes)x[v] & (bits)((ubits)1 << (8 * FLOW_REAL - 1))));
  }
}

FLOW_INLINE vec vexp(vec x)
{
  group_exp(1, &x, &x);
  return x;
}

FLOW_INLINE vec vtanh(vec x)
{
  vec f;
  group_tanh(1, &x, &f);
  return f;
}

/// n ln 2 + ln(1 + f), for 1 + f between the roots of 1/2 and of 2.
FLOW_INLINE void group_log_near(int count, const vec *n, const vec *f, vec *y)
{
  vec s[GROUP], z[GROUP], p[GROUP];
  FOR_GROUP(v, count) s[v] = f[v] / (f[v] + 2);
  FOR_GROUP(v, count) z[v] = s[v] * s[v];
  FOR_GROUP(v, count) p[v] = log_terms[LOG_TERMS - 1] * z[v] + log_terms[LOG_TERMS - 2];
#pragma GCC unroll 16
  for (int i = LOG_TERMS - 3; i >= 0; --i) FOR_GROUP(v, count) p[v] = p[v] * z[v] + log_terms[i];
  FOR_GROUP(v, count)
  {
    vec half = (real)0.5 * f[v] * f[v];
    vec low = half - (s[v] * (half + z[v] * p[v]) + n[v] * (real)LN2_LOW);
    y[v] = n[v] * (real)LN2_HIGH - (low - f[v]);
  }
}

/// Of normal numbers > 0.
FLOW_INLINE vec vlog(vec x)
{
  ulanes u = (ulanes)x + (ubits)(ONE - ROOT_HALF);
  ulanes exponent = (u >> MANTISSA) | (ulanes)splat((real)((int64_t)1 << MANTISSA));
  vec n = (vec)exponent - (real)(((int64_t)1 << MANTISSA) + (FLOW_REAL == 4 ? 127 : 1023));
  vec f = (vec)((u & (ubits)(((int64_t)1 << MANTISSA) - 1)) + (ubits)ROOT_HALF) - 1;
  group_log_near(1, &n, &f, &n);
  return n;
}

/// ln(1 + e^x) = max(x, 0) + ln(1 + e), e = e^-|x|, and its derivative.
FLOW_INLINE void group_softplus(int count, const vec *x, vec *y, vec *derivative)
{
  vec e[GROUP];
  FOR_GROUP(v, count) e[v] = -vabs(x[v]);
  group_exp(count, e, e);
  vec n[GROUP], f[GROUP];
  FOR_GROUP(v, count)
  {
    mask large = reaches(e[v], splat((real)0.41421356));
    f[v] = choose(large, (real)0.5 * (e[v] - 1), e[v]); // 1 + f is 1 + e, or half of it
    n[v] = where(large, splat(1));
  }
  group_log_near(count, n, f, y);
  FOR_GROUP(v, count) y[v] += vmax(x[v], splat(0));
  FOR_GROUP(v, count)
  derivative[v] = choose(below(x[v], splat(0)), e[v], splat(1)) / (1 + e[v]);
}

FLOW_INLINE vec vsoftplus(vec x, vec *derivative)
{
  vec y;
  group_softplus(1, &x, &y, derivative);
  return y;
}

#endif
