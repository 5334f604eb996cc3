// SPDX-License-Identifier: MIT
#ifndef S2FFT_TABLES_H
#define S2FFT_TABLES_H

#include "plan.h"

/// Tables of the even kernels for every order, and of columns_lower().
s2_status tables_even(s2fft_plan *plan);

/// Doubles that the arrays of a step_table take.
size_t step_table_size(const s2fft_plan *plan);

/// Point a step_table into `memory` [step_table_size()].
step_table step_table_in(const s2fft_plan *plan, double *memory);

/// Fill for order m, `cap` only where wanted. O(L) time: cheap beside the sums, so it is not kept.
void step_table_fill(const s2fft_plan *plan, int m, int cap, step_table *table);

#endif
