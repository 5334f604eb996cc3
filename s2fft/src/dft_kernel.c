// SPDX-License-Identifier: MIT
// The transforms of dft.h for one instruction set. Compiled once per set with -DVL=lanes,
// -DISA=symbol and -DISA_NAME="name"; needs GCC's vector extensions and nothing else.
#include "dft_plan.h"
#include <stdbool.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

// Loops whose short constant length gcc must resolve (clang does so unasked).
#ifdef __clang__
#  define UNROLL
#else
#  define UNROLL _Pragma("GCC unroll 8")
#endif

// Which outputs of a pass are multiplied by a twiddle.
enum twiddle { TWIDDLE_INNER, TWIDDLE_NONE, TWIDDLE_ALL };

// Pairs of outputs of a direct prime butterfly at a time: four accumulators each.
#define ANY_OUTPUTS (VL == 8 ? 4 : 2)

#define W VL
#define LANES(name) lanes_##name
#include "dft_lanes.h"
#undef W
#undef LANES

// Rows are decimated into DFT_ROW_LANES = 4 sequences, done together or, on two-lane vectors, by
// halves.
#if VL > DFT_ROW_LANES
#  define W DFT_ROW_LANES
#  define LANES(name) row_##name
#  include "dft_lanes.h"
#  undef W
#  undef LANES
enum { ROW_VL = DFT_ROW_LANES };
#else
#  define row_execute lanes_execute
enum { ROW_VL = VL };
#endif

typedef double vec4 __attribute__((vector_size(32), aligned(8), may_alias));

// Transpose a 4x4 matrix, held as four vectors.
INLINE void transpose(vec4 *a)
{
  vec4 t0 = __builtin_shufflevector(a[0], a[1], 0, 4, 2, 6);
  vec4 t1 = __builtin_shufflevector(a[0], a[1], 1, 5, 3, 7);
  vec4 t2 = __builtin_shufflevector(a[2], a[3], 0, 4, 2, 6);
  vec4 t3 = __builtin_shufflevector(a[2], a[3], 1, 5, 3, 7);
  a[0] = __builtin_shufflevector(t0, t2, 0, 1, 4, 5);
  a[1] = __builtin_shufflevector(t1, t3, 0, 1, 4, 5);
  a[2] = __builtin_shufflevector(t0, t2, 2, 3, 6, 7);
  a[3] = __builtin_shufflevector(t1, t3, 2, 3, 6, 7);
}

// Store the first `count` elements.
INLINE void put4(double *to, const vec4 *x, int count)
{
  if (count >= 4) {
    *(vec4 *)to = *x;
    return;
  }
  for (int i = 0; i < count; i++) to[i] = (*x)[i];
}

// The last, radix-4 pass across the lanes: X_(k + m q) = sum_r i^(-q r) w_n^(r k) Y_r[k], where
// buffer [m][2][4] holds Y_r[k] in lane r; four k at a time.
static void join4(const s2fft_dft_row *row, const double *buffer, double *re, double *im)
{
  ptrdiff_t m = row->m, pitch = dft_row_pitch(row);
  for (ptrdiff_t k = 0; k < m; k += 4) {
    int count = m - k < 4 ? (int)(m - k) : 4;
    vec4 x[4], y[4];
    for (int i = 0; i < 4; i++) {
      x[i] = *(const vec4 *)(buffer + 8 * (k + i));
      y[i] = *(const vec4 *)(buffer + 8 * (k + i) + 4);
    }
    transpose(x);
    transpose(y);
    for (int r = 1; r < 4; r++) {
      vec4 c = *(const vec4 *)(row->twiddle + 2 * pitch * (r - 1) + k);
      vec4 s = *(const vec4 *)(row->twiddle + 2 * pitch * (r - 1) + pitch + k);
      vec4 t = x[r] * c - y[r] * s;
      y[r] = y[r] * c + x[r] * s;
      x[r] = t;
    }
    vec4 ax = x[0] + x[2], bx = x[0] - x[2], cx = x[1] + x[3], dx = x[1] - x[3];
    vec4 ay = y[0] + y[2], by = y[0] - y[2], cy = y[1] + y[3], dy = y[1] - y[3];
    vec4 X[4] = {ax + cx, bx + dy, ax - cx, bx - dy};
    vec4 Y[4] = {ay + cy, by - dx, ay - cy, by + dx};
    for (int q = 0; q < 4; q++) {
      put4(re + k + m * q, &X[q], count);
      put4(im + k + m * q, &Y[q], count);
    }
  }
}

