// SPDX-License-Identifier: MIT
#ifndef S2FFT_LATITUDE_H
#define S2FFT_LATITUDE_H

#include "columns.h"

/// Most columns that share one recursion.
enum { GROUP_COLUMNS = 4 };

/// Columns that share one recursion at one order: the plus columns of up to four real fields, or
/// plus and minus of one or two others. The latter always come as two: at m = 0 the minus column is
/// zero going in and unused coming out. This is the form in which the latitudinal stage takes its
/// work.
typedef struct column_group {
  int count;                 ///< 1, 2 or 4
  int single;                ///< sums in float suffice
  int sign[GROUP_COLUMNS];   ///< sigma = sign * |spin|
  column col[GROUP_COLUMNS]; ///< on input of the synthesis, on output of the analysis
} column_group;

/// Scratch of one thread.
typedef struct latitude_scratch {
  column col[GROUP_COLUMNS + 1]; ///< those of the group, one spare
  double *panel;                 ///< even kernels: [n][4 GROUP_COLUMNS]
  float *panel_single;           ///< the same in float
  double *coef;                  ///< step kernels: [GROUP_COLUMNS/2][L][4]
  double *state;                 ///< [state_size] running step recursions of the analysis
  double *rings;                 ///< records of the even analysis
  int32_t *start;                ///< [blocks] its first steps
  double *sums;                  ///< partial sums of a chunk of degrees
  double *table;                 ///< step_table memory
} latitude_scratch;

/// Lay the scratch out in an arena.
void latitude_scratch_take(const s2fft_plan *plan, s2_arena *arena, latitude_scratch *scratch);

/// Values on the rings of one group at order m: `rows[c]` points at the four rows of column c.
/// Blocks that do not contribute are set to zero. Destroys the group's columns.
void latitude_synthesis(const s2fft_plan *plan, int m, column_group *group, const ring_rows *rows,
                        latitude_scratch *scratch);

/// Exact transpose of latitude_synthesis(). The columns of `group` are the scratch's.
void latitude_analysis(const s2fft_plan *plan, int m, column_group *group, const ring_rows *rows,
                       latitude_scratch *scratch);

#endif
