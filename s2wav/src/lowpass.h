// SPDX-License-Identifier: MIT
/// @file
/// Low-pass functions K_j(l).
#ifndef S2WAV_LOWPASS_PRIVATE_H
#define S2WAV_LOWPASS_PRIVATE_H

#include "quadrature.h"
#include "tiling.h"

/// Powers of lambda may miss an integer by rounding; tables may be off by as much.
#define LOWPASS_GUARD 1e-12

/// Smallest J with lambda^J >= L, by repeated multiplication: logarithms of two libraries differ.
int lowpass_J_max(int L, double lambda);

/// lambda^j, any sign of j.
double lowpass_power(double lambda, int j);

/// Where a low-pass function falls from 1 to 0. `lambda` = high / low.
typedef struct lowpass_step {
  double low, high, lambda;
} lowpass_step;

/// Whether the family is a step stretched over (low, high).
int lowpass_is_step(s2wav_kernel kernel);

/// Row [L] of such a family.
void lowpass_row(int L, s2wav_kernel kernel, const quadrature *q, const lowpass_step *step,
                 double *row);

/// K_j(l), [J_max + 2][L], of the options; owned by the caller.
s2_status lowpass_create(int L, const s2wav_tiling_options *o, double **lowpass);

/// Whether a table is a tiling; the message says where it is not, and by how much.
s2_status lowpass_check_table(int L, const s2wav_tiling_options *o);

#endif
