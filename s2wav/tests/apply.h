// SPDX-License-Identifier: MIT
/// @file
/// What the tests of the applications share.
#ifndef S2WAV_TESTS_APPLY_H
#define S2WAV_TESTS_APPLY_H

#include "support.h"

#include <s2wav/s2wav.h>

enum { L = 32, SIZE = L * (L + 1) / 2 };

/// A plan on Gauss-Legendre rings with its tiling.
typedef struct setting {
  s2wav_tiling *tiling;
  s2_grid *grid;
  s2wav_plan *plan;
} setting;

setting make(int J_min, int N);
void free_setting(setting *s);

/// Gaussian coefficients of spectrum C_l = scale (l+1)^slope.
void draw(uint64_t seed, double scale, double slope, s2_complex *flm);

/// max |a - b| / max |b|, and the sum of |a - b|^2, of two arrays of coefficients.
double error_of(const s2_complex *a, const s2_complex *b);
double power_of(const s2_complex *a, const s2_complex *b);

/// Zeros; freed by the caller.
double *doubles(int64_t n);

#endif
