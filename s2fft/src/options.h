// SPDX-License-Identifier: MIT
#ifndef S2FFT_OPTIONS_H
#define S2FFT_OPTIONS_H

#include "plan.h"

/// The caller's options, whatever release they were compiled against; NULL: defaults.
s2_status options_adopt(const s2fft_options *given, s2fft_options *own);

/// Refuse what is out of range, naming the value and the legal range.
s2_status options_check(const s2_grid *grid, int L, const s2fft_options *options);

#endif
