// SPDX-License-Identifier: MIT
#ifndef S2FFT_SRC_MASK_H
#define S2FFT_SRC_MASK_H

#include <s2common/priv/error.h>
#include <s2fft/mask.h>

/// Refuse a mask with a sample that is not finite or below `least`, naming it.
s2_status mask_check(const s2_grid *grid, const double *mask, double least);

#endif
