// SPDX-License-Identifier: MIT
#ifndef S2FFT_ROTATE_TABLES_H
#define S2FFT_ROTATE_TABLES_H

#include "rotate_kernel.h"
#include <s2common/priv/memory.h>
#include <s2fft/euler.h>

/// Below this half-angle (or above pi/2 minus it) d differs from the identity (from that of pi) by
/// less than 2^-60 at any degree.
#define ROTATE_POLAR 0x1p-80

/// Where beta lies. cos and sin of beta/2 are >= 0: a sign of theirs is a factor (-1)^{m-n} of d.
typedef enum rotate_turn { ROTATE_GENERAL, ROTATE_IDENTITY, ROTATE_OVER } rotate_turn;

/// Numbers f 2^(400 e), see rotate_kernel.h.
typedef struct rotate_scaled {
  double *f, *e;
} rotate_scaled;

/// What all degrees share. Numbers that every degree multiplies are kept as two doubles: their
/// rounding would act on all steps of a recursion alike.
typedef struct rotate_tables {
  int L;
  rotate_turn turn;
  double anchor;              ///< -1, 0 or 1
  double away[2];             ///< anchor - cos(beta)
  double slope[2];            ///< 2 / sin(beta)
  double *weight;             ///< [2L] W(j)
  double *root;               ///< [2L] sqrt W(j)
  rotate_scaled cosine, sine; ///< [2L] cos(beta/2)^j / sqrt(j!), the same with sin
  rotate_scaled factorial;    ///< [2L] sqrt(j!)
  double *before, *after;     ///< [L][2] e^{-i m gamma}, e^{-i m alpha}, with the sign of d
} rotate_tables;

/// Phases e^{-i m angle} sign^m for m < count, as (re, im).
void rotate_phases(int count, double angle, int sign, double *phase);

/// |cos|, |sin| of beta/2, and the sign that stands for beta: d^l_mn has period 2 pi, and
/// d_mn(-beta) = (-1)^{m-n} d_mn(beta), so d_mn(beta) = sign^{m-n} d_mn of these half-angles.
int rotate_half_angle(double beta, long double half[2]);

/// Hand out the arrays, or count their bytes (arena of base NULL).
void rotate_tables_place(rotate_tables *t, s2_arena *arena, int L);

void rotate_tables_fill(rotate_tables *t, const s2fft_euler *angles);

#endif
