// SPDX-License-Identifier: MIT
// Compiled once per instruction set with -DISA=symbol -DVL=lanes; see points_kernel.h. The taps of
// a window are the lanes.
#include "points_kernel.h"
#include <math.h>

typedef double vec __attribute__((vector_size(8 * VL), aligned(8), may_alias));

#define INLINE static inline __attribute__((always_inline))
#define UNROLL(i, n) _Pragma("GCC unroll 8") for (int i = 0; i < (n); ++i)

/// Vectors of taps at most, and points whose taps are made at a time.
enum { VECTORS_MAX = POINTS_WIDTH_MAX / VL, BATCH = 16 };

/// Taps of both angles for a batch of points.
typedef struct taps {
  _Alignas(64) double of[BATCH][2][POINTS_WIDTH_MAX];
} taps;

INLINE vec load(const double *p)
{
  return *(const vec *)p;
}
INLINE void store(double *p, vec v)
{
  *(vec *)p = v;
}

INLINE vec reverse(vec v)
{
#if VL == 8
  return __builtin_shufflevector(v, v, 7, 6, 5, 4, 3, 2, 1, 0);
#elif VL == 4
  return __builtin_shufflevector(v, v, 3, 2, 1, 0);
#else
  return __builtin_shufflevector(v, v, 1, 0);
#endif
}

/// By halves.
INLINE double sum(vec v)
{
#if VL == 8
  typedef double half __attribute__((vector_size(32)));
  half a = __builtin_shufflevector(v, v, 0, 1, 2, 3) + __builtin_shufflevector(v, v, 4, 5, 6, 7);
#elif VL == 4
  vec a = v;
#endif
#if VL >= 4
  return (a[0] + a[2]) + (a[1] + a[3]);
#else
  return v[0] + v[1];
#endif
}

/// All taps at z, `vectors` of them. Even and odd powers apart: at -z they are the mirrored taps,
/// so that half of the vectors are evaluated.
INLINE void evaluate(const points_window *w, int vectors, double z, double *out)
{
  int half = (vectors + 1) / 2, mirrored = vectors / 2;
  vec even[VECTORS_MAX], odd[VECTORS_MAX], zero = {0};
  double square = z * z;
  int top = w->degree & ~1; // largest even power
  UNROLL (v, half) {
    even[v] = load(w->coef[top] + VL * v);
    odd[v] = w->degree & 1 ? load(w->coef[w->degree] + VL * v) : zero;
  }
  for (int d = top - 2; d >= 0; d -= 2) {
    UNROLL (v, half) {
      even[v] = even[v] * square + load(w->coef[d] + VL * v);
      odd[v] = odd[v] * square + load(w->coef[d + 1] + VL * v);
    }
  }
  UNROLL (v, mirrored) store(out + w->width - VL * (v + 1), reverse(even[v] - odd[v] * z));
  UNROLL (v, half) store(out + VL * v, even[v] + odd[v] * z);
}

INLINE void make_taps(const points_window *w, int vectors, const points_place *place, int n,
                      taps *out)
{
  for (int i = 0; i < n; ++i) {
    UNROLL (k, 2) evaluate(w, vectors, place[i].z[k], out->of[i][k]);
  }
}

/// Neighbours in a tile may be anywhere in the caller's arrays: ask for the values of one batch
/// while working on the batch before.
INLINE void prefetch(const points_place *place, int64_t n, int planes, const points_values *values)
{
  for (int64_t i = 0; i < n && i < BATCH; ++i)
    for (int k = 0; k < planes; ++k)
      __builtin_prefetch(values->part[k] + values->stride * points_index(&place[i]), 1);
}

/// First cell of a point's taps in its tile.
INLINE ptrdiff_t cell(const points_place *p)
{
  return (p->code >> 4 & 15) * POINTS_TILE_PITCH + (p->code & 15);
}

/// Sum over the cells of one point.
INLINE double interpolate_one(int vectors, int width, double taps[2][POINTS_WIDTH_MAX],
                              const double *from)
{
  vec column[VECTORS_MAX], total = {0};
  UNROLL (v, vectors) column[v] = (vec){0};
  for (int r = 0; r < width; ++r) {
    UNROLL (v, vectors) column[v] += taps[0][r] * load(from + r * POINTS_TILE_PITCH + VL * v);
  }
  UNROLL (v, vectors) total += column[v] * load(taps[1] + VL * v);
  return sum(total);
}

