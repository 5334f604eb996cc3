// SPDX-License-Identifier: MIT
/// @file
/// Filters in degree, smoothing of maps, and exact adjoints.
///
/// A *window* is an array of L factors, one per degree: a beam (s2fft_window_gaussian()), a pixel
/// window (s2fft_window_pixel()), a filter (s2fft_window_band()), or numbers of the user.
#ifndef S2FFT_FILTERS_H
#define S2FFT_FILTERS_H

#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// Where a band-pass filter passes and how it falls.
typedef struct s2fft_band {
  int low;        ///< first degree that passes whole, 0 .. high
  int high;       ///< last degree that passes whole; may lie beyond L
  int low_taper;  ///< degrees below `low` over which it falls to zero, >= 0; 0: at once
  int high_taper; ///< the same above `high`
} s2fft_band;

/// Window of a band-pass filter with raised-cosine flanks.
///
/// 1 for low <= l <= high, `(1 + cos(pi x / (taper + 1))) / 2` at x = 1 .. taper degrees outside, 0
/// beyond. low = 0 makes a low-pass, high >= L-1 a high-pass filter.
///
/// @param[in]  L       band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  band    where it passes
/// @param[out] window  [L] 0 .. 1
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_window_band(int L, const s2fft_band *band, double *window);

/// @name Smoothing
/// Analysis, `a_lm -> w_l a_lm`, synthesis: `S W A` in the notation of s2fft/solve.h. On grids
/// without sampling theorem set s2fft_options::iterations or ring_weights of the plan, or solve.
///
/// `out` may be `map` itself. Errors are those of s2fft_forward(); `out` is untouched if the
/// analysis fails.
/// @par Cost one analysis and one synthesis; one array of coefficients per map beside the workspace
/// @par Threads re-entrant; results do not depend on the number of threads, bit for bit
/// @{

/// Smooth a real map.
/// @param[in]  plan    spin 0
/// @param[in]  window  [L]
/// @param[in]  map     samples
/// @param[out] out     smoothed samples
/// @param      work    NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_smooth(const s2fft_plan *plan, const double *window,
                                              const double *map, double *out,
                                              s2fft_workspace *work);

/// Smooth a complex map; see s2fft_smooth().
/// @param[in]  plan    any spin
/// @param[in]  window  [L]
/// @param[in]  map     samples
/// @param[out] out     smoothed samples
/// @param      work    NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_smooth_complex(const s2fft_plan *plan, const double *window,
                                                      const s2_complex *map, s2_complex *out,
                                                      s2fft_workspace *work);

/// Smooth a pair, E and B alike; see s2fft_smooth().
/// @param[in]  plan    spin >= 0
/// @param[in]  window  [L] e.g. s2fft_window_gaussian() of the same spin
/// @param[in]  Q       first map
/// @param[in]  U       second map
/// @param[out] Q_out   first smoothed map, may be Q
/// @param[out] U_out   second smoothed map, may be U
/// @param      work    NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_smooth_pair(const s2fft_plan *plan, const double *window,
                                                   const double *Q, const double *U, double *Q_out,
                                                   double *U_out, s2fft_workspace *work);

/// Adjoint of s2fft_smooth(), `A^H W S^H`.
/// @param[in]  plan    spin 0
/// @param[in]  window  [L]
/// @param[in]  map     samples
/// @param[out] out     samples, may be `map`
/// @param      work    NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_smooth_adjoint(const s2fft_plan *plan, const double *window,
                                                      const double *map, double *out,
                                                      s2fft_workspace *work);

/// Adjoint of s2fft_smooth_complex().
/// @param[in]  plan    any spin
/// @param[in]  window  [L]
/// @param[in]  map     samples
/// @param[out] out     samples, may be `map`
/// @param      work    NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_smooth_adjoint_complex(const s2fft_plan *plan,
                                                              const double *window,
                                                              const s2_complex *map,
                                                              s2_complex *out,
                                                              s2fft_workspace *work);

/// Adjoint of s2fft_smooth_pair().
/// @param[in]  plan    spin >= 0
/// @param[in]  window  [L]
/// @param[in]  Q       first map
/// @param[in]  U       second map
/// @param[out] Q_out   first map, may be Q
/// @param[out] U_out   second map, may be U
/// @param      work    NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_smooth_adjoint_pair(const s2fft_plan *plan,
                                                           const double *window, const double *Q,
                                                           const double *U, double *Q_out,
                                                           double *U_out, s2fft_workspace *work);

/// @}

S2_END_DECLS
#endif
