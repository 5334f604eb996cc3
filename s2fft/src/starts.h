// SPDX-License-Identifier: MIT
#ifndef S2FFT_STARTS_H
#define S2FFT_STARTS_H

#include "plan.h"

/// Start values of every (order, block): the recursions run through the region where the functions
/// are below ~1e-17 once, here, with extended exponents, so that the kernels begin where they
/// matter and need no scaling.
s2_status starts_fill(s2fft_plan *plan);

#endif
