// SPDX-License-Identifier: MIT
#ifndef S2FFT_ROTATE_DEGREE_H
#define S2FFT_ROTATE_DEGREE_H

#include "kernel.h"
#include "rotate_tables.h"

/// Scratch of one thread for degrees below L.
typedef struct rotate_scratch {
  const rotate_kernel *kernel;
  int pad;
  double *slope, *offset;         ///< [L]
  double *start[2], *exponent[2]; ///< [pad]
  double *in, *upper;             ///< [ROTATE_FIELDS][2][pad]
  double *row, *sums;             ///< [L][fields][2], the same by lane
  double *lower;                  ///< [L][fields][2] sums over the lanes
} rotate_scratch;

/// Hand out the arrays, or count their bytes (arena of base NULL).
void rotate_scratch_place(rotate_scratch *work, s2_arena *arena, int L);

/// Rotate degree l of one or two real fields in place; f[i] is [l+1][2], f_lm = Re, Im.
void rotate_degree_run(const rotate_tables *t, rotate_scratch *work, int l, int fields,
                       double *const f[ROTATE_FIELDS]);

#endif
