// SPDX-License-Identifier: MIT
// Compiled once per instruction set with -DISA=symbol -DISA_NAME="name" -DVL=lanes; see kernel.h
// for the mathematics.
#include "kernel.h"
#include <math.h>

typedef double vec __attribute__((vector_size(8 * VL)));
typedef double uvec __attribute__((vector_size(8 * VL), aligned(8)));

// Registers of ring pairs per block (BV) and per pass with the sums of two columns (HV), columns
// per pass of one register (NC), and steps per pass of the analysis (KT): as many as the register
// file holds. No larger a block than needed, since it starts as early as its first ring pair
// demands.
#if VL == 8
enum { BV = 2, HV = 2, NC = 4, KT = 4 };
#elif defined(__aarch64__) // 32 registers
enum { BV = 4, HV = 2, NC = 4, KT = 4 };
#else
enum { BV = 2, HV = 1, NC = 2, KT = 2 };
#endif
enum { BLOCK = BV * VL };

/// A loop of known length that is always unrolled: its vectors live in registers.
#define UNROLL(i, n) _Pragma("GCC unroll 16") for (int i = 0; i < (n); ++i)
#define INLINE static inline __attribute__((always_inline))

INLINE vec load(const double *p)
{
  return *(const vec *)p;
}
INLINE void store(double *p, vec v)
{
  *(vec *)p = v;
}
INLINE vec all(double x)
{
  return x - (vec){0};
}

#include "kernel_even.h"
#include "kernel_rings.h"
#include "kernel_single.h"
#include "kernel_step.h"
#include "kernel_tables.h"
#include "kernel_theta.h"

/// In the order of transpose_sum(), so that results do not depend on which of the two is used.
INLINE double sum(vec v)
{
#if VL == 8
  return ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7]));
#elif VL == 4
  return (v[0] + v[1]) + (v[2] + v[3]);
#else
  return v[0] + v[1];
#endif
}

#if VL == 8
INLINE vec fold2(vec a, vec b)
{ // pairs of lanes: a0+a1, b0+b1, a2+a3, b2+b3, ...
  return __builtin_shufflevector(a, b, 0, 8, 2, 10, 4, 12, 6, 14) +
         __builtin_shufflevector(a, b, 1, 9, 3, 11, 5, 13, 7, 15);
}

INLINE vec fold4(vec a, vec b)
{ // 128-bit halves: from (ab)(ab)(ab)(ab), (cd)... to (ab)(ab)(cd)(cd)
  return __builtin_shufflevector(a, b, 0, 1, 4, 5, 8, 9, 12, 13) +
         __builtin_shufflevector(a, b, 2, 3, 6, 7, 10, 11, 14, 15);
}

INLINE vec transpose_sum(const vec s[8])
{ // the sums of eight registers in one
  vec ab = fold2(s[0], s[1]), cd = fold2(s[2], s[3]);
  vec ef = fold2(s[4], s[5]), gh = fold2(s[6], s[7]);
  return fold4(fold4(ab, cd), fold4(ef, gh));
}
#endif

/// Partial sums of one register, in double.
INLINE vec partial_sums(const double *sums, const int single)
{
  return single ? collapse(loadf((const float *)sums)) : load(sums);
}

INLINE void reduce_as(const double *sums, int n, double *out, const int single)
{
  int i = 0;
#if VL == 8
  for (; i + 8 <= n; i += 8) {
    vec s[8];
    UNROLL (j, 8) s[j] = partial_sums(sums + VL * (ptrdiff_t)(i + j), single);
    *(uvec *)(out + i) += transpose_sum(s);
  }
#endif
  for (; i < n; ++i) out[i] += sum(partial_sums(sums + VL * (ptrdiff_t)i, single));
}

static void reduce(const double *sums, int n, double *out)
{
  reduce_as(sums, n, out, 0);
}

static void single_reduce(const double *sums, int n, double *out)
{
  reduce_as(sums, n, out, 1);
}

#define NAME_(prefix, isa) prefix##isa
#define NAME(prefix, isa) NAME_(prefix, isa)

const s2fft_kernel NAME(s2fft_kernel_, ISA) = {
    .isa = ISA_NAME,
    .lanes = VL,
    .block = BLOCK,
    .group = KT,
    .dft = &NAME(s2fft_dft_kernel_, ISA),
    .even = {{.records = BV,
              .state = 3,
              .synthesis = {even1_synthesis, even2_synthesis, even4_synthesis},
              .analysis = {even1_analysis, even2_analysis, even4_analysis},
              .pack = even_pack,
              .reduce = reduce},
             {.records = BV / 2,
              .state = 6,
              .synthesis = {NULL, single2_synthesis, single4_synthesis},
              .analysis = {NULL, single2_analysis, single4_analysis},
              .pack = single_pack,
              .reduce = single_reduce}},
    .step_synthesis = step_synthesis,
    .step_analysis = step_analysis,
    .axial_synthesis = axial_synthesis,
    .axial_analysis = axial_analysis,
    .fill_mid = fill_mid,
    .fill_cap = fill_cap,
    .even_scan = even_scan,
    .step_scan = step_scan,
    .pack_real = pack_real,
    .unpack_real = unpack_real,
    .pack_complex = pack_complex,
    .unpack_complex = unpack_complex,
    .theta_extend = theta_extend,
    .theta_split = theta_split,
    .theta_band = theta_band,
    .theta_weight = theta_weight,
    .theta_interpolate = theta_interpolate,
    .theta_spread = theta_spread,
    .lanes_to_rows = lanes_to_rows,
    .lanes_to_rowsf = lanes_to_rowsf,
    .rows_to_lanes = rows_to_lanes,
    .rowsf_to_lanes = rowsf_to_lanes,
};
