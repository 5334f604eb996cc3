// SPDX-License-Identifier: MIT
/// @file
/// Exact operators along theta on the phase array of equiangular rings.
///
/// At order m and spin s, F_m(theta) continued by F_m(2 pi - theta) = (-1)^{m+s} F_m(theta) is a
/// trigonometric polynomial of degree < L, known from its values on a period of N >= 2L-1 rings.
///
/// *resample* evaluates it on other rings: MW rings come from mirror-symmetric Fejer rings, where
/// the Legendre stage works on pairs; grids with many more rings than L come from fewer of them.
/// Rings that are not equidistant (HEALPix) are interpolated from 7/4 times as many equidistant
/// samples as L needs, through a window whose effect on e^{ik theta} is divided out before
/// (theta_window.h).
///
/// *fold* makes the exact analysis a transposed synthesis: with w(k) = int_0^pi sin(t) e^{ikt} dt,
///
///     f_lm = 2 pi int F_m lambda_lm sin = 2 pi sum_t lambda_lm(theta_t) h_t,
///     h = (P^T B W B^H P F) / (N N'),   W_{kk'} = w(k' - k),  |k|, |k'| < L,
///
/// P the continuation to the whole period and B the Fourier matrix of the rings (N of them in, N'
/// out, which may be other rings). W is a product with the sampled v(theta) = sum_p w(p) e^{-ip
/// theta}, p even, between two FFTs of length >= 4L-3. The factor 2 pi / nphi is the weight of the
/// rings.
///
/// Two neighbouring orders have opposite parity, so their continuations add up to one complex
/// sequence without symmetry and share every FFT.
#ifndef S2FFT_THETA_H
#define S2FFT_THETA_H

#include "geometry.h"
#include "job.h"

typedef enum theta_op {
  THETA_RESAMPLE,           ///< latitudes -> rings, for the synthesis
  THETA_RESAMPLE_TRANSPOSE, ///< rings -> latitudes
  THETA_FOLD,               ///< rings -> latitudes, for the exact analysis
  THETA_FOLD_TRANSPOSE      ///< latitudes -> rings
} theta_op;

struct theta_stage {
  int resamples;       ///< latitudes and rings differ
  theta_window window; ///< rings anywhere; no taps: they are equidistant
  theta_period lat, ring;
  int M;             ///< length of the weighting DFTs; 0: nothing is weighted
  double *v;         ///< [M] v(theta_j) / (M N N')
  double *lat_turn;  ///< [L][2] cos, sin of k theta_0 of the latitudes
  double *ring_turn; ///< [L][2] of the rings
  double *both_turn; ///< [L][2] of the difference
  s2fft_dft *lat_dft, *ring_dft, *M_dft;
};

/// Build plan->theta for latitude rings `lat` and equidistant map rings `ring`.
s2_status theta_create(s2fft_plan *plan, theta_period lat, theta_period ring);

/// Build plan->theta for latitude rings `lat` and map rings anywhere.
s2_status theta_create_window(s2fft_plan *plan, theta_period lat, int count, const ring_pair *pair,
                              const s2_ring *rings);
void theta_destroy(theta_stage *stage);

/// Scratch of one thread; arrays of lanes.
typedef struct theta_scratch {
  double *x, *y;      ///< [longest][2][lanes]
  double *even, *odd; ///< [rings][2][lanes]
  double *work;       ///< of the DFTs
  double *zero;       ///< [rings] stands in for absent orders
  double *trash;      ///< [rings]
} theta_scratch;

void theta_scratch_take(const s2fft_plan *plan, s2_arena *arena, theta_scratch *scratch);

/// Whether an operator is the identity and is skipped.
static inline int theta_skips(const s2fft_plan *plan, theta_op op)
{
  return plan->theta == NULL || (op <= THETA_RESAMPLE_TRANSPOSE && !plan->theta->resamples);
}

/// Pairs of neighbouring orders of all columns of one field.
static inline int theta_pairs(const s2fft_plan *plan, s2fft_field field)
{
  return field_columns(field) * ((plan->mmax + 2) / 2);
}

/// Work items of one field: `lanes` such pairs at a time.
static inline int theta_items(const s2fft_plan *plan, s2fft_field field)
{
  return (theta_pairs(plan, field) + plan->kernel->lanes - 1) / plan->kernel->lanes;
}

/// In place on the rows of one item.
void theta_apply(const s2fft_plan *plan, theta_op op, s2fft_field field, int item, double *phase,
                 ptrdiff_t m_stride, theta_scratch *scratch);

#endif
