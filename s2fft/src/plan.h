// SPDX-License-Identifier: MIT
/// @file
/// What a plan holds, and the path of the data through the files:
///
///     coefficients --columns.c--> columns --latitude_*.c (kernel.c)--> phase array
///     phase array --theta.c (MW, and exact analysis on MWSS, CC, F1)--> phase array
///     phase array --rings.c (dft.c)--> maps
///
/// and back. The *phase array* is [m][column][4][np]: for every order m and column (see columns.h)
/// the four rows N re, N im, S re, S im over np ring pairs. Every stage is linear and has its exact
/// transpose beside it.
#ifndef S2FFT_PLAN_H
#define S2FFT_PLAN_H

#define S2_LIBRARY "s2fft"
#include "kernel.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <s2fft/s2fft.h>

/// Ring pairs of the northern hemisphere, pole to equator, and how each block is computed.
typedef enum block_kind {
  BLOCK_SIN, ///< even kernel, z = -sin^2
  BLOCK_COS, ///< even kernel, z = cos^2
  BLOCK_CAP, ///< step kernel, Reinsch form
  BLOCK_MID  ///< step kernel, plain form
} block_kind;

typedef struct latitudes {
  int pairs; ///< ring pairs
  int np;    ///< padded to whole blocks
  int blocks;
  block_kind *kind; ///< [blocks]
  double *cosine;   ///< [np] cos(theta) >= 0
  double *sine;     ///< [np]
  double *cos_half; ///< [np]
  double *sin_half; ///< [np]
  double *x;        ///< [np] recursion variable of the block's kind
  double *scale;    ///< [np] sin^-|s|, the factor of the even kernels; NULL for spin 0
} latitudes;

typedef struct ring_stage ring_stage;   // rings.c
typedef struct theta_stage theta_stage; // theta.c

/// Two-step recursion of one order: tables and, per block, the first contributing step.
typedef struct even_table {
  int n;          ///< steps
  double *ab_cos; ///< [n][2]
  double *ab_sin; ///< [n][2]
  double *g;      ///< [n] scale of v_k
  double *e;      ///< [2n+4] e_l, l = m, m+1, ...
} even_table;

struct s2fft_plan {
  int L, spin, mmax, lmin;
  s2fft_layout layout;
  int nthreads, iterations;
  s2_progress_fn *progress;
  void *progress_user;
  int exact;         ///< a sampling theorem holds for (grid, L, mmax)
  int folds;         ///< the analysis goes through theta.h's fold
  char refusal[160]; ///< why this plan cannot analyse; "" if it can
  int64_t map_size;
  int64_t bytes; ///< held by the plan, or counted by an estimate
  int dry;       ///< estimate: count large arrays, do not make them
  const s2fft_kernel *kernel;

  latitudes lat;
  int spin_even;         ///< |spin| if even kernels serve this spin, else -1
  int L_even;            ///< band-limit of the scalar columns: L + |spin|
  even_table *even;      ///< [mmax+1]
  double *lower;         ///< [|spin|][3][L_even + 1] m-independent factors of columns_lower()
  int32_t *start;        ///< [mmax+1][blocks] first step that contributes
  int32_t *reach;        ///< [ring blocks] largest order that rings of the map see, at least 0
  int32_t *late;         ///< [mmax+1][blocks], spin != 0: 2 * (step at which the later of the two
                         ///< functions of a step block joins) + (1 if that is -s)
  double *state;         ///< [mmax+1][state_size] start values of all blocks
  int64_t *state_offset; ///< [blocks] of each block within a state_size
  int64_t state_size;

  int np; ///< padded pairs of the phase array: the larger of both stages
  ring_stage *rings;
  theta_stage *theta; ///< NULL: the latitudes are those of the rings
};

/// Layout of a field's coefficients, the default resolved.
s2fft_layout plan_layout(const s2fft_plan *plan, s2fft_field field);

/// First degree of order m in the columns of step kernels: l = first .. L-1.
static inline int plan_first_degree(const s2fft_plan *plan, int m)
{
  int s = plan->spin < 0 ? -plan->spin : plan->spin;
  return m > s ? m : s;
}

/// Orders above this are zero on a pair of rings of the map, and nobody reads them: most of them
/// near the poles.
static inline int plan_reach(const s2fft_plan *plan, int pair)
{
  return plan->reach[pair / plan->kernel->block];
}

/// Whether block b is served by the two-step recursion.
static inline int plan_is_even(const s2fft_plan *plan, int b)
{
  return plan->lat.kind[b] <= BLOCK_COS;
}

/// Steps of the recursion that serves block b at order m.
static inline int plan_steps(const s2fft_plan *plan, int m, int b)
{
  return plan_is_even(plan, b) ? plan->even[m].n : plan->L - plan_first_degree(plan, m);
}

#endif