// Transform the 4 interleaved sequences of `in`, samples [4] at re and im, to buffer [m][2][4].
static void row_lanes(const s2fft_dft_row *row, s2fft_dft_view in, double *buffer, double *scratch)
{
  for (int g = 0; g < DFT_ROW_LANES; g += ROW_VL) {
    row_execute(row->dft, (s2fft_dft_view){in.re + g, in.im + g, in.stride},
                (s2fft_dft_view){buffer + g, buffer + DFT_ROW_LANES + g, 2 * DFT_ROW_LANES},
                scratch);
  }
}

// Lengths that 4 does not divide: one or two of the four lanes carry the row, the others zeros.
static void row_narrow(const s2fft_dft_row *row, double *re, double *im, double *buffer,
                       double *scratch)
{
  ptrdiff_t m = row->m, lanes = row->lanes;
  memset(buffer, 0, (size_t)(2 * DFT_ROW_LANES * m) * sizeof *buffer);
  for (ptrdiff_t j = 0; j < row->n; j++) {
    double *to = buffer + 2 * DFT_ROW_LANES * (j / lanes) + j % lanes;
    to[0] = re[j];
    to[DFT_ROW_LANES] = im[j];
  }
  s2fft_dft_view x = {buffer, buffer + DFT_ROW_LANES, 2 * DFT_ROW_LANES};
  row_lanes(row, x, buffer, scratch);
  for (ptrdiff_t k = 0; k < m; k++) {
    const double *x0 = buffer + 2 * DFT_ROW_LANES * k, *y0 = x0 + DFT_ROW_LANES;
    double x1 = 0.0, y1 = 0.0;
    if (lanes == 2) {
      double c = row->twiddle[k], s = row->twiddle[dft_row_pitch(row) + k];
      x1 = x0[1] * c - y0[1] * s;
      y1 = y0[1] * c + x0[1] * s;
      re[k + m] = x0[0] - x1;
      im[k + m] = y0[0] - y1;
    }
    re[k] = x0[0] + x1;
    im[k] = y0[0] + y1;
  }
}

static void row_forward(const s2fft_dft_row *row, double *re, double *im, double *scratch)
{
  double *inner = scratch + 2 * DFT_ROW_LANES * dft_row_pitch(row);
  if (row->lanes < DFT_ROW_LANES) {
    row_narrow(row, re, im, scratch, inner);
    return;
  }
  row_lanes(row, (s2fft_dft_view){re, im, DFT_ROW_LANES}, scratch, inner);
  join4(row, scratch, re, im);
}

static void row_backward(const s2fft_dft_row *row, double *re, double *im, double *scratch)
{
  row_forward(row, im, re, scratch);
}

static void forward(const s2fft_dft *dft, double *x, double *scratch)
{
  s2fft_dft_view v = {x, x + VL, 2 * VL};
  lanes_execute(dft, v, v, scratch);
}

static void backward(const s2fft_dft *dft, double *x, double *scratch)
{
  s2fft_dft_view v = {x + VL, x, 2 * VL};
  lanes_execute(dft, v, v, scratch);
}

#define TABLE_(isa) s2fft_dft_kernel_##isa
#define TABLE(isa) TABLE_(isa)

const s2fft_dft_kernel TABLE(ISA) = {.isa = ISA_NAME,
                                     .lanes = VL,
                                     .forward = forward,
                                     .backward = backward,
                                     .execute = lanes_execute,
                                     .row_forward = row_forward,
                                     .row_backward = row_backward};
