// SPDX-License-Identifier: MIT
/// @file
/// Helpers that several tests of s2wav share.
#ifndef S2WAV_TESTS_SUPPORT_H
#define S2WAV_TESTS_SUPPORT_H

#include <check.h>
#include <npz.h>
#include <s2wav/tiling.h>

/// A tiling that must succeed.
s2wav_tiling *make_tiling(int L, const s2wav_tiling_options *options);

/// Options of a scale-discretised tiling in one line.
s2wav_tiling_options tiling_of(double lambda, int J_min, int N, int spin);

/// The low-pass function K_j(l), j >= J_min: the sum of squares of the kernels below scale j.
double lowpass_at(const s2wav_tiling *tiling, int j, int l);

#endif
