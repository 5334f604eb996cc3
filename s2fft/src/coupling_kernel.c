// SPDX-License-Identifier: MIT
// Compiled once per instruction set with -DISA=symbol -DVL=lanes; see coupling_kernel.h.
#include "coupling_kernel.h"
#include <math.h>
#include <string.h>

typedef double vec __attribute__((vector_size(8 * VL), aligned(8), may_alias));

/// A loop of known length that is always unrolled: its vectors live in registers.
#define UNROLL(i, n) _Pragma("GCC unroll 8") for (int i = 0; i < (n); ++i)
#define INLINE static inline __attribute__((always_inline))

#define LIMIT 0x1p128 ///< what has grown beyond is scaled down
enum {
  NV = COUPLING_LANES / VL,
  CHECK = 8 ///< pairs of steps between looks at the size; one step grows by less than 2^10
};

INLINE vec load(const double *p)
{
  return *(const vec *)p;
}

/// A block of lanes, l2 = first .. first+LANES-1.
typedef struct block {
  const coupling_sums *sums;
  int l1, first;
} block;

/// One direction of the recursion for both spins, and its sums over j.
typedef struct half {
  vec now[2][NV], past[2][NV]; ///< y_k and the one before it
  vec norm[2][NV];             ///< sum t y^2
  vec parity[2][NV];           ///< sum mask_j t y^a y^b over even and odd k
} half;

/// Add element k, of the given parity, and go on to its neighbour.
INLINE void step(const block *b, half *h, int k, int parity, int families)
{
  const coupling_sums *s = b->sums;
  int d = b->first - b->l1, n = k >> 1, up = (k + 1) >> 1;
  double common = s->ratio[parity][n] * s->ratio[parity][(2 * b->l1 - k) >> 1];
  const double *x = s->ratio[parity] + d + n, *y = s->ratio[1 - parity] + b->first + up;
  const double *odd = s->odd + d + k, *mask = s->mask + d + k;
  UNROLL (i, NV) {
    vec t = load(odd + VL * i) * common * load(x + VL * i) * load(y + VL * i);
    vec product = t * h->now[0][i] * h->now[families - 1][i];
    h->parity[parity][i] += load(mask + VL * i) * product;
    UNROLL (f, families) {
      vec past = h->past[f][i], now = h->now[f][i];
      h->norm[f][i] += t * now * now;
      h->past[f][i] = now;
      h->now[f][i] = (2.0 * s->spin[f]) * t * now - past;
    }
  }
}

/// Scale down the lanes that have grown beyond LIMIT. What underflows was irrelevant
/// beside it.
static void rescale(half *h, int families)
{
  double scale[2][COUPLING_LANES], now[COUPLING_LANES];
  int grown = 0;
  for (int f = 0; f < families; ++f) {
    memcpy(now, h->now[f], sizeof now);
    for (int i = 0; i < COUPLING_LANES; ++i) {
      scale[f][i] = fabs(now[i]) > LIMIT ? 1.0 / LIMIT : 1.0;
      grown |= scale[f][i] != 1.0;
    }
  }
  if (!grown) return;
  UNROLL (i, NV) {
    for (int f = 0; f < families; ++f) {
      vec c = load(scale[f] + VL * i);
      h->now[f][i] *= c;
      h->past[f][i] *= c;
      h->norm[f][i] *= c * c;
    }
    vec both = load(scale[0] + VL * i) * load(scale[families - 1] + VL * i);
    UNROLL (p, 2) h->parity[p][i] *= both;
  }
}

INLINE half start(void)
{
  half h;
  memset(&h, 0, sizeof h);
  UNROLL (i, NV) h.now[0][i] = h.now[1][i] = h.past[0][i] + 1.0;
  return h;
}

/// Elements 0 .. last (odd), and one more that is not added.
INLINE half run_up(const block *b, int last, int families)
{
  half h = start();
  for (int k = 0; k < last;) {
    int stop = k + 2 * CHECK < last + 1 ? k + 2 * CHECK : last + 1;
    for (; k < stop; k += 2) {
      step(b, &h, k, 0, families);
      step(b, &h, k + 1, 1, families);
    }
    rescale(&h, families);
  }
  return h;
}

/// Elements 2 l1 .. first (even), and one more that is not added.
INLINE half run_down(const block *b, int first, int families)
{
  half h = start();
  int k = 2 * b->l1;
  step(b, &h, k, 0, families);
  for (--k; k > first;) {
    int stop = k - 2 * CHECK > first - 1 ? k - 2 * CHECK : first - 1;
    for (; k > stop; k -= 2) {
      step(b, &h, k, 1, families);
      step(b, &h, k - 1, 0, families);
    }
    rescale(&h, families);
  }
  return h;
}

/// Both halves, made to fit where they overlap in two elements, divided by the sum rule.
INLINE void block_sums(const block *b, double *even, double *odd, int families)
{
  double d = b->first + COUPLING_LANES / 2 - b->l1, whole = d + 2.0 * b->l1 + 1.0;
  int pairs = (int)(0.5 * (sqrt(d * whole) - d)), most = b->l1 - 1;
  int join = 2 * (pairs < most ? pairs : most) + 1;
  half low = run_up(b, join, families), high = run_down(b, join + 1, families);
  UNROLL (i, NV) {
    vec fit[2], norm[2], scale;
    UNROLL (f, families) {
      vec u0 = low.past[f][i], u1 = low.now[f][i];
      fit[f] = (u0 * high.now[f][i] + u1 * high.past[f][i]) / (u0 * u0 + u1 * u1);
      norm[f] = fit[f] * fit[f] * low.norm[f][i] + high.norm[f][i];
    }
    UNROLL (n, VL) scale[n] = sqrt(norm[0][n] * norm[families - 1][n]);
    vec both = fit[0] * fit[families - 1];
    vec e = (both * low.parity[0][i] + high.parity[0][i]) / scale;
    vec o = (both * low.parity[1][i] + high.parity[1][i]) / scale;
    memcpy(even + VL * i, &e, sizeof e);
    memcpy(odd + VL * i, &o, sizeof o);
  }
}

static void sums_of_block(const coupling_sums *sums, int l1, int first, double *even, double *odd)
{
  block b = {.sums = sums, .l1 = l1, .first = first};
  if (sums->spin[0] == sums->spin[1])
    block_sums(&b, even, odd, 1);
  else
    block_sums(&b, even, odd, 2);
}

#define NAME_(prefix, isa) prefix##isa
#define NAME(prefix, isa) NAME_(prefix, isa)

coupling_block *const NAME(s2fft_coupling_block_, ISA) = sums_of_block;
