// SPDX-License-Identifier: MIT
// What the functions of rotate.h check alike.
#ifndef S2FFT_ROTATE_OPTIONS_H
#define S2FFT_ROTATE_OPTIONS_H

#include <s2common/status.h>
#include <s2fft/rotate.h>

/// Check all arguments but the arrays; the caller's options with the stride filled in.
s2_status rotate_options_adopt(int L, s2fft_layout layout, const s2fft_euler *angles,
                               const s2fft_rotate_options *given, s2fft_rotate_options *own);

/// Whether two batches of coefficients share memory.
int rotate_overlap(int L, s2fft_layout layout, const s2fft_rotate_options *options,
                   const s2_complex *a, const s2_complex *b);

#endif
