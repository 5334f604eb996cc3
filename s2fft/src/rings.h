// SPDX-License-Identifier: MIT
/// @file
/// The Fourier stage: phase array <-> samples on the rings.
///
/// Ring pairs are taken `lanes` at a time. Where all rings of such a group are equally long they go
/// through one lane-batched DFT (kernel_rings.h); else (HEALPix polar caps, odd user rings) every
/// ring, or every pair of real rings, has a DFT of its own (ring_rows.c).
#ifndef S2FFT_RINGS_H
#define S2FFT_RINGS_H

#include "geometry.h"
#include "job.h"

/// Longitude of the first sample, in words.
typedef enum ring_phase {
  PHASE_NONE, ///< phi0 = 0
  PHASE_HALF, ///< phi0 = pi / nphi: half a sample, as in HEALPix
  PHASE_ANY
} ring_phase;

/// One ring as this stage sees it; nphi = 0: there is none.
typedef struct stage_ring {
  int64_t offset;
  int nphi;
  ring_phase phase;
  double phi0;
} stage_ring;

/// How `lanes` neighbouring pairs are transformed.
typedef struct ring_group {
  int batched;        ///< one length, no absent northern ring: lane-batched
  int nphi;           ///< that length
  const double *turn; ///< [mmax+1][2][lanes] cos, sin of m phi0; NULL: phi0 = 0
} ring_group;

struct ring_stage {
  int pairs, np, groups, longest;
  stage_ring *north, *south; ///< [np]
  double *weight[2];         ///< [np] analysis weight of the northern, southern samples
  double *unit[2];           ///< [np] 1, or 0 where there is no ring
  ring_group *group;         ///< [groups]
  s2fft_dft **lane_of;       ///< [longest+1] by length; NULL: not needed
  s2fft_dft_row **row_of;    ///< [longest+1]
  double **half_of;          ///< [longest+1] [n][2] cos, sin of pi r / n
  double *turn[4];           ///< tables that groups point at
  int turns;
};

/// Scratch of one thread.
typedef struct ring_scratch {
  double *x, *y; ///< [longest][2][lanes]
  double *work;  ///< of the DFTs
  double *zero;  ///< [2 longest] stands in for absent rings
  double *trash; ///< [2 longest]
} ring_scratch;

/// Build plan->rings. `weight` [nrings]: factor of each ring's samples in the analysis.
s2_status rings_create(s2fft_plan *plan, int count, const ring_pair *pair, const s2_ring *rings,
                       const double *weight);
void rings_destroy(ring_stage *stage);
void rings_scratch_take(const s2fft_plan *plan, s2_arena *arena, ring_scratch *scratch);

/// Work items of one field: groups of pairs, any order, any thread.
static inline int rings_items(const s2fft_plan *plan)
{
  return plan->rings->groups;
}

/// Samples of one group of field f from its phase array `phase` (order m at m * m_stride), with or
/// without the analysis weights.
void rings_synthesis(const job *j, int64_t f, int group, const double *phase, ptrdiff_t m_stride,
                     int weighted, ring_scratch *scratch);

/// Exact transpose of rings_synthesis(). Writes every row of the group, zeros for absent rings.
void rings_analysis(const job *j, int64_t f, int group, double *phase, ptrdiff_t m_stride,
                    int weighted, ring_scratch *scratch);

/// The same for one lane of a group that is not batched (ring_rows.c).
void ring_rows_synthesis(const job *j, int64_t f, int pair, const double *phase, ptrdiff_t m_stride,
                         double *const scale[2], ring_scratch *scratch);
void ring_rows_analysis(const job *j, int64_t f, int pair, double *phase, ptrdiff_t m_stride,
                        double *const scale[2], ring_scratch *scratch);

/// Address of sample 0 of a ring in map array `which` of field f.
static inline void *ring_samples(const job *j, int64_t f, int which, int64_t offset)
{
  int64_t at = (f * j->map_stride + offset) * (is_interleaved(j) ? 2 : 1);
  return j->single ? (void *)((float *)j->map[which] + at) : (void *)((double *)j->map[which] + at);
}

#endif
