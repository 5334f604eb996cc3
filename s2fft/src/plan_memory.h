// SPDX-License-Identifier: MIT
#ifndef S2FFT_PLAN_MEMORY_H
#define S2FFT_PLAN_MEMORY_H

#include "plan.h"

/// Zeroed memory counted in plan->bytes. An estimate (plan->dry) only counts what is large: see
/// plan_take_large().
s2_status plan_take(s2fft_plan *plan, void **block, size_t count, size_t size);

/// The same for arrays of O(L^2) and more: counted but not allocated while plan->dry.
s2_status plan_take_large(s2fft_plan *plan, void **block, int64_t count, size_t size);

#endif
