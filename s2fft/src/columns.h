// SPDX-License-Identifier: MIT
/// @file
/// Columns: the coefficients of one order m >= 0 and one signed spin, as the kernels sum them.
///
/// `G(theta) = sum_l lambda^sigma_lm(theta) c_l` with m >= 0 always. The coefficients f_{l,-m} of a
/// field of spin s form the *minus* column: since lambda^s_{l,-m} = (-1)^{s+m} lambda^{-s}_lm, it
/// has sigma = -s and c_l = (-1)^{s+m} f_{l,-m}. The *plus* column has sigma = s and c_l = f_lm. A
/// pair (E, B) is the complex field f_lm = -(E_lm + i B_lm) (no sign for spin 0).
#ifndef S2FFT_COLUMNS_H
#define S2FFT_COLUMNS_H

#include "job.h"
#include "tables.h"

/// One complex coefficient in a register: real operations act on both parts at once.
typedef double coefficient __attribute__((vector_size(16)));

/// Zeros before and after the degrees of a column, so that neighbours may be read unchecked.
enum { COLUMN_PAD = 8 };

/// Element i is degree l = m + i; valid from -COLUMN_PAD on.
typedef coefficient *column;

/// Doubles of one column's memory.
size_t column_size(const s2fft_plan *plan);

/// Point a column into `memory` [column_size()].
column column_in(double *memory);

/// Read order m of field f: plus and, for complex fields and pairs with m > 0, minus.
void columns_load(const job *j, int64_t f, int m, column plus, column minus);

/// Exact transpose of columns_load(): write order m (and -m where the layout holds it).
void columns_store(const job *j, int64_t f, int m, column plus, column minus);

/// sin^|s| times the column of spin sigma (sign +-1) as a scalar column of band-limit L + |s|, by
/// |s| steps `sin lambda^s_l = e_{l+1} up_l lambda^{s-1}_{l+1} + m same_l lambda^{s-1}_l +
/// e_l down_l lambda^{s-1}_{l-1}` (product of Wigner functions with d^1_{0,1}). `spare` is scratch;
/// the result replaces `c`.
void columns_lower(const s2fft_plan *plan, int m, int sign, column *c, column *spare);

/// Exact transpose of columns_lower().
void columns_raise(const s2fft_plan *plan, int m, int sign, column *c, column *spare);

/// Panel of the even kernels from a scalar column: [n][stride], E re, E im, O re, O im.
void columns_to_panel(const even_table *t, int count, column c, double *panel, ptrdiff_t stride);

/// Exact transpose of columns_to_panel().
void columns_from_panel(const even_table *t, int count, const double *panel, ptrdiff_t stride,
                        column c);

#endif
