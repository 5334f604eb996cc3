// SPDX-License-Identifier: MIT
#ifndef S2FFT_JOB_H
#define S2FFT_JOB_H

#include "plan.h"

/// One call of a typed function, reduced to what the stages need. Coefficients and maps of field f
/// start at `alm[i] + f * alm_stride`, `map[i] + f * map_stride` elements.
typedef struct job {
  const s2fft_plan *plan;
  s2fft_field field;
  int single;   ///< arrays are float / complex float
  int planar;   ///< complex fields lie as map[0] + i map[1], as pairs do
  int gradient; ///< coefficients are those of the scalar whose gradient the pair is
  void *alm[2]; ///< real, complex: alm[0]; pair: E, B (B NULL for a gradient)
  void *map[2]; ///< real, complex: map[0]; planar: Re, Im; pair: Q, U
  int64_t alm_stride, map_stride;
  s2fft_layout layout; ///< never S2FFT_LAYOUT_DEFAULT
} job;

/// Columns per order of one field: m >= 0 alone, or m and -m.
static inline int field_columns(s2fft_field field)
{
  return field == S2FFT_REAL ? 1 : 2;
}

/// Whether the samples are complex numbers; else each array of the map holds real ones.
static inline int is_interleaved(const job *j)
{
  return j->field == S2FFT_COMPLEX && !j->planar;
}

/// Arrays of the map of one field.
static inline int map_arrays(const job *j)
{
  return j->field == S2FFT_REAL || is_interleaved(j) ? 1 : 2;
}

#endif
