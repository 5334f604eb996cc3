// SPDX-License-Identifier: MIT
#ifndef S2FFT_TABLES_H
#define S2FFT_TABLES_H

#include "plan.h"

/// Tables of the even kernels for every order, and of columns_lower().
s2_status tables_even(s2fft_plan *plan);

/// One-step recursion of lambda^(+-|s|)_lm for one order, from l = max(m, |s|) to L-1: the
/// functions are `lambda_l = g_l y_l`. Rows of `ld` doubles, as step_run::table wants them.
typedef struct step_table {
  int first; ///< l of the first entry
  int n;     ///< degrees
  ptrdiff_t ld;
  double *g;   ///< [n+1] scale
  double *e;   ///< [n+1] Jacobi off-diagonal e_l
  double *mid; ///< [STEP_MID_ROWS][ld]
  double *cap; ///< [STEP_CAP_ROWS][ld]
} step_table;

/// Doubles that the arrays of a step_table take.
size_t step_table_size(const s2fft_plan *plan);

/// Point a step_table into `memory` [step_table_size()].
step_table step_table_in(const s2fft_plan *plan, double *memory);

/// Fill for order m, `cap` only where wanted. O(L) time: cheap beside the sums, so it is not kept.
void step_table_fill(const s2fft_plan *plan, int m, int cap, step_table *table);

#endif
