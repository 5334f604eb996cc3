// SPDX-License-Identifier: MIT
/// @file
/// Small matrix products: C = A B (+ bias) for a few dozen columns. Both the product of a dense
/// layer, its transpose on the way back, and the gradient of its weights have this form.
#ifndef HARMONIC_FLOW_GEMM_H
#define HARMONIC_FLOW_GEMM_H

#include "flow_lanes.h"

/// C_rc = bias_r + sum_k A_rk B_kc (+ C_rc where `add`).
typedef struct product {
  ptrdiff_t rows, columns, depth; ///< columns: a multiple of VL
  const real *a;                  ///< element (r, k) at r a_row + k a_step
  ptrdiff_t a_row, a_step;
  const real *b; ///< [depth][b_row], aligned
  ptrdiff_t b_row;
  const real *bias; ///< [rows]; NULL: 0
  int add;
  real *c; ///< [rows][c_row], aligned
  ptrdiff_t c_row;
} product;

/// Rows of C in registers: with two vectors of columns 16 of 32, or 12 of 16, registers hold sums.
#if VECTOR_BYTES == 64 || defined(__aarch64__)
enum { BLOCK_ROWS = 8 };
#else
enum { BLOCK_ROWS = 6 };
#endif

enum { MOST_ROWS = 8 };

FLOW_INLINE void product_block(const product *p, ptrdiff_t r, ptrdiff_t c, int rows, int vectors)
{
  vec sum[MOST_ROWS][2];
#pragma GCC unroll 8
  for (int i = 0; i < rows; ++i)
#pragma GCC unroll 2
    for (int v = 0; v < vectors; ++v) {
      sum[i][v] = splat(p->bias != NULL ? p->bias[r + i] : 0);
      if (p->add) sum[i][v] += load(p->c + (r + i) * p->c_row + c + v * VL);
    }
  const real *a = p->a + r * p->a_row, *b = p->b + c;
  for (ptrdiff_t k = 0; k < p->depth; ++k, a += p->a_step, b += p->b_row) {
    vec column[2];
#pragma GCC unroll 2
    for (int v = 0; v < vectors; ++v) column[v] = load(b + v * VL);
#pragma GCC unroll 8
    for (int i = 0; i < rows; ++i)
#pragma GCC unroll 2
      for (int v = 0; v < vectors; ++v) sum[i][v] += a[i * p->a_row] * column[v];
  }
#pragma GCC unroll 8
  for (int i = 0; i < rows; ++i)
#pragma GCC unroll 2
    for (int v = 0; v < vectors; ++v) store(p->c + (r + i) * p->c_row + c + v * VL, sum[i][v]);
}

/// All columns of some rows: these are read again from the nearest cache.
FLOW_INLINE void product_rows(const product *p, ptrdiff_t r, int rows)
{
  ptrdiff_t c = 0;
  for (; c + 2 * VL <= p->columns; c += 2 * VL) product_block(p, r, c, rows, 2);
  for (; c < p->columns; c += VL) product_block(p, r, c, rows, 1);
}

static void multiply(const product *p)
{
  ptrdiff_t r = 0;
  for (; r + BLOCK_ROWS <= p->rows; r += BLOCK_ROWS) product_rows(p, r, BLOCK_ROWS);
  switch (p->rows - r) { // a constant each: fewer rows at once would wait for their own sums
    case 1: product_rows(p, r, 1); break;
    case 2: product_rows(p, r, 2); break;
    case 3: product_rows(p, r, 3); break;
    case 4: product_rows(p, r, 4); break;
    case 5: product_rows(p, r, 5); break;
    case 6: product_rows(p, r, 6); break;
    case 7: product_rows(p, r, 7); break;
    default: break;
  }
}

#endif
