// SPDX-License-Identifier: MIT
// Small dense systems: LU factors with partial pivoting.
#ifndef S2FFT_LU_H
#define S2FFT_LU_H

/// Replace `a` [n][n] by its factors, rows exchanged as `pivot` [n] says. Returns -1, or the first
/// column that depends (to rounding) on those before it.
int lu_factor(int n, double *a, int *pivot);

/// Replace `x` [n][width] by the solution of A X = x.
void lu_solve(int n, const double *lu, const int *pivot, int width, double *x);

/// Replace `x` [n][width] by the solution of A^T X = x.
void lu_solve_transposed(int n, const double *lu, const int *pivot, int width, double *x);

#endif
