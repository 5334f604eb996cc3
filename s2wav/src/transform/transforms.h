// SPDX-License-Identifier: MIT
/// @file
/// What the typed functions have in common: arguments, checks, a workspace of their own.
#ifndef S2WAV_TRANSFORMS_H
#define S2WAV_TRANSFORMS_H

#include "engine.h"

/// Checks of every transform, and a workspace if the caller gave none. `use` is the least that
/// serves. The workspace made here is `*own`, to be destroyed by the caller.
s2_status call_begin(wave_call *c, s2wav_use use, s2wav_workspace **own);

/// The caller's coefficients.
coefs coefs_of(const wave_call *c, const void *data);

/// Samples of scale i of the caller (in double, or `single`) to and from the double array that the
/// engine works on; without conversion the caller's own.
double *samples_in(const wave_call *c, int i, const void *map);
double *samples_out(const wave_call *c, void *map);
void samples_leave(const wave_call *c, int i, const double *from, void *map);

/// `count` numbers of either precision.
void widen(int64_t count, const float *from, double *to);
void narrow(int64_t count, const double *from, float *to);

#endif
