// SPDX-License-Identifier: MIT
// The kernels of rotate_kernel.h. Compiled once per instruction set with -DISA=symbol -DVL=lanes.
#include "rotate_kernel.h"
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef double vec __attribute__((vector_size(8 * VL), aligned(8), may_alias));
typedef int64_t mask __attribute__((vector_size(8 * VL), aligned(8), may_alias));

/// A loop of known length that is always unrolled: its vectors live in registers.
#define UNROLL(i, n) _Pragma("GCC unroll 8") for (int i = 0; i < (n); ++i)
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
INLINE vec keep(mask which, vec v)
{
  return (vec)(which & (mask)v);
}
/// |v| > limit
INLINE mask beyond(vec v, double limit)
{
  return (v > limit) | (v < -limit);
}
INLINE int any(mask which)
{
  int64_t bits = 0;
  UNROLL (i, VL) bits |= which[i];
  return bits != 0;
}
/// out[i] = sum over the lanes of sums[i], i < count
static void add_lanes(const double *restrict sums, int count, double *restrict out)
{
  for (int i = 0; i < count; ++i, sums += VL) {
    out[i] = sums[0] + sums[1];
    for (int k = 2; k < VL; k += 2) out[i] += sums[k] + sums[k + 1];
  }
}
INLINE int step_down(int m, int steps, int bottom)
{
  return m - steps > bottom ? m - steps : bottom;
}

/// Which of the recursions, of n and of -n, count.
typedef enum rotate_signs { PLUS, MINUS, BOTH } rotate_signs;

#define FIELDS 1
#define TV 2
#define OF(name) name##_1
#include "rotate_tile.h"
#undef FIELDS
#undef TV
#undef OF

#define FIELDS 2
#if VL == 4 // 16 registers
#  define TV 1
#else
#  define TV 2
#endif
#define OF(name) name##_2
#include "rotate_tile.h"

#define NAME_(prefix, isa) prefix##isa
#define NAME(prefix, isa) NAME_(prefix, isa)

const rotate_kernel NAME(s2fft_rotate_kernel_, ISA) = {.lanes = VL,
                                                       .degree = {run_degree_1, run_degree_2}};