/// The number of vectors is constant wherever this is inlined.
INLINE void interpolate(int vectors, const points_window *w, const points_place *place, int64_t n,
                        const double *tile, int planes, const points_values *values)
{
  taps t = {{{{0}}}};
  for (int64_t first = 0; first < n; first += BATCH) {
    int count = n - first < BATCH ? (int)(n - first) : BATCH;
    prefetch(place + first + count, n - first - count, planes, values);
    make_taps(w, vectors, place + first, count, &t);
    for (int i = 0; i < count; ++i) {
      const points_place *p = &place[first + i];
      for (int k = 0; k < planes; ++k) {
        const double *from = tile + k * POINTS_TILE_SIZE + cell(p);
        double value = interpolate_one(vectors, w->width, t.of[i], from);
        values->part[k][values->stride * points_index(p)] = (k == 0 ? 1 : values->sign) * value;
      }
    }
  }
}

/// Add the taps of one point, times value.
INLINE void spread_one(int vectors, int width, double taps[2][POINTS_WIDTH_MAX], double value,
                       double *to)
{
  vec row[VECTORS_MAX];
  UNROLL (v, vectors) row[v] = value * load(taps[1] + VL * v);
  for (int r = 0; r < width; ++r) {
    UNROLL (v, vectors) {
      double *at = to + r * POINTS_TILE_PITCH + VL * v;
      store(at, load(at) + taps[0][r] * row[v]);
    }
  }
}

INLINE void spread(int vectors, const points_window *w, const points_place *place, int64_t n,
                   double *tile, int planes, const points_values *values)
{
  taps t = {{{{0}}}};
  for (int64_t first = 0; first < n; first += BATCH) {
    int count = n - first < BATCH ? (int)(n - first) : BATCH;
    prefetch(place + first + count, n - first - count, planes, values);
    make_taps(w, vectors, place + first, count, &t);
    for (int i = 0; i < count; ++i) {
      const points_place *p = &place[first + i];
      for (int k = 0; k < planes; ++k) {
        double value = values->part[k][values->stride * points_index(p)];
        if (k > 0) value *= values->sign;
        spread_one(vectors, w->width, t.of[i], value, tile + k * POINTS_TILE_SIZE + cell(p));
      }
    }
  }
}

#define CASE(vectors)                                                                              \
  case vectors:                                                                                    \
    WORK(vectors);                                                                                 \
    return;
#if VL == 8
#  define CASES CASE(1) CASE(2)
#elif VL == 4
#  define CASES CASE(1) CASE(2) CASE(3) CASE(4)
#else
#  define CASES CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8)
#endif

static void interpolate_any(const points_window *w, const points_place *place, int64_t n,
                            const double *tile, int planes, const points_values *values)
{
#define WORK(vectors) interpolate(vectors, w, place, n, tile, planes, values)
  switch ((w->width + VL - 1) / VL) {
    CASES
  }
#undef WORK
}

static void spread_any(const points_window *w, const points_place *place, int64_t n, double *tile,
                       int planes, const points_values *values)
{
#define WORK(vectors) spread(vectors, w, place, n, tile, planes, values)
  switch ((w->width + VL - 1) / VL) {
    CASES
  }
#undef WORK
}

static void locate(const points_lattice *g, const double *angle, int n, double *z, int *first)
{
  for (int i = 0; i < n; ++i) {
    double x = angle[i] * g->samples[0];
    double tail = fma(angle[i], g->samples[0], -x) + angle[i] * g->samples[1];
    x -= g->period * floor(x / g->period); // exact
    double right = ceil(x + g->half), d = right - g->half - x - tail;
    double step = (d < 0) - (d > 1);
    z[i] = 2 * (d + step) - 1;
    first[i] = (int)(right + step) - g->before;
  }
}

static void rows_to_circle(const double *row, ptrdiff_t pitch, int n, double sign, double *x,
                           ptrdiff_t step)
{
  for (ptrdiff_t k = 0; k < n; ++k) store(x + k * step, sign * load(row + k * pitch));
}

static void rows_add_to_circle(const double *row, ptrdiff_t pitch, int n, double sign, double *x,
                               ptrdiff_t step)
{
  for (ptrdiff_t k = 0; k < n; ++k) {
    double *at = x + k * step;
    store(at, load(at) + sign * load(row + k * pitch));
  }
}

static void circle_to_rows(const double *x, ptrdiff_t step, int n, double sign, double *row,
                           ptrdiff_t pitch)
{
  for (ptrdiff_t k = 0; k < n; ++k) store(row + k * pitch, sign * load(x + k * step));
}

#define NAME_(prefix, isa) prefix##isa
#define NAME(prefix, isa) NAME_(prefix, isa)

const points_kernel NAME(points_kernel_, ISA) = {
    .locate = locate,
    .interpolate = interpolate_any,
    .spread = spread_any,
    .rows_to_circle = rows_to_circle,
    .rows_add_to_circle = rows_add_to_circle,
    .circle_to_rows = circle_to_rows,
};
