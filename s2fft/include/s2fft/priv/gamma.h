// SPDX-License-Identifier: MIT
/// @file
/// The Fourier transform in gamma of functions on SO(3): orders n <-> samples g. For the sibling
/// libraries, not for applications: may change in any release together with them.
///
/// `f_g = sum_n F_n e^{i n gamma_g}` for every pixel of a grid, with
///
///     full:      gamma_g = 2 pi g / G, G = 2N-1
///     steerable: gamma_g = pi g / G,   G = N, orders of the parity of N-1 only
///
/// The fields F_n ("modes") lie one after another, built as the samples are: of complex functions
/// slices of complex numbers; of real ones planes of doubles, one for F_0 and two, Re and Im, for
/// each n > 0. They are no more slices than there are samples, and no pixel mixes with another, so
/// that either may replace the other in place.
///
/// Of complex functions, the field of n < 0 is kept as its conjugate: channels
/// (s2fft/priv/channels.h) then make n and -n with one plan in one batch. Of real functions only n
/// >= 0 is kept; their channels are planar.
#ifndef S2FFT_PRIV_GAMMA_H
#define S2FFT_PRIV_GAMMA_H

#include <s2common/defs.h>
#include <s2common/grid.h>
#include <s2common/status.h>
#include <stddef.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// The transform of all pixels of one grid; opaque and immutable.
typedef struct s2fft_priv_gamma s2fft_priv_gamma;

/// Orders first, first + step, ..., count of them.
typedef struct s2fft_priv_orders {
  int first, step, count;
} s2fft_priv_orders;

/// What one transform does. Modes and samples are equal or disjoint.
typedef struct s2fft_priv_gamma_job {
  int real;                 ///< 1: a real function
  s2fft_priv_orders orders; ///< |n| < N; of real functions n >= 0
  double *modes;            ///< F_n in the order of the list, at s2fft_priv_gamma_mode()
  double *samples;          ///< [G] slices of s2_grid_map_size() doubles, complex: pairs
} s2fft_priv_gamma_job;

/// Slices of the size of a map's before order i of a list; i = count: of all modes together.
/// @param[in] real    1: a real function
/// @param[in] orders  of the modes
/// @param[in] i       0 .. count
/// @return slices
static inline int s2fft_priv_gamma_mode(int real, s2fft_priv_orders orders, int i)
{
  return !real ? i : 2 * i - (i > 0 && orders.first == 0);
}

/// Analyses may take the orders of one |n| after another: a pass over the samples for each, with
/// memory for one field, or two of complex functions, and the same bits.
/// @param[in] real    1: a real function
/// @param[in] orders  all of them: symmetric, or n >= 0 of real functions
/// @return number of passes
static inline int s2fft_priv_gamma_passes(int real, s2fft_priv_orders orders)
{
  return real ? orders.count : (orders.count + 1) / 2;
}

/// Orders of one pass, the largest |n| first: as lists of channels serve them.
/// @param[in] real    1: a real function
/// @param[in] orders  as in s2fft_priv_gamma_passes()
/// @param[in] k       0 .. s2fft_priv_gamma_passes() - 1
/// @return n, or -n and n
static inline s2fft_priv_orders s2fft_priv_gamma_pass(int real, s2fft_priv_orders orders, int k)
{
  int n = orders.first + (orders.count - 1 - k) * orders.step;
  s2fft_priv_orders one = {n, 1, 1}, both = {-n, 2 * n, 2};
  return real || n == 0 ? one : both;
}

/// Bytes of modes up to which whole transforms have memory for all orders and one pass: passes cost
/// up to a tenth of a transform.
#define S2FFT_PRIV_GAMMA_AT_ONCE (INT64_C(256) << 20)

/// Make the transform.
///
/// @param[out] gamma      owned by the caller; NULL on failure
/// @param[in]  grid       any grid; not needed after the call
/// @param[in]  G          samples, >= 1
/// @param[in]  steerable  1: gamma_g = pi g / G; 0: 2 pi g / G
/// @return S2_OK; S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2fft_priv_gamma_create(s2fft_priv_gamma **gamma,
                                                         const s2_grid *grid, int G, int steerable);

/// Free a transform. NULL is allowed.
/// @param[in] gamma  to be freed
S2_EXPORT void s2fft_priv_gamma_destroy(s2fft_priv_gamma *gamma);

/// Bytes that the transform holds.
/// @param[in] gamma  any
/// @return bytes
S2_EXPORT int64_t s2fft_priv_gamma_bytes(const s2fft_priv_gamma *gamma);

/// Bytes of the scratch of one call.
/// @param[in] gamma    any
/// @param[in] threads  of the call, >= 1
/// @return bytes
S2_EXPORT size_t s2fft_priv_gamma_scratch(const s2fft_priv_gamma *gamma, int threads);

/// Orders to samples, unnormalised. Samples outside the rings of the grid are not written.
/// @param[in] gamma    any
/// @param[in] job      reads modes, writes samples
/// @param     scratch  [s2fft_priv_gamma_scratch()] aligned to S2_ALIGNMENT
/// @param[in] threads  >= 1; the result does not depend on them
S2_EXPORT void s2fft_priv_gamma_synthesis(const s2fft_priv_gamma *gamma,
                                          const s2fft_priv_gamma_job *job, void *scratch,
                                          int threads);

/// Exact transpose: samples to orders, `F_n = sum_g f_g e^{-i n gamma_g}`.
/// @param[in] gamma    any
/// @param[in] job      reads samples, writes modes
/// @param     scratch  [s2fft_priv_gamma_scratch()] aligned to S2_ALIGNMENT
/// @param[in] threads  >= 1; the result does not depend on them
S2_EXPORT void s2fft_priv_gamma_analysis(const s2fft_priv_gamma *gamma,
                                         const s2fft_priv_gamma_job *job, void *scratch,
                                         int threads);

S2_END_DECLS
#endif
